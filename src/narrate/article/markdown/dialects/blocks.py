"""What dialects write by the line: containers, admonitions, contents, tags, tasks, definitions, modules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects import fields
from narrate.article.markdown.dialects.mdx import JAPANESE, module_lines
from narrate.article.markdown.dialects.opaque import Stretch, directive_of, opaque_stretches
from narrate.article.scan import MARKUP
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.article.rewriting import Rewriting

_LONGEST_LINE = 2_000
"""Characters of a line that is looked at; a mark's is short."""
_PREFIX = re.compile(r"[ \t]*+(?:>[ \t]?)*+[ \t]*+")
_BULLET = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
_NESTED_TAB = re.compile(
    r"^(?=[^>\n]{0,200}>)(?=[^\t\n]{0,200}\t)(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))+", re.MULTILINE
)
_CONTAINER = re.compile(
    r"(?P<colons>:{2,})[ \t]*(?P<class>\{[^{}]*\})?(?P<name>[A-Za-z][A-Za-z0-9_.-]*)?"
    r"(?P<variant>[ \t]+(?:alert|warn|info|open)(?![^ \t]))?"
    r"[ \t]*(?:\[(?P<boxed>[^\[\]]*)\])?[ \t]*(?P<attributes>\{[^{}]*\})?"
    r"[ \t]*(?P<title>.*?)[ \t]*(?P<behind>\{[^{}]*\})?[ \t]*:*$"
)
_ATTRIBUTES = re.compile(r"(?:[\w-]+=(?:\"[^\"]*\"|'[^']*')[ \t]*)+$")
_TITLE_ATTRIBUTE = re.compile(r"\b(?:title|summary|label|alt-text)=(?:\"(?P<a>[^\"]+)\"|'(?P<b>[^']+)')")
_CALLOUT = re.compile(r"\[![\w-]+(?:[ \t]+[\w-]+=\"[^\"]*\")*(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>.*)$")
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z][\w-]*(?:[ \t]+[\w-]+)*+[ \t]*(?:\"(?P<title>[^\"]*)\")?[ \t]*$"
    r"|===[!+]?[ \t]+\"(?P<tab>[^\"]*)\"[ \t]*$",
    re.ASCII,
)
_DIRECTIVE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<info>\{[a-z-]+\}[ \t]*(?P<title>.*))$")
_WITHOUT_TITLE = frozenset({"figure", "image", "list-table", "grid", "tab-set", "grid-item"})
_SILENT_DIRECTIVE = re.compile(
    r"[ \t]*(?P<fence>`{3,}|~{3,}|:{3,})\{(?:toctree|contents|tableofcontents|image|include|index|raw"
    r"|bibliography|iframe|youtube|video|embed|currentmodule|mermaid|eval-rst|cssclass)\}"
)
_MYST = re.compile(r"^[ \t]*(?:`{3,}|:{3,})\{[a-z-]+\}|^\([A-Za-z][\w.-]*\)=[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"\([A-Za-z][\w.-]*\)=[ \t]*$")
_SNIPPET = re.compile(r"(?P<mark>-+8<-+)(?:[ \t]+(?P<name>[\"'].*))?[ \t]*$")
_CAUTION = re.compile(r"[?!]>[ \t]+(?=\S)")
_INCLUDE = re.compile(
    r"\[!(?:INCLUDE|VIDEO|code)\b[^\n]*\][^\[\]()]*(?:\([^()]*\))?\]?[ \t]*$", re.IGNORECASE
)
_OUTLINE = re.compile(r"^[ \t]+[a-z-]+:: |^[ \t]*:LOGBOOK:[ \t]*$", re.MULTILINE)
_STATE = re.compile(rf"{_BULLET}(?P<box>(?:TODO|DOING|DONE|NOW|LATER|WAITING|CANCELED)[ \t]+)(?=\S)")
_TAG_HEADING = re.compile(r"#{1,6}[ \t]+tags?[ \t]*[:：]")
_DRAWER = re.compile(r":(?:LOGBOOK|PROPERTIES):[ \t]*$")
_LINE_OF_VERSE = re.compile(r"\|[ \t](?![^|]*\|)(?=[ \t]*\S)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}[-|: \t+]*$")
_EXAMPLE = re.compile(r"\(@[\w-]*\)[ \t]+(?=\S)")
_COMPONENT_END = re.compile(r"^[ \t]*::[ \t]*$", re.MULTILINE)
_DOCSIFY = re.compile(r"[ \t]*\{docsify-[a-z-]+\}")
_ASIDE = re.compile(r"[ABCDEITWQX]>[ \t]+(?=\S)")
_LONE_BRACES = re.compile(r"\{/?[a-z]+(?:[:,=][^{}]*)?\}[ \t]*$")
_SLIDE_SETTING = re.compile(r"\[\.[a-z-]+:[^\[\]]*\][ \t]*$")
_DECKSET = re.compile(
    r"^\[\.[a-z-]+:|^#{1,3} \[fit\]|\A(?:theme|footer|slidenumbers|autoscale|build-lists): ", re.MULTILINE
)
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+(?P<mark>\[fit\][ \t]*|\(PART\*?\)[ \t]*|\(APPENDIX\)[ \t]*)(?=\S)")
_CAPTION = re.compile(r"\(ref:[\w-]+\)[ \t]+\S")
_ATTACHED = re.compile(r"#(?:(?:image|thumbnail|attach|ref)\([^()]*\)|\{\d{1,12}\})[ \t]*$")
_IMPORTED = re.compile(r"@import[ \t]+[\"'][^\"'\n]+[\"'][ \t]*(?:\{[^{}]*\})?[ \t]*$")
_REST = re.compile(r"\.\.[ \t]+(?P<name>[a-z][a-z-]*)::[ \t]*(?P<title>.*)$")
_REST_TEXT = re.compile(
    r"note|tip|hint|important|warning|caution|danger|attention|error|admonition|seealso|topic|sidebar|todo"
    r"|versionadded|versionchanged|deprecated"
)
_SLOT = re.compile(r"::[a-z][a-z-]*::[ \t]*$")
_MOST_NAMES = 30
_MOST_ROWS = 300
_HASHES = re.compile(r"#{1,6}[ \t]+")
_OPTION = re.compile(r":[\w-]+:(?:[ \t].*)?$")
_TAGS = re.compile(r"#(?=[^\s#]*[^\s#\d])[^\s#]+(?:[ \t\u3000]+#[^\s#]+)*+[ \t]*$")
_TASK = re.compile(rf"{_BULLET}(?P<box>\[[ xX/>!?*-]\][ \t]+)(?=\S)")
_CONTENTS_ITEM = re.compile(
    rf"{_BULLET}(?:\d+(?:\.\d+)*[.)]?[ \t]*)?\[.*\]\(<?#[^()]*(?:\([^()]*\)[^()]*)*>?\)[ \t]*$"
)
_CONTENTS_MARK = re.compile(
    r"(?:\[\[_?toc_?\]\]|@?\[toc[^\]]*\]|\[:contents\]"
    r"|\{:[ \t]*toc[^}]*\}|\$\{toc\}|\{\{<?[ \t]*toc[ \t]*>?\}\})[ \t]*$",
    re.IGNORECASE,
)
_CONTENTS_TITLE = re.compile(
    r"(?:#{1,6}[ \t]+|\*\*)?(?:目次|もくじ|Table of Contents|Contents|TOC|Index)(?:\*\*)?[ \t#]*$",
    re.IGNORECASE,
)
_BLOCK_ID = re.compile(r"(?:(?<=[ \t])|^)\^(?:[A-Za-z][A-Za-z0-9-]*|[a-z0-9-]{4,})[ \t]*$")
_ABBREVIATION = re.compile(r"\*\[[^\]]+\]:")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")
_TIGHT_HEADING = re.compile(r"#{2,6}(?=[「『【]|" + JAPANESE.pattern + ")")

_LONE = re.compile(r"#[^\s#\d!\[{][^#。]{0,60}$")
"""A heading or a tag, of which nothing but its place tells which."""
_LONE_OR_TAGS = re.compile(rf"{_LONE.pattern}|{_TAGS.pattern}")
_NO_NEIGHBOUR = re.compile(rf"#{{1,6}}[ \t]|{_LONE_OR_TAGS.pattern}")

_BOX = Message("mark of a box")
_FIELD = Message("field of a note")
_CONTENTS = Message("table of contents")


class _Lines:
    """The lines of a text on their way.

    ``insets`` are the columns from which on a box's content stands, and how many of them are the box's.
    """

    def __init__(self, made: Rewriting, *, is_mdx: bool) -> None:
        self.made = made
        self.lines = made.text.split("\n")
        self.number = 0
        self.start = 0
        self.insets: list[tuple[int, int]] = []
        self.is_mdx = is_mdx
        self.follows_blank = True
        self.follows_module = False
        self.follows_directive = False
        self.dropped_to = 0
        self.no_contents_to = 0
        self.reason = _CONTENTS
        self._opaque = opaque_stretches(made.text, has_indented=not is_mdx)
        self._next_opaque = 0
        self._closed_not_to: dict[str, int] = {}
        self.properties = fields.notion_lines(made.text, self.lines) or fields.slide_settings(self.lines)
        self.is_deckset = bool(_DECKSET.search(made.text))
        self.tab_depth = 0
        self.is_myst = bool(_MYST.search(made.text))
        self.has_components = bool(_COMPONENT_END.search(made.text))
        self.is_outline = bool(_OUTLINE.search(made.text))
        self.may_be_titled = False
        self.lone_headings = _lone_headings(self.lines, self._opaque)

    @property
    def line(self) -> str:
        """The line itself."""
        return self.lines[self.number]

    @property
    def end(self) -> int:
        """The position behind the line's last character."""
        return self.start + len(self.line)

    def is_code(self) -> bool:
        """Whether the line is in code or a comment; asked of each line in order."""
        while self._next_opaque < len(self._opaque) and self._opaque[self._next_opaque].end <= self.start:
            self._next_opaque += 1
        return self._next_opaque < len(self._opaque) and self._opaque[self._next_opaque].start <= self.start

    def is_set_in(self) -> bool:
        """Whether the line, which `is_code` was asked of, is prose that only looks like code."""
        return self._opaque[self._next_opaque].is_prose

    def drop_line(self, reason: Message) -> None:
        """Leave out all that the line still holds."""
        self.made.keep(self.start)
        self.made.drop(self.end, reason)

    def drop_lines(self, to: int, reason: Message) -> None:
        """Leave out the lines up to that number."""
        self.dropped_to, self.reason = to, reason
        self.drop_line(reason)

    def end_of_fence(self, mark: str) -> int:
        """The number of the line behind the fence that opens here; else of the next line.

        What one search passed over, the next one need not look at again.
        """
        first, last = max(self.number + 1, self._closed_not_to.get(mark, 0)), self.number + _MOST_ROWS
        for number in range(first, min(last, len(self.lines))):
            if _closes(self.lines[number], mark):
                return number + 1
        self._closed_not_to[mark] = max(first, last)
        return self.number + 1

    def part(self, prefix: str) -> None:
        """Make a paragraph begin with the line."""
        self.made.keep(self.start)
        if not self.follows_blank:
            self.made.put(f"{prefix.rstrip()}\n")
        self.made.keep(self.start + len(prefix))

    def mark(self, prefix: str, title: tuple[int, int]) -> None:
        """The line is a box's mark, of which ``title`` is read as a paragraph of its own."""
        begin, end = title
        if begin >= end:
            self.made.keep(self.start + len(prefix))
            self.made.drop(self.end, _BOX)
            return
        self.part(prefix)
        at = self.start + len(prefix)
        self.made.drop(at + begin, _BOX)
        self.made.keep(at + end)
        self.made.drop(self.end, _BOX)
        self.made.put(f"\n{prefix.rstrip()}")

    def take_inset(self) -> None:
        """Take what a box sets its content in by off the line."""
        columns = _columns(self.line)
        while self.insets and columns < self.insets[-1][0]:
            self.insets.pop()
        if self.insets:
            self.made.keep(self.start)
            self.made.drop(self.start + _characters(self.line, self.insets[-1][1]), MARKUP)

    def set_in(self, prefix: str) -> None:
        """What follows is set in by four columns more than this line."""
        outer = self.insets[-1][1] if self.insets else 0
        self.insets.append((_columns(prefix) + 4, outer + 4))


def _columns(line: str) -> int:
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank) + 3 * blank.count("\t")


