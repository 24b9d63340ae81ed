"""Written ruby: the author's own readings, taken out of the text and kept as what they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from narrate.ground.kana import KANJI, is_kana, is_sayable, katakana, moras
from narrate.messages import Message
from narrate.model import NOWHERE, Passage, Ruby, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator

_KANA = "ぁ-ゖァ-ヺーヽヾゝゞ・･　 ｦ-ﾟ"
_LATIN = "A-Za-zＡ-Ｚａ-ｚ0-9０-９"
_RUN = rf"[{KANJI}]++|[{_LATIN}][{_LATIN} .&'\-]*+"
_RUN_START = rf"(?:(?<![{KANJI}])(?=[{KANJI}])|(?<![{_LATIN} .&'\-])[ .&'\-]*+(?=[{_LATIN}]))"
"""Only there a base can begin: tried inside of a run as well, a long one would take quadratic time."""
_FORMS = re.compile(
    rf"[｜|](?P<bar>[^｜|《》\n]{{1,40}})《(?P<bar_kana>[^《》\n]{{1,60}})》"
    rf"|{_RUN_START}(?P<plain>{_RUN})《(?P<plain_kana>[{_KANA}]{{1,60}})》"
    rf"|{{(?P<brace>[^{{}}|｜\n]{{1,40}})(?P<brace_kana>(?:[|｜][{_KANA}]{{1,40}}){{1,40}})}}"
    r"|<(?i:ruby)[^>]{0,200}>(?P<html>.{0,4000}?)</(?i:ruby)\s*>"
    rf"|{_RUN_START}(?P<base>{_RUN})[（(](?P<base_kana>[{_KANA}]{{1,60}})[）)]",
    re.DOTALL,
)
_OPENING = re.compile("[《<{(（]")
_HTML_PARTS = re.compile(
    r"<rp[^>]*>.*?</rp\s*>|<rt[^>]*>(?P<rt>.*?)(?:</rt\s*>|(?=<r[tpb])|$)|</?(?:rb|rbc|rtc|span)[^>]*>"
    r"|(?P<text>[^<]+)|<[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_NOT_READINGS = frozenset(
    [
        "カブ",
        "ユウ",
        "ザイ",
        "シャ",
        "ドク",
        "ホカ",
        "ナド",
        "ワライ",
        "ナミダ",
        "アセ",
        "オワリ",
        "ツヅク",
        "ヒ",
        "ツキ",
        "スイ",
        "モク",
        "キン",
        "ド",
        "ニチ",
        "ウソ",
        "ホント",
        "ホントウ",
        "マジ",
        "タブン",
        "ヤバイ",
        "スゴイ",
        "オイ",
        "ハイ",
        "イヤ",
        "タダシ",
        "マタ",
    ]
)
_ENDINGS = frozenset("イタダルネヨナカゾゼワ")
"""How a remark ends, and hardly any reading of one kanji."""
_LETTER_MORAS = 5
"""The longest letter name, ダブリュー, has four moras; one is to spare."""

_Found: TypeAlias = "tuple[list[tuple[int, int, str]], list[tuple[int, int]]]"


def resolve_ruby(passage: Passage) -> tuple[Passage, tuple[Ruby, ...], tuple[Skip, ...]]:
    """``passage`` without its ruby markup, the readings, and what was taken out of the source.

    The rubies point into the returned passage's text. 漢字（かんじ） counts only where the kana can be
    the reading of what stands before the brackets; see `is_plausible`.
    """
    if not _OPENING.search(passage.text):
        return passage, (), ()
    readings: list[tuple[int, int, str]] = []
    removed: list[tuple[int, int]] = []
    for match in _FORMS.finditer(passage.text):
        found, gone = _resolved(match)
        readings += found
        removed += gone
    kept = passage.without(removed)
    shift = _shifted(removed)
    rubies = tuple(Ruby(shift(start), shift(end), kana) for start, end, kana in readings)
    return kept, rubies, tuple(_skips(passage, removed))


def is_plausible(base: str, kana: str) -> bool:
    """Whether bracketed ``kana`` can be how ``base`` is read, judged without a dictionary.

    A kanji has one to four moras, most have two. Everyday remarks are no readings, nor is a long word
    after one kanji that ends like a sentence (彼（ひどい）). Katakana after kanji is a translation or a
    name more often than a reading (会社（トヨタ）), so it counts only after Latin letters.
    """
    reading = katakana(re.sub(r"[・･\s]", "", kana))
    if not is_sayable(reading) or reading in _NOT_READINGS:
        return False
    count = len(moras(reading))
    if re.match(rf"[{_LATIN}]", base):
        letters = len(re.sub(rf"[^{_LATIN}]", "", base))
        return letters >= 2 and letters * 0.4 <= count <= letters * _LETTER_MORAS
    if not _is_hiragana(kana):
        return False
    if len(base) == 1 and count > 2 and reading[-1] in _ENDINGS:
        return False
    return len(base) <= count <= 4 * len(base) + (1 if len(base) == 1 else 0)


def _is_hiragana(kana: str) -> bool:
    return not re.search(r"[ァ-ヺ]", kana)


def _resolved(match: re.Match[str]) -> _Found:
    """The readings in one piece of markup and the spans to take out, in the passage's offsets."""
    for base, kana in (("bar", "bar_kana"), ("plain", "plain_kana"), ("brace", "brace_kana")):
        if match[base] is not None and is_kana(_written(match[kana])):
            return _around(match, base, kana)
    if match["html"] is not None:
        return _html(match)
    if match["base"] is not None:
        return _bracketed(match)
    return [], []


