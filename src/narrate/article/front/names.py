"""What the keys of front matter are called: narrate's own, and those that other tools share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = frozenset({"voice", "speed", "pitch", "pauses", "prosody", "sections", "lexicon", "chapters"})
"""Nobody else means anything by them that narrate could pass over: a wrong one is a fault."""
OWN_TABLES = frozenset({"pauses", "prosody", "sections", "lexicon"})

SHARED: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "題名", "タイトル", "表題"),
    "subtitle": ("subtitle", "副題", "サブタイトル"),
    "author": ("author", "authors", "creator", "writer", "byline", "著者", "作者", "筆者"),
    "date": (
        "date", "published", "publishdate", "publisheddate", "publishedat", "pubdate", "pubdatetime",
        "datepublished", "msdate",
        "created", "createdat", "createddate", "datecreated", "creationdate", "postdate",
        "公開日", "投稿日", "作成日", "日付",
        "lastmod", "moddatetime", "updated", "updatedat", "modified", "lastmodified", "datemodified",
        "lastupdated",
        "更新日",
    ),
    "description": ("description", "summary", "excerpt", "abstract", "概要", "説明", "要約"),
    "language": ("language", "lang", "locale"),
    "category": ("category", "カテゴリー", "カテゴリ"),
    "slug": ("slug",),
    "cover": ("cover",),
}  # fmt: skip
"""The fields of an article's metadata and the keys that give them, the best first."""
DRAFT: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"true", "yes", "on"}),
    "isdraft": frozenset({"true", "yes", "on"}),
    "private": frozenset({"true", "yes", "on"}),
    "ignorepublish": frozenset({"true", "yes", "on"}),
    "published": frozenset({"false", "no", "off"}),
    "publish": frozenset({"false", "no", "off"}),
    "status": frozenset({"draft", "下書き"}),
}
"""What says that an article is not for everybody yet, by the value that says so."""
ORIGIN = frozenset({"source", "asked", "fetched", "digest"})
"""Where a file of the web is from, and when it was fetched: see `narrate.fetch`."""
INNER_TABLES = ("params", "extra")
"""Where Hugo and Zola keep the keys that they do not know themselves."""
_OF_TOOLS = frozenset({"tags", "layout", "categories", "topics", "permalink", "keywords", "emoji", "aliases"})

_BETWEEN_WORDS = re.compile(r"[\s_.-]+")
_KNOWN = OWN | ORIGIN | _OF_TOOLS | frozenset(DRAFT) | {key for keys in SHARED.values() for key in keys}


def plain_name(key: str) -> str:
    """A key however its words are joined: ``publishDate``, ``publish_date`` and ``Publish Date`` are one."""
    return _BETWEEN_WORDS.sub("", key).casefold()


def is_known(key: str) -> bool:
    """Whether a key is one that front matter has."""
    return key in OWN or plain_name(key) in _KNOWN
