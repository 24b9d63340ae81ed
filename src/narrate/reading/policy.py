"""What to do with the parts of a text that are not words: the ``[reading]`` settings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, get_args, get_type_hints

from narrate.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SayingPolicy:
    """How a text is said where more than one way is right. Every field is a key of ``[reading]``.

    ``url``: say the host (``example.com``), the word リンク, or nothing.
    ``email``: read it out, say the word メールアドレス, or nothing.
    ``hash``: say the word 文字列 for hexadecimal digests and the like, or nothing.
    ``emoji``, ``kaomoji``, ``decoration``: a pause in their place, or nothing.
    ``gloss``: read or skip what repeats the word before it in symbols or in Latin letters, 銅（Cu）.
    ``laugh``: read （笑） out, or skip it.
    ``quote``: whether 「」 and its kin make a pause. ``breath_moras``: a stretch without any mark
    longer than this gets a short pause at a phrase boundary; 0 turns that off.
    ``second_opinion``: whether a compound that Open JTalk cuts up takes Sudachi's reading.
    """

    url: Literal["host", "word", "skip"] = "host"
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

    @classmethod
    def from_mapping(cls, settings: Mapping[str, object], *, path: Path | str | None = None) -> SayingPolicy:
        """The policy that a settings table asks for.

        Raises `SettingsError` for an unknown key or a value outside the choices.
        """
        kinds = get_type_hints(cls)
        for key, value in settings.items():
            if key not in kinds:
                known = ", ".join(f.name for f in fields(cls))
                raise SettingsError(
                    f"unknown key {key!r} in [reading]", hint=f"use one of {known}", path=path
                )
            _check(key, value, kinds[key], path)
        return cls(**settings)  # type: ignore[arg-type]


def _check(key: str, value: object, kind: object, path: Path | str | None) -> None:
    choices = get_args(kind)
    if choices and value not in choices:
        hint = "use one of " + ", ".join(map(repr, choices))
        raise SettingsError(f"{key} cannot be {value!r}", hint=hint, path=path)
    if kind is bool and not isinstance(value, bool):
        raise SettingsError(f"{key} cannot be {value!r}", hint="use true or false", path=path)
    if kind is int and (not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1000):
        raise SettingsError(f"{key} cannot be {value!r}", hint="use a whole number from 0 to 1000", path=path)
