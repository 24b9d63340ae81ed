"""``narrate voices``: listed, heard, and new ones taken in."""

from __future__ import annotations

import json
import os
import select
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from narrate.speech.voice import bundled_model
from shell import ENVIRONMENT, narrate
from tone_studio import TONE_VOICE

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio


@pytest.fixture
def voices(studio: Studio) -> Path:
    """A folder with three voices that hum and a damaged one."""
    folder = studio.folder / "voices"
    for name in ("ann", "bob"):
        (folder / f"{name}.toml").write_text(TONE_VOICE, encoding="utf-8")
    (folder / "bad.toml").write_text('model = "bad.htsvoice"\n', encoding="utf-8")
    (folder / "bad.htsvoice").write_bytes(b"[GLOBAL]\n")
    return folder


def test_one_damaged_voice_does_not_hide_the_others(studio: Studio, voices: Path) -> None:
    ran = narrate(studio.folder, "voices")
    assert ran.code == ExitCode.VOICE
    assert [line.split()[0] for line in ran.out.splitlines() if line[0] != " "] == [
        "ann",
        "bob",
        "mei",
        "tone",
    ]
    assert ran.error_line.endswith(
        "voices/bad.htsvoice: the voice file is damaged: its header breaks off; get it again"
    )
    rows = json.loads(narrate(studio.folder, "voices", "--json").out)
    assert [row["name"] for row in rows] == ["ann", "bob", "mei", "tone"]
    assert voices.is_dir()


def test_a_model_that_nothing_describes_is_told(studio: Studio) -> None:
    (studio.folder / "voices" / "new.htsvoice").write_bytes(b"x")
    ran = narrate(studio.folder, "voices")
    assert ran.code == ExitCode.OK
    assert "is not described yet; run 'narrate voices add " in ran.err
    ran = narrate(studio.folder, "voices", "--hear", "new")
    assert ran.code == ExitCode.VOICE
    assert "the voice is not described in new.toml; run 'narrate voices add " in ran.error_line


def test_voices_that_are_named_are_heard_in_a_file_each(studio: Studio, voices: Path) -> None:
    ran = narrate(studio.folder, "voices", "--hear", "ann", "tone")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    first, second = ran.out.splitlines()
    assert first.startswith("audio/voices/ann.mp3: 0:")
    assert first.endswith(", a hum")
    assert second.startswith("audio/voices/tone.mp3: 0:")
    assert (studio.folder / "audio" / "voices" / "ann.mp3").read_bytes()
    before = {path: path.read_bytes() for path in voices.iterdir()}
    rows = json.loads(narrate(studio.folder, "voices", "--hear=ann", "--out", "heard", "--json").out)
    assert [(row["name"], row["file"]) for row in rows] == [("ann", "heard/ann.mp3")]
    assert rows[0]["duration_ms"] > 5_000
    assert {path: path.read_bytes() for path in voices.iterdir()} == before


def test_the_settings_hold_for_what_is_heard(studio: Studio) -> None:
    def length_ms() -> int:
        rows = json.loads(narrate(studio.folder, "voices", "--hear", "tone", "--json").out)
        assert isinstance(rows[0]["duration_ms"], int)
        return rows[0]["duration_ms"]

    before = length_ms()
    studio.settings("[voice]\nspeed = 2\n[pauses]\nend = 3000\n")
    assert before - 10_000 < length_ms() < before


