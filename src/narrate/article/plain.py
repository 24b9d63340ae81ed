"""Plain text -> paragraphs: which lines are kicker, title, subtitle, lead, headings, items and prose.

Newspapers and web pages lose their markup when they are copied. What is left are lines, and no single
signal tells a heading from a sentence, so several vote (`heading_score`). The author overrules all of it
with Markdown or front matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrate.article.lines import Line, lines_of, unwrapped
from narrate.messages import Message
from narrate.model import Metadata, Paragraph, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Source

HEADING_THRESHOLD = 5
LEAD_THRESHOLD = 3

_LONGEST_KICKER = 8
_LONGEST_TITLE = 70
_LONGEST_LEAD = 200
_MARKS = "■□◆◇●○▼▽▲△★☆◎▶▷"
_SCENE_BREAK = re.compile(rf"[\s*＊＿_\-―—─━=＝~〜・…{_MARKS}✻❖※＃#]+")
_MARKED_HEADING = re.compile(
    rf"(?P<mark>[{_MARKS}]+[ \u3000]*)(?=\w|[「『【〈《])|(?=【[^】]{{1,40}}】$)"
    r"|(?=第[0-9０-９一二三四五六七八九十百]+[章節部話回](?:$|[ \u3000:：]))"
)
_ITEM = re.compile(
    r"(?P<bullet>[・•‣◦･*＊\-−–][ \u3000]*(?=\S))"
    r"|(?=(?:[(（]?[0-9０-９]{1,2}[)）.．、]|[①-⑳])[ \u3000]*\D)"
)
_TAG = re.compile(r"【[^】]{1,10}】")
_COLUMN = re.compile("特集|連載|社説|論説|解説|主張|随筆|書評|時評|速報|独自|コラム|インタビュー|ルポ")
_CREDIT = re.compile(
    r"(?:文|取材|写真|撮影|構成|翻訳|聞き手|記者|編集|著者|筆者|出典|提供|図版|図|表|グラフ|更新|公開|掲載)"
    r"(?:[・･][^＝=：:／/]{1,6})?[＝=：:／/・･]|※|[(（].*[)）]$"
)
_DATE = re.compile(r"(\d{4})[年/.\-](\d{1,2})[月/.\-](\d{1,2})日?(?:[ \u3000(（].*)?$")
_CLOSERS = "」』）)】〉》”’\"'"
_PREDICATE = re.compile(r"(?:です|ます|でした|ました|ません|である|だった|だろう|ている|ていた)$")


@dataclass(frozen=True, slots=True)
class PlainText:
    """The paragraphs of a plain text article, what of it is not spoken, and metadata it showed."""

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    metadata: Metadata


def parse_plain(source: Source, metadata: Metadata, start: int) -> PlainText:
    """Recognise the structure of the plain text that begins at offset ``start``."""
    lines = unwrapped(lines_of(source, start))
    blocks = [_block(line) for line in lines]
    roles = _front_roles(blocks, metadata)
    roles += [_role(blocks, at) for at in range(len(roles), len(blocks))]
    _mark_lead(blocks, roles)
    return PlainText(_paragraphs(blocks, roles), _skips(blocks, roles), _with_dateline(metadata, blocks))


@dataclass(frozen=True, slots=True)
class _Block:
    """A line with its leading mark (bullet, heading mark) told apart from its text."""

    line: Line
    mark_length: int = 0
    is_marked_heading: bool = False
    is_item: bool = False
    is_scene_break: bool = False

    @property
    def text(self) -> str:
        return self.line.passage.text[self.mark_length :]

    @property
    def is_prose(self) -> bool:
        """Whether it reads as sentences: a full stop in it, or longer than any title."""
        return "。" in self.text or "．" in self.text.rstrip("．") or len(self.text) > _LONGEST_TITLE


def _block(line: Line) -> _Block:
    text = line.passage.text
    if _SCENE_BREAK.fullmatch(text):
        return _Block(line, is_scene_break=True)
    if (match := _MARKED_HEADING.match(text)) and "。" not in text and len(text) <= _LONGEST_TITLE:
        return _Block(line, len(match["mark"] or ""), is_marked_heading=True)
    if match := _ITEM.match(text):
        return _Block(line, len(match["bullet"] or ""), is_item=True)
    return _Block(line)


def _front_roles(blocks: Sequence[_Block], metadata: Metadata) -> list[Role]:
    """The roles of the lines above the first prose: kicker, title, subtitle."""
    front = []
    for at, block in enumerate(blocks[:4]):
        is_tag = at == 0 and bool(_TAG.fullmatch(block.text))
        if (
            block.is_prose
            or (block.is_marked_heading and not is_tag)
            or block.is_item
            or block.is_scene_break
        ):
            break
        if _CREDIT.match(block.text) or _DATE.match(block.text):
            break
        front.append(block.text)
    if len(front) == len(blocks):
        front = front[:1]
    if metadata.title:
        if metadata.title not in front[:2]:
            return []
        has_kicker = front.index(metadata.title) == 1
    else:
        has_kicker = _has_kicker(front)
    roles = [Role.CATEGORY] * has_kicker + [Role.TITLE, Role.SUBTITLE]
    return roles[: len(front)]


def _has_kicker(front: Sequence[str]) -> bool:
    """Whether the first line names a column or a subject rather than the article."""
    if len(front) < 2:
        return False
    if _TAG.fullmatch(front[0]):
        return True
    wanted = 1.0 if len(front) > 2 or _COLUMN.match(front[0]) else 2.0
    return len(front[0]) <= _LONGEST_KICKER and len(front[1]) > wanted * len(front[0])


def _role(blocks: Sequence[_Block], at: int) -> Role:
    block = blocks[at]
    if block.is_marked_heading:
        closes_the_text = at + 1 == len(blocks) and at > 0 and blocks[at - 1].is_prose
        return Role.BODY if closes_the_text else Role.HEADING
    if block.is_item:
        return Role.ITEM
    if not block.is_scene_break and heading_score(blocks, at) >= HEADING_THRESHOLD:
        return Role.HEADING
    return Role.BODY


def heading_score(blocks: Sequence[_Block], at: int) -> int:
    """How many signals say that ``blocks[at]`` is a heading; `HEADING_THRESHOLD` or more make it one."""
    text = blocks[at].text
    before = blocks[at - 1] if at else None
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        _length_score(text)
        + _ending_score(text)
        + (2 if after and after.is_prose and len(after.text) >= 2 * len(text) else -2)
        + (1 if before is None or before.is_prose or before.is_item or before.is_scene_break else -1)
        + (1 if after and after.line.is_indented and not blocks[at].line.is_indented else 0)
        + (-4 if _CREDIT.match(text) or _DATE.match(text) else 0)
    )


def _length_score(text: str) -> int:
    if len(text) <= 30:
        return 2
    return 1 if len(text) <= 45 else -4


def _ending_score(text: str) -> int:
    """A heading ends without a mark, or with a question mark; it holds no full stop and is no quotation."""
    score = -4 if "。" in text else 2
    if text[0] in '「『“"' and text[-1] in _CLOSERS:
        return score - 3
    if text[-1] in "、，,：:…":
        return score - 2
    if text[-1] in "？?！!":
        return score
    return score if _PREDICATE.search(text) else score + 1


def _mark_lead(blocks: Sequence[_Block], roles: list[Role]) -> None:
    """Turn the first prose under the title into the lead where enough speaks for it."""
    at = next((i for i, role in enumerate(roles) if role is Role.BODY), len(roles))
    if Role.TITLE not in roles[:at] or Role.HEADING in roles[:at] or at + 1 >= len(roles):
        return
    block, after = blocks[at], blocks[at + 1]
    if not block.is_prose or len(block.text) > _LONGEST_LEAD:
        return
    score = (
        (Role.CATEGORY in roles)
        + (Role.SUBTITLE in roles)
        + (Role.HEADING in roles)
        + (len(block.text) <= _LONGEST_LEAD - 40)
        + (roles[at + 1] is Role.HEADING or len(block.text) <= 0.7 * len(after.text))
        + (block.line.is_indented != after.line.is_indented)
    )
    if score >= LEAD_THRESHOLD:
        roles[at] = Role.LEAD


def _paragraphs(blocks: Sequence[_Block], roles: Sequence[Role]) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    scene_break = False
    for block, role in zip(blocks, roles, strict=True):
        if block.is_scene_break:
            scene_break = True
            continue
        level = 2 if role is Role.HEADING else 0
        passage = block.line.passage[block.mark_length :]
        paragraphs.append(Paragraph(role, passage, after_scene_break=scene_break, level=level))
        scene_break = False
    return tuple(paragraphs)


def _skips(blocks: Sequence[_Block], roles: Sequence[Role]) -> tuple[Skip, ...]:
    skips = []
    for block, role in zip(blocks, roles, strict=True):
        origins = block.line.passage.origins
        if block.is_scene_break:
            skips.append(Skip(origins[0], origins[-1] + 1, Message("scene break: a pause")))
        elif block.mark_length:
            mark = Message("heading mark") if role is Role.HEADING else Message("bullet")
            skips.append(Skip(origins[0], origins[block.mark_length - 1] + 1, mark))
    return tuple(skips)


def _with_dateline(metadata: Metadata, blocks: Sequence[_Block]) -> Metadata:
    """The article's date from a line near its top that is nothing but a date."""
    from datetime import date

    if metadata.date:
        return metadata
    for block in blocks[:5]:
        if (match := _DATE.match(block.text)) and not block.is_prose:
            try:
                return replace(metadata, date=date(int(match[1]), int(match[2]), int(match[3])))
            except ValueError:
                return metadata
    return metadata
