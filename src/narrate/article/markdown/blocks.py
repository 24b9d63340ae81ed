"""Markdown (CommonMark, tables, footnotes) -> paragraphs, each construct by a stated policy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, cast

from narrate.article.markdown.commonmark import DEEPEST_NESTING, LEAF, parser_for
from narrate.article.markdown.dialects import commonmark_of
from narrate.article.markdown.inline import Inline, read_inline
from narrate.article.markdown.places import Places, leftovers
from narrate.article.rewriting import skips_at
from narrate.article.skips.reasons import CODE, FOOTNOTE, FOOTNOTE_MARK, FORMULA, LONE_NOTE, SCENE_BREAK
from narrate.errors import SourceError
from narrate.messages import Message
from narrate.model import NOWHERE, Paragraph, Passage, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.token import Token

    from narrate.article.markdown.commonmark import Leaf
    from narrate.article.markdown.notations import Notation
    from narrate.ground.wording import Words
    from narrate.model import Source

_NOTHING = Passage("", ())
_NESTING = frozenset({"blockquote_open", "list_item_open", "footnote_reference_open"})
_LIST_NUMBER = re.compile(r"(?:[^\S\n]|>|[-*+](?=\s))*+(\d{1,9})[.)]")


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


def parse_markdown(
    source: Source, start: int, policy: MarkdownPolicy, words: Words, notation: Notation | None = None
) -> Markdown:
    """Parse the Markdown that begins at offset ``start`` of the source; what is announced is in ``words``.

    With a ``notation`` the text is written in that and not in Markdown.

    Raises:
        SourceError: lists and quotations are nested more deeply than the parser follows.
    """
    plain = commonmark_of(source, start, words, notation, reads_tables=policy.table == "read")
    way_back = _WayBack(plain.passage.origins, start)
    made = replace(source, text=plain.passage.text)
    env: dict[str, Any] = {}
    tokens = parser_for(made.text, has_indented_code=not plain.is_mdx).parse(made.text, env)
    walk = _BlockWalk(policy, words, Places(made), env.get("footnotes", {}), way_back, source)
    for token in tokens:
        walk.read(token)
    formulas = [*plain.formulas, *(way_back.place(offset) for offset in walk.formulas)]
    paragraphs = _with_formulas([way_back.paragraph(p) for p in walk.paragraphs], formulas, policy, words)
    body_count = len(walk.paragraphs)
    walk.read_notes()
    paragraphs += [way_back.paragraph(p) for p in walk.paragraphs[body_count:]]
    definitions = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    walk.loose = [walk.lines(d["map"], Message("link definition")) for d in definitions] + walk.loose
    rest = leftovers(made, walk.paragraphs, walk.skips, walk.loose, walk.loose_cells)
    skips = (*plain.skips, *(found for skip in walk.skips + rest for found in way_back.skips(skip)))
    return Markdown(tuple(paragraphs), skips)


class _WayBack:
    """From the text that was parsed back to the source."""

    def __init__(self, origins: Sequence[int], start: int) -> None:
        self._origins = origins
        self._start = start

    def place(self, offset: int) -> int:
        """Where in the source a position stands, or what comes next behind it."""
        if offset < len(self._origins) and (here := self._origins[offset]) != NOWHERE:
            return here
        near = self._origins[offset : offset + 200]
        return next((o for o in near if o != NOWHERE), self._start)

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with the source's places."""
        origins = paragraph.passage.origins
        if isinstance(origins, range):
            origins = self._origins[origins.start : origins.stop]
        else:
            origins = [NOWHERE if o == NOWHERE else self._origins[o] for o in origins]
        anchor = paragraph.anchor if paragraph.anchor == NOWHERE else self.place(paragraph.anchor)
        role, passage, cuts, after_scene_break, level, _ = paragraph
        return Paragraph(role, Passage(passage.text, origins), cuts, after_scene_break, level, anchor)

    def skips(self, skip: Skip) -> list[Skip]:
        """The skip with the source's places."""
        return skips_at(self._origins[skip.start : skip.end], skip.reason)


def _with_formulas(
    paragraphs: list[Paragraph], formulas: Sequence[int], policy: MarkdownPolicy, words: Words
) -> list[Paragraph]:
    """Say once, behind the first formula, that formulas are left out, unless code is left out silently."""
    if not formulas or policy.code == "skip":
        return paragraphs
    first = min(formulas)
    at = next((i for i, p in enumerate(paragraphs) if p.start > first), len(paragraphs))
    said = Paragraph(Role.ANNOUNCEMENT, Passage.unwritten(words.formula_left_out), anchor=first)
    return [*paragraphs[:at], said, *paragraphs[at:]]


