"""reStructuredText -> Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.front.dates import written_date
from narrate.article.scan import FENCE, IMAGE, MARKUP, TARGET, Kinds, Scan, inside, kept, rewrite, skipped
from narrate.article.skips.reasons import COMMENT, FOOTNOTE_MARK
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from narrate.article.rewriting import Rewriting

_DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*)\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?(?P<name>[a-zA-Z][\w:+-]*)::[ \t]*(?P<said>.*)$"
)
_DIRECTIVES = re.compile(r"^[ \t]*\.\.[ \t]+[a-z][\w:-]*::", re.MULTILINE)
_ROLES = re.compile(
    r":[a-z][\w:-]{1,20}:`[^`\n]{1,300}`|``[^`\n]{1,200}``|`[^`<\n]{1,200}<[^<>`\n]{1,500}>`_"
)
_UNDERLINE = re.compile(r"(?P<mark>[=\-~^\"'*+#<>.:_`])(?P=mark){2,200}[ \t]*$")
_UNDERLINED = re.compile(r"^\S[^\n]{0,200}\n(?:={3,}|-{3,}|~{3,}|\*{3,}|\^{3,})[ \t]*$", re.MULTILINE)
_EXPLICIT = re.compile(r"(?P<indent>[ \t]*)\.\.(?:[ \t]+(?P<rest>.*))?$")
_FOOTNOTE = re.compile(r"\[(?P<label>[#\w*-]{1,40})\][ \t]+")
_FIELD = re.compile(r":(?P<name>[^:\n]{1,40}):(?:[ \t]+(?P<value>.*))?$")
_AUTHORS = ("author", "authors", "著者", "作者", "執筆者", "筆者")
_DATES = ("date", "日付", "日時", "作成日", "公開日", "更新日")
_ALT = re.compile(r"[ \t]*:alt:[ \t]+(?P<alt>[^\[\]\\]{1,300})$")
_NO_TERM = re.compile(r"[ \t]*(?:[-*+•][ \t]|#\.|\(?[\w#]{1,3}[.)][ \t]|\||:|\.\.|--|/|\+|=|>>>|\[)")
_OPTION = re.compile(r"[ \t]*:[\w -]{1,40}:(?:[ \t].*)?$")
_BOXES = frozenset({
    "note", "tip", "hint", "important", "warning", "caution", "danger", "attention", "error", "admonition",
    "seealso", "topic", "sidebar", "centered", "rubric", "table", "todo",
})  # fmt: skip
"""What stands behind these is a title or a text."""
_TEXT = _BOXES | {
    "epigraph", "pull-quote", "highlights", "versionadded", "versionchanged", "deprecated", "figure",
    "container", "compound", "line-block", "glossary", "only", "class",
}  # fmt: skip
_CODE = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "highlight", "doctest", "prompt"})
_SPANS = re.compile(
    r"(?P<literal>``[^`\n]{1,500}``)"
    r"|(?P<role>:[a-z][\w:+-]{0,30}:`(?:[!~])?(?P<said>[^`<\n]{1,300}?)(?:[ \t]*<[^<>`\n]{1,500}>)?`)"
    r"|(?P<link>`(?P<shown>[^`<\n]{1,300}?)[ \t]*<[^<>`\n]{1,1000}>`_{1,2})"
    r"|(?P<phrase>`(?P<named>[^`\n]{1,300})`_{1,2})"
    r"|(?P<footnote>[ \t]?\[[#\w*-]{1,40}\]_(?!\w))"
    r"|(?P<substitution>\|[A-Za-z][\w. -]{0,40}\|_?)"
    r"|(?P<word>(?<=[\w\)])_{1,2}(?=[\s、。）」]|$))",
    re.MULTILINE,
)


def is_rest(text: str) -> bool:
    """Whether directives, or roles and their like, stand in a text with underlined headings."""
    directives, roles = len(_DIRECTIVES.findall(text)), len(_ROLES.findall(text))
    return bool(_UNDERLINED.search(text)) and (directives > 0 or roles > 1)


def author_in_rest(text: str) -> str:
    """Who wrote it by the fields below the title."""
    return "、".join(_told(text, _AUTHORS))


def date_in_rest(text: str) -> date | None:
    """Its day by the fields below the title."""
    return next((day for value in _told(text, _DATES) if (day := written_date(value))), None)


def _told(text: str, names: Sequence[str]) -> list[str]:
    lines = text.split("\n")
    fields = (_FIELD.match(lines[at]) for at in _about(lines, _levels(lines)))
    found = ((m["name"].strip().lower(), (m["value"] or "").strip()) for m in fields if m)
    return list(dict.fromkeys(value for name, value in found if name in names and value))


def _about(lines: Sequence[str], levels: Mapping[int, tuple[int, int]]) -> range:
    """The lines of the fields that stand on top, or below the title that does (docinfo)."""
    at = _written(lines, 0)
    if at in levels:
        at = _written(lines, at + levels[at][1])
    first = at
    while at < len(lines) and (_FIELD.match(lines[at]) or (at > first and lines[at][:1] in (" ", "\t"))):
        at += 1
    return range(first, at)


def _written(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def plain_rest(made: Rewriting) -> None:
    """Headings, lists and boxes as Markdown; directives that show something else left out."""
    walk = _Lines(made)
    while walk.number < len(walk.lines):
        _line(walk)


class _Lines:
    """The lines on their way; ``insets`` are the columns that the boxes' content is set in by."""

    def __init__(self, made: Rewriting) -> None:
        self.made = made
        self.scan = Scan(made)
        self.lines = made.text.split("\n")
        self.number = 0
        self.start = 0
        self.insets: list[int] = []
        self.styles: list[str] = []
        self.levels = _levels(self.lines)
        self.about = _about(self.lines, self.levels)

    @property
    def line(self) -> str:
        """The line itself."""
        return self.lines[self.number]

    def next(self, count: int = 1) -> None:
        """Go on behind so many lines."""
        for line in self.lines[self.number : self.number + count]:
            self.start += len(line) + 1
        self.number += count

    def drop(self, count: int, reason: Message) -> None:
        """Leave so many lines out, but for the line breaks."""
        for line in self.lines[self.number : self.number + count]:
            self.made.keep(self.start)
            self.made.drop(self.start + len(line), reason)
            self.start += len(line) + 1
        self.number += count

    def block(self, indent: int) -> int:
        """How many lines below this one are set in more deeply than it, blank ones between them too."""
        count = 0
        for at in range(self.number + 1, len(self.lines)):
            line = self.lines[at]
            if line.strip():
                if _indent(line) <= indent:
                    break
                count = at - self.number
        return count


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _levels(lines: Sequence[str]) -> dict[int, tuple[int, int]]:
    """The level of the heading that stands in a line, and how many lines it takes with its rules.

    Styles are levels in the order in which they come; the first is the title's, if it comes once.
    """
    found: list[tuple[int, str, int]] = []
    at = 0
    while at < len(lines) - 1:
        over, size = _style(lines, at)
        if over:
            found.append((at, over, size))
        at += size if over else 1
    styles: list[str] = []
    for _, style, _ in found:
        if style not in styles:
            styles.append(style)
    has_title = bool(found) and sum(style == found[0][1] for _, style, _ in found) == 1
    return {
        number: (min(styles.index(style) + (1 if has_title else 2), 6), size) for number, style, size in found
    }


