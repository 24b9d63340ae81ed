"""Every character of Unicode in three frames: is it said, or listed as a silence with its reason?

``python benchmarks/characters.py [--step N] [--jis]``. Prints how many are neither (there must be none), and
which numbers, kana, Latin letters and ideographs of JIS X 0213 are only listed (there must be none either).
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from narrate.reading.frontend import front_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.reading.frontend import FrontEnd

FRAMES = ("答えは{}です。", "{}", "A{}B")
PARTS = frozenset(["Ps", "Pe", "Pi", "Pf", "Pd"])
"""Brackets, quotation marks and dashes, which nobody says."""
POINTS = "、。，．,.!?！？‼⁇⁈⁉…‥:;：；・･\"＂'＇/／_＿゠‖|｜\u0340\u0341\u0343\u0344"
"""Other punctuation, and accents that are composed away."""


def characters() -> Iterator[str]:
    """All assigned ones that are a letter, a number, a sign or a mark, less what only parts or brackets."""
    for char in map(chr, range(sys.maxunicode + 1)):
        category = unicodedata.category(char)
        is_selector = "VARIATION SELECTOR" in unicodedata.name(char, "")
        if category[0] not in "ZC" and category not in PARTS and char not in POINTS and not is_selector:
            yield char


def of_jis() -> frozenset[str]:
    """Those of JIS X 0213."""
    rows = [bytes([a, b]) for a in range(0xA1, 0xFF) for b in range(0xA1, 0xFF)]
    found = set()
    for plane in (b"", b"\x8f"):
        for row in rows:
            try:
                found.add((plane + row).decode("euc_jis_2004"))
            except UnicodeDecodeError:
                continue
    return frozenset(char for char in found if len(char) == 1)


def must_be_read(char: str) -> bool:
    """A number, kana, a Latin letter or an ideograph."""
    name = unicodedata.name(char, "")
    is_letter = unicodedata.category(char) in ("Lu", "Ll", "Lo")
    kinds = ("LATIN", "HIRAGANA", "KATAKANA", "CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH")
    return (is_letter and name.startswith(kinds)) or unicodedata.category(char) in ("Nd", "Nl", "No")


def fate(front_end_: FrontEnd, frame: str, char: str) -> str:
    """What became of it: ``said``, ``listed`` or ``lost``."""
    at = frame.index("{")
    reading = front_end_.read(frame.format(char))
    if any(silence.start <= at < silence.end for silence in reading.silences):
        return "listed"
    if len(unicodedata.normalize("NFC", frame.format(char))) < len(frame.format(char)):
        return "said"  # an accent of the letter before it
    without = front_end_.read(frame.format("")) if frame != "{}" else None
    return "lost" if reading.kana == (without.kana if without else "") else "said"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1, help="look at every so-manieth character only")
    parser.add_argument("--jis", action="store_true", help="only those of JIS X 0213")
    options = parser.parse_args()
    jis, reader = of_jis(), front_end()
    chosen = [c for c in characters() if not options.jis or c in jis][:: options.step]
    for frame in FRAMES:
        fates: dict[str, list[str]] = {"said": [], "listed": [], "lost": []}
        for char in chosen:
            fates[fate(reader, frame, char)].append(char)
        unread = [c for c in fates["listed"] if c in jis and must_be_read(c)]
        print(f"{frame}: {Counter({name: len(found) for name, found in fates.items()})}")
        print(f"  lost: {''.join(fates['lost'])[:200]}")
        print(f"  of JIS X 0213 only listed: {len(unread)} {''.join(unread)[:200]}")


if __name__ == "__main__":
    main()
