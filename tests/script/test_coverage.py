"""The proof that nothing of a source is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrate.errors import SpeechError
from narrate.messages import Message
from narrate.model import Skip
from narrate.script.coverage import account
from narrate.script.utterances import script_of
from prose import markdown

TEXT = "# 題\n\n朝が**来た**。\n"


def test_skips_come_in_the_order_of_the_source_and_joined() -> None:
    skips = account(script_of(markdown(TEXT)))
    assert [(TEXT[s.start : s.end], s.reason) for s in skips] == [
        ("#", "markup"),
        (" ", "white space"),
        ("\n\n", "white space"),
        ("**", "markup"),
        ("**", "markup"),
        ("\n", "white space"),
    ]


def test_a_lost_character_fails_the_build_with_its_line() -> None:
    script = script_of(markdown(TEXT))
    without = replace(script, skips=tuple(s for s in script.skips if s.start < 3))
    with pytest.raises(SpeechError, match="would be lost") as error:
        account(without)
    assert error.value.line == 3


def test_a_character_both_spoken_and_skipped_fails_the_build() -> None:
    script = script_of(markdown(TEXT))
    both = replace(script, skips=(*script.skips, Skip(5, 6, Message("odd"))))
    with pytest.raises(SpeechError, match="would be spoken twice"):
        account(both)


def test_a_character_spoken_twice_fails_the_build() -> None:
    script = script_of(markdown(TEXT))
    twice = replace(script, sections=script.sections * 2)
    with pytest.raises(SpeechError, match="would be spoken twice"):
        account(twice)
