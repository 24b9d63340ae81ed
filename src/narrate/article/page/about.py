"""What the head of a page says of it: JSON-LD (schema.org), Open Graph, meta elements, the title element."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.article.front.dates import written_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from narrate.article.markup import Element
    from narrate.model import Metadata, Passage

_ARTICLES = re.compile(
    r"(?:\w*Article|\w*Posting|Report|Review|Chapter|ShortStory|Book|Recipe|HowTo|QAPage|Question)"
)
_NAMES = ("og:title", "twitter:title", "dc.title", "title")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued",
    "pubdate", "publish_date", "cxenseparse:recs:publishtime", "article:published", "weibo:article:create_at",
)  # fmt: skip
_AUTHORS = ("author", "dc.creator", "article:author")
_WRITTEN_BY = re.compile(r"written by|author|by|著者|執筆者?|作者|投稿者", re.IGNORECASE)
_DESCRIPTIONS = ("og:description", "description", "dc.description", "twitter:description")
_SEPARATORS = re.compile(
    r"\s*[|｜»«＞>]\s*|\s+[<＜]\s*|\s+[-–—:：/／・~〜]\s+|\s*[–—]\s*|(?<=[^\s-])\s*[-－]\s(?=\S)|\s[-－](?=\S)"
)
_NO_PERSON = re.compile(
    r"https?://|^@|^(?:admin|administrator|root|user|wordpress|編集部|著者|作者|by)$", re.IGNORECASE
)
_COMPANY = re.compile(
    r"(?:\bInc\.?|\bLtd\.?|\bLLC|\bCorp\.?|新聞社|通信社|出版社?|放送|編集部|製作所|協会|財団|大学|役所|役場)$"
    r"|株式会社|有限会社|合同会社|法人"
)
_DEEPEST = 6
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself. ``names`` are what the article is called, the surest first.

    ``author`` is a person, and ``company`` one that stands in that place. ``address`` is where it says that
    it stands. What is not said is empty.
    """

    names: tuple[str, ...]
    site: str
    author: str
    company: str
    date: date | None
    description: str
    language: str
    title: Passage | None
    address: str

    def filled(self, metadata: Metadata) -> Metadata:
        """Front matter, with what the page says where that is silent."""
        from dataclasses import replace

        return replace(
            metadata,
            author=metadata.author or self.author,
            date=metadata.date or self.date,
            description=metadata.description or self.description,
            language=metadata.language or self.language,
        )


def about_of(page: Element) -> About:
    """What the page says of itself, wherever in it that stands."""
    metas = _metas(page)
    things = [thing for script in page.all("script") for thing in _things(script)]
    article = next((t for t in things if _is_article(t)), {})
    author, company = _authors(article, metas)
    title = page.first("title")
    named = _text(article.get("headline")) or (_text(article.get("name")) if article else "")
    names = [named, *(metas.get(name, "") for name in _NAMES), " ".join(title.text.split()) if title else ""]
    html = page.first("html")
    return About(
        names=tuple(dict.fromkeys(name for name in names if name)),
        site=metas.get("og:site_name", "") or _name_of(article.get("publisher")),
        author=author,
        company=company,
        date=_first_date([_text(article.get("datePublished")), *(metas.get(name, "") for name in _DATES)]),
        description=next((metas[name] for name in _DESCRIPTIONS if metas.get(name)), ""),
        language=_language(html["lang"] or html["xml:lang"] if html else ""),
        title=title.passage if title else None,
        address=_canonical(page) or metas.get("og:url", ""),
    )


def _canonical(page: Element) -> str:
    links = (link["href"].strip() for link in page.all("link") if "canonical" in link["rel"].lower().split())
    return next(filter(None, links), "")


def parts_of_name(name: str) -> list[str]:
    """The parts of a page's name that marks set apart: what it is called, and of which site it is."""
    return [part for part in _SEPARATORS.split(name) if part and part.strip()]


def _metas(page: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in page.all("meta"):
        name = (meta["property"] or meta["name"] or meta["itemprop"]).strip().lower()
        value = " ".join(meta["content"].split())
        if name and value:
            found.setdefault(name, value)
    return found


def _things(script: Element) -> Iterator[Mapping[str, object]]:
    """The objects of a piece of JSON-LD; what is none says nothing."""
    if script["type"].strip().lower() != "application/ld+json":
        return
    try:
        data = json.loads(script.text, strict=False)
    except (ValueError, RecursionError):
        return
    yield from _objects(data)


def _objects(data: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for inner in data:
            yield from _objects(inner, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
        yield from _objects(data.get("mainEntity"), depth + 1)


def _is_article(thing: Mapping[str, object]) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLES.fullmatch(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _name_of(thing: object) -> str:
    return _text(thing.get("name")) if isinstance(thing, dict) else _text(thing)


def _authors(article: Mapping[str, object], metas: Mapping[str, str]) -> tuple[str, str]:
    """Who wrote it, and the company or the office that stands for whoever did."""
    told = article.get("author") or article.get("creator")
    named = {_name_of(one): _is_company(one) for one in (told if isinstance(told, list) else [told])}
    people = [name for name, is_company in named.items() if not is_company and _may_be_person(name)]
    companies = [name for name, is_company in named.items() if is_company and _may_be_person(name)]
    if people:
        return "、".join(people), "、".join(companies)
    others = [metas.get(name, "") for name in _AUTHORS]
    if _WRITTEN_BY.fullmatch(metas.get("twitter:label1", "")):
        others.append(metas.get("twitter:data1", ""))
    other = next(filter(_may_be_person, others), "")
    if not companies and _COMPANY.search(other):
        companies = [other]
    return ("" if other in companies else other), "、".join(companies)


def _is_company(thing: object) -> bool:
    kind = thing.get("@type") if isinstance(thing, dict) else None
    if isinstance(kind, str) and kind.endswith(("Organization", "Corporation")):
        return True
    return kind != "Person" and _COMPANY.search(_name_of(thing)) is not None


def _may_be_person(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and not _NO_PERSON.search(name)


def _first_date(texts: Iterable[str]) -> date | None:
    return next((day for text in texts if text and (day := written_date(text))), None)


def _language(tag: str) -> str:
    """A language tag, if it looks like one (BCP 47)."""
    return tag.strip() if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", tag.strip()) else ""
