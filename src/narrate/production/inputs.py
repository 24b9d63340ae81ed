"""A request -> everything that its edition is made from, each file opened once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.article.formats import own_output
from narrate.article.frontmatter import FrontMatter, read_front_matter
from narrate.article.source import read_source
from narrate.errors import PIPED_IN
from narrate.ground.files import MOST_IMAGE_BYTES, real
from narrate.ground.opened import STANDARD_INPUT, Opened
from narrate.ground.versions import installed_version, source_digest
from narrate.production.request import Request, slug_of
from narrate.production.surroundings import shared_lexicons
from narrate.speech.voice import voice_files, voice_folders
from narrate.store.owned import is_output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narrate.model import Source

_PACKAGES = (
    "pyopenjtalk-plus", "sudachipy", "sudachidict-core", "kanalizer", "lameenc", "av", "pydub", "numpy",
    "pillow", "pylopdf-fonts-cjk", "mutagen", "markdown-it-py", "mdit-py-plugins", "pyyaml",
)  # fmt: skip


@dataclass(frozen=True)
class Inputs:
    """What an edition is made from, as it was at one moment: an edit from then on counts as a change.

    ``made_from`` maps each input (files, options, versions) to a digest, ``None`` for a file that is not
    there; ``files`` gives the files' bytes.
    """

    request: Request
    source: Source
    front: FrontMatter
    slug: str
    files: Opened
    made_from: Mapping[str, str | None]

    @property
    def cover(self) -> Path | None:
        """The author's image, if the front matter names one."""
        return cover_path(self.request, self.front.metadata.cover)

    @property
    def cover_named_at(self) -> tuple[Path, int | None]:
        """The article, and the line of its front matter that names the image."""
        return self.request.path, self.front.line_of("cover")


def open_inputs(request: Request) -> Inputs:
    """Open what a request needs.

    Raises:
        SourceError, SettingsError: the article cannot be read, or its front matter is wrong.
        UsageError: its page would take the place of the site's front page.
    """
    files = Opened()
    if request.is_piped_in:
        files.take_standard_input()
    source = read_source(request.path, files.read)
    if not request.is_piped_in and is_output(request.path):
        raise own_output(request.path)
    front = _titled(read_front_matter(source), request.title)
    slug = slug_of(request.path, _chosen_slug(request, source, front, files))
    return Inputs(request, source, front, slug, files, _made_from(request, front.metadata.cover, files))


def _titled(front: FrontMatter, title: str | None) -> FrontMatter:
    """The front matter, with the title that was asked for in place of the article's own."""
    return front if title is None else replace(front, renamed=title)


def _chosen_slug(request: Request, source: Source, front: FrontMatter, files: Opened) -> str:
    """The slug that somebody chose; of what has no file name to go by else its title."""
    about = front.metadata
    if request.slug or not request.is_piped_in:
        return request.slug or about.slug
    from narrate.script.utterances import without_ruby

    named = request.title or about.slug or about.title or _own_title(request, source, front, files)
    return without_ruby(named)


def _own_title(request: Request, source: Source, front: FrontMatter, files: Opened) -> str:
    """The title that an article shows; empty where it shows none."""
    from narrate.article import parse_article
    from narrate.model import Role
    from narrate.production.settings import load_settings

    settings = load_settings(request.surroundings.settings, files.read)
    return parse_article(source, front, settings.article).text_of(Role.TITLE)


def open_to_read(path: Path, files: Opened) -> Inputs:
    """The same for an article that is only looked at: nothing is known of what an edition is made from.

    Raises:
        SourceError, SettingsError: the article cannot be read, or its front matter is wrong.
    """
    source = read_source(path, files.read)
    front = read_front_matter(source)
    return Inputs(Request(path=path), source, front, slug_of(path, front.metadata.slug), files, {})


def cover_path(request: Request, cover: str) -> Path | None:
    """Where the image that front matter calls ``cover`` lies: beside the article."""
    return request.surroundings.folder / cover if cover else None


def _made_from(request: Request, cover: str, files: Opened) -> dict[str, str | None]:
    choices = (request.title, request.voice, request.speed, request.pitch, request.bit_rate_kbps)
    found: dict[str, str | None] = {"options": repr(choices), "versions": _versions()}
    for path in _files(request, files):
        found[PIPED_IN if path == STANDARD_INPUT else str(real(path))] = files.digest(path)
    if (image := cover_path(request, cover)) is not None:
        found[str(real(image))] = files.digest(image, MOST_IMAGE_BYTES)
    return found


def _files(request: Request, files: Opened) -> Iterator[Path]:
    yield request.path
    around = request.surroundings
    yield from (around.settings, around.lexicon, around.show)
    yield from shared_lexicons(around.settings, files.read)
    yield from voice_files(voice_folders(request.workspace), files.read)


@lru_cache(maxsize=1)
def _versions() -> str:
    """The versions of all packages that have a say in the bytes, and of narrate's own source."""
    own = f"narrate={source_digest('narrate')}"
    return " ".join([own, *(f"{name}={installed_version(name)}" for name in _PACKAGES)])
