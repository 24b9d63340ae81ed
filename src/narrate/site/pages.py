"""The pages: one for the show, one for each edition, from templates and with what these need."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from narrate.edition.companions import transcript_name, version
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
            editions=self.editions,
            covers=self.links.edition_covers,
            facts={e.slug: self._facts(e) for e in self.editions},
        )

    def edition(self, edition: Edition) -> bytes:
        """Give an edition's page: player, contents, and the text whose sentences know their times."""
        return self._rendered(
            "edition.html",
            edition=edition,
            chapters=chapter_texts(edition),
            titled=any(cue.role is Role.TITLE for cue in edition.cues),
            version=version(edition),
            transcript=transcript_name(edition),
            edition_cover=self.links.edition_covers.get(edition.slug, ""),
            facts=self._facts(edition),
            has_epub=edition.slug in self.epubs,
        )

    def _facts(self, edition: Edition) -> str:
        day = appeared(edition, self.published, self.show.utc_offset)
        minutes = max(1, round(edition.duration_ms / 60_000))
        facts = [edition.author, f"{day.year}年{day.month}月{day.day}日", f"{minutes}分"]
        return "・".join(fact for fact in facts if fact)

    def _rendered(self, template: str, **values: object) -> bytes:
        common = {
            "show": self.show,
            "language": self.show.language,
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
