"""What of a book is not its text: cover, title page, contents, colophon, index, the numbers of pages."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.article.epub.contents import types_of
from narrate.article.epub.dates import published_in
from narrate.article.front.contents import is_heading_of_contents
from narrate.article.page.content.furniture import why_silent
from narrate.article.skips.reasons import COLOPHON, CONTENTS
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrate.article.markup import Element
    from narrate.model import Paragraph

_COVER = Message("cover page")
TITLE_PAGE = Message("title page")
_COPYRIGHT = Message("copyright notice")
_INDEX = Message("index of the book")
_CAUTION = Message("notice of the publisher")
_ADVERTISEMENT = Message("advertisement")
_ADDRESS = Message("address in brackets")
_PAGE_NUMBER = Message("page number")

_BY_TYPE = {
    "cover": _COVER, "cover-page": _COVER, "other.cover": _COVER,
    "titlepage": TITLE_PAGE, "title-page": TITLE_PAGE, "halftitlepage": TITLE_PAGE,
    "toc": CONTENTS, "toc-brief": CONTENTS, "loi": CONTENTS, "lot": CONTENTS, "loa": CONTENTS,
    "lov": CONTENTS, "landmarks": CONTENTS, "page-list": CONTENTS,
    "colophon": COLOPHON, "copyright-page": _COPYRIGHT, "imprint": COLOPHON,
    "index": _INDEX, "pagebreak": _PAGE_NUMBER,
}  # fmt: skip
"""By EPUB's Structural Semantics Vocabulary 1.1 and the types of OPF's guide."""
_BY_LABEL = {
    **dict.fromkeys(("表紙", "cover", "coverpage", "カバー"), _COVER),
    **dict.fromkeys(("扉", "本扉", "大扉", "タイトルページ", "titlepage", "title"), TITLE_PAGE),
    **dict.fromkeys(("奥付", "奥付け", "colophon", "底本"), COLOPHON),
    **dict.fromkeys(("著作権", "著作権表示", "copyright", "copyrightpage"), _COPYRIGHT),
    **dict.fromkeys(("索引", "index"), _INDEX),
}
"""What such a document is called, a table of contents aside."""
_BY_CLASS = {
    "p-cover": _COVER, "p-titlepage": TITLE_PAGE, "p-caution": _CAUTION, "p-toc": CONTENTS,
    "p-colophon": COLOPHON, "p-ad": _ADVERTISEMENT,
}  # fmt: skip
"""By the class of a document's body (電書協 EPUB 3 制作ガイド 1.1.3)."""
_WITHIN = {
    "link-target": _ADDRESS, "pg-boilerplate": _CAUTION,
    **dict.fromkeys(("pagenum", "pageno", "page-number", "pagenumber", "page-num"), _PAGE_NUMBER),
}  # fmt: skip
"""Of elements in a document: by Sphinx, by Project Gutenberg, by many."""
_LONGEST_NUMBER = 8
_BY_NAME = {
    "cover": _COVER, "titlepage": TITLE_PAGE, "toc": CONTENTS, "nav": CONTENTS, "colophon": COLOPHON,
    "copyright": _COPYRIGHT, "p-caution": _CAUTION, "p-ad": _ADVERTISEMENT,
}  # fmt: skip
_NAME = re.compile(
    r"(?:^|[/_-])(cover|titlepage|toc|nav|colophon|copyright|p-caution|p-ad)(?:[_-]?\d{1,3})?\.\w+$",
    re.IGNORECASE,
)
"""As the guide of the Japanese publishers' association names files (電書協 EPUB 3 制作ガイド 1.1.3)."""
_SENTENCE = re.compile(r"[。！？」]")
_MOST_SENTENCES = {
    _COVER: 1,
    TITLE_PAGE: 2,
    CONTENTS: 2,
    COLOPHON: 12,
    _COPYRIGHT: 20,
    _INDEX: 5,
    _CAUTION: 20,
    _ADVERTISEMENT: 60,
}
"""Of a document that only its name calls so: what has more is text."""
_SOURCE = re.compile(r"底本|ISBN")
"""What stands in a colophon, and in no chapter that is called so."""
_LONGEST_LABELLED = 100
"""Characters of a cover or a title page that only its label calls so: a poem may have the same name."""
_SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+")
_OF_CHAPTER = re.compile(
    r"第?[0-9０-９〇一二三四五六七八九十]+[章部編節話回.．、 ]|序|プロローグ|エピローグ|まえがき|はじめに"
    r"|前書き|chapter|prologue|preface|introduction|foreword",
    re.IGNORECASE,
)
_FEWEST_NUMBERS = 10
_LINK_SHARE = 0.8
_FEWEST_LINKS = 4
_NOT_INK = re.compile(r"[\W_]+")


_PLAIN = frozenset({"p", "ruby", "rt", "rp", "rb", "br", "span", "div", "b", "i", "em", "strong", "li", "td"})
"""Most of a book's elements; one without attributes says nothing of itself."""


