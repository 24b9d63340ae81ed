"""A .zip with one text in it, as Aozora Bunko gives them out -> the text's bytes. Nothing is unpacked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.errors import SourceError
from narrate.ground.archive import ArchiveError, Fault
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.ground.archive import Archive

MOST_TEXT_BYTES = 32_000_000
"""A text of ten million characters."""
_TEXT = ".txt"
_WORK = re.compile(r"(?:.*/)?N\d{4}[A-Z]{1,3}\.txt", re.IGNORECASE)
"""What Narō calls the text of a work; comments on it may lie beside."""
_PROBLEMS = {
    Fault.DAMAGED: Message("this is no .zip archive, or a damaged one"),
    Fault.TOO_MANY: Message("the archive holds too many files"),
    Fault.MISSING: Message("the archive holds no text (.txt)"),
    Fault.TWICE: Message("the archive holds several texts of one name"),
    Fault.LOCKED: Message("the text in the archive is locked with a password"),
    Fault.ODDLY_PACKED: Message("the archive is packed in a way that narrate does not know"),
    Fault.TOO_LARGE: Message("the text in the archive is too large"),
}


def text_in(archive: Archive, path: Path) -> bytes:
    """The one text that an archive holds; what else is in it, images, is left alone.

    Raises:
        SourceError: it is damaged, holds no text or several, or one that is locked or too large.
    """
    texts = [name for name in archive.names if name.lower().endswith(_TEXT)]
    if not texts:
        raise _refused(_PROBLEMS[Fault.MISSING], path)
    if len(texts) > 1 and len(works := [name for name in texts if _WORK.fullmatch(name)]) == 1:
        texts = works
    if len(texts) > 1:
        problem = counted(
            "the archive holds {count} text", "the archive holds {count} texts", count=len(texts)
        )
        raise _refused(problem, path)
    try:
        data = archive.read(texts[0], MOST_TEXT_BYTES)
    except ArchiveError as error:
        raise unusable(error, path, texts[0].rpartition("/")[2]) from None
    if not data:
        raise _refused(Message("the text in the archive is empty"), path)
    return data


def unusable(error: ArchiveError, path: Path, name: str = "") -> SourceError:
    """What is wrong with an archive that was to hold a text, or with that text of it."""
    is_text = name and error.fault is Fault.DAMAGED
    problem = Message("the text in the archive is damaged") if is_text else _PROBLEMS[error.fault]
    return _refused(problem, path / name)


def _refused(problem: Message, path: Path) -> SourceError:
    return SourceError(problem, hint=Message("unpack it and give the text itself"), path=path)
