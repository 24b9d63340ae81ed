"""A sentence as it is spoken, drawn: its pitch against time, under it moras, accents and pauses."""

from __future__ import annotations

import io
import statistics
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, log2
from typing import TYPE_CHECKING

from narrate.errors import SettingsError, UsageError
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

    from narrate.reading.accents.notation import AccentPhrase
    from narrate.speech.course import Course, Segment

_MAKER = "narrate"
_HEAD_BYTES = 64
_MARK = b"tEXtSoftware\0" + _MAKER.encode()

_ROW_WIDTH_PX = 1_440
_MORA_PX = 38
"""What most moras have for their kana, whatever the speed."""
_PX_PER_S = (120.0, 1_500.0)
_MOST_ROWS = 25
_FINER = 2
"""Rows are drawn this much larger and made smaller, which smooths their lines."""

_LEFT_PX, _RIGHT_PX = 66, 60
_PITCH_PX, _ACCENT_PX, _KANA_PX, _TIME_PX = 270, 34, 36, 30
_TOP_PX = 24
_ROW_PX = _TOP_PX + _PITCH_PX + _ACCENT_PX + _KANA_PX + _TIME_PX
_HEAD_PX, _FOOT_PX = 54, 48
_TITLE_PX = 34
_NARROWEST_PX = 1_000
_TICKS_HZ = (40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000)
_LEAST_RANGE = 12.0
_MARGIN = 1.0
_CLOSEST_TICKS_PX = 20

_PAPER = "#fffdf8"
_INK = "#211e1a"
_FAINT = "#777065"
_GRID = "#e9e4d8"
_BORDER = "#a79f91"
_PITCH = "#1d4f91"
_ACCENT = "#c2451e"
_PAUSE = "#efe8d8"
_PAUSE_LINE = "#d8cdb4"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is drawn: the sentence as written, who speaks it, its course in time, its accents."""

    text: str
    voice: str
    course: Course
    phrases: tuple[AccentPhrase, ...]


@dataclass(frozen=True, slots=True)
class _Mora:
    """A mora in time, as it is written and accented."""

    kana: str
    sound: Segment
    is_high: bool
    falls: bool
    begins: bool
    """Whether an accent phrase begins with it."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a time and a pitch stand: pitches in semitones over 1 Hz."""

    px_per_s: float
    low: float
    high: float
    middle: float

    def y(self, hz: float) -> float:
        """Pixels from the top of a row."""
        return _TOP_PX + (self.high - _semitones(hz)) / (self.high - self.low) * _PITCH_PX


def is_own_plot(data: bytes) -> bool:
    """Whether a file's bytes are a picture that this module made."""
    head = data[:_HEAD_BYTES]
    return head.startswith(b"\x89PNG\r\n\x1a\n") and _MARK in head


def plot_png(sketch: Sketch, worded: Callable[[Message], str]) -> bytes:
    """The picture; ``worded`` puts its legend into the user's language.

    Raises:
        SettingsError: there is no type to write kana with.
        UsageError: the sentence is too long for a picture.
    """
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    title, legend = _title(sketch), _legend(worded)
    moras = _moras(sketch)
    scale = _scale(sketch.course)
    rows = _rows(moras, sketch.course, _ROW_WIDTH_PX / scale.px_per_s * 1000)
    if len(rows) > _MOST_ROWS:
        seconds = round(sketch.course.duration_ms / 1000)
        raise UsageError(
            Message("the text is too long for one picture ({seconds} s)", seconds=seconds),
            hint=Message("give one sentence"),
        )
    scale = _wider(scale, rows)
    widest_ms = max(end - start for start, end in rows)
    least = max(_NARROWEST_PX, ceil(legend[-1].end_px))
    width = max(least, _LEFT_PX + ceil(widest_ms * scale.px_per_s / 1000) + _RIGHT_PX)
    lines = _broken(title, width - _LEFT_PX - _RIGHT_PX)
    top = _HEAD_PX + (len(lines) - 1) * _TITLE_PX
    image = Image.new("RGB", (width, top + len(rows) * _ROW_PX + _FOOT_PX), _PAPER)
    for number, row in enumerate(rows):
        image.paste(_row(sketch.course, moras, scale, row, width), (0, top + number * _ROW_PX))
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((_LEFT_PX, 38 + number * _TITLE_PX), line, font=_font(24), fill=_INK, anchor="ls")
    for entry in legend:
        entry.draw(pen, image.height - _FOOT_PX + 22)
    about = PngInfo()
    about.add_text("Software", _MAKER)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=about, optimize=True)
    return buffer.getvalue()


