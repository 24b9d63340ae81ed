"""A book is built as any article, and all that is told of a place in it names the part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from epubs import book, page
from narrate.cli.commands.build import _spoken_lines, _to_json
from narrate.cli.commands.plan import _plan_lines, _why_lines
from narrate.cli.unspoken import unspoken_lines
from narrate.errors import UnspokenError
from narrate.messages import Message
from narrate.production.preview import survey_of, survey_to_json
from narrate.speech.tone import ToneReader
from narrate.store.record import load_record
from tone_studio import spoken_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from narrate.model import Reading, Ruby
    from tone_studio import Studio


def _written(studio: Studio, evening: str = "　船が帰る。") -> Path:
    documents = {
        "a.xhtml": page("<h1>朝</h1><p>　船が出る。</p>"),
        "b.xhtml": page(f"<h1>夜</h1><p>　静かだ。</p><p>{evening}</p>"),
    }
    return studio.write(book(documents), "umi.epub")


def test_a_book_becomes_chapters_and_only_what_changed_is_spoken_again(studio: Studio) -> None:
    report = studio.build(_written(studio))
    assert [chapter.title for chapter in report.edition.chapters] == ["潮の道", "朝", "夜"]
    assert studio.build(_written(studio)).is_unchanged
    assert spoken_texts(studio.build(_written(studio, "　船はまだ来ない。"))) == ["船はまだ来ない。"]


def test_a_build_tells_the_part_of_each_sentence(studio: Studio) -> None:
    report = studio.build(_written(studio))
    assert [(s.part, s.line) for s in report.spoken if s.text == "船が帰る。"] == [("OEBPS/b.xhtml", 3)]
    assert any("OEBPS/b.xhtml:3: 船が帰る。" in line for line in _spoken_lines(report.spoken, None))
    told = _to_json([report], [])["editions"][0]["spoken"]
    assert told[-1] == {"text": "船が帰る。", "part": "OEBPS/b.xhtml", "line": 3, "reason": "new"}


def test_a_plan_tells_the_part_of_each_sentence_skip_and_heading(studio: Studio) -> None:
    found = survey_of(studio.request(_written(studio)))
    table = survey_to_json(found, with_why=True)
    last = table["chapters"][-1]["paragraphs"][-1]["utterances"][0]
    assert (last["part"], last["line"]) == ("OEBPS/b.xhtml", 3)
    assert {skip["part"] for skip in table["skipped"]} == {"OEBPS/book.opf", "OEBPS/a.xhtml", "OEBPS/b.xhtml"}
    assert [(h["part"], h["line"], h["text"]) for h in table["headings"]] == [
        ("OEBPS/a.xhtml", 1, "朝"),
        ("OEBPS/b.xhtml", 1, "夜"),
    ]
    assert any("OEBPS/b.xhtml:3:" in line and "船が帰る。" in line for line in _plan_lines(found))
    assert any("OEBPS/b.xhtml:1  夜" in line for line in _why_lines(found))


def test_a_plan_of_an_article_without_parts_names_none(studio: Studio) -> None:
    table = survey_to_json(survey_of(studio.request(studio.write("# 海\n\n船が出る。<br>\n"))), with_why=True)
    assert '"part"' not in str(table).replace("'", '"')


def test_a_sentence_that_cannot_be_spoken_is_told_with_its_part_each_time(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = ToneReader.read

    def mute(self: ToneReader, text: str, rubies: Sequence[Ruby] = ()) -> Reading:
        if "帰" in text:
            raise UnspokenError(Message("it makes noise"))
        return read(self, text, rubies)

    monkeypatch.setattr(ToneReader, "read", mute)
    path = _written(studio)
    for report in (studio.build(path), studio.build(path)):
        (line,) = unspoken_lines(report.unspoken)
        assert f"{path}/OEBPS/b.xhtml:3: it makes noise" in line
    record = load_record(studio.audio, "umi")
    assert record is not None
    assert [u.part for u in record.head.unspoken] == ["OEBPS/b.xhtml"]
    assert survey_to_json(survey_of(studio.request(path)))["unspoken"][0]["part"] == "OEBPS/b.xhtml"
