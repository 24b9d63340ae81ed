"""What stands above the text: kicker, title and subtitle, and all that is none of these.

Bylines, dates, companies, addressees, captions and fields are known first; the title is the best of the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from narrate.article.front.dates import date_in
from narrate.article.plain.credits import (
    author_of,
    closed_up,
    is_addressee,
    is_caption,
    is_company,
    is_dateline,
    is_issue,
    is_kind_of_paper,
    is_labelled,
    is_office,
    is_person,
    is_sender,
    is_subtitle,
)
from narrate.article.plain.decisions import PLAIN, Stream
from narrate.article.plain.kinds import (
    ALIKE,
    BARE,
    FRAMED,
    LONGEST_TITLE,
    QUESTION,
    Block,
    Kind,
    goes_on_below,
    is_field,
    normal,
)
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from narrate.article.plain.styles import Verdicts
    from narrate.model import Metadata

_LONGEST_FRONT = 16
_LONGEST_KICKER = 8
_MOST_FREE = 5
_FEWEST_FIELDS = 2
_LONGEST_SHEET = 20
_PARTICLES = "をがはにとでもへ"
_ASKS = re.compile(r".*、.*(?:です|ます|ました|でしょう)か[?？]")
_TAG = re.compile(r"【[^】]{1,10}】")
_COLUMN = re.compile("特集|連載|社説|論説|解説|主張|随筆|書評|時評|速報|独自|コラム|インタビュー|ルポ")
_SITE = re.compile(
    r"[^、。]{1,16}(?<![のた])(?:ブログ|[Bb]log|BLOG|公式サイト|ホームページ|[Ww]ebサイト|NEWS)[!！]?"
)
"""What sites and their parts are called."""
_MEETING = re.compile(r"第[ \u3000]?[0-9０-９一二三四五六七八九十百]{1,4}[ \u3000]?回")
_NAME_OF_ISSUE = re.compile(
    r"[^\w]*(?!(?:第|[Vv]ol|VOL|[Nn]o|NO|№|通巻|[0-9０-９]))[\w・ 　\[\]［］【】『』「」]{2,}"
)
_MASTHEAD = re.compile(r"(?:発行|配信)$|[Vv]ol\.?\d|第[0-9０-９]{1,5}号")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_RIGHT_COLUMNS = 24
_LABELLED_SENDER = re.compile(
    r"[\[［【〔(（][^\[\]［］【】〔〕()（）]{1,8}[\]］】〕)）](?: {4,}|\u3000{2,})\S.{1,30}"
)
"""What a circular is, and at the other end of the line who sends it."""
_TWO_ENDS = re.compile(r"\S(?: {8,}|\u3000{4,})\S")
_WHEN_OR_WHERE = re.compile(r"[^\w]*(?:開催)?(?:日時|日程|期日|場所|会場|出席者?)")
_COLUMNS = re.compile(r"[^\s](?:[^ \u3000]| (?! )|\u3000(?!\u3000))*[^\s](?: {2,}|\u3000{2,})")
_BETWEEN = re.compile(r"[\s■□◆◇●○★☆・|｜/／\-－【】\[\]「」『』]+")
_URL = re.compile(r"(?:https?://|www\.)\S+")


_NEVER = re.compile(r"[：:＝=]|^[(（]|(?:各位|御中)$")
"""In a byline, a caption, a note in brackets, an addressee."""


_NAMED_BY_ITS_DAY = re.compile(
    r"[^日]{4,14}日[ \u3000](?!.*(?:更新|公開|掲載|投稿|登録))[^\d:：()（）]{2,}[一-龯ァ-ヺ]{4}"
)
"""A day and then what happened on it."""


_FIRST_WORDS = re.compile("はじめに|始めに|初めに|まえがき|前書き|はしがき|序文|序論|要旨|概要")


class Part(Enum):
    """What a line of the front is."""

    FREE = 0
    DATE = 1
    ISSUE = 2
    PAPER = 3
    AUTHOR = 4
    OTHER = 5


@dataclass(slots=True)
class Front:
    """The roles of the lines above the text by their positions; ``end`` is the first that is not of them."""

    end: int = 0
    roles: dict[int, Role] = field(default_factory=dict)
    again: list[int] = field(default_factory=list)
    author: str = ""
    date: date | None = None


def front_of(
    stream: Stream,
    marked: Verdicts,
    named: Collection[str],
    metadata: Metadata,
    wanted: int | None = None,
) -> Front:
    """Sort the lines above the first that is text, an item or a heading; ``wanted`` is a page's title."""
    parts: dict[int, Part] = {}
    end = 0
    while end < min(len(stream), _LONGEST_FRONT):
        block = stream.at(end)
        assert block is not None
        if end == wanted or (Part.FREE not in parts.values() and _is_sentence_above_a_day(stream, end)):
            parts[end] = Part.FREE
            end += 1
            continue
        is_over = _ends_the_front(block, end, marked) or (end and normal(block.whole) in named)
        is_over = is_over or (end > 0 and _breaks_off(stream, end))
        is_over = is_over or (Part.FREE in parts.values() and bool(_FIRST_WORDS.fullmatch(block.whole)))
        if is_over and _is_preface(stream, end, parts):
            end += 1
            continue
        if is_over:
            break
        parts[end] = _part_of(block) if not _is_among_fields(stream, end) else Part.OTHER
        end += 1
    _set_letterhead_aside(stream, parts)
    front = Front(end)
    free = [p for p, part in parts.items() if part is Part.FREE]
    framed = _only_framed(stream, marked, end)
    wanted = wanted if wanted in parts and not metadata.title else None
    if framed is not None and wanted is None and not metadata.title and (not free or _are_fields(parts)):
        front.roles[framed] = Role.TITLE
        _credit(stream, front, parts)
        return front
    if end == len(stream):
        free = free[:1]
    if wanted is not None:
        front.roles[wanted] = Role.TITLE
        _leave_out_again(stream, front, free, wanted)
    else:
        _name(stream, front, parts, free, metadata)
    if wanted is None and not parts and not metadata.title and _is_said_title(stream):
        front.end, front.roles[0] = 1, Role.TITLE
    _credit(stream, front, parts)
    return front


