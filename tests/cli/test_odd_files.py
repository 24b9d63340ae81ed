"""What is no file, or no text, where one is expected: one line, and nobody waits."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrate.article.frontmatter import read_front_matter
from narrate.article.source import source_of
from narrate.errors import ExitCode, VoiceError
from narrate.speech.voice import find_voice, list_voices
from shell import narrate
from tone_studio import SETTINGS, TONE_VOICE

if TYPE_CHECKING:
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。\n"
needs_fifos = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")


@needs_fifos
@pytest.mark.parametrize(
    ("name", "code"),
    [("essay.md", ExitCode.SOURCE), ("narrate.toml", ExitCode.SETTINGS), ("lexicon.toml", ExitCode.SETTINGS)],
)
def test_a_pipe_is_no_file(studio: Studio, name: str, code: ExitCode) -> None:
    studio.write(TEXT)
    path = studio.folder / "text" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == code
    assert ran.error_line.startswith(f"text/{name}: ")
    assert "(not a regular file)" in ran.error_line


@needs_fifos
def test_a_pipe_where_the_edition_should_go_is_not_replaced(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    (studio.audio / "essay.mp3").unlink()
    os.mkfifo(studio.audio / "essay.mp3")
    assert narrate(studio.folder, "build", "text/essay.md").code == ExitCode.OUTPUT


@pytest.mark.parametrize(
    ("name", "code"), [("essay.md", ExitCode.SOURCE), ("narrate.toml", ExitCode.SETTINGS)]
)
def test_links_that_lead_round_are_told(studio: Studio, name: str, code: ExitCode) -> None:
    studio.write(TEXT)
    path = studio.folder / "text" / name
    path.unlink()
    path.symlink_to(path)
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == code
    assert "(Too many levels of symbolic links)" in ran.error_line


def test_a_link_to_settings_that_are_gone_is_told(studio: Studio) -> None:
    studio.write(TEXT)
    path = studio.folder / "text" / "narrate.toml"
    path.unlink()
    path.symlink_to("elsewhere.toml")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert (ran.code, ran.error_line) == (
        ExitCode.SETTINGS,
        "text/narrate.toml: this link leads to no file; mend it or remove it",
    )


def test_a_voice_of_an_impossible_name_is_unknown(studio: Studio) -> None:
    studio.write(TEXT)
    for name in ("声" * 90, "a" * 255, "a" * 5000):
        ran = narrate(studio.folder, "build", "text/essay.md", "--voice", name)
        assert ran.code == ExitCode.VOICE
        assert "there is no voice" in ran.error_line


def test_a_folder_of_voices_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mei.toml").write_text(TONE_VOICE, encoding="utf-8")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(VoiceError, match="check its permissions"):
        list_voices([tmp_path])
    monkeypatch.setattr(Path, "is_file", refused)
    with pytest.raises(VoiceError, match="check its permissions"):
        find_voice("mei", [tmp_path])


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("text/narrate.toml", SETTINGS + '[edition]\nalbum = "a\\u0007"\n', 4),
        ("text/show.toml", 'title = "海"\ndescription = "a\\u0000b"\n', 2),
        ("text/show.toml", 'base_url = "https://example.org/\\u0000/"\n', 1),
        ("text/show.toml", 'base_url = "https://example.org/\\u001f/"\n', 1),
        ("voices/tone.toml", TONE_VOICE.replace('"nobody"', '"no\\u0001body"'), 3),
        ("voices/tone.toml", TONE_VOICE.replace('"a hum"', '"a\\u009bhum"'), 1),
    ],
)
def test_control_characters_are_refused_with_their_line(
    studio: Studio, name: str, text: str, line: int
) -> None:
    studio.write(TEXT)
    (studio.folder / name).write_text(text, encoding="utf-8")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code in (ExitCode.SETTINGS, ExitCode.VOICE)
    assert ran.error_line.startswith(f"{name}:{line}: ")


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("speed: 1\nauthor: 佐藤\nspeed: 1.1\n", 4),
        ("sections:\n  港: {speed: 1}\n  港: {speed: 1.1}\n", 4),
        ("lexicon:\n  尾上: オノエ\n  匝瑳: ソウサ\n  尾上: オガミ\n", 5),
        ("lexicon:\n  - {written: 尾上, kana: オノエ}\n  - {kana: ソウサ}\n", 4),
        ("lexicon:\n  - 尾上: オノエ\n  - {written: Grok, kana: grok}\n", 4),
    ],
)
def test_front_matter_that_says_too_much_or_too_little_is_told_with_its_line(
    studio: Studio, front: str, line: int
) -> None:
    studio.write(f"---\n{front}---\n{TEXT}")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert ran.code == ExitCode.SETTINGS
    assert ran.error_line.startswith(f"text/essay.md:{line}: ")


def test_a_long_lexicon_in_front_matter_takes_time_in_proportion(studio: Studio) -> None:
    rows = "".join(f"  言葉{n}: コトバ\n" for n in range(6_000))
    path = studio.write(f"---\nlexicon:\n{rows}---\n{TEXT}")
    source = source_of(path, path.read_text(encoding="utf-8"))
    front = read_front_matter(source)
    started = time.process_time()
    lines = [front.line_of_word(n, f"言葉{n}") for n in range(6_000)]
    assert lines == list(range(3, 6_003))
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("number", ["0", "99", "-1", "+7"])
def test_a_number_is_no_part_of_a_sections_title(studio: Studio, number: str) -> None:
    studio.write("# 港\n\n朝が来た。\n\n## 第10の節 -1 +7 99\n\n網を繕う。\n")
    ran = narrate(studio.folder, "build", "text/essay.md", "--section", number)
    assert ran.code == ExitCode.USAGE
    assert f"there is no section '{number}'" in ran.error_line


def test_a_title_that_is_a_number_is_found(studio: Studio) -> None:
    studio.write("# 港\n\n朝が来た。\n\n## 2026\n\n網を繕う。\n")
    studio.build()
    ran = narrate(studio.folder, "build", "text/essay.md", "--section", "2026")
    assert "2 of 4 sentences spoken" in ran.out
