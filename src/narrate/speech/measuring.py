"""A voice's loudness -> the one constant gain that brings it to the edition's level."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio.editing import edited
from narrate.audio.loudness import decoded, integrated_loudness_lufs
from narrate.audio.mp3 import FRAME_SAMPLES, encode
from narrate.errors import VoiceError
from narrate.ground.choices import DEFAULT_BIT_RATE_KBPS
from narrate.messages import Message
from narrate.speech.open_jtalk import OpenJTalkEngine, voice_model
from narrate.speech.voice import DEFAULT_SPREAD_MS
from narrate.synthesis.delivery import NEUTRAL, Timbre

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from narrate.speech.engine import Sound

TARGET_LUFS = -19.0
"""For mono: heard on two channels it is -16 LUFS, what podcast services ask for."""

_CALIBRATION_TEXT = (
    "図書館の窓から、夕方の川がよく見える。",
    "この町では毎年十月に、三日間の祭りが開かれています。",
    "研究者たちは、気温の変化が収穫の時期に与える影響を調べた。",
    "駅前の商店街は、昼を過ぎると急に静かになる。",
    "新しい橋が完成すれば、通勤にかかる時間は半分になるという。",
    "祖母はいつも、春になると庭の隅に小さな花を植えていた。",
    "会議では賛成と反対の意見がほぼ同じ数だけ出た。",
    "雨が上がったあと、遠くの山までくっきりと見渡せた。",
    "「また来年も来ますか」と聞かれ、少し考えてから、うなずいた。",
    "なぜ魚は戻ってこなかったのか?",
    "一方、農家の多くは、水の値段がさらに上がることを心配している。",
    "午後三時ごろ、北の空に黒い雲が広がり始めた。",
    "調べてみると、同じような話は江戸時代の日記にも残っていた。",
    "それでも、駅に人の姿はほとんどなかった。",
    "港の朝",
    "市は来年度から、古い校舎を図書室として開放する計画だ。",
)
"""Of the kinds that articles are made of: plain statements alone are spoken 0.4 dB louder."""
SPREAD = Timbre(DEFAULT_SPREAD_MS)
"""What holds where a voice says nothing of its timbre."""
_PAUSE_FRAMES = 21
"""Half a second, as between the sentences of an edition."""


@dataclass(frozen=True, slots=True)
class About:
    """What a model does not say of itself: what it is, and what its licence asks for."""

    description: str = ""
    credit: str = ""
    licence: str = ""
    url: str = ""


def described(name: str, folders: Sequence[Path]) -> str:
    """A voice description (TOML) for ``NAME.htsvoice``, with its gain measured and its digest.

    Raises:
        VoiceError: there is no such model, or it is damaged.
    """
    model = next((path for f in folders if (path := f / f"{name}.htsvoice").is_file()), None)
    if model is None:
        raise VoiceError(
            Message("there is no {name}.htsvoice", name=name),
            hint=Message("put it into {folder}", folder=folders[0]),
        )
    data = model.read_bytes()
    voice_model(data, model)
    return description_of(model.name, data, measured_gain_db(model), About())


def description_of(model: str, data: bytes, gain_db: float, about: About) -> str:
    """The description (TOML) of a voice whose model has that name and these bytes."""
    said = {key: json.dumps(text, ensure_ascii=False) for key, text in asdict(about).items()}
    return (
        f"description = {said['description']}\n"
        f'engine = "open-jtalk"\n'
        f"model = {json.dumps(model, ensure_ascii=False)}\n"
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"\n'
        f"speed = 1.0\n"
        f"pitch = 0.0\n"
        f"gain_db = {gain_db:.1f}\n"
        f"credit = {said['credit']}\n"
        f"licence = {said['licence']}\n"
        f"url = {said['url']}\n"
    )


def measured_gain_db(model: Path, timbre: Timbre = SPREAD) -> float:
    """The gain in dB that brings an edition spoken by this model to `TARGET_LUFS`.

    It is heard as an edition is: with pauses, and encoded, since LAME makes speech 0.4 dB softer. The limiter
    takes a little away from loud voices, so the gain is measured again with itself applied.

    Raises:
        VoiceError: it is damaged, or makes no sound.
        UnspokenError: it cannot speak these sentences.
    """
    engine = OpenJTalkEngine(model, timbre)
    sentences = [_spoken(text, engine) for text in _CALIBRATION_TEXT]
    gain_db = 0.0
    for _ in range(3):
        loudness_lufs = integrated_loudness_lufs(_heard(sentences, gain_db))
        if not math.isfinite(loudness_lufs):
            raise VoiceError(Message("the voice makes no sound"), hint=Message("get it again"), path=model)
        gain_db += TARGET_LUFS - loudness_lufs
    return gain_db


def _heard(sentences: Sequence[Sound], gain_db: float) -> NDArray[np.int16]:
    """The sentences as a player sounds them at the default bit rate, a pause behind each."""
    pause = np.zeros(_PAUSE_FRAMES * FRAME_SAMPLES, np.int16)
    clips = (edited(said.samples, int(said.start_ms), gain_db) for said in sentences)
    parts = [part for clip in clips for part in (clip.samples, pause)]
    return decoded(encode(np.concatenate(parts), DEFAULT_BIT_RATE_KBPS))


def _spoken(text: str, engine: OpenJTalkEngine) -> Sound:
    from narrate.reading.frontend import FrontEnd
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.policy import SayingPolicy

    labels = FrontEnd(Lexicon(), SayingPolicy()).read(text).labels
    return engine.sound(labels, NEUTRAL)
