"""Documents in the dialects of many tools: title, chapters, what is said, written down before they were tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge import Case, cases, faults_of
from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.model import Article, Source
from prose import skipped

HERE = Path(__file__).parent
ALL = [case for name in ("developed", "held", "later") for case in cases(HERE / f"{name}.txt")]


def read(name: str, text: str) -> Article:
    source = Source(Path(name), text, "utf-8")
    return parse_article(source, read_front_matter(source))


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_document_comes_out_as_was_written_down_before(case: Case) -> None:
    article = read(case.name, case.text)
    skipped(article)
    assert faults_of(case, article) == []
