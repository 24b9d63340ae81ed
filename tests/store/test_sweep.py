"""Keeping the store small."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from narrate.edition.file_names import transcript_name
from narrate.errors import EditionError, OutputError
from narrate.ground.locks import alone, together
from narrate.store.editions import load_records
from narrate.store.folder import lock_path, record_path
from narrate.store.sweep import hold_limit, sweep
from tone_studio import SETTINGS, spoken_texts

if TYPE_CHECKING:
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出た。\n\n## 昼\n\n網を繕う。\n"


def test_a_sweep_removes_what_no_edition_needs(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    needed = set(studio.clips)
    studio.write(TEXT + "\n夜が来た。\n")
    studio.build()
    studio.write(TEXT)
    studio.build()
    (studio.clips[0].parent / ".part-1-2-3").write_bytes(b"half")
    assert (sweep(studio.audio, dry_run=True).removed_count, len(studio.clips)) == (2, 6)
    swept = sweep(studio.audio)
    assert (swept.removed_count, swept.kept_count) == (2, 5)
    assert set(studio.clips) == needed


def test_clips_of_other_editions_stay(studio: Studio) -> None:
    studio.build(studio.write(TEXT))
    studio.build(studio.write("別の話です。\n", "other.md"))
    assert sweep(studio.audio).removed_count == 0


def test_clips_and_cover_of_an_edition_that_was_deleted_go(studio: Studio) -> None:
    studio.build(studio.write(TEXT))
    (studio.audio / "essay.mp3").unlink()
    assert sweep(studio.audio).removed_count == 5 + 1 + 4 + 1  # clips, cover, companions, record


def test_what_is_left_of_a_withdrawn_edition_goes(studio: Studio) -> None:
    studio.write("# 港\n\n朝が来た。\n")
    studio.write("# 山\n\n霧が出た。\n", "hill.md")
    studio.build()
    studio.build(studio.folder / "text" / "hill.md")
    (studio.audio / "hill.mp3").unlink()
    assert sweep(studio.audio, dry_run=True).withdrawn == ("hill",)
    assert list(studio.audio.glob("hill*"))
    sweep(studio.audio)
    assert not list(studio.audio.glob("hill*"))
    assert not record_path(studio.audio, "hill").exists()
    assert len(list(studio.audio.glob("essay*"))) == 5


def test_nothing_is_swept_while_nobody_knows_what_an_edition_needs(studio: Studio) -> None:
    studio.build(studio.write(TEXT))
    record_path(studio.audio, "essay").write_bytes(b'{"format":4}\n[]\n[]\n00000000\n')
    with pytest.raises(EditionError, match=r"essay\.mp3: its record .* build its article again"):
        sweep(studio.audio)
    assert len(studio.clips) == 5
    studio.build()
    assert sweep(studio.audio).kept_count == 5


def test_what_is_left_of_a_withdrawn_edition_goes_without_its_record_too(studio: Studio) -> None:
    studio.build(studio.write(TEXT))
    record_path(studio.audio, "essay").write_bytes(b"x")
    (studio.audio / "essay.mp3").unlink()
    assert sweep(studio.audio).withdrawn == ("essay",)
    assert not list(studio.audio.glob("essay*"))


def test_the_cover_of_an_earlier_title_goes_and_the_one_in_use_stays(studio: Studio) -> None:
    covers = studio.audio / ".narrate" / "covers"
    studio.build(studio.write(TEXT))
    (first,) = covers.iterdir()
    studio.build(studio.write(TEXT.replace("# 港", "# 入江")))
    assert len(list(covers.iterdir())) == 2
    sweep(studio.audio)
    assert len(list(covers.iterdir())) == 1
    assert not first.exists()


def test_published_companions_of_a_replaced_mp3_go_only_when_asked(studio: Studio) -> None:
    studio.build(studio.write(TEXT))
    (edition,) = [record.edition for record in load_records(studio.audio)]
    versions = studio.audio / "versions"
    versions.mkdir()
    now, earlier = studio.audio / transcript_name(edition), versions / "essay.0123456789ab.vtt"
    for path in (now, earlier):
        path.write_text("WEBVTT\n", encoding="utf-8")
    sweep(studio.audio)
    assert earlier.exists()
    assert sweep(studio.audio, old_versions=True).removed_count == 1
    assert now.exists()
    assert not earlier.exists()


def test_a_sweep_during_a_build_is_refused(studio: Studio) -> None:
    studio.build(studio.write(TEXT))
    with together(lock_path(studio.audio)), pytest.raises(OutputError, match="a build is under way here"):
        sweep(studio.audio)


def test_a_dry_run_only_reads_and_still_knows_of_a_build(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    lock_path(studio.audio).unlink()
    before = {path: path.stat().st_mtime_ns for path in studio.audio.rglob("*")}
    assert sweep(studio.audio, dry_run=True).removed_count == 0
    assert {path: path.stat().st_mtime_ns for path in studio.audio.rglob("*")} == before
    with together(lock_path(studio.audio)), pytest.raises(OutputError, match="a build is under way"):
        sweep(studio.audio, dry_run=True)


def test_builds_go_together_and_a_sweep_alone(studio: Studio) -> None:
    path = lock_path(studio.audio)
    with together(path), together(path), alone(path) as is_alone:
        assert not is_alone
    with alone(path) as is_alone:
        assert is_alone


def test_a_limit_removes_first_what_no_edition_needs_and_then_the_oldest(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    needed = set(studio.clips)
    studio.write(TEXT + "\n夜が来た。\n")
    studio.build()
    studio.write(TEXT)
    studio.build()
    (useless,) = set(studio.clips) - needed
    oldest = sorted(needed)[2]
    os.utime(oldest, (1, 1))
    total = sum(path.stat().st_size for path in studio.clips)
    assert hold_limit(studio.audio, total).removed_count == 0
    hold_limit(studio.audio, total - 1)
    assert not useless.exists()
    hold_limit(studio.audio, sum(path.stat().st_size for path in studio.clips) - 1)
    assert set(studio.clips) == needed - {oldest}


def test_a_store_over_its_limit_costs_no_speech(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    hold_limit(studio.audio, 0)
    assert studio.clips == []
    studio.write(TEXT.replace("網を繕う。", "網を洗う。"))
    assert spoken_texts(studio.build()) == ["網を洗う。"]


def test_the_limit_of_the_settings_is_held_after_a_build(studio: Studio) -> None:
    studio.settings(SETTINGS + "[store]\nlimit_mb = 1\n[audio]\nbitrate = 320\n")
    studio.write("# 港\n\n" + "".join(f"{n}番目の朝が来た。{'長い' * 80}{n}。\n\n" for n in range(6)))
    assert studio.build().path.stat().st_size > 1_000_000
    assert sum(path.stat().st_size for path in studio.clips) <= 1_000_000