def _set_letterhead_aside(stream: Stream, parts: dict[int, Part]) -> None:
    """Who sends a letter stands at the right, as its date does; the title does not."""

    def is_at_the_right(position: int) -> bool:
        return (block := stream.at(position)) is not None and block.line.depth >= _RIGHT_COLUMNS

    beside = [p for p in parts if is_at_the_right(p)]
    has_date = len(beside) > 1 or any(parts[p] is Part.DATE for p in beside)
    free = [p for p, part in parts.items() if part is Part.FREE]
    right = [p for p in free if is_at_the_right(p)]
    if has_date and len(right) < len(free):
        parts.update(dict.fromkeys(right, Part.OTHER))


def _breaks_off(stream: Stream, position: int) -> bool:
    """A line of which the sentence goes on in prose right below."""
    block, after = stream.at(position), stream.at(position + 1)
    return block is not None and after is not None and after.is_prose and goes_on_below(block, after)


def _is_said_title(stream: Stream) -> bool:
    """A first line of one short sentence, with a paragraph or more of longer ones below it."""
    block, after = stream.at(0), stream.at(1)
    if block is None or after is None or block.kind is not Kind.PROSE or block.line.role or block.style:
        return False
    text = block.text
    below = [b for i in range(1, _FEWEST_BELOW + 1) if (b := stream.at(i)) is not None]
    is_one = len(text) <= _LONGEST_SAID and text[-1] == "。" and text.count("。") == 1
    is_short = all(b.is_prose and len(b.text) >= 2 * len(text) for b in below)
    return is_one and len(below) == _FEWEST_BELOW and is_short and not block.line.is_indented


def _is_sentence_above_a_day(stream: Stream, position: int) -> bool:
    """A title that is one sentence, apart, with the day below it and then longer text."""
    block, day, after = (stream.at(position + i) for i in range(3))
    if block is None or day is None or after is None or not block.is_prose or block.line.role:
        return False
    text = block.text
    is_one = (
        len(text) <= LONGEST_TITLE and text[-1] in "。！!？?" and text.count("。") <= 1 and not block.style
    )
    is_apart = not block.line.is_indented and block.kind is Kind.PROSE
    return is_one and is_apart and is_dateline(day.whole) and after.is_prose and len(after.text) > len(text)


