"""The Markdown parser, taught to say where in its block each inline token ends.

markdown-it-py tells on which lines a block stands, but not where in them a link or an entity does. Its
inline rules know: each ends at the position that it leaves behind.

It also looks for the end of each bracket by itself, up to a hundred levels deep, so a page of nothing but
``[`` took half a minute. Here the ends of all brackets of a block are found at once, from the last one back.
And it asks every rule at every line and at every mark; here only those are asked that can begin with the
character that stands there. Lines that are a heading, an item or a paragraph by themselves, with no mark in
them, are taken without asking: an article of short lines has hundreds of thousands of them.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import accumulate
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.ruler import Ruler
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]
    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    Destination = Callable[[str, int, int], Any]

DEEPEST_NESTING = 100
"""Levels; the parser drops what lies deeper, and a list takes two of them."""

LEAF = "leaf"

DEEPEST_INLINE = 8
"""Images in the descriptions of images, notes in notes: what lies in one is parsed once for each level."""

_LONGEST_LABEL = 999
"""Characters of a link's label (CommonMark 0.31.2, section 4.7)."""
_BEGINS_WITH = {
    "newline": "\n", "escape": "\\", "backticks": "`", "strikethrough": "~", "emphasis": "*_", "link": "[",
    "image": "!", "autolink": "<", "html_inline": "<", "entity": "&", "footnote_inline": "^",
    "footnote_ref": "[",
}  # fmt: skip
"""Where an inline rule can hold at all. To ask each at every bracket takes five times as long."""
_MARK = re.compile(f"[{re.escape(''.join(_BEGINS_WITH.values()).replace(chr(10), ''))}]")
_STOP = re.compile(f"[{re.escape(''.join(_BEGINS_WITH.values()))}\\]]")
"""Where text ends: at what a rule begins with, and at the end of a bracket."""
_UNDERLINE = re.compile(r"^[ \t>]*+(?:=+|-+)[ \t]*$", re.MULTILINE)
_FIRST_WIDE = "\u2e80"
_BLOCK_BEGINS_WITH = {
    "fence": "`~", "blockquote": ">", "hr": "*-_", "list": "*+-0123456789", "footnote_def": "[",
    "reference": "[", "html_block": "<", "heading": "#",
}  # fmt: skip
"""The first character of a line where a block's rule can hold at all; the others look for themselves."""
_CHAINS = ("", "paragraph", "reference", "blockquote", "list")
"""What the parser asks for: all block rules, and those that end one of these blocks."""
_DESTINATION_MARK = re.compile(r"[\x00- \x7f()]|\\.", re.DOTALL)
"""What may end a link's destination, and an escape, which does not."""
_DEEPEST_DESTINATION = 32
"""Round brackets open at once in a destination; the parser's own limit."""
_ANY = f"\\s|{re.escape(''.join(_BEGINS_WITH.values()))}"
_TEXT = f"[^|{re.escape(''.join(_BEGINS_WITH.values()))}]*"
_PLAIN_TEXT = rf"(?!\d{{1,9}}[.)])[^{_ANY}>+\-#=:]{_TEXT}"
_LEAF = re.compile(
    rf"(?:(?P<hashes>\#{{1,6}})(?:[ \t]+(?P<title>[^{_ANY}\#]{_TEXT.replace('|', '|#', 1)})?)?"
    rf"|(?:[-*+]|(?P<number>\d{{1,9}})[.)])(?: (?P<item>{_PLAIN_TEXT})|(?(number)(?!)|(?P<empty>[ \t]*)))"
    rf"|(?P<text>{_PLAIN_TEXT}))(?:\n|\Z)"
)
"""A line that is a block by itself, if nothing below goes on with it."""
_LEAVES = ("title", "item", "text")
_NORMAL = re.compile(
    r"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)*/|\.{0,2}/(?!/)|(?=[A-Za-z0-9_]))[A-Za-z0-9._~/-]*(?:#[A-Za-z0-9_-]+)?"
)
"""A destination of which nothing would be written differently."""
_END = "end"
_DEPTH = "narrate_depth"
_ENDS = -1
"""Where `StateInline.cache`, which has positions for keys, holds the ends of brackets."""


