"""The text of a document's parts -> paragraphs, and what of it is not spoken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from narrate.article.front.dates import written_date
from narrate.article.markup import XmlError, xml_tree
from narrate.article.markup.tree import DEEPEST
from narrate.article.parsed import Parsed
from narrate.article.skips.reasons import FOOTNOTE, LONE_NOTE, TAGS
from narrate.article.word.body import Blocks, Found
from narrate.article.word.marks import TEXTS, child, value
from narrate.article.word.numbering import Numbering
from narrate.article.word.package import damaged
from narrate.article.word.pieces import Piece
from narrate.article.word.properties import properties_of
from narrate.article.word.runs.inline import InlineReader
from narrate.article.word.runs.readings import with_readings
from narrate.article.word.structure import paragraph_of, structured
from narrate.article.word.styles import Part, Styles
from narrate.ground.wording import words_of
from narrate.messages import Message
from narrate.model import Passage, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrate.article.frontmatter import FrontMatter
    from narrate.article.markup import Element
    from narrate.article.policy import ArticlePolicy
    from narrate.ground.wording import Words
    from narrate.model import Metadata, Paragraph, Source

_CORE = "coreProperties"
_NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}
_SETTING = Message("setting of the document")
_SAMPLE = 20_000


def parse_word(source: Source, front: FrontMatter, policy: ArticlePolicy) -> Parsed:
    """The paragraphs of a document that `read_word` read.

    Raises:
        SourceError: its XML is damaged, or nested too deeply.
    """
    trees = _trees(source)
    told = properties_of(trees.get(_CORE), _sample(trees["document"]))
    reader = _Reader(source, trees, policy, words_of(front.metadata.language or told.language))
    pieces = reader.pieces()
    metadata, pieces, credit = _credited(pieces, front.metadata)
    made = structured(pieces, metadata, reader.words)
    about = made.metadata
    about = replace(about, author=about.author or told.author, language=about.language or told.language)
    if not _has_title(made.paragraphs):
        about = replace(about, title=about.title or told.title)
    notes, notes_pieces = reader.notes_found(), reader.notes()
    paragraphs, unsaid = with_readings((*made.paragraphs, *notes_pieces), reader.found.readings)
    skips = [*reader.found.skips, *made.skips, *credit, *unsaid]
    rest = _besides(source, trees.values(), paragraphs, skips)
    stressed = tuple(sorted(reader.found.stressed))
    return Parsed(paragraphs, (*skips, *rest), about, notes, made.decisions, stressed)


def _trees(source: Source) -> dict[str, Element]:
    """The parts by the names of their root elements."""
    trees: dict[str, Element] = {}
    for part, (start, end) in zip(source.parts, source.part_spans, strict=True):
        try:
            tree = xml_tree(source.text, start, end)
        except XmlError:
            if (
                part is source.parts[-1]
                and len(source.parts) > 1
                and "coreProperties" in source.text[start:end]
            ):
                continue
            raise damaged(source.path, Message("the document is damaged ({part})", part=part.name)) from None
        root = next(tree.elements, tree)
        _refuse_depth(root, source)
        name = "document" if start == 0 else root.name
        trees[part.name if name in trees else name] = root
    return trees


def _refuse_depth(root: Element, source: Source) -> None:
    """Refuse what a tree does not hold: elements deeper than it goes."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if (
            depth >= DEEPEST
            and element.name not in TEXTS
            and any(isinstance(node, Passage) and node.text.strip() for node in element.children)
        ):
            raise damaged(source.path, Message("the document is nested too deeply"))
        waiting += [(inner, depth + 1) for inner in element.elements]


def _sample(document: Element) -> str:
    """The beginning of a text."""
    return "".join(words.text for words in islice(document.all("t"), _SAMPLE))[:_SAMPLE]


