"""A drawn cover, for an edition whose author brings no image: the title in Mincho type over a voice."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from narrate.edition.title_lines import broken

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DRAWING = 1
"""Counts the drawing's revisions: it is part of the names that drawn covers are published by."""

SIDE_PX = 1400
"""The smallest side that Apple Podcasts accepts."""

_MARGIN_PX = 120
_TITLE_BOX_PX = (SIDE_PX - 2 * _MARGIN_PX, 720)
_TITLE_SIZES_PX = tuple(range(216, 48, -8))
_LEADING = 1.36
_MOST_LINES = 7
_BARS = 40

_PALETTE = (
    ("#1d3557", "#8fb3dd"),  # 藍
    ("#64202f", "#e3a0ab"),  # 臙脂
    ("#294536", "#9cc9ac"),  # 松葉
    ("#2a2b2f", "#b9bac2"),  # 墨
    ("#3a2a56", "#b9a5e0"),  # 紫紺
    ("#174a50", "#8fcbd1"),  # 鉄
    ("#573322", "#dfb08f"),  # 栗
)
_PAPER = "#f7f2e7"


def draw_cover(title: str, author: str) -> Image | None:
    """A square cover of `SIDE_PX`; the same words give the same picture.

    The type is Noto Serif JP, from the package ``pylopdf-fonts-cjk``, so the picture depends on no font of
    the machine. Without that package there is no picture.
    """
    font_path = _font_path()
    if font_path is None:
        return None
    from PIL import Image, ImageDraw

    chance = hashlib.sha256(f"{title}\0{author}".encode()).digest()
    ground, accent = _PALETTE[chance[0] % len(_PALETTE)]
    image = Image.new("RGB", (SIDE_PX, SIDE_PX), ground)
    pen = ImageDraw.Draw(image)
    pen.rectangle((_MARGIN_PX, _MARGIN_PX, _MARGIN_PX + 96, _MARGIN_PX + 7), fill=accent)
    _draw_title(pen, title, font_path)
    _draw_voice(pen, chance, accent)
    if author:
        _draw_author(pen, author, font_path)
    return image


def can_draw() -> bool:
    """Say whether there is type to draw with."""
    return _font_path() is not None


def _font_path() -> str | None:
    try:
        from pylopdf_fonts_cjk import serif_path
    except ImportError:
        return None
    return str(serif_path())


def _font(path: str, size_px: int) -> FreeTypeFont:
    """The type at one size. Basic layout: the result must not hang on whether libraqm is there."""
    from PIL import ImageFont

    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.BASIC)


def _drawable(text: str, font: FreeTypeFont) -> str:
    """``text`` without the characters that the font has no picture of: emoji, for the most part."""
    missing = bytes(font.getmask("\U0010fffd"))
    return "".join(c for c in text if c.isspace() or bytes(font.getmask(c)) != missing).strip()


def _draw_title(pen: ImageDraw, title: str, font_path: str) -> None:
    words = _drawable(" ".join(title.split()), _font(font_path, 64))
    lines, font = _set_title(words, font_path)
    top = float(_MARGIN_PX + 84)
    for line in lines:
        pen.text((_MARGIN_PX - _side_bearing(line, font), top), line, font=font, fill=_PAPER)
        top += font.size * _LEADING


def _set_title(words: str, font_path: str) -> tuple[list[str], FreeTypeFont]:
    """The largest type in which the title fits its box; a very long title is cut and ends in an ellipsis."""
    width_px, height_px = _TITLE_BOX_PX
    for size_px in _TITLE_SIZES_PX:
        font = _font(font_path, size_px)
        most = min(_MOST_LINES, int(height_px // (size_px * _LEADING)))
        fewest = max(1, -(-int(font.getlength(words)) // width_px))
        for count in range(fewest, most + 1):
            lines = broken(words, count, font.getlength)
            if len(lines) <= count and max(map(font.getlength, lines), default=0) <= width_px:
                return lines, font
    shorter = words[: min(len(words) * 4 // 5, 200)]
    return _set_title(shorter.rstrip("…") + "…", font_path)


def _side_bearing(line: str, font: FreeTypeFont) -> float:
    """How far a line's first mark stands in from its box: an opening bracket hangs in the margin instead."""
    ink = font.getmask(line[0]).getbbox() if line else None
    return ink[0] if ink else 0.0


def _draw_voice(pen: ImageDraw, chance: bytes, accent: str) -> None:
    """A row of bars like a voice on a meter, its shape taken from the title's digest."""
    step = (SIDE_PX - 2 * _MARGIN_PX) / _BARS
    middle = SIDE_PX - 330
    for bar in range(_BARS):
        swell = 1 - abs(2 * (bar + 0.5) / _BARS - 1) ** 2
        half = 6 + 104 * swell * (0.15 + 0.85 * chance[bar % len(chance)] / 255)
        left = _MARGIN_PX + bar * step
        pen.rounded_rectangle((left, middle - half, left + step * 0.42, middle + half), radius=6, fill=accent)


def _draw_author(pen: ImageDraw, author: str, font_path: str) -> None:
    font = _font(font_path, 54)
    name = _drawable(" ".join(author.split()), font)
    while font.getlength(name) > _TITLE_BOX_PX[0]:
        name = name.rstrip("…")[:-1] + "…"
    pen.text((_MARGIN_PX, SIDE_PX - _MARGIN_PX), name, font=font, fill=_PAPER, anchor="ls")
