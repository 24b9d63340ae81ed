"""The reading key: a digest of everything that decides an utterance's labels, and of nothing else."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.ground.choices import OWN_ENGINE
from narrate.ground.versions import installed_version
from narrate.reading.code import reading_code
from narrate.reading.text.said import as_said, is_said_as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Ruby
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.policy import SayingPolicy

_ENGINES = ("pyopenjtalk-plus", "sudachipy", "sudachidict_core", "kanalizer")


def reading_key(
    text: str,
    rubies: Sequence[Ruby],
    lexicon: Lexicon,
    policy: SayingPolicy,
    engine: str = OWN_ENGINE,
    stressed: Sequence[tuple[int, int]] = (),
) -> str:
    """The hex digest of what decides how a text is read for an engine, and what of it is stressed.

    Of the lexicon only the entries that can match count, so an edit to it reads anew only the sentences
    with that word. Needs no engine.
    """
    words = lexicon.signature(*_forms(text, rubies, lexicon, policy))
    spans = [(ruby.start, ruby.end, ruby.kana) for ruby in rubies]
    digest = _constants(policy, engine, with_shipped=lexicon.with_shipped).copy()
    emphasis = (repr(stressed),) if stressed else ()
    digest.update("\0".join((text, repr(spans), *words, *emphasis)).encode())
    return digest.hexdigest()[:32]


def _forms(text: str, rubies: Sequence[Ruby], lexicon: Lexicon, policy: SayingPolicy) -> tuple[str, ...]:
    """The text as written and, if that may be different, as said: both can hold a word of the lexicon."""
    if not lexicon.own or is_said_as_written(text):
        return (text,)
    return text, as_said(text, [*rubies, *lexicon.foreign_words(text, rubies)], policy).text


@lru_cache(maxsize=32)
def _constants(policy: SayingPolicy, engine: str, *, with_shipped: bool) -> hashlib._Hash:
    """Any change to this package counts, its lexicon too: what is read again is not yet spoken again."""
    versions = [f"{name}={installed_version(name)}" for name in _ENGINES]
    parts = (reading_code(), versions, with_shipped, policy, engine)
    return hashlib.sha256(f"{parts!r}\0".encode())
