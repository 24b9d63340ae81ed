"""A sentence's picture: pitch, kana, accents and pauses are in it, and it says who made it."""

from __future__ import annotations

import io
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from narrate.errors import SettingsError, UsageError
from narrate.reading.accents.notation import AccentPhrase
from narrate.review import pitch_plot
from narrate.review.pitch_plot import Sketch, is_own_plot, plot_png
from narrate.speech.course import Course, Segment

KANA = ("ア", "メ", "ガ", "フ", "ル")


def sketch(accents: tuple[int, int] = (1, 1), pause_ms: float = 0.0, times: float = 1.0) -> Sketch:
    """雨が降る, each mora a tenth of a second."""
    starts = [(100.0 * at + (pause_ms if at >= 3 else 0.0)) * times for at in range(len(KANA))]
    moras = tuple(Segment(("a",), start, start + 100.0 * times) for start in starts)
    pauses = (Segment(("pau",), 300.0, 300.0 + pause_ms),) if pause_ms else ()
    pitch = tuple(tuple((m.start_ms + 5 * k, 220.0 + k) for k in range(20)) for m in moras)
    phrases = (AccentPhrase(KANA[:3], accents[0]), AccentPhrase(KANA[3:], accents[1]))
    return Sketch("雨が降る。", "mei", Course(moras, pauses, pitch), phrases)


def pixels(drawn: Sketch) -> np.ndarray:
    picture = Image.open(io.BytesIO(plot_png(drawn, str)))
    assert picture.format == "PNG"
    return np.asarray(picture.convert("RGB")).astype(int)


def count_of(found: np.ndarray, colour: str) -> int:
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return int((np.abs(found - wanted).max(axis=2) < 12).sum())


def test_the_picture_is_light_and_holds_a_line_of_pitch() -> None:
    found = pixels(sketch())
    assert np.median(found) > 245
    assert count_of(found, "#1d4f91") > 500


def test_a_nucleus_is_marked_and_a_flat_phrase_has_none() -> None:
    fallen, flat = pixels(sketch((1, 1))), pixels(sketch((0, 0)))
    assert count_of(fallen, "#c2451e") > count_of(flat, "#c2451e") + 100


def test_a_pause_is_a_band_of_its_length() -> None:
    silent, short, long = (count_of(pixels(sketch(pause_ms=ms)), "#efe8d8") for ms in (0, 200, 400))
    assert long > 1.5 * short > 10 * silent


def test_each_kana_stands_where_its_mora_sounds() -> None:
    """Another kana changes the picture within the columns of that mora and nowhere else."""
    one = sketch()
    other = replace(one, phrases=(AccentPhrase(("ア", "ネ", "ガ"), 1), one.phrases[1]))
    left, right = np.flatnonzero((pixels(one) != pixels(other)).any(axis=(0, 2)))[[0, -1]]
    width = pixels(one).shape[1]
    assert right - left < width / len(KANA)
    border = _columns_of_first_phrase(pixels(one))
    assert border * 1 / 3 - 2 <= left - 66 < right - 66 <= border * 2 / 3 + 2


def _columns_of_first_phrase(found: np.ndarray) -> int:
    """How wide its three moras are: up to the next dark line from top to bottom."""
    dark = (found[100:300] < 200).all(axis=(0, 2))
    lines = np.flatnonzero(dark)
    return int(next(x for x in lines if x > lines[0] + 5) - lines[0])


def test_a_long_sentence_is_broken_into_rows_of_a_page() -> None:
    moras = tuple(Segment(("a",), 125.0 * at, 125.0 * (at + 1)) for at in range(200))
    phrases = tuple(AccentPhrase(KANA, 1) for _ in range(40))
    long = Sketch("長い文。", "mei", Course(moras, (), ()), phrases)
    height, width, _ = pixels(long).shape
    assert width < 1700
    assert height > 4 * pixels(sketch()).shape[0]


def test_a_text_that_would_fill_a_book_is_refused() -> None:
    moras = tuple(Segment(("a",), 125.0 * at, 125.0 * (at + 1)) for at in range(5000))
    phrases = tuple(AccentPhrase(KANA, 1) for _ in range(1000))
    with pytest.raises(UsageError, match=r"too long for one picture \(625 s\); give one sentence"):
        plot_png(Sketch("長い文。", "mei", Course(moras, (), ()), phrases), str)


def test_without_type_for_kana_nothing_unreadable_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_cjk", None)
    pitch_plot._font.cache_clear()
    with pytest.raises(SettingsError, match="pylopdf-fonts-cjk is not installed"):
        plot_png(sketch(), str)


@pytest.mark.parametrize("text", ["😀", "\x1b[31m\n", "あ" * 500, ""])
def test_any_title_can_be_drawn(text: str) -> None:
    assert pixels(replace(sketch(), text=text)).shape[1] < 1700


def test_a_picture_of_ours_is_known_by_itself() -> None:
    png = plot_png(sketch(), str)
    assert is_own_plot(png)
    buffer = io.BytesIO()
    Image.open(io.BytesIO(png)).save(buffer, "PNG")
    assert not is_own_plot(buffer.getvalue())
    assert not is_own_plot(png[:30])


@pytest.mark.parametrize(
    ("accent", "high"),
    [(0, "LHH"), (1, "HLL"), (2, "LHL"), (3, "LHH")],
)
def test_the_first_mora_is_low_unless_the_pitch_falls_after_it(accent: int, high: str) -> None:
    assert ["LH"[h] for h in AccentPhrase(("ア", "メ", "ガ"), accent).is_high] == list(high)
