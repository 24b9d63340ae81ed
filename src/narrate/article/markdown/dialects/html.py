"""HTML and the tags of components in a Markdown text -> CommonMark: the text is read, only the tags go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects.opaque import Backticks, lucid_stretches
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrate.article.rewriting import Rewriting

_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
_TAG = re.compile(
    r"(?P<code>`+)|(?P<escape>\\[!-/:-@\[-`{-~])|(?P<auto><(?:https?://|[\w.+-]+@)[^<>\s]*>)"
    r"|(?P<declared><!(?:DOCTYPE|\[CDATA\[)[^<>]*>|<\?[^<>]*\?>|\]\]>|</?>)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9_.:-]*+)"
    r"(?P<attributes>(?:\s++(?:[A-Za-z0-9_:@.#$*-]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|"
    + _BRACES
    + r"|[^\s\"'=<>`{}]++))?|"
    + _BRACES
    + r")|(?<=[\"'}])(?=[\w/]))*+)\s*+(?P<single>/?)>",
    re.IGNORECASE,
)
_STARTS = re.compile(r"[`\\<\]]")
_ATTRIBUTE = r"(?<![\w-]){}\s*=\s*(?:\{{?\"(?P<a>[^\"]+)\"|\{{?'(?P<b>[^']+)')"
_ALT = re.compile(_ATTRIBUTE.format("alt"), re.IGNORECASE)
_SRC = re.compile(_ATTRIBUTE.format("src"), re.IGNORECASE)
_TITLE = re.compile(_ATTRIBUTE.format("(?:title|label|summary|heading|caption)"))
_NUMBER = re.compile(r"(?<![\w-])(?:start|value)\s*=\s*[\"']?(\d{1,8})", re.IGNORECASE)
_DEEPEST_LIST = 100
_INDENT = re.compile(r"[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?")
_TABLE_ROW = re.compile(r"[ \t>]*\|")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_LINE_MARK = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)*")
_JOINT = re.compile(r"[ \t\u3000]*(?:と|や|から|または|か|、|・|/|…|\.{3}|〜|～)[ \t\u3000]*")
"""What stands between two tags that a sentence speaks of."""
_PARTICLE = re.compile(r"[ \t]+(?:[をがはでとのにもや]|タグ|要素)")
_APART = " \u3000「『（("
_NEAR = 2_000
"""Characters; the paragraph that a tag stands in is hardly longer."""

_RUBY = frozenset({"ruby", "rb", "rt", "rp", "rtc", "rbc"})
_BLOCKS = frozenset({
    "address", "article", "aside", "base", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "frame", "frameset", "header", "html", "legend", "link", "main", "menu", "menuitem",
    "meta", "noframes", "ol", "optgroup", "option", "p", "param", "picture", "search", "section",
    "source", "summary", "table", "tbody", "tfoot", "thead", "track", "ul",
})  # fmt: skip
_SILENT = frozenset({
    "script", "style", "svg", "iframe", "canvas", "audio", "video", "object", "noscript",
    "select", "textarea", "math",
})  # fmt: skip
_AROUND = frozenset({"head", "title", "nav", "button", "template"})
"""What belongs to the page, not to the article, unless it stands within a sentence."""
_INLINE = frozenset({
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "br", "cite", "code", "data",
    "datalist", "del", "dfn", "em", "embed", "font", "hgroup", "hr", "i", "img", "input", "ins", "kbd",
    "label", "li", "map", "mark", "marquee", "meter", "nobr", "output", "pre", "progress", "q", "s", "samp",
    "slot", "small", "span", "strike", "strong", "sub", "sup", "td", "th", "time", "tr", "tt", "u", "var",
    "wbr",
})  # fmt: skip
"""Of HTML's elements those that are neither blocks nor silent, nor headings."""
_UNCLOSED = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "option", "hr"})
"""Elements that need no tag at their end."""
_UNMENTIONED = _RUBY | {"br", "wbr"}
"""What stands within sentences, without a partner."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ELEMENTS = _RUBY | _BLOCKS | _SILENT | _AROUND | _INLINE | _HEADINGS.keys()
_HTML = Message("HTML")
_MENTIONED = _ELEMENTS - _UNMENTIONED
_SLOT = re.compile(r"#|v-slot|slot\b")
"""A component gets such a template for a text."""
_PAGE = Message("frame of an HTML page")
_PROGRAM = Message("program or picture in HTML")
_FENCE = "~" * 9
_TABLE = "\n\n|.|\n|-|\n\n"


class _Walk:
    """Where in the HTML the rewriting stands.

    ``mark`` is what the next block begins with, None inside of a block; ``row`` is None outside of a row of a
    table, else how many of its cells said something; ``heading`` is the element that the heading is.
    """

    def __init__(self, made: Rewriting, comma: str, *, is_mdx: bool, reads_tables: bool) -> None:
        self.made = made
        self.comma = comma
        self.is_mdx = is_mdx
        self.reads_tables = reads_tables
        self.backticks = Backticks(made.text)
        self.mark: str | None = None
        self.row: int | None = None
        self.heading = ""
        self.needs_comma = False
        self.line = self.looked_to = 0
        self.unclosed: set[str] = set()
        self.lists: list[int] = []

    @property
    def is_on_one_line(self) -> bool:
        """Whether what is said here must not be parted: in a heading, and in a row of a table."""
        return bool(self.heading) or self.row is not None

    def text(self, end: int) -> None:
        """Take the text up to ``end``."""
        made = self.made
        stretch = made.text[made.at : end]
        if not stretch or stretch.isspace():
            if self.mark is not None or self.is_on_one_line:
                made.drop(end, _HTML)
            else:
                made.keep(end)
            return
        if self.is_on_one_line and _BLANK_LINE.search(stretch):
            self.heading, self.row = "", None
        self.say()
        if self.is_on_one_line:
            made.drop(made.at + len(stretch) - len(stretch.lstrip()), _HTML)
            self.on_one_line(end)
        made.keep(end)

    def on_one_line(self, end: int) -> None:
        """Take the text up to ``end`` without its line breaks."""
        made = self.made
        text = made.text
        for match in _LINE_BREAK.finditer(text, made.at, end):
            made.keep(match.start())
            made.drop(match.end(), _HTML)
            if match.end() < end and (text[match.start() - 1] + text[match.end()]).isascii():
                made.put(" ")
        made.keep(end)

    def say(self) -> None:
        """Something is said here."""
        if self.mark is not None:
            self.made.put(f"\n\n{self.mark}")
        if self.needs_comma and self.row:
            self.made.put(self.comma)
        if self.row is not None:
            self.row += 1
        self.needs_comma, self.mark = False, None

    def begin(self, mark: str = "") -> None:
        """What follows is a block of its own, which begins with ``mark``."""
        if not self.heading and (self.row is None or mark):
            self.mark = mark or self.mark or ""

    def end(self, end: int) -> None:
        """Take all up to ``end``, behind which a new block begins."""
        self.text(max(end, self.made.at))
        if self.mark is not None:
            self.made.put("\n\n")
        self.heading, self.row, self.needs_comma, self.mark = "", None, False, None

    def find_close(self, name: str, start: int) -> tuple[int, int] | None:
        """Where the element is closed; an element that is closed nowhere is looked for only once."""
        if name in self.unclosed:
            return None
        found = re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE).search(self.made.text, start)
        if found is None:
            self.unclosed.add(name)
            return None
        return found.span()


def plain_html(made: Rewriting, comma: str, *, is_mdx: bool, reads_tables: bool) -> None:
    """Write what HTML and components' tags enclose as CommonMark; ruby and line breaks stay."""
    if "<" not in made.text:
        return
    walk = _Walk(made, comma, is_mdx=is_mdx, reads_tables=reads_tables)
    for start, end, *_ in lucid_stretches(made.text, has_indented=not is_mdx):
        _scan(walk, max(start, made.at), end)


