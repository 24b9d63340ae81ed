"""The day of publication as a colophon or a title page tells it, where the package has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.front.dates import ERAS, written_date

if TYPE_CHECKING:
    from datetime import date

_DIGITS = "[0-9０-９]"
_DAY = (
    rf"(?:{_DIGITS}{{4}}|(?:{'|'.join(ERAS)})\s?(?:{_DIGITS}{{1,2}}|元))\s?年\s?"
    rf"{_DIGITS}{{1,2}}\s?月\s?{_DIGITS}{{1,2}}\s?日|{_DIGITS}{{4}}[-/.]{_DIGITS}{{1,2}}[-/.]{_DIGITS}{{1,2}}"
)
_PUBLISHED = re.compile(
    rf"(?:公開|発行|配信|刊行|発売|出版)(?:年月)?日?[\s:：]{{0,8}}(?P<behind>{_DAY})"
    rf"|(?P<before>{_DAY})[^\S\n]{{0,8}}(?:電子版|初版|第[一1１]刷|第[一1１]版)?[^\S\n]{{0,8}}"
    r"(?:発行|公開|配信|刊行|発売|出版|初版)"
)
_LONGEST = 20_000


def published_in(text: str) -> date | None:
    """The first day on which a text says that something was published."""
    found = _PUBLISHED.search(text, 0, _LONGEST)
    return written_date(found["behind"] or found["before"]) if found else None
