"""Voice files: good, wrong, missing, damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import VoiceError
from narrate.speech.voice import bundled_model, find_voice, list_voices, load_voice, voice_folders

if TYPE_CHECKING:
    from pathlib import Path

MEI = 'engine = "open-jtalk"\nmodel = "bundled:mei_normal"\n'


def written(folder: Path, text: str, name: str = "ann") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_voice_is_there_and_carries_its_credit(tmp_path: Path) -> None:
    mei = find_voice("mei", voice_folders(tmp_path))
    assert "Nagoya Institute of Technology" in mei.credit_line
    assert "CC BY 3.0" in mei.credit_line
    assert mei.model_path == bundled_model()
    assert bundled_model().is_file()


def test_a_voice_of_the_workspace_hides_a_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    written(tmp_path / "voices", MEI + "gain_db = -3\n", "mei")
    assert find_voice("mei", voice_folders(tmp_path)).gain_db == -3.0
    assert [name for name, _ in list_voices(voice_folders(tmp_path))].count("mei") == 1


def test_an_unknown_voice_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="there is no voice 'ann'; there are: mei"):
        find_voice("ann", voice_folders(tmp_path))


def test_a_model_without_a_description_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "ann.htsvoice").write_bytes(b"x")
    with pytest.raises(VoiceError, match=r"run 'narrate voices add .*ann\.htsvoice'"):
        find_voice("ann", [tmp_path])


def test_prosody_is_laid_over_a_voice(tmp_path: Path) -> None:
    voice = load_voice(written(tmp_path, MEI + "speed = 1.1\npitch = 2\n"))
    assert (voice.with_prosody(None, None).speed, voice.with_prosody(1.5, None).speed) == (1.1, 1.5)
    assert voice.with_prosody(None, -3.0).pitch == -3.0
    assert voice.credit_line == ""


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("x = \n", 1, "not valid TOML"),
        (MEI + "sped = 1\n", 3, "unknown key 'sped'"),
        (MEI + "speed = 'x'\n", 3, "speed is 'x'; it must be a number from 0.25 to 4"),
        (MEI + "speed = true\n", 3, "speed is True"),
        (MEI + "speed = 9\n", 3, "speed is 9; it must be a number from 0.25 to 4"),
        (MEI + "gain_db = 99\n", 3, "gain_db is 99"),
        ("engine = 'festival'\n", 1, "engine is 'festival'; it must be 'open-jtalk'"),
        ("model = 3\n", 1, "model is 3"),
        ("engine = 'open-jtalk'\n", None, "its model .* is missing"),
        (MEI + f"sha256 = '{'0' * 64}'\n", None, "is not the one described"),
    ],
)
def test_each_fault_of_a_description_is_named(
    tmp_path: Path, text: str, line: int | None, problem: str
) -> None:
    with pytest.raises(VoiceError, match=problem) as error:
        load_voice(written(tmp_path, text))
    if line is not None:
        assert error.value.line == line
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", [b"\xff\xfe", None])
def test_a_description_that_is_no_text_is_refused(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "ann.toml"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with pytest.raises(VoiceError):
        load_voice(path)
