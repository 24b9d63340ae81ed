"""Which lexicon, settings and show file belong to an article: the one rule, for all commands.

Those in the article's own folder do. A command that is given no article goes by the folder of the articles.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from narrate.article import MARKDOWN_SUFFIXES
from narrate.ground.files import real
from narrate.messages import Message
from narrate.podcast import SHOW_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS_FILE = "narrate.toml"
LEXICON_FILE = "lexicon.toml"
_USUAL = "text"
_ARTICLES = MARKDOWN_SUFFIXES | {".txt"}
_ABOUT = ("readme", "changelog", "contributing", "license", "licence")
"""What lies in a folder and is about it; in any language, as in README.ja.md."""


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
    ``text`` does not.
    """
    if article is not None:
        return Surroundings(article.parent)
    usual = workspace / _USUAL
    files = (SETTINGS_FILE, SHOW_FILE)
    if _holds_articles(usual) or _holds(usual, files) or not _is_home(workspace):
        return Surroundings(usual)
    return Surroundings(workspace)


def unused_lexicons(article: Path, workspace: Path) -> list[Message]:
    """A note for each lexicon near an article that does not hold for it, and may have been meant for it."""
    own = surroundings_of(article).lexicon
    near = (own.parent / _USUAL, workspace / _USUAL, workspace, own.parent.parent)
    found = {real(folder / LEXICON_FILE): folder / LEXICON_FILE for folder in near if _is_meant(folder, own)}
    return [
        Message("{path} does not hold here: an article goes by {own} alone", path=path, own=own)
        for place, path in found.items()
        if place != real(own) and path.is_file()
    ]


def _is_meant(folder: Path, own: Path) -> bool:
    """Whether a lexicon in a folder is for articles that lie elsewhere, or for this one, which has none."""
    return not own.is_file() or not _holds_articles(folder)


def _is_home(folder: Path) -> bool:
    return _holds_articles(folder) or _holds(folder, (SETTINGS_FILE, LEXICON_FILE, SHOW_FILE))


def _holds(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).exists() for name in names)


def _holds_articles(folder: Path) -> bool:
    return any(True for _ in _articles_in(folder))


def _articles_in(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return
    for path in inside:
        if path.suffix.lower() in _ARTICLES and not path.name.lower().startswith(_ABOUT):
            yield path
