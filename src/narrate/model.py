"""The nouns, frozen: what flows from an article to its edition.

Plain facts of which a book has one for each sentence are named tuples, here and elsewhere: they are made in
a third of the time that a frozen dataclass takes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from narrate.messages import Message

_LINE_END = re.compile("\n")
NOWHERE = -1
"""The origin of a character that stands in no source: an announcement's, for example."""


class Place(NamedTuple):
    """Where something stands in a source: 1-based lines and columns, the end inclusive.

    ``part`` is the file inside the source that they count in, empty where there is but one.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    part: str = ""

    def file(self, path: Path) -> Path:
        """What the lines are counted in, of a source at ``path``: the part inside it, or the source."""
        return path.parent / f"{path.name}/{self.part}" if self.part else path


class Format(StrEnum):
    """What a file is written in. Plain text may be in a notation, which its marks tell."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    EPUB = "EPUB"
    WORD = "Word"


class SourcePart(NamedTuple):
    """A file inside a source, whose text begins at offset ``start``."""

    start: int
    name: str


@dataclass(frozen=True)
class Source:
    r"""A decoded article file. Its ``text`` has ``\n`` line ends and no byte order mark.

    That of an archive is the text of its ``parts``, one behind the other. In a format that knows no lines a
    paragraph counts as one: ``paragraph_starts`` are their offsets, the first of each part at its start.
    """

    path: Path
    text: str
    encoding: str
    format: Format = Format.TEXT
    parts: tuple[SourcePart, ...] = ()
    paragraph_starts: tuple[int, ...] = ()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of each line's first character, ascending from 0."""
        if self.paragraph_starts:
            return self.paragraph_starts
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    @cached_property
    def _lines_before(self) -> tuple[int, ...]:
        """How many lines stand before each part."""
        return tuple(bisect_left(self.line_starts, part.start) for part in self.parts)

    @classmethod
    def of_parts(
        cls,
        path: Path,
        texts: Iterable[tuple[str, str]],
        encoding: str,
        written_in: Format,
        paragraphs_in: Callable[[str], Iterable[int]] | None = None,
    ) -> Source:
        """The files of an archive, by their names, one behind the other, each with a line end behind it.

        ``paragraphs_in`` tells where in a file those paragraphs begin that are not its first.
        """
        parts: list[SourcePart] = []
        starts: list[int] = []
        whole: list[str] = []
        at = 0
        for name, text in texts:
            parts.append(SourcePart(at, name))
            starts += (at, *(at + start for start in paragraphs_in(text))) if paragraphs_in else ()
            whole.append(text if text.endswith("\n") else f"{text}\n")
            at += len(whole[-1])
        return cls(path, "".join(whole), encoding, written_in, tuple(parts), tuple(starts))

    @property
    def part_spans(self) -> tuple[tuple[int, int], ...]:
        """The offsets, half-open, of each part; of the whole where there are none."""
        starts = [part.start for part in self.parts] or [0]
        return tuple(pairwise([*starts, len(self.text)]))

    def line_of(self, offset: int) -> int:
        """The 1-based line, of its part, that holds the character at ``offset``."""
        return bisect_right(self.line_starts, offset) - self._before(offset)

    def line_span(self, offset: int) -> tuple[int, int]:
        """The offsets (half-open) of the line that holds the character at ``offset``, its end included."""
        starts = self.line_starts
        number = bisect_right(starts, offset)
        return starts[number - 1], starts[number] if number < len(starts) else len(self.text)

    def where(self, offset: int) -> tuple[Path, int]:
        """What an error says of a place: the file, or the part inside it, and the line."""
        return self.place_of(offset, offset).file(self.path), self.line_of(offset)

    def part_of(self, offset: int) -> str:
        """The name of the part that holds the character at ``offset``; empty where there are none."""
        return self.parts[self._part_at(offset)].name if self.parts else ""

    def place_of(self, first: int, last: int) -> Place:
        """The place of the characters ``first`` to ``last``, both inclusive."""
        starts = self.line_starts
        line = end_line = bisect_right(starts, first)
        if line < len(starts) and last >= starts[line]:
            end_line = bisect_right(starts, last)
        columns = first - starts[line - 1] + 1, last - starts[end_line - 1] + 1
        before = self._before(first)
        return Place(line - before, columns[0], end_line - before, columns[1], self.part_of(first))

    def _before(self, offset: int) -> int:
        return self._lines_before[self._part_at(offset)] if self.parts else 0

    def _part_at(self, offset: int) -> int:
        return max(0, bisect_right(self.parts, (offset, chr(0x10FFFF))) - 1)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text whose every character knows where it stands in the source.

    ``origins[i]`` is the source offset of ``text[i]``, or `NOWHERE`. A run of neighbours, which most
    passages are, is kept as a range: a book has hundreds of thousands of characters.
    """

    text: str
    origins: Sequence[int]

    def __post_init__(self) -> None:
        assert len(self.text) == len(self.origins), "a passage maps each of its characters"
        if not isinstance(self.origins, range):
            object.__setattr__(self, "origins", _compact(self.origins))

    @classmethod
    def of(cls, text: str) -> Passage:
        """A text that is its own source."""
        return cls(text, range(len(text)))

    @classmethod
    def unwritten(cls, text: str) -> Passage:
        """A text that stands nowhere in the source."""
        return cls(text, (NOWHERE,) * len(text))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.text[part], self.origins[part])

    def __add__(self, other: Passage) -> Passage:
        if not self.text:
            return other
        return Passage(self.text + other.text, (*self.origins, *other.origins)) if other.text else self

    @classmethod
    def joined(cls, parts: Iterable[Passage]) -> Passage:
        """The parts one behind the other, in time linear in their length."""
        known = tuple(parts)
        if len(known) == 1:
            return known[0]
        return cls("".join(p.text for p in known), tuple(chain.from_iterable(p.origins for p in known)))

    def strip(self) -> Passage:
        """The passage without white space at its ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self[left : len(self.text.rstrip())] if self.text.strip() else self[:0]

    def without(self, spans: Iterable[tuple[int, int]]) -> Passage:
        """The passage less the ascending, separate half-open ``spans``."""
        kept, at = [], 0
        for start, end in spans:
            kept.append(self[at:start])
            at = end
        return Passage.joined([*kept, self[at:]])

    @property
    def known_spans(self) -> Iterator[tuple[int, int]]:
        """The stretches of the source that the passage comes from, half-open, in its own order."""
        origins = self.known_origins
        if isinstance(origins, range):
            runs: Iterable[Sequence[int]] = [origins] if origins else []
        else:
            cuts = [i for i in range(1, len(origins)) if origins[i] != origins[i - 1] + 1]
            runs = [origins[a:b] for a, b in pairwise([0, *cuts, len(origins)]) if a < b]
        for run in runs:
            yield run[0], run[-1] + 1

    @property
    def known_origins(self) -> Sequence[int]:
        """The source offsets, without the characters that stand nowhere."""
        if NOWHERE not in self.origins:
            return self.origins
        return tuple(o for o in self.origins if o != NOWHERE)