def _is_preface(stream: Stream, position: int, parts: Mapping[int, Part]) -> bool:
    """What a site says above an article: a sentence before any title, and dates and fields right below."""
    if Part.FREE in parts.values() or Part.OTHER in parts.values():
        return False
    below = [stream.at(position + i) for i in range(3)]
    if any(block is None or block.line.role for block in below) or not (below[0] and below[0].is_prose):
        return False
    return all(
        block is not None
        and not block.is_prose
        and (_is_among_fields(stream, p) or _part_of(block) in _NO_NAMES)
        for p, block in enumerate(below[1:], position + 1)
    )


_FEWEST_BELOW = 3
_LONGEST_SAID = 45
_NO_NAMES = (Part.DATE, Part.OTHER, Part.AUTHOR)
_FARTHEST_FRAMED = 24


def _are_fields(parts: Mapping[int, Part]) -> bool:
    """Whether a text begins with labels and their values."""
    first = [parts.get(p) for p in range(_FEWEST_FIELDS)]
    return all(part in (Part.OTHER, Part.AUTHOR) for part in first)


def _only_framed(stream: Stream, marked: Verdicts, end: int) -> int | None:
    """The heading that ends the front, or stands between rules a little below it, if it is the only one."""
    styles = [block.style for p in marked if marked[p].is_heading and (block := stream.at(p))]
    for position in range(end, min(len(stream), _FARTHEST_FRAMED) if end else 0):
        block = stream.at(position)
        if block is None or (block.is_prose and block.whole[0] != "※"):
            return None
        is_head = position in marked and marked[position].is_heading and styles.count(block.style) == 1
        if is_head and block.style.startswith(FRAMED):
            return position
    return None


def _ends_the_front(block: Block, position: int, marked: Verdicts) -> bool:
    text = block.text if block.kind is Kind.TEXT else block.whole
    if block.style.startswith(ALIKE) and position in marked and marked[position].is_heading:
        return True
    if is_caption(text) or is_dateline(text) or author_of(text):
        return False
    if block.line.role or block.kind is Kind.ITEM or (position in marked and marked[position].is_heading):
        return not _TAG.fullmatch(text) or position > 0
    if block.style == BARE or (block.style and position in marked and block.number):
        return True
    if text[-1] in "、，" and position:
        return True
    return block.is_prose or (block.kind is Kind.SPEECH and text[0] in "―—─" and not is_subtitle(text))


def _is_among_fields(stream: Stream, position: int) -> bool:
    """A short label with its value, beside another of them: ``制作：…`` above ``言語：…``."""

    def is_labelled_line(at: int) -> bool:
        block = stream.at(at)
        return block is not None and block.kind is Kind.LABEL and not block.is_prose

    if not is_labelled_line(position):
        return False
    block, after = stream.at(position), stream.at(position + 1)
    assert block is not None
    is_below = not block.line.follows_blank and is_labelled_line(position - 1)
    is_above = after is not None and not after.line.follows_blank and is_labelled_line(position + 1)
    return is_below or is_above


def _part_of(block: Block) -> Part:
    text = closed_up(block.whole if block.kind is Kind.MARKED else block.text)
    if _LABELLED_SENDER.fullmatch(text) or len(_COLUMNS.findall(block.text)) > 1:
        return Part.OTHER
    if is_dateline(text) or is_dateline(block.text):
        return Part.DATE
    if is_issue(text):
        return Part.ISSUE
    if is_kind_of_paper(text):
        return Part.PAPER
    if author_of(text):
        return Part.AUTHOR
    is_other = any(
        is_one(text) for is_one in (is_labelled, is_addressee, is_sender, is_company, is_office, is_caption)
    )
    return Part.OTHER if is_other or is_field(text) or _URL.fullmatch(text) else Part.FREE