def silent_in(body: Element) -> dict[int, Message]:
    """Why elements of a document, by their `id`, are not its text: by what they say they are."""
    found = {}
    for element in body.all():
        if not element.attributes and element.name in _PLAIN:
            continue
        reason = why_by_type(types_of(element)) or why_silent(element)
        if reason := reason or _why_by_class_within(element):
            found[id(element)] = reason
    return found


def _why_by_class_within(element: Element) -> Message | None:
    """Why an element in a document is not text by a class that makers of books give it."""
    reason = next((_WITHIN[name] for name in element.classes if name in _WITHIN), None)
    is_number = reason is not _PAGE_NUMBER or len(bare(element.text)) <= _LONGEST_NUMBER
    return reason if is_number else None


def why_by_class(body: Element) -> Message | None:
    """Why a document is not text by its class, as Japanese publishers give them."""
    return next((_BY_CLASS[name] for name in body.classes if name in _BY_CLASS), None)


def why_by_type(types: Iterable[str]) -> Message | None:
    """Why what is of these types is not text."""
    return next((reason for kind in sorted(types) if (reason := _BY_TYPE.get(kind))), None)


def lone_notes_in(body: Element) -> Iterator[Element]:
    """Footnotes that an application shows when their mark is touched, and not otherwise."""
    return (e for e in body.all("aside") if not types_of(e).isdisjoint(("footnote", "rearnote", "endnote")))


def why_by_name(name: str, body: Element) -> Message | None:
    """Why a document is not text by its file's name, if what stands in it bears that out."""
    called = _NAME.search(name)
    reason = _BY_NAME[called[1].lower()] if called else None
    most = _MOST_SENTENCES.get(reason, 0) if reason else 0
    return reason if reason and len(_SENTENCE.findall(body.text)) <= most else None


def why_by_label(label: str, body: Element) -> Message | None:
    """The same by what the contents call it, or it calls itself; but chapters are called so, too.

    So what is left out holds no sentence, unless it tells where and when the book came out.
    """
    reason = _BY_LABEL.get(bare(label)) or (CONTENTS if is_heading_of_contents(label) else None)
    if reason is None:
        return None
    text = body.text
    if reason is COLOPHON and (_SOURCE.search(text) or published_in(text)):
        return reason if len(_SENTENCE.findall(text)) <= _MOST_SENTENCES[reason] else None
    is_short = len(bare(text)) <= _LONGEST_LABELLED or reason not in (_COVER, TITLE_PAGE)
    return reason if is_short and not _SENTENCE.search(text) else None


def is_slug(title: str) -> bool:
    """Whether what is called a title is but a name for files: ``developers-reference``."""
    return bool(_SLUG.fullmatch(title))


def may_be_title(text: str) -> bool:
    """Whether a heading may be that of a book: that of a chapter, a cover, the contents is none."""
    is_other = is_heading_of_contents(text) or bare(text) in _BY_LABEL or bool(_OF_CHAPTER.match(text))
    return not is_other and not is_slug(text) and len(text) <= _LONGEST_LABELLED


def is_contents(body: Element) -> bool:
    """Whether a document is nothing but links to others."""
    links = [a for a in body.all("a") if _leads_to_document(a["href"])]
    if len(links) < _FEWEST_LINKS:
        return False
    text = body.text
    linked = sum(len(bare(a.text)) for a in links)
    return linked >= _LINK_SHARE * len(bare(text)) and not _SENTENCE.search(text)


def _leads_to_document(href: str) -> bool:
    return "#" in href or href.lower().endswith("html")


def is_title_page(paragraphs: Iterable[Paragraph], names: frozenset[str]) -> bool:
    """Whether all that a document says is what the package says too: the title, who made the book."""
    known = "\n".join(map(bare, names))
    said = [bare(p.passage.text) for p in paragraphs]
    return (
        bool(said) and all(text and text in known for text in said) and len("".join(said)) <= len(known) + 40
    )


def is_front_of(body: Element, title: str) -> bool:
    """Whether a document is a page of DocBook with the title, its legal notices, who gave what."""
    pages = (element for element in body.all("div") if "titlepage" in element.classes)
    page = next(pages, None)
    whole = bare(body.text)
    return (
        page is not None
        and bool(title)
        and title in bare(page.text)
        and len(bare(page.text)) > 0.9 * len(whole)
    )


def numbers_of_paragraphs(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Which paragraphs are but the numbers of those below them, counted through the book."""
    found = [at for at, p in enumerate(paragraphs) if p.passage.text.isdecimal() and len(p.passage) < 6]
    numbers = [int(paragraphs[at].passage.text) for at in found]
    if len(numbers) < _FEWEST_NUMBERS or 4 * len(numbers) < len(paragraphs):
        return frozenset()
    is_counted = all(0 < after - before < 10 for before, after in pairwise(numbers))
    return frozenset(found) if is_counted else frozenset()


def bare(text: str) -> str:
    """A text without ruby, spaces and marks, in small letters: what two of them are compared by."""
    import unicodedata

    plain = re.sub(r"<rt>.*?</rt>|</?ruby>", "", text)
    return _NOT_INK.sub("", unicodedata.normalize("NFKC", plain)).casefold()
