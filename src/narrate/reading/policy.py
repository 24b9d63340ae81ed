"""What to do with the parts of a text that are not words: the ``[reading]`` settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from narrate.ground.tables import Range, kinds_of
from narrate.messages import Message


@dataclass(frozen=True, slots=True)
class SayingPolicy:
    """How a text is said where more than one way is right. Every field is a key of ``[reading]``.

    ``url``: say the word リンク, the host (``example.com``), or nothing.
    ``email``: read it out, say the word メールアドレス, or nothing.
    ``hash``: say the word 文字列 for hexadecimal digests and the like, or nothing.
    ``emoji``, ``kaomoji``, ``decoration``: a pause in their place, or nothing.
    ``gloss``: read or skip what repeats the word before it in symbols or in Latin letters, 銅（Cu）.
    ``laugh``: read （笑） out, or skip it.
    ``quote``: whether 「」 and its kin make a pause. ``breath_moras``: a stretch without any mark
    longer than this gets a short pause at a phrase boundary; 0 turns that off.
    ``second_opinion``: whether a compound that Open JTalk cuts up takes Sudachi's reading.
    """

    url: Literal["host", "word", "skip"] = "word"
    email: Literal["read", "word", "skip"] = "word"
    hash: Literal["word", "skip"] = "skip"
    emoji: Literal["pause", "skip"] = "skip"
    kaomoji: Literal["pause", "skip"] = "skip"
    decoration: Literal["pause", "skip"] = "skip"
    gloss: Literal["read", "skip"] = "skip"
    laugh: Literal["read", "skip"] = "skip"
    quote: Literal["pause", "silent"] = "silent"
    breath_moras: int = 30
    second_opinion: bool = True


SAYING = kinds_of(SayingPolicy) | {"breath_moras": Range(0, 1000, Message("moras")).whole}
"""What the ``[reading]`` table may have."""
