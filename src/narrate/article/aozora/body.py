"""The lines between front and colophon -> lines of text whose notes are taken out and taken at their word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.article.aozora.accents import STRETCH, accented
from narrate.article.aozora.gaiji import character_of, is_on_character
from narrate.article.aozora.headings import Stretch
from narrate.article.aozora.notes import OPENING, About, heading_level, note_of, notes_in, runs_on
from narrate.article.aozora.written import Written
from narrate.article.skips.reasons import SCENE_BREAK
from narrate.messages import Message
from narrate.model import Role, Skip

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.article.aozora.notes import Note
    from narrate.model import Passage

_TOKEN = re.compile("※?［＃|[《｜〔〕]|／″?＼")
_RUBY = re.compile("《([^《》\n]{1,200})》")
_SCENE_BREAK = re.compile(r"[\s*＊×✕✖☓◇◆○●◎□■△▲▽▼☆★※―─━—‐－\-…・〜～＝=＿_†‡§♪❖✻❦⁂＃#]+")
_LONGEST_BLOCK = 600
"""Characters of a heading in several lines: where its end is farther away, its beginning was no beginning."""
_LONGEST_HEADING = 100
_WRITTEN = Message("note: how a character is written")


@dataclass(slots=True)
class Body:
    """Reads lines one after the other. ``role`` and ``level`` are those of the text that is being read.

    ``announced`` is a heading that a note names before it comes.
    """

    text: str
    captions: str
    stretches: list[Stretch] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    role: Role | None = None
    level: int = 0
    block_end: int = -1
    is_caption: bool = False
    after_break: bool = False
    follows_blank: bool = True
    indent: int = 0
    block_indent: int = 0
    has_headings: bool = False
    accents_end: int = -1
    announced: tuple[str, int] = ("", 0)

    def read(self, start: int, end: int) -> None:
        """Take the lines of a stretch of the source."""
        at = start
        while at < end:
            stop = self.text.find("\n", at, end)
            stop = end if stop < 0 else stop
            self._read_line(at, stop)
            at = stop + 1

    def _read_line(self, start: int, end: int) -> None:
        if not self.text[start:end].strip():
            self.follows_blank = True
            return
        line = self.text[start:end]
        self.indent = len(line) - len(line.lstrip())
        count = len(self.stretches)
        if OPENING in self.text[start:end] or _TOKEN.search(self.text, start, end):
            self._read_tokens(start, end)
        else:
            self.written.add(self.text[start:end], start)
        if self.block_end > end:
            self._join_lines(end)
            return
        self.flush()
        self._end_line()
        if len(self.stretches) > count:
            self.follows_blank = False

    def _join_lines(self, end: int) -> None:
        """A heading in several lines is one, with a space for each line's end."""
        if self.written.characters:
            self.written.add(" ", end)

    def _end_line(self) -> None:
        """What no note closed ends with its line."""
        if self.block_end < 0:
            self.role, self.level = None, 0
        self.accents_end = -1

    def _read_tokens(self, start: int, end: int) -> None:
        notes = notes_in(self.text, start, end)
        at = start
        while (match := _TOKEN.search(self.text, at, end)) is not None:
            self._add(at, match.start())
            at = self._read_token(match, notes, end)
        self._add(at, end)

    def _read_token(self, match: re.Match[str], notes: dict[int, int], line_end: int) -> int:
        """Take what begins here; returns where the text goes on."""
        at, mark = match.start(), match[0]
        if mark[-2:] == OPENING:
            return self._read_note(at, mark[0] == "※", notes)
        if mark == "《":
            ruby = _RUBY.match(self.text, at, line_end)
            if ruby and self.written.read_ruby(ruby[1], at):
                return ruby.end()
        elif mark[-1] == "＼":
            self._read_repetition(at, mark)
            return match.end()
        elif mark == "｜":
            self.written.begin_base(at)
            return at + 1
        elif self._read_accents(at, mark, line_end):
            return at + 1
        self.written.add(mark, at)
        return at + 1

    def _read_repetition(self, at: int, mark: str) -> None:
        """Two strokes stand for the sign that repeats what is before it, 〳〵 or, voiced, 〴〵."""
        self.written.add_character("〴" if "″" in mark else "〳", at)
        self.written.add_character("〵", at + len(mark) - 1)
        if "″" in mark:
            self.skips.append(Skip(at + 1, at + 2, _WRITTEN))

    def _read_accents(self, at: int, mark: str, line_end: int) -> bool:
        if mark == "〕":
            if at != self.accents_end:
                return False
            self.accents_end = -1
        else:
            stretch = STRETCH.match(self.text, at, line_end)
            if stretch is None or not accented(stretch[1]):
                return False
            self.accents_end = stretch.end() - 1
        self.written.skip(at, at + 1, Message("accent"))
        return True

    def _add(self, start: int, end: int) -> None:
        if start < end:
            add = self.written.add_accented if self.accents_end >= start else self.written.add
            add(self.text[start:end], start)

    def _read_note(self, at: int, is_character: bool, notes: dict[int, int]) -> int:
        opening = at + is_character
        end = notes.get(opening)
        if end is None:
            self.written.add(self.text[at : opening + 2], at)
            return opening + 2
        inside = self.text[opening + 2 : end - 1]
        note = note_of(inside)
        if is_character and (note.about is About.OTHER or is_on_character(inside)):
            self._read_character(at, end, inside)
            return end
        if is_character:
            self.written.add("※", at)
        self.skips.append(Skip(opening, end, note.about.value))
        handle = _HANDLERS.get(note.about)
        if handle:
            handle(self, note, end)
        return end

    def _read_character(self, at: int, end: int, inside: str) -> None:
        character = character_of(inside)
        if character:
            self.written.add_character(character, at)
        else:
            self.written.add_uncoded(at)
        self.skips.append(Skip(at + 1, end, _WRITTEN))

    def flush(self) -> None:
        """End the stretch of text that is being read, as a line of its own."""
        written, self.written = self.written, Written(inset=self.written.inset)
        passage = written.passage()
        self.skips += written.skips
        if not passage.text:
            return
        spans = passage.known_spans
        if self.is_caption and self.captions == "skip":
            self.skips += [Skip(first, end, Message("caption")) for first, end in spans]
        elif self.role is None and not self.is_caption and _SCENE_BREAK.fullmatch(passage.text):
            self.skips += [Skip(first, end, SCENE_BREAK) for first, end in spans]
            self.after_break = True
        else:
            self._append(passage)

    def _append(self, passage: Passage) -> None:
        if not self.is_caption and self.role is None and passage.text == self.announced[0]:
            self.role, self.level, self.has_headings = Role.HEADING, self.announced[1], True
        self.announced = ("", 0)
        role = Role.BODY if self.is_caption else self.role
        level = self.level if role is Role.HEADING else 0
        indent = self.indent + self.block_indent
        self.stretches.append(
            Stretch(passage, role, level, self.after_break, self.follows_blank, indent, self.block_indent > 0)
        )
        self.after_break, self.follows_blank = False, False

    def begin(self, role: Role | None, level: int = 0) -> None:
        """End what is being read; what follows is of this role."""
        self.flush()
        self.role, self.level = role, level


