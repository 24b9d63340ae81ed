"""The elements of a page -> paragraphs with their roles, each construct by Markdown's policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.elements.inline import Dropped, Inline, collapsed
from narrate.article.elements.tables import is_layout, rows_of
from narrate.article.markup import Element
from narrate.messages import Message
from narrate.model import Paragraph, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.article.elements.inline import Line, Reasons
    from narrate.article.markdown import MarkdownPolicy
    from narrate.article.markup import Node
    from narrate.ground.wording import Words

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
    "listing", "plaintext", "frameset", "noframes", "optgroup", "option",
})  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NUMBERED = re.compile(
    r"[\s\u3000]*[（(【［\[〔<＜]?(?:第|その)?[0-9０-９一二三四五六七八九十①-⑳ⅰ-ⅹⅠ-Ⅹ㈠-㈩][\d０-９]*\s*[^\s\w]"
)
"""How an item begins that has its number in its text."""
_JAPANESE = re.compile(r"[\u3041-\u30fa\u4e00-\u9fff]")
_NO_MARKERS = re.compile(r"list-style(?:-type)?\s*:\s*(?:none|disc|circle|square)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。！？」]")
_LONG_SENTENCE = 80
_COLUMNS = re.compile(r"\t|(?:[^\n,]*,){4}|[|+][-=]{3}|^[ >$#%]*[$#%>] ", re.MULTILINE)
"""What makes lines a listing, a table or a dialogue with a machine."""
_CODE = Message("code")
_AGAIN = Message("image description")
NAVIGATION = Message("navigation")
_SCENE_BREAK = Message("scene break: a pause")
_STARS = re.compile(r"[\s\u3000*＊×✕✖☓◇◆○●◎□■△▲▽▼☆★※―─━—‐－\-…・〜～＝=＿_†‡§♪❖✻❦⁂#＃]+")


@dataclass(frozen=True, slots=True)
class Flow:
    """What a part of a page says. ``dropped`` is what it does not say, text by text, with the reasons."""

    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[tuple[Passage, Message], ...]
    after_break: bool = False


def _is_none(_nodes: Sequence[Node]) -> bool:
    """Nothing in a book only leads elsewhere."""
    return False


class _Place(NamedTuple):
    """Where the walk stands: the role of what is said there, and a heading's level."""

    role: Role = Role.BODY
    level: int = 0


def flow_of(
    nodes: Iterable[Node],
    text: str,
    policy: MarkdownPolicy,
    words: Words,
    reasons: Reasons | None = None,
    role: Role = Role.BODY,
    is_furniture: Callable[[Sequence[Node]], bool] = _is_none,
) -> Flow:
    """What nodes of the source ``text`` say, less those elements that have one of ``reasons``.

    What is announced is in ``words``. ``is_furniture`` tells lines that only lead elsewhere. Notes are no
    concern of it: their marks have a reason to be silent.
    """
    walk = _Walk(text, policy, words, reasons or {}, is_furniture)
    walk.read(nodes, _Place(role))
    paragraphs = walk.with_formulas()
    return Flow(tuple(paragraphs), tuple(walk.dropped.passages), walk.after_break)


