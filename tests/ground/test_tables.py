"""Tables as authors write them: what is kept, what is refused, and with which line."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import NarrateError, SettingsError, VoiceError
from narrate.ground.choices import PITCH, SPEED
from narrate.ground.tables import (
    Each,
    Kinds,
    Range,
    TextOr,
    any_text,
    checked_table,
    kinds_of,
    matching,
    must_be,
    one_of,
    or_none,
    truth,
)
from narrate.ground.toml import parse_toml
from narrate.messages import Message

KINDS: Kinds = {
    "name": any_text,
    "loud": truth,
    "speed": SPEED.number,
    "moras": Range(0, 1000, Message("moras")).whole,
    "rate": one_of(64, 96),
    "tag": matching(re.compile(r"[a-z]+"), Message("a tag like ja")),
    "half": must_be(
        Message("an even number"), lambda value: {0: 0, 2: 1}[value] if value in (0, 2) else int("")
    ),
    "pitch": or_none(PITCH.number),
    "voice": {"name": any_text, "speed": SPEED.number},
    "words": Each(any_text, Message("a table from word to kana")),
    "rooms": Each({"speed": SPEED.number}, Message("a table of rooms")),
}


def nowhere(problem: Message, hint: Message, *names: str) -> NarrateError:
    return SettingsError(problem, hint=hint)


def told(table: dict[str, object], kinds: Kinds = KINDS) -> str:
    with pytest.raises(SettingsError) as error:
        checked_table(table, kinds, nowhere)
    return str(error.value)


def test_each_value_is_as_its_kind_keeps_it() -> None:
    table = {
        "name": "猫", "loud": True, "speed": 2, "moras": 30, "rate": 96, "tag": "ja", "half": 2, "pitch": None,
        "voice": {"speed": 1}, "words": {"港": "ミナト"}, "rooms": {1: {"speed": 1}},
    }  # fmt: skip
    kept = checked_table(table, KINDS, nowhere)
    assert kept == table | {"half": 1, "rooms": {"1": {"speed": 1.0}}}
    assert isinstance(kept["speed"], float)
    assert isinstance(kept["voice"]["speed"], float)


def test_an_empty_table_chooses_nothing() -> None:
    assert checked_table({}, KINDS, nowhere) == {}


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (
            {"nam": 1},
            "unknown key 'nam'; there are: name, loud, speed, moras, rate, tag, half, pitch, voice, ",
        ),
        ({"name": 3}, "name is 3; it must be a text in quotes"),
        ({"loud": 1}, "loud is 1; it must be true or false"),
        ({"speed": 9}, "speed is 9; it must be a number from 0.25 to 4"),
        ({"speed": True}, "speed is True; it must be a number from 0.25 to 4"),
        ({"moras": 1.0}, "moras is 1.0; it must be a whole number of moras from 0 to 1000"),
        ({"moras": True}, "moras is True; it must be a whole number of moras from 0 to 1000"),
        ({"moras": 1001}, "moras is 1001; it must be a whole number of moras from 0 to 1000"),
        ({"rate": 65}, "rate is 65; it must be one of 64, 96"),
        ({"rate": 64.0}, "rate is 64.0; it must be one of 64, 96"),
        ({"rate": [64]}, "rate is [64]; it must be one of 64, 96"),
        ({"tag": "JA"}, "tag is 'JA'; it must be a tag like ja"),
        ({"tag": 3}, "tag is 3; it must be a tag like ja"),
        ({"half": 3}, "half is 3; it must be an even number"),
        ({"pitch": 25}, "pitch is 25; it must be a number of semitones from -24 to 24"),
        ({"voice": 3}, "voice is 3; it must be a table of name, speed"),
        ({"voice": {"sped": 1}}, "unknown key 'sped'; there are: name, speed"),
        ({"voice": {"speed": "x"}}, "speed is 'x'; it must be a number from 0.25 to 4"),
        ({"words": []}, "words is []; it must be a table from word to kana"),
        ({"words": {"港": 3}}, "港 is 3; it must be a text in quotes"),
        ({"words": {"a\nb": 3}}, "'a\\nb' is 3; it must be a text in quotes"),
        ({"rooms": {"a b": 3}}, "'a b' is 3; it must be a table of speed"),
        ({"rooms": {"a": {"spede": 3}}}, "unknown key 'spede'; there is: speed"),
    ],
)
def test_what_is_wrong_and_what_to_do_is_one_line(table: dict[str, object], line: str) -> None:
    assert told(table).startswith(line)


def test_a_long_value_is_shown_in_part() -> None:
    assert told({"moras": "長" * 999}).startswith(f"moras is '{'長' * 78}…; it must be")
    assert told({"moras": 10**5000}).startswith("moras is too large; it must be")


def test_the_first_fault_is_told() -> None:
    assert told({"name": "x", "rate": 1, "speed": 9}).startswith("rate is 1")


@pytest.mark.parametrize("value", [0.25, 1, 1.5, 4])
def test_numbers_in_a_range_are_kept(value: float) -> None:
    assert SPEED.number(value) == value


@pytest.mark.parametrize("value", [0.24, 4.01, 0, 10**400, math.nan, math.inf, True, "1", None, [1]])
def test_everything_else_is_not(value: object) -> None:
    with pytest.raises(ValueError, match=r"a number from 0\.25 to 4"):
        SPEED.number(value)


def test_a_range_says_what_it_holds() -> None:
    assert (SPEED.said, PITCH.said) == ("from 0.25 to 4", "of semitones from -24 to 24")
    assert Range(0, 10**9).said == "from 0 to 1000000000"


def test_a_class_says_what_its_fields_may_be() -> None:
    @dataclass
    class Policy:
        url: Literal["host", "skip"] = "host"
        quiet: bool = False

    kinds = kinds_of(Policy)
    assert checked_table({"url": "skip", "quiet": True}, kinds, nowhere) == {"url": "skip", "quiet": True}
    assert told({"url": "all"}, kinds) == "url is 'all'; it must be one of 'host', 'skip'"
    assert told({"quiet": 0}, kinds) == "quiet is 0; it must be true or false"


@pytest.mark.parametrize("kind", [SettingsError, VoiceError])
def test_a_fault_in_a_file_has_its_line_and_its_branch_of_the_tree(kind: type[NarrateError]) -> None:
    for text, line in (
        ("name = 'x'\n\nspeed = 9\n", 3),
        ("name = 'x'\n[voice]\n\nspeed = 9\n", 4),
        ("voice.name = 'x'\nvoice.speed = 9\n", 2),
        ("name = 'x'\nvoice = { name = 'x', speed = 9 }\n", 2),
        ("[rooms]\n[rooms.'港']\nspeed = 9\n", 3),
        ("[voice]\nsped = 9\n", 2),
        ("name = 'x'\n[[voice]]\nname = 'x'\n", 2),
    ):
        file = parse_toml(text, "a.toml", kind)
        with pytest.raises(kind) as error:
            checked_table(file.values, KINDS, file.fault)
        assert (error.value.path, error.value.line) == ("a.toml", line)


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3)
_VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-10, 10),
    _WORDS,
    st.lists(st.integers(), max_size=2),
)


@given(st.dictionaries(st.sampled_from(list(KINDS)) | _WORDS, _VALUES))
def test_a_fault_names_the_first_line_that_is_wrong_by_itself(table: dict[str, object]) -> None:
    rows = [f"{_json(name)} = {_json(value)}" for name, value in table.items()]
    wrong = [number for number, row in enumerate(rows, 1) if _fault(row)]
    fault = _fault("\n".join(rows))
    assert (fault and fault.line) == (wrong[0] if wrong else None)
    assert "\n" not in str(fault)


def _fault(text: str) -> SettingsError | None:
    """The fault of a file; where there is none, each value is what its kind makes of it."""
    file = parse_toml(text, "a.toml")
    try:
        kept = checked_table(file.values, KINDS, file.fault)
    except SettingsError as error:
        return error
    assert kept == {name: KINDS[name](value) for name, value in file.values.items()}  # type: ignore[operator]
    return None


def _json(value: object) -> str:
    """JSON that is TOML as well."""
    return json.dumps(value, ensure_ascii=False)


def test_a_text_may_stand_for_a_table() -> None:
    kinds: Kinds = {"quote": TextOr({"speed": SPEED.number}, any_text)}
    assert checked_table({"quote": "ann"}, kinds, nowhere) == {"quote": "ann"}
    assert checked_table({"quote": {"speed": 2}}, kinds, nowhere) == {"quote": {"speed": 2.0}}
    assert "speed is 9; it must be a number from 0.25 to 4" in told({"quote": {"speed": 9}}, kinds)
    assert "quote is 3; it must be a text in quotes" in told({"quote": 3}, kinds)
