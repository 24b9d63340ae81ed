"""A description for a new voice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from narrate.errors import VoiceError
from narrate.speech.measuring import described
from narrate.speech.voice import bundled_model, load_voice

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.engine
def test_what_is_measured_describes_a_voice(tmp_path: Path) -> None:
    shutil.copy(bundled_model(), tmp_path / "ann.htsvoice")
    (tmp_path / "ann.toml").write_text(described("ann", [tmp_path]), encoding="utf-8")
    voice = load_voice(tmp_path / "ann.toml")
    assert voice.model_path == tmp_path / "ann.htsvoice"
    assert voice.gain_db == pytest.approx(-1.9, abs=0.3)


def test_a_voice_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"there is no ann\.htsvoice; put it into "):
        described("ann", [tmp_path])
