"""The tree of an XML document, each character with its place."""

from __future__ import annotations

import pytest

from narrate.article.markup import XmlError, xml_tree
from narrate.article.markup.tree import passages_in


def test_every_text_stands_where_it_is_written() -> None:
    text = "<?xml version='1.0'?><a xmlns:h='x'><h:p>港&amp;灯<br/>&#x3042;</h:p><![CDATA[a<b]]></a>"
    tree = xml_tree(text)
    assert [e.name for e in tree.all()] == ["", "a", "p", "br"]
    for passage in passages_in(tree):
        for character, origin in zip(passage.text, passage.origins, strict=True):
            assert text[origin] in (character, "&")
    assert tree.text == "港&灯あa<b"


def test_an_element_ends_behind_its_tag() -> None:
    text = "<a><b/>港<c></c></a>"
    tree = xml_tree(text)
    assert [text[e.start : e.end] for e in tree.all("a", "c")] == [text, "<c></c>"]


def test_entities_of_html_are_known() -> None:
    assert xml_tree("<a>港&nbsp;灯&hellip;</a>").text == "港\xa0灯…"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "港">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY % b "港">]><a/>',
        '<!DOCTYPE a [<!ATTLIST b c CDATA "港">]><a><b/></a>',
    ],
)
def test_a_document_that_declares_what_makes_it_grow_is_refused(text: str) -> None:
    with pytest.raises(XmlError) as caught:
        xml_tree(text)
    assert caught.value.declares_entities


def test_a_fault_tells_its_line() -> None:
    with pytest.raises(XmlError) as caught:
        xml_tree("<a>\n<b>\n</a>")
    assert (caught.value.line, caught.value.declares_entities) == (3, False)


def test_nothing_is_fetched(tmp_path: object) -> None:
    text = f'<!DOCTYPE a SYSTEM "file://{tmp_path}/none.dtd"><a>港</a>'
    assert xml_tree(text).text == "港"