@dataclass(slots=True)
class _BlockWalk:
    """Walks the block tokens and collects paragraphs; knows in which containers it stands.

    ``prefix`` is the list number or note number that the next paragraph begins with. ``loose`` are lines
    whose unclaimed characters have one reason, ``loose_cells`` rows with more cells than columns.
    """

    policy: MarkdownPolicy
    words: Words
    places: Places
    footnotes: Mapping[str, Any]
    way_back: _WayBack
    source: Source
    paragraphs: list[Paragraph] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    loose: list[Skip] = field(default_factory=list)
    loose_cells: list[Skip] = field(default_factory=list)
    containers: list[str] = field(default_factory=list)
    row: Passage = _NOTHING
    prefix: Passage = _NOTHING
    scene_break: bool = False
    level: int = 0
    line: int = 0
    outside: list[tuple[str, list[Paragraph], bool]] = field(default_factory=list)
    notes: dict[int, list[Paragraph]] = field(default_factory=dict)
    inline_notes: dict[int, Sequence[int]] = field(default_factory=dict)
    formulas: list[int] = field(default_factory=list)

    def read(self, token: Token) -> None:
        """Take the next block token."""
        if token.type == LEAF:
            self.take_leaf(cast("Leaf", token))
            return
        if token.map:
            self.line = token.map[0]
        if token.type in _NESTING and token.level + 1 >= DEEPEST_NESTING:
            self.refuse_depth()
        handle = _BLOCKS.get(token.type)
        if handle:
            handle(self, token)
        elif token.nesting == 1:
            self.containers.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            self.containers.pop()

    def take_leaf(self, leaf: Leaf) -> None:
        """Append a block that the parser did not part into tokens."""
        self.line, self.level = leaf.line, leaf.level
        if leaf.number:
            number = Passage(leaf.number, range(leaf.number_start, leaf.number_start + len(leaf.number)))
            self.prefix = number + Passage.unwritten(self.words.behind_number)
        role = Role.ITEM if leaf.is_item else Role.HEADING if leaf.level else Role.BODY
        self.add(role, Passage(leaf.text, range(leaf.start, leaf.start + len(leaf.text))))

    def refuse_depth(self) -> None:
        """Refuse what the parser would leave out."""
        raise SourceError(
            Message("lists or quotations are nested too deeply"),
            hint=Message(
                "at most {lists} lists or {quotations} quotations deep",
                lists=DEEPEST_NESTING // 2 - 1,
                quotations=DEEPEST_NESTING - 1,
            ),
            path=self.source.path,
            line=self.source.line_of(self.way_back.place(self.places.line_start(self.line))),
        )

    def lines(self, map_: Sequence[int], reason: Message) -> Skip:
        """What is not read yet of the lines that a token's ``map`` names."""
        return Skip(self.places.unread(map_[0]), self.places.line_start(map_[1]), reason)

    def skip_lines(self, token: Token, reason: Message) -> None:
        """Skip all that the token's lines hold."""
        self.skips.append(self.lines(token.map or (self.line, self.line + 1), reason))

    def skip_passage(self, passage: Passage, reason: Message) -> None:
        """Skip the characters of a passage."""
        self.skips += [Skip(start, end, reason) for start, end in passage.known_spans]

    def add(self, role: Role, passage: Passage, cuts: tuple[int, ...] = ()) -> None:
        """Append a paragraph, with the list number or note number that stands before it."""
        level = self.level if role is Role.HEADING else 0
        anchor = self.places.line_start(self.line)
        paragraph = Paragraph(role, passage, cuts, self.scene_break, level, anchor)
        self.paragraphs.append(paragraph.behind(self.prefix))
        self.prefix, self.scene_break = _NOTHING, False

    def add_inline(self, inline: Inline) -> None:
        """Append a paragraph of text."""
        if inline.is_only_image:
            self.prefix += Passage.unwritten(self.words.image)
        self.add(_role_in(self.containers), inline.passage, inline.cuts)

    def announce(self, text: str) -> None:
        """Say something that does not stand in the source."""
        self.add(Role.ANNOUNCEMENT, Passage.unwritten(text))

    def taken_in(self, inline: Inline) -> Inline:
        """Keep what an inline content holds beside its text."""
        self.skips += inline.skips
        self.inline_notes |= inline.notes
        return inline

    def read_notes(self) -> None:
        """Append all footnotes that are referred to, in the order of their first marks."""
        listed = self.footnotes.get("list", {})
        for number in count():
            if number not in listed:
                return
            if "tokens" in listed[number]:
                self._read_inline_note(number, listed[number])
            self._append_note(number)

    def _read_inline_note(self, number: int, note: Mapping[str, Any]) -> None:
        origins = self.inline_notes[number]
        inline = read_inline(note["tokens"], note["content"], origins, self.policy.image)
        self.taken_in(inline)
        anchor = next((o for o in origins if o != NOWHERE), 0)
        self.notes[number] = [Paragraph(Role.NOTE, inline.passage, inline.cuts, anchor=anchor)]

    def _append_note(self, number: int) -> None:
        paragraphs = [p for p in self.notes.get(number, ()) if p.passage.text.strip()]
        if self.policy.footnotes == "skip":
            for paragraph in paragraphs:
                self.skip_passage(paragraph.passage, FOOTNOTE)
        elif paragraphs:
            mark = Passage.unwritten(self.words.note.format(number + 1))
            self.paragraphs += [paragraphs[0].behind(mark), *paragraphs[1:]]


