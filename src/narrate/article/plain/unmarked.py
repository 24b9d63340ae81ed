"""Lines without a mark -> headings or not, by length, ending, what stands around and how others stand."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from narrate.article.lines import columns
from narrate.article.plain import decisions as why
from narrate.article.plain.credits import (
    author_of,
    closed_up,
    is_credit,
    is_named,
    is_person,
    is_sender,
)
from narrate.article.plain.decisions import Stream, Verdict
from narrate.article.plain.kinds import Block, Kind, goes_on_below, is_field, is_speech, normal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from narrate.article.plain.styles import Verdicts
    from narrate.messages import Message

    Standing = tuple[bool, bool, int]

THRESHOLD = 5
_CLOSERS = "」』）)】〉》”’\"'"
_PREDICATE = re.compile(
    r"(?:です|ます|でした|ました|ません|ましょう|ください|である|だった|だろう|でしょう|ている|ていた|ていく|てくる|なのだ|なった|しまう|しまった|のだ|んだ|ないか)$"
)
_CUSTOMARY = re.compile(
    r"(?:まえがき|前書き|はしがき|あとがき|後書き|後記|編集後記|はじめに|始めに|初めに|おわりに|終わりに|終りに|さいごに|最後に|まとめ|結び|むすび|むすびに|結論|結語|序|序文|序論|序章|"
    r"終章|プロローグ|エピローグ|幕間|謝辞|参考文献|付録|補遺|追記|注釈?|解説|凡例|導入|要旨|要約|概要|考察|訳者あとがき|著者紹介|プロフィール|登場人物)"
)
_IN_ASCII_BRACKETS = re.compile(r"\[[ -~]*\]|<[ -~]*>")
_PROGRAM = re.compile(r"(?=[ -~]+$)(?:[a-z#$>%].*|.*(?:[=;{}|$<>`]|--|\./|\(\)).*)")
"""In ASCII alone: a command, a comment of a script, or signs that programs are made of."""
_OPEN_END = re.compile(r"[をがはにとでもへや]$")
_OPEN_ABOVE_A_MARK = re.compile(r"[^もこ、](?:の|には?|では?|を)$")
_CLOSING = re.compile(
    r"[(（]?(?:以上|敬具|草々|かしこ|了|完|終わり?|おわり|終|続く|つづく|記|拝啓|前略|拝)[)）]?[。.]?"
    r"|(?:午前|午後)?[ \u3000]?\d{1,2}時(?:\d{1,2}分)?[ \u3000]*(?:開|閉|散|休|再|延)[ \u3000]?[会憩開議]"
    r"|[(（].{0,30}[)）]"
)
_BEGINS_WITH_AN_END = re.compile(
    r"(?:だ|です|である|のだ|なのだ|でした|だった|ます|という)[よねぞわ]?[！!？?…。]*"
)
"""What is left of a sentence that a list has parted."""
_OPENING = "「『（(【［[〔《"
_CLOSING_BRACKETS = "」』）)】］]〕》"
_LONGEST_SPEAKER = 4
_LONGEST_NAME = 6
_FEWEST_TURNS = 3
_FIRST_LINES = 12
_NEAR = 8
_KANJI = re.compile(r"[一-龯々]{3,}")
_CALLED = re.compile(r"(?<![一-龯々])[一-龯々]{2,4}(?=さん|氏(?![名神一-龯]))")
_SHALLOWEST_CENTRED = 10
_DEEP = 20
_LEAST_CENTRED = 4
"""How many columns the beginnings of lines in the middle differ by at least."""
_LONGEST_LIKE = 24
_LONGEST_ABOVE_A_LIST = 15
_LONGEST_RUN = 5
_LONGEST_HEADING = 60
_DEEPEST_PARAGRAPH = 3
"""A full-width space and one more: deeper is no paragraph's first line."""
_LEAST_TEXT = 12
_LEAST_MEDIAN = 30


_GUESSED = (why.PLAIN, why.LIKE_OTHERS)


