"""What is published beside the MP3 files, by its path below the show's address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.edition.file_names import VERSIONS
from narrate.ground.files import write_if_changed
from narrate.ground.ownership import is_like_ours, is_marked_file, keep_foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Document:
    """One published file. ``make`` gives its bytes; ``lasting``: they never change under this path."""

    path: str
    media_type: str
    make: Callable[[], bytes]
    lasting: bool = False


def write_documents(documents: Iterable[Document], folder: Path) -> tuple[Path, ...]:
    """Write the documents below ``folder``; a lasting one that is there is not made again.

    Returns all paths. Raises `OutputError`, before anything is written where a file is not narrate's to
    replace, and what making a document raises.
    """
    all_of_them = tuple(documents)
    paths = [folder / document.path for document in all_of_them if not document.lasting]
    keep_foreign([p for p in paths if p.parent.name != VERSIONS], is_marked_file)
    keep_foreign([p for p in paths if p.parent.name == VERSIONS], is_marked_file, is_like_ours)
    keep_foreign([folder / d.path for d in all_of_them if d.lasting], _is_picture)
    return tuple(_written(document, folder / document.path) for document in all_of_them)


def _written(document: Document, path: Path) -> Path:
    if document.lasting and _is_picture(path, is_whole=True):
        return path
    return write_if_changed(path, document.make())


def _is_picture(path: Path, *, is_whole: bool = False) -> bool:
    """Whether a file begins, and, if it is to be whole, ends as a cover does: it is a JPEG."""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False
    return data.startswith(b"\xff\xd8\xff") and (not is_whole or data.endswith(b"\xff\xd9"))
