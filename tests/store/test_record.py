"""The memory of a built edition: it comes back whole, or not at all."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING

import pytest

from narrate.errors import EditionError
from narrate.store.editions import load_records, usable_records
from narrate.store.folder import record_path
from narrate.store.record import load_record, open_record, save_record

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

TEXT = "---\ndate: 2026-07-01\n---\n# ｜灯台《とうだい》\n\n朝が来た。船が出た。\n\n## 港\n\n霧が晴れた。\n"


@pytest.fixture
def path(studio: Studio) -> Path:
    studio.write(TEXT)
    studio.build()
    return record_path(studio.audio, "essay")


def test_a_record_comes_back_as_it_was(studio: Studio, path: Path) -> None:
    record = load_record(studio.audio, "essay")
    assert record is not None
    assert open_record(studio.audio, "essay").is_whole
    assert [u.text for u in record.utterances] == ["灯台", "朝が来た。", "船が出た。", "港", "霧が晴れた。"]
    assert record.edition.cues[0].rubies[0].kana
    assert open_record(studio.audio, "essay").head == record.head
    before = path.read_bytes()
    save_record(studio.audio, record.head, record.utterances, record.edition.cues)
    assert path.read_bytes() == before


def test_only_editions_that_are_there_are_listed(studio: Studio, path: Path) -> None:
    assert [r.edition.slug for r in load_records(studio.audio)] == ["essay"]
    (studio.audio / "essay.mp3").unlink()
    assert load_records(studio.audio) == []


def test_a_record_that_is_missing_is_none(studio: Studio) -> None:
    assert load_record(studio.audio, "essay") is None
    assert open_record(studio.audio, "essay").head is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_in_a_records_place_is_none_and_is_not_waited_for(studio: Studio, path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    assert load_record(studio.audio, "essay") is None


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_record_is_none(studio: Studio, path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(path.read_bytes())
    at = rng.randrange(len(data))
    data[at] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(data))
    assert load_record(studio.audio, "essay") is None
    assert not open_record(studio.audio, "essay").is_whole
    if at <= data.index(b"\n"):
        assert open_record(studio.audio, "essay").head is None


@pytest.mark.parametrize("data", [b"", b"\n", b"{}\n{}\n00000000\n", b"[]", b"\xff\xfe", b"null\nnull\nx\n"])
def test_other_bytes_are_none(studio: Studio, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert load_record(studio.audio, "essay") is None
    assert open_record(studio.audio, "essay").head is None


def test_a_record_cut_short_is_none(studio: Studio, path: Path) -> None:
    data = path.read_bytes()
    for length in range(0, len(data), 97):
        path.write_bytes(data[:length])
        assert load_record(studio.audio, "essay") is None
        assert not open_record(studio.audio, "essay").is_whole


def test_an_edition_whose_record_is_of_no_use_is_not_left_out_in_silence(studio: Studio, path: Path) -> None:
    studio.build(studio.write(TEXT, "other.md"))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(EditionError, match=r"essay\.mp3: its record is lost, .*; build its article again"):
        load_records(studio.audio)
    record_path(studio.audio, "other").write_bytes(b"")
    with pytest.raises(EditionError, match="and 1 more like it"):
        load_records(studio.audio)
    assert usable_records(studio.audio) == []
    (studio.audio / "essay.mp3").unlink()
    (studio.audio / "other.mp3").unlink()
    assert load_records(studio.audio) == []


def test_an_edition_whose_record_is_lost_is_not_left_out_either(studio: Studio, path: Path) -> None:
    (studio.audio / "foreign.mp3").write_bytes(b"ID3\x03\0\0\0\0\0\0")
    assert [r.edition.slug for r in load_records(studio.audio)] == ["essay"]
    path.unlink()
    with pytest.raises(EditionError, match=r"essay\.mp3: its record is lost, .* or delete the MP3"):
        load_records(studio.audio)


def test_its_head_holds_no_sentences(path: Path) -> None:
    first = json.loads(path.read_bytes().splitlines()[0].split(b"\t")[0])
    assert "朝が来た。" not in json.dumps(
        {k: v for k, v in first.items() if k != "edition"}, ensure_ascii=False
    )
    assert "cues" not in first["edition"]
