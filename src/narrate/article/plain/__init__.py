"""Plain text -> paragraphs: which lines are kicker, title, subtitle, lead, headings, items and prose.

Newspapers, mail and web pages lose their markup when they are copied. What is left are lines, and no line
tells by itself whether it is a heading: a text is judged as a whole. What is wrapped is joined, what is not
the article is left out, the front is sorted, then headings are found by their styles. The author overrules
all of it with Markdown or front matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrate.article.front.dates import date_in, written_date
from narrate.article.plain import decisions as why
from narrate.article.plain.conventions import lines_and_skips
from narrate.article.plain.credits import author_of, date_of_page, is_dateline, is_number, is_posted
from narrate.article.plain.decisions import Stream, Verdict
from narrate.article.plain.ends import captions_said_again, title_of_page
from narrate.article.plain.front import Front, front_of, is_front_heading
from narrate.article.plain.furniture import (
    furniture_of,
    mail_date,
    page_head,
    subject_offset,
    title_label,
)
from narrate.article.plain.kinds import (
    ALIKE,
    FRAMED,
    Block,
    Kind,
    block_of,
    is_list_scheme,
    is_rule,
    template_of,
)
from narrate.article.plain.pages import site_length
from narrate.article.plain.signs import SIGN, signs_in, without_signs
from narrate.article.plain.sites import is_said_less
from narrate.article.plain.styles import grouped, marked_verdicts
from narrate.article.plain.unmarked import unmarked_verdicts
from narrate.article.plain.wrapping import unwrapped
from narrate.article.skips.reasons import SCENE_BREAK
from narrate.messages import Message
from narrate.model import Decision, Metadata, Paragraph, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from narrate.article.lines import Line
    from narrate.article.plain.signs import Sign
    from narrate.model import Source

LEAD_THRESHOLD = 3

_LONGEST_LEAD = 200
_BRACKETS = re.compile(r"【[^【】]+】|\[[^\[\]]+\]|［[^［］]+］|＜[^＜＞]+＞|<[^<>]+>|≪[^≪≫]+≫|〔[^〔〕]+〕")
_BY_BEHIND = re.compile(
    r"\S.{0,60}?(?P<by>(?:[ \t\u3000]+(?:作者?|著者?|文|筆者)|[ \u3000]{2,}原作)"
    r"[ \t\u3000]?[:：][ \t\u3000]*\S.{0,20})"
)
_NAMES = {Role.CATEGORY: 0, Role.TITLE: 1, Role.SUBTITLE: 2}
_HEADS = (*_NAMES, Role.HEADING)
_NEAR_THE_TOP = 8
_NEAR_THE_END = 3
_BEHIND = Message("sign at the end of a line")
_LONGEST_DATE = 24
_LONGEST_IMPRINT = 60
_FEWEST_ALIKE = 3
_DEEPEST_DAY = 8
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class PlainText:
    """The paragraphs of a plain text article, what of it is not spoken, and metadata it showed.

    ``decisions`` tell of each heading why it is one, and of lines that nearly were why not.
    """

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    metadata: Metadata
    notes: tuple[Message, ...] = ()
    decisions: tuple[Decision, ...] = ()


def parse_plain(source: Source, metadata: Metadata, start: int) -> PlainText:
    """Recognise the structure of the plain text that begins at offset ``start``."""
    lines, skips = lines_and_skips(source, start)
    text = judged(unwrapped(lines), metadata)
    return replace(text, skips=text.skips + skips)


def judged(lines: Sequence[Line], metadata: Metadata) -> PlainText:
    """Recognise the structure of ready lines: of those that have a role it is kept."""
    blocks = _alike_but_for_numbers(_framed_by_rules([block_of(line) for line in lines]))
    left_out, named, subject = furniture_of(blocks)
    if subject is not None and subject >= 0:
        whole = lines[subject].passage.text
        blocks[subject] = Block(lines[subject], whole, Kind.TEXT, mark_length=subject_offset(whole))
    is_named = _name_the_page(blocks, left_out)
    title = 0 if is_named else title_of_page(blocks, left_out)
    for at in captions_said_again(blocks, left_out):
        blocks[at] = blocks[at]._replace(kind=Kind.PROSE, is_prose=True)
    places = [at for at, b in enumerate(blocks) if at not in left_out and b.kind is not Kind.RULE]
    stream = Stream([blocks[at] for at in places], places)
    marked = marked_verdicts(stream)
    wanted = places.index(title) if title is not None else None
    front = _front(stream, marked, named, metadata, subject, wanted)
    verdicts = _verdicts(stream, front, marked, named)
    _unbracket_the_title(blocks, stream, front)
    _part_the_title(blocks, stream, front)
    roles = {places[p]: role for p, role in _roles(stream, front, verdicts).items()}
    for p in front.again:
        left_out[places[p]] = Message("the title once more")
    _leave_out_imprint(blocks, roles, left_out)
    _mark_lead(blocks, stream, front, roles)
    levels = {places[p]: verdict.level for p, verdict in verdicts.items()}
    signs = signs_in(blocks, {at for at, role in roles.items() if role in _HEADS})
    paragraphs = _paragraphs(blocks, roles, levels, left_out, signs)
    front.author = front.author or _author_left_out(blocks, left_out)
    about = _with_credits(metadata, front, stream, _date_left_out(blocks, left_out))
    decisions = tuple(_decisions(stream, verdicts, roles))
    skips = (*_skips(blocks, roles, left_out), *_skips_of_signs(blocks, left_out, signs))
    return PlainText(paragraphs, skips, about, (), decisions)


def _framed_by_rules(blocks: list[Block]) -> list[Block]:
    """A short line between two rules is marked by them; so is one above a rule, if another is too."""
    between, above = [], []
    for at, block in enumerate(blocks[:-1]):
        if blocks[at + 1].kind is not Kind.RULE or not _is_line_under(blocks[at + 1]):
            continue
        if block.is_prose or block.kind not in (Kind.TEXT, Kind.LABEL) or block.line.role:
            continue
        if "://" in block.whole or (len(block.whole) <= _LONGEST_DATE and date_in(block.whole)):
            continue
        over = blocks[at - 1] if at else None
        if (
            over is not None
            and over.kind is Kind.RULE
            and is_rule(over.whole)
            and not block.line.follows_blank
        ):
            between.append(at)
        else:
            above.append(at)
    for at in between + (above if len(above) > 1 else []):
        blocks[at] = blocks[at]._replace(kind=Kind.MARKED, style=f"{FRAMED}:rule")
    return blocks


def _alike_but_for_numbers(blocks: list[Block]) -> list[Block]:
    """Three lines or more that differ in numbers alone, each above text, are headings: versions, days."""
    places: dict[str, list[int]] = {}
    for at, block in enumerate(blocks[:-1]):
        is_bare = block.kind in (Kind.TEXT, Kind.LABEL) and not block.mark_length and not block.line.role
        if is_bare and (template := template_of(block.whole)):
            places.setdefault(template, []).append(at)
    for template, same in places.items():
        if len(same) >= _FEWEST_ALIKE and all(_is_above_text(blocks, at, template) for at in same):
            for at in same:
                blocks[at] = blocks[at]._replace(kind=Kind.MARKED, style=f"{ALIKE}:{template}")
    return blocks


def _is_above_text(blocks: Sequence[Block], at: int, template: str) -> bool:
    """Whether a line belongs to the text below it, not to that above."""
    block, after = blocks[at], blocks[at + 1]
    if block.line.depth > _DEEPEST_DAY or template_of(after.whole) == template:
        return False
    before = blocks[at - 1] if at and not block.line.follows_blank else None
    if before is not None and (after.line.follows_blank or len(before.whole) <= _LONGEST_NAME):
        return False
    if is_dateline(block.whole) and after.kind is Kind.TEXT:
        return not after.line.follows_blank
    return after.is_prose or after.kind in (Kind.ITEM, Kind.MARKED, Kind.SPEECH)


def _name_the_page(blocks: list[Block], left_out: dict[int, Message]) -> bool:
    """A line that says it is the title; the head of a manual's page, whose foot has the name again.

    Whether the first line is the title, for the site's name stands behind it and below it.
    """
    is_named = False
    for at, block in enumerate(blocks[:_NEAR_THE_TOP]):
        if block.kind is Kind.LABEL and (length := title_label(block.whole)):
            blocks[at] = Block(block.line, block.whole, Kind.TEXT, mark_length=length)
    if blocks and 0 not in left_out and not blocks[0].is_prose:
        length = site_length(blocks)
        whole = blocks[0].whole
        blocks[0] = blocks[0]._replace(tail_length=length) if length else blocks[0]
        site = next(
            (at for at, b in enumerate(blocks[: _FEWEST_ALIKE + 1]) if at and whole.endswith(b.whole)), 0
        )
        if length and site and is_said_less(blocks, blocks[site].whole, blocks[0].text):
            is_named = True
            left_out.setdefault(site, Message("head of a page"))
    if len(blocks) > 1 and _is_lone_item(blocks[0]) and not _is_lone_item(blocks[1]):
        blocks[0] = Block(*blocks[0][:2], Kind.TEXT, mark_length=blocks[0].mark_length)
    length = page_head(blocks[0].whole) if blocks else 0
    if length:
        name = blocks[0].whole[:length]
        blocks[0] = blocks[0]._replace(tail_length=len(blocks[0].whole) - length)
        if blocks[-1].whole.endswith(name) and "  " in blocks[-1].whole:
            left_out[len(blocks) - 1] = Message("foot of a page")
    return is_named


def _is_lone_item(block: Block) -> bool:
    return block.kind is Kind.ITEM and not block.is_prose and not block.number


def _unbracket_the_title(blocks: list[Block], stream: Stream, front: Front) -> None:
    """The brackets around all of a title are its mark."""
    for position, role in front.roles.items():
        block = blocks[stream.places[position]]
        if role is Role.TITLE and not block.mark_length and _BRACKETS.fullmatch(block.whole):
            blocks[stream.places[position]] = block._replace(mark_length=1, tail_length=1)


def _part_the_title(blocks: list[Block], stream: Stream, front: Front) -> None:
    """Who wrote it stands behind a title in its line."""
    for position, role in front.roles.items():
        block = blocks[stream.places[position]]
        match = _BY_BEHIND.fullmatch(block.text) if role is Role.TITLE else None
        if match:
            length = block.tail_length + len(match["by"])
            blocks[stream.places[position]] = block._replace(tail_length=length)
            front.author = front.author or author_of(match["by"].strip())


def _leave_out_imprint(blocks: Sequence[Block], roles: dict[int, Role], left_out: dict[int, Message]) -> None:
    """Near the top: when a page was put up, and by what number its makers are reached."""
    for at, block in enumerate(blocks[:_NEAR_THE_TOP]):
        if (
            at in left_out
            or roles.get(at) not in (Role.BODY, Role.ITEM)
            or len(block.whole) > _LONGEST_IMPRINT
        ):
            continue
        if is_posted(block.whole):
            left_out[at] = Message("date of the page")
        elif is_number(block.whole) and any(
            "@" in b.whole or "〒" in b.whole for b in blocks[max(0, at - 2) : at + 3]
        ):
            left_out[at] = Message("how to reach the makers")


def _is_line_under(block: Block) -> bool:
    return block.kind is Kind.RULE and is_rule(block.whole) and not block.line.follows_blank


def _front(
    stream: Stream,
    marked: dict[int, Verdict],
    named: frozenset[str],
    metadata: Metadata,
    subject: int | None,
    wanted: int | None,
) -> Front:
    if subject is None or subject < 0 or metadata.title:
        return front_of(stream, marked, named, metadata, wanted)
    position = stream.places.index(subject)
    return Front(position + 1, {position: Role.TITLE})


def _verdicts(
    stream: Stream, front: Front, marked: dict[int, Verdict], named: frozenset[str]
) -> dict[int, Verdict]:
    """The verdict on each line that is or might be a heading. A subtitle may turn out to be one."""
    start = min(
        (p for p in range(front.end) if p not in front.roles and _is_open(stream, front, p)),
        default=front.end,
    )
    unmarked = unmarked_verdicts(stream, start, marked, named)
    for position in [p for p, role in front.roles.items() if role is Role.SUBTITLE]:
        is_centred = unmarked.get(position, Verdict(False, why.PLAIN)).reason == why.CENTRED
        if is_centred or is_front_heading(stream, front, unmarked, position):
            del front.roles[position]
            unmarked.setdefault(position, Verdict(True, why.PLAIN))
    known = marked | {p: v for p, v in unmarked.items() if p not in front.roles and p not in front.again}
    return grouped(known)


def _is_open(stream: Stream, front: Front, position: int) -> bool:
    """Whether a line of the front may still be a heading: it stands below the title."""
    block = stream.at(position)
    title = next((p for p, role in front.roles.items() if role is Role.TITLE), -1)
    return (
        block is not None and position > title and position not in front.again and block.text != front.author
    )


def _roles(stream: Stream, front: Front, verdicts: dict[int, Verdict]) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    for position, block in enumerate(stream.lines):
        if block.line.role is not None:
            roles[position] = block.line.role
        elif position in front.roles:
            roles[position] = front.roles[position]
        elif position in verdicts and verdicts[position].is_heading:
            roles[position] = Role.HEADING
        else:
            roles[position] = _role_of_text(block)
    return roles


def _role_of_text(block: Block) -> Role:
    if block.kind is Kind.ITEM or is_list_scheme(block.style):
        return Role.ITEM
    return Role.ITEM if block.kind is Kind.MARKED and block.mark_length else Role.BODY


def _mark_lead(blocks: Sequence[Block], stream: Stream, front: Front, roles: dict[int, Role]) -> None:
    """Turn the first prose under the title into the lead where enough speaks for it."""
    shown = {stream.places[p] for p in range(front.end) if p not in front.roles}
    order = [at for at in stream.places if at in roles and at not in shown]
    at = next((i for i, place in enumerate(order) if roles[place] is Role.BODY), len(order))
    above = {roles[place] for place in order[:at]}
    if Role.TITLE not in above or Role.HEADING in above or at + 1 >= len(order):
        return
    block, after = blocks[order[at]], blocks[order[at + 1]]
    if not block.is_prose or len(block.text) > _LONGEST_LEAD or block.kind is Kind.SPEECH:
        return
    known = set(roles.values())
    score = (
        (Role.CATEGORY in known)
        + (Role.SUBTITLE in known)
        + (Role.HEADING in known)
        + (len(block.text) <= _LONGEST_LEAD - 40)
        + (roles[order[at + 1]] is Role.HEADING or len(block.text) <= 0.7 * len(after.text))
        + (block.line.is_indented != after.line.is_indented)
    )
    if score >= LEAD_THRESHOLD:
        roles[order[at]] = Role.LEAD


def _skips_of_signs(
    blocks: Sequence[Block], left_out: dict[int, Message], signs: dict[int, tuple[Sign, ...]]
) -> Iterator[Skip]:
    for at in signs.keys() - left_out.keys():
        yield from _skip(iter(without_signs(blocks[at].line.passage, signs[at]).left), SIGN)


def _paragraphs(
    blocks: Sequence[Block],
    roles: dict[int, Role],
    levels: dict[int, int],
    left_out: dict[int, Message],
    signs: dict[int, tuple[Sign, ...]],
) -> tuple[Paragraph, ...]:
    """All that is spoken: kicker, title and subtitle first, whatever stood above them."""
    names: list[Paragraph] = []
    paragraphs: list[Paragraph] = []
    scene_break = False
    for at, block in enumerate(blocks):
        if block.kind is Kind.RULE:
            scene_break = True
        elif at not in left_out:
            role = roles[at]
            level = (block.line.level or levels.get(at, 2)) if role is Role.HEADING else 0
            passage = block.line.passage
            if block.mark_length or block.tail_length:
                passage = passage[block.mark_length : len(passage) - block.tail_length]
            if at in signs:
                passage = without_signs(passage, signs[at]).passage
            is_name = role in _NAMES
            breaks = (scene_break or block.line.after_break) and not is_name
            (names if is_name else paragraphs).append(Paragraph(role, passage, (), breaks, level))
            scene_break = False
    return (*sorted(names, key=lambda p: _NAMES[p.role]), *paragraphs)


def _skips(blocks: Sequence[Block], roles: dict[int, Role], left_out: dict[int, Message]) -> Iterator[Skip]:
    for at, block in enumerate(blocks):
        passage = block.line.passage
        if block.kind is Kind.RULE:
            yield from _skip(passage.known_spans, SCENE_BREAK)
        elif at in left_out:
            yield from _skip(passage.known_spans, left_out[at])
        elif block.mark_length or block.tail_length:
            mark = _mark_of(roles[at])
            yield from _skip(passage[: block.mark_length].known_spans, mark)
            behind = mark if block.style or block.mark_length else _BEHIND
            yield from _skip(passage[len(passage) - block.tail_length :].known_spans, behind)


def _skip(spans: Iterator[tuple[int, int]], reason: Message) -> Iterator[Skip]:
    for start, end in spans:
        yield Skip(start, end, reason)


def _mark_of(role: Role) -> Message:
    if role is Role.TITLE:
        return Message("mark of the title")
    return Message("heading mark") if role is Role.HEADING else Message("bullet")


def _author_left_out(blocks: Sequence[Block], left_out: dict[int, Message]) -> str:
    """The author that a colophon names."""
    names = (author_of(blocks[at].whole) for at, why_not in sorted(left_out.items()) if why_not == "colophon")
    return next(filter(None, names), "")


def _date_left_out(blocks: Sequence[Block], left_out: dict[int, Message]) -> date | None:
    """The date of a mail, or of a page whose line of numbers is left out."""
    top = (date_of_page(blocks[at].whole) for at in sorted(left_out) if at < _NEAR_THE_TOP)
    sent = mail_date(blocks, left_out)
    return date_in(sent) or written_date(sent) or next(filter(None, top), None)


def _with_credits(metadata: Metadata, front: Front, stream: Stream, day: date | None) -> Metadata:
    """The article's author and date from the lines near its top that name them."""
    day = metadata.date or front.date or day
    author = metadata.author or front.author
    top = range(min(len(stream), _NEAR_THE_TOP))
    for position in (*top, *range(max(len(top), len(stream) - _NEAR_THE_END), len(stream))):
        block = stream.at(position)
        if block is None or block.is_prose:
            continue
        if day is None and position in top and is_dateline(block.whole):
            day = date_in(block.whole)
        author = author or (author_of(block.whole) if position >= front.end else "")
    return replace(metadata, date=day, author=author)


def _decisions(stream: Stream, verdicts: dict[int, Verdict], roles: dict[int, Role]) -> Iterator[Decision]:
    for position in sorted(verdicts):
        block = stream.at(position)
        if block is not None and roles[stream.places[position]] not in _NAMES:
            verdict = verdicts[position]
            start = next(iter(block.line.passage.known_origins), 0)
            yield Decision(start, block.text, verdict.is_heading, verdict.reason)
