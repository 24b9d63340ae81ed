"""The day of publication as a colophon or a title page tells it, where the package has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.front.dates import DAY, date_in, narrow

if TYPE_CHECKING:
    from datetime import date

_PUBLISHED = re.compile(
    rf"(?:公開|発行|配信|刊行|発売|出版)(?:年月)?日?[\s:：]{{0,8}}(?P<behind>{DAY})"
    rf"|(?P<before>{DAY})[^\S\n]{{0,8}}(?:電子版|初版|第[一1]刷|第[一1]版)?[^\S\n]{{0,8}}"
    r"(?:発行|公開|配信|刊行|発売|出版|初版)"
)
_LONGEST = 20_000


def published_in(text: str) -> date | None:
    """The first day on which a text says that something was published."""
    found = _PUBLISHED.search(narrow(text[:_LONGEST]))
    return date_in(found["behind"] or found["before"]) if found else None
