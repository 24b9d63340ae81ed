"""Kana with the fall of the pitch, as somebody types it and as it is shown: ``オノ＼エ``."""

from __future__ import annotations

import re

from narrate.errors import UsageError
from narrate.ground.kana import katakana, moras
from narrate.messages import Message
from narrate.reading.accents.notation import FALL, AccentPhrase, marked

_FALL = re.compile(r"[＼\\]")
"""A keyboard may write it in half the width."""


def fall_in(typed: str) -> tuple[str, int | None]:
    """Kana that were typed, in katakana, and the mora after which they fall; ``None`` if they do not say.

    Raises:
        UsageError: they fall more than once, or before the first mora.
    """
    first, *others = _FALL.split("".join(typed.split()))
    if len(others) > 1:
        problem = Message("the pitch of a word falls once")
        raise UsageError(problem, hint=Message("write one {fall}", fall=FALL))
    if others and not first:
        problem = Message("{fall} stands before the first mora", fall=FALL)
        hint = Message("write {fall} behind the mora after which the pitch falls", fall=FALL)
        raise UsageError(problem, hint=hint)
    kana = katakana("".join((first, *others)))
    return kana, len(moras(katakana(first))) if others else None


def with_fall(kana: str, accent: int | None) -> Message | str:
    """Kana with their fall, if it is known."""
    if accent == 0:
        return Message("{kana} (does not fall)", kana=kana)
    return marked([AccentPhrase(tuple(moras(kana)), accent)]) if accent else kana
