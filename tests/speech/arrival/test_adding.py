"""A voice comes in whole or not at all, and takes nobody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import OutputError, UnspokenError, UsageError, VoiceError
from narrate.ground.files import write_whole
from narrate.messages import Message
from narrate.speech import measuring
from narrate.speech.arrival import adding
from narrate.speech.arrival.adding import add_voice, refuse_name
from narrate.speech.arrival.offered import Offered, offered
from narrate.speech.measuring import About
from narrate.speech.voice import bundled_model, load_voice

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = About('Ann, "calm"', "Ann's lab \\ 港", "CC BY 3.0", "https://example.org/")


@pytest.fixture
def found() -> Offered:
    return offered(bundled_model())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for voices, which is not there yet, and no measuring."""
    monkeypatch.setattr(adding, "measured_gain_db", lambda _: 1.24)
    return tmp_path / "voices"


def test_it_is_described_as_it_was_measured_and_told(found: Offered, folder: Path) -> None:
    voice = load_voice(add_voice(found, "花子", ABOUT, [folder]))
    assert (voice.name, voice.gain_db, voice.engine) == ("花子", 1.2, "open-jtalk")
    assert (voice.description, voice.credit) == (ABOUT.description, ABOUT.credit)
    assert voice.credit_line == "Ann's lab \\ 港 (CC BY 3.0) https://example.org/"
    assert voice.model_path == folder / "花子.htsvoice"
    assert voice.model_path.read_bytes() == found.data
    assert sorted(p.name for p in folder.iterdir()) == ["花子.htsvoice", "花子.toml"]


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "-x", ".ann", "a\nb", "a\udc80", "x" * 201])
def test_a_name_that_no_file_can_have_is_refused(found: Offered, folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"a voice cannot be called .*; give another with --name NAME"):
        refuse_name(name, found, [folder])


@pytest.mark.parametrize("taken", ["ann.toml", "ann.htsvoice", "Ann.toml"])
def test_no_voice_is_replaced(found: Offered, folder: Path, taken: str) -> None:
    folder.mkdir()
    (folder / taken).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"there is a voice 'ann' already; give another with --name NAME"):
        add_voice(found, "ann", ABOUT, [folder])
    assert [p.name for p in folder.iterdir()] == [taken]
    assert (folder / taken).read_text(encoding="utf-8") == "mine"


def test_a_voice_that_narrate_brings_is_not_hidden(found: Offered, tmp_path: Path, folder: Path) -> None:
    brought = tmp_path / "brought"
    brought.mkdir()
    (brought / "mei.toml").touch()
    with pytest.raises(UsageError, match="there is a voice 'mei' already"):
        add_voice(found, "mei", ABOUT, [folder, brought])
    assert not folder.exists()


def test_a_model_that_lies_there_undescribed_is_described(found: Offered, folder: Path) -> None:
    folder.mkdir()
    (folder / "ann.htsvoice").write_bytes(found.data)
    inode = (folder / "ann.htsvoice").stat().st_ino
    load_voice(add_voice(found, "ann", ABOUT, [folder]))
    assert (folder / "ann.htsvoice").stat().st_ino == inode


def test_nothing_is_left_where_the_description_cannot_be_written(
    found: Offered, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".toml":
            raise OutputError(Message("cannot be written ({reason})", reason="disk full"), path=path)
        write_whole(path, data)

    monkeypatch.setattr(adding, "write_whole", full)
    with pytest.raises(OutputError):
        add_voice(found, "ann", ABOUT, [folder])
    assert not folder.exists()


@pytest.mark.parametrize("gain_db", [-41.0, 41.0, float("inf")])
def test_a_voice_of_no_usable_loudness_is_refused(
    found: Offered, folder: Path, monkeypatch: pytest.MonkeyPatch, gain_db: float
) -> None:
    monkeypatch.setattr(adding, "measured_gain_db", lambda _: gain_db)
    with pytest.raises(VoiceError, match=r"would need .* dB to be as loud as others"):
        add_voice(found, "ann", ABOUT, [folder])
    assert not folder.exists()


def test_noise_is_told_as_the_files_fault(
    found: Offered, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noise(_: Path) -> float:
        raise UnspokenError(Message("the voice made noise instead of speech"))

    monkeypatch.setattr(adding, "measured_gain_db", noise)
    with pytest.raises(VoiceError, match="made noise instead of speech; get it again") as error:
        add_voice(found, "ann", ABOUT, [folder])
    assert error.value.path == found.path


@pytest.mark.engine
def test_silence_has_no_loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "_CALIBRATION_TEXT", ("港。",))
    monkeypatch.setattr(measuring, "integrated_loudness_lufs", lambda _: float("-inf"))
    with pytest.raises(VoiceError, match="the voice makes no sound"):
        measuring.measured_gain_db(bundled_model())
