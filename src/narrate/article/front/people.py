"""Who is nobody: what programs and templates write where the name of an author belongs."""

from __future__ import annotations

import re
import unicodedata

UNSAID = frozenset({"unknown", "不明", "n/a", "none"})
"""What is written where nothing is known, of an author or anything else."""
_NOBODY = re.compile(
    r"(?:windows |microsoft(?: office)? ?)?(?:user|ユーザー?)|user\d+|pc-?user|administrator|admin|owner|root"
    r"|guest|by|author(?: name)?|作成者|著者|作者|編集部|un-?named|no name|名無し"
    r"|wordpress|python-docx|pandoc|apache poi|openpyxl|docx(?:4j|\.js)?"
    r"|microsoft|hp|dell|nec|fujitsu|fmv|vaio|[\w.-]+@[\w.-]+|@.*|.*https?://.*",
    re.DOTALL,
)


def is_nobody(name: str) -> bool:
    """Whether a name is none of a person: a program's, an account's, an address, or a word for authors."""
    plain = " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
    return not plain or plain in UNSAID or _NOBODY.fullmatch(plain) is not None