def _scan(walk: _Walk, at: int, end: int) -> None:
    text = walk.made.text
    while at < end:
        start = _STARTS.search(text, at, end)
        if start is None:
            break
        at = start.end()
        match = _TAG.match(text, start.start(), end)
        if match is None:
            continue
        if match["name"] is None:
            _no_tag(walk, match)
        else:
            _tag(walk, match)
        at = max(at, walk.made.at, match.end() if match["name"] is None else 0)
    if walk.is_on_one_line or walk.mark is not None:
        walk.end(end)


def _no_tag(walk: _Walk, match: re.Match[str]) -> None:
    if match["code"] is not None:
        end = walk.backticks.end_of(match.start(), len(match[0]))
        walk.text(end if end >= 0 else match.end())
    elif match["declared"] is not None:
        walk.text(match.start())
        walk.made.drop(match.end(), _HTML)


def _tag(walk: _Walk, match: re.Match[str]) -> None:
    name = match["name"].lower()
    if _is_no_tag(walk, match) or _is_mentioned(walk, match):
        walk.text(match.start())
        walk.made.put("\\")
        walk.made.keep(match.end())
        return
    if name in _RUBY or (name == "br" and not _is_alone(walk.made.text, match)):
        walk.text(match.end())
        return
    is_component = match["name"][0].isupper() or "-" in name or "." in name
    if not is_component and name in _RULES:
        walk.text(match.start())
        _RULES[name](walk, match)
        if walk.made.at < match.end():
            walk.made.drop(match.end(), _HTML)
    elif is_component and name not in _SILENT:
        _component(walk, match)
    elif name in _SILENT:
        _silent(walk, match)
    elif name in _AROUND:
        _around(walk, match)
    else:
        walk.text(match.start())
        walk.made.drop(match.end(), _HTML)