@dataclass(slots=True)
class _Walk:
    """Collects paragraphs. ``prefix`` is what the next one begins with: the number of an item of a list."""

    text: str
    policy: MarkdownPolicy
    words: Words
    reasons: Reasons
    is_furniture: Callable[[Sequence[Node]], bool]
    paragraphs: list[Paragraph] = field(default_factory=list)
    dropped: Dropped = field(default_factory=Dropped)
    prefix: Passage = field(default_factory=lambda: Passage("", ()))
    after_break: bool = False

    def read(self, nodes: Iterable[Node], place: _Place) -> None:
        """Take nodes one after the other: what stands in lines together, blocks by themselves."""
        line: list[Node] = []
        for node in nodes:
            if isinstance(node, Element) and id(node) in self.reasons:
                self.dropped.drop(node, self.reasons[id(node)])
            elif isinstance(node, Element) and is_block(node):
                self.say(line, place)
                line = []
                self.read_block(node, place)
            else:
                line.append(node)
        self.say(line, place)

    def inline(self) -> Inline:
        """What collects the text of a line."""
        return Inline(self.text, self.reasons, self.dropped, self.policy.image)

    def read_block(self, element: Element, place: _Place) -> None:
        """Take a block."""
        if element.name in HEADINGS:
            self.read_heading(element)
        elif handle := _HANDLERS.get(element.name):
            handle(self, element, place)
        else:
            self.read(element.children, place)

    def read_heading(self, element: Element) -> None:
        """A heading is one line, whatever stands in it."""
        inline = self.inline()
        for node in self.without_blocks(element.children):
            inline.take(node)
        whole = inline.one_line()
        if whole.text:
            self.add(Role.HEADING, whole, level=HEADINGS[element.name])

    def without_blocks(self, nodes: Iterable[Node]) -> list[Node]:
        """Nodes for one line: what stands in blocks, with a break before and behind."""
        found: list[Node] = []
        for node in nodes:
            if isinstance(node, Element) and is_block(node) and id(node) not in self.reasons:
                found += [_BREAK, _BREAK, *self.without_blocks(node.children), _BREAK, _BREAK]
            else:
                found.append(node)
        return found

    def say(self, nodes: Sequence[Node], place: _Place) -> None:
        """Append what stands in lines together, unless it only leads to other pages."""
        if place.role is Role.BODY and self.is_furniture(nodes):
            for node in nodes:
                self.dropped.drop(node, NAVIGATION)
            return
        inline = self.inline()
        for node in nodes:
            inline.take(node)
        for line in inline.lines():
            self.add_line(line, place)

    def add_line(self, line: Line, place: _Place) -> None:
        """Append a line of text, or take it for a scene break."""
        passage, cuts = line.passage, line.cuts
        if place.role is Role.BODY and _STARS.fullmatch(passage.text):
            self.dropped.drop(passage, _SCENE_BREAK)
            self.after_break = True
            return
        if line.is_image:
            mark = Passage.unwritten(self.words.image)
            passage, cuts = mark + passage, tuple(cut + len(mark) for cut in cuts)
        self.add(place.role, passage, cuts, place.level)

    def add(self, role: Role, passage: Passage, cuts: tuple[int, ...] = (), level: int = 0) -> None:
        """Append a paragraph, with the number that stands before it."""
        paragraph = Paragraph(role, passage, cuts, self.after_break, level)
        self.paragraphs.append(paragraph.behind(self.prefix) if self.prefix.text else paragraph)
        self.prefix, self.after_break = _NOTHING, False

    def announce(self, text: str, element: Element) -> None:
        """Say what does not stand in the source."""
        self.paragraphs.append(Paragraph(Role.ANNOUNCEMENT, Passage.unwritten(text), anchor=element.start))

    def with_formulas(self) -> list[Paragraph]:
        """The paragraphs, with one sentence where the first formula is left out."""
        if not self.dropped.formulas or self.policy.code == "skip":
            return self.paragraphs
        first = min(self.dropped.formulas)
        at = next((n for n, p in enumerate(self.paragraphs) if p.start > first), len(self.paragraphs))
        said = Paragraph(Role.ANNOUNCEMENT, Passage.unwritten(self.words.formula_left_out), anchor=first)
        return [*self.paragraphs[:at], said, *self.paragraphs[at:]]


_NOTHING = Passage("", ())
_BREAK = Element("br", {}, (), 0, 0)


def is_block(element: Element) -> bool:
    """Whether an element begins a line of its own; one that stands in a line does if it holds a block."""
    if element.name in _BLOCKS:
        return True
    if element.name in ("ruby", "svg", "math", "button", "select"):
        return False
    return any(inner.name in _BLOCKS for inner in element.all())


def _list(walk: _Walk, element: Element, _place: _Place) -> None:
    """A list; one with numbers says them, unless its items begin with their own."""
    items = [child for child in element.elements if child.name == "li" and id(child) not in walk.reasons]
    numbers = _numbers_of(element, items)
    for node in element.children:
        number = numbers.get(id(node))
        if number is not None:
            walk.prefix = Passage.unwritten(f"{number}{walk.words.behind_number}")
        walk.read([node], _Place(Role.ITEM))
        walk.prefix = _NOTHING