def _characters(line: str, columns: int) -> int:
    taken = at = 0
    while at < columns and taken < len(line) and line[taken] in " \t":
        at += 4 if line[taken] == "\t" else 1
        taken += 1
    return taken


def plain_tabs(made: Rewriting) -> None:
    """Write spaces for the tabs among the marks of quotations and lists.

    The parser loses count of its columns behind the second, and takes a mark for text.
    """
    for match in _NESTED_TAB.finditer(made.text):
        if ">" not in match[0]:
            continue
        column = 0
        for at, character in enumerate(match[0], match.start()):
            width = 4 - column % 4 if character == "\t" else 1
            column += width
            if character == "\t":
                made.keep(at)
                made.exchange(at + 1, " ")
                made.put(" " * (width - 1))


def plain_blocks(made: Rewriting, *, is_mdx: bool) -> None:
    """Write what dialects add by the line as CommonMark."""
    walk = _Lines(made, is_mdx=is_mdx)
    for number, line in enumerate(walk.lines):
        walk.number = number
        if line and not line.isspace():
            _line(walk, line)
            walk.follows_blank = False
        else:
            walk.follows_blank = True
        walk.start += len(line) + 1


def _line(walk: _Lines, line: str) -> None:
    if walk.number < walk.dropped_to:
        walk.drop_line(walk.reason)
        return
    if walk.insets:
        walk.take_inset()
    if walk.is_code():
        _code(walk, line)
        return
    if walk.number in walk.properties:
        walk.drop_line(_FIELD)
        return
    if len(line) > _LONGEST_LINE:
        return
    match = _PREFIX.match(line)
    prefix = match[0] if match else ""
    rest = line[len(prefix) :]
    follows_module, walk.follows_module = walk.follows_module or walk.follows_blank, False
    if _goes_with_mark(walk, prefix, rest):
        return
    if "::" in rest and _field(walk, prefix, rest):
        return
    if walk.is_mdx and follows_module and rest[:1] in ("i", "e") and _module(walk, prefix):
        return
    if not any(rule(walk, prefix, rest) for rule in _RULES.get(rest[:1], ())) and "^" in rest:
        _block_id(walk, rest)


