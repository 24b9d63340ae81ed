"""Books that are locked, broken or meant to harm: one line each, or what is whole of them."""

from __future__ import annotations

import random
import time

import pytest

from epubs import CONTAINER, article_in, book, files_of, ncx, package, packed, page, said
from narrate.article.epub.names import Names
from narrate.errors import SourceError
from narrate.model import Role

_ONE = {"a.xhtml": page("<h1>朝</h1><p>　船が港を出た。</p>")}
_NOISE = {"noise": random.Random(1).randbytes(300_000)}
_MORE_NOISE = {"more": random.Random(2).randbytes(1_000_000)}
"""What keeps an archive from being refused for how well it is packed."""
_LOCK = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
    ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="OEBPS/{}"/>'
    "</enc:CipherData></enc:EncryptedData></encryption>"
)


def _fault(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        article_in(data)
    told = str(caught.value)
    assert "\n" not in told
    return told.removeprefix("潮の道.epub: ")


def _with(**files: str | bytes | None) -> bytes:
    """A book of one document, with other files, or without some."""
    all_files = files_of(_ONE) | {name: data for name, data in files.items() if data is not None}
    return packed(
        {name: data for name, data in all_files.items() if name not in files or files[name] is not None}
    )


def test_a_book_whose_text_is_locked_is_refused_by_the_locks_name() -> None:
    locked = _LOCK.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "a.xhtml")
    made = _with(**{"META-INF/encryption.xml": locked, "META-INF/license.lcpl": "{}"})
    assert _fault(made) == "the book is locked by DRM (Readium LCP); give one that is not locked"
    made = _with(**{"META-INF/encryption.xml": locked})
    assert "locked by DRM (http://www.w3.org/2001/04/xmlenc#aes128-cbc)" in _fault(made)