def _is_no_tag(walk: _Walk, match: re.Match[str]) -> bool:
    """Whether it only looks like a tag: a type's parameter, ``List<String>``, or a name to be filled in."""
    if walk.is_mdx or match["close"] or match["single"] or match["attributes"].strip():
        return False
    if match["name"].lower() in _ELEMENTS or _is_alone(walk.made.text, match):
        return False
    return walk.find_close(match["name"].lower(), match.end()) is None


def _is_mentioned(walk: _Walk, match: re.Match[str]) -> bool:
    """Whether a sentence speaks of the tag: prose stands on both sides of it, and it has no partner."""
    name = match["name"].lower()
    if walk.is_on_one_line or walk.is_mdx or name not in _MENTIONED:
        return False
    if match["single"] or match["attributes"].strip():
        return False
    text = walk.made.text
    before = text[max(0, match.start() - _NEAR) : match.start()].rpartition("\n")[2]
    behind = text[match.end() : match.end() + _NEAR].partition("\n")[0].strip()
    said = _LINE_MARK.sub("", before)
    if not behind or behind[0] in "<|" or said.startswith(("<", "|")):
        return False
    if not said.strip():
        return said != before and name not in _UNCLOSED and not _has_partner(text, match)
    return _goes_on(said, name) and not _has_partner(text, match)


def _goes_on(said: str, name: str) -> bool:
    """Whether the sentence before a tag is not at its end, as it is where a block begins."""
    if name in _UNCLOSED and said[-1] not in _APART:
        return False
    return said.rstrip()[-1] not in "。！？!?>"


def _has_partner(text: str, match: re.Match[str]) -> bool:
    """Whether the element that the tag begins or ends has its other tag in the paragraph, and a text."""
    name = re.escape(match["name"])
    if match["close"]:
        near = text[max(0, match.start() - _NEAR) : match.start()]
        opened = [m.end() for m in re.finditer(rf"<{name}\b[^<>]*>", near, re.IGNORECASE)]
        return bool(opened) and not _is_between(near[opened[-1] :])
    near = _BLANK_LINE.split(text[match.end() : match.end() + _NEAR], maxsplit=1)[0]
    closed = re.search(rf"</{name}\s*>", near, re.IGNORECASE)
    return closed is not None and not _is_between(near[: closed.start()])