def _moras(sketch: Sketch) -> list[_Mora]:
    written = [
        (kana, phrase.is_high[at], phrase.accent == at + 1, at == 0)
        for phrase in sketch.phrases
        for at, kana in enumerate(phrase.moras)
    ]
    pairs = zip(written, sketch.course.moras, strict=True)
    return [_Mora(kana, sound, high, falls, begins) for (kana, high, falls, begins), sound in pairs]


def _semitones(hz: float) -> float:
    return 12 * log2(hz)


def _scale(course: Course) -> _Scale:
    """The pitches that occur with a margin, an octave at least; so wide that kana have room."""
    found = [_semitones(hz) for run in course.pitch for _, hz in run] or [_semitones(200.0)]
    low, high = min(found) - _MARGIN, max(found) + _MARGIN
    more = max(0.0, _LEAST_RANGE - (high - low)) / 2
    mora_s = statistics.median(mora.end_ms - mora.start_ms for mora in course.moras) / 1000
    px_per_s = min(max(_MORA_PX / mora_s, _PX_PER_S[0]), _PX_PER_S[1])
    return _Scale(px_per_s, low - more, high + more, statistics.median(found))


def _wider(scale: _Scale, rows: Sequence[tuple[float, float]]) -> _Scale:
    """The same, up to twice as wide where one row would leave the picture empty."""
    if len(rows) > 1:
        return scale
    room = (_NARROWEST_PX - _LEFT_PX - _RIGHT_PX) / (rows[0][1] / 1000)
    return replace(scale, px_per_s=min(max(room, scale.px_per_s), 2 * scale.px_per_s))


def _rows(moras: Sequence[_Mora], course: Course, longest_ms: float) -> list[tuple[float, float]]:
    """The times at which rows begin and end: borders of phrases, so that all rows are about as long."""
    end_ms = course.duration_ms
    count = max(1, ceil(end_ms / longest_ms))
    for percent in range(100, 200, 4):
        rows = _filled(moras, min(longest_ms, end_ms / count * percent / 100), end_ms)
        if len(rows) <= count:
            return rows
    return _filled(moras, longest_ms, end_ms)


def _filled(moras: Sequence[_Mora], longest_ms: float, end_ms: float) -> list[tuple[float, float]]:
    rows: list[tuple[float, float]] = []
    start, last_phrase = 0.0, 0.0
    for mora in moras:
        at = mora.sound.start_ms
        if mora.begins:
            last_phrase = at
        if mora.sound.end_ms - start > longest_ms and at > start:
            border = last_phrase if last_phrase > start else at
            rows.append((start, border))
            start = border
    return [*rows, (start, end_ms)]


@lru_cache(maxsize=64)
def _font(size_px: int) -> FreeTypeFont:
    """Noto Sans JP from the package ``pylopdf-fonts-cjk``; no font of the machine has a say.

    Raises:
        SettingsError: the package is not there.
    """
    try:
        from pylopdf_fonts_cjk import sans_path
    except ImportError:
        raise SettingsError(
            Message("the package pylopdf-fonts-cjk is not installed: there is no type for kana"),
            hint=Message("install narrate again"),
        ) from None
    from PIL import ImageFont

    return ImageFont.truetype(str(sans_path()), size_px, layout_engine=ImageFont.Layout.BASIC)


def _drawable(text: str) -> str:
    """``text`` in one line, without the characters that the font has no picture of."""
    font = _font(24)
    missing = bytes(font.getmask("\U0010fffd"))
    return " ".join("".join(c for c in text if c.isspace() or bytes(font.getmask(c)) != missing).split())


def _title(sketch: Sketch) -> str:
    return _drawable(f"{sketch.text} ({sketch.voice})")


def _broken(title: str, width_px: int) -> list[str]:
    """The title in two lines at most."""
    lines = [""]
    for letter in title:
        if _font(24).getlength(lines[-1] + letter) > width_px:
            if len(lines) == 2:
                return [lines[0], lines[1][:-1] + "…"]
            lines.append("")
        lines[-1] += letter
    return lines