@pytest.mark.parametrize("how", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
def test_fonts_may_be_unusable_outside_of_the_book(how: str) -> None:
    made = _with(
        **{"META-INF/encryption.xml": _LOCK.format(how, "f.otf"), "META-INF/rights.xml": "<rights/>"}
    )
    assert said(article_in(made), Role.BODY) == ["船が港を出た。"]


def test_a_book_of_pictures_is_refused_in_one_line() -> None:
    made = book({"a.xhtml": page('<img src="1.jpg" alt="1"/>')})
    assert _fault(made) == "there is nothing to read: it holds images only; give a book that holds text"
    made = packed(
        files_of({})
        | {
            "OEBPS/book.opf": package(
                '<item id="i" href="1.svg" media-type="image/svg+xml"/>', '<itemref idref="i"/>'
            )
        }
    )
    assert "images only" in _fault(made)


def test_a_missing_document_is_a_note_and_the_rest_is_read() -> None:
    files = files_of({**_ONE, "b.xhtml": page("<p>消えた。</p>")})
    del files["OEBPS/b.xhtml"]
    article = article_in(packed(files))
    assert said(article, Role.BODY) == ["船が港を出た。"]
    assert article.notes == ("1 document of the book is missing or damaged: b.xhtml",)


def test_a_book_without_any_of_its_documents_is_refused() -> None:
    assert "names no document that it has" in _fault(_with(**{"OEBPS/a.xhtml": None}))


def test_a_document_that_is_not_well_formed_is_read_all_the_same() -> None:
    broken = '<html><head><title/></head><body><a id="x"/><p>閉じない。<p>次&nbsp;の<i/>段落<br>です。'
    article = article_in(book({"a.xhtml": broken}))
    assert said(article, Role.BODY) == ["閉じない。", "次 の段落です。"]
    assert "no well-formed XML" in article.notes[0]


@pytest.mark.parametrize("written", ["<h1>第一章　港{}<h2>夜</h2>", "<h1>第一章　港{}</h1><h2>夜</h2>"])
def test_a_heading_that_never_ends_makes_no_heading_of_the_text(written: str) -> None:
    lines = "".join(f"<p>{n}隻めの船が静かな港を出る。</p>" for n in range(20))
    article = article_in(book({"a.xhtml": page(written.format(lines))}))
    assert said(article, Role.HEADING) == ["第一章　港", "夜"]
    assert said(article, Role.BODY)[0] == "0隻めの船が静かな港を出る。"


def test_the_container_may_be_missing_where_there_is_one_package() -> None:
    made = _with(**{"META-INF/container.xml": None})
    assert said(article_in(made), Role.BODY) == ["船が港を出た。"]
    two = _with(**{"META-INF/container.xml": "<container/>", "other.opf": "<package/>"})
    assert "does not tell where its package is" in _fault(two)


def test_of_several_packages_the_first_of_the_right_kind_counts() -> None:
    other = '<rootfile full-path="x.pdf" media-type="application/pdf"/><rootfile full-path="OEBPS'
    made = _with(**{"META-INF/container.xml": CONTAINER.replace('<rootfile full-path="OEBPS', other)})
    assert said(article_in(made), Role.BODY) == ["船が港を出た。"]


@pytest.mark.parametrize(
    "href",
    [
        "A.XHTML",
        "../OEBPS/a.xhtml",
        "../../OEBPS/a.xhtml",
        "./a.xhtml",
        "%61.xhtml",
        "../a.xhtml",
        "a.xhtml#x",
    ],
)
def test_a_reference_that_is_slightly_wrong_finds_its_file(href: str) -> None:
    opf = package(f'<item id="d" href="{href}" media-type="application/xhtml+xml"/>', '<itemref idref="d"/>')
    if href == "../a.xhtml":
        files = files_of({}) | {"a.xhtml": _ONE["a.xhtml"], "OEBPS/book.opf": opf}
        assert said(article_in(packed(files)), Role.BODY) == ["船が港を出た。"]
    else:
        assert said(article_in(_with(**{"OEBPS/book.opf": opf})), Role.BODY) == ["船が港を出た。"]


def test_a_reference_that_could_mean_two_files_finds_none() -> None:
    assert Names(["a/X.html", "a/x.HTML"]).find("x.html", "a/p.opf") == ""


def test_names_with_spaces_and_japanese_are_found() -> None:
    assert Names(["本/第 1章.xhtml"]).find("%E7%AC%AC%201%E7%AB%A0.xhtml#a", "本/p.opf") == "本/第 1章.xhtml"


def test_a_package_with_prefixes_is_read() -> None:
    opf = (
        '<opf:package xmlns:opf="http://www.idpf.org/2007/opf"><opf:manifest><opf:item id="d" href="a.xhtml"'
        ' media-type="application/xhtml+xml"/></opf:manifest><opf:spine><opf:itemref idref="d"/></opf:spine>'
        "</opf:package>"
    )
    assert said(article_in(_with(**{"OEBPS/book.opf": opf})), Role.BODY) == ["船が港を出た。"]


def test_a_package_that_is_no_xml_is_read_as_far_as_it_goes() -> None:
    opf = str(files_of(_ONE)["OEBPS/book.opf"]).replace("潮の道", "潮 & 道").replace("</package>", "")
    article = article_in(_with(**{"OEBPS/book.opf": opf}))
    assert (article.metadata.title, said(article, Role.BODY)) == ("潮 & 道", ["船が港を出た。"])


def test_entities_that_a_document_declares_are_not_expanded() -> None:
    inner = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE html [<!ENTITY e0 "爆">{inner}]><html><body><p>前。&e11;後。</p></body></html>'
    article = article_in(book({"a.xhtml": bomb}))
    assert len("".join(said(article))) < 100


def test_a_spine_of_its_own_package_a_loop_of_fallbacks_and_a_flood_of_items_end() -> None:
    manifest = (
        '<item id="o" href="book.opf" media-type="application/xhtml+xml"/>'
        '<item id="p" href="p" media-type="a/b" fallback="q"/><item id="q" href="q" media-type="a/b" fallback="p"/>'
        '<item id="d" href="a.xhtml" media-type="application/xhtml+xml"/>'
    )
    spine = '<itemref idref="o"/><itemref idref="p"/>' + '<itemref idref="d"/>' * 100_000
    spine += "".join(f'<itemref idref="x{n}"/>' for n in range(1000))
    begun = time.perf_counter()
    article = article_in(_with(**_NOISE, **{"OEBPS/book.opf": package(manifest, spine)}))
    assert time.perf_counter() - begun < 20
    assert said(article, Role.BODY) == ["船が港を出た。"]
    assert "1000 documents" in article.notes[0]


@pytest.mark.parametrize("end", ["", "<p>"])
def test_deep_nesting_and_huge_attributes_are_read(end: str) -> None:
    depth, title = 20_000, "長" * 1_000_000
    body = "<div>" * depth + f'<p title="{title}">　船が港を出た。</p>' + "</div>" * depth + end
    made = packed(files_of({"a.xhtml": page(body)}) | _NOISE)
    assert said(article_in(made), Role.BODY) == ["船が港を出た。"]


def test_contents_that_are_deeper_than_anybody_reads_end() -> None:
    listed = '<li><a href="a.xhtml">朝</a><ol>' * 3_000 + "</ol></li>" * 3_000
    assert said(article_in(book(_ONE, contents=listed)), Role.BODY) == ["船が港を出た。"]
    points = '<navPoint><navLabel><text>朝</text></navLabel><content src="a.xhtml"/>' * 3_000
    made = files_of(_ONE, chart="x") | {"OEBPS/toc.ncx": ncx(points + "</navPoint>" * 3_000)}
    assert said(article_in(packed(made)), Role.BODY) == ["船が港を出た。"]


def test_more_text_than_any_book_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrate.article.epub.opening._MOST_BYTES", 100_000)
    flood = {f"{n}.xhtml": page("<p>" + "海" * 10_000 + "</p>") for n in range(8)}
    assert "too large" in _fault(packed(files_of(flood) | _NOISE))


def test_what_is_packed_beyond_measure_is_refused() -> None:
    assert "too large" in _fault(book({"a.xhtml": page("<p>" + "海" * 5_000_000 + "</p>")}))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = _ONE["a.xhtml"].replace(
        "UTF-8", {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}.get(encoding, encoding)
    )
    assert said(article_in(book({"a.xhtml": text.encode(encoding)})), Role.BODY) == ["船が港を出た。"]  # type: ignore[dict-item]


def _whole() -> dict[str, str | bytes]:
    return files_of(
        {
            "a.xhtml": page(
                '<h1>朝</h1><p>　<ruby>港<rt>みなと</rt></ruby>を出た<a href="b.xhtml#n">*1</a>。</p>'
            ),
            "b.xhtml": page(
                '<h1>夜</h1><p>　沖へ&amp;来た。</p><aside epub:type="footnote" id="n">北の港。</aside>'
            ),
        },
        contents='<li><a href="a.xhtml">朝</a></li><li><a href="b.xhtml">夜</a></li>',
    )


def _is_read_or_refused(data: bytes) -> None:
    told = ""
    try:
        article_in(data)
    except SourceError as error:
        told = str(error)
    assert "\n" not in told


def test_cut_off_books_are_refused_in_one_line() -> None:
    data = packed(_whole())
    told = "this is no EPUB file, or a damaged one; get the file again"
    assert _fault(data[:-40]) == _fault(b"no archive at all") == told
    for at in range(4, len(data), max(1, len(data) // 150)):
        _is_read_or_refused(data[:at])


def test_books_with_a_wrong_bit_are_read_or_refused_in_one_line() -> None:
    data = packed(_whole())
    chance = random.Random(7)
    for _ in range(300):
        broken = bytearray(data)
        broken[chance.randrange(4, len(data))] ^= 1 << chance.randrange(8)
        _is_read_or_refused(bytes(broken))


def test_books_with_broken_files_are_read_or_refused_in_one_line() -> None:
    chance = random.Random(11)
    whole = _whole()
    for _ in range(300):
        files = dict(whole)
        name = chance.choice(list(files))
        text = str(files[name])
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.choice((1, 2, 5, 40, 400)))
        put = chance.choice(
            ("", "<", ">", "&", '"', "</", "<p", "\0", "\x0b", "<!--", "]]>", "<![CDATA[", "&#0;")
        )
        files[name] = text[:start] + put + text[end:]
        _is_read_or_refused(packed(files))


def test_books_made_to_keep_a_reader_busy_are_read_in_seconds() -> None:
    many = 10_000
    links = "".join(f'<a id="m{n}" href="#n">{n % 9}</a>' for n in range(many))
    notes = f'<sup>{links}</sup><aside epub:type="footnote" id="n">{"<p>港。</p>" * many}</aside>'
    heads = "".join(f'<h1 id="h{n}">{n}</h1>' for n in range(many))
    listed = "".join(f'<li><a href="a.xhtml#h{n}">x</a></li>' for n in range(many))
    toc = "<p>" + "".join(f'<a href="a.xhtml#h{n}">y</a>' for n in range(many)) + "</p>"
    doctypes = "<!DOCTYPE html [" * many
    for documents, contents in (
        ({"a.xhtml": page(f"<p>船。</p>{notes}")}, ""),
        ({"a.xhtml": page(f"<p>船。</p>{heads}")}, listed),
        ({"a.xhtml": page(f"<p>船。</p>{heads}"), "toc.xhtml": page(toc)}, ""),
        ({"a.xhtml": f"<html><body><p>船。</p>{doctypes}"}, ""),
        ({f"{n}.xhtml": page("<p>船。</p>") for n in range(1_000)}, listed.replace("a.xhtml#h", "0.xhtml#")),
    ):
        begun = time.perf_counter()
        article = article_in(packed(files_of(documents, contents=contents) | _NOISE))
        assert said(article, Role.BODY)[0] == "船。"
        assert time.perf_counter() - begun < 20


def test_a_package_that_is_an_empty_file_is_damaged() -> None:
    made = _with(**{"OEBPS/book.opf": ""})
    assert _fault(made) == "the book's package OEBPS/book.opf is damaged; get the file again"


def test_a_book_of_too_many_documents_is_refused_before_they_are_looked_for() -> None:
    items = "".join(
        f'<item id="d{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(100_000)
    )
    listed = "".join(f'<itemref idref="d{n}"/>' for n in range(100_000))
    made = packed(files_of({}) | {"OEBPS/book.opf": package(items, listed)} | _NOISE | _MORE_NOISE)
    begun = time.perf_counter()
    assert _fault(made) == (
        "the book lists 100000 documents, more than narrate reads; give it in several files"
    )
    assert time.perf_counter() - begun < 3
