"""What dialects write by the line: boxes, contents, tags, tasks, modules, marks of one tool or another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects.boxes import (
    admonition,
    aside,
    callout,
    caution,
    container,
    definition,
    directive,
    drawer,
    field,
    goes_with_mark,
    rest_directive,
    slide,
    slot,
    snippet,
)
from narrate.article.markdown.dialects.lines import FIELD, LONE_OR_TAGS, LONGEST_LINE, TAGS, Lines
from narrate.article.markdown.dialects.mdx import JAPANESE, module_lines
from narrate.article.scan import MARKUP
from narrate.article.skips.reasons import COMMENT, CONTENTS
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.article.rewriting import Rewriting

    Rule = Callable[[Lines, str, str], bool]

_PREFIX = re.compile(r"[ \t]*+(?:>[ \t]?)*+[ \t]*+")

_BULLET = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"

_NESTED_TAB = re.compile(
    r"^(?=[^>\n]{0,200}>)(?=[^\t\n]{0,200}\t)(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))+", re.MULTILINE
)

_SILENT_DIRECTIVE = re.compile(
    r"[ \t]*(?P<fence>`{3,}|~{3,}|:{3,})\{(?:toctree|contents|tableofcontents|image|include|index|raw"
    r"|bibliography|iframe|youtube|video|embed|currentmodule|mermaid|eval-rst|cssclass)\}"
)

_LABEL = re.compile(r"\([A-Za-z][\w.-]*\)=[ \t]*$")

_INCLUDE = re.compile(
    r"\[!(?:INCLUDE|VIDEO|code)\b[^\n]*\][^\[\]()]*(?:\([^()]*\))?\]?[ \t]*$", re.IGNORECASE
)

_STATE = re.compile(rf"{_BULLET}(?P<box>(?:TODO|DOING|DONE|NOW|LATER|WAITING|CANCELED)[ \t]+)(?=\S)")

_TAG_HEADING = re.compile(r"#{1,6}[ \t]+tags?[ \t]*[:：]")

_LINE_OF_VERSE = re.compile(r"\|[ \t](?![^|]*\|)(?=[ \t]*\S)")

_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}[-|: \t+]*$")

_EXAMPLE = re.compile(r"\(@[\w-]*\)[ \t]+(?=\S)")

_DOCSIFY = re.compile(r"[ \t]*\{docsify-[a-z-]+\}")

_LONE_BRACES = re.compile(
    r"\{(?:[a-z]+[:=][^{}]*|/?(?:pagebreak|blurb|aside|sample|quiz|(?:front|main|back)matter))\}[ \t]*$"
)

_SLIDE_SETTING = re.compile(r"\[\.[a-z-]+:[^\[\]]*\][ \t]*$")

_HEADING_MARK = re.compile(r"#{1,6}[ \t]+(?P<mark>\[fit\][ \t]*|\(PART\*?\)[ \t]*|\(APPENDIX\)[ \t]*)(?=\S)")

_CAPTION = re.compile(r"\(ref:[\w-]+\)[ \t]+\S")

_ATTACHED = re.compile(r"#(?:(?:image|thumbnail|attach|ref)\([^()]*\)|\{\d{1,12}\})[ \t]*$")

_IMPORTED = re.compile(r"@import[ \t]+[\"'][^\"'\n]+[\"'][ \t]*(?:\{[^{}]*\})?[ \t]*$")

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

_TIGHT_HEADING = re.compile(r"#{2,6}(?=[「『【]|" + JAPANESE.pattern + ")")


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
    walk = Lines(made, is_mdx=is_mdx)
    for number, line in enumerate(walk.lines):
        walk.number = number
        if line and not line.isspace():
            _line(walk, line)
            walk.follows_blank = False
        else:
            walk.follows_blank = True
        walk.start += len(line) + 1


def _line(walk: Lines, line: str) -> None:
    if walk.number < walk.dropped_to:
        walk.drop_line(walk.reason)
        return
    if walk.insets:
        walk.take_inset()
    if walk.is_code():
        _code(walk, line)
        return
    if walk.number in walk.properties:
        walk.drop_line(FIELD)
        return
    if len(line) > LONGEST_LINE:
        return
    match = _PREFIX.match(line)
    prefix = match[0] if match else ""
    rest = line[len(prefix) :]
    follows_module, walk.follows_module = walk.follows_module or walk.follows_blank, False
    if goes_with_mark(walk, prefix, rest):
        return
    if "::" in rest and field(walk, prefix, rest):
        return
    if walk.is_mdx and follows_module and rest[:1] in ("i", "e") and _module(walk, prefix):
        return
    if not _is_taken(_RULES.get(rest[:1], ()), walk, prefix, rest) and "^" in rest:
        _block_id(walk, rest)


def _is_taken(rules: Sequence[Rule], walk: Lines, prefix: str, rest: str) -> bool:
    for rule in rules:  # noqa: SIM110 - a generator takes longer than most rules
        if rule(walk, prefix, rest):
            return True
    return False


def _code(walk: Lines, line: str) -> None:
    """Prose that is set in by four columns is no code; its lines are paragraphs."""
    if "{" in line and (match := _SILENT_DIRECTIVE.match(line)):
        walk.drop_lines(walk.end_of_fence(match["fence"]), Message("embed"))
        return
    if walk.is_set_in():
        walk.made.keep(walk.start)
        walk.made.put("\n")
        walk.made.drop(walk.start + len(line) - len(line.lstrip(" \t")), MARKUP)


def _module(walk: Lines, prefix: str) -> bool:
    count = 0 if prefix else module_lines(walk.lines, walk.number)
    if count:
        walk.drop_lines(walk.number + count, Message("import or export"))
        walk.follows_module = True
    return bool(count)


def _dropped(pattern: re.Pattern[str], reason: Message) -> Rule:
    """The rule of a line that is left out."""

    def dropped(walk: Lines, _prefix: str, rest: str) -> bool:
        if not pattern.match(rest):
            return False
        walk.drop_line(reason)
        return True

    return dropped


def _lone_braces(walk: Lines, _prefix: str, rest: str) -> bool:
    if walk.is_mdx or not _LONE_BRACES.match(rest):
        return False
    walk.drop_line(Message("attribute"))
    return True


def _presenter(walk: Lines, prefix: str, rest: str) -> bool:
    """What only the presenter sees of a slide."""
    if not walk.is_deckset or prefix or not rest.startswith("^ "):
        return False
    walk.drop_line(COMMENT)
    return True


def _heading_mark(walk: Lines, prefix: str, rest: str) -> bool:
    match = _HEADING_MARK.match(rest)
    if match:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start("mark"))
        walk.made.drop(at + match.end("mark"), MARKUP)
    return False


def _include(walk: Lines, _prefix: str, rest: str) -> bool:
    if not _INCLUDE.match(rest):
        return False
    walk.drop_line(Message("embed"))
    return True


def _tag_heading(walk: Lines, _prefix: str, rest: str) -> bool:
    """HackMD's tags, written as a heading of the sixth level."""
    if not _TAG_HEADING.match(rest):
        return False
    walk.drop_line(Message("tag"))
    return True