def _style(lines: Sequence[str], at: int) -> tuple[str, int]:
    """The marks of the heading that begins there, and its lines."""
    first, second = lines[at], lines[at + 1]
    third = lines[at + 2].rstrip() if at + 2 < len(lines) else ""
    rule = _UNDERLINE.match(first)
    if rule and second.strip() and third == first.rstrip() and not _UNDERLINE.match(second.strip()):
        return "over " + rule["mark"], 3
    under = _UNDERLINE.match(second)
    is_apart = at == 0 or not lines[at - 1].strip() or _UNDERLINE.match(lines[at - 1])
    if (
        under
        and is_apart
        and first.strip()
        and first[0] not in " \t"
        and not rule
        and not _EXPLICIT.match(first)
    ):
        return under["mark"], 2
    return "", 1


def _line(walk: _Lines) -> None:
    if walk.number in walk.levels:
        _heading(walk)
        return
    if walk.number in walk.about:
        walk.drop(1, Message("attribute"))
        return
    line = walk.line
    indent = _indent(line)
    while walk.insets and line.strip() and indent < walk.insets[-1]:
        walk.insets.pop()
    if explicit := _EXPLICIT.match(line):
        _explicit(walk, explicit)
        return
    if line.rstrip().endswith("::") and walk.block(indent):
        _literal(walk, indent)
        return
    if _is_term(walk, indent):
        _term(walk, indent)
        return
    _text(walk, indent)