def _heading(body: Body, note: Note, end: int) -> None:
    level = heading_level(note.extra)
    if note.form == "behind":
        _heading_behind(body, note, level)
    elif note.form == "block":
        found = body.text.find(f"［＃ここで{note.extra}終わり］", end, end + _LONGEST_BLOCK)
        if found >= 0:
            body.begin(Role.HEADING, level)
            body.block_end, body.has_headings = found, True
    elif note.form == "start":
        if body.text.find(f"［＃{note.extra}終わり］", end, end + _LONGEST_BLOCK) >= 0:
            body.begin(Role.HEADING, level)
            body.has_headings = True
    else:
        body.begin(None)
        body.block_end = -1


def _heading_behind(body: Body, note: Note, level: int) -> None:
    """Make a heading of all before the note; of the words it names, where these are part of a sentence."""
    written = body.written
    start = written.start_of(note.target)
    if start < 0 and not written.characters:
        body.announced = (note.target, level)
        return
    before = "".join(written.characters[: start if start >= 0 else None])
    is_part = runs_on(note.extra) or "。" in before or len(before) > _LONGEST_HEADING
    if start < 0 and is_part:
        return
    body.has_headings = True
    if start > 0 and is_part:
        heading = written.cut(start)
        body.begin(None)
        body.written = heading
    body.role, body.level = Role.HEADING, level
    body.begin(None)


def _page(body: Body, _note: Note, _end: int) -> None:
    body.begin(body.role, body.level)
    body.after_break = True


def _layout(body: Body, note: Note, _end: int) -> None:
    if note.form == "aside" and body.block_end < 0:
        body.begin(body.role, body.level)
    elif note.form == "indent":
        body.indent += int(note.extra)
    elif note.form == "indented block":
        body.block_indent = int(note.extra)
    elif note.form == "end of indented block":
        body.block_indent = 0


def _caption(body: Body, note: Note, _end: int) -> None:
    if note.form == "behind":
        start = body.written.start_of(note.target)
        if start > 0:
            caption = body.written.cut(start)
            body.begin(None)
            body.written = caption
        body.is_caption = True
    else:
        body.flush()
        body.is_caption = note.form == "start"
    if note.form != "start":
        body.flush()
        body.is_caption = False


def _ruby(body: Body, note: Note, _end: int) -> None:
    if note.form in ("behind", "left"):
        body.written.read_ruby_note(note.target, note.extra, is_left=note.form == "left")


def _small(body: Body, note: Note, _end: int) -> None:
    written = body.written
    if note.form == "behind":
        written.skip_footnote_mark(note.target)
    elif note.form == "raised":
        written.raise_from(written.start_of(note.target))
    elif note.form == "raise":
        written.raised = len(written.characters)
    elif note.form == "raised end":
        written.raise_from(written.raised)
        written.raised = -1


def _inset(body: Body, note: Note, _end: int) -> None:
    if note.form == "start":
        body.written.begin_inset()
    else:
        body.written.end_inset()


_HANDLERS: dict[About, Callable[[Body, Note, int], None]] = {
    About.HEADING: _heading,
    About.PAGE: _page,
    About.LAYOUT: _layout,
    About.CAPTION: _caption,
    About.RUBY: _ruby,
    About.SMALL: _small,
    About.INSET: _inset,
}