def _verse(walk: Lines, prefix: str, rest: str) -> bool:
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


def _example(walk: Lines, prefix: str, rest: str) -> bool:
    match = _EXAMPLE.match(rest)
    if not match:
        return False
    walk.made.keep(walk.start + len(prefix))
    walk.made.drop(walk.start + len(prefix) + match.end(), MARKUP)
    walk.made.put("- ")
    return True


def _not_in_sidebar(walk: Lines, prefix: str, rest: str) -> bool:
    """Docsify's mark behind a heading."""
    match = _DOCSIFY.search(rest) if "{docsify-" in rest else None
    if match:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start())
        walk.made.drop(at + match.end(), Message("attribute"))
    return False


def _label(walk: Lines, _prefix: str, rest: str) -> bool:
    if not _LABEL.match(rest):
        return False
    walk.drop_line(Message("block id"))
    return True


def _percent(walk: Lines, prefix: str, rest: str) -> bool:
    """MyST's comment."""
    if not walk.is_myst or prefix or rest[1:2] not in (" ", ""):
        return False
    walk.drop_line(COMMENT)
    return True


def _contents_mark(walk: Lines, prefix: str, rest: str) -> bool:
    if not _CONTENTS_MARK.match(rest):
        return False
    walk.made.keep(walk.start + len(prefix))
    walk.made.drop(walk.end, CONTENTS)
    return True


def _contents(walk: Lines, _prefix: str, rest: str) -> bool:
    """A list of nothing but links to places in the document itself."""
    if walk.number < walk.no_contents_to or not _CONTENTS_ITEM.match(rest):
        return False
    end = _contents_end(walk, walk.number)
    if end:
        walk.drop_lines(end, CONTENTS)
    return bool(end)


def _contents_end(walk: Lines, number: int) -> int:
    """The number of the line behind the list of contents that begins there; 0 if it is none."""
    count, line = 0, ""
    for at in range(number, len(walk.lines)):
        line = walk.lines[at].lstrip(" \t>")
        if line.strip():
            if len(line) > LONGEST_LINE or not _CONTENTS_ITEM.match(line):
                break
            count, end = count + 1, at + 1
    else:
        line = ""
    goes_on = re.match(_BULLET, line) or (
        line and walk.lines[end][:1] in (" ", "\t") and walk.lines[end].strip()
    )
    if count >= 2 and not goes_on:
        return end
    walk.no_contents_to = end
    return 0


def _contents_title(walk: Lines, _prefix: str, rest: str) -> bool:
    """A title with nothing below it but a list of contents."""
    if not _CONTENTS_TITLE.match(rest):
        return False
    below = next((n for n in range(walk.number + 1, walk.number + 4) if walk.lines[n : n + 1] != [""]), 0)
    first = walk.lines[below].lstrip(" \t>") if below < len(walk.lines) else ""
    if _CONTENTS_MARK.match(first) or (_CONTENTS_ITEM.match(first) and _contents_end(walk, below)):
        walk.drop_line(CONTENTS)
        return True
    return False