def _code(walk: _Lines, line: str) -> None:
    """Prose that is set in by four columns is no code; its lines are paragraphs."""
    if "{" in line and (match := _SILENT_DIRECTIVE.match(line)):
        walk.drop_lines(walk.end_of_fence(match["fence"]), Message("embed"))
        return
    if walk.is_set_in():
        walk.made.keep(walk.start)
        walk.made.put("\n")
        walk.made.drop(walk.start + len(line) - len(line.lstrip(" \t")), MARKUP)


def _goes_with_mark(walk: _Lines, prefix: str, rest: str) -> bool:
    """An option of the directive above, or the heading that is the title of the box above."""
    follows_directive, walk.follows_directive = walk.follows_directive, False
    may_be_titled, walk.may_be_titled = walk.may_be_titled, False
    if follows_directive and _OPTION.match(rest):
        walk.follows_directive = True
        walk.drop_line(_BOX)
        return True
    hashes = _HASHES.match(rest) if may_be_titled or walk.tab_depth == 1 else None
    if hashes:
        walk.mark(prefix, (hashes.end(), len(rest)))
    return hashes is not None


def _closes(line: str, mark: str) -> bool:
    return line.strip().startswith(mark) and not line.strip(" \t" + mark[0])


def _module(walk: _Lines, prefix: str) -> bool:
    count = 0 if prefix else module_lines(walk.lines, walk.number)
    if count:
        walk.drop_lines(walk.number + count, Message("import or export"))
        walk.follows_module = True
    return bool(count)