def unmarked_verdicts(stream: Stream, start: int, marked: Verdicts, named: Collection[str]) -> Verdicts:
    """A verdict for each line from ``start`` on that might be a heading without a mark."""
    found: Verdicts = {}
    depth = _body_depth(stream, start)
    masses = _masses(stream, marked)
    for position in range(start, len(stream)):
        block = stream.lines[position]
        if position in marked and marked[position].is_heading:
            continue
        if block.line.role or block.is_prose or block.kind is Kind.ITEM:
            continue
        verdict = _verdict(stream, position, named, depth, masses[position])
        if verdict is not None:
            found[position] = verdict
    found = _without_speakers(stream, _as_a_style(stream, found, masses))
    found |= {p: Verdict(True, why.CENTRED) for p in _centred(stream)}
    return _silenced(found) if _is_marked_text(found, marked) else found


def _without_speakers(stream: Stream, found: Verdicts) -> Verdicts:
    """Names above what they say: somebody is called so with さん, or the same line comes again and again."""
    heads = [p for p, verdict in found.items() if verdict.is_heading and verdict.reason in _GUESSED]
    texts = {p: block.text for p in heads if (block := stream.at(p)) and len(block.text) <= _LONGEST_NAME}
    if not texts:
        return found
    called = {name for block in stream.lines for name in _CALLED.findall(block.whole)}
    counts = Counter(block.text for block in stream.lines if len(block.text) <= _LONGEST_NAME)
    called |= {text for text in texts.values() if counts[text] >= _FEWEST_TURNS}
    introduced = {
        run[:n] for b in stream.lines[:_FIRST_LINES] for run in _KANJI.findall(b.whole) for n in (2, 3)
    }
    taking_turns = {text for text in texts.values() if counts[text] > 1 and text in introduced}
    called |= taking_turns if len(taking_turns) > 1 else set()
    found = found | {p: Verdict(False, why.SPEECH) for p, text in texts.items() if text in called}
    return found | {p: Verdict(False, why.SPEECH) for p in texts if _stands_among_speakers(stream, p, called)}


def _stands_among_speakers(stream: Stream, position: int, called: Collection[str]) -> bool:
    """A line that somebody speaks before and behind, each under a name at the same depth."""
    block = stream.at(position)
    near = [b for i in range(-_NEAR, _NEAR + 1) if i and (b := stream.at(position + i)) is not None]
    names = [b for b in near if b.text in called and block and b.line.depth == block.line.depth]
    return len(names) >= _FEWEST_TURNS


def _centred(stream: Stream) -> list[int]:
    """Short lines apart whose middles stand below one another, though they begin at different depths."""
    middles: dict[int, list[int]] = {}
    for position, (block, after) in enumerate(pairwise(stream.lines[1:]), 1):
        line, below = block.line, after.line
        if line.depth < _SHALLOWEST_CENTRED or not (line.follows_blank and below.follows_blank):
            continue
        may_be = block.kind is Kind.TEXT and not block.is_prose and not line.role
        if may_be and line.depth >= below.depth and len(block.text) <= _LONGEST_LIKE:
            middle = line.depth + columns(block.text) // 2
            if not is_person(block.text):
                middles.setdefault(middle, []).append(position)
    groups = [[p for i in range(3) for p in middles.get(middle + i, ())] for middle in middles]
    found = max(groups, key=len, default=[])
    depths = {stream.lines[p].line.depth for p in found}
    if not depths or len(depths) < 2:
        return []
    is_sure = max(depths) - min(depths) >= _LEAST_CENTRED or min(depths) >= _DEEP
    return sorted(found) if is_sure else []


def _body_depth(stream: Stream, start: int) -> int:
    """How deep the first lines of paragraphs stand."""
    depths = [block.line.depth for block in stream.lines[start:] if block.is_prose]
    return int(median(depths)) if depths else 0


