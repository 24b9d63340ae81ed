"""Every character of a book is spoken, or left out with a reason, and its place is in its part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubs import article_in, book, page, said
from narrate.article.epub.trees import tree_of
from narrate.article.markup.tree import passages_in
from narrate.errors import SourceError
from narrate.model import Role
from narrate.script.utterances import script_of

if TYPE_CHECKING:
    from narrate.model import Article

_WORDS = st.sampled_from(
    [
        "船が出た。",
        "港",
        "　夜",
        "＊",
        "奥付",
        "底本：「潮」",
        "第一章",
        "&amp;",
        "&#x6d77;",
        "１",
        "\n",
        " ",
        "<br/>",
        "A b.",
    ]
)
_INLINE = st.recursive(
    _WORDS,
    lambda inner: st.one_of(
        st.builds("<b>{}</b>".format, inner),
        st.builds("<ruby>{}<rp>(</rp><rt>かな</rt><rp>)</rp></ruby>".format, inner),
        st.builds('<a epub:type="noteref" href="#n{}">{}</a>'.format, st.integers(0, 2), inner),
        st.builds('<a href="b.xhtml#n{}"><sup>{}</sup></a>'.format, st.integers(0, 2), inner),
        st.builds('<span epub:type="pagebreak">{}</span>'.format, inner),
        st.builds('<span class="em-sesame">{}</span>'.format, inner),
        st.builds('<img src="i.png" alt="{}"/>'.format, st.sampled_from(["", "海", "海の絵", "p.jpg"])),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=5,
)
_BLOCKS = st.recursive(
    st.builds("<p>{}</p>".format, _INLINE) | st.just("<p><br/></p>") | st.just("<hr/>") | _INLINE,
    lambda inner: st.one_of(
        st.builds("<h{0}>{1}</h{0}>".format, st.integers(1, 4), _INLINE),
        st.builds('<aside epub:type="footnote" id="n{}">{}</aside>'.format, st.integers(0, 2), inner),
        st.builds('<li id="n{}">{}</li>'.format, st.integers(0, 2), inner),
        st.builds("<blockquote>{}</blockquote>".format, inner),
        st.builds(
            '<section epub:type="{}">{}</section>'.format,
            st.sampled_from(["chapter", "colophon", "toc"]),
            inner,
        ),
        st.builds("<table><tr><td>{}</td><td>{}</td></tr></table>".format, inner, inner),
        st.builds("<div>{}".format, inner),  # not well-formed
        st.builds("<nav>{}</nav><i/><title/>".format, inner),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=10,
)
_CONTENTS = st.lists(
    st.builds(
        '<li><a href="{}">{}</a></li>'.format, st.sampled_from(["a.xhtml", "b.xhtml#n1", "c.xhtml"]), _WORDS
    ),
    max_size=3,
).map("".join)


@settings(deadline=None)
@given(_BLOCKS, _BLOCKS, _CONTENTS)
def test_every_character_is_spoken_or_left_out_with_a_reason(one: str, other: str, contents: str) -> None:
    made = book({"a.xhtml": page(f"<p>始まり。</p>{one}"), "b.xhtml": page(other)}, contents=contents)
    try:
        article = article_in(made)
    except SourceError:
        return  # all of it was a colophon, say
    script_of(article)  # refuses what is lost or said twice
    _nothing_is_taken_for_markup(article)


def _nothing_is_taken_for_markup(article: Article) -> None:
    source = article.source
    markup = {at for skip in article.skips if skip.reason == "tags" for at in range(skip.start, skip.end)}
    ends = [*(part.start for part in source.parts[1:]), len(source.text)]
    for part, end in zip(source.parts, ends, strict=True):
        for passage in passages_in(tree_of(source.text, part.start, end).root):
            lost = [
                o
                for o, c in zip(passage.origins, passage.text, strict=True)
                if o in markup and not c.isspace()
            ]
            assert not lost, source.text[min(lost) - 20 : max(lost) + 20]


def test_a_place_is_told_by_its_part_and_the_paragraph_in_it() -> None:
    documents = {
        "a.xhtml": page("<h1>朝</h1><p>晴れた。</p>"),
        "b.xhtml": page("<p>曇った。</p><p>海が荒れた。</p>"),
    }
    script = script_of(article_in(book(documents)))
    places = {u.text: (u.place.part, u.place.line) for u in script.utterances}
    assert places["晴れた。"] == ("OEBPS/a.xhtml", 2)
    assert places["海が荒れた。"] == ("OEBPS/b.xhtml", 2)
    path, line = script.article.source.where(script.utterances[-1].passage.known_origins[0])
    assert (str(path), line) == ("潮の道.epub/OEBPS/b.xhtml", 2)


def test_white_space_alone_is_left_out_for_no_reason_of_its_own() -> None:
    documents = {
        "p-cover.xhtml": page('<body class="p-cover">\n <p>潮の道</p>\n</body>'),
        "a.xhtml": page("<p>晴れた。</p>"),
    }
    article = article_in(book(documents))
    shown = [article.source.text[s.start : s.end] for s in article.skips if s.reason == "cover page"]
    assert [text.strip() for text in shown] == ["章", "潮の道"]


@pytest.mark.parametrize(
    ("body", "spoken"),
    [
        ("<h1>一</h1><p>朝が来た。<![CDATA[船が出た。]]>", ["朝が来た。船が出た。"]),
        ("<p>朝&amp;]]>船&lt;]]></p><b>", ["朝&船<"]),
        ("<p>朝が来た。]]>&#x20;]]>船が出た。<br>", ["朝が来た。 船が出た。"]),
    ],
)
def test_marks_of_xml_in_what_is_none_are_no_text(body: str, spoken: list[str]) -> None:
    article = article_in(book({"a.xhtml": page(body)}))
    assert said(article, Role.BODY) == spoken
    assert script_of(article).utterances
