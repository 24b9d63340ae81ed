"""The lines between a page's title and its text that say who wrote it and when."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.front.dates import written_date
from narrate.article.plain.credits import (
    author_of,
    date_in,
    is_company,
    is_dateline,
    is_labelled,
    is_person,
    is_posted,
)
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from narrate.model import Metadata, Paragraph

BRACKETS = "《》〈〉<>＜＞[]［］【】 "
"""What may stand around a name below a title."""
_LONGEST = 80
_NEAR_THE_END = 3
_SAID = re.compile(r"(?P<day>[12]\d{3}年\d{1,2}月\d{1,2}日).{0,40}?に(?:公開|投稿|掲載|更新)")
_CHANGED = re.compile(
    r"(?:最終)?(?:更新|公開|掲載|投稿|作成)日?時?\s*[:：]?\s*(?=[12]\d{3})|(?:last\s+)?(?:updated?|modified)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？]|[a-z]{2}[.!?](?:\s|$)")
_LABELS = re.compile(
    r"(?:投稿者|posted by)\s*\S.{0,30}\d{4}.*"
    r"|(?:公開日?|更新日?|投稿日?|掲載日?|最終更新日?|作成日?|著者|作者|筆者|文|記者|評者|監修|取材|構成|聞き手|執筆|撮影"
    r"|(?:レシピ|記事|ページ)ID|カテゴリー?|タグ|テーマ|ジャンル|所要時間|読了時間"
    r"|posted|published|updated|by|written by|author|date|category|tags?)\s*[:：／/]\s*.*"
    r"|(?:photo|photograph|illustration|(?:top )?image|source|via)s?\s*(?:by\b|[:：/／]).*"
    r"|\d{1,2}\s*(?:分|時間|日|週間|[かヶカ]月)前|無断(?:転載|複製).{0,6}禁.{0,4}"
    r"|\d{1,2}/\d{1,2}.{0,6}\d{1,2}:\d{2}.{0,3}(?:配信|更新|公開)"
    r"|.{0,8}\d+\s*(?:分で読め|min(?:ute)?s? read|views?|PV).*|[#＃]\S+(?:\s+[#＃]\S+)*",
    re.IGNORECASE,
)


_STATE = re.compile(
    r"コメント|トラックバック|ブックマーク|パーマリンク|comments?|trackbacks?|permalink|TB", re.IGNORECASE
)
"""What a blog counts below an entry."""
_LONGEST_STATE = 150
_BYLINE = re.compile(r"(?:author|writer|text|written by|by)\s+(?P<name>\S[^。、]{0,24})", re.IGNORECASE)


def credits_on_top(paragraphs: Sequence[Paragraph], first: int, end: int, author: str = "") -> list[int]:
    """Which paragraphs from ``first`` up to ``end`` only say who, when and of which kind."""
    found = []
    for at in range(first, end):
        text = paragraphs[at].passage.text
        if len(text) > _LONGEST or _SENTENCE.search(text) or paragraphs[at].role is Role.HEADING:
            continue
        if (
            text.strip(BRACKETS) == author
            or _says_who_or_when(text)
            or all(map(_says_who_or_when, _lines_of(paragraphs[at])))
        ):
            found.append(at)
    if found:
        found += [
            at for at in range(first, end) if at not in found and is_person(paragraphs[at].passage.text)
        ]
    return sorted(found)


def _lines_of(paragraph: Paragraph) -> list[str]:
    text = paragraph.passage.text
    return [text[a:b].strip() for a, b in pairwise((0, *paragraph.cuts, len(text))) if text[a:b].strip()]


def credits_below(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Which of the last paragraphs only say who wrote the page, when, and of which kind it is."""
    found = []
    for at in range(len(paragraphs) - 1, max(0, len(paragraphs) - 1 - _NEAR_THE_END), -1):
        text = paragraphs[at].passage.text
        if _SENTENCE.search(text) or text[0] in "（(" or not (_is_below(text) or _is_state(text)):
            break
        found.append(at)
    return found


def _is_state(text: str) -> bool:
    """Whether a line counts what readers did: comments, links to here, bookmarks."""
    kinds = {found.lower() for found in _STATE.findall(text)}
    return len(kinds) > 1 and len(text) <= _LONGEST_STATE


def _is_below(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if is_dateline(text) or is_posted(text) or written_date(text):
        return True
    return _LABELS.fullmatch(text) is not None


def _says_who_or_when(text: str) -> bool:
    if is_dateline(text) or is_posted(text) or written_date(text) or author_of(text):
        return True
    if _LABELS.fullmatch(text) or is_labelled(text) or is_company(text) or _BYLINE.fullmatch(text):
        return True
    return date_in(text) is not None and len(text) <= _LONGEST // 2


def changed_on(texts: Iterable[str]) -> date | None:
    """The date that a page's frame gives for it: behind a word for putting up or changing."""
    for text in texts:
        if (said := _SAID.search(text)) and (day := written_date(said["day"])):
            return day
        if (match := _CHANGED.search(text)) and (day := written_date(text[match.start() :][:_LONGEST])):
            return day
    return None


def told_on(texts: Iterable[str]) -> date | None:
    """The first date in a line that says little else."""
    days = (date_in(text) or written_date(text) for text in texts if len(text) <= _LONGEST // 2)
    return next(filter(None, days), None)


def author_in(text: str) -> str:
    """Whom a line names as its author, or nothing."""
    byline = _BYLINE.fullmatch(text)
    return author_of(text) or (byline["name"].strip() if byline else "")


def with_credits(metadata: Metadata, texts: Sequence[str]) -> Metadata:
    """The metadata, with what those lines say where it is silent."""
    author = metadata.author or next(filter(None, map(author_in, texts)), "")
    day = metadata.date or next(
        (found for text in texts if (found := date_in(text) or written_date(text))), None
    )
    return replace(metadata, author=author, date=day)
