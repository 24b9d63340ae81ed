"""Boxes and their like, written by the line: containers, directives, fields, slides, definitions."""

from __future__ import annotations

import re

from narrate.article.markdown.dialects import fields
from narrate.article.markdown.dialects.lines import BOX, FIELD, MOST_ROWS, Lines
from narrate.article.markdown.dialects.mdx import JAPANESE
from narrate.article.markdown.dialects.opaque import directive_of
from narrate.article.scan import MARKUP
from narrate.messages import Message

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

_SNIPPET = re.compile(r"(?P<mark>-+8<-+)(?:[ \t]+(?P<name>[\"'].*))?[ \t]*$")

_CAUTION = re.compile(r"[?!]>[ \t]+(?=\S)")

_DRAWER = re.compile(r":(?:LOGBOOK|PROPERTIES):[ \t]*$")

_ASIDE = re.compile(r"[ABCDEITWQX]>[ \t]+(?=\S)")

_REST = re.compile(r"\.\.[ \t]+(?P<name>[a-z][a-z-]*)::[ \t]*(?P<title>.*)$")

_REST_TEXT = re.compile(
    r"note|tip|hint|important|warning|caution|danger|attention|error|admonition|seealso|topic|sidebar|todo"
    r"|versionadded|versionchanged|deprecated"
)

_SLOT = re.compile(r"::[a-z][a-z-]*::[ \t]*$")

_MOST_NAMES = 30

_HASHES = re.compile(r"#{1,6}[ \t]+")

_OPTION = re.compile(r":[\w-]+:(?:[ \t].*)?$")

_DEFINITION = re.compile(r":[ \t]+(?=\S)")


def goes_with_mark(walk: Lines, prefix: str, rest: str) -> bool:
    """An option of the directive above, or the heading that is the title of the box above."""
    follows_directive, walk.follows_directive = walk.follows_directive, False
    may_be_titled, walk.may_be_titled = walk.may_be_titled, False
    if follows_directive and _OPTION.match(rest):
        walk.follows_directive = True
        walk.drop_line(BOX)
        return True
    hashes = _HASHES.match(rest) if may_be_titled or walk.tab_depth == 1 else None
    if hashes:
        walk.mark(prefix, (hashes.end(), len(rest)))
    return hashes is not None


def field(walk: Lines, prefix: str, rest: str) -> bool:
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
        walk.drop_line(FIELD)
    else:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start("mark"))
        walk.made.exchange(at + match.end("mark") - 1, ":")
        walk.made.drop(at + match.end("mark"), MARKUP)
    return True


def slide(walk: Lines, prefix: str, rest: str) -> bool:
    """The mark between two slides, with front matter of the second (Slidev)."""
    if prefix or rest.rstrip() != "---" or not walk.follows_blank:
        return False
    count = fields.slide_rows(walk.lines, walk.number)
    if count:
        walk.dropped_to, walk.reason = walk.number + 1 + count, Message("front matter")
    return bool(count)


def snippet(walk: Lines, _prefix: str, rest: str) -> bool:
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


def aside(walk: Lines, prefix: str, rest: str) -> bool:
    """Markua's ``W> …`` and the like."""
    match = _ASIDE.match(rest)
    if not match or not JAPANESE.search(rest):
        return False
    if walk.follows_blank:
        walk.made.keep(walk.start + len(prefix))
    else:
        walk.part(prefix)
    walk.made.drop(walk.start + len(prefix) + match.end(), BOX)
    return True


def rest_directive(walk: Lines, prefix: str, rest: str) -> bool:
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
    for number, line in enumerate(walk.lines[end : end + MOST_ROWS], end):
        if line.strip() and not line.startswith((prefix + " ", prefix + "\t")):
            break
        end = number + 1 if line.strip() else end
    walk.drop_lines(end, Message("embed"))
    return True


def caution(walk: Lines, prefix: str, rest: str) -> bool:
    """Docsify's ``?> …`` and ``!> …``."""
    match = _CAUTION.match(rest)
    if not match:
        return False
    walk.part(prefix)
    walk.made.drop(walk.start + len(prefix) + match.end(), BOX)
    return True


def drawer(walk: Lines, _prefix: str, rest: str) -> bool:
    """What Logseq notes about an item, between two marks."""
    if not _DRAWER.match(rest):
        return False
    below = enumerate(walk.lines[walk.number + 1 : walk.number + _MOST_NAMES], walk.number + 1)
    end = next((number for number, line in below if line.strip() == ":END:"), 0)
    if end:
        walk.drop_lines(end + 1, FIELD)
    return bool(end)


def slot(walk: Lines, prefix: str, rest: str) -> bool:
    """A place for text in a slide or a component, ``::right::``."""
    if not _SLOT.match(rest):
        return False
    walk.mark(prefix, (0, 0))
    return True


def container(walk: Lines, prefix: str, rest: str) -> bool:
    """What colons open or close, ``:::message``, ``::card``."""
    match = _CONTAINER.match(rest)
    if not match:
        return False
    is_leaf = len(match["colons"]) == 2
    if is_leaf and not _is_component(walk, match):
        return False
    walk.mark(prefix, _title_in(match))
    count = fields.slide_rows(walk.lines, walk.number + 1) if is_leaf else 0
    if count and walk.lines[walk.number + 1].strip() == "---":
        walk.dropped_to, walk.reason = walk.number + 2 + count, FIELD
    kind = match["class"] or ""
    walk.may_be_titled = "callout-" in kind
    if "panel-tabset" in kind:
        walk.tab_depth = 1
    elif walk.tab_depth and not is_leaf:
        walk.tab_depth += 1 if kind or match["name"] else -1
    return True


def _is_component(walk: Lines, match: re.Match[str]) -> bool:
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


def callout(walk: Lines, prefix: str, rest: str) -> bool:
    """The first line of a quotation that is a box, ``> [!NOTE]``."""
    match = _CALLOUT.match(rest) if ">" in prefix else None
    if match:
        walk.mark(prefix, match.span("title"))
    return bool(match)


def admonition(walk: Lines, prefix: str, rest: str) -> bool:
    """MkDocs's boxes and tabs, ``!!! note``, ``=== "題"``, whose content is set in."""
    match = _ADMONITION.match(rest)
    if not match:
        return False
    walk.mark(prefix, match.span("title" if match["title"] else "tab"))
    walk.set_in(prefix)
    return True


def directive(walk: Lines, prefix: str, rest: str) -> bool:
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


def definition(walk: Lines, prefix: str, rest: str) -> bool:
    """``: …``, the definition of the line above."""
    match = _DEFINITION.match(rest)
    if not match or prefix.strip():
        return False
    walk.part(prefix)
    walk.made.drop(walk.start + len(prefix) + match.end(), MARKUP)
    walk.set_in(prefix)
    return True
