"""Shouts, stutters, laughs and noises as comics and chats write them: is each spoken, and none too loud?

``python benchmarks/shouts.py [--count N] [--speed S] [--pitch P] [--engine NAME] [--voice FILE]`` reads and
speaks N of them, the same ones each time, and counts what is refused, what makes no sound, what overshoots.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from narrate.errors import SpeechError
from narrate.reading.frontend import front_end
from narrate.speech.hts_engine import HtsEngine
from narrate.speech.measuring import SPREAD
from narrate.speech.open_jtalk import OpenJTalkEngine
from narrate.speech.voice import bundled_model
from narrate.synthesis.delivery import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable

LOUDEST = 8.0
"""Times full scale, before the gain."""

_VOWELS = "あいうえおん"
_SMALL = dict(zip("あいうえお", "ぁぃぅぇぉ", strict=True))
_OPENINGS = ("", "う", "ぎゃ", "きゃ", "わ", "ひ", "ぐ", "ど", "ね", "ふ", "で", "りゃ", "ヴ", "ちょ", "お、")
_ENDINGS = (
    "",
    "！",
    "!!",
    "？",
    "？！",
    "…",
    "……",
    "～",
    "〜",
    "っ！",
    "ッ！！",
    "ーっ",
    "♪",
    "w",
    "www",
    "。",
)
_NOISES = (
    "ド", "ゴ", "ガ", "バ", "ズ", "ザ", "キ", "パ", "ピ", "は", "ひ", "ふ", "へ", "ほ", "く", "け", "ガタ",
    "バキ", "ワン", "にゃ", "ドキ", "ハァ", "ゲラ", "オラ", "無駄", "ゴロ", "ha", "笑",
)  # fmt: skip
_WORDS = (
    "待て",
    "助けて",
    "いやだ",
    "行くぞ",
    "うそ",
    "やった",
    "すごい",
    "なんで",
    "OK",
    "STOP",
    "Yeah",
    "駄目",
)
_LONG = ("ー", "～", "〜", "ｰ", "――", "ーーー")


def shouts(count: int, seed: int = 13) -> list[str]:
    """So many different ones."""
    dice = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        made = dice.choice(_KINDS)(dice) + dice.choice(_ENDINGS)
        found[_in_katakana(made) if dice.random() < 0.3 else made] = None
    return list(found)


def _scream(dice: random.Random) -> str:
    """ぎゃあああああ."""
    return dice.choice(_OPENINGS) + dice.choice(_VOWELS) * _length(dice)


def _voiced(dice: random.Random) -> str:
    """ん゛んんんん."""
    vowel = dice.choice(_VOWELS)
    return vowel + dice.choice("゛ﾞ゙") + vowel * _length(dice)


def _drawn_out(dice: random.Random) -> str:
    """ええーーーーーっ."""
    return dice.choice(_OPENINGS) + dice.choice(_VOWELS[:5]) * 2 + dice.choice(_LONG) * _length(dice)


def _fading(dice: random.Random) -> str:
    """うわぁぁぁぁ."""
    vowel = dice.choice(_VOWELS[:5])
    return dice.choice(_OPENINGS) + vowel + _SMALL[vowel] * _length(dice)


def _noise(dice: random.Random) -> str:
    """ゴゴゴゴゴ."""
    return dice.choice(_NOISES) * _length(dice) + dice.choice(("", "ッ", "ー", "ン", "…"))


def _stutter(dice: random.Random) -> str:
    """た、た、助けて."""
    word = dice.choice(_WORDS)
    return (word[0] + dice.choice("、…っ・")) * dice.randint(1, 6) + word


def _word(dice: random.Random) -> str:
    """やったああああ."""
    return dice.choice(_WORDS) + dice.choice(_VOWELS + "ー～ぁぅっ") * _length(dice)


def _wandering(dice: random.Random) -> str:
    """ああああうううう."""
    return "".join(dice.choice(_VOWELS) * _length(dice) for _ in range(dice.randint(2, 4)))


_KINDS: tuple[Callable[[random.Random], str], ...] = (
    _scream, _voiced, _drawn_out, _fading, _noise, _stutter, _word, _wandering,
)  # fmt: skip


def _length(dice: random.Random) -> int:
    return min(dice.randint(3, 12) if dice.random() < 0.9 else dice.randint(13, 60), 60)


def _in_katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--pitch", type=float, default=0.0)
    parser.add_argument("--engine", choices=("open-jtalk", "hts_engine"), default="open-jtalk")
    parser.add_argument("--voice", type=Path, default=bundled_model())
    options = parser.parse_args()
    own = options.engine == "open-jtalk"
    engine = OpenJTalkEngine(options.voice, SPREAD) if own else HtsEngine(options.voice)
    reader = front_end()
    refused, silent, peaks = [], [], {}
    for shout in shouts(options.count):
        try:
            labels = reader.read(shout).labels
            if labels:
                samples = engine.sound(labels, Delivery(speed=options.speed, semitones=options.pitch)).samples
                peaks[shout] = float(np.abs(samples).max())
            else:
                silent.append(shout)
        except SpeechError as error:
            refused.append(f"{shout}: {error}")
    loud = [f"{shout}: {peak:.1f}" for shout, peak in peaks.items() if peak > LOUDEST]
    for name, found in (("refused", refused), ("without a sound", silent), ("too loud", loud)):
        print(f"{name}: {len(found)} of {options.count}", *found[:5], sep="\n  ")
    print(f"the loudest: {max(peaks.values()):.1f} times full scale")


if __name__ == "__main__":
    main()