class Leaf(NamedTuple):
    """A block of one line without marks, in the place of the parser's tokens; nothing stands around it.

    ``start`` is where its text begins, ``level`` a heading's, ``number`` an item's with its place.
    """

    line: int
    start: int
    text: str
    level: int
    is_item: bool
    number: str
    number_start: int
    type: str = LEAF


def parser_for(text: str, *, has_indented_code: bool) -> MarkdownIt:
    """The parser for a text: without bars it has no tables, and without lines under lines no such headings.

    Both are asked for at each line.
    """
    return parser(
        has_indented_code=has_indented_code,
        has_bars="|" in text,
        has_underlines=_UNDERLINE.search(text) is not None,
    )


@lru_cache(maxsize=8)
def parser(
    *, has_indented_code: bool = True, has_bars: bool = True, has_underlines: bool = True
) -> MarkdownIt:
    """CommonMark with tables, strike-through and footnotes where they stand, without blocks of HTML."""
    from markdown_it import MarkdownIt
    from markdown_it.common.utils import unescapeAll
    from markdown_it.ruler import Ruler
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark").enable(["table", "strikethrough"] if has_bars else "strikethrough")
    made.options["maxNesting"] = DEEPEST_NESTING
    made.use(footnote_plugin, move_to_end=False)
    made.core.ruler.disable(["text_join"], ignoreInvalid=True)
    made.core.ruler.at("inline", _inline_where_marked)
    made.disable(["html_block"] if has_indented_code else ["html_block", "code"])
    if not has_underlines:
        made.disable("lheading")
    rules = made.inline.ruler
    named = list(zip(rules.get_active_rules(), rules.getRules(""), strict=True))
    made.inline.ruler = Ruler()
    made.inline.ruler.push("the one that fits", _by_first_character(named))
    own = {
        "parseLinkLabel": _label_end,
        "parseLinkDestination": _from_mark_to_mark(made.helpers.parseLinkDestination, unescapeAll),
    }
    made.helpers = cast("Any", SimpleNamespace(**vars(made.helpers) | own))
    cast("Any", made).normalizeLink = _unless_normal(made.normalizeLink)
    chains = _block_rules(made.block.ruler)
    block = cast("Any", made.block)
    block.ruler.getRules = chains.__getitem__
    block.tokenize = partial(_tokenize, block.tokenize)
    block.parse = _parse_blocks
    return made


def _unless_normal(theirs: Callable[[str], str]) -> Callable[[str], str]:
    """The normal form of a destination; most are in it, and theirs takes each to pieces."""
    return lambda url: url if _NORMAL.fullmatch(url) else theirs(url)


def is_plain(content: str) -> bool:
    """Whether a block's content is text as it stands, but for its line breaks: it has no inline tokens."""
    return _MARK.search(content) is None


