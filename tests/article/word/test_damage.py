"""Damaged documents and those made to do harm: one line that tells of it, or what can be read of them."""

from __future__ import annotations

import random
import re
import resource
import time
from typing import TYPE_CHECKING

import pytest

from article.word import docx
from article.word.reading import article_in, script_in
from narrate.article.word import package
from narrate.errors import NarrateError, SourceError
from narrate.ground.archive import members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROSE = "峠の水車は、今年の春にまた回りはじめた。"
FILES = docx.parts(
    docx.paragraph("水車の記", "a3"),
    docx.paragraph("春", "1"),
    docx.paragraph(docx.run(PROSE) + docx.ruby("峠", "とうげ") + docx.note_mark(1)),
    docx.listed("水を引く。", 1),
    docx.table(("春", "多い"), ("夏", docx.table(("川", "少ない")))),
    docx.paragraph(
        docx.field("REF a", docx.run("図1")) + docx.box(docx.paragraph("囲みの話。")) + docx.image("回る水車")
    ),
    styles=docx.styles(),
    numbering=docx.numbering(("decimal", "%1.")),
    footnotes=docx.notes("footnote", {1: "注の文。"}),
    core=docx.core("水車の記", "葛城六平"),
)
WHOLE = docx.packed(FILES)
MAIN = "word/document.xml"
PARTS = sorted(FILES)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
FETCHED = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def read(path: Path, data: bytes) -> str:
    """What happens to a file: ``read``, or the line that is said of it."""
    path.write_bytes(data)
    refused = ""
    try:
        script, _ = script_in(path)
    except SourceError as error:
        refused = str(error)
    assert "\n" not in refused
    assert refused.startswith(str(path)) if refused else script.utterances
    return refused or "read"


def changed(**texts: str | bytes | None) -> bytes:
    """The document with other parts; ``None`` takes one out."""
    files: dict[str, str | bytes] = dict(FILES)
    for name, text in texts.items():
        if text is None:
            del files[name]
        else:
            files[name] = text
    return docx.packed(files)


