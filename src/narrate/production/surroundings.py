"""Which lexicon, settings and show file belong to an article: the one rule, for all commands.

Those in the article's own folder do. A command that is given no article goes by the folder of the articles.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from narrate.article import ARTICLE_SUFFIXES
from narrate.ground.files import read_file, real
from narrate.ground.opened import STANDARD_INPUT
from narrate.ground.tables import has_controls
from narrate.messages import Message
from narrate.podcast import MEMORY_FILE, SHOW_FILE

if TYPE_CHECKING:
    from collections.abc import Container

    from narrate.ground.opened import Read

SETTINGS_FILE = "narrate.toml"
LEXICON_FILE = "lexicon.toml"
_USUAL = "text"
_ABOUT = frozenset(["readme", "changelog", "contributing", "license", "licence"])
_FOR_TOOLS = frozenset(["requirements", "constraints"])
"""What lies in a folder and is about it, or for its tools; in any language, as in README.ja.md."""


class Surroundings(NamedTuple):
    """The files that hold for all articles of a folder. None of them need be there."""

    folder: Path

    @property
    def settings(self) -> Path:
        """The settings."""
        return self.folder / SETTINGS_FILE

    @property
    def lexicon(self) -> Path:
        """The author's lexicon."""
        return self.folder / LEXICON_FILE

    @property
    def show(self) -> Path:
        """The show file."""
        return self.folder / SHOW_FILE


def surroundings_of(article: Path | None = None, workspace: Path = Path()) -> Surroundings:
    """What belongs to an article, or, without one, to the articles of a workspace.

    Those lie in ``text``, or in the workspace itself where that holds articles, or files for them, and
    ``text`` does not. So do those that come by standard input.
    """
    if article is not None and article != STANDARD_INPUT:
        return Surroundings(article.parent)
    usual = workspace / _USUAL
    files = (SETTINGS_FILE, SHOW_FILE)
    if _holds_articles(usual) or _holds(usual, files) or not _is_home(workspace):
        return Surroundings(usual)
    return Surroundings(workspace)


def beside(file: Path, name: str) -> Path:
    """The path that a file calls so, in as few steps as lead to the same place."""
    path = file.parent / name
    short = Path(os.path.normpath(path))
    return short if real(short) == real(path) else path


def articles_beside(article: Path) -> list[Path]:
    """The other articles of an article's folder, for which the same lexicon holds."""
    try:
        with os.scandir(article.parent) as inside:
            names = sorted(entry.name for entry in inside if _is_article(entry))
    except OSError:
        return []
    return [article.parent / name for name in names if name != article.name]


def lexicon_names(value: object) -> list[str]:
    """The files that ``lexicons`` of the settings names.

    Raises:
        ValueError: it is no list of files.
    """
    if not isinstance(value, list) or not all(map(_is_name, value)):
        raise ValueError
    return value


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not has_controls(value)


def shared_lexicons(settings: Path, read: Read = read_file) -> tuple[Path, ...]:
    """The lexicons that a settings file names, for whoever asks before it is checked; else see `Settings`."""
    try:
        data = read(settings)
        if b"lexicons" not in data:  # nobody should wait for a parser who names none
            return ()
        import tomllib

        names = lexicon_names(tomllib.loads(data.decode("utf-8-sig"))["reading"]["lexicons"])
        return tuple(beside(settings, name) for name in names)
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ()


def feed_folder(article: Path, workspace: Path = Path()) -> Path:
    """The folder with the show file and the memory of the feed that an article's edition is in.

    That is the article's own, or that of the workspace's articles, where the article lies deeper or where
    only that one has such files.
    """
    files = (SHOW_FILE, MEMORY_FILE)
    own, usual = surroundings_of(article, workspace).folder, surroundings_of(workspace=workspace).folder
    if _holds(own, files):
        return own
    return usual if _holds(usual, files) or real(own).is_relative_to(real(usual)) else own


def unused_lexicons(article: Path, workspace: Path, used: Container[str] = ()) -> list[Message]:
    """A note for each lexicon near an article that does not hold for it, and may have been meant for it.

    ``used`` are the files that its edition is made from.
    """
    own = surroundings_of(article, workspace).lexicon
    usual = surroundings_of(workspace=workspace).lexicon
    near = (own.parent / _USUAL, workspace / _USUAL, workspace, own.parent.parent)
    meant = (folder / LEXICON_FILE for folder in near if _is_meant(folder, own, usual))
    found = {real(path): path for path in meant}
    return [
        Message("{path} does not hold here: an article goes by {own} alone", path=path, own=own)
        for place, path in found.items()
        if place != real(own) and str(place) not in used and path.is_file()
    ]


def lexicon_passed_over(workspace: Path = Path()) -> Path | None:
    """A lexicon in the workspace itself, beside articles, where without an article another one is meant."""
    here, usual = Surroundings(workspace), surroundings_of(workspace=workspace)
    is_other = here != usual and here.lexicon.is_file() and _holds_articles(workspace)
    return here.lexicon if is_other else None


def _is_meant(folder: Path, own: Path, usual: Path) -> bool:
    """Whether a lexicon in a folder is for articles that lie elsewhere, or for this one, which has none.

    The ``usual`` one, into which words go where no article is named, is always told.
    """
    return not own.is_file() or folder / LEXICON_FILE == usual or not _holds_articles(folder)


def _is_home(folder: Path) -> bool:
    return _holds_articles(folder) or _holds(folder, (SETTINGS_FILE, LEXICON_FILE, SHOW_FILE))


def _holds(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).exists() for name in names)


def _holds_articles(folder: Path) -> bool:
    try:
        with os.scandir(folder) as inside:
            return any(_is_article(entry) for entry in inside)
    except OSError:
        return False


def _is_article(entry: os.DirEntry[str]) -> bool:
    name = entry.name.lower()
    stem = name.partition(".")[0]
    is_other = stem in _ABOUT or stem.partition("-")[0] in _FOR_TOOLS
    return name.endswith(ARTICLE_SUFFIXES) and not is_other and entry.is_file()