def _masses(stream: Stream, marked: Verdicts) -> list[int]:
    """How many characters of sentences, items and speech follow each line before the next short one."""
    masses = [0] * (len(stream) + 1)
    total = 0
    for position in range(len(stream) - 1, -1, -1):
        masses[position] = total
        block = stream.lines[position]
        verdict = marked.get(position)
        is_head = verdict is not None and verdict.is_heading and verdict.reason != why.ANSWERED
        plain = block.kind is Kind.TEXT and not block.is_prose
        said = 0 if block.kind is Kind.LABEL and author_of(block.whole) else len(block.text)
        total = 0 if is_head or plain else total + said
    return masses


def _verdict(stream: Stream, position: int, named: Collection[str], depth: int, mass: int) -> Verdict | None:
    block = stream.lines[position]
    text = block.text
    after = stream.at(position + 1)
    if block.style or block.tail_length or len(text) > _LONGEST_HEADING or _is_in_ascii_brackets(text):
        return None
    if named and after is not None and normal(block.whole) in named:
        return Verdict(True, why.NAMED)
    if _is_customary(text) and after is not None and mass >= _LEAST_TEXT:
        return Verdict(True, why.CUSTOMARY)
    if len(text) < 2 or is_field(block.whole) or _is_among_labels(stream, position) or _is_closing(text):
        return None
    score = heading_score(stream, position, mass)
    if _PROGRAM.fullmatch(text):
        return Verdict(False, why.PROGRAM) if score >= THRESHOLD else None
    if _is_left_of_all(stream, position, depth):
        return Verdict(True, why.LEFT)
    if score < THRESHOLD:
        is_near = block.line.follows_blank and score + 4 >= THRESHOLD and mass < 2 * len(text)
        return Verdict(False, why.NO_TEXT_BELOW) if is_near else None
    refusal = _refusal(stream, position, block, depth)
    return Verdict(False, refusal) if refusal is not None else Verdict(True, why.PLAIN)


@lru_cache(maxsize=4096)
def _is_in_ascii_brackets(text: str) -> bool:
    return bool(_IN_ASCII_BRACKETS.fullmatch(text))


@lru_cache(maxsize=4096)
def _is_customary(text: str) -> bool:
    return bool(_CUSTOMARY.fullmatch(closed_up(text.strip(" 　"))))


@lru_cache(maxsize=4096)
def _is_closing(text: str) -> bool:
    return bool(_CLOSING.fullmatch(text))


def _is_left_of_all(stream: Stream, position: int, depth: int) -> bool:
    """A short line at the margin, above lines that are all indented as manuals have it."""
    block, after = stream.at(position), stream.at(position + 1)
    return (
        depth > _DEEPEST_PARAGRAPH
        and block is not None
        and after is not None
        and not block.line.depth
        and block.line.follows_blank
        and after.line.depth >= depth
        and len(block.text) <= _LONGEST_LIKE
    )


def _refusal(stream: Stream, position: int, block: Block, depth: int) -> Message | None:
    before, after = stream.at(position - 1), stream.at(position + 1)
    if (refusal := _refusal_of(block, after)) is not None:
        return refusal
    if block.line.depth > depth:
        return why.DEEPER
    if before is not None and not before.is_prose and before.kind is not Kind.ITEM and _is_byline(block.text):
        return why.CREDIT
    if before is not None and before.is_prose and before.whole[-1] in "、，":
        return why.COMMA
    if after is not None and after.kind is Kind.TEXT and not after.line.follows_blank:
        return why.NO_TEXT_BELOW
    if _ends_a_run(stream, position):
        return why.CROWDED
    if goes_on_below(block, after):
        return why.FRAGMENT
    if _ends_verses(block, before, after):
        return why.NEAR_THE_LINE_ABOVE
    if _PREDICATE.search(block.text) and not _is_set_apart(stream, position, block):
        return why.SENTENCE
    return None


def _is_byline(text: str) -> bool:
    return is_named(text) or is_sender(closed_up(text))


