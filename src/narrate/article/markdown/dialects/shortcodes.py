"""Shortcodes and template tags (Hugo, Jekyll, MDN and their like): skipped, and their text is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from narrate.article.markdown.dialects.mdx import JAPANESE
from narrate.article.skips.reasons import COMMENT
from narrate.ground.kana import is_kana
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_CLOSERS = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}"}
_STRING = re.compile(
    r"\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|“(?P<c>[^”]*)”"
    rf"|(?<=\s)(?P<d>[^\s\"'“=|]*{JAPANESE.pattern}[^\s\"'“=|]*)(?!\S)"
)
_NAMED = re.compile(
    r"(?<![\w-])(?:text|title|caption|label|summary|content|heading)=(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)')"
)
_NAME = re.compile(r"[-\s]*(?P<name>/?[\w./-]*)(?P<call>[ \t]*\()?")
_CODE = re.compile(
    r"\{(?:\{[<%]|%-?)\s*(?P<name>comment|highlight|codeblock|code|mermaid|prism|plantuml|graphviz|katex|math)\b"
)
_REFERRING = frozenset({"ref", "relref", "link", "post_url", "post_link", "asset_path", "asset_img"})
_RUBY = frozenset({"ruby", "rb", "furigana", "r"})
_TAG = Message("shortcode")


class Search(Protocol):
    """Where what closes a shortcode stands: anywhere, or near."""

    def find(self, closer: str, start: int) -> int:
        """Anywhere behind ``start``; -1 if nowhere."""

    def near(self, closer: str, start: int) -> int:
        """Not far behind ``start``."""


def plain_shortcode(made: Rewriting, start: int, search: Search) -> bool:
    """Leave a shortcode out but for its text; False if it is not closed."""
    text = made.text
    opener = next(o for o in _CLOSERS if text.startswith(o, start))
    closer = _CLOSERS[opener]
    begin = start + len(opener)
    end = search.near(closer, begin)
    inside = text[begin:end] if end >= 0 else "\n\n"
    if "\n\n" in inside or opener in inside:
        return False
    stop = end + len(closer)
    if _code(made, start, stop, search):
        return True
    made.keep(start)
    name = _NAME.match(inside)
    assert name is not None, "a name may be empty"
    spans = _said(made, start, stop, inside, name)
    is_apart = bool(spans) and _is_alone(text, start, stop)
    made.put("\n" if is_apart else "")
    if len(spans) == 2 and is_kana(inside[slice(*spans[1])]):
        _ruby(made, begin, spans[0], spans[1])
    else:
        for first, last in spans[:1]:
            made.drop(begin + first, _TAG)
            made.keep(begin + last)
    made.drop(stop, _TAG)
    made.put("\n" if is_apart else "")
    return True


def _ruby(made: Rewriting, begin: int, base: tuple[int, int], kana: tuple[int, int]) -> None:
    made.drop(begin + base[0] - 1, _TAG)
    made.exchange(begin + base[0], "｜")
    made.keep(begin + base[1])
    made.drop(begin + kana[0] - 1, _TAG)
    made.exchange(begin + kana[0], "《")
    made.keep(begin + kana[1])
    made.exchange(begin + kana[1] + 1, "》")


def _said(made: Rewriting, start: int, stop: int, inside: str, name: re.Match[str]) -> list[tuple[int, int]]:
    """Where in it stands what is read: named text, the strings of a call in a sentence, Japanese strings."""
    if made.text.endswith("](", 0, start) or name["name"].startswith("/") or name["name"] in _REFERRING:
        return []
    named = _NAMED.search(inside)
    if named and not name["call"]:
        return [named.span("a" if named["a"] is not None else "b")]
    strings = [m.span(m.lastgroup or 0) for m in _STRING.finditer(inside)]
    if name["call"]:
        filled = [s for s in strings[1:2] if s[0] < s[1]] or strings[:1]
        return [] if _is_alone(made.text, start, stop) else filled
    if name["name"].lower() in _RUBY and len(strings) >= 2:
        return strings[:2]
    alone = [s for s in strings if JAPANESE.search(inside, *s) and inside[s[0] - 2 : s[0] - 1] != "="]
    return alone[:1]


def _is_alone(text: str, start: int, stop: int) -> bool:
    """Whether nothing but shortcodes stands on the line."""
    before = text[max(text.rfind("\n", max(0, start - 300), start) + 1, start - 300) : start]
    end = text.find("\n", stop, stop + 300)
    behind = text[stop : end if end >= 0 else stop + 300]
    return not re.sub(r"\{\{[^{}]*\}\}", "", before + behind).strip(" \t")


def _code(made: Rewriting, start: int, stop: int, search: Search) -> bool:
    """Code between a pair of shortcodes becomes a fence; a comment goes."""
    match = _CODE.match(made.text, start)
    if not match:
        return False
    is_liquid = match[0].startswith("{%")
    name = match["name"]
    closers = (
        (f"{{% end{name}", f"{{%- end{name}")
        if is_liquid
        else (f"{{{{< /{name}", f"{{{{% /{name}", f"{{{{</{name}")
    )
    ends = [e for e in (search.find(closer, stop) for closer in closers) if e >= 0]
    if not ends:
        return False
    close = made.text.find("}", min(ends))
    tail = close + (1 if is_liquid else 2)
    stop_of_pair = min(tail, len(made.text))
    made.keep(start)
    if name == "comment":
        made.drop(stop_of_pair, COMMENT)
        return True
    made.put("\n\n" + "~" * 9 + "\n")
    made.drop(stop, _TAG)
    made.keep(min(ends))
    made.put("\n" + "~" * 9 + "\n\n")
    made.drop(stop_of_pair, _TAG)
    return True