def test_whatever_bytes_are_cut_off_or_changed_it_is_one_line_or_an_article(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.docx", random.Random(17)
    cut = [WHOLE[: len(WHOLE) * at // 80] for at in range(1, 80)]
    for _ in range(160):
        broken = bytearray(WHOLE)
        for _ in range(chance.randint(1, 5)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        cut.append(bytes(broken))
    assert all(read(path, data) for data in cut)


def test_whatever_is_missing_in_a_part_it_is_one_line_or_an_article(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.docx", random.Random(18)
    for name in PARTS:
        text = FILES[name]
        for at in range(1, 8):
            assert read(path, changed(**{name: text[: len(text) * at // 8]}))
    for _ in range(150):
        name = chance.choice([MAIN, MAIN, *PARTS])
        tags = re.split(r"(?=<)", FILES[name])
        del tags[(start := chance.randrange(len(tags))) : start + chance.randint(1, 3)]
        assert read(path, changed(**{name: "".join(tags)}))


def test_a_document_is_read_without_the_parts_that_only_say_how_it_looks(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for name in PARTS:
        found = read(path, changed(**{name: None}))
        assert found == "read" or name == MAIN
    assert "the archive holds no text" in read(
        path, docx.packed({"[Content_Types].xml": "", "word/styles.xml": ""})
    )


@pytest.mark.parametrize("name", [MAIN, "word/styles.xml", "word/footnotes.xml", "word/numbering.xml"])
def test_a_broken_part_is_named(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / "a.docx", changed(**{name: FILES[name][:-9]}))
    assert f"the document is damaged ({name}); open it in Word and save it again as .docx" in found


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "shift_jis", "euc_jp"])
def test_parts_may_be_in_other_encodings_that_they_tell(tmp_path: Path, encoding: str) -> None:
    declared = FILES[MAIN].replace(
        "UTF-8", encoding.partition("-le")[0].partition("-be")[0].replace("-sig", "")
    )
    assert read(tmp_path / "a.docx", changed(**{MAIN: declared.encode(encoding)})) == "read"


@pytest.mark.parametrize("encoding", ["shift_jis", "no-such-encoding", "utf-16"])
def test_an_encoding_that_does_not_hold_is_damage(tmp_path: Path, encoding: str) -> None:
    declared = FILES[MAIN].replace("UTF-8", "UTF-8" if encoding == "shift_jis" else encoding)
    data = declared.encode("shift_jis" if encoding == "shift_jis" else "utf-8") + b"\xff"
    assert "damaged (word/document.xml)" in read(tmp_path / "a.docx", changed(**{MAIN: data}))


@pytest.mark.parametrize("name", [MAIN, "word/_rels/document.xml.rels", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["undefined", "punycode", "idna", "unicode_escape", "rot13", "utf_7"])
def test_an_encoding_that_none_of_xml_is_counts_as_utf_8(tmp_path: Path, name: str, encoding: str) -> None:
    text = FILES[name]
    assert "UTF-8" in text
    assert read(tmp_path / "a.docx", changed(**{name: text.replace("UTF-8", encoding)})) == "read"


@pytest.mark.parametrize("declaration", [LAUGHS, FETCHED])
@pytest.mark.parametrize("name", [MAIN, "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"])
def test_entities_are_neither_grown_nor_fetched(tmp_path: Path, declaration: str, name: str) -> None:
    text = FILES[name].replace(docx.HEAD, docx.HEAD + declaration).replace("多い", "&b;&a;")
    assert f"damaged ({name})" in read(tmp_path / "a.docx", changed(**{name: text}))


@pytest.mark.parametrize(
    "target", ["document.xml", "../_rels/.rels", "../../../../etc/passwd", "file:///etc/passwd", "", "/", "."]
)
def test_relationships_that_lead_nowhere_or_around_are_no_way(tmp_path: Path, target: str) -> None:
    name = "word/_rels/document.xml.rels"
    text = re.sub(r'Target="[^"]*"', f'Target="{target}"', FILES[name])
    assert read(tmp_path / "a.docx", changed(**{name: text}))


def test_styles_that_stand_on_each_other_in_a_circle_end(tmp_path: Path) -> None:
    circle = docx.styles({"a": ("one", "b", ""), "b": ("two", "a", ""), "1": ("heading 1", "1", "")})
    assert read(tmp_path / "a.docx", changed(**{"word/styles.xml": circle})) == "read"


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "x", "", "1.5", "０", "٣"])
def test_numbers_that_are_none_harm_nothing(tmp_path: Path, number: str) -> None:
    odd = {
        name: re.sub(r'(?<=w:val=")\d+(?=")', number, FILES[name])
        for name in PARTS
        if name.startswith("word/")
    }
    assert read(tmp_path / "a.docx", changed(**odd)) == "read"


def _harmful() -> Iterator[tuple[str, str]]:
    yield "tables", "<w:tbl><w:tr><w:tc>" * 10_000 + docx.paragraph("底") + "</w:tc></w:tr></w:tbl>" * 10_000
    yield "changes", "<w:ins>" * 20_000 + docx.paragraph("底") + "</w:ins>" * 20_000
    yield "fields", docx.paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5_000)
    yield "attribute", f'<w:p w:x="{"a" * 5_000_000}"/>'
    yield "carried", docx.paragraph("水", properties="<w:rPr><w:del/></w:rPr>") * 3_000
    yield "instruction", docx.paragraph(docx.field("EQ " + r"\o(\s\up " * 3_000, docx.run("水")))
    yield "ruby", docx.paragraph(docx.ruby("水", "みず") * 1_000)


@pytest.mark.parametrize(("kind", "block"), list(_harmful()), ids=[kind for kind, _ in _harmful()])
def test_what_is_made_to_do_harm_takes_little_time_and_memory(
    tmp_path: Path, kind: str, block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "MOST_EXPANSION", 100_000)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    path = docx.written(tmp_path / "a.docx", docx.paragraph(PROSE), block)
    refused = ""
    try:
        article_in(path)
    except NarrateError as error:
        refused = str(error)
    assert ("nested too deeply" in refused) is (kind in ("tables", "changes"))
    assert time.process_time() - began < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_a_document_that_grows_without_bound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = changed(**{MAIN: FILES[MAIN].replace("<w:body>", "<w:body>" + " " * 4_000_000)})
    assert "the document is too large" in read(tmp_path / "a.docx", bomb)
    monkeypatch.setattr(package, "MOST_TAGS", 100)
    assert "the document is too large" in read(tmp_path / "a.docx", WHOLE)


def test_a_part_that_is_there_twice_or_locked_is_refused(tmp_path: Path) -> None:
    locked = bytearray(WHOLE)
    locked[WHOLE.index(b"PK\x01\x02", WHOLE.index(b"PK\x01\x02") + 1) + 8] |= 1
    at = WHOLE.rindex(MAIN.encode())
    locked[at - 46 + 8] |= 1
    assert "password" in read(tmp_path / "a.docx", bytes(locked))
