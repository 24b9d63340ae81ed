"""Chapters as JSON: the same list as in the MP3's tag, for apps that read it from the feed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from narrate.ground.ownership import GENERATOR

if TYPE_CHECKING:
    from narrate.model import Edition

MEDIA_TYPE = "application/json+chapters"


def chapters_json(edition: Edition) -> str:
    """The chapters in the Podcasting 2.0 JSON Chapters format 1.2.0.

    Times are seconds. Editions start every chapter on a whole second, because some apps cut the fraction
    off and then prefer these chapters to the exact ones of the tag.
    """
    chapters = [{"startTime": _seconds(c.start_ms), "title": c.title} for c in edition.chapters]
    about = {"title": edition.title, "author": edition.author}
    named = {"version": "1.2.0", "generator": GENERATOR, **about, "chapters": chapters}
    present = {key: value for key, value in named.items() if value != ""}
    return json.dumps(present, ensure_ascii=False, indent=1) + "\n"


def _seconds(ms: int) -> int | float:
    return ms // 1000 if ms % 1000 == 0 else ms / 1000
