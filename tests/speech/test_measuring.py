"""A description for a new voice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from narrate.errors import VoiceError
from narrate.speech.measuring import described, measured_gain_db
from narrate.speech.voice import bundled_model, load_voice

MEI = Path(__file__).parents[2] / "voices" / "mei.toml"


@pytest.mark.engine
def test_what_is_measured_describes_a_voice(tmp_path: Path) -> None:
    shutil.copy(bundled_model(), tmp_path / "ann.htsvoice")
    (tmp_path / "ann.toml").write_text(described("ann", [tmp_path]), encoding="utf-8")
    voice = load_voice(tmp_path / "ann.toml")
    assert voice.model_path == tmp_path / "ann.htsvoice"
    assert voice.gain_db == pytest.approx(-1.2, abs=0.4), "half a decibel nobody hears"


@pytest.mark.engine
def test_the_voice_that_comes_with_it_is_as_loud_as_measured() -> None:
    mei = load_voice(MEI)
    assert mei.gain_db == pytest.approx(measured_gain_db(bundled_model(), mei.timbre), abs=0.4)


def test_a_voice_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"there is no ann\.htsvoice; put it into "):
        described("ann", [tmp_path])
