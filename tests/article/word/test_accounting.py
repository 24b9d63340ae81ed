"""Whatever stands in a document, each of its characters is spoken or skipped with a reason."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article.word import docx
from article.word.reading import lost_in, script_in
from narrate.article.word.body import Blocks
from narrate.errors import SpeechError

WORDS = st.text(
    st.sampled_from(
        "水車峠の春はゆっくり回る。、「」（）《》｜|&<>\"'* 　\n\t1一Aa①\uf06c\u2028𠮟\u200b\ufeff\xad\u3000\xa0"
    ),
    min_size=1,
    max_size=12,
)
LOOKS = st.sampled_from(
    ["", "<w:b/>", '<w:em w:val="dot"/>', "<w:vanish/>", '<w:sz w:val="40"/>', '<w:rStyle w:val="x"/>']
)
RUNS = st.one_of(
    st.builds(docx.run, WORDS, LOOKS),
    st.builds(docx.ruby, WORDS, st.sampled_from(["みず", "とうげ", "mill", "水", ""])),
    st.builds(docx.image, WORDS),
    st.sampled_from([1, 2, 9]).map(docx.note_mark),
    st.sampled_from(["<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", "<w:r><w:noBreakHyphen/></w:r>"]),
    st.sampled_from(["begin", "separate", "end"]).map(
        lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    ),
    st.sampled_from([" TOC ", "REF a", r"EQ \o\ad(\s\up 9(とうげ),峠)"]).map(
        lambda text: f"<w:r><w:instrText>{text}</w:instrText></w:r>"
    ),
    WORDS.map(lambda text: f"<w:del>{docx.run(text)}</w:del>"),
    WORDS.map(lambda text: f"<m:oMath><m:r>{docx.run(text)}</m:r></m:oMath>"),
)
CONTENTS = st.lists(RUNS, max_size=4).map("".join)
PROPERTIES = st.sampled_from(
    [
        "",
        '<w:outlineLvl w:val="1"/>',
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
        '<w:numPr><w:numId w:val="2"/></w:numPr>',
        "<w:rPr><w:del/></w:rPr>",
        '<w:framePr w:dropCap="drop"/>',
        '<w:pBdr><w:bottom w:val="single"/></w:pBdr>',
        '<w:jc w:val="center"/>',
    ]
)
PARAGRAPHS = st.builds(
    docx.paragraph, CONTENTS, st.sampled_from(["", "a", "1", "2", "a3", "a4", "10", "none"]), PROPERTIES
)
CELLS = st.lists(PARAGRAPHS, max_size=3).map("".join)
BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.lists(st.lists(st.one_of(CELLS, inner), min_size=1, max_size=3).map(tuple), max_size=3).map(
            lambda rows: docx.table(*(tuple(cell or "<w:p/>" for cell in cells) for cells in rows))
        ),
        inner.map(lambda block: f"<w:sdt><w:sdtContent>{block}</w:sdtContent></w:sdt>"),
        inner.map(lambda block: docx.paragraph(docx.box(block))),
        inner.map(lambda block: f"<w:del>{block}</w:del>"),
        st.tuples(inner, inner).map(
            lambda ways: (
                f'<mc:AlternateContent><mc:Choice Requires="wps">{ways[0]}</mc:Choice>'
                f"<mc:Fallback>{ways[1]}</mc:Fallback></mc:AlternateContent>"
            )
        ),
    ),
    max_leaves=4,
)
OTHERS = {
    "styles": docx.styles(),
    "numbering": docx.numbering(("decimal", "第%1章"), ("iroha", "%2")),
    "footnotes": docx.notes("footnote", {1: "注の文。", 2: "もう一つの*注*。"}),
    "core": docx.core("水車の記", "葛城六平", "ja-JP"),
}


@settings(max_examples=100, deadline=None)
@given(st.lists(BLOCKS, max_size=8))
def test_nothing_is_lost_and_nothing_is_said_twice(blocks: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = docx.written(Path(folder) / "a.docx", *blocks, docx.paragraph("水車が回る。" * 3), **OTHERS)
        assert not lost_in(path)


def test_blocks_for_older_programs_are_left_out_with_a_reason(tmp_path: Path) -> None:
    ways = "".join(
        f"<mc:{kind}>{docx.paragraph(text)}</mc:{kind}>"
        for kind, text in (("Choice", "水車が回る。"), ("Fallback", "図が要る。"))
    )
    _, skips = script_in(
        docx.written(tmp_path / "a.docx", f"<mc:AlternateContent>{ways}</mc:AlternateContent>")
    )
    assert "the same for older programs" in {skip.reason for skip in skips}


def test_of_two_notes_with_one_number_the_second_is_left_out_with_a_reason(tmp_path: Path) -> None:
    notes = docx.notes("footnote", {1: "一つめの注。"})
    again = notes.replace("</w:footnotes>", "").partition("</w:footnote>")[2]
    twice = notes.replace("</w:footnotes>", f"{again.replace('一つめ', '二つめ')}</w:footnotes>")
    path = docx.written(
        tmp_path / "a.docx", docx.paragraph(docx.run("回る。") + docx.note_mark(1)), footnotes=twice
    )
    script, skips = script_in(path)
    text = script.article.source.text
    unread = [text[s.start : s.end] for s in skips if s.reason == "footnote that nothing refers to"]
    assert unread == ["二つめの注。"]


def test_words_that_nobody_claims_are_no_tags(tmp_path: Path) -> None:
    path = docx.written(tmp_path / "a.docx", docx.paragraph("水車が回る。"), docx.paragraph("止まる。"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Blocks, "done", lambda blocks: blocks.pieces[1:])
        with pytest.raises(SpeechError, match="would be lost"):
            script_in(path)


def test_a_field_that_ends_for_older_programs_alone_takes_nothing_with_it(tmp_path: Path) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    ways = f"<mc:Choice>{docx.paragraph()}</mc:Choice><mc:Fallback>{docx.paragraph(end)}</mc:Fallback>"
    blocks = (
        docx.paragraph(begin),
        f"<mc:AlternateContent>{ways}</mc:AlternateContent>",
        docx.paragraph("回る。"),
    )
    script, _ = script_in(docx.written(tmp_path / "a.docx", *blocks))
    assert [u.text for u in script.utterances] == ["回る。"]