def _numbers_of(element: Element, items: Sequence[Element]) -> dict[int, int]:
    if element.name != "ol" or _NO_MARKERS.search(element["style"]):
        return {}
    if items and all(_NUMBERED.match(item.text) for item in items):
        return {}
    step = -1 if "reversed" in element.attributes else 1
    number = _whole(element["start"], len(items) if step < 0 else 1)
    found = {}
    for item in items:
        number = _whole(item["value"], number)
        found[id(item)] = number
        number += step
    return found


def _whole(written: str, otherwise: int) -> int:
    return int(written) if re.fullmatch(r"-?\d{1,9}", written.strip()) else otherwise


def _quotation(walk: _Walk, element: Element, place: _Place) -> None:
    walk.read(element.children, _Place(Role.QUOTE) if place.role is Role.BODY else place)


def _description(walk: _Walk, element: Element, place: _Place) -> None:
    walk.read(element.children, _Place(Role.ITEM) if place.role is Role.BODY else place)


def _rule(walk: _Walk, _element: Element, _place: _Place) -> None:
    walk.after_break = bool(walk.paragraphs)


def _preformatted(walk: _Walk, element: Element, place: _Place) -> None:
    """Code by its policy; prose that was merely typed in lines as lines."""
    if walk.policy.code == "read" or _is_prose(element):
        _typed_lines(walk, element, place)
        return
    if element.text.strip() and walk.policy.code == "announce":
        walk.announce(walk.words.code_left_out, element)
    walk.dropped.drop(element, _CODE)


def _is_prose(element: Element) -> bool:
    """Whether sentences stand there, and no columns."""
    text = element.text
    japanese = len(_JAPANESE.findall(text))
    ends = len(_SENTENCE_END.findall(text))
    is_written = japanese * 2 > len("".join(text.split())) and ends * _LONG_SENTENCE > japanese
    return is_written and not _COLUMNS.search(text)


def _typed_lines(walk: _Walk, element: Element, place: _Place) -> None:
    from narrate.article.lines import lines_in
    from narrate.article.plain.wrapping import unwrapped

    lines = lines_in(walk.inline().heard(element))
    for line in lines if walk.policy.code == "read" and not _is_prose(element) else unwrapped(lines):
        walk.add(place.role, line.passage)


def _table(walk: _Walk, element: Element, place: _Place) -> None:
    """A table row by row; one that only lays out a page as what stands in it."""
    if is_layout(element):
        walk.read(element.children, place)
        return
    for caption in [child for child in element.elements if child.name == "caption"]:
        walk.read([caption], place)
    if walk.policy.table != "read":
        if walk.policy.table == "announce":
            walk.announce(walk.words.table_left_out, element)
        for child in element.children:
            if not (isinstance(child, Element) and child.name == "caption"):
                walk.dropped.drop(child, Message("table"))
        return
    for row in rows_of(element, walk.reasons):
        _say_row(walk, row)
    for silent in (
        inner for inner in element.all("tr", "tbody", "thead", "tfoot") if id(inner) in walk.reasons
    ):
        walk.dropped.drop(silent, walk.reasons[id(silent)])


def _say_row(walk: _Walk, cells: Sequence[Element]) -> None:
    """The cells of a row, parted by commas."""
    parts: list[Passage] = []
    for cell in cells:
        inline = walk.inline()
        for node in walk.without_blocks([cell]):
            inline.take(node)
        for line in inline.lines():
            if parts and parts[-1].text in (f"[{line.passage.text}]", f"［{line.passage.text}］"):
                walk.dropped.drop(parts.pop(), _AGAIN)
            elif _needs_comma(parts):
                parts.append(Passage.unwritten(walk.words.comma))
            parts.append(line.passage)
    row = collapsed(Passage.joined(parts)) if parts else _NOTHING
    if row.text:
        walk.add(Role.ITEM, row)


def _needs_comma(parts: Sequence[Passage]) -> bool:
    """Whether something stands before, and is no sentence that ended."""
    return bool(parts) and parts[-1].text[-1] not in "。！？!?"


_Handler = Callable[[_Walk, Element, _Place], None]
_HANDLERS: Mapping[str, _Handler] = {
    "ul": _list,
    "ol": _list,
    "dir": _list,
    "menu": _list,
    "blockquote": _quotation,
    "dt": _description,
    "dd": _description,
    "hr": _rule,
    "pre": _preformatted,
    "xmp": _preformatted,
    "listing": _preformatted,
    "plaintext": _preformatted,
    "table": _table,
}
