"""The lines between a page's title and its text that say who wrote it and when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.article.front.dates import written_date
from narrate.article.plain.credits import author_of, date_in, is_credit, is_dateline, is_posted
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Metadata, Paragraph

BYLINE = Message("who wrote it, and when")
_LONGEST = 80
_SENTENCE = re.compile(r"[。！？]")
_LABELS = re.compile(
    r"(?:公開日?|更新日?|投稿日?|掲載日?|最終更新日?|作成日?|著者|作者|筆者|文|記者|カテゴリー?|タグ|所要時間"
    r"|読了時間|posted|published|updated|by|written by|author|date|category|tags?)\s*[:：／/]\s*.*"
    r"|.{0,8}\d+\s*(?:分で読め|min(?:ute)?s? read|views?|PV).*|[#＃]\S+(?:\s+[#＃]\S+)*",
    re.IGNORECASE,
)


def credits_on_top(paragraphs: Sequence[Paragraph], first: int, end: int) -> list[int]:
    """Which paragraphs from ``first`` up to ``end`` only say who, when and of which kind."""
    found = []
    for at in range(first, end):
        text = paragraphs[at].passage.text
        if len(text) <= _LONGEST and not _SENTENCE.search(text) and _says_who_or_when(text):
            found.append(at)
    return found


def _says_who_or_when(text: str) -> bool:
    if is_dateline(text) or is_posted(text) or written_date(text) or author_of(text):
        return True
    if _LABELS.fullmatch(text) or (is_credit(text) and text[0] != "※"):
        return True
    return date_in(text) is not None and len(text) <= _LONGEST // 2


def with_credits(metadata: Metadata, texts: Sequence[str]) -> Metadata:
    """The metadata, with what those lines say where it is silent."""
    author = metadata.author or next(filter(None, map(author_of, texts)), "")
    day = metadata.date or next(
        (found for text in texts if (found := date_in(text) or written_date(text))), None
    )
    return replace(metadata, author=author, date=day)
