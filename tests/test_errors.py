"""The error tree: one line each, one code a branch."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from narrate import errors
from narrate.errors import ExitCode, NarrateError
from narrate.messages import Either, Foreign, Listed, Message, Written, counted

KINDS = [
    k
    for k in vars(errors).values()
    if isinstance(k, type) and issubclass(k, NarrateError) and k is not NarrateError
]


def test_every_branch_has_a_code_of_its_own() -> None:
    codes = [kind.exit_code for kind in KINDS if kind.__base__ is NarrateError]
    assert len(set(codes)) == len(codes)
    assert not {ExitCode.OK, ExitCode.FAILED} & set(codes)


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    for kind in KINDS:
        if kind.exit_code != ExitCode.INTERRUPTED:
            assert f"+-- {kind.__name__:<22}   {int(kind.exit_code)}" in (errors.__doc__ or ""), kind


@pytest.mark.parametrize("kind", KINDS)
def test_errors_are_one_line_and_cross_process_borders(kind: type[NarrateError]) -> None:
    error = kind(Message("it is odd"), hint=Message("mend it"), path=Path("a.md"), line=3)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "a.md:3: it is odd; mend it"
    assert (type(again), again.line, again.exit_code) == (kind, 3, kind.exit_code)


@pytest.mark.parametrize(
    "value",
    [
        Written("a\n"),
        Written({"a": ["b"] * 99}),
        Listed(["a", Message("it is odd")]),
        Either(["a", 1]),
        Foreign("No such file"),
        counted("{count} file", "{count} files", 2),
        Path("a.md"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_message_is_made_of_crosses_too(value: object) -> None:
    error = NarrateError(Message("{value} is odd", value=value))
    again = pickle.loads(pickle.dumps(error)).problem.values["value"]
    assert (again, type(again), str(again)) == (value, type(value), str(value))
    assert getattr(again, "as_written", "") == getattr(value, "as_written", "")


def test_what_is_not_known_is_left_out() -> None:
    assert str(NarrateError(Message("it is odd"))) == "it is odd"
    assert str(NarrateError(Message("it is odd"), path="a.md")) == "a.md: it is odd"
    assert str(NarrateError(Message("it is odd"), line=3)) == "it is odd"
