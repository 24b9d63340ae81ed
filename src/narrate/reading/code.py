"""What of narrate's own code decides a reading, as the part of reading keys that no version stands for."""

from __future__ import annotations

from narrate.ground.versions import source_digest

READING = ("narrate.reading", "narrate.ground.kana")
"""All rules, tables and settled words; a test proves that a reading uses nothing else of narrate's."""


def reading_code() -> str:
    """A digest of all of it."""
    return source_digest(*READING)
