"""What stands in one line of a page -> a passage: text and ruby stay, tags and the marks of notes go."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from narrate.article.pictures import why_undescribed
from narrate.messages import Message
from narrate.model import NOWHERE, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from narrate.article.markup import Element, Node

    Reasons: TypeAlias = Mapping[int, Message]
    """Why elements, by their `id`, are not said."""

RUBY = Message("ruby")
FORMULA = Message("formula")
DELETED = Message("deleted text")
WRITTEN = Message("note: how a character is written")
_DELETED = frozenset({"del", "s", "strike"})
_SPACES = re.compile(r"[ \t\n\r\f\u200b\u2060\ufeff]+")
_SPACE = " \t\n\r\f\u200b\u2060\ufeff"
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f]")
_NO_BREAK = str.maketrans({"\xa0": " ", "\xad": ""})
_RUBY_MARKS = re.compile(r"[<>《》]")
_AMOUNT = re.compile(
    r"\s*(?:約?[\d０-９½¼]+[^\s年月日：:%％.．,、)）]|[大小]さじ|カップ|適量|適宜|少々|ひとつまみ|お好み|各)\S{0,12}\s*$"
)
"""What stands beside a thing, set apart from it by nothing that is written: 大根｜1/2本."""
_OF_A_NUMBER = re.compile(r"[第約全計各同毎翌前後成和正治\d.,:：(（「・\-]\s*$")
"""Behind it a number goes on with the word."""
_ENDS = frozenset("。！？!?…」』）)】")
_LONG_LINE = 25
"""Characters: of a line that ends without a mark, its break may only be where it was full."""
_MATHS = frozenset({"katex", "mathjax", "mathjax_display", "mjx-chtml", "mjx-container", "math"})


_NOTHING = Passage("", ())


@dataclass(frozen=True, slots=True)
class Line:
    """A passage with the offsets in it where a sentence must end; ``is_image``: it describes an image."""

    passage: Passage
    cuts: tuple[int, ...] = ()
    is_image: bool = False


@dataclass(slots=True)
class Dropped:
    """What is not said, and the formulas among it."""

    passages: list[tuple[Passage, Message]] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)

    def drop(self, node: Node, reason: Message) -> None:
        """Leave out all text of a node."""
        passage = node if isinstance(node, Passage) else node.passage
        if passage.text:
            self.passages.append((passage, reason))


class Inline:
    """Collects what stands side by side, and parts it where two line breaks follow each other."""

    def __init__(self, text: str, reasons: Reasons, dropped: Dropped, image_policy: str) -> None:
        self._text = text
        self._reasons = reasons
        self._dropped = dropped
        self._image_policy = image_policy
        self._lines: list[list[Passage]] = [[]]
        self._images: Counter[int] = Counter()
        self._texts: Counter[int] = Counter()
        self._span = ""

    def take(self, node: Node) -> None:
        """Add a node that stands in the line."""
        if isinstance(node, Passage):
            self._span = ""
            self._texts[self._here] += bool(node.text.strip(_SPACE))
            self._add(node)
            return
        if reason := self._why_silent(node):
            self._dropped.drop(node, reason)
            return
        if self._span and node.name == "span" and _AMOUNT.match(node.text):
            self._add(Passage.unwritten("" if _OF_A_NUMBER.search(self._span) else "、"))
        handle = _ELEMENTS.get(node.name)
        if handle:
            handle(self, node)
        else:
            for child in node.children:
                self.take(child)
        self._span = node.text if node.name == "span" else ""

    def _why_silent(self, element: Element) -> Message | None:
        if element.name in _DELETED:
            return DELETED
        if element.name == "math" or not _MATHS.isdisjoint(element.classes):
            self._dropped.formulas.append(element.start)
            return FORMULA
        return self._reasons.get(id(element))

    @property
    def _here(self) -> int:
        return len(self._lines) - 1

    def _add(self, passage: Passage) -> None:
        if passage.text:
            self._lines[-1].append(passage)

    def add_break(self) -> None:
        """A line ends here."""
        self._lines.append([])

    def add_image(self, image: Element) -> None:
        """The description of an image, where it describes anything; a character drawn as one is text."""
        text = _SPACES.sub(" ", image["alt"]).strip(_SPACE + "\u3000")
        if not text:
            return
        at = self._text.find(text, image.start, image.end)
        described = Passage.unwritten(text) if at < 0 else Passage(text, range(at, at + len(text)))
        if character := _character_by(text):
            self._texts[self._here] += 1
            self._add(Passage(character, (described.origins[0], *[NOWHERE] * (len(character) - 1))))
            self._dropped.drop(described[1:], WRITTEN)
            return
        if len(text) == 1 and not text.isascii():
            self._texts[self._here] += 1
            self._add(described)
            return
        self._images[self._here] += 1
        reason = why_undescribed(text, image["src"], self._image_policy)
        if reason:
            self._dropped.drop(described, reason)
        else:
            self._add(described)

    def add_ruby(self, ruby: Element) -> None:
        """Base and reading in the form that is read later; a base without any as it is."""
        self._texts[self._here] += 1
        self._add(self._ruby(ruby))

    def _ruby(self, ruby: Element) -> Passage:
        parts = [(base, kana) for base, kana in _ruby_parts(ruby, self.heard) if base.text or kana.text]
        for brackets in ruby.all("rp"):
            self._dropped.drop(brackets, RUBY)
        is_plain = all(kana.text == "" for _, kana in parts)
        if is_plain or any(_RUBY_MARKS.search(base.text + kana.text) for base, kana in parts):
            for _, kana in parts:
                self._dropped.drop(kana, RUBY)
            return Passage.joined(base for base, _ in parts) if parts else _NOTHING
        said = [Passage.unwritten("<ruby>")]
        for base, kana in parts:
            if not base.text:
                self._dropped.drop(kana, RUBY)
                continue
            said += [base, Passage.unwritten("<rt>"), kana, Passage.unwritten("</rt>")]
        return Passage.joined([*said, Passage.unwritten("</ruby>")])

    def add_quotation(self, quotation: Element) -> None:
        """What is quoted in a line stands between the marks that a browser sets around it."""
        self._add(Passage.unwritten("「"))
        for child in quotation.children:
            self.take(child)
        self._add(Passage.unwritten("」"))

    def one_line(self) -> Passage:
        """All of it in one line, with a space where one was broken."""
        lines = [collapsed(Passage.joined(pieces)) for pieces in self._lines if pieces]
        said = [line for line in lines if line.text]
        parts = [part for line in said for part in (Passage.unwritten(" "), line)][1:]
        return Passage.joined(parts) if parts else _NOTHING

    def heard(self, node: Node) -> Passage:
        """The text of a node without what is silent in it, with its line breaks and the ruby in it."""
        if isinstance(node, Passage):
            return node
        if reason := self._why_silent(node):
            self._dropped.drop(node, reason)
            return _NOTHING
        if node.name == "ruby":
            return self._ruby(node)
        if node.name == "br":
            return Passage.unwritten("\n")
        if node.name == "img":
            return self._character(node)
        parts = [self.heard(child) for child in node.children]
        return Passage.joined(parts) if parts else _NOTHING

    def _character(self, image: Element) -> Passage:
        """A character that is drawn, as what describes it says."""
        text = image["alt"].strip()
        at = self._text.find(text, image.start, image.end)
        character = _character_by(text) or (text if len(text) == 1 else "")
        if not character or at < 0:
            return _NOTHING
        self._dropped.drop(Passage(text[1:], range(at + 1, at + len(text))), WRITTEN)
        return Passage(character, (at, *[NOWHERE] * (len(character) - 1)))

    def lines(self) -> list[Line]:
        """The paragraphs of what was taken: one, or more where empty lines or pictures part them."""
        found: list[Line] = []
        group: list[Passage] = []
        for number, pieces in enumerate(self._lines):
            whole = Passage.joined(pieces) if pieces else _NOTHING
            line = collapsed(whole)
            is_image = self._images[number] == 1 and not self._texts[number]
            if group and (not line.text or is_image or _is_indented(whole.text)):
                found.append(_joined(group))
                group = []
            if line.text and is_image:
                found.append(Line(line, (), is_image=True))
            elif line.text:
                group.append(line)
        return [*found, _joined(group)] if group else found


def _character_by(description: str) -> str:
    """The character that a picture describes as Aozora Bunko does: ※(「魚＋生」、第3水準1-94-39)."""
    from narrate.article.aozora.gaiji import character_of

    return character_of(description) if description.startswith(("※(", "※（", "※［")) else ""


def _is_indented(text: str) -> bool:
    """Whether a line begins as a Japanese paragraph does."""
    return text.lstrip(_SPACE).startswith("\u3000")


def _ruby_parts(ruby: Element, heard: Callable[[Node], Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Each base of a ruby element with its reading, empty where it has none."""
    bases: list[Passage] = []
    readings = _readings_apart(ruby, heard)
    is_apart = bool(readings)
    for child in ruby.children:
        if isinstance(child, Passage):
            bases.append(child)
        elif child.name == "rb" and readings:
            yield _tight([*bases, heard(child)]), _tight([readings.pop(0)])
            bases = []
        elif child.name in ("rt", "rtc") and not is_apart:
            yield _tight(bases), _tight([heard(child)])
            bases = []
        elif child.name not in ("rp", "rt", "rtc"):
            bases.append(heard(child))
    if base := _tight(bases):
        yield base, _NOTHING