def _field(walk: _Lines, prefix: str, rest: str) -> bool:
    """A field by itself, ``key:: value``: left out where it belongs to the note, as others beside it show."""
    match = fields.FIELD.match(rest)
    if match is None:
        return False
    first, last = max(walk.number - 1, 0), walk.number + 2
    beside = [*walk.lines[first : walk.number], *walk.lines[walk.number + 1 : last]]
    is_of_note = match["key"].isascii() or any(fields.is_data(line.strip()) for line in beside)
    if not match["value"] and not is_of_note:
        return False
    if is_of_note and fields.is_data(rest):
        walk.drop_line(_FIELD)
    else:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start("mark"))
        walk.made.exchange(at + match.end("mark"), ": ")
    return True


def _slide(walk: _Lines, prefix: str, rest: str) -> bool:
    """The mark between two slides, with front matter of the second (Slidev)."""
    if prefix or rest.rstrip() != "---" or not walk.follows_blank:
        return False
    count = fields.slide_rows(walk.lines, walk.number)
    if count:
        walk.dropped_to, walk.reason = walk.number + 1 + count, Message("front matter")
    return bool(count)


def _snippet(walk: _Lines, _prefix: str, rest: str) -> bool:
    """What is taken in from another file: ``--8<-- "file"``, or the names between two marks."""
    match = _SNIPPET.match(rest)
    if not match:
        return False
    end = walk.number + 1
    if not match["name"]:
        ends = (
            n for n in range(end, min(end + 30, len(walk.lines))) if _SNIPPET.match(walk.lines[n].strip())
        )
        end = next(ends, walk.number) + 1
    walk.drop_lines(end, Message("embed"))
    return True