def _name(
    stream: Stream, front: Front, parts: Mapping[int, Part], free: list[int], metadata: Metadata
) -> None:
    """Choose kicker, title and subtitle among the lines that are nothing else."""
    named = [p for p, part in parts.items() if part in (Part.FREE, Part.ISSUE, Part.PAPER)]
    if metadata.title:
        at = next((i for i, p in enumerate(named[:3]) if _text(stream, p) == metadata.title), None)
        if at is None:
            front.end = min(parts, default=front.end)
            return
        if at:
            front.roles[named[at - 1]] = Role.CATEGORY
        title = named[at]
    else:
        chosen = _title(stream, front, parts, free)
        if chosen is None:
            return
        title = chosen
    front.roles[title] = Role.TITLE
    _leave_out_again(stream, front, free, title)
    rest = [p for p in free if p > title and p not in front.again]
    if rest and _is_next(parts, front, title, rest[0]) and len(free) <= _MOST_FREE:
        _subtitle(stream, front, rest[0], is_set=bool(metadata.title))


def _title(stream: Stream, front: Front, parts: Mapping[int, Part], free: Sequence[int]) -> int | None:
    """The title; a kicker is put down beside it."""
    issues = [p for p, part in parts.items() if part is Part.ISSUE]
    papers = [p for p, part in parts.items() if part is Part.PAPER]
    if not free:
        return next(iter(issues or papers), _least_unlike(stream, parts))
    named = _named_issue(stream, issues, free)
    if named is not None:
        return named
    free = [p for p in free if not _TWO_ENDS.search(_text(stream, p))] or free
    title = free[0]
    if (below := _below_its_number(stream, issues, free)) is not None:
        front.roles[title] = Role.CATEGORY
        return below
    if _is_above_a_meeting(stream, free):
        front.roles[title] = Role.CATEGORY
        return free[1]
    if issues and _is_within(_text(stream, title), _text(stream, issues[0])):
        front.again.append(title)
        return issues[0]
    others = [p for p in free if p == title or _text(stream, p) != _text(stream, title)]
    if len(others) > 1 and _has_kicker([_text(stream, p) for p in others]):
        front.roles[title] = Role.CATEGORY
        _leave_out_again(stream, front, free, title)
        title = others[1]
    elif issues and issues[0] < title:
        front.roles[issues[0]] = Role.CATEGORY
    elif papers and papers[0] < title:
        front.roles[papers[0]] = Role.CATEGORY
    return title


def _is_above_a_meeting(stream: Stream, free: Sequence[int]) -> bool:
    """Whether the second line is that of a meeting, with when and where below it."""
    if len(free) < 2 or not _MEETING.match(_text(stream, free[1])) or _MEETING.search(_text(stream, free[0])):
        return False
    after = stream.at(free[1] + 1)
    if after is None:
        return False
    is_labelled_field = after.kind is Kind.LABEL and is_field(after.whole)
    return is_labelled_field or bool(_WHEN_OR_WHERE.match("".join(after.whole.split())))


def _named_issue(stream: Stream, issues: Sequence[int], free: Sequence[int]) -> int | None:
    """The name of an issue in a masthead: its number stands there once more, or all above text is Latin."""
    named = next((p for p in issues if _NAME_OF_ISSUE.match(_text(stream, p))), None)
    if named is None or named > free[0]:
        return None
    is_said_again = len(issues) > 1 or any(_MASTHEAD.search(_text(stream, p)) for p in free)
    return named if is_said_again or _text(stream, free[0]).isascii() else None


def _below_its_number(stream: Stream, issues: Sequence[int], free: Sequence[int]) -> int | None:
    """The line right above the text, below the name of a series and a number alone."""
    if len(free) != _FEWEST_FIELDS or not issues or not free[0] < issues[0] < free[1]:
        return None
    if is_person(_text(stream, free[1])) or len(_text(stream, free[1])) <= _LONGEST_KICKER:
        return None
    after = stream.at(free[1] + 1)
    is_bare = not _NAME_OF_ISSUE.match(_text(stream, issues[0]))
    return free[1] if is_bare and after is not None and after.is_prose else None


def _is_within(text: str, issue: str) -> bool:
    """Whether a line says no more than the name of the issue does."""
    words = [word.translate(_HIRAGANA) for word in _BETWEEN.split(text) if word]
    return bool(words) and all(word in issue.translate(_HIRAGANA) for word in words)