def _inline_where_marked(state: StateCore) -> None:
    """Parse the inline content that holds marks: most of a text has none."""
    for token in state.tokens:
        if token.type == "inline" and not is_plain(token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def end_of(token: Token) -> int:
    """The position in the block's content behind the construct that an inline token belongs to."""
    end: int = token.meta[_END]
    return end


def _by_first_character(rules: Sequence[tuple[str, Rule]]) -> Rule:
    """All inline rules as one, in their order."""
    made = [(name, _LIMITED[name](rule) if name in _LIMITED else rule) for name, rule in rules]
    assert [name for name, _ in made if name not in _BEGINS_WITH] == ["text"]
    special = {
        character: [rule for name, rule in made if character in _BEGINS_WITH.get(name, "")]
        for character in "".join(_BEGINS_WITH.values())
    }

    def fitting(state: StateInline, silent: bool) -> bool:
        fit = special.get(state.src[state.pos])
        if fit is None:
            return _take_text(state, silent)
        first = len(state.tokens)
        for rule in fit:
            if rule(state, silent):
                if not silent:
                    for token in state.tokens[first:]:
                        token.meta.setdefault(_END, state.pos)
                return True
        return False

    return fitting


def _take_text(state: StateInline, silent: bool) -> bool:
    """Take all up to the next mark; theirs stops at each colon and hyphen too, where no rule holds."""
    found = _STOP.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _block_rules(ruler: Ruler[BlockRule]) -> dict[str, list[BlockRule]]:
    """The rules of each chain as one, in their order."""
    names = dict(zip(ruler.getRules(""), ruler.get_active_rules(), strict=True))
    return {
        chain: [
            _by_first_of_line(
                [
                    (names[rule], _to_the_end(rule) if names[rule] == "hr" else rule)
                    for rule in ruler.getRules(chain)
                ]
            )
        ]
        for chain in _CHAINS
    }


def _to_the_end(rule: BlockRule) -> BlockRule:
    """The rule of a line of one mark, asked only where the line ends with a mark too: few items do."""

    def ruled(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        return state.src[state.eMarks[line] - 1] in "*-_ \t" and rule(state, line, end_line, silent)

    return ruled


def _by_first_of_line(rules: Sequence[tuple[str, BlockRule]]) -> BlockRule:
    everywhere = [rule for name, rule in rules if name not in _BLOCK_BEGINS_WITH]
    special = {
        character: [rule for name, rule in rules if character in _BLOCK_BEGINS_WITH.get(name, character)]
        for character in "".join(_BLOCK_BEGINS_WITH.values())
    }

    def fitting(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        for rule in special.get(state.src[at : at + 1], everywhere):
            if rule(state, line, end_line, silent):
                return True
        return False

    return fitting


def _parse_blocks(text: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
    """Tokenize a text whose lines are measured all at once; theirs looks at each character's turn."""
    from markdown_it.rules_block import StateBlock

    state = StateBlock("", md, env, tokens)
    state.src = text
    lines = text.split("\n")
    if not lines[-1].strip(" \t"):
        lines.pop()
    begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
    state.bMarks = [*begins[:-1], len(text)]
    state.eMarks = [*(begin - 1 for begin in begins[1:]), len(text)]
    state.tShift, state.sCount, state.bsCount = ([0] * len(begins) for _ in range(3))
    for number, line in enumerate(lines):
        if line[:1] in (" ", "\t"):
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            state.tShift[number], state.sCount[number] = len(indent), len(indent.expandtabs(4))
    state.lineMax = len(lines)
    state.md.block.tokenize(state, 0, state.lineMax)


def _tokenize(theirs: Callable[[StateBlock, int, int], None], state: StateBlock, line: int, end: int) -> None:
    """Tokenize lines: on top each that is a block by itself at once, by their rules what stands between."""
    if state.level:
        theirs(state, line, end)
        return
    fitting = cast("Any", state.md.block.ruler).getRules("")[0]
    while (line := _take_leaves(state, line, end)) < end:
        fitting(state, line, end, False)
        line = state.line


def _take_leaves(state: StateBlock, line: int, end: int) -> int:
    """Take the lines that are blocks by themselves; the first line that is not, or the end."""
    begins, ends, indents, shifts = state.bMarks, state.eMarks, state.sCount, state.tShift
    tokens = cast("list[Any]", state.tokens)
    source, match = state.src, _LEAF.match
    while line < end:
        if begins[line] + shifts[line] < ends[line]:
            found = None if indents[line] else match(source, begins[line])
            if found is None or not _stands_alone(state, found, line + 1):
                break
            if found.lastgroup in _LEAVES:
                tokens.append(_leaf(found, line))
        line += 1
    state.line = line
    return line


def _stands_alone(state: StateBlock, found: re.Match[str], below: int) -> bool:
    """Whether a line's block ends with it: a heading's does, an item's above the next item."""
    name = found.lastgroup
    if name in _LEAVES and found[name].rstrip(" \t")[-1].isspace():
        return False
    if name in ("hashes", "title") or below >= state.lineMax:
        return True
    if not state.isEmpty(below):
        return name != "text" and not state.sCount[below] and _is_item(state, below)
    if name == "item":
        below = state.skipEmptyLines(below)
        return below >= state.lineMax or not state.sCount[below]
    return name == "text"


def _is_item(state: StateBlock, line: int) -> bool:
    found = _LEAF.match(state.src, state.bMarks[line])
    return found is not None and found.lastgroup in ("item", "empty")


def _leaf(found: re.Match[str], line: int) -> Leaf:
    name = found.lastgroup or ""
    number = found["number"] or ""
    text = found[name].rstrip(" \t")
    return Leaf(
        line, found.start(name), text, len(found["hashes"] or ""), name == "item", number, found.start()
    )


def _from_mark_to_mark(theirs: Destination, unescape: Callable[[str], str]) -> Destination:
    """The rule of a link's destination; theirs goes from character to character.

    Of ``[a](`` again and again each destination ends only where 33 brackets are open.
    """

    def destination(text: str, start: int, limit: int) -> Any:
        if text.startswith("<", start):
            return theirs(text, start, limit)
        level, end = 0, min(limit, len(text))
        for mark in _DESTINATION_MARK.finditer(text, start, limit):
            if mark[0] == "(" and level < _DEEPEST_DESTINATION:
                level += 1
            elif mark[0] == ")" and level:
                level -= 1
            elif mark[0] == "\\ " or len(mark[0]) == 1:
                end = mark.start()
                break
        found = theirs("", 0, 0)
        if end > start and not level:
            found.ok, found.pos, found.str = True, end, unescape(text[start:end])
        return found

    return destination


def _not_too_deep(rule: Rule) -> Rule:
    """A rule that parses what it encloses; what lies too deep stays text."""

    def limited(state: StateInline, silent: bool) -> bool:
        depth = state.env.get(_DEPTH, 0)
        if depth >= DEEPEST_INLINE:
            return False
        state.env[_DEPTH] = depth + (not silent)
        try:
            return rule(state, silent)
        finally:
            state.env[_DEPTH] = depth

    return limited


def _between_wide(rule: Rule) -> Rule:
    """Emphasis beside Japanese, which has no spaces: in 字**「字」**字 the parser sees none.

    Its rule asks for a space beside a mark that stands at punctuation; a wide character serves as well.
    """

    def beside_wide(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        before, behind = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
        if before and behind and max(before, behind) >= _FIRST_WIDE and state.src[start] != "_":
            for mark in state.delimiters[first:]:
                mark.open |= not behind.isspace() and before >= _FIRST_WIDE
                mark.close |= not before.isspace() and behind >= _FIRST_WIDE
                mark.open |= behind >= _FIRST_WIDE and not behind.isspace()
                mark.close |= before >= _FIRST_WIDE and not before.isspace()
        return True

    return beside_wide


def _closed(rule: Rule) -> Rule:
    """The rule of notes in the text, asked only where the bracket of one is closed."""

    def closed(state: StateInline, silent: bool) -> bool:
        opens = state.src.startswith("^[", state.pos)
        return opens and _label_end(state, state.pos + 1) >= 0 and rule(state, silent)

    return closed


_LIMITED: dict[str, Callable[[Rule], Rule]] = {
    "emphasis": _between_wide,
    "image": _not_too_deep,
    "footnote_inline": lambda rule: _closed(_not_too_deep(rule)),
}


def _label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 (theirs)
    """Where the bracket that opens at ``start`` is closed; -1 if it is not, or holds a link and must not."""
    cache = cast("dict[int, Any]", state.cache)
    found: dict[int, tuple[int, bool]] | None = cache.get(_ENDS)
    if found is None:
        found = cache[_ENDS] = {}
        _find_ends(state, found)
    end, holds_link = found.get(start, (-1, False))  # none behind the last "]"
    if end >= state.posMax or (disableNested and holds_link):
        return -1
    if end - start > _LONGEST_LABEL and state.src[end + 1 : end + 2] not in ("(", "["):
        return -1
    return end


def _find_ends(state: StateInline, found: dict[int, tuple[int, bool]]) -> None:
    """The end of each bracket, and whether a link lies in it: from the last bracket back to the first.

    So whatever a bracket encloses is known before, and is passed over in one step.
    """
    before, limit = state.pos, state.posMax
    state.posMax = len(state.src)
    at = state.src.rfind("[", 0, max(0, state.src.rfind("]")))
    while at >= 0:
        found[at] = _end_from(state, at, found)
        at = state.src.rfind("[", 0, at)
    state.pos, state.posMax = before, limit


def _end_from(state: StateInline, start: int, found: dict[int, tuple[int, bool]]) -> tuple[int, bool]:
    holds_link = False
    state.pos = start + 1
    while state.pos < state.posMax:
        at = state.pos
        if state.src[at] == "]":
            return at, holds_link
        state.md.inline.skipToken(state)
        if state.src[at] != "[":
            continue
        if state.pos > at + 1:
            holds_link = True
            continue
        end, inner_holds_link = found.get(at, (-1, False))
        holds_link |= inner_holds_link
        if end < 0:
            break
        state.pos = end + 1
    return -1, holds_link
