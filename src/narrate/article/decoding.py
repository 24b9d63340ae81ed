"""Bytes -> text: which encoding, which line ends, and is it text at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.errors import SourceError
from narrate.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SHIFT_OUT = b"\x1b$"
"""ISO-2022-JP's way into kanji; all its bytes are ASCII."""
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_STRAY_CONTROLS = 2
"""So many are slips of an editor, in a text of any length."""
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_KANA = re.compile("[\u3041-\u30fe\u3001\u3002]")
_RARE = re.compile("[\ue000-\uf8ff]")
_HEAD_BYTES = 4_096
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_CODECS = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "cp932": "cp932", "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "eucjp": "euc_jp",
}  # fmt: skip
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
"""Unicode Standard, section 5.8: whatever ends a line or a page."""


def decoded(data: bytes, path: Path, charset: str = "") -> tuple[str, str]:
    r"""The text of a file's bytes with ``\n`` for its line ends, and its encoding.

    ``charset`` is what a server calls it: one more guess beside what the text says itself, since both err.

    Raises:
        SourceError: they are no text, or in an encoding that narrate does not know.
    """
    text, encoding = _decode(data, path, charset)
    _refuse_binary(text, path)
    return with_plain_ends(text), encoding


def with_plain_ends(text: str) -> str:
    r"""A text with ``\n`` for whatever ends its lines and pages."""
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _decode(data: bytes, path: Path, charset: str = "") -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding, path), encoding
    if b"\0" in data:
        raise _holds_nul(path)
    try:
        if _SHIFT_OUT in data:
            return data.decode("iso2022_jp"), "iso2022_jp"
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_as_declared(data, charset) or _decode_japanese(data, path)


def _decode_as_declared(data: bytes, charset: str) -> tuple[str, str] | None:
    """What a page of the web or its server says of its encoding holds, if it is one of Japanese.

    Where they differ and both can be, the text comes out more ordinary in one.
    """
    declared = _DECLARED.search(data, 0, _HEAD_BYTES)
    names = dict.fromkeys([charset.lower(), declared[1].lower().decode("ascii") if declared else ""])
    known = dict.fromkeys(_CODECS[name] for name in names if name in _CODECS)
    texts = [(text, codec) for codec in known if (text := _decode_if_can(data, codec)) is not None]
    return min(texts, key=lambda found: _oddity(found[0]), default=None)


def _decode_if_can(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _holds_nul(path: Path) -> SourceError:
    return SourceError(
        Message("this is not a text file (it holds NUL bytes)"),
        hint=Message("give a text or Markdown file"),
        path=path,
    )


def _refuse_binary(text: str, path: Path) -> None:
    """Refuse what decodes, but holds NUL or many control characters."""
    if "\0" in text:
        raise _holds_nul(path)
    control = _CONTROL.search(text)
    if control and len(_CONTROL.findall(text)) > _STRAY_CONTROLS + len(text) // 100:
        raise SourceError(
            Message("this is not a text file (control character U+{code:04X})", code=ord(control[0])),
            hint=Message("give a text or Markdown file"),
            path=path,
            line=with_plain_ends(text[: control.start()]).count("\n") + 1,
        )


def _decode_japanese(data: bytes, path: Path) -> tuple[str, str]:
    """Choose among the older Japanese encodings by how ordinary the text comes out."""
    if _is_damaged_utf8(data):
        return _decode_as(data, "utf-8", path), "utf-8"
    candidates: list[tuple[float, str, str]] = []
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_oddity(text), text, encoding))
    if not candidates:
        return _decode_as(data, "utf-8", path), "utf-8"
    _, text, encoding = min(candidates, key=lambda candidate: candidate[0])
    return text, encoding


def _is_damaged_utf8(data: bytes) -> bool:
    high = sum(byte >= 0x80 for byte in data)
    return sum(len(m) for m in _UTF8_SEQUENCE.findall(data)) > 0.8 * high


def _oddity(text: str) -> float:
    """How unlike Japanese prose a decoding is: half-width kana and private characters for, kana against."""
    odd = 3 * len(_HALF_WIDTH_KANA.findall(text)) + 5 * len(_RARE.findall(text))
    return (odd - len(_KANA.findall(text))) / len(text)


def _decode_as(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        bad = " ".join(f"{byte:02X}" for byte in data[error.start : error.start + 4])
        known = (
            Message("no UTF-16") if "16" in encoding else Message("neither UTF-8 nor Shift_JIS nor EUC-JP")
        )
        before = data[: error.start].decode(encoding, "ignore")
        raise SourceError(
            Message("the bytes {bad} are {known}", bad=bad, known=known),
            hint=Message("save the file as UTF-8"),
            path=path,
            line=with_plain_ends(before).count("\n") + 1,
        ) from None