def _aside(walk: _Lines, prefix: str, rest: str) -> bool:
    """Markua's ``W> …`` and the like."""
    match = _ASIDE.match(rest)
    if not match or not JAPANESE.search(rest):
        return False
    if walk.follows_blank:
        walk.made.keep(walk.start + len(prefix))
    else:
        walk.part(prefix)
    walk.made.drop(walk.start + len(prefix) + match.end(), _BOX)
    return True


def _dropped(pattern: re.Pattern[str], reason: Message) -> Callable[[_Lines, str, str], bool]:
    """The rule of a line that is left out."""

    def dropped(walk: _Lines, _prefix: str, rest: str) -> bool:
        if not pattern.match(rest):
            return False
        walk.drop_line(reason)
        return True

    return dropped


def _lone_braces(walk: _Lines, _prefix: str, rest: str) -> bool:
    if walk.is_mdx or not _LONE_BRACES.match(rest):
        return False
    walk.drop_line(Message("attribute"))
    return True


def _presenter(walk: _Lines, prefix: str, rest: str) -> bool:
    """What only the presenter sees of a slide."""
    if not walk.is_deckset or prefix or not rest.startswith("^ "):
        return False
    walk.drop_line(Message("comment"))
    return True


def _heading_mark(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _HEADING_MARK.match(rest)
    if match:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start("mark"))
        walk.made.drop(at + match.end("mark"), MARKUP)
    return False


def _rest_directive(walk: _Lines, prefix: str, rest: str) -> bool:
    """ReStructuredText's directive; one that holds no text is left out with what is set in below it."""
    match = _REST.match(rest)
    if not match:
        return False
    if _REST_TEXT.fullmatch(match["name"]):
        walk.mark(prefix, match.span("title"))
        walk.set_in(prefix)
        walk.follows_directive = True
        return True
    end = walk.number + 1
    for number, line in enumerate(walk.lines[end : end + _MOST_ROWS], end):
        if line.strip() and not line.startswith((prefix + " ", prefix + "\t")):
            break
        end = number + 1 if line.strip() else end
    walk.drop_lines(end, Message("embed"))
    return True


def _caution(walk: _Lines, prefix: str, rest: str) -> bool:
    """Docsify's ``?> …`` and ``!> …``."""
    match = _CAUTION.match(rest)
    if not match:
        return False
    walk.part(prefix)
    walk.made.drop(walk.start + len(prefix) + match.end(), _BOX)
    return True


def _include(walk: _Lines, _prefix: str, rest: str) -> bool:
    if not _INCLUDE.match(rest):
        return False
    walk.drop_line(Message("embed"))
    return True