def _readings_apart(ruby: Element, heard: Callable[[Node], Passage]) -> list[Passage]:
    """The readings of bases that all stand before them: <rb>東<rb>京<rt>とう<rt>きょう."""
    names = [child.name for child in ruby.elements if child.name in ("rb", "rt")]
    is_apart = names.count("rb") > 1 and names == ["rb"] * names.count("rb") + ["rt"] * names.count("rt")
    return [heard(child) for child in ruby.elements if child.name == "rt"] if is_apart else []


def _tight(parts: Sequence[Passage]) -> Passage:
    return collapsed(Passage.joined(parts)) if parts else _NOTHING


def collapsed(passage: Passage) -> Passage:
    """A passage whose white space is as a browser shows it (CSS Text 3, section 4.1).

    A line break between two characters of Japanese is none; elsewhere any white space is one space. At the
    ends there is none.
    """
    text = passage.text.translate(_NO_BREAK) if "\xad" not in passage.text else None
    if text is None:
        passage = passage.without([(m.start(), m.end()) for m in re.finditer("\xad", passage.text)])
        text = passage.text.translate(_NO_BREAK)
    kept: list[Passage] = []
    at = 0
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if start > at:
            kept.append(Passage(text[at:start], passage.origins[at:start]))
        if start and end < len(text) and _needs_space(text[start - 1], match[0], text[end]):
            kept.append(_space_of(text, passage, start, end))
        at = end
    if at < len(text):
        kept.append(Passage(text[at:], passage.origins[at:]))
    return Passage.joined(kept).strip() if kept else _NOTHING


