"""Four times as much of anything takes about four times as long: no article holds narrate up."""

from __future__ import annotations

import cProfile
import pstats
import time
from pathlib import Path

import pytest

from benchmark import benchmark
from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.sections import article_of
from narrate.article.source import source_of
from narrate.model import Metadata, Paragraph, Passage, Role

hostile = benchmark("hostile")
structure = benchmark("structure")
SMALL, LARGE = 4_000, 16_000
NAMES = list(hostile.articles(10))
SHORT_S = 0.05
"""Below that a busy machine says what it likes."""
TRIES = 5
"""A square stays one; what a busy machine adds does not come each time."""
MOST_GROWTH = 9
MOST_OVER_PROSE = 80
"""Marks cost more than prose, each is a token; a hundred times as much is a scan for each."""


@pytest.fixture(scope="module")
def prose_s() -> float:
    text = hostile.PROSE * (LARGE // len(hostile.PROSE.encode()))
    return float(min(hostile.seconds(text, "md") for _ in range(3)))


@pytest.mark.parametrize(
    ("name", "suffix"), [(name, "md") for name in NAMES] + [(name, "txt") for name in NAMES[::3]]
)
def test_time_grows_with_the_text_and_not_with_its_square(name: str, suffix: str, prose_s: float) -> None:
    assert any(is_near_linear(name, suffix, prose_s) for _ in range(TRIES))


def is_near_linear(name: str, suffix: str, prose_s: float) -> bool:
    taken_s = hostile.seconds(hostile.articles(LARGE)[name], suffix)
    if taken_s < SHORT_S:
        return True
    small_s = hostile.seconds(hostile.articles(SMALL)[name], suffix)
    most_s = min(MOST_GROWTH * max(small_s, SHORT_S / MOST_GROWTH), MOST_OVER_PROSE * prose_s)
    return bool(taken_s < most_s)


def profile(piece: str) -> pstats.Stats:
    """Whatever is called while 8 kB of a piece are parsed."""
    for text in (hostile.PROSE, hostile.articles(8_000)[piece]):  # modules are loaded for the first
        source = source_of(Path("essay.md"), f"{text}\n\n本文です。\n")
        front = read_front_matter(source)
        with cProfile.Profile() as profiler:
            parse_article(source, front)
    return pstats.Stats(profiler)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("headings", 120),
        ("headings, empty", 60),
        ("items", 110),
        ("items, stars", 110),
        ("items, empty", 60),
        ("items, numbered", 170),
        ("paragraphs", 60),
        ("lines in Markdown", 90),
        ("breaks", 80),
        ("lines", 110),
        ("square brackets", 130),
        ("indents", 130),
    ],
)
def test_a_line_that_says_little_takes_few_calls(name: str, most: int) -> None:
    assert calls_for_each_line(name) < most


def calls_for_each_line(name: str) -> float:
    construct = structure.CONSTRUCTS[name]
    text = construct.text(4_000)
    for _ in range(2):  # modules are loaded for the first
        source = source_of(Path(f"essay.{construct.suffix}"), text)
        with cProfile.Profile() as profiler:
            parse_article(source, read_front_matter(source))
    line_count: int = text.count("\n")
    return total_calls(pstats.Stats(profiler)) / line_count


def test_the_parser_looks_for_marks_only_where_one_stands() -> None:
    plain = [
        calls
        for (file, _, name), (_, calls, *_) in profile("a\n").stats.items()  # type: ignore[attr-defined]
        if Path(file).name == "parser_inline.py"
    ]
    assert not plain


def total_calls(stats: pstats.Stats) -> int:
    return sum(calls for _, calls, *_ in stats.stats.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize("piece", ["[](", "[a](", "![a]("])
def test_a_destination_that_never_ends_is_not_read_character_by_character(piece: str) -> None:
    assert total_calls(profile(piece)) < 40 * 8_000


@pytest.mark.parametrize("piece", ["|", "|a"])
def test_bars_in_the_text_make_no_pattern_as_long_as_the_text(piece: str) -> None:
    assert total_calls(profile(piece)) < 5 * 8_000


@pytest.mark.parametrize("piece", ["a\n", "a  \n"])
def test_a_line_asks_only_the_rules_that_can_begin_with_its_first_character(piece: str) -> None:
    asked = [
        calls
        for (file, _, _), (_, calls, *_) in profile(piece).stats.items()  # type: ignore[attr-defined]
        if Path(file).name in ("heading.py", "hr.py", "list.py", "fence.py", "blockquote.py")
    ]
    assert sum(asked) < 10


def test_headings_that_are_no_chapters_are_merged_in_time_linear_in_them() -> None:
    assert merging_s(16_000) < 8 * max(merging_s(4_000), SHORT_S / 2)


def merging_s(count: int) -> float:
    """The least CPU time of three for so many headings of one level."""
    text = "題文" * count
    source = source_of(Path("essay.md"), text)
    paragraphs = [
        Paragraph(role, Passage(text[at], range(at, at + 1)), level=2)
        for at, role in enumerate([Role.HEADING, Role.BODY] * count)
    ]
    taken_s = []
    for _ in range(3):
        begun = time.process_time()
        article_of(source, Metadata(), paragraphs, (), ())
        taken_s.append(time.process_time() - begun)
    return min(taken_s)
