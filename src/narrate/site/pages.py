"""The pages: one for the show, one for each edition, from templates and with what these need."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from narrate.edition.file_names import transcript_name, version
from narrate.ground.wording import are_alike, words_of
from narrate.model import Role
from narrate.podcast.memory import appeared
from narrate.site.paragraphs import chapter_texts
from narrate.site.rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Edition
    from narrate.podcast.feed import Links
    from narrate.podcast.memory import FeedMemory
    from narrate.podcast.show import Show

ASSETS = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
"""The files that the pages need, with their types; they come with this package."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one show. ``editions`` come newest first."""

    show: Show
    editions: Sequence[Edition]
    published: FeedMemory
    links: Links
    epubs: frozenset[str]

    def front(self) -> bytes:
        """Give the show's own page: what it is, how to subscribe, and its editions."""
        return self._rendered(
            "show.html",
            self.show.language,
            editions=self.editions,
            covers=self.links.edition_covers,
            facts={e.slug: self._facts(e, self.show.language) for e in self.editions},
        )

    def edition(self, edition: Edition) -> bytes:
        """Give an edition's page: player, contents, and the text whose sentences know their times."""
        language = self._language(edition)
        return self._rendered(
            "edition.html",
            language,
            edition=edition,
            chapters=chapter_texts(edition),
            titled=any(cue.role is Role.TITLE for cue in edition.cues),
            version=version(edition),
            transcript=transcript_name(edition),
            edition_cover=self.links.edition_covers.get(edition.slug, ""),
            facts=self._facts(edition, language),
            has_epub=edition.slug in self.epubs,
        )

    def _language(self, edition: Edition) -> str:
        """The language of an edition's page: the show's own tag where both name one language."""
        is_like_show = not edition.language or are_alike(edition.language, self.show.language)
        return self.show.language if is_like_show else edition.language

    def _facts(self, edition: Edition, language: str) -> str:
        day = appeared(edition, self.published, self.show.utc_offset)
        return words_of(language).facts(edition.author, day, edition.duration_ms)

    def _rendered(self, template: str, language: str, **values: object) -> bytes:
        common = {
            "show": self.show,
            "language": language,
            "words": words_of(language),
            "cover": self.links.cover,
            "assets": {name: _address(name) for name in ASSETS},
        }
        return rendered(template, **common, **values)


def asset_bytes(name: str) -> bytes:
    """Give the bytes of one of `ASSETS`."""
    return resources.files("narrate.site").joinpath("assets", name).read_bytes()


def _address(name: str) -> str:
    """Name an asset with its digest, so that browsers drop the old one when it changes."""
    return f"assets/{name}?v={hashlib.sha256(asset_bytes(name)).hexdigest()[:8]}"