def _space_of(text: str, passage: Passage, start: int, end: int) -> Passage:
    """The space that a run of white space shows as, where one stands in it beside what is not seen."""
    at = next((n for n in range(start, end) if text[n].isspace()), start)
    is_space = text[at].isspace()
    return Passage(" ", passage.origins[at : at + 1] if is_space else (NOWHERE,))


def _needs_space(before: str, between: str, after: str) -> bool:
    if "\n" in between:
        return not (_WIDE.match(before) or _WIDE.match(after))
    return bool(between.strip("\u200b\u2060\ufeff"))


def _joined(lines: Sequence[Passage]) -> Line:
    """Lines as one paragraph: a break is where a sentence ends, unless the line was merely full."""
    cuts: list[int] = []
    length = 0
    for at, line in enumerate(lines[:-1]):
        length += len(line)
        if line.text[-1] in _ENDS or len(line) < _LONG_LINE or lines[at + 1].text[0] in "\u3000「『（・":
            cuts.append(length)
    return Line(Passage.joined(lines), tuple(cuts))


_ELEMENTS: Mapping[str, Callable[[Inline, Element], None]] = {
    "br": lambda inline, _element: inline.add_break(),
    "img": Inline.add_image,
    "q": Inline.add_quotation,
    "amp-img": Inline.add_image,
    "ruby": Inline.add_ruby,
}
