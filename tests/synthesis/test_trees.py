"""Patterns of labels match as HTS matches them, in time that grows with the label alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.synthesis.trees import question_of

PATTERNS = st.text("ab*?", min_size=1, max_size=6)


def matches(pattern: str, label: str) -> bool:
    """By the definition: ``*`` is any run of letters, ``?`` any one."""
    if not pattern:
        return not label
    if pattern[0] == "*":
        return any(matches(pattern[1:], label[at:]) for at in range(len(label) + 1))
    return bool(label) and pattern[0] in ("?", label[0]) and matches(pattern[1:], label[1:])


@given(st.lists(PATTERNS, min_size=1, max_size=3), st.text("ab", max_size=8))
def test_a_question_asks_for_any_of_its_patterns(patterns: list[str], label: str) -> None:
    assert question_of(patterns)(label) == any(matches(pattern, label) for pattern in patterns)


@pytest.mark.parametrize(
    ("pattern", "label", "answer"),
    [
        ("*-a+*", "x^k-a+N=b/A:1", True),
        ("*-a+*", "x^k-A+N=b/A:1", False),
        ("sil^*", "sil^k-a+N=b/A:1", True),
        ("*-1?", "x/K:1-12", True),
        ("*/A:-??+*", "x/A:-12+1", True),
        ("*.[a]*", "x.[a]y", True),
    ],
)
def test_letters_mean_themselves(pattern: str, label: str, answer: bool) -> None:
    assert question_of([pattern])(label) is answer


def test_a_pattern_of_many_stars_takes_no_longer_than_one() -> None:
    question = question_of(["*a" * 40 + "*b"])
    begun = time.process_time()
    assert not question("a" * 2_000)
    assert time.process_time() - begun < 1.0