def _is_term(walk: _Lines, indent: int) -> bool:
    """Whether a line is a term, and the lines below it, set in, say what it is."""
    below = walk.lines[walk.number + 1] if walk.number + 1 < len(walk.lines) else ""
    above = walk.lines[walk.number - 1] if walk.number else ""
    is_apart = not above.strip() or _indent(above) > indent or walk.number - 2 in walk.levels
    is_set_in = bool(below.strip()) and _indent(below) > indent and indent == (walk.insets or [0])[-1]
    return bool(walk.line.strip()) and is_apart and is_set_in and not _NO_TERM.match(walk.line)


def _term(walk: _Lines, indent: int) -> None:
    walk.made.keep(walk.start)
    walk.made.put("\n")
    _text(walk, indent)
    walk.made.keep(walk.start)
    walk.made.put("\n")
    walk.insets.append(_indent(walk.line))


def _heading(walk: _Lines) -> None:
    level, size = walk.levels[walk.number]
    walk.insets.clear()
    if size > 2:
        walk.drop(1, MARKUP)
    walk.made.keep(walk.start)
    walk.made.put(f"\n{'#' * level} ")
    walk.made.drop(walk.start + _indent(walk.line), MARKUP)
    _spans(walk, walk.start + len(walk.line))
    walk.next()
    walk.drop(1, MARKUP)


def _text(walk: _Lines, indent: int) -> None:
    line, end = walk.line, walk.start + len(walk.line)
    walk.made.keep(walk.start)
    if walk.insets and line.strip():
        walk.made.drop(walk.start + min(indent, walk.insets[-1]), MARKUP)
    if mark := re.match(r"[ \t]*(?:#\.|\([a-z\d#]{1,2}\))[ \t]+", line):
        walk.made.drop(walk.start + mark.end(), MARKUP)
        walk.made.put("- ")
    elif mark := re.match(r"[ \t]*\|[ \t]+(?=\S)(?!.*\|[ \t]*$)", line):
        walk.made.drop(walk.start + mark.end(), MARKUP)
        walk.made.keep(end)
        walk.made.put("\\")
    elif re.match(r"[ \t]*(?:\+[-=+]{3,}|={3,}(?: +={3,})+)[ \t]*$", line):
        walk.made.drop(end, Message("mark of a table"))
    elif re.match(
        r":(?:author|date|version|copyright|organization|status|orphan|tocdepth)s?:", line, re.IGNORECASE
    ):
        walk.made.drop(end, Message("attribute"))
    _spans(walk, end)
    walk.next()


def _literal(walk: _Lines, indent: int) -> None:
    """A line that ends in two colons, and the code below it."""
    end = walk.start + len(walk.line.rstrip())
    is_alone = walk.line.strip() == "::"
    _text_to(walk, end - (2 if is_alone else 1))
    walk.made.drop(walk.start + len(walk.line), MARKUP)
    count = walk.block(indent)
    walk.next()
    _fence(walk, count)


