"""The review on a screen of its own, by curses: it comes with Python, and is kept with it."""

from __future__ import annotations

import curses
import locale
import os
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from narrate.cli.columns import width_of, wrapped
from narrate.cli.output import on_one_line
from narrate.cli.reviewing.pitch import drawn
from narrate.cli.words import worded
from narrate.ground.kana import is_kana
from narrate.ground.system import ended_in_order
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from narrate.cli.reviewing.desk import Desk

KEYS = (
    Message("Enter, y: settle it so"),
    Message("1–9: candidate"),
    Message("k: type kana"),
    Message("← →: move the fall"),
    Message("h: hear it"),
    Message("Backspace, Esc: as it was"),
    Message("s: skip"),
    Message("u: undo the last answer"),
    Message("q: quit"),
    Message("?: the keys"),
)
KEYS_OF_KANA = (
    Message("Enter: take this kana"),
    Message("Esc: leave it"),
    Message("Backspace: delete a character"),
    Message("＼: behind the mora after which the pitch falls"),
    Message("all other keys type"),
)
_ESCAPE_WAITS_MS = 25
_MOST_FAILURES = 50
"""Reads that fail one after the other: the terminal has gone."""
_MOST_SPARED = 3
_BETWEEN_KEYS = "   "
_LEAST_OF_SENTENCE = 3
"""Rows that the sentence has before anything else is left out."""
_ARROWS = {"C": curses.KEY_RIGHT, "D": curses.KEY_LEFT}
_ENTER, _ERASE, _ESCAPE = ("\n", "\r"), ("\b", "\x7f"), "\x1b"


class Row(NamedTuple):
    """A line of the screen."""

    text: str
    is_bold: bool = False


def can_be_drawn() -> bool:
    """Whether the terminal can show a screen, in characters of Japanese."""
    if locale.getencoding().replace("-", "").lower() != "utf8":
        return False
    try:
        curses.setupterm()
        return bool(curses.tigetstr("cup"))
    except curses.error:
        return False


def review_on_screen(desk: Desk) -> None:
    """Ask word by word, until none is left or somebody quits."""
    os.environ.setdefault("ESCDELAY", str(_ESCAPE_WAITS_MS))
    with ended_in_order():
        curses.wrapper(lambda window: _Screen(window, desk).run())


def rows_of(desk: Desk, height: int, columns: int, typed: str | None = None) -> list[Row]:
    """What is to be seen, line by line; ``typed`` is the kana under way.

    What was said and typed stands last and is always seen. In a low window empty lines, the keys and the
    head are left out, and a long sentence is shortened round its word.
    """
    if desk.is_done:
        ends = (*desk.said, *map(worded, desk.summary()), worded(Message("u: undo, any other key: end")))
        return _rows(ends, columns)[-height:]
    sentence = _rows([worded(desk.place())], columns)
    for spared in range(_MOST_SPARED + 1):
        above, below = _above(desk, columns, spared), _below(desk, columns, spared, typed)
        room = height - len(above) - len(below)
        if room >= min(len(sentence), _LEAST_OF_SENTENCE):
            break
    if len(sentence) > room:
        sentence = _shortened(desk, max(1, room), columns)
    return [*above, *sentence, *below][-height:]


def _above(desk: Desk, columns: int, spared: int) -> list[Row]:
    """What stands above the sentence; ``spared`` counts what is left out: empty lines, keys, the head."""
    head = _rows([f"{desk.article}  {worded(desk.how_far)}"], columns)
    return [*(head if spared < _MOST_SPARED else []), *_gap(spared)]


def _below(desk: Desk, columns: int, spared: int, typed: str | None) -> list[Row]:
    high, kana = drawn(desk.pitch)
    keys = [] if spared > 1 else _legend(KEYS if typed is None else KEYS_OF_KANA, columns)
    kana_typed = [] if typed is None else [_typed_row(typed, columns)]
    return [
        *_gap(spared),
        *_rows([f"{desk.written}  {worded(desk.reason)}"], columns, is_bold=True),
        *_gap(spared),
        Row(f"    {high}"),
        Row(f"    {kana}", is_bold=True),
        *_gap(spared),
        *(Row(f"{number}  {candidate}") for number, candidate in enumerate(desk.choices, 1)),
        *_gap(spared),
        *keys,
        *_rows(desk.said, columns, is_bold=True),
        *kana_typed,
    ]


def _legend(keys: Iterable[Message], columns: int) -> list[Row]:
    """What the keys do, in as few rows as hold them whole."""
    rows: list[str] = []
    for key in map(worded, keys):
        if rows and width_of(rows[-1]) + width_of(key) + len(_BETWEEN_KEYS) <= columns:
            rows[-1] += _BETWEEN_KEYS + key
        else:
            rows.append(key)
    return _rows(rows, columns)


def _typed_row(typed: str, columns: int) -> Row:
    """The kana under way; of much of it the end."""
    shown, row = typed, worded(Message("kana: {typed}", typed=typed))
    while shown and width_of(row) > columns:
        shown = shown[1:]
        row = worded(Message("kana: {typed}", typed="…" + shown))
    return Row(row, is_bold=True)