def _refusal_of(block: Block, after: Block | None) -> Message | None:
    """What a line's own words say against it."""
    text = block.text
    if text[-1] in "、，,":
        return why.COMMA
    if is_speech(block.whole) or _is_speaker(text, after):
        return why.SPEECH
    if _BEGINS_WITH_AN_END.fullmatch(text):
        return why.FRAGMENT
    if not _is_balanced(text):
        return why.OPEN
    if is_credit(text):
        return why.CREDIT
    if after is not None and after.kind is Kind.MARKED and _OPEN_ABOVE_A_MARK.search(text):
        return why.FRAGMENT
    if _OPEN_END.search(text) and (after is None or after.kind is Kind.ITEM or text[-1] in "をがは"):
        return why.FRAGMENT
    return None


def _is_speaker(text: str, after: Block | None) -> bool:
    """A name above what somebody says."""
    if after is None or len(text) > _LONGEST_SPEAKER:
        return False
    return after.kind is Kind.SPEECH or (after.whole[0] in "「『" and not _is_balanced(after.whole))


def _is_balanced(text: str) -> bool:
    """Whether all brackets of a line close in it, and none closes that is not open."""
    opened = 0
    for c in text:
        opened += (c in _OPENING) - (c in _CLOSING_BRACKETS)
        if opened < 0:
            return False
    return not opened


def _ends_verses(block: Block, before: Block | None, after: Block | None) -> bool:
    """Whether a line is the last of some that stand apart, with more space below than above."""
    if before is None or after is None or before.is_prose or before.kind is not Kind.TEXT:
        return False
    return 0 < block.line.blanks < after.line.blanks and before.line.blanks >= block.line.blanks


def _ends_a_run(stream: Stream, position: int) -> bool:
    """Whether a line stands right below two like it, and apart from the text: the last of a list."""
    above = [stream.at(position - i) for i in range(3)]
    after = stream.at(position + 1)
    if after is None or not all(above):
        return False
    if not after.line.follows_blank:
        if after.is_prose:
            return False
        above += [stream.at(position - i) for i in range(3, _LONGEST_RUN)]
    is_tight = not any(b is None or b.line.follows_blank for b in above[:-1])
    return is_tight and all(b.kind in (Kind.TEXT, Kind.LABEL) and not b.is_prose for b in above if b)


def _is_among_labels(stream: Stream, position: int) -> bool:
    """A label with its value, beside another."""
    block = stream.at(position)
    if block is None or block.kind is not Kind.LABEL:
        return False
    before, after = stream.at(position - 1), stream.at(position + 1)
    next_to_it = after is not None and after.kind is Kind.LABEL and not after.line.follows_blank
    return next_to_it or (before is not None and before.kind is Kind.LABEL and not block.line.follows_blank)


def _is_set_apart(stream: Stream, position: int, block: Block) -> bool:
    """More space above than below, or an indent less than the text's."""
    after = stream.at(position + 1)
    return after is not None and (
        block.line.blanks > after.line.blanks or block.line.depth < after.line.depth
    )


def heading_score(stream: Stream, position: int, mass: int) -> int:
    """How many signals say that a line is a heading; `THRESHOLD` or more may make it one."""
    block, before, after = stream.at(position), stream.at(position - 1), stream.at(position + 1)
    assert block is not None
    text = block.text
    return (
        _length_score(text)
        + _ending_score(text)
        + _below_score(block, after, mass, is_after_text=before is not None and before.whole[-1] == "。")
        + (
            1
            if before is None or before.is_prose or before.kind in (Kind.ITEM, Kind.LABEL, Kind.SPEECH)
            else -1
        )
        + (1 if after and after.line.is_indented and not block.line.is_indented else 0)
    )


def _below_score(block: Block, after: Block | None, mass: int, *, is_after_text: bool) -> int:
    if after is None or (not mass and author_of(after.whole)):
        return -4
    length = len(block.text)
    if (after.is_prose or after.kind is Kind.SPEECH) and mass >= 2 * length:
        return 2
    is_apart = block.line.follows_blank and (after.line.follows_blank or after.kind is Kind.ITEM)
    is_ended = after.kind is Kind.ITEM and after.line.follows_blank and is_after_text
    if after.kind in (Kind.ITEM, Kind.LABEL, Kind.MARKED) and (is_apart or is_ended) and length <= 20:
        return 1
    if is_apart and mass >= length and length <= 12:
        return 0
    return -2