def _around(match: re.Match[str], base: str, kana: str) -> _Found:
    reading = _written(match[kana])
    start, end = match.span(base)
    removed = [(match.start(), start)] if base in ("bar", "brace") else []
    return [(start, end, reading)], [*removed, (end, match.end())]


def _bracketed(match: re.Match[str]) -> _Found:
    base = match["base"].rstrip()
    kana = match["base_kana"]
    if not is_plausible(base, kana):
        return [], []
    start = match.start("base")
    reading = _written(kana)
    return [(start, start + len(base), reading)], [(start + len(base), match.end())]


def _written(kana: str) -> str:
    """The reading in the author's own kana, without the marks between its parts."""
    return re.sub(r"[・･|｜\s]", "", kana)


def _html(match: re.Match[str]) -> _Found:
    readings: list[tuple[int, int, str]] = []
    removed: list[tuple[int, int]] = [(match.start(), match.start("html"))]
    offset, start, end = match.start("html"), -1, -1
    for part in _HTML_PARTS.finditer(match["html"]):
        first, last = part.start() + offset, part.end() + offset
        if part["text"] is not None:
            start = first if start < 0 else start
            end = last
            continue
        removed.append((first, last))
        reading = _written(part["rt"] or "")
        if part["rt"] is not None and start >= 0:
            if is_kana(reading):
                readings.append((start, end, reading))
            start = -1
    removed.append((match.end("html"), match.end()))
    return _joined(readings, removed), removed


def _joined(
    readings: list[tuple[int, int, str]], removed: list[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Ruby given kanji by kanji is one word's reading: 漢<rt>かん</rt>字<rt>じ</rt>."""
    joined: list[tuple[int, int, str]] = []
    gone = {i for start, end in removed for i in range(start, end)}
    for start, end, kana in readings:
        if joined and all(i in gone for i in range(joined[-1][1], start)):
            first, _, before = joined.pop()
            joined.append((first, end, before + kana))
        else:
            joined.append((start, end, kana))
    return joined


class _shifted:  # noqa: N801 - reads as a function
    def __init__(self, removed: list[tuple[int, int]]) -> None:
        self._removed = removed
        self._gone = [0, *accumulate(end - start for start, end in removed)]

    def __call__(self, offset: int) -> int:
        count = bisect_left(self._removed, (offset, 0))
        inside = max(0, self._removed[count - 1][1] - offset) if count else 0
        return offset - self._gone[count] + inside


def _skips(passage: Passage, removed: list[tuple[int, int]]) -> Iterator[Skip]:
    for start, end in removed:
        origins = sorted(o for o in passage.origins[start:end] if o != NOWHERE)
        for i, origin in enumerate(origins):
            if i == 0 or origins[i - 1] != origin - 1:
                first = origin
            if i + 1 == len(origins) or origins[i + 1] != origin + 1:
                yield Skip(first, origin + 1, Message("ruby"))
