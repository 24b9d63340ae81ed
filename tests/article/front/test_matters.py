"""Front matter of other tools: what can be used is used, what cannot is a note, and nothing stops the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters import BODY, HELD, SEEN, Matter
from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.source import source_of
from narrate.script.coverage import account
from narrate.script.utterances import script_of


@pytest.mark.parametrize("matter", [*SEEN, *HELD], ids=lambda matter: matter.tool)
def test_what_other_tools_write_is_used_or_noted(matter: Matter) -> None:
    source = source_of(Path("a.md"), matter.text + BODY)
    found = read_front_matter(source)
    assert source.text[found.end :].lstrip("\n") == BODY
    said = {name: str(getattr(found.metadata, name) or "") for name in matter.said}
    assert said == matter.said
    for name in matter.noted:
        assert any(name in note for note in found.notes), (name, found.notes)
    assert bool(found.draft) == matter.is_draft


_PIECES = (
    *("---\n", "+++\n", ";;;\n", "{\n", "}\n", "...\n", "% 題\n", "title: 霧\n", "title = '霧'\n", '"title": "霧",\n'),
    *("date: 2026-11-29\n", "tags: [a, b\n", "tags:\n", "- a\n", "  - b\n", "\t- c\n", "# 見出し\n", "本文。\n", "\n"),
    *("author: @花\n", "title: 霧: 港\n", 'title: "霧\n', "title: {{ x }}\n", "description: |\n", "  行。\n", "---json\n"),
    *("subtitle: *朝*\n", "category: &a [*a]\n", "draft: true\n", "title：霧\n", "<<: *a\n", "? x\n", "! y\n", "[params]\n"),
)  # fmt: skip
wild_matter = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=15).map("".join)


@given(wild_matter, st.sampled_from(["md", "txt"]))
def test_nothing_stops_an_article_and_no_character_is_lost(text: str, suffix: str) -> None:
    source = source_of(Path(f"a.{suffix}"), f"{text}\n{BODY}")
    article = parse_article(source, read_front_matter(source))
    account(script_of(article))


def test_a_title_that_is_switched_off_is_none() -> None:
    source = source_of(Path("a.md"), "---\ntitle: false\nlayout: post\n---\n" + BODY)
    found = read_front_matter(source)
    assert not found.metadata.title
    assert not any("title" in note for note in found.notes)
