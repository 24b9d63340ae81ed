"""``narrate build``, ``plan``, ``voices`` and ``clean`` as people see them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from shell import loaded_by, narrate
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出た。\n\n## 昼\n\n網を繕う。<!-- 覚え -->\n"


def test_the_last_line_tells_what_was_done(studio: Studio) -> None:
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "audio/essay.mp3: 0:06, 2 chapters, 5 of 5 sentences spoken, 0 kept\n"
    studio.write(TEXT.replace("船が出た。", "船は出ない。"))
    lines = narrate(studio.folder, "build", "text/essay.md").out.splitlines()
    assert lines[0] == "  new: line 3: 船は出ない。"
    assert lines[-1].endswith("2 chapters, 1 of 5 sentences spoken, 4 kept")


def test_an_up_to_date_build_says_so_and_loads_nothing_heavy(studio: Studio) -> None:
    studio.write(TEXT)
    first, loaded = loaded_by(studio.folder, "build", "text/essay.md")
    assert {"numpy", "pydub", "mutagen"} <= loaded
    assert not loaded & {"pyopenjtalk", "av"}
    second, loaded = loaded_by(studio.folder, "build", "text/essay.md")
    assert second.out == first.out.replace("0:06", "nothing changed: 0:06").replace(
        "5 of 5", "0 of 5"
    ).replace("0 kept", "5 kept")
    assert loaded == set()


def test_quiet_prints_nothing(studio: Studio) -> None:
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_the_report_for_programs_is_json(studio: Studio) -> None:
    studio.write(TEXT)
    report = json.loads(narrate(studio.folder, "build", "text/essay.md", "--json").out)
    (edition,) = report["editions"]
    assert edition["file"] == "audio/essay.mp3"
    assert [c["title"] for c in edition["chapters"]] == ["港", "昼"]
    assert [s["reason"] for s in edition["spoken"]] == ["new"] * 5
    assert (edition["sentences"], edition["kept"], edition["unchanged"]) == (5, 0, False)
    assert report["errors"] == []


def test_out_names_another_folder(studio: Studio) -> None:
    studio.write(TEXT)
    ran = narrate(studio.folder, "build", "text/essay.md", "--out", "else/where")
    assert ran.out.startswith("else/where/essay.mp3: ")
    assert not studio.audio.exists()


def test_many_articles_are_built_in_one_call(studio: Studio) -> None:
    names = [f"text/{n}.md" for n in range(4)]
    for n in range(4):
        studio.write(TEXT.replace("朝", f"朝{n}"), f"{n}.md")
    ran = narrate(studio.folder, "build", *names, "--jobs", "1")
    assert [line.split(":")[0] for line in ran.out.splitlines() if line.startswith("audio")] == [
        f"audio/{n}.mp3" for n in range(4)
    ]


def test_the_plan_is_complete_as_json(studio: Studio) -> None:
    studio.write("---\nauthor: 佐藤\n---\n" + TEXT)
    ran, loaded = loaded_by(studio.folder, "plan", "text/essay.md", "--json")
    plan = json.loads(ran.out)
    assert (plan["title"], plan["subtitle"], plan["category"], plan["lead"]) == ("港", "", "", "")
    assert [c["title"] for c in plan["chapters"]] == ["港", "昼"]
    utterances = [u for c in plan["chapters"] for p in c["paragraphs"] for u in p["utterances"]]
    assert [(u["text"], u["line"], u["kept"]) for u in utterances] == [
        ("港", 4, False),
        ("朝が来た。", 6, False),
        ("船が出た。", 6, False),
        ("昼", 8, False),
        ("網を繕う。", 10, False),
    ]
    assert {"text": "<!-- 覚え -->", "line": 10, "reason": "comment"} in plan["skipped"]
    assert {"text": "---\nauthor: 佐藤\n---\n", "line": 1, "reason": "front matter"} in plan["skipped"]
    assert "pyopenjtalk" not in loaded
    assert not studio.audio.exists()


def test_the_plan_says_what_would_be_spoken(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.write(TEXT.replace("船が出た。", "船は出ない。"))
    out = narrate(studio.folder, "plan", "text/essay.md").out
    assert "+    3:6   paragraph 船は出ない。" in out
    assert out.splitlines()[-1].startswith("essay.mp3: about 0:0")
    assert "5 sentences, 1 to speak (+), 4 kept; every one of " in out
    assert "comment: <!-- 覚え -->" in out


def test_voices_are_listed_with_their_credit(studio: Studio) -> None:
    out = narrate(studio.folder, "voices").out
    assert "mei" in out
    assert "CC BY 3.0" in out
    assert "tone  a hum" in out
    rows = json.loads(narrate(studio.folder, "voices", "--json").out)
    assert [row["name"] for row in rows] == ["mei", "tone"]


def test_clean_removes_only_what_no_edition_needs(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.write(TEXT.replace("船が出た。", "船は出ない。"))
    studio.build()
    halves = [studio.audio / ".part-1-2-3", studio.audio / "versions" / ".part-4-5-6"]
    for half in halves:
        half.parent.mkdir(exist_ok=True)
        half.write_bytes(b"half a book")
    dry = narrate(studio.folder, "clean", "--dry-run").out
    assert dry.startswith("audio: 3 files, 0.0 MB would be removed; 5 clips, ")
    assert len(studio.clips) == 6
    assert narrate(studio.folder, "clean").out == dry.replace("would be ", "")
    assert len(studio.clips) == 5
    assert not any(half.exists() for half in halves)
    assert studio.build().is_unchanged
    assert narrate(studio.folder, "clean").out.startswith("audio: 0 files")


def test_clean_of_nothing_is_fine(studio: Studio) -> None:
    ran = narrate(studio.folder, "clean")
    assert ran.out == "audio: 0 files, 0.0 MB removed; 0 clips, 0.0 MB are needed\n"
    assert not studio.audio.exists()


def test_check_shows_the_chapters(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    lines = narrate(studio.folder, "check", "audio/essay.mp3").out.splitlines()
    assert lines[0] == "  00:00:00.000  港"
    assert lines[-1] == "audio/essay.mp3: 港: 0:06, 64 kbit/s, 5 clips: keeps the contract"


@pytest.mark.parametrize("name", ["海の話 第1回.md", "a b&c.md", "-.md", "100%.txt"])
def test_odd_file_names_become_fit_for_a_url(studio: Studio, name: str) -> None:
    studio.write("海の話です。\n", name)
    ran = narrate(studio.folder, "build", f"text/{name}")
    assert ran.code == 0, ran.err
    (mp3,) = studio.audio.glob("*.mp3")
    assert not set(mp3.name) & set(" &%")


def test_a_copied_workspace_is_up_to_date_and_its_own(studio: Studio) -> None:
    studio.write(TEXT)
    studio.settings(SETTINGS)
    narrate(studio.folder, "build", "text/essay.md")
    moved = studio.folder.parent / "moved"
    shutil.copytree(studio.folder, moved)
    ran = narrate(moved, "build", "text/essay.md")
    assert "nothing changed" in ran.out
    (moved / "text" / "essay.md").write_text(TEXT.replace("網", "帆"), encoding="utf-8")
    assert "1 of 5 sentences spoken, 4 kept" in narrate(moved, "build", "text/essay.md").out
    shutil.rmtree(moved)
    shutil.copytree(studio.folder, moved)
    assert (moved / "audio" / "essay.mp3").read_bytes() == studio.mp3()


def test_a_draft_among_others_is_passed_over_with_a_line(studio: Studio) -> None:
    studio.write(TEXT, "a.md")
    studio.write(f"---\ndraft: true\n---\n{TEXT}", "b.md")
    studio.write(f"---\npublished: false\n---\n{TEXT}", "c.md")
    ran = narrate(studio.folder, "build", "text/a.md", "text/b.md", "text/c.md")
    assert (ran.code, ran.err) == (0, "")
    assert "text/b.md: not built: a draft (draft: true); name it alone to build it\n" in ran.out
    assert "text/c.md: not built: a draft (published: false)" in ran.out
    assert [path.name for path in studio.audio.glob("*.mp3")] == ["a.mp3"]
    report = json.loads(narrate(studio.folder, "build", "text/b.md", "text/c.md", "--json").out)
    assert (report["drafts"], report["editions"]) == (["text/b.md", "text/c.md"], [])


def test_a_draft_that_is_named_alone_is_built_with_a_note(studio: Studio) -> None:
    studio.write(f"---\nprivate: true\n---\n{TEXT}")
    ran = narrate(studio.folder, "build", "text/essay.md")
    assert (ran.code, ran.err) == (0, "")
    assert "note: a draft (private: true): a build of several articles passes it over" in ran.out
    assert (studio.audio / "essay.mp3").exists()
