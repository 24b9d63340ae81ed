"""The tree of a page: what a browser sees, each character with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article.markup import Element, html_tree
from narrate.article.markup.tree import DEEPEST, passages_in
from narrate.model import NOWHERE

PIECES = st.sampled_from([
    "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<b>", "</b>", "<ruby>", "<rt>", "</ruby>", "</>",
    "<title>", "</title>", "<textarea>", "<svg>", "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#x9727;",
    "&nosuch;", "&", "<", ">", "<a href='", "'", "霧", "港の灯", " ", "\n", "</div>", '<div class="x">',
    "<plaintext>", "<template>", "<select>", "<option>", "𠮷", "<br/>",
])  # fmt: skip
"""Pieces of markup, whole and broken."""


def named(tree: Element, name: str) -> Element:
    found = tree.first(name)
    assert found is not None
    return found


def test_a_character_reference_stands_where_it_begins() -> None:
    text = "<p>港&amp;灯&#x3042;</p>"
    passage = named(html_tree(text), "p").passage
    assert passage.text == "港&灯あ"
    assert list(passage.origins) == [3, 4, 9, 10]


def test_text_that_the_parser_moves_out_of_a_table_keeps_its_place() -> None:
    text = "<table>外<tr><td>内</table>"
    tree = html_tree(text)
    assert [(p.text, p.origins[0]) for p in passages_in(tree)] == [("外", 7), ("内", 16)]
    assert named(tree, "td").text == "内"


def test_tags_that_nobody_wrote_stand_nowhere_in_particular() -> None:
    tree = html_tree("港")
    assert named(tree, "body").text == "港"
    assert named(tree, "body").start <= named(tree, "body").end


def test_an_end_tag_without_a_name_moves_nothing() -> None:
    text = "<p>港</></p><p>灯</p>"
    assert [(p.text, p.origins[0]) for p in passages_in(html_tree(text))] == [("港", 3), ("灯", 14)]


def test_the_words_of_a_program_are_no_text_with_a_place() -> None:
    script = named(html_tree('<script>if (a < b) { x = "</p>" }</script>'), "script")
    assert script.text.startswith("if (a < b)")
    assert set(script.passage.origins) == {NOWHERE}


def test_what_is_nested_a_hundred_thousand_deep_is_read_all_the_same() -> None:
    tree = html_tree("<div>" * 100_000 + "港")
    assert tree.text == "港"
    depth, here = 0, tree
    while inner := next(here.elements, None):
        depth, here = depth + 1, inner
    assert depth <= DEEPEST


@pytest.mark.parametrize("start", [0, 7])
def test_a_page_may_stand_behind_something_else(start: int) -> None:
    text = "x" * start + "<p>港</p>"
    assert list(named(html_tree(text, start), "p").passage.origins) == [start + 3]


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_character_of_the_tree_is_the_one_at_its_place(text: str) -> None:
    for passage in passages_in(html_tree(text)):
        for character, origin in zip(passage.text, passage.origins, strict=True):
            assert origin == NOWHERE or text[origin] in (character, "&")


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_place_is_used_twice(text: str) -> None:
    origins = [o for passage in passages_in(html_tree(text)) for o in passage.origins if o != NOWHERE]
    assert len(origins) == len(set(origins))
