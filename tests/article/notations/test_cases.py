"""Texts in the notations of novel sites, blogs and wikis, and subtitles: title, chapters, what is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from judge import Case, cases, faults_as_named
from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.source import source_of

HERE = Path(__file__).parent
ALL = [*cases(HERE / "developed.txt"), *cases(HERE / "held.txt"), *cases(HERE / "further.txt")]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_text_comes_out_as_was_written_down_before(case: Case) -> None:
    assert faults_as_named(case) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.adoc", "= 潮\n青井みなと <a@b.c>\nv1, 2024-05-01\n\n潮を書く。\n"),
        ("a.adoc", "= 潮\n:author: 青井みなと\n:revdate: 2024-05-01\n\n潮を書く。\n"),
        ("a.rst", "潮\n====\n\n:著者: 青井みなと\n:日付: 2024-05-01\n\n潮を書く。\n"),
        ("a.rst", ":Author: 青井みなと\n:Date: 2024-05-01\n\n潮を書く。\n"),
    ],
)
def test_author_and_day_are_those_that_a_notation_has_a_place_for(name: str, text: str) -> None:
    source = source_of(Path(name), text)
    article = parse_article(source, read_front_matter(source))
    assert (article.metadata.author, article.metadata.date) == ("青井みなと", date(2024, 5, 1))
    assert "潮を書く。" in [p.passage.text for s in article.sections for p in s.paragraphs]
