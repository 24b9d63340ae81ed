"""Each kind of fault has its exit code and one line: file:line: what; what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import shell
from japanese import assert_japanese
from narrate import __version__
from narrate.errors import ExitCode
from shell import ENVIRONMENT, Ran
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。\n"


def narrate(folder: Path, *words: str | Path) -> Ran:
    """Run it in both languages: what goes wrong in one goes wrong in the other, and is told in its words."""
    ran = shell.narrate(folder, *words)
    if ran.code != ExitCode.OK:
        _same_in_japanese(folder, ran, *words)
    return ran


def loaded_by(folder: Path, *words: str | Path) -> tuple[Ran, set[str]]:
    """The same, with the heavy packages that were loaded."""
    ran, loaded = shell.loaded_by(folder, *words)
    if ran.code != ExitCode.OK:
        _same_in_japanese(folder, ran, *words)
    return ran, loaded


def _same_in_japanese(folder: Path, ran: Ran, *words: str | Path) -> None:
    japanese = shell.narrate(folder, *words, NARRATE_LANG="ja")
    assert (japanese.code, len(japanese.err.splitlines())) == (ran.code, len(ran.err.splitlines()))
    for line in japanese.err.splitlines():
        assert_japanese(line, least=2)


def test_help_and_version_are_fine_and_light(studio: Studio) -> None:
    ran, loaded = loaded_by(studio.folder, "--help")
    assert (ran.code, ran.err, loaded) == (0, "", set())
    for command in ("build", "plan", "check", "voices", "clean"):
        assert command in ran.out
    assert narrate(studio.folder, "--version").out == f"narrate {__version__}\n"
    assert metadata.version("narrate-ja") == __version__


@pytest.mark.parametrize("command", ["build", "plan", "check", "voices", "clean"])
def test_every_command_has_help(studio: Studio, command: str) -> None:
    ran, loaded = loaded_by(studio.folder, command, "--help")
    assert (ran.code, loaded) == (0, set())
    assert "Usage: narrate" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build"], "Missing argument"),
        (["biuld", "text/essay.md"], "No such command"),
        (["build", "text/essay.md", "--sped", "2"], "No such option"),
        (["build", "text/essay.md", "--speed", "9"], "--speed"),
        (["build", "text/essay.md", "--speed", "fast"], "--speed"),
        (["build", "text/essay.md", "--pitch", "99"], "--pitch"),
        (["build", "text/essay.md", "--jobs", "0"], "--jobs"),
        (["build", "text/essay.md", "--speed", "nan"], "--speed nan is no number; give one like 1.1"),
        (["plan", "text/essay.md", "--speed", "nan"], "--speed nan is no number; give one like 1.1"),
        (["plan", "text/essay.md", "--pitch", "nan"], "--pitch nan is no number"),
        (["plan", "text/essay.md", "--bitrate", "65"], "--bitrate 65 cannot be had; there are: 64, 80"),
        (["build", "text/essay.md", "--bitrate", "63"], "--bitrate 63 cannot be had; there are: 64, 80"),
        (
            ["build", "text/essay.md", "--section", "9", "--force"],
            "there is no section '9'; the sections are: 1 港",
        ),
        (["build", "text/essay.md", "text/essay.txt"], "it would be essay.mp3, as "),
    ],
)
def test_a_wrong_call_is_2(studio: Studio, words: list[str], said: str) -> None:
    studio.write(TEXT)
    studio.write("別の話です。\n", "essay.txt")
    ran = narrate(studio.folder, *words)
    assert ran.code == ExitCode.USAGE
    assert said in ran.err.splitlines()[0]


SOURCES: dict[str, tuple[str | bytes, str]] = {
    "none.md": (b"", "there is no such file; check the path"),
    "empty.md": (b"", "the file is empty"),
    "white.md": (" \n\u3000\n", "only white space"),
    "binary.md": (b"\x89PNG\r\n\x1a\n\0\0", "this is a picture, which narrate does not read"),
    "damaged.md": (
        "朝が来た。\n".encode() * 9 + b"\xff\xfe\n" + "夜が来た。\n".encode() * 9,
        "neither UTF-8",
    ),
    "headings.md": ("# 題\n\n## 一\n", "nothing to read but headings"),
    "marks.md": ("***\n", "nothing to read"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_an_unreadable_article_is_3_and_light(studio: Studio, name: str) -> None:
    text, said = SOURCES[name]
    if name != "none.md":
        studio.write(text, name)
    ran, loaded = loaded_by(studio.folder, "build", f"text/{name}")
    assert ran.code == ExitCode.SOURCE
    assert ran.error_line.startswith(f"text/{name}:10: " if name == "damaged.md" else f"text/{name}: ")
    assert said in ran.error_line
    assert not loaded & {"pyopenjtalk", "av", "numpy", "pydub", "sudachipy"}
    assert not list(studio.folder.rglob("*.mp3"))


def test_a_folder_in_place_of_an_article_is_3(studio: Studio) -> None:
    ran = narrate(studio.folder, "build", "text")
    assert ran.code == ExitCode.SOURCE
    assert "this is a folder" in ran.error_line


@pytest.mark.parametrize(
    ("name", "text", "place", "said"),
    [
        ("essay.md", "---\ntitle: 港\nspeed: fast\n---\n" + TEXT, "text/essay.md:3: ", "speed is 'fast'"),
        ("essay.md", "---\nsections: [\n---\n" + TEXT, "text/essay.md:3: ", "not valid YAML"),
        ("essay.md", "---\nsections: {夏: {speed: 2}}\n---\n" + TEXT, "text/essay.md:2: ", "names '夏'"),
        (
            "essay.md",
            "---\nsections: {港: {sped: 2}}\n---\n" + TEXT,
            "text/essay.md:2: ",
            "unknown key 'sped'",
        ),
        (
            "essay.md",
            "---\nspeed: 1\nsections:\n  港:\n    speed: 9\n---\n" + TEXT,
            "text/essay.md:5: ",
            "speed is 9",
        ),
        (
            "essay.md",
            "---\npauses:\n  end: 9\n  sentense: 2\n---\n" + TEXT,
            "text/essay.md:4: ",
            "unknown key 'sentense'",
        ),
        (
            "essay.md",
            "---\nlexicon:\n  尾上: オノエ\n  匝瑳: sosa\n---\n" + TEXT,
            "text/essay.md:4: ",
            "must be kana that can be spoken",
        ),
        (
            "narrate.toml",
            SETTINGS + "[pauses]\nsentense = 2\n",
            "text/narrate.toml:4: ",
            "unknown key 'sentense'",
        ),
        ("narrate.toml", SETTINGS + "[pauses]\nsentence = -2\n", "text/narrate.toml:4: ", "from 0 to 60000"),
        ("narrate.toml", SETTINGS + "[pauzes]\n", "text/narrate.toml:3: ", "unknown key 'pauzes'"),
        ("narrate.toml", SETTINGS + "[audio]\nbitrate = 65\n", "text/narrate.toml:4: ", "bitrate is 65"),
        (
            "narrate.toml",
            SETTINGS + "[markdown]\ncode = 'sing'\n",
            "text/narrate.toml:4: ",
            "'announce', 'skip', 'read'",
        ),
        ("narrate.toml", SETTINGS + "x = \n", "text/narrate.toml:3: ", "not valid TOML"),
        ("lexicon.toml", "x = \n", "text/lexicon.toml:1: ", "TOML"),
        (
            "lexicon.toml",
            '[words]\n"港" = { kana = "コウ", pos = [1] }\n',
            "text/lexicon.toml:2: ",
            "pos is [1]; it must be one of 'noun', ",
        ),
    ],
)
def test_a_wrong_setting_is_4_and_light(studio: Studio, name: str, text: str, place: str, said: str) -> None:
    studio.write(TEXT)
    studio.write(text, name)
    ran, loaded = loaded_by(studio.folder, "build", "text/essay.md")
    assert ran.code == ExitCode.SETTINGS
    assert ran.error_line.startswith(place)
    assert said in ran.error_line
    assert not loaded & {"pyopenjtalk", "av", "numpy", "pydub", "sudachipy"}


def test_an_unknown_voice_is_5_and_lists_those_there_are(studio: Studio) -> None:
    studio.write(TEXT)
    ran, loaded = loaded_by(studio.folder, "build", "text/essay.md", "--voice", "mai")
    assert ran.code == ExitCode.VOICE
    assert "there is no voice 'mai'; there are: mei, tone" in ran.error_line
    assert not loaded & {"pyopenjtalk", "av", "numpy", "pydub", "sudachipy"}


def test_a_voice_that_the_front_matter_names_wrongly_is_told_with_its_line(studio: Studio) -> None:
    studio.write("---\ntitle: 港\nvoice: mai\n---\n" + TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == ExitCode.VOICE
    assert ran.error_line.startswith("text/essay.md:3: there is no voice 'mai'")


def test_a_damaged_voice_is_5(studio: Studio) -> None:
    studio.write(TEXT)
    (studio.folder / "voices" / "bad.toml").write_text('engine = "open-jtalk"\n', encoding="utf-8")
    (studio.folder / "voices" / "bad.htsvoice").write_bytes(b"[GLOBAL]\n")
    ran = narrate(studio.folder, "build", "text/essay.md", "--voice", "bad")
    assert ran.code == ExitCode.VOICE
    assert "damaged" in ran.error_line


def test_an_article_without_sound_is_6(studio: Studio) -> None:
    studio.write("……。\n\n！？\n")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == ExitCode.SPEECH
    assert "nothing in the article makes a sound" in ran.error_line


def test_an_unwritable_folder_is_7(studio: Studio) -> None:
    studio.write(TEXT)
    studio.audio.write_text("a file", encoding="utf-8")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == ExitCode.OUTPUT
    assert "cannot be written" in ran.error_line


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a file system that nobody can write")
def test_a_read_only_folder_is_7(studio: Studio) -> None:
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", "--out", "/proc/narrate")
    assert ran.code == ExitCode.OUTPUT
    assert ran.error_line.startswith("/proc/narrate")


def test_an_mp3_that_breaks_the_contract_is_8(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    mp3 = studio.audio / "essay.mp3"
    assert narrate(studio.folder, "check", mp3).code == ExitCode.OK
    mp3.write_bytes(mp3.read_bytes() + b"x")
    ran = narrate(studio.folder, "check", mp3)
    assert ran.code == ExitCode.EDITION
    assert "fault: a broken, foreign or cut frame" in ran.out
    assert narrate(studio.folder, "check", "text/essay.md").code == ExitCode.EDITION


def test_an_unforeseen_fault_is_1_and_asks_for_a_report(studio: Studio) -> None:
    studio.write(TEXT)
    broken = "import narrate.cli.commands.build as b\nb._build_all = lambda *all, **more: 1 / 0\nfrom narrate.cli import main\n"
    (studio.folder / "broken.py").write_text(broken + "main()\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "broken.py", "build", "text/essay.md"],
        cwd=studio.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == ExitCode.FAILED
    assert "a fault of narrate itself (ZeroDivisionError: division by zero); please report it" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_to_clean_that_is_not_there_is_2(studio: Studio) -> None:
    ran = narrate(studio.folder, "clean", "--out", "audoi")
    assert ran.code == ExitCode.USAGE
    assert ran.error_line == "audoi: there is no such folder; check --out"


def test_two_sections_in_one_call_are_2(studio: Studio) -> None:
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", "--section", "1", "--section", "2")
    assert ran.code == ExitCode.USAGE
    assert ran.error_line == "--section stands more than once; give one at a time, or --force for all"


def test_one_bad_article_does_not_stop_the_others(studio: Studio) -> None:
    studio.write(TEXT, "one.md")
    studio.write("", "two.md")
    studio.write(TEXT, "three.md")
    ran = narrate(studio.folder, "build", "text/one.md", "text/two.md", "text/three.md", "text/none.md")
    assert ran.code == ExitCode.SOURCE
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["audio/one.mp3", "audio/three.mp3"]
    assert ran.err.splitlines() == [
        "narrate: text/two.md: the file is empty; write an article into it",
        "narrate: text/none.md: there is no such file; check the path",
        "narrate: 2 of 4 articles failed",
    ]


def test_a_fault_of_narrate_itself_does_not_stop_the_others_either(studio: Studio) -> None:
    studio.write(TEXT, "one.md")
    studio.write(TEXT.replace("朝", "夜"), "two.md")
    broken = (
        "from narrate.production import story\n"
        "build_from = story.build_from\n"
        "story.build_from = lambda i, *more: 1 / 0 if i.slug == 'one' else build_from(i, *more)\n"
        "from narrate.cli import main\n"
        "main()\n"
    )
    (studio.folder / "broken.py").write_text(broken, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "broken.py", "build", "text/one.md", "text/two.md"],
        cwd=studio.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == ExitCode.FAILED
    assert done.stdout.startswith("audio/two.mp3: ")
    first, last = done.stderr.splitlines()
    assert first == (
        "narrate: text/one.md: a fault of narrate itself (ZeroDivisionError: division by zero); "
        "please report it with what NARRATE_DEBUG=1 shows"
    )
    assert last == "narrate: 1 of 2 articles failed"


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_build_whose_reader_has_gone_makes_every_article(studio: Studio, more: list[str]) -> None:
    names = [f"text/{n}.md" for n in range(3)]
    for n in range(3):
        studio.write(TEXT.replace("朝", f"{n}回目の朝"), f"{n}.md")
    studio.write("", "empty.md")
    command = [sys.executable, "-m", "narrate", "build", "text/empty.md", *names, *more]
    assert _code_without_readers(studio, command) == ExitCode.SOURCE
    assert sorted(p.name for p in studio.audio.glob("*.mp3")) == ["0.mp3", "1.mp3", "2.mp3"]
    assert _code_without_readers(studio, [*command[:4], *names]) == ExitCode.OK


def test_a_plan_whose_reader_has_gone_is_fine(studio: Studio) -> None:
    studio.write(TEXT)
    assert _code_without_readers(studio, [sys.executable, "-m", "narrate", "plan", "text/essay.md"]) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize(
    "words", [["plan", "text/essay.md"], ["voices"], ["--version"], ["build", "text/essay.md", "--json"]]
)
def test_a_full_disk_under_what_is_printed_is_7(studio: Studio, words: list[str]) -> None:
    studio.write(TEXT)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "narrate", *words],
            cwd=studio.folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == ExitCode.OUTPUT
    assert done.stderr == (
        "narrate: what is printed cannot be written (No space left on device); make room where it goes\n"
    )


def _code_without_readers(studio: Studio, command: list[str]) -> int:
    """The exit code of a command that writes to pipes which nobody holds the other end of."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.run(
            command, cwd=studio.folder, stdout=writing, stderr=writing, check=False
        ).returncode
    finally:
        os.close(writing)