def _tag_heading(walk: _Lines, _prefix: str, rest: str) -> bool:
    """HackMD's tags, written as a heading of the sixth level."""
    if not _TAG_HEADING.match(rest):
        return False
    walk.drop_line(Message("tag"))
    return True


def _drawer(walk: _Lines, _prefix: str, rest: str) -> bool:
    """What Logseq notes about an item, between two marks."""
    if not _DRAWER.match(rest):
        return False
    below = enumerate(walk.lines[walk.number + 1 : walk.number + _MOST_NAMES], walk.number + 1)
    end = next((number for number, line in below if line.strip() == ":END:"), 0)
    if end:
        walk.drop_lines(end + 1, _FIELD)
    return bool(end)


def _verse(walk: _Lines, prefix: str, rest: str) -> bool:
    """A line that pandoc breaks where it is broken; no row of a table."""
    match = _LINE_OF_VERSE.match(rest)
    below = walk.lines[walk.number + 1] if walk.number + 1 < len(walk.lines) else ""
    above = walk.lines[walk.number - 1] if walk.number else ""
    if not match or any(map(_TABLE_RULE.match, (above, below))):
        return False
    walk.made.keep(walk.start + len(prefix))
    walk.made.drop(walk.start + len(prefix) + match.end(), MARKUP)
    blank = rest[match.end() :]
    walk.made.drop(walk.end - len(blank.lstrip()), MARKUP)
    walk.made.keep(walk.end)
    if below.startswith("|"):
        walk.made.put("\\")
    return True


def _example(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _EXAMPLE.match(rest)
    if not match:
        return False
    walk.made.keep(walk.start + len(prefix))
    walk.made.drop(walk.start + len(prefix) + match.end(), MARKUP)
    walk.made.put("- ")
    return True


def _not_in_sidebar(walk: _Lines, prefix: str, rest: str) -> bool:
    """Docsify's mark behind a heading."""
    match = _DOCSIFY.search(rest)
    if match:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start())
        walk.made.drop(at + match.end(), Message("attribute"))
    return False


def _label(walk: _Lines, _prefix: str, rest: str) -> bool:
    if not _LABEL.match(rest):
        return False
    walk.drop_line(Message("block id"))
    return True


def _percent(walk: _Lines, prefix: str, rest: str) -> bool:
    """MyST's comment."""
    if not walk.is_myst or prefix or rest[1:2] not in (" ", ""):
        return False
    walk.drop_line(Message("comment"))
    return True


def _slot(walk: _Lines, prefix: str, rest: str) -> bool:
    if not _SLOT.match(rest):
        return False
    walk.mark(prefix, (0, 0))
    return True