def _kramdown_contents(walk: Lines, _prefix: str, rest: str) -> bool:
    """An item that the generated contents take the place of."""
    following = walk.lines[walk.number + 1].strip() if walk.number + 1 < len(walk.lines) else ""
    if not (re.match(_BULLET, rest) and re.match(r"\{:[ \t]*toc\b", following)):
        return False
    walk.drop_lines(walk.number + 2, CONTENTS)
    return True


def _task(walk: Lines, prefix: str, rest: str) -> bool:
    match = _TASK.match(rest) or (_STATE.match(rest) if walk.is_outline else None)
    if match:
        at = walk.start + len(prefix)
        walk.made.keep(at + match.start("box"))
        walk.made.drop(at + match.end("box"), Message("check box"))
    return False


def _empty_item(walk: Lines, prefix: str, rest: str) -> bool:
    """A mark alone begins an item, whose text stands below; the parser takes it for text below other text."""
    if rest.strip() not in ("*", "+") or walk.follows_blank:
        return False
    walk.part(prefix)
    return True


def _abbreviation(walk: Lines, _prefix: str, rest: str) -> bool:
    if not _ABBREVIATION.match(rest):
        return False
    walk.drop_line(Message("abbreviation"))
    return True


def _lone_heading(walk: Lines, prefix: str, _rest: str) -> bool:
    if prefix or walk.number not in walk.lone_headings:
        return False
    walk.part("#")
    walk.made.put(" ")
    return True


def _tags(walk: Lines, _prefix: str, rest: str) -> bool:
    """A line of tags; a single one might be a heading, unless it stands apart at the top or the end."""
    is_at_border = walk.number < 4 or walk.number >= len(walk.lines) - 3
    if not TAGS.match(rest) or not (rest.count("#") > 1 or (is_at_border and not _heads_prose(walk))):
        return False
    walk.drop_line(Message("tag"))
    return True


def _heads_prose(walk: Lines) -> bool:
    """Whether a text stands directly below the line, and no tags directly above it."""
    above = walk.lines[walk.number - 1] if walk.number else ""
    below = walk.lines[walk.number + 1] if walk.number + 1 < len(walk.lines) else ""
    return below[:1].isalnum() and not LONE_OR_TAGS.match(above)


def _tight_heading(walk: Lines, prefix: str, rest: str) -> bool:
    match = _TIGHT_HEADING.match(rest)
    if not match:
        return False
    walk.part(prefix)
    walk.made.keep(walk.start + len(prefix) + match.end())
    walk.made.put(" ")
    return True


def _block_id(walk: Lines, rest: str) -> None:
    match = _BLOCK_ID.search(rest)
    if match:
        walk.made.keep(walk.end - len(rest) + match.start())
        walk.made.drop(walk.end, Message("block id"))


def _hashes(walk: Lines, prefix: str, rest: str) -> bool:
    is_heading = rest.lstrip("#")[:1] in ("", " ", "\t")
    return _is_taken(_HEADING if is_heading else _HASHES, walk, prefix, rest)


def _list_line(walk: Lines, prefix: str, rest: str) -> bool:
    if "[" in rest or walk.has_kramdown or walk.is_outline:
        return _is_taken(_LIST, walk, prefix, rest)
    return rest[0] == "*" and _contents_title(walk, prefix, rest)


def _dash(walk: Lines, prefix: str, rest: str) -> bool:
    is_item = rest[1:2] == " "
    return (not is_item and _is_taken((slide, snippet), walk, prefix, rest)) or _list_line(walk, prefix, rest)


_LIST = (_abbreviation, _kramdown_contents, _contents, _contents_title, _task)
_HEADING = (_not_in_sidebar, _heading_mark, _tag_heading, _contents_title)
_HASHES = (
    _not_in_sidebar,
    _dropped(_ATTACHED, Message("embed")),
    _contents_title,
    _lone_heading,
    _tags,
    _tight_heading,
)

_RULES: dict[str, tuple[Rule, ...]] = {
    "|": (_verse,),
    ":": (slot, drawer, container, definition),
    "(": (_label, _example, _dropped(_CAPTION, Message("image description"))),
    "%": (_percent,),
    "^": (_presenter,),
    ".": (rest_directive,),
    "{": (_contents_mark, _lone_braces),
    "@": (_contents_mark, _dropped(_IMPORTED, Message("embed"))),
    "$": (_contents_mark,),
    **dict.fromkeys("ABDEWQX", (aside,)),
    "[": (_dropped(_SLIDE_SETTING, Message("attribute")), _include, callout, _contents_mark),
    "!": (caution, admonition),
    "?": (caution, admonition),
    "=": (admonition,),
    "`": (directive,),
    "~": (directive,),
    "#": (_hashes,),
    **dict.fromkeys("*+", (_empty_item, _list_line)),
    **dict.fromkeys("0123456789", (_list_line,)),
    "-": (_dash,),
    **dict.fromkeys("目もti", (_contents_title,)),
    **dict.fromkeys("TCI", (_contents_title, aside)),
}
"""What a line may be that begins with a character."""
