from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from narrate.edition.chapters_json import chapters_json
from narrate.edition.companions import companions, write_companions
from narrate.edition.file_names import chapters_name, superseded_versions, transcript_name
from narrate.edition.show_notes import show_notes, show_notes_html
from narrate.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narrate.model import Edition


def test_json_chapters_are_the_editions_chapters_in_whole_seconds(edition: Edition) -> None:
    read = json.loads(chapters_json(edition))
    assert read["version"] == "1.2.0"
    assert [(c["startTime"], c["title"]) for c in read["chapters"]] == [
        (0, "猫の話"),
        (12, "第一章　出会い"),
        (24, "終わりに"),
    ]
    assert all(isinstance(c["startTime"], int) for c in read["chapters"])


def test_show_notes_list_chapters_from_zero_and_credit_the_voice(edition: Edition) -> None:
    lines = show_notes(edition).splitlines()
    assert lines[:3] == ["猫の話", "名前のこと", "夏目 漱石"]
    assert "00:00:00 猫の話" in lines
    assert "00:00:12 第一章 出会い" in lines
    assert lines[-1] == "音声: 声: MMDAgent Project Team (CC BY 3.0)"


def test_show_notes_as_html_escape_what_an_author_writes(edition: Edition) -> None:
    html = show_notes_html(edition)
    assert "二段落目 &amp; &lt;記号&gt;。" in html
    assert html.count("<p>") == html.count("</p>") == 4


def test_companions_lie_beside_the_mp3_under_plain_names(edition: Edition, tmp_path: Path) -> None:
    paths = write_companions(companions(edition), tmp_path)
    assert [p.name for p in paths] == ["neko.vtt", "neko.chapters.json", "neko.notes", "neko.words.vtt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths)


def test_a_second_writing_touches_nothing(edition: Edition, tmp_path: Path) -> None:
    before = [p.stat().st_mtime_ns for p in write_companions(companions(edition), tmp_path)]
    assert [p.stat().st_mtime_ns for p in write_companions(companions(edition), tmp_path)] == before


def test_written_files_can_be_read_by_a_web_server(edition: Edition, tmp_path: Path) -> None:
    path = next(iter(write_companions(companions(edition), tmp_path)))
    assert stat.S_IMODE(path.stat().st_mode) & 0o444 == 0o444


def test_a_folder_that_cannot_be_written_is_named(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file.*neko\.vtt"):
        write_companions(companions(edition), tmp_path / "file")


def test_published_names_change_with_the_sound(make_edition: Callable[..., Edition]) -> None:
    old, new = make_edition(digest="a" * 64), make_edition(digest="b" * 64)
    assert transcript_name(old) == "versions/neko.aaaaaaaaaaaa.vtt"
    assert transcript_name(old) != transcript_name(new)
    assert chapters_name(old) != chapters_name(new)


def test_versions_of_replaced_sound_are_told_from_those_of_today(
    make_edition: Callable[..., Edition], tmp_path: Path
) -> None:
    old, new = make_edition(digest="a" * 64), make_edition(digest="b" * 64)
    (tmp_path / "versions").mkdir()
    for e in (old, new):
        (tmp_path / transcript_name(e)).write_text("")
    assert superseded_versions(tmp_path, [new]) == (tmp_path / transcript_name(old),)