def _has_title(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the text has a title of its own; a lone heading of the first level on top is one."""
    firsts = [at for at, p in enumerate(paragraphs) if p.role is Role.HEADING and p.level == 1]
    is_headed = len(firsts) == 1 and not any(p.role is Role.HEADING for p in paragraphs[: firsts[0]])
    return is_headed or any(p.role is Role.TITLE for p in paragraphs)


def _credited(pieces: list[Piece], metadata: Metadata) -> tuple[Metadata, list[Piece], list[Skip]]:
    """Who wrote it and when, where a style says so."""
    days = (written_date(piece.passage.text) for piece in pieces if piece.part is Part.DATE)
    metadata = replace(metadata, date=metadata.date or next(filter(None, days), None))
    authors = [piece for piece in pieces if piece.part is Part.AUTHOR]
    if not authors:
        return metadata, pieces, []
    name = metadata.author or "・".join(piece.passage.text for piece in authors)
    skips = [Skip(*span, Message("author")) for piece in authors for span in piece.passage.known_spans]
    return replace(metadata, author=name), [p for p in pieces if p.part is not Part.AUTHOR], skips


def _besides(
    source: Source, trees: Iterable[Element], paragraphs: Iterable[Paragraph], skips: Iterable[Skip]
) -> Iterator[Skip]:
    """All that is neither in a paragraph nor skipped, and no words: tags, and what is told besides.

    Words that nobody claimed stay so: they would be lost, which the script's account refuses.
    """
    spans = [span for paragraph in paragraphs for span in paragraph.passage.known_spans]
    spans += [(skip.start, skip.end) for skip in skips]
    elements = (element for tree in trees for element in tree.all())
    texts = [(e.name in TEXTS, node) for e in elements for node in e.children if isinstance(node, Passage)]
    words = [span for is_words, node in texts if is_words for span in node.known_spans]
    others = [node for is_words, node in texts if not (is_words or _is_value(node))]
    told = [span for node in others for span in node.known_spans]
    for reason, claimed in ((TAGS, told), (_SETTING, ())):
        gaps = list(_gaps([*spans, *words, *claimed], len(source.text)))
        yield from (Skip(start, end, reason) for start, end in gaps)
        spans += gaps


def _is_value(passage: Passage) -> bool:
    """Whether what is no words is for programs alone: the measures and names of a drawing."""
    return passage.text.isascii()


def _gaps(spans: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """What lies between stretches, to the end of the text."""
    at = 0
    for start, end in (*sorted(spans), (length, length)):
        if start > at:
            yield at, start
        at = max(at, end)


@dataclass
class _Reader:
    """Reads the parts of one document."""

    source: Source
    trees: Mapping[str, Element]
    policy: ArticlePolicy
    words: Words

    def __post_init__(self) -> None:
        self.styles = Styles(self.trees.get("styles"))
        self.numbering = Numbering(self.trees.get("numbering"))
        self.found = Found()

    def _blocks(self, story: Element, role: Role | None = None) -> Blocks:
        inline = InlineReader(self.source.text, story, self.styles, self.policy.markdown.image)
        return Blocks(inline, self.numbering, self.policy.markdown, self.words, self.found, role)

    def pieces(self) -> list[Piece]:
        """The pieces of the text itself, and that formulas are left out, behind the first one."""
        body = child(self.trees["document"], "body") or self.trees["document"]
        blocks = self._blocks(body)
        blocks.read(body.elements)
        pieces = blocks.done()
        if self.found.formulas and self.policy.markdown.code != "skip":
            first = min(self.found.formulas)
            at = next((n for n, piece in enumerate(pieces) if piece.anchor > first), len(pieces))
            said = self.words.formula_left_out
            announced = Piece(Passage.unwritten(said), first, role=Role.ANNOUNCEMENT, is_said=True)
            pieces.insert(at, announced)
        return pieces

    def notes(self) -> list[Paragraph]:
        """The notes that the text refers to, in the order it does."""
        elements: dict[tuple[str, str], Element] = {}
        unused: list[Element] = []
        for kind, part in _NOTE_PARTS.items():
            for note in self.trees[part].elements if part in self.trees else ():
                first = elements.setdefault((kind, value(note, "id")), note)
                unused += [note] if note is not first else []
        marks = [mark for mark in dict.fromkeys(self.found.notes) if mark in elements]
        reason = FOOTNOTE if self.policy.markdown.footnotes == "skip" else None
        paragraphs: list[Paragraph] = []
        count = 0
        for mark in marks:
            made = self._note(elements.pop(mark), reason)
            if made:
                count += 1
                made[0] = made[0].behind(Passage.unwritten(self.words.note.format(count)))
            paragraphs += made
        for note in (*elements.values(), *unused):
            self._note(note, LONE_NOTE)
        return paragraphs

    def _note(self, element: Element, reason: Message | None) -> list[Paragraph]:
        blocks = self._blocks(element, Role.NOTE)
        blocks.read(element.elements, reason)
        return [paragraph_of(piece, self.words) for piece in blocks.done()]

    def notes_found(self) -> tuple[Message, ...]:
        """What of the document is read by nobody, though people may see it."""
        messages = []
        if self.found.has_diagram:
            messages.append(Message("the words of its diagrams and charts are not read"))
        if self.found.has_foreign:
            messages.append(Message("a document that is embedded in it is not read"))
        return tuple(messages)
