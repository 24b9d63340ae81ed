"""Lines that are marked or numbered -> headings or not, each style as a whole."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.plain import decisions as why
from narrate.article.plain.credits import is_dateline
from narrate.article.plain.decisions import Stream, Verdict
from narrate.article.plain.kinds import (
    ALIKE,
    BARE,
    BRACKET,
    DOT,
    FRAMED,
    LEADER,
    MARK,
    ORDINAL,
    QUESTION,
    WIKI,
    Kind,
    is_field,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrate.article.plain.kinds import Block
    from narrate.messages import Message

Verdicts = dict[int, Verdict]

_LONGEST_CROWD = 3
_IN_OFFICE = re.compile(
    r"(?!出席|欠席|傍聴|全|各|新|次)[^。、]{1,20}(?:議員|委員|委員長|副委員長|議長|会長|理事長?|市長|区長|町長|村長|知事|教育長|部長|課長|局長|室長"
    r"|次長|係長|所長|参事|主幹|主査|書記|事務局|君|番)(?:[ \u3000]?[(（][^()（）]{1,20}[)）])?"
)
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-~]+")
_FARTHEST_CONTENTS = 12
_LONGEST_CONTENTS = 30
_FEWEST_IN_LIST = 2
_FEWEST_SENTENCES = 3
_FEWEST_IN_OUTLINE = 3
_FEWEST_TOLD = 2
_FIELD_BEHIND = re.compile(
    r"[^\w]*\w{1,3}[^\w]+(?:日時|日程|期日|場所|会場|出席者?|参加者?|欠席者?)[ \u3000]*[:：]"
)
"""A number, and behind it a label with its value."""
_MEETING = f"{ORDINAL}回"
"""Alone near the top it counts a meeting or an issue."""
_NEAR_THE_TOP = 5
_LEAST_NAME = 6
_LEAST_RISING = 0.75
_LONE_BRACKETS = ("【", "《", "〔")
_RANKS = {"部": 0, "編": 0, "篇": 0, "幕": 1, "章": 1, "夜": 1, "話": 2, "回": 2, "条": 2, "節": 3}
_BELOW = {
    "1.1": ("1.", "1 ", "Ⅰ", "I.", "一、", "一 "),
    "(1)": ("1.", "1 ", "1、", "Ⅰ", "I.", "一、", "一 ", "1.1"),
    "1)": ("1.", "1 ", "Ⅰ", "I.", "一、", "一 "),
    "①": ("1.", "1 ", "1、", "Ⅰ", "I.", "一、", "一 ", "(1)"),
    "1.": ("Ⅰ", "I.", "一、"),
    "1 ": ("Ⅰ", "I.", "一、"),
    "1、": ("Ⅰ", "I.", "一、"),
}


def marked_verdicts(stream: Stream) -> Verdicts:
    """A verdict for each line of the stream that has a style, by its position."""
    members: dict[str, list[int]] = {}
    for position, block in enumerate(stream.lines):
        if block.style and block.kind in (Kind.MARKED, Kind.ITEM):
            members.setdefault(block.style, []).append(position)
    _leave_out_the_top(stream, members)
    only_marked = all(block.kind is Kind.MARKED for block in stream.lines)
    found = _in_contents(stream, members)
    for style, positions in members.items():
        others = [p for p in positions if p not in found]
        found |= _style_verdicts(stream, style, others, only_marked=only_marked)
    return _with_levels(stream, found)


def grouped(verdicts: Mapping[int, Verdict]) -> Verdicts:
    """Questions below headings that part them into groups are one level deeper."""
    asked = {p for p, verdict in verdicts.items() if verdict.is_heading and verdict.reason == why.ANSWERED}
    above = [p for p in verdicts if verdicts[p].is_heading and p not in asked and p + 1 in asked]
    if len(above) < _FEWEST_IN_LIST:
        return dict(verdicts)
    level = 1 + max(verdicts[p].level for p in above)
    return dict(verdicts) | {p: Verdict(True, why.ANSWERED, level) for p in asked}


def _in_contents(stream: Stream, members: Mapping[str, Sequence[int]]) -> Verdicts:
    """Between a line that says 目次 and the first sentence all but the last are entries of the table."""
    first = next((p for p in range(_FARTHEST_CONTENTS) if (b := stream.at(p)) and _is_contents(b)), None)
    if first is None:
        return {}
    end = next((p for p in range(first, len(stream)) if (b := stream.at(p)) and b.is_prose), first)
    entries = sorted(p for positions in members.values() for p in positions if first < p < end)
    return {p: Verdict(False, why.LIST_OF_MARKS) for p in entries[:-1]}


def _is_contents(block: Block) -> bool:
    return len(block.text) <= _LONGEST_CONTENTS and block.text.strip("【】〔〕[]［］＜＞<> ").endswith("目次")


def _leave_out_the_top(stream: Stream, members: dict[str, list[int]]) -> None:
    """The first line of a text is its title if no other is marked like it, or if rules frame it."""
    block = stream.at(0)
    if (
        block is not None
        and block.style in members
        and (len(members[block.style]) == 1 or _is_title_by_style(block))
    ):
        members[block.style] = [p for p in members[block.style] if p]
    _leave_out_its_name(stream, members)
    if len(members.get(_MEETING, ())) == 1 and members[_MEETING][0] < _NEAR_THE_TOP:
        del members[_MEETING]


def _leave_out_its_name(stream: Stream, members: dict[str, list[int]]) -> None:
    """Near the top a marked line that begins as the first one does says once more what this is."""
    first = stream.at(0)
    if first is None or first.style.startswith(ALIKE):
        return
    name = "".join(first.text.split())[:_LEAST_NAME]
    for position in range(1, _NEAR_THE_TOP):
        block = stream.at(position)
        if block is not None and len(name) == _LEAST_NAME and "".join(block.text.split()).startswith(name):
            members[block.style] = [p for p in members.get(block.style, ()) if p != position]


def _is_title_by_style(block: Block) -> bool:
    """Whether the first line of its style is the title, though others are like it."""
    if block.style.startswith(ALIKE):
        return not is_dateline(block.whole)
    return block.style == WIKI or block.style[-4:] == "rule"


def _style_verdicts(stream: Stream, style: str, positions: Sequence[int], *, only_marked: bool) -> Verdicts:
    runs = _runs(stream, positions)
    if style == f"{MARK}:{DOT}":
        return _of_dots(stream, runs)
    if style.startswith(ALIKE):
        return {p: Verdict(True, why.LIKE_OTHERS) for p in positions}
    if style == QUESTION:
        return {p: _of_a_question(stream, p) for p in positions}
    if style.startswith((MARK, BRACKET, FRAMED)):
        return _of_marks(stream, style, runs, only_marked=only_marked)
    if style.startswith(ORDINAL):
        return {p: _unless_last(stream, p, why.ORDINAL) for run in runs for p in run}
    return _of_numbers(stream, style, runs)


def _of_a_question(stream: Stream, position: int) -> Verdict:
    after = stream.at(position + 1)
    if after is None or after.style == QUESTION:
        return Verdict(False, why.LIST_OF_MARKS)
    return Verdict(True, why.ANSWERED)


def _unless_last(stream: Stream, position: int, reason: Message) -> Verdict:
    if stream.at(position + 1) is None:
        return Verdict(False, why.ENDS_THE_TEXT)
    return Verdict(True, reason)


def _runs(stream: Stream, positions: Sequence[int]) -> list[list[int]]:
    """Lines of one style right below one another, of which the numbers go on."""
    runs: list[list[int]] = []
    for position in positions:
        if runs and runs[-1][-1] == position - 1 and _goes_on(stream, runs[-1], position):
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs


def _goes_on(stream: Stream, run: Sequence[int], position: int) -> bool:
    block, before = stream.at(position), stream.at(position - 1)
    assert block is not None
    assert before is not None
    if block.number and block.number != before.number + 1:
        return False
    is_tight = len(run) > 1 and not before.line.follows_blank
    return not (is_tight and block.line.follows_blank and block.number)


def _of_marks(stream: Stream, style: str, runs: Sequence[Sequence[int]], *, only_marked: bool) -> Verdicts:
    speakers = {p for run in runs for p in run if _is_in_office(stream, p)}
    if len(speakers) > 1:
        others = [list(run) for run in runs if not speakers & {*run}]
        heads = _of_marks(stream, style, others, only_marked=False) if others else {}
        return heads | {p: Verdict(False, why.SPEECH) for run in runs if speakers & {*run} for p in run}
    lone = [run[0] for run in runs if len(run) == 1 and not _is_field(stream, run[0])]
    if lone and all(_names_an_address(stream, p) for p in lone):
        return {p: Verdict(False, why.NO_TEXT_BELOW) for run in runs for p in run}
    if lone and all(_points_elsewhere(stream, p) for p in lone):
        return {p: Verdict(False, why.LIST_OF_MARKS) for run in runs for p in run}
    crowded = [p for run in runs if len(run) > 1 for p in run]
    is_refused = (
        len(crowded) > len(lone) or not lone or _name_lists(stream, style, lone)
    ) and not only_marked
    needs_more = style.startswith(BRACKET) and style[-1] not in _LONE_BRACKETS and len(lone) < 2
    if is_refused or (needs_more and not only_marked):
        reason = why.LIST_OF_MARKS if is_refused else why.ALONE
        return {p: Verdict(False, reason) for run in runs for p in run}
    found: Verdicts = {}
    for run in runs:
        for p in run:
            if (len(run) >= _LONGEST_CROWD and not only_marked) or _is_field(stream, p):
                found[p] = Verdict(False, why.LIST_OF_MARKS)
            elif only_marked:
                found[p] = Verdict(True, why.alike(len(lone)))
            else:
                found[p] = _unless_last(stream, p, why.alike(len(lone)))
    return found


def _names_an_address(stream: Stream, position: int) -> bool:
    """Whether only an address stands right below, and what comes then stands apart."""
    below, after = stream.at(position + 1), stream.at(position + 2)
    if below is None or below.line.follows_blank or not _ADDRESS.fullmatch(below.whole.strip()):
        return False
    return after is None or after.line.follows_blank


def _points_elsewhere(stream: Stream, position: int) -> bool:
    """``★Name`` above ``→what it is``: what an issue holds; or with an address beside it: it advertises."""
    block, below, after = (stream.at(position + i) for i in range(3))
    if block is not None and "://" in block.whole:
        return True
    if below is None or below.line.follows_blank or below.whole[0] not in "→⇒➡":
        return False
    return after is None or after.line.follows_blank or after.style == (block.style if block else "")


def _name_lists(stream: Stream, style: str, heads: Sequence[int]) -> bool:
    """Whether brackets stand above short lines alone, each of them, in a text that has sentences."""
    if not style.startswith(BRACKET) or not all(_is_above_a_list(stream, p) for p in heads):
        return False
    return sum(block.is_prose for block in stream.lines) >= _FEWEST_SENTENCES


def _is_above_a_list(stream: Stream, position: int) -> bool:
    """Whether the lines right below, up to an empty one, are parts with what is needed of each."""
    end = position + 1
    while (block := stream.at(end)) is not None and (end == position + 1 or not block.line.follows_blank):
        if block.is_prose or block.kind is not Kind.TEXT or not LEADER.fullmatch(block.whole):
            return False
        end += 1
    return end - position > _FEWEST_IN_LIST


def _is_in_office(stream: Stream, position: int) -> bool:
    """``○山田委員長``: who speaks in the minutes of an assembly."""
    block = stream.at(position)
    return block is not None and bool(_IN_OFFICE.fullmatch(block.text.strip()))


def _of_dots(stream: Stream, runs: Sequence[Sequence[int]]) -> Verdicts:
    """``・`` makes lists, but for a text in which each of them stands alone, apart, above sentences."""
    heads = [run[0] for run in runs]
    if len(heads) < 2 or any(len(run) > 1 for run in runs):
        return {}
    for p in heads:
        block, after = stream.at(p), stream.at(p + 1)
        if block is None or after is None or not block.line.follows_blank or not after.is_prose:
            return {}
    return {p: Verdict(True, why.alike(len(heads))) for p in heads}


def _is_field(stream: Stream, position: int) -> bool:
    """``■日時：…``: a value stands beside its name."""
    block = stream.at(position)
    return block is not None and is_field(block.text)


def _of_numbers(stream: Stream, style: str, runs: Sequence[Sequence[int]]) -> Verdicts:
    everyone = [p for run in runs for p in run]
    sentences = [p for p in everyone if _kind(stream, p) is Kind.ITEM]
    if len(sentences) * 2 > len(everyone):
        return {p: Verdict(False, why.SENTENCES) for p in everyone}
    if _is_outline(stream, runs, everyone):
        return {p: _of_the_outline(stream, p) for p in everyone}
    lone = [run[0] for run in runs if len(run) == 1 and _kind(stream, run[0]) is Kind.MARKED]
    heads = [p for p in lone if stream.at(p + 1) is not None and not _has_only_details(stream, p)]
    known = set(heads)
    found: Verdicts = {p: Verdict(False, why.LIST_OF_NUMBERS) for p in everyone}
    found |= {p: Verdict(False, why.DETAILS) for p in lone if p not in known}
    found |= {p: Verdict(False, why.ENDS_THE_TEXT) for p in lone if stream.at(p + 1) is None}
    if style == BARE:
        heads = [p for p in heads if not _parts_a_sentence(stream, p)]
    if len(heads) < 2:
        return found | {p: Verdict(False, why.ALONE) for p in heads}
    is_rising = _is_rising(stream, heads)
    reason = why.RISING if is_rising else why.UNORDERED
    return found | {p: Verdict(is_rising, reason) for p in heads}


def _is_outline(stream: Stream, runs: Sequence[Sequence[int]], everyone: Sequence[int]) -> bool:
    """One series of numbers at one depth, with sentences in between: an agenda, also where items are bare."""
    blocks = [block for p in everyone if (block := stream.at(p)) is not None]
    is_series = [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    if len(blocks) < _FEWEST_IN_OUTLINE or not is_series or len({b.line.depth for b in blocks}) > 1:
        return False
    ends = [run[0] for run in runs[1:]] + [len(stream)]
    told = sum(
        any(stream.lines[p].is_prose for p in range(run[-1] + 1, end))
        for run, end in zip(runs, ends, strict=True)
    )
    return len(runs) * 2 >= len(blocks) and told >= _FEWEST_TOLD


def _of_the_outline(stream: Stream, position: int) -> Verdict:
    block = stream.at(position)
    if block is None or block.kind is not Kind.MARKED or _FIELD_BEHIND.match(block.whole):
        return Verdict(False, why.LIST_OF_NUMBERS)
    return _unless_last(stream, position, why.RISING)


def _kind(stream: Stream, position: int) -> Kind | None:
    block = stream.at(position)
    return block.kind if block else None


def _has_only_details(stream: Stream, position: int) -> bool:
    """Below stands one line or more, deeper, and none of them is a sentence, until the next number."""
    block, after = stream.at(position), stream.at(position + 1)
    assert block is not None
    if after is None or after.is_prose or after.style or after.line.depth <= block.line.depth:
        return False
    return after.kind in (Kind.TEXT, Kind.LABEL) and not after.line.follows_blank


def _parts_a_sentence(stream: Stream, position: int) -> bool:
    """A number of a page stands in the middle of a sentence."""
    before = stream.at(position - 1)
    return before is not None and before.is_prose and before.whole[-1] not in "。．！？!?」』）)…―"


def _is_rising(stream: Stream, positions: Sequence[int]) -> bool:
    """One by one up, or down as in rankings; beginning anew is allowed."""
    numbers = [block.number for p in positions if (block := stream.at(p)) is not None]
    steps = len(numbers) - 1
    up = sum(b == a + 1 for a, b in pairwise(numbers))
    down = sum(b == a - 1 for a, b in pairwise(numbers))
    anew = sum(b == 1 != a for a, b in pairwise(numbers))
    return max(up + anew, down) >= _LEAST_RISING * steps and (up >= anew or down > up)


def _with_levels(stream: Stream, verdicts: Mapping[int, Verdict]) -> Verdicts:
    """Headings under headings are one level deeper."""
    styles: dict[str, list[int]] = {}
    for position in sorted(p for p, verdict in verdicts.items() if verdict.is_heading):
        block = stream.at(position)
        if block is not None:
            styles.setdefault(block.style, []).append(position)
    levels: dict[str, int] = {}
    for style, positions in styles.items():
        above = [other for other in levels if _is_below(stream, style, positions, other, styles[other])]
        levels[style] = 1 + max((levels[other] for other in above), default=1)
    found = dict(verdicts)
    for style, positions in styles.items():
        for p in positions:
            found[p] = Verdict(True, verdicts[p].reason, min(levels[style], 6))
    return found


def _is_below(
    stream: Stream, style: str, positions: Sequence[int], other: str, others: Sequence[int]
) -> bool:
    """Whether the lines of one style are the smaller headings inside those of ``other``."""
    if style.startswith(ORDINAL) and other.startswith(ORDINAL):
        return _RANKS.get(style[-1], 2) > _RANKS.get(other[-1], 2)
    if others[0] > positions[0]:
        return False
    if other in _BELOW.get(style, ()):
        return True
    if other.startswith(ORDINAL) and others[0] < positions[0]:
        return True
    if len(others) > 2 * len(positions) and others[0] < positions[0] and positions[-1] < others[-1]:
        return True
    if style.startswith(BRACKET) and len(positions) == 1 < _FEWEST_SENTENCES <= len(others):
        return other in _BELOW["1."] or other in ("1.", "1 ", "1、")
    known = set(others)
    follows_directly = any(p - 1 in known for p in positions)
    firsts = sum((block := stream.at(p)) is not None and block.number == 1 for p in positions)
    return len(others) > 1 and (follows_directly or firsts > 1)
