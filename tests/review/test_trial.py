"""One sentence, played by whatever the machine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import UsageError
from narrate.review import trial
from narrate.review.trial import Trial, play

if TYPE_CHECKING:
    from pathlib import Path

TRIAL = Trial(b"frames", 240)


@pytest.fixture
def players(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds all programs of the machine."""
    folder = tmp_path / "players"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(trial, "_STARTS_WITHIN_S", 0.2)
    return folder


def install(players: Path, name: str, script: str | None) -> None:
    path = players / name
    path.write_text("no program" if script is None else f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_first_player_that_can_be_heard_plays_the_sound(players: Path, tmp_path: Path) -> None:
    install(players, "ffplay", "exit 1")
    install(players, "mpv", f'for f; do :; done; read -r x < "$f"; echo "$x" > {tmp_path}/heard')
    install(players, "mpg123", f"echo x > {tmp_path}/too-many")
    play(TRIAL)
    assert (tmp_path / "heard").read_bytes() == b"frames\n"
    assert not (tmp_path / "too-many").exists()


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("exit 3", "code 3"),
        ("echo first >&2; echo 'no sound card' >&2; exit 1", "no sound card"),
        ("echo 'audio open failed: no such device' >&2", "audio open failed: no such device"),
        ("while :; do :; done", "it does not come to an end"),
        (None, "Exec format error"),
    ],
)
def test_a_player_that_cannot_be_heard_is_told_with_its_fault(
    players: Path, script: str | None, fault: str
) -> None:
    install(players, "mpg123", script)
    with pytest.raises(UsageError) as told:
        play(TRIAL)
    assert told.value.problem == f"mpg123 cannot play it ({fault})"


def test_a_machine_without_a_player_is_told_which_ones_there_are(players: Path) -> None:
    assert not any(players.iterdir())
    with pytest.raises(UsageError, match=r"no player .* install one of ffplay, mpv, mpg123"):
        play(TRIAL)