def _length_score(text: str) -> int:
    if len(text) <= 30:
        return 2
    return 1 if len(text) <= 45 else -4


def _ending_score(text: str) -> int:
    """A heading ends without a mark, or with a question mark; it is no quotation."""
    if text[0] in '「『“"' and text[-1] in _CLOSERS:
        return -1
    if text[-1] in "：:…":
        return 0
    if text[-1] in "？?！!":
        return 2
    return 2 if _PREDICATE.search(text) else 3


def _as_a_style(stream: Stream, found: Verdicts, masses: Sequence[int]) -> Verdicts:
    """Refuse headings with hardly any text under them, and ones that do not stand as their siblings do."""
    heads = [p for p, verdict in found.items() if verdict.is_heading and verdict.reason == why.PLAIN]
    siblings = Counter(_standing(stream, p) for p in heads)
    like = [p for p in found if p not in heads and _is_like(stream, p, found[p], siblings)]
    found = found | {p: Verdict(True, why.LIKE_OTHERS) for p in like}
    if len(heads) >= 3 and median(masses[p] for p in heads) < _LEAST_MEDIAN:
        return found | {p: Verdict(False, why.CROWDED) for p in heads}
    if len(heads) < 4:
        return found
    stands = {p: _standing(stream, p) for p in heads}
    ((usual, count),) = Counter(stands.values()).most_common(1)
    if count * 4 < len(heads) * 3:
        return found
    return found | {p: Verdict(False, why.UNLIKE) for p in heads if _is_closer(stands[p], usual)}


def _standing(stream: Stream, position: int) -> Standing:
    """Whether an empty line stands before and behind a line, and how deep it is."""
    block, after = stream.at(position), stream.at(position + 1)
    assert block is not None
    return block.line.follows_blank, after is None or after.line.follows_blank, block.line.depth


def _is_closer(standing: Standing, usual: Standing) -> bool:
    return (usual[0] and not standing[0]) or standing[2] > usual[2]


def _is_like(stream: Stream, position: int, verdict: Verdict, siblings: Counter[Standing]) -> bool:
    """Whether a line that was refused stands as headings do, between empty lines, with something under it."""
    block, after, next_one = (stream.at(position + i) for i in range(3))
    if block is None or after is None or not siblings[_standing(stream, position)]:
        return False
    if (
        block.whole[0] == "【"
        or len(block.text) > _LONGEST_LIKE
        or "、" in block.text
        or is_credit(block.text)
    ):
        return False
    if verdict.reason == why.SENTENCE:
        return True
    if verdict.reason != why.NO_TEXT_BELOW or not block.line.follows_blank:
        return False
    is_group = next_one is not None and not next_one.line.follows_blank
    if not after.line.follows_blank:
        return (
            is_group
            and siblings[_standing(stream, position)] > 1
            and len(block.text) <= _LONGEST_ABOVE_A_LIST
        )
    return after.is_prose or after.kind in (Kind.ITEM, Kind.LABEL) or is_group


def _is_marked_text(found: Verdicts, marked: Mapping[int, Verdict]) -> bool:
    """Whether a text has headings enough that are marked, or stand left of all text: others are none."""
    if sum(verdict.reason in (why.LEFT, why.CENTRED) for verdict in found.values()) > 1:
        return True
    count = sum(verdict.is_heading and verdict.reason != why.ANSWERED for verdict in marked.values())
    plain = sum(verdict.is_heading and verdict.reason in _GUESSED for verdict in found.values())
    return count >= 2 and plain <= 2 * count


def _silenced(found: Verdicts) -> Verdicts:
    return {
        p: Verdict(False, why.SILENCED) if verdict.is_heading and verdict.reason in _GUESSED else verdict
        for p, verdict in found.items()
    }
