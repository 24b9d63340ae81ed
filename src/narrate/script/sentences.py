"""A paragraph's text -> where its sentences begin and end, by the rules of Japanese punctuation."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrate.model import Joint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_SENTENCE = 200
"""Characters; a longer one is cut at a comma. The front end takes 5,461, but a listener needs a breath."""
LONGEST_QUOTATION = 120
"""Characters; a longer sentence is cut at the full stops inside its quotations first."""

_PAIRS = {
    "「": "」",
    "『": "』",
    "⦅": "⦆",
    "（": "）",
    "(": ")",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "〔": "〕",
    "“": "”",
    "[": "]",
}
_CLOSERS = frozenset(_PAIRS.values()) | {"’", '"', "'", "〟", "»"}
_BRACKETS = re.compile("[" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + '"]')
_TERMINALS = frozenset("。｡！？!?．.‼⁉⁈⁇")
_MARKS = re.compile(f"[…{''.join(sorted(_TERMINALS))}]")
"""Where alone a sentence can end, beside the ends of speech."""
_OPEN_QUOTES = frozenset("「『“")
_STARTS_NEW = re.compile(r"[「『“\u4e00-\u9fff々〆\u30a1-\u30faA-ZＡ-Ｚ]")
_GOES_ON = re.compile(r"と|って|なんて|など|なる|の[^で]|、|，|」|』|）|\)")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[\s。]))[0-9]{1,3}$")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Inc|Co|Ltd|Corp|vs|No|St|Jr|Sr|etc|al|Vol|pp))$"
)
_INK = re.compile(r"\S")
_SOFT_BREAK = re.compile(
    r"(?<=[\u3041-\u3096])(?=[\u4e00-\u9fff々\u30a1-\u30faA-Za-zＡ-Ｚａ-ｚ「『])|(?<=[ \u3000])"
)


class Sentence(NamedTuple):
    """A half-open span of a paragraph's text, what joins it to the next one, and whether somebody says it."""

    start: int
    end: int
    joint: Joint
    is_speech: bool = False


def cut_sentences(text: str, cuts: Iterable[int] = ()) -> list[Sentence]:
    """Cut a paragraph into sentences; ``cuts`` are places where one ends whatever its punctuation.

    The spans are ascending and together hold every character but white space between sentences.
    """
    borders = sorted({0, len(text), *cuts, *_sentence_ends(text)})
    sentences: list[Sentence] = []
    for start, end in pairwise(borders):
        sentences += _shortened(text, start, end)
    return [s for s in (stripped(text, s) for s in sentences) if s.start < s.end]


def stripped(text: str, s: Sentence) -> Sentence:
    """The span without white space at its ends."""
    if s.start < s.end and not (text[s.start].isspace() or text[s.end - 1].isspace()):
        return s
    part = text[s.start : s.end]
    start, end = s.start + len(part) - len(part.lstrip()), s.end - len(part) + len(part.rstrip())
    return s._replace(start=start, end=end)


def _sentence_ends(text: str) -> Iterator[int]:
    """Offsets just behind each sentence that ends outside of all brackets."""
    pairs = bracket_pairs(text)
    depths = _depths(len(text), pairs)
    openers = _opening_quotes(text)
    speech_ends = {end: start for start, end in pairs if text[start] in _OPEN_QUOTES}
    begin = passed = 0
    for at in sorted({*speech_ends, *(match.start() for match in _MARKS.finditer(text))}):
        if at < passed:
            continue
        end = at + 1
        if depths[at] == 0 and _is_terminal(text, at):
            end = _behind_closers(text, at + 1, depths, openers)
            if text[at] in "。｡．." or not _GOES_ON.match(text, end):
                yield (begin := end)
        elif at in speech_ends and _ends_speech(text, at) and _is_blank(text, begin, speech_ends[at]):
            yield (begin := end)
        passed = end


def bracket_pairs(text: str) -> list[tuple[int, int]]:
    """The positions of matching brackets and of pairs of straight double quotes."""
    opened: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    straight = -1
    for match in _BRACKETS.finditer(text):
        at, character = match.start(), match.group()
        if character in _PAIRS:
            opened.append((_PAIRS[character], at))
            awaited[_PAIRS[character]] += 1
        elif awaited[character]:
            closer = ""
            while closer != character:
                closer, start = opened.pop()
                awaited[closer] -= 1
            pairs.append((start, at))
        elif character == '"':
            if straight >= 0:
                pairs.append((straight, at))
            straight = at if straight < 0 else -1
    return pairs


