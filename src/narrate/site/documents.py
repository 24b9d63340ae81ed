"""What is published beside the MP3 files, by its path below the show's address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.ground.files import write_if_changed

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

    Returns all paths. Raises `OutputError`, and what making a document raises.
    """
    return tuple(_written(document, folder / document.path) for document in documents)


def _written(document: Document, path: Path) -> Path:
    if document.lasting and path.is_file():
        return path
    return write_if_changed(path, document.make())