def _least_unlike(stream: Stream, parts: Mapping[int, Part]) -> int | None:
    """Where no line is free, the topmost that may be a title for all that it looks like."""
    for position, part in parts.items():
        text = _text(stream, position)
        if part is Part.DATE and _NAMED_BY_ITS_DAY.match(text):
            return position
        if part is Part.OTHER and not (is_field(text) or _URL.fullmatch(text) or _NEVER.search(text)):
            return position
    first, after = stream.at(0), stream.at(1)
    is_alone = (
        first and after and 0 in parts and after.line.follows_blank and len(first.whole) <= _LONGEST_SHEET
    )
    return 0 if is_alone and first and first.whole[0] in "(（" and first.whole[-1] in ")）" else None


def _text(stream: Stream, position: int) -> str:
    block = stream.at(position)
    return block.text if block else ""


def _has_kicker(texts: Sequence[str]) -> bool:
    """Whether the first line names a column or a subject rather than the article."""
    if _TAG.fullmatch(texts[0]):
        return True
    if is_subtitle(texts[1]) or is_person(texts[1]) or texts[0][-1] in _PARTICLES:
        return False
    if _ASKS.fullmatch(texts[1]):
        return False
    if _SITE.fullmatch(texts[0]) and len(texts[1]) >= len(texts[0]):
        return True
    wanted = 1.0 if len(texts) > 2 or _COLUMN.match(texts[0]) else 2.0
    return len(texts[0]) <= _LONGEST_KICKER and len(texts[1]) > wanted * len(texts[0])


def _leave_out_again(stream: Stream, front: Front, free: Sequence[int], title: int) -> None:
    """Pages say their title twice: in the window's bar and above the text."""
    words = _text(stream, title)
    front.again += [p for p in free if p != title and p not in front.roles and _text(stream, p) == words]


def _is_next(parts: Mapping[int, Part], front: Front, title: int, position: int) -> bool:
    """Nothing but a line that is left out stands between."""
    return all(p in front.again for p in range(title + 1, position) if p in parts)


def _subtitle(stream: Stream, front: Front, position: int, *, is_set: bool) -> None:
    block, after = stream.at(position), stream.at(position + 1)
    assert block is not None
    text = block.text
    is_apart = block.line.follows_blank or after is None or after.line.follows_blank
    if not is_set and is_person(text) and is_apart and not is_subtitle(text):
        front.author = text
        return
    if is_subtitle(text) or after is None or not _opens_the_text(stream, front, position):
        front.roles[position] = Role.SUBTITLE


def _opens_the_text(stream: Stream, front: Front, position: int) -> bool:
    """Whether the line under the title belongs to the text below, close to it and apart from the title."""
    block, after = stream.at(position), stream.at(position + 1)
    assert block is not None
    assert after is not None
    is_last = position + 1 >= front.end
    return is_last and block.line.blanks > after.line.blanks and after.is_prose


def _credit(stream: Stream, front: Front, parts: Mapping[int, Part]) -> None:
    for position, part in parts.items():
        text = _text(stream, position)
        if part in (Part.DATE, Part.ISSUE):
            front.date = front.date or date_in(text)
        if part is Part.AUTHOR:
            front.author = front.author or author_of(text)
    if not front.author:
        title = next((p for p, role in front.roles.items() if role is Role.TITLE), None)
        front.author = _bare_name(stream, front, parts, title)


def _bare_name(stream: Stream, front: Front, parts: Mapping[int, Part], title: int | None) -> str:
    """A line under the title and the subtitle that is nothing but a name."""
    if title is None:
        return ""
    for position, part in parts.items():
        if position > title and part is Part.FREE and position not in front.roles:
            text = _text(stream, position)
            if is_person(text):
                return text
    return ""


def is_front_heading(stream: Stream, front: Front, unmarked: Verdicts, position: int) -> bool:
    """Whether the subtitle stands as the headings further down do, and so is one."""
    block, after = stream.at(position), stream.at(position + 1)
    if block is None or after is None or is_subtitle(block.text) or position + 1 != front.end:
        return False
    heads = [p for p, verdict in unmarked.items() if verdict.is_heading and verdict.reason == PLAIN]
    space = (block.line.follows_blank, after.line.follows_blank)
    if after.style == QUESTION and block.line.follows_blank:
        return any((a := stream.at(p + 1)) is not None and a.style == QUESTION for p in heads)
    return space == (True, False) and any(
        (b := stream.at(p)) is not None
        and (a := stream.at(p + 1)) is not None
        and (b.line.follows_blank, a.line.follows_blank) == space
        for p in heads
    )