def _depths(length: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """How many brackets enclose each character; a closing bracket lies outside of its own pair."""
    changes = [0] * (length + 1)
    if not pairs:
        return changes
    for start, end in pairs:
        changes[start] += 1
        changes[end] -= 1
    depths, depth = [], 0
    for change in changes[:-1]:
        depth += change
        depths.append(depth)
    return depths


def _is_terminal(text: str, at: int) -> bool:
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character == "…":
        return after.isspace()
    if character not in _TERMINALS:
        return False
    if character == "．":
        return not (before.isdigit() and after.isdigit())
    if character == ".":
        return _is_full_stop(text, at)
    if character == "!":
        return not (before.isascii() and before.isalpha() and bool(re.match(r"\w", after)))
    if character == "?":
        return not (after.isascii() and after.isalnum())
    return True


def _is_full_stop(text: str, at: int) -> bool:
    """An ASCII full stop ends a sentence behind Japanese, or behind a Latin word when a new one starts."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or before.isspace() or _LIST_NUMBER.search(text[max(0, at - 4) : at]):
        return False
    if not before.isascii():
        return not (after.isascii() and after.isalnum())
    if after and not after.isspace() and after not in _CLOSERS:
        return False
    return not (after and _ABBREVIATION.search(text[max(0, at - 6) : at]))


def _behind_closers(text: str, at: int, depths: list[int], openers: frozenset[int]) -> int:
    """Further terminals and closing brackets stay with the sentence they end."""
    while at < len(text) and (
        text[at] in _TERMINALS or (text[at] in _CLOSERS and depths[at] == 0 and at not in openers)
    ):
        at += 1
    return at


def _opening_quotes(text: str) -> frozenset[int]:
    """The straight quotes that open: an even number of the same stands before them."""
    quotes = [quote for quote in "\"'" if quote in text]
    return frozenset(at for quote in quotes for at in [m.start() for m in re.finditer(quote, text)][::2])


def _is_blank(text: str, start: int, end: int) -> bool:
    """Whether nothing but white space stands there; looks no further than the first other character."""
    return not _INK.search(text, start, end)


def _ends_speech(text: str, at: int) -> bool:
    """Whether the closing quotation mark at ``at`` ends a sentence, as in 「行こう。」彼は立った."""
    return text[at - 1] in _TERMINALS and bool(_STARTS_NEW.match(text, at + 1))


def _shortened(text: str, start: int, end: int) -> list[Sentence]:
    """The span as one sentence, or as several when it is too long to be spoken in one breath."""
    if end - start <= LONGEST_QUOTATION:
        return [Sentence(start, end, Joint.SENTENCE)]
    at = _nearest(re.compile(r"[。！？!?｡][」』”]?(?!と|って|[」』”、。])"), text, start, end)
    if at is not None:
        return _shortened(text, start, at) + _shortened(text, at, end)
    if end - start <= LONGEST_SENTENCE:
        return [Sentence(start, end, Joint.SENTENCE)]
    at, joint = _nearest(re.compile(r"[、，,;；:：]"), text, start, end), Joint.COMMA
    if at is None:
        at, joint = _nearest(_SOFT_BREAK, text, start, end), Joint.NONE
    if at is None:
        return _chopped(text, start, end)
    first, rest = _shortened(text, start, at), _shortened(text, at, end)
    return [*first[:-1], Sentence(first[-1].start, first[-1].end, joint), *rest]


def _chopped(text: str, start: int, end: int) -> list[Sentence]:
    """The pieces of a span without any mark, each as long as a sentence may be."""
    pieces = []
    while end - start > LONGEST_SENTENCE:
        at = _middle(text, start, end)
        pieces.append(Sentence(start, at, Joint.NONE))
        start = at
    return [*pieces, Sentence(start, end, Joint.SENTENCE)]


def _nearest(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """The end of the match nearest to the span's middle that leaves ten characters on both sides."""
    middle = (start + end) // 2
    found = (m.end() for m in pattern.finditer(text, start, end))
    inside = [at for at in found if start + 10 <= at <= end - 10]
    return min(inside, key=lambda at: abs(at - middle), default=None)


def _middle(text: str, start: int, end: int) -> int:
    """A cut in text without any mark: at the limit, but not inside a word of Latin letters or a number."""
    at = start + LONGEST_SENTENCE
    word = re.compile(r"[0-9A-Za-z.,]+$").search(text, max(start, at - 40), at)
    return word.start() if word and word.start() > start else min(at, end - 1)
