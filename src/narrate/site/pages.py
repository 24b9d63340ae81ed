"""Pages from templates: jinja2 escapes whatever an article holds, and its loops keep HTML out of Python."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from narrate.edition.companions import transcript_name, version
from narrate.edition.paragraphs import chapter_texts
from narrate.edition.published import appeared
from narrate.edition.timecode import iso_duration, seconds_text
from narrate.edition.xml_text import clean
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2

    from narrate.edition.feed import Links
    from narrate.edition.published import Published
    from narrate.edition.show import Show
    from narrate.model import Edition

ASSETS = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
"""The files that the pages need, with their types; they come with this package."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one show. ``editions`` come newest first."""

    show: Show
    editions: Sequence[Edition]
    published: Published
    links: Links
    epubs: frozenset[str]

    def front(self) -> bytes:
        """Give the show's own page: what it is, how to subscribe, and its editions."""
        return self._rendered(
            "show.html", editions=self.editions, facts={e.slug: self._facts(e) for e in self.editions}
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
        return _templates().get_template(template).render(**common, **values).encode()


def asset_bytes(name: str) -> bytes:
    """Give the bytes of one of `ASSETS`."""
    return resources.files("narrate.site").joinpath("assets", name).read_bytes()


def _address(name: str) -> str:
    """Name an asset with its digest, so that browsers drop the old one when it changes."""
    return f"assets/{name}?v={hashlib.sha256(asset_bytes(name)).hexdigest()[:8]}"


def clock(ms: int) -> str:
    """Give a time as players show it: ``1:02:03``, ``2:03``."""
    seconds = ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("narrate.site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        keep_trailing_newline=True,
    )
    environment.filters |= {"clock": clock, "iso": iso_duration, "seconds": seconds_text}
    return environment