def _text_to(walk: _Lines, end: int) -> None:
    walk.made.keep(walk.start)
    if walk.insets:
        walk.made.drop(walk.start + min(_indent(walk.line), walk.insets[-1]), MARKUP)
    _spans(walk, end)


def _fence(walk: _Lines, count: int) -> None:
    walk.made.keep(walk.start)
    walk.made.put(f"\n{FENCE}\n")
    walk.next(count)
    walk.made.keep(min(walk.start, len(walk.made.text)))
    walk.made.put(f"\n{FENCE}\n\n")


def _explicit(walk: _Lines, match: re.Match[str]) -> None:
    """A directive, a note, a target or a comment."""
    indent = len(match["indent"])
    directive = _DIRECTIVE.match(walk.line)
    if directive:
        _directive(walk, directive, indent)
        return
    note = _FOOTNOTE.match(match["rest"] or "")
    if note:
        walk.made.keep(walk.start)
        walk.made.drop(walk.start + match.start("rest") + note.end(), FOOTNOTE_MARK)
        _spans(walk, walk.start + len(walk.line))
        _inset(walk, indent)
        walk.next()
        return
    is_target = (match["rest"] or "").startswith(("_", "|"))
    walk.drop(1 if is_target else walk.block(indent) + 1, Message("block id") if is_target else COMMENT)


def _inset(walk: _Lines, indent: int) -> None:
    below = next((line for line in walk.lines[walk.number + 1 : walk.number + 30] if line.strip()), "")
    if _indent(below) > indent:
        walk.insets.append(_indent(below))


def _directive(walk: _Lines, directive: re.Match[str], indent: int) -> None:
    name = directive["name"].lower().split(":")[-1]
    if name in _CODE:
        count = walk.block(indent)
        walk.drop(1, MARKUP)
        _fence(walk, count)
        return
    if name == "image":
        _picture(walk, walk.block(indent) + 1)
        return
    if name not in _TEXT:
        walk.drop(walk.block(indent) + 1, Message("embed"))
        return
    begin = walk.start + directive.start("said")
    _inset(walk, indent)
    walk.made.keep(walk.start)
    walk.made.put("\n")
    if name in _BOXES and directive["said"]:
        walk.made.drop(begin, Message("mark of a box"))
        _spans(walk, walk.start + len(walk.line))
        walk.made.put("\n" if name in ("admonition", "topic", "sidebar", "table", "rubric") else "")
        walk.next()
    else:
        walk.drop(1, Message("mark of a box"))
    while walk.number < len(walk.lines) and _OPTION.match(walk.line):
        _option(walk, Message("attribute"))


def _picture(walk: _Lines, count: int) -> None:
    """An image, which is read by its description."""
    for _ in range(count):
        _option(walk, IMAGE)


def _option(walk: _Lines, reason: Message) -> None:
    """A line of an option, of which a description alone is read."""
    described = _ALT.match(walk.line)
    if described is None:
        walk.drop(1, reason)
        return
    walk.made.keep(walk.start)
    walk.made.drop(walk.start + described.start("alt"), IMAGE)
    walk.made.put("\n\n![")
    walk.made.keep(walk.start + len(walk.line))
    walk.made.put("](.)\n\n")
    walk.next()


def _spans(walk: _Lines, end: int) -> None:
    rewrite(walk.scan, _SPANS.search, _SPAN_KINDS, [(walk.made.at, end)])
    walk.made.keep(end)


_SPAN_KINDS: Kinds[Scan] = {
    "literal": kept,
    "role": inside("said", TARGET),
    "link": inside("shown", TARGET),
    "phrase": inside("named", TARGET),
    "footnote": skipped(FOOTNOTE_MARK),
    "substitution": skipped(Message("template tag")),
    "word": skipped(MARKUP),
}