def _compact(origins: Sequence[int]) -> Sequence[int]:
    known = tuple(origins)
    run = range(known[0], known[0] + len(known)) if known else range(0)
    return run if run.start >= 0 and known == tuple(run) else known


class Skip(NamedTuple):
    """Source characters ``start`` to ``end`` (half-open) that are not spoken, and why."""

    start: int
    end: int
    reason: Message


@dataclass(frozen=True, slots=True)
class Ruby:
    """The author's reading of ``text[start:end]`` of an utterance or a paragraph, in kana as written."""

    start: int
    end: int
    kana: str


class Role(StrEnum):
    """What a paragraph is to its article; pauses and the transcript depend on it."""

    CATEGORY = "category"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"
    HEADING = "heading"
    BODY = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    NOTE = "note"
    ANNOUNCEMENT = "announcement"


class Paragraph(NamedTuple):
    """One paragraph, heading or list item, as written.

    ``cuts`` are offsets in the passage where a sentence must end (a hard line break).
    ``after_scene_break`` asks for the longer pause before it. ``level`` is a heading's depth.
    ``anchor`` is the source offset that stands for it where none of its characters has one.
    """

    role: Role
    passage: Passage
    cuts: tuple[int, ...] = ()
    after_scene_break: bool = False
    level: int = 0
    anchor: int = NOWHERE

    @property
    def start(self) -> int:
        """Where it begins in the source; its ``anchor`` where none of its characters stands there."""
        return next((origin for origin in self.passage.origins if origin != NOWHERE), self.anchor)

    def behind(self, passage: Passage) -> Paragraph:
        """The paragraph with this before it, its number for example; its cuts move along."""
        cuts = tuple(cut + len(passage) for cut in self.cuts)
        return self._replace(passage=passage + self.passage, cuts=cuts)

    def without(self, spans: Sequence[tuple[int, int]]) -> Paragraph:
        """The paragraph without these ascending, separate stretches of its passage; its cuts move along."""
        if not spans:
            return self
        ends = [end for _, end in spans]
        gone = list(accumulate((end - start for start, end in spans), initial=0))
        cuts = []
        for cut in self.cuts:
            number = bisect_left(ends, cut)
            inside = max(0, cut - spans[number][0]) if number < len(spans) else 0
            cuts.append(cut - gone[number] - inside)
        return self._replace(passage=self.passage.without(spans), cuts=tuple(cuts))


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the article: its heading (or the article's title) and what follows."""

    title: str
    level: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What front matter says of an article; every field may be empty."""

    title: str = ""
    subtitle: str = ""
    category: str = ""
    author: str = ""
    date: date | None = None
    description: str = ""
    language: str = ""
    cover: str = ""
    voice: str = ""
    slug: str = ""
    speed: float | None = None
    pitch: float | None = None
    chapters: int | None = None
    pauses: Mapping[str, int] = field(default_factory=dict)
    prosody: Mapping[str, object] = field(default_factory=dict)
    sections: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    lexicon: tuple[Mapping[str, object], ...] = ()


class Decision(NamedTuple):
    """Whether the line at source offset ``start`` is a heading, and the reason."""

    start: int
    text: str
    is_heading: bool
    reason: Message


@dataclass(frozen=True, slots=True)
class Article:
    """A source, understood: what it is called, its sections, and what of it is not spoken.

    ``stressed`` are stretches of the source, half-open, that are stressed otherwise than by marks.
    """

    source: Source
    metadata: Metadata
    sections: tuple[Section, ...]
    skips: tuple[Skip, ...]
    notes: tuple[Message, ...] = ()
    decisions: tuple[Decision, ...] = ()
    stressed: tuple[tuple[int, int], ...] = ()

    def text_of(self, role: Role) -> str:
        """The written text of the first paragraphs with this role, joined; empty if there is none."""
        found = [p.passage.text for s in self.sections[:1] for p in s.paragraphs if p.role is role]
        return "\n".join(found)


class Joint(StrEnum):
    """What joins an utterance to the next one in its paragraph."""

    SENTENCE = "sentence"
    COMMA = "comma"
    NONE = "none"


class Utterance(NamedTuple):
    """One sentence as written, the unit of reading and speaking.

    ``rubies`` are positions in ``passage.text``, so are ``stressed`` stretches. A sentence too long for one
    breath is several utterances, which ``joint`` tells; so is one with speech in it where that has a voice
    of its own, and ``is_speech`` tells that part.
    """

    passage: Passage
    rubies: tuple[Ruby, ...]
    role: Role
    place: Place
    joint: Joint = Joint.SENTENCE
    is_speech: bool = False
    stressed: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class ScriptParagraph:
    """A paragraph as its utterances."""

    role: Role
    utterances: tuple[Utterance, ...]
    after_scene_break: bool


@dataclass(frozen=True, slots=True)
class ScriptSection:
    """A section as its spoken paragraphs; its title is a chapter title, without ruby."""

    title: str
    level: int
    paragraphs: tuple[ScriptParagraph, ...]

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """The section's utterances in order."""
        return tuple(u for p in self.paragraphs for u in p.utterances)


@dataclass(frozen=True)
class Script:
    """An article as it will be spoken. ``skips`` are all that its parsing left out, in no order."""

    article: Article
    sections: tuple[ScriptSection, ...]
    skips: tuple[Skip, ...]

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """All utterances in order."""
        return tuple(u for s in self.sections for u in s.utterances)


@dataclass(frozen=True, slots=True)
class Silence:
    """Characters ``start`` to ``end`` (half-open) of an utterance's text that make no sound, and why."""

    start: int
    end: int
    reason: str


class HeardWord(NamedTuple):
    """Written characters ``start`` to ``end`` (half-open) of an utterance, and the moras of their sound."""

    start: int
    end: int
    first_mora: int
    end_mora: int


@dataclass(frozen=True, slots=True)
class Reading:
    """An utterance as it is said.

    ``said`` is the text given to the front end; ``labels`` are its HTS full-context labels
    (format HTS_TTS_JPN); ``kana`` is the katakana pronunciation; ``mora_count`` its length; ``breaths``
    are the moras before each pause that stands for no mark; ``words`` are the written words that sound;
    ``accented`` is the kana with its accents, where they are known.
    """

    said: str
    labels: tuple[str, ...]
    kana: str
    mora_count: int
    silences: tuple[Silence, ...] = ()
    breaths: tuple[int, ...] = ()
    words: tuple[HeardWord, ...] = ()
    accented: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a recording, on its timeline in milliseconds; ``end_ms`` is the next one's start."""

    title: str
    start_ms: int
    end_ms: int


class SpokenWord(NamedTuple):
    """Written characters ``start`` to ``end`` (half-open) of an utterance, and when they are heard.

    Times are in milliseconds from where the utterance's voice begins.
    """

    start: int
    end: int
    start_ms: int
    end_ms: int


class Cue(NamedTuple):
    """An utterance where it is heard: from its voiced start to its voiced end, in milliseconds.

    ``text`` is the sentence as written (ruby taken out, its spans in ``rubies``); ``paragraph`` counts the
    article's paragraphs from 0; ``chapter`` is an index into the edition's chapters. The times of ``words``
    count from ``start_ms``: ascending, none outside of the cue.
    """

    start_ms: int
    end_ms: int
    text: str
    rubies: tuple[Ruby, ...]
    role: Role
    paragraph: int
    chapter: int
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A published MP3 and everything its companions tell about it.

    ``digest`` is a SHA-256 of all that the MP3 is made of (its tag, its clips and their places), in hex,
    ``byte_count`` its length; ``credits`` are the lines that the voices' licences ask for; ``cover`` is
    the file name of the author's image beside the article, or empty.
    """

    slug: str
    title: str
    subtitle: str
    category: str
    author: str
    date: date | None
    description: str
    language: str
    credits: tuple[str, ...]
    cover: str
    duration_ms: int
    byte_count: int
    digest: str
    chapters: tuple[Chapter, ...]
    cues: tuple[Cue, ...]