def test_errors_are_in_the_report_for_programs(studio: Studio) -> None:
    studio.write("---\nspeed: fast\n---\n" + TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", "--json")
    report = json.loads(ran.out)
    assert report["editions"] == []
    (error,) = report["errors"]
    assert (error["path"], error["line"], error["exit_code"]) == ("text/essay.md", 2, 4)


def test_a_reader_that_goes_away_is_no_fault(studio: Studio) -> None:
    assert shutil.which("head")
    studio.write("# 題\n\n" + "文です。\n\n" * 3_000)
    done = subprocess.run(
        f"{sys.executable} -m narrate plan text/essay.md | head -n 1",
        cwd=studio.folder, shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_the_caller_closed_changes_no_exit_code(studio: Studio, closed: str) -> None:
    studio.write(TEXT)
    for article, code in (("text/essay.md", ExitCode.OK), ("text/none.md", ExitCode.SOURCE)):
        command = f'"{sys.executable}" -m narrate build {article} {closed}'
        done = subprocess.run(["sh", "-c", command], cwd=studio.folder, capture_output=True, check=False)
        assert done.returncode == code
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there words are no bytes")
@pytest.mark.parametrize(
    "words",
    [
        ["say", "朝{}だ"], ["say", "朝だ", "--voice", "{}"], ["lexicon", "add", "朝{}", "アサ"],
        ["lexicon", "add", "朝", "アサ{}"], ["lexicon", "remove", "{}"], ["build", "a.md", "--section", "{}"],
        ["plan", "a.md", "--voice", "{}"], ["epub", "{}"], ["serve", "--host", "{}"],
        ["voices", "add", "a.htsvoice", "--credit", "{}"],
    ],
)  # fmt: skip
def test_words_that_are_no_utf8_are_refused(tmp_path: Path, words: list[str]) -> None:
    command = [os.fsencode(word.format("\udcff")) for word in words]
    done = subprocess.run(
        [sys.executable, "-m", "narrate", *command],
        cwd=tmp_path, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (ExitCode.USAGE, 1)
    assert "is no text in UTF-8; check the encoding" in done.stderr
    assert list(tmp_path.iterdir()) == []