def _row(
    course: Course, moras: Sequence[_Mora], scale: _Scale, row: tuple[float, float], width: int
) -> Image:
    """One row of the picture, drawn large and made smaller."""
    from PIL import Image, ImageDraw
    from PIL.Image import Resampling

    large = Image.new("RGB", (width * _FINER, _ROW_PX * _FINER), _PAPER)
    pen = _Pen(ImageDraw.Draw(large), scale, *row)
    for pause in course.pauses:
        pen.pause(pause)
    pen.grid()
    inside = [mora for mora in moras if row[0] <= mora.sound.start_ms < row[1]]
    for mora in inside:
        pen.mora(mora)
    for before, mora in zip([None, *inside], inside, strict=False):
        pen.accent(mora, before)
    for run in course.pitch:
        pen.pitch([point for point in run if row[0] <= point[0] <= row[1]])
    return large.resize((width, _ROW_PX), Resampling.LANCZOS)


_PITCH_END = _TOP_PX + _PITCH_PX
_HIGH_Y, _LOW_Y = _PITCH_END + 9, _PITCH_END + _ACCENT_PX - 7
_KANA_Y = _PITCH_END + _ACCENT_PX + _KANA_PX // 2
_LANES_END = _PITCH_END + _ACCENT_PX + _KANA_PX


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws a row between two times; takes pixels of the finished picture."""

    ink: ImageDraw
    scale: _Scale
    start_ms: float
    end_ms: float

    def x(self, time_ms: float) -> float:
        inside = min(max(time_ms, self.start_ms), self.end_ms)
        return _LEFT_PX + (inside - self.start_ms) * self.scale.px_per_s / 1000

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float = 1.0) -> None:
        places = [(x * _FINER, y * _FINER) for x, y in points]
        self.ink.line(places, fill=colour, width=round(width * _FINER), joint="curve")

    def text(self, at: tuple[float, float], text: str, size_px: int, colour: str, anchor: str) -> None:
        place = (at[0] * _FINER, at[1] * _FINER)
        self.ink.text(place, text, font=_font(size_px * _FINER), fill=colour, anchor=anchor)

    def pause(self, pause: Segment) -> None:
        """A band from top to bottom with its length in seconds."""
        left, right = self.x(pause.start_ms), self.x(pause.end_ms)
        if right - left < 1:
            return
        box = [left * _FINER, _TOP_PX * _FINER, right * _FINER, _LANES_END * _FINER]
        self.ink.rectangle(box, fill=_PAUSE, outline=_PAUSE_LINE, width=_FINER)
        seconds = f"{(pause.end_ms - pause.start_ms) / 1000:.2f}"
        size = 14 if right - left > 32 else 11
        self.text(((left + right) / 2, _KANA_Y), seconds, size, _FAINT, "mm")

    def grid(self) -> None:
        """Lines at round pitches and each tenth of a second; semitones from the middle on the right."""
        left, right = self.x(self.start_ms), self.x(self.end_ms)
        last = float("inf")
        for hz in _TICKS_HZ:
            y = self.scale.y(hz)
            if _TOP_PX <= y <= _PITCH_END and last - y >= _CLOSEST_TICKS_PX:
                last = y
                self.line([(left, y), (right, y)], _GRID)
                self.text((left - 8, y), str(hz), 15, _FAINT, "rm")
        self.text((left - 8, 8), "Hz", 13, _FAINT, "rm")
        self._semitone_marks(right)
        self.line([(left, _TOP_PX), (left, _PITCH_END), (right, _PITCH_END), (right, _TOP_PX)], _BORDER)
        for tenth in range(ceil(self.start_ms / 100), int(self.end_ms // 100) + 1):
            x = self.x(tenth * 100)
            self.line([(x, _LANES_END + 2), (x, _LANES_END + (8 if tenth % 5 == 0 else 5))], _BORDER)
            if tenth % 5 == 0:
                told = f"{tenth / 10:.1f}" + (" s" if tenth == 0 else "")
                self.text((x, _LANES_END + 18), told, 14, _FAINT, "mm")

    def _semitone_marks(self, right: float) -> None:
        step = 2 if self.scale.high - self.scale.low <= 20 else 4
        for offset in range(-60, 61, step):
            y = self.scale.y(2 ** ((self.scale.middle + offset) / 12))
            if _TOP_PX <= y <= _PITCH_END:
                self.line([(right, y), (right + 5, y)], _BORDER)
                self.text((right + 9, y), f"{offset:+d}" if offset else "±0", 13, _FAINT, "lm")
        self.text((right + 9, 8), "st", 13, _FAINT, "lm")

    def mora(self, mora: _Mora) -> None:
        """Its kana where it sounds, and its borders."""
        left, right = self.x(mora.sound.start_ms), self.x(mora.sound.end_ms)
        if mora.begins:
            self.line([(left, _TOP_PX), (left, _LANES_END)], _BORDER, 1.5)
        else:
            self.line([(left, _PITCH_END + _ACCENT_PX), (left, _LANES_END)], _GRID)
            self.line([(left, _TOP_PX), (left, _PITCH_END)], _GRID, 0.5)
        size = _fitting(mora.kana, right - left)
        colour = _ACCENT if mora.falls else _BORDER if mora.sound.is_devoiced else _INK
        self.text(((left + right) / 2, _KANA_Y), mora.kana, size, colour, "mm")

    def accent(self, mora: _Mora, before: _Mora | None) -> None:
        """A line above the kana, high or low; after a nucleus it falls, with a dot."""
        left, right = self.x(mora.sound.start_ms), self.x(mora.sound.end_ms)
        y = _HIGH_Y if mora.is_high else _LOW_Y
        if not mora.begins and before is not None and before.is_high != mora.is_high:
            self.line([(left, _HIGH_Y), (left, _LOW_Y)], _ACCENT, 2)
        self.line([(left + (3 if mora.begins else 0), y), (right, y)], _ACCENT, 2)
        if mora.falls:
            self.line([(right, y), (right, _LOW_Y)], _ACCENT, 2)
            dot = [(right - 4.5) * _FINER, (y - 4.5) * _FINER, (right + 4.5) * _FINER, (y + 4.5) * _FINER]
            self.ink.ellipse(dot, fill=_ACCENT)

    def pitch(self, points: Sequence[tuple[float, float]]) -> None:
        """The course of the pitch through one voiced stretch."""
        if len(points) > 1:
            self.line([(self.x(time_ms), self.scale.y(hz)) for time_ms, hz in points], _PITCH, 3)


def _fitting(kana: str, width_px: float) -> int:
    """The size in which kana fits its mora, as far as it can be read."""
    return next((size for size in (22, 20, 18, 16, 14) if _font(size).getlength(kana) <= width_px), 12)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A mark and what it means, at its place in the legend."""

    mark: Callable[[ImageDraw, float, int], None]
    words: str
    start_px: float

    @property
    def end_px(self) -> float:
        return self.start_px + 32 + _font(14).getlength(self.words) + 22

    def draw(self, pen: ImageDraw, y: int) -> None:
        self.mark(pen, self.start_px, y)
        pen.text((self.start_px + 32, y), self.words, font=_font(14), fill=_FAINT, anchor="lm")


