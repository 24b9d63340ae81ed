"""The bundled voice, and labels to speak with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.speech.voice import bundled_model
from narrate.synthesis.htsvoice import read_htsvoice

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd
    from narrate.synthesis.model import VoiceModel

SENTENCES = (
    "港の朝は早く、夜明け前から荷を積む音が響いている。",
    "「残すべきでしょうか？」",
    "一九九八年、灯台は役目を終え、それからは町の人が交代で守ってきたが、塗り直す費用が足りず、扉は閉じたままである。",
)


@pytest.fixture(scope="session")
def mei() -> VoiceModel:
    path = bundled_model()
    return read_htsvoice(path.read_bytes(), path)


@pytest.fixture(scope="session")
def sentences(front_end: FrontEnd) -> list[tuple[str, ...]]:
    return [front_end.read(text).labels for text in SENTENCES]
