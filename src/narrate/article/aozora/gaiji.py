"""Characters that a file could not hold, written as notes: ※［＃「魚＋生」、第3水準1-94-39］ -> 鮏."""

from __future__ import annotations

import re
import unicodedata

_KUTEN = re.compile(r"(?<![\d-])([12])-(\d{1,2})-(\d{1,2})(?![\d-])")
_UNICODE = re.compile(r"U[+＋]([0-9A-Fa-f]{4,6})")
_DESCRIBED_KANA = re.compile(
    r"(?P<how>小書き|濁点付き|半濁点付き)(?:の?(?:片|平)仮名|の)?「?(?P<kana>[ぁ-ゖァ-ヺ])(?!\w)"
)
_DESCRIPTION = re.compile(r"＋|[0-9０-９]+(?:-[上中下])?-[0-9０-９]+\Z|ページ数")
_VOICING = {"小書き": "", "濁点付き": "\u3099", "半濁点付き": "\u309a"}
_PRINTED_MOST = 0x10FFFF


def character_of(note: str) -> str:
    """What the inside of a note on a character stands for, by the number in it; empty if it has none.

    Numbers are plane, row and cell of JIS X 0213, or Unicode's. Kana that have neither are named in words.
    """
    return _by_unicode(note) or _by_kuten(note) or _by_name(note)


def is_on_character(note: str) -> bool:
    """Whether a note behind ※ describes a character; ※ may be one itself, with a note on it."""
    return bool(_DESCRIPTION.search(note) or character_of(note))


def _by_unicode(note: str) -> str:
    match = _UNICODE.search(note)
    if match is None:
        return ""
    code = int(match[1], 16)
    character = chr(code) if code <= _PRINTED_MOST else ""
    return character if character and unicodedata.category(character)[0] not in "CZ" else ""


def _by_kuten(note: str) -> str:
    for match in _KUTEN.finditer(note):
        plane, row, cell = map(int, match.groups())
        if 1 <= row <= 94 and 1 <= cell <= 94:
            lead = b"" if plane == 1 else b"\x8f"
            try:
                return (lead + bytes((0xA0 + row, 0xA0 + cell))).decode("euc_jis_2004")
            except UnicodeDecodeError:
                continue
    return ""


def _by_name(note: str) -> str:
    match = _DESCRIBED_KANA.search(note)
    return unicodedata.normalize("NFC", match["kana"] + _VOICING[match["how"]]) if match else ""