def _legend(worded: Callable[[Message], str]) -> list[_Entry]:
    marks = (
        (_pitch_mark, Message("pitch, in Hz and semitones (st)")),
        (_accent_mark, Message("high and low; the dot is the nucleus, after which it falls")),
        (_border_mark, Message("an accent phrase begins")),
        (_pause_mark, Message("pause (s)")),
        (_devoiced_mark, Message("whispered")),
    )
    entries: list[_Entry] = []
    for mark, told in marks:
        start_px = entries[-1].end_px if entries else _LEFT_PX
        entries.append(_Entry(mark, worded(told), start_px))
    return entries


def _pitch_mark(pen: ImageDraw, x: float, y: int) -> None:
    pen.line([(x, y + 4), (x + 12, y - 4), (x + 24, y + 2)], fill=_PITCH, width=3, joint="curve")


def _accent_mark(pen: ImageDraw, x: float, y: int) -> None:
    pen.line([(x, y + 6), (x + 7, y + 6), (x + 7, y - 6), (x + 18, y - 6), (x + 18, y + 6)], _ACCENT, 2)
    pen.ellipse([x + 14, y - 10, x + 22, y - 2], fill=_ACCENT)


def _border_mark(pen: ImageDraw, x: float, y: int) -> None:
    pen.line([(x + 14, y - 10), (x + 14, y + 10)], fill=_BORDER, width=2)


def _pause_mark(pen: ImageDraw, x: float, y: int) -> None:
    pen.rectangle([x + 2, y - 9, x + 24, y + 9], fill=_PAUSE, outline=_PAUSE_LINE)


def _devoiced_mark(pen: ImageDraw, x: float, y: int) -> None:
    pen.text((x + 14, y), "ク", font=_font(18), fill=_BORDER, anchor="mm")
