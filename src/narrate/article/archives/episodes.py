"""A .zip as Kakuyomu gives it to authors, a text for each episode -> one source with them as its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.archives.text import MOST_TEXT_BYTES, unusable
from narrate.article.decoding import decoded
from narrate.ground.archive import ArchiveError
from narrate.model import Format, Source

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.ground.archive import Archive

_ABOUT = "about.txt"
_EPISODE = re.compile(r"episode_(?P<number>[0-9]{1,9})\.txt")


def episodes_in(archive: Archive, path: Path) -> Source | None:
    """The work that an archive holds, what the site tells of it first; ``None`` where it holds none.

    Raises:
        SourceError: a text in it is damaged, locked or no text, or there is too much.
    """
    numbers = {name: int(match["number"]) for name in archive.names if (match := _match(name))}
    if not numbers:
        return None
    about = [name for name in archive.names if _last(name) == _ABOUT][:1]
    texts: list[tuple[str, str]] = []
    left, encoding = MOST_TEXT_BYTES, ""
    for name in [*about, *sorted(numbers, key=numbers.__getitem__)]:
        try:
            data = archive.read(name, left)
        except ArchiveError as error:
            raise unusable(error, path, _last(name)) from None
        left -= len(data)
        text, encoding = decoded(data, path / _last(name))
        texts.append((_last(name), text))
    return Source.of_parts(path, texts, encoding, Format.TEXT)


def _match(name: str) -> re.Match[str] | None:
    return _EPISODE.fullmatch(_last(name))


def _last(name: str) -> str:
    return name.rpartition("/")[2]