def _heading(walk: _BlockWalk, token: Token) -> None:
    walk.level = int(token.tag[1])
    walk.containers.append("heading")


def _list_item(walk: _BlockWalk, token: Token) -> None:
    walk.containers.append("list_item")
    if not token.info:
        return
    number = _LIST_NUMBER.match(walk.places.source.text, walk.places.unread(walk.line))
    if number:
        walk.prefix += Passage(number[1], range(*number.span(1)))
        walk.prefix += Passage.unwritten(walk.words.behind_number)
        walk.places.mark_read(walk.line, number.end())


def _close_list_item(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.pop()
    walk.skip_passage(walk.prefix, Message("number of an empty list item"))
    walk.prefix = _NOTHING


def _open_footnote(walk: _BlockWalk, token: Token) -> None:
    """What follows is put aside, until it is known whether anything refers to it."""
    walk.containers.append("footnote")
    label = token.meta["label"]
    mark = f"[^{label}]:"
    start = walk.places.source.text.index(mark, walk.places.unread(walk.line))
    walk.skips.append(Skip(start, start + len(mark), FOOTNOTE_MARK))
    walk.places.mark_read(walk.line, start + len(mark))
    walk.outside.append((label, walk.paragraphs, walk.scene_break))
    walk.paragraphs, walk.scene_break = [], False


def _close_footnote(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.pop()
    inside = walk.paragraphs
    label, walk.paragraphs, walk.scene_break = walk.outside.pop()
    number = walk.footnotes["refs"][f":{label}"]
    unused = inside if number < 0 else walk.notes.get(number, [])
    for paragraph in unused:
        walk.skip_passage(paragraph.passage, LONE_NOTE)
    if number >= 0:
        walk.notes[number] = inside


def _inline(walk: _BlockWalk, token: Token) -> None:
    is_cell = walk.containers[-1:] in (["td"], ["th"])
    first, end = token.map or (walk.line, walk.line + 1)
    origins = walk.places.origins(token.content, (first, end), is_cell=is_cell)
    inline = walk.taken_in(read_inline(token.children or [], token.content, origins, walk.policy.image))
    if is_cell:
        comma = Passage.unwritten(walk.words.comma) if walk.row.text and inline.passage.text else _NOTHING
        walk.row += comma + inline.passage
    elif inline.passage.text.strip():
        walk.add_inline(inline)


def _role_in(containers: Sequence[str]) -> Role:
    if not containers:
        return Role.BODY
    inner = [c for c in containers if c != "paragraph"]
    if "footnote" in inner:
        return Role.NOTE
    if inner and inner[-1] == "heading":
        return Role.HEADING
    if "list_item" in inner:
        return Role.ITEM
    return Role.QUOTE if "blockquote" in inner else Role.BODY


def _open_row(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.append("tr")
    walk.row = _NOTHING


def _close_row(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.pop()
    walk.loose_cells.append(walk.lines((walk.line, walk.line + 1), Message("table cell without a column")))
    if walk.policy.table != "read":
        walk.skip_passage(walk.row, Message("table"))
    elif walk.row.text.strip():
        walk.add(Role.ITEM, walk.row)


def _open_table(walk: _BlockWalk, _token: Token) -> None:
    walk.containers.append("table")
    if walk.policy.table == "announce":
        walk.announce(walk.words.table_left_out)


def _code(walk: _BlockWalk, token: Token) -> None:
    if token.info.strip() == "math":
        walk.formulas.append(walk.places.line_start(walk.line))
        walk.skip_lines(token, FORMULA)
        return
    if walk.policy.code == "read":
        _read_code(walk, token)
        return
    if walk.policy.code == "announce":
        walk.announce(walk.words.code_left_out)
    walk.skip_lines(token, CODE)


def _read_code(walk: _BlockWalk, token: Token) -> None:
    first = walk.line + (token.type == "fence")
    if token.type == "fence":
        walk.loose.append(walk.lines((walk.line, first), Message("code language")))
    for number, line in enumerate(token.content.split("\n"), first):
        if line.strip():
            walk.line = number
            walk.add(Role.BODY, Passage(line, tuple(walk.places.origins(line, (number, number + 1)))).strip())


def _rule(walk: _BlockWalk, token: Token) -> None:
    walk.scene_break = True
    walk.skip_lines(token, SCENE_BREAK)


_BLOCKS: dict[str, Callable[[_BlockWalk, Token], None]] = {
    "heading_open": _heading,
    "list_item_open": _list_item,
    "list_item_close": _close_list_item,
    "footnote_reference_open": _open_footnote,
    "footnote_reference_close": _close_footnote,
    "inline": _inline,
    "tr_open": _open_row,
    "tr_close": _close_row,
    "table_open": _open_table,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
}
