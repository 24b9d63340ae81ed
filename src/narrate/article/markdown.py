"""Markdown (CommonMark, tables, footnotes) -> paragraphs, each construct by a stated policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from narrate.article.inline import Inline, read_inline
from narrate.article.traced import traced
from narrate.model import NOWHERE, Paragraph, Passage, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from narrate.model import Source

_LEFTOVERS = (
    (re.compile(r"^ {0,3}\[\^[^\]\n]+\]:", re.MULTILINE), "footnote mark"),
    (re.compile(r"^ {0,3}\[[^\]\n]+\]:[^\n]*(?:\n[ \t]+[\"'(][^\n]*)?$", re.MULTILINE), "link definition"),
    (re.compile(r"[!-/:-@\[-`{-~]+"), "markup"),
)


@dataclass(frozen=True, slots=True)
class MarkdownPolicy:
    """What becomes of the constructs that have no natural sound.

    ``announce`` says in a short sentence that something is left out.
    """

    code: Literal["announce", "skip", "read"] = "announce"
    table: Literal["read", "announce", "skip"] = "read"
    image: Literal["read", "skip"] = "read"
    footnotes: Literal["read", "skip"] = "read"


@dataclass(frozen=True, slots=True)
class Markdown:
    """The paragraphs of a Markdown article and what of it is not spoken."""

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]


def parse_markdown(source: Source, start: int, policy: MarkdownPolicy) -> Markdown:
    """Parse the Markdown that begins at offset ``start`` of the source."""
    walk = _BlockWalk(source, start, policy)
    for token in _parser().parse(source.text[start:], {}):
        walk.read(token)
    skips = walk.skips + _leftovers(source, start, walk.paragraphs, walk.skips)
    return Markdown(tuple(walk.paragraphs), tuple(skips))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    parser.core.ruler.at("inline", _inline_with_places)
    parser.core.ruler.disable(["text_join"], ignoreInvalid=True)
    return parser


def _inline_with_places(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = token.children or []
            state.md.inline.parse(traced(token.content), state.md, state.env, token.children)


@dataclass(slots=True)
class _BlockWalk:
    """Walks the block tokens and collects paragraphs; knows in which containers it stands."""

    source: Source
    start: int
    policy: MarkdownPolicy
    paragraphs: list[Paragraph] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    containers: list[str] = field(default_factory=list)
    row: Passage = field(default_factory=lambda: Passage("", ()))
    prefix: Passage = field(default_factory=lambda: Passage("", ()))
    scene_break: bool = False
    level: int = 0
    line: int = 0
    cursor: dict[int, int] = field(default_factory=dict)

    def read(self, token: Token) -> None:
        """Take the next block token."""
        if token.map:
            self.line = token.map[0]
        handle = _BLOCKS.get(token.type)
        if handle:
            handle(self, token)
        elif token.nesting == 1:
            self.containers.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            self.containers.pop()

    def offset_of_line(self, line: int) -> int:
        """The source offset at which a line of the parsed text (counted from 0) begins."""
        starts = self.source.line_starts
        first = self.source.line_of(self.start) - 1
        return starts[min(first + line, len(starts) - 1)]

    def skip_lines(self, token: Token, reason: str) -> None:
        """Skip all that the token's lines hold."""
        first, end = token.map or (self.line, self.line + 1)
        start = self.offset_of_line(first)
        stop = self.offset_of_line(end) if end > first else start
        at_end = self.source.line_of(self.start) - 1 + end >= len(self.source.line_starts)
        self.skips.append(Skip(start, len(self.source.text) if at_end else stop, reason))

    def add(self, role: Role, passage: Passage, cuts: tuple[int, ...] = ()) -> None:
        """Append a paragraph, with the list number or note number that stands before it."""
        if self.prefix.text:
            cuts = tuple(cut + len(self.prefix) for cut in cuts)
            passage, self.prefix = self.prefix + passage, Passage("", ())
        level = self.level if role is Role.HEADING else 0
        anchor = self.offset_of_line(self.line)
        self.paragraphs.append(Paragraph(role, passage, cuts, self.scene_break, level, anchor))
        self.scene_break = False

    def announce(self, text: str) -> None:
        """Say something that does not stand in the source."""
        self.add(Role.ANNOUNCEMENT, Passage(text, (NOWHERE,) * len(text)))


def _heading(walk: _BlockWalk, token: Token) -> None:
    walk.level = int(token.tag[1])
    walk.containers.append("heading")


def _list_item(walk: _BlockWalk, token: Token) -> None:
    walk.containers.append("list_item")
    if not token.info:
        walk.containers[-1] = "bullet_item"
        return
    line = walk.offset_of_line(walk.line)
    number = re.compile(r"[\s>]*(?:[-*+]\s+)*(\d+)[.)]").match(walk.source.text, line)
    if number:
        digits = Passage(number[1], tuple(range(*number.span(1))))
        walk.prefix = digits + Passage("、", (NOWHERE,))


def _footnote(walk: _BlockWalk, token: Token) -> None:
    walk.containers.append("footnote")
    text = f"注{token.meta['id'] + 1}、"
    walk.prefix = Passage(text, (NOWHERE,) * len(text))