@pytest.mark.engine
def test_of_all_voices_those_are_heard_that_can(studio: Studio, voices: Path) -> None:
    heard = studio.folder / "audio" / "voices"
    heard.mkdir(parents=True)
    (heard / "bob.mp3").write_bytes(b"my own song")
    ran = narrate(studio.folder, "voices", "--hear")
    assert ran.code == ExitCode.VOICE
    assert [line.split(":")[0] for line in ran.out.splitlines()] == [
        f"audio/voices/{name}.mp3" for name in ("ann", "mei", "tone")
    ]
    bad, bob = ran.err.splitlines()
    assert "the voice file is damaged" in bad
    assert bob.startswith(
        "narrate: audio/voices/bob.mp3: narrate did not make this file and does not replace it"
    )
    assert (heard / "bob.mp3").read_bytes() == b"my own song"
    assert (voices / "bad.htsvoice").read_bytes() == b"[GLOBAL]\n"
    assert narrate(studio.folder, "voices", "--hear", "ann").code == ExitCode.OK, "its own file is replaced"
    assert narrate(studio.folder, "clean", "--dry-run").code == ExitCode.OK
    assert (heard / "ann.mp3").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--hear", "tone", "--measure", "tone"],
            "--hear and --measure do not go together; give one of the two",
        ),
        (["--out", "x"], "--out is for --hear; give both"),
        (["--json", "add", "x"], "options before 'add' do not hold for it; write them behind it"),
        (["mei"], "No such command 'mei'; see "),
        (["add"], "Missing argument 'FILE'; see "),
        (["add", "none.htsvoice"], "none.htsvoice: there is no such file; check the path"),
    ],
)
def test_a_wrong_call_is_told(studio: Studio, words: list[str], said: str) -> None:
    ran = narrate(studio.folder, "voices", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.error_line.startswith(said)


def offer(folder: Path) -> Path:
    """A voice to add, with a text beside it."""
    given = folder / "given"
    given.mkdir()
    shutil.copy(bundled_model(), given / "ann.htsvoice")
    (given / "COPYRIGHT.txt").write_text("Copyright (c) Ann's lab\nCC BY 4.0 holds.\n", encoding="utf-8")
    return given / "ann.htsvoice"


def test_without_a_credit_nothing_is_added(studio: Studio) -> None:
    path = offer(studio.folder)
    ran = narrate(studio.folder, "voices", "add", path)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.error_line == (
        f"{path}: whom its licence asks to name is not said; give --credit CREDIT, or --credit '' if it asks "
        "for nobody (COPYRIGHT.txt says: Copyright (c) Ann's lab)"
    )
    assert [p.name for p in (studio.folder / "voices").iterdir()] == ["tone.toml"]
    ran = narrate(studio.folder, "voices", "add", path, "--credit", "a\x1bb")
    assert ran.error_line == "--credit holds control characters; leave them out"


@pytest.mark.engine
def test_what_is_added_can_be_built_with(studio: Studio) -> None:
    ran = narrate(studio.folder, "voices", "add", offer(studio.folder), "--credit", "Ann's lab", "--json")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    row = json.loads(ran.out)
    assert (row["name"], row["file"], row["description"]) == ("ann", "voices/ann.toml", "ann, 48 kHz")
    assert row["credit"] == "Ann's lab (CC BY 4.0) https://creativecommons.org/licenses/by/4.0/"
    assert row["gain_db"] == pytest.approx(-1.2, abs=0.4)
    studio.write("# 港\n\n朝が来た。\n")
    assert narrate(studio.folder, "build", "text/essay.md", "--voice", "ann").code == ExitCode.OK
    assert b"Ann's lab" in (studio.audio / "essay.notes").read_bytes()
    ran = narrate(studio.folder, "voices", "add", "given/ann.htsvoice", "--credit", "")
    assert ran.code == ExitCode.USAGE
    assert ran.error_line == "voices/ann.toml: there is a voice 'ann' already; give another with --name NAME"


def at_a_terminal(folder: Path, answers: list[bytes], *words: str) -> tuple[int, str]:
    """Run ``narrate`` as somebody does who sits at a terminal and answers its questions."""
    pty = pytest.importorskip("pty")
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "narrate", *words], ENVIRONMENT)
    shown = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
        if answers and shown.endswith(b": "):
            os.write(terminal, answers.pop(0))
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


@pytest.mark.engine
def test_at_a_terminal_the_credit_is_asked_for(studio: Studio) -> None:
    offer(studio.folder)
    words = ("voices", "add", "given/ann.htsvoice")
    code, shown = at_a_terminal(studio.folder, [b"\x04"], *words)
    assert code == ExitCode.INTERRUPTED
    assert not (studio.folder / "voices" / "ann.toml").exists()
    code, shown = at_a_terminal(studio.folder, [b"\n", b"-\n"], *words)
    assert code == ExitCode.OK
    assert "beside it lies: COPYRIGHT.txt" in shown
    assert "whom its licence asks to name (- for nobody) [Copyright (c) Ann's lab]: " in shown
    assert "its licence (- for none) [CC BY 4.0]: " in shown
    written = (studio.folder / "voices" / "ann.toml").read_text(encoding="utf-8")
    assert 'credit = "Copyright (c) Ann\'s lab"\nlicence = ""\nurl = ""\n' in written