def _is_between(text: str) -> bool:
    """Whether it is no element's text, but stands in a sentence that speaks of both tags."""
    return bool(_JOINT.fullmatch(text) or _PARTICLE.match(text))


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether nothing but tags stands beside the tag on its line."""
    return _stands_apart(text, *match.span())


def _in_table(walk: _Walk, at: int) -> bool:
    """Whether the line is a row of a table in Markdown, which must stay one line."""
    text = walk.made.text
    walk.line = max(walk.line, text.rfind("\n", walk.looked_to, at) + 1)
    walk.looked_to = at
    return bool(_TABLE_ROW.match(text, walk.line, at))


def _block(walk: _Walk, match: re.Match[str]) -> None:
    if _in_table(walk, match.start()):
        return
    walk.begin()
    _past_indent(walk, match)


def _past_indent(walk: _Walk, match: re.Match[str]) -> None:
    """Leave out the tag and the indentation of what follows."""
    if walk.heading or walk.row is not None:
        return
    walk.made.drop(match.end(), _HTML)
    indent = _INDENT.match(walk.made.text, match.end())
    if indent:
        walk.made.drop(indent.end(), _HTML)


def _heading(walk: _Walk, match: re.Match[str]) -> None:
    name = match["name"].lower()
    if walk.heading or _in_table(walk, match.start()):
        if match["close"] and walk.heading == name:
            walk.heading = ""
            walk.mark = ""
            _past_indent(walk, match)
        return
    if not match["close"]:
        walk.row = None
        walk.begin("#" * _HEADINGS[name] + " ")
        walk.heading = name
    else:
        _block(walk, match)


def _list(walk: _Walk, match: re.Match[str]) -> None:
    """A list with numbers or without; outside of it ``lists`` has the next number, 0 for none."""
    if match["close"]:
        walk.lists = walk.lists[:-1]
    elif len(walk.lists) < _DEEPEST_LIST:
        start = _NUMBER.search(match["attributes"])
        walk.lists.append(int(start[1] if start else 1) if match["name"].lower() == "ol" else 0)
    _block(walk, match)


def _item(walk: _Walk, match: re.Match[str]) -> None:
    if _in_table(walk, match.start()):
        return
    if match["close"]:
        _block(walk, match)
    elif not walk.heading and walk.row is None:
        number = _NUMBER.search(match["attributes"])
        if number and walk.lists and walk.lists[-1]:
            walk.lists[-1] = int(number[1])
        walk.begin(f"{walk.lists[-1]}. " if walk.lists and walk.lists[-1] else "- ")
        if walk.lists and walk.lists[-1]:
            walk.lists[-1] += 1
        _past_indent(walk, match)


def _row(walk: _Walk, match: re.Match[str]) -> None:
    if _in_table(walk, match.start()) or walk.heading:
        return
    walk.row = None
    walk.needs_comma = False
    if match["close"]:
        walk.mark = ""
        _past_indent(walk, match)
    else:
        walk.begin("- ")
        walk.row = 0


def _cell(walk: _Walk, match: re.Match[str]) -> None:
    if walk.row is None:
        _block(walk, match)
    else:
        walk.needs_comma = True


def _table(walk: _Walk, match: re.Match[str]) -> None:
    if walk.reads_tables or match["close"]:
        walk.row = None
        _block(walk, match)
        return
    closed = walk.find_close("table", match.end())
    if closed:
        walk.made.put(_TABLE)
        walk.made.drop(closed[1], Message("table"))
        walk.made.put("\n\n")


def _rule(walk: _Walk, match: re.Match[str]) -> None:
    if not _in_table(walk, match.start()):
        walk.heading, walk.row = "", None
        walk.made.put("\n\n***\n\n")
        walk.mark = ""
        _past_indent(walk, match)


def _image(walk: _Walk, match: re.Match[str]) -> None:
    described = _ALT.search(walk.made.text, *match.span("attributes"))
    if described is None:
        return
    first, last = described.span("a" if described["a"] else "b")
    source = _SRC.search(walk.made.text, *match.span("attributes"))
    address = re.sub(r"[<>\n\\]", "", (source["a"] or source["b"]) if source else "")
    if re.search(r"[\[\]\n\\]", walk.made.text[first:last]):
        return
    walk.say()
    walk.made.put("![")
    walk.made.drop(first, _HTML)
    walk.made.keep(last)
    walk.made.put(f"](<{address}>)")


def _pre(walk: _Walk, match: re.Match[str]) -> None:
    closed = None if match["close"] or _in_table(walk, match.start()) else walk.find_close("pre", match.end())
    if closed is None:
        _block(walk, match)
        return
    walk.heading, walk.row = "", None
    walk.made.put(f"\n\n{_FENCE}\n")
    walk.made.drop(match.end(), _HTML)
    for tag in _TAG.finditer(walk.made.text, match.end(), closed[0]):
        if tag["name"] is not None:
            walk.made.keep(tag.start())
            walk.made.drop(tag.end(), _HTML)
    walk.made.keep(closed[0])
    walk.made.put(f"\n{_FENCE}\n\n")
    walk.made.drop(closed[1], _HTML)
    walk.mark = None


def _silent(walk: _Walk, match: re.Match[str]) -> None:
    walk.text(match.start())
    closed = None
    if not match["close"] and not match["single"]:
        closed = walk.find_close(match["name"].lower(), match.end())
    walk.made.drop(closed[1] if closed else match.end(), _PROGRAM)


def _around(walk: _Walk, match: re.Match[str]) -> None:
    """A part of the page's frame; within a sentence its text is read."""
    walk.text(match.start())
    is_opening = not match["close"] and not match["single"] and not _SLOT.search(match["attributes"])
    closed = walk.find_close(match["name"].lower(), match.end()) if is_opening else None
    if closed and _stands_apart(walk.made.text, match.start(), closed[1]):
        walk.made.drop(closed[1], _PAGE)
        walk.begin()
    elif match["name"].lower() != "button":
        _block(walk, match)
    walk.made.drop(match.end(), _HTML)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether nothing but tags stands beside what lies there on its lines."""
    before = text[max(0, start - 200) : start].rpartition("\n")[2].rstrip(" \t")
    behind = text[end : end + 200].partition("\n")[0].lstrip(" \t")
    return before[-1:] in ("", ">") and behind[:1] in ("", "<")


def _component(walk: _Walk, match: re.Match[str]) -> None:
    """A component's tag: a block of its own where it stands alone; its title is read."""
    walk.text(match.start())
    if not _is_alone(walk.made.text, match) or _in_table(walk, match.start()):
        walk.made.drop(match.end(), _HTML)
        return
    title = _TITLE.search(walk.made.text, *match.span("attributes"))
    if title:
        first, last = title.span("a" if title["a"] else "b")
        walk.begin()
        walk.made.drop(first, _HTML)
        walk.say()
        walk.on_one_line(last)
    walk.begin()
    _past_indent(walk, match)


_RULES: Mapping[str, Callable[[_Walk, re.Match[str]], None]] = {
    **dict.fromkeys(_BLOCKS, _block),
    **dict.fromkeys(_HEADINGS, _heading),
    "br": _block,
    "ol": _list,
    "ul": _list,
    "li": _item,
    "tr": _row,
    "td": _cell,
    "th": _cell,
    "table": _table,
    "hr": _rule,
    "img": _image,
    "pre": _pre,
}