def _inline(walk: _BlockWalk, token: Token) -> None:
    origins = _origins(walk, token.content)
    inline = read_inline(token.children or [], token.content, origins, walk.policy.image)
    walk.skips += inline.skips
    if "footnote" in walk.containers and walk.policy.footnotes == "skip":
        walk.skips += [Skip(o, o + 1, "footnote") for o in inline.passage.known_origins]
        walk.prefix = Passage("", ())
    elif walk.containers and walk.containers[-1] in ("td", "th"):
        comma = Passage("、", (NOWHERE,)) if walk.row.text and inline.passage.text else Passage("", ())
        walk.row += comma + inline.passage
    elif inline.passage.text.strip():
        _add_paragraph(walk, inline)


def _add_paragraph(walk: _BlockWalk, inline: Inline) -> None:
    passage, cuts = inline.passage, inline.cuts
    if inline.is_only_image:
        passage = Passage("画像、", (NOWHERE,) * 3) + passage
    walk.add(_role_in(walk.containers), passage, cuts)


def _role_in(containers: Sequence[str]) -> Role:
    inner = [c for c in containers if c != "paragraph"]
    if inner and inner[-1] == "heading":
        return Role.HEADING
    if "footnote" in inner:
        return Role.NOTE
    if any(c in ("list_item", "bullet_item") for c in inner):
        return Role.ITEM
    return Role.QUOTE if "blockquote" in inner else Role.BODY


def _origins(walk: _BlockWalk, content: str) -> list[int]:
    """The source offset of each character of a block's content, which the parser cut out of its lines."""
    origins: list[int] = []
    for number, line in enumerate(content.split("\n"), walk.line):
        start = walk.offset_of_line(number)
        end = walk.source.text.find("\n", start)
        whole = walk.source.text[start : end if end >= 0 else None]
        if origins or number > walk.line:
            origins.append(start - 1)
        at = walk.cursor.get(number, 0)
        tail = len(whole.rstrip()) - len(line.rstrip())
        if (
            tail >= at
            and whole.rstrip().endswith(line.rstrip())
            and walk.containers[-1:] not in (["td"], ["th"])
        ):
            at = tail
        places = _match(whole, line, at)
        origins += [start + place for place in places]
        walk.cursor[number] = places[-1] + 1 if places else at
    return origins


def _match(whole: str, part: str, at: int) -> list[int]:
    """Positions of ``part`` in ``whole`` from ``at`` on; an escaped bar in a table cell stands for a bar."""
    found = re.compile("".join(r"\\?\|" if c == "|" else re.escape(c) for c in part)).search(whole, at)
    if found is None:
        found = re.compile("[ \t]*".join(re.escape(c) for c in part.strip())).search(whole, at)
    assert found is not None, f"Markdown content {part!r} is not in its line {whole!r}"
    places, i = [], found.start()
    for character in part:
        while i < found.end() and whole[i] != character:
            i += 1
        places.append(min(i, len(whole) - 1))
        i += 1
    return places


def _open_row(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.append("tr")
    walk.row = Passage("", ())


def _close_row(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.pop()
    if walk.policy.table == "read":
        if walk.row.text.strip():
            walk.add(Role.ITEM, walk.row)
    else:
        walk.skips += [Skip(o, o + 1, "table") for o in walk.row.known_origins]


def _open_table(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.append("table")
    if walk.policy.table == "announce":
        walk.announce("表は省略します。")


def _code(walk: _BlockWalk, token: Token) -> None:
    if walk.policy.code == "read":
        _read_code(walk, token)
        return
    if walk.policy.code == "announce":
        walk.announce("コードは省略します。")
    walk.skip_lines(token, "code")


def _read_code(walk: _BlockWalk, token: Token) -> None:
    first = walk.line + (token.type == "fence")
    for number, line in enumerate(token.content.split("\n"), first):
        if line.strip():
            walk.line = number
            walk.add(Role.BODY, Passage(line, tuple(_origins(walk, line))).strip())
    if token.info.strip():
        start = walk.source.text.find(token.info.strip(), walk.offset_of_line(first - 1))
        walk.skips.append(Skip(start, start + len(token.info.strip()), "code"))


def _rule(walk: _BlockWalk, token: Token) -> None:
    walk.scene_break = True
    walk.skip_lines(token, "scene break: a pause")


def _html(walk: _BlockWalk, token: Token) -> None:
    walk.skip_lines(token, "HTML")


_BLOCKS = {
    "heading_open": _heading,
    "list_item_open": _list_item,
    "footnote_open": _footnote,
    "inline": _inline,
    "tr_open": _open_row,
    "tr_close": _close_row,
    "table_open": _open_table,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "html_block": _html,
}


def _leftovers(
    source: Source, start: int, paragraphs: Sequence[Paragraph], skips: Sequence[Skip]
) -> list[Skip]:
    """Markup outside of what was read: definitions, marks, bullets. Letters are never leftovers."""
    claimed = bytearray(len(source.text))
    for paragraph in paragraphs:
        for origin in paragraph.passage.known_origins:
            claimed[origin] = 1
    for skip in skips:
        claimed[skip.start : skip.end] = b"\1" * (skip.end - skip.start)
    found = []
    for pattern, reason in _LEFTOVERS:
        for match in pattern.finditer(source.text, start):
            for i in range(match.start(), match.end()):
                if not claimed[i] and not source.text[i].isspace():
                    claimed[i] = 1
                    found.append(Skip(i, i + 1, reason))
    return found
