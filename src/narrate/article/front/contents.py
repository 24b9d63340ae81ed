"""What stands above a table of contents."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
_NOT_INK = re.compile(r"[\W_]+")
_ONE = r"(?:(?:ページ内|(?:この|本)?(?:記事|ページ|書)の)?(?:目次|もくじ)|(?:tableof)?contents|toc|index)"
_HEADING = re.compile(rf"{_ONE}(?:{_ONE})?")
"""Once, or in two languages."""


def is_heading_of_contents(text: str) -> bool:
    """Whether a line says no more than that a table of contents follows, whatever marks stand around it.

    An index is called so, too: what follows has to bear it out.
    """
    if len(text) > _LONGEST:
        return False
    return _HEADING.fullmatch(_NOT_INK.sub("", unicodedata.normalize("NFKC", text)).casefold()) is not None
