"""When each word is heard is the same however an edition came about."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from typing import TYPE_CHECKING

from narrate.store.folder import clips_folder, record_path
from narrate.store.record import load_record
from tone_studio import Studio

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.speech.workers import LocalWorkers

FIRST = "# 港\n\n朝が来た。船が出た。\n\n網を繕う。\n"
SECOND = "# 港\n\n朝が来た。雨の中を船が出た。\n\n網を繕う。船が出た。\n"


def words_file(studio: Studio) -> str:
    return (studio.audio / "essay.words.vtt").read_text()


def clean_words(tmp_path: Path, workers: LocalWorkers, text: str) -> str:
    studio = Studio(tmp_path / "clean", workers)
    studio.write(text)
    studio.build()
    return words_file(studio)


def test_an_incremental_build_has_the_times_of_a_clean_one(
    studio: Studio, tmp_path: Path, workers: LocalWorkers
) -> None:
    studio.write(FIRST)
    studio.build()
    studio.write(SECOND)
    studio.build()
    assert words_file(studio) == clean_words(tmp_path, workers, SECOND)


def test_so_has_one_that_takes_its_clips_out_of_the_mp3(
    studio: Studio, tmp_path: Path, workers: LocalWorkers
) -> None:
    studio.write(FIRST)
    studio.build()
    shutil.rmtree(clips_folder(studio.audio))
    record_path(studio.audio, "essay").unlink()
    for name in ("essay.words.vtt", "essay.vtt", "essay.chapters.json", "essay.notes"):
        (studio.audio / name).unlink()
    studio.write(SECOND)
    report = studio.build()
    assert [s.text for s in report.spoken] == ["雨の中を船が出た。"]
    assert words_file(studio) == clean_words(tmp_path, workers, SECOND)


def test_so_has_one_whose_memory_was_lost_but_whose_clips_are_there(
    studio: Studio, tmp_path: Path, workers: LocalWorkers
) -> None:
    studio.write(FIRST)
    studio.build()
    record_path(studio.audio, "essay").unlink()
    report = studio.build()
    assert not report.spoken
    assert words_file(studio) == clean_words(tmp_path, workers, FIRST)


def test_every_word_is_inside_of_its_sentence_and_the_record_keeps_it(studio: Studio) -> None:
    studio.write(SECOND)
    studio.build()
    record = load_record(studio.audio, "essay")
    assert record is not None
    for cue in record.edition.cues:
        letters = [at for at, char in enumerate(cue.text) if char.isalnum()]
        assert [w.start for w in cue.words] == letters
        times = [ms for w in cue.words for ms in (w.start_ms, w.end_ms)]
        assert times == sorted(times)
        assert 0 <= times[0] <= times[-1] <= cue.end_ms - cue.start_ms
    assert re.search(r"^朝<00:00:\d\d\.\d{3}>が<", words_file(studio), re.MULTILINE)


def test_a_record_from_before_there_were_words_tells_what_was_spoken(studio: Studio) -> None:
    studio.write(FIRST)
    studio.build()
    path = record_path(studio.audio, "essay")
    before = words_file(studio)
    _as_of_format(6, path)
    record = load_record(studio.audio, "essay")
    assert record is not None
    assert [u.words for u in record.utterances] == [()] * 4
    studio.write(FIRST + "\n帰る。\n")
    report = studio.build()
    assert [s.text for s in report.spoken] == ["帰る。"]
    assert words_file(studio).startswith(before)


def test_a_record_that_told_where_phones_begin_is_not_used(
    studio: Studio, tmp_path: Path, workers: LocalWorkers
) -> None:
    studio.write(FIRST)
    studio.build()
    _as_of_format(7, record_path(studio.audio, "essay"))
    assert load_record(studio.audio, "essay") is None
    studio.write(SECOND)
    report = studio.build()
    assert [s.text for s in report.spoken] == ["雨の中を船が出た。"]
    assert words_file(studio) == clean_words(tmp_path, workers, SECOND)


def _as_of_format(number: int, path: Path) -> None:
    head, rest = path.read_bytes().split(b"\n", 1)
    table = json.loads(head.rpartition(b"\t")[0]) | {"format": number}
    sentences, cues, sounds = rest.rpartition(b"\t")[0].split(b"\n")
    rows = [row if number > 6 else row[:7] + row[8:] for row in json.loads(sentences)]
    lines = [json.dumps(table).encode(), b"\n".join((json.dumps(rows).encode(), cues, sounds))]
    path.write_bytes(b"".join(line + f"\t{zlib.crc32(line):08x}\n".encode() for line in lines))