def _gap(spared: int) -> list[Row]:
    return [] if spared else [Row("")]


def _shortened(desk: Desk, height: int, columns: int) -> list[Row]:
    """As much of the sentence round its word as so many rows hold."""
    for width in range(height * columns, -1, -2):
        rows = _rows([worded(desk.place(width))], columns)
        if len(rows) <= height:
            break
    return rows


def _rows(texts: Iterable[str], columns: int, *, is_bold: bool = False) -> list[Row]:
    return [Row(line, is_bold) for text in texts for line in wrapped(text, columns)]


class _Screen:
    def __init__(self, window: curses.window, desk: Desk) -> None:
        self._window = window
        self._desk = desk
        self._typed: str | None = None
        self._failures = 0
        self._keys: dict[str | int, Callable[[], object]] = {
            **dict.fromkeys((*_ENTER, curses.KEY_ENTER), self._settle),
            **dict.fromkeys((*_ERASE, curses.KEY_BACKSPACE, _ESCAPE), desk.reset),
            curses.KEY_LEFT: lambda: self._move(-1),
            curses.KEY_RIGHT: lambda: self._move(1),
            "y": self._settle,
            "?": self._help,
            "k": self._begin,
            "h": self._hear,
            "s": desk.skip,
            "u": desk.undo,
        }

    def run(self) -> None:
        """Draw, wait for a key, obey; after the last word the last step can still be taken back."""
        while self._failures < _MOST_FAILURES:
            self._draw()
            key = self._key()
            if key is None:
                continue
            if self._desk.is_done and key != "u":
                return
            if key == "q" and self._typed is None and self._desk.question is None:
                return
            self._obey(key)

    def _key(self) -> str | int | None:
        """The next key; letters as they are without an input method. ``None``: the window has changed."""
        try:
            key = self._window.get_wch()
        except curses.error:
            self._failures += 1
            return None
        self._failures = 0
        if key == curses.KEY_RESIZE:
            self._window.clearok(True)
            return None
        if key == _ESCAPE:
            return self._escaped()
        if self._typed is None and isinstance(key, str):
            return unicodedata.normalize("NFKC", key).lower()
        return key

    def _escaped(self) -> str | int | None:
        """An escape; or an arrow, from a terminal that sends it otherwise than its description says."""
        self._window.timeout(_ESCAPE_WAITS_MS)
        try:
            following = self._window.get_wch()
            if following in ("[", "O"):
                return _ARROWS.get(str(self._window.get_wch()))
            curses.unget_wch(following)
        except curses.error:
            pass
        finally:
            self._window.timeout(-1)
        return _ESCAPE

    def _obey(self, key: str | int) -> None:
        if self._typed is not None:
            self._type(key)
        elif self._desk.question is not None:
            self._answer(key)
        elif key in self._keys:
            self._keys[key]()
        elif isinstance(key, str) and key.isdecimal():
            self._desk.choose(int(key))
        elif isinstance(key, str) and is_kana(key):
            self._typed = key
        else:
            self._desk.said = [worded(Message("this key does nothing; ?: the keys"))]

    def _answer(self, key: str | int) -> None:
        """The answer to a question; any other key leaves it standing."""
        if key == "y":
            self._desk.agree()
        elif key in ("n", "q", _ESCAPE):
            self._desk.decline()
        elif key == "l":
            self._desk.take_longer()

    def _help(self) -> None:
        self._desk.said = list(map(worded, KEYS))

    def _begin(self) -> None:
        self._typed = ""

    def _type(self, key: str | int) -> None:
        assert self._typed is not None
        if key in (*_ENTER, curses.KEY_ENTER):
            if not self._typed or self._desk.write(self._typed):
                self._typed = None
        elif key == _ESCAPE:
            self._typed = None
        elif key in (*_ERASE, curses.KEY_BACKSPACE):
            self._typed = self._typed[:-1]
        elif isinstance(key, str) and key.isprintable():
            self._typed += key

    def _move(self, by: int) -> None:
        to = max(0, min(self._desk.fall + by, len(self._desk.pitch.moras)))
        self._desk.move_fall(to)

    def _settle(self) -> None:
        self._desk.settle()
        if self._desk.question is not None:
            curses.flushinp()  # nobody answers what is not on the screen yet

    def _hear(self) -> None:
        self._desk.said = [worded(Message("speaking …"))]
        self._draw()
        self._desk.hear()

    def _draw(self) -> None:
        window = self._window
        height, columns = window.getmaxyx()
        window.erase()
        for y, row in enumerate(rows_of(self._desk, height, columns - 1, self._typed)):
            style = curses.A_BOLD if row.is_bold else curses.A_NORMAL
            try:
                window.addstr(y, 0, _cut(on_one_line(row.text), columns - 1), style)
            except curses.error:  # a terminal that shrinks while it is drawn on
                break
        window.refresh()


def _cut(text: str, columns: int) -> str:
    while width_of(text) > columns:
        text = text[:-1]
    return text