def _container(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _CONTAINER.match(rest)
    if not match:
        return False
    is_leaf = len(match["colons"]) == 2
    if is_leaf and not _is_component(walk, match):
        return False
    walk.mark(prefix, _title_in(match))
    count = fields.slide_rows(walk.lines, walk.number + 1) if is_leaf else 0
    if count and walk.lines[walk.number + 1].strip() == "---":
        walk.dropped_to, walk.reason = walk.number + 2 + count, _FIELD
    kind = match["class"] or ""
    walk.may_be_titled = "callout-" in kind
    if "panel-tabset" in kind:
        walk.tab_depth = 1
    elif walk.tab_depth and not is_leaf:
        walk.tab_depth += 1 if kind or match["name"] else -1
    return True


def _is_component(walk: _Lines, match: re.Match[str]) -> bool:
    """Whether two colons mark a component: one with attributes, or in a text where such are ended."""
    if match["name"] and (match["boxed"] is not None or match["attributes"]):
        return True
    return walk.has_components and not match["title"] and not match["boxed"]


def _title_in(match: re.Match[str]) -> tuple[int, int]:
    for group in ("boxed", "title"):
        if match[group] and not _ATTRIBUTES.match(match[group]):
            return match.span(group)
    for group in ("class", "title", "attributes", "behind"):
        found = _TITLE_ATTRIBUTE.search(match[0], *match.span(group)) if match[group] else None
        if found:
            return found.span("a" if found["a"] else "b")
    return 0, 0


def _callout(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _CALLOUT.match(rest) if ">" in prefix else None
    if match:
        walk.mark(prefix, match.span("title"))
    return bool(match)


def _admonition(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _ADMONITION.match(rest)
    if not match:
        return False
    walk.mark(prefix, match.span("title" if match["title"] else "tab"))
    walk.set_in(prefix)
    return True


def _directive(walk: _Lines, prefix: str, rest: str) -> bool:
    """A fence that holds text (MyST), or its end: fences of code are opaque."""
    match = _DIRECTIVE.match(rest)
    name = directive_of(match["info"]) if match else ""
    if match and name:
        walk.mark(prefix, (0, 0) if name in _WITHOUT_TITLE else match.span("title"))
        walk.follows_directive = True
        return True
    if rest.strip("`~ \t"):
        return False
    walk.mark(prefix, (0, 0))
    return True


def _contents_mark(walk: _Lines, prefix: str, rest: str) -> bool:
    if not _CONTENTS_MARK.match(rest):
        return False
    walk.made.keep(walk.start + len(prefix))
    walk.made.drop(walk.end, _CONTENTS)
    return True


def _contents(walk: _Lines, _prefix: str, rest: str) -> bool:
    """A list of nothing but links to places in the document itself."""
    if walk.number < walk.no_contents_to or not _CONTENTS_ITEM.match(rest):
        return False
    end = _contents_end(walk, walk.number)
    if end:
        walk.drop_lines(end, _CONTENTS)
    return bool(end)


def _contents_end(walk: _Lines, number: int) -> int:
    """The number of the line behind the list of contents that begins there; 0 if it is none."""
    count, line = 0, ""
    for at in range(number, len(walk.lines)):
        line = walk.lines[at].lstrip(" \t>")
        if line.strip():
            if len(line) > _LONGEST_LINE or not _CONTENTS_ITEM.match(line):
                break
            count, end = count + 1, at + 1
    else:
        line = ""
    goes_on = re.match(_BULLET, line) or (line and walk.lines[end][:1] in (" ", "\t"))
    if count >= 2 and not goes_on:
        return end
    walk.no_contents_to = end
    return 0


def _contents_title(walk: _Lines, _prefix: str, rest: str) -> bool:
    """A title with nothing below it but a list of contents."""
    if not _CONTENTS_TITLE.match(rest):
        return False
    below = next((n for n in range(walk.number + 1, walk.number + 4) if walk.lines[n : n + 1] != [""]), 0)
    first = walk.lines[below].lstrip(" \t>") if below < len(walk.lines) else ""
    if _CONTENTS_MARK.match(first) or (_CONTENTS_ITEM.match(first) and _contents_end(walk, below)):
        walk.drop_line(_CONTENTS)
        return True
    return False


def _kramdown_contents(walk: _Lines, _prefix: str, rest: str) -> bool:
    """An item that the generated contents take the place of."""
    following = walk.lines[walk.number + 1].strip() if walk.number + 1 < len(walk.lines) else ""
    if not (re.match(_BULLET, rest) and re.match(r"\{:[ \t]*toc\b", following)):
        return False
    walk.drop_lines(walk.number + 2, _CONTENTS)
    return True


def _task(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _TASK.match(rest) or (_STATE.match(rest) if walk.is_outline else None)
    if match:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start("box"))
        walk.made.drop(at + match.end("box"), Message("check box"))
    return False


def _empty_item(walk: _Lines, prefix: str, rest: str) -> bool:
    """A mark alone begins an item, whose text stands below; the parser takes it for text below other text."""
    if rest.strip() not in ("*", "+") or walk.follows_blank:
        return False
    walk.part(prefix)
    return True


def _abbreviation(walk: _Lines, _prefix: str, rest: str) -> bool:
    if not _ABBREVIATION.match(rest):
        return False
    walk.drop_line(Message("abbreviation"))
    return True


def _definition(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _DEFINITION.match(rest)
    if not match or prefix.strip():
        return False
    walk.part(prefix)
    walk.made.drop(walk.start + len(prefix) + match.end(), MARKUP)
    walk.set_in(prefix)
    return True


def _lone_headings(lines: Sequence[str], code: Sequence[Stretch]) -> frozenset[int]:
    """The numbers of the lines like ``#はじめに`` that are headings: several, each with a text below it."""
    found, at, in_code = {}, 0, iter(code)
    stretch = next(in_code, None)
    written: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        while stretch is not None and stretch.end <= at:
            stretch = next(in_code, None)
        if line.strip():
            is_code = stretch is not None and stretch.start <= at
            written.append((number, "" if is_code else line[:_LONGEST_LINE]))
        at += len(line) + 1
    for place, (number, line) in enumerate(written[:-1]):
        above = written[place - 1][1] if place else ""
        below = written[place + 1][1]
        if _LONE.match(line) and not _NO_NEIGHBOUR.match(above) and not _LONE_OR_TAGS.match(below):
            found[number] = line.strip()
    is_japanese = any(JAPANESE.search(line) for line in found.values())
    return frozenset(found if is_japanese and len(set(found.values())) > 1 else ())


def _lone_heading(walk: _Lines, prefix: str, _rest: str) -> bool:
    if prefix or walk.number not in walk.lone_headings:
        return False
    walk.part("#")
    walk.made.put(" ")
    return True


def _tags(walk: _Lines, _prefix: str, rest: str) -> bool:
    """A line of tags; a single one might be a heading, unless it stands apart at the top or the end."""
    is_at_border = walk.number < 4 or walk.number >= len(walk.lines) - 3
    if not _TAGS.match(rest) or not (rest.count("#") > 1 or (is_at_border and not _heads_prose(walk))):
        return False
    walk.drop_line(Message("tag"))
    return True


def _heads_prose(walk: _Lines) -> bool:
    """Whether a text stands directly below the line, and no tags directly above it."""
    above = walk.lines[walk.number - 1] if walk.number else ""
    below = walk.lines[walk.number + 1] if walk.number + 1 < len(walk.lines) else ""
    return below[:1].isalnum() and not _LONE_OR_TAGS.match(above)


def _tight_heading(walk: _Lines, prefix: str, rest: str) -> bool:
    match = _TIGHT_HEADING.match(rest)
    if not match:
        return False
    walk.part(prefix)
    walk.made.keep(walk.start + len(prefix) + match.end())
    walk.made.put(" ")
    return True


def _block_id(walk: _Lines, rest: str) -> None:
    match = _BLOCK_ID.search(rest)
    if match:
        walk.made.keep(walk.end - len(rest) + match.start())
        walk.made.drop(walk.end, Message("block id"))


_LIST = (_abbreviation, _kramdown_contents, _contents, _contents_title, _task)
_RULES: dict[str, tuple[Callable[[_Lines, str, str], bool], ...]] = {
    "|": (_verse,),
    ":": (_slot, _drawer, _container, _definition),
    "(": (_label, _example, _dropped(_CAPTION, Message("image description"))),
    "%": (_percent,),
    "^": (_presenter,),
    ".": (_rest_directive,),
    "{": (_contents_mark, _lone_braces),
    "@": (_contents_mark, _dropped(_IMPORTED, Message("embed"))),
    "$": (_contents_mark,),
    **dict.fromkeys("ABDEWQX", (_aside,)),
    "[": (_dropped(_SLIDE_SETTING, Message("attribute")), _include, _callout, _contents_mark),
    "!": (_caution, _admonition),
    "?": (_caution, _admonition),
    "=": (_admonition,),
    "`": (_directive,),
    "~": (_directive,),
    "#": (
        _not_in_sidebar,
        _heading_mark,
        _dropped(_ATTACHED, Message("embed")),
        _tag_heading,
        _contents_title,
        _lone_heading,
        _tags,
        _tight_heading,
    ),
    **dict.fromkeys("*+", (_empty_item, *_LIST)),
    **dict.fromkeys("0123456789", _LIST),
    "-": (_slide, _snippet, *_LIST),
    **dict.fromkeys("目もti", (_contents_title,)),
    **dict.fromkeys("TCI", (_contents_title, _aside)),
}
"""What a line may be that begins with a character."""
