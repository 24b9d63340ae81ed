"""Up to date is a question of contents: every input counts, and nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from narrate.production.request import Request, slug_of
from narrate.speech.voice import bundled_model
from narrate.store.facts import file_facts
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。\n"


def test_every_input_counts(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    voice = studio.folder / "voices" / "tone.toml"
    changes = [
        (studio.folder / "text" / "essay.md", TEXT + "夜が来た。\n"),
        (studio.folder / "text" / "narrate.toml", SETTINGS + "[pauses]\nend = 900\n"),
        (studio.folder / "text" / "lexicon.toml", ""),
        (studio.folder / "text" / "show.toml", "title = '声'\n"),
        (studio.folder / "voices" / "other.toml", voice.read_text(encoding="utf-8")),
        (voice, voice.read_text(encoding="utf-8") + "gain_db = -1.0\n"),
    ]
    for path, text in changes:
        assert studio.build().is_unchanged
        path.write_text(text, encoding="utf-8")
        assert not studio.build().is_unchanged, path
    assert studio.build().is_unchanged


def test_a_model_that_lies_outside_the_voices_counts(studio: Studio) -> None:
    studio.write(TEXT)
    model = studio.folder / "ext" / "m.htsvoice"
    model.parent.mkdir()
    model.write_bytes(bundled_model().read_bytes())
    voice = studio.folder / "voices" / "far.toml"
    voice.write_text('engine = "tone"\nmodel = "../ext/m.htsvoice"\n', encoding="utf-8")
    studio.build()
    assert studio.build().is_unchanged
    model.write_bytes(model.read_bytes()[:1000])
    assert not studio.build().is_unchanged
    assert studio.build().is_unchanged
    for text in ("model = [", "model = 3", 'model = "a\\u0000b"'):
        voice.write_text(text + "\n", encoding="utf-8")
        assert not studio.build().is_unchanged, text


def test_options_count(studio: Studio) -> None:
    studio.write(TEXT)
    for options in ({}, {"speed": 1.1}, {"pitch": 1.0}, {"bit_rate_kbps": 96}, {"voice": "tone"}):
        assert not studio.build(**options).is_unchanged, options
        assert studio.build(**options).is_unchanged


@pytest.mark.parametrize("name", ["essay.mp3"])
def test_what_was_made_counts(studio: Studio, name: str) -> None:
    studio.write(TEXT)
    studio.build()
    for path in [p for p in studio.audio.iterdir() if p.is_file()]:
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        assert not studio.build().is_unchanged, path
        assert path.read_bytes() == data
        path.unlink()
        assert not studio.build().is_unchanged, path
        assert path.read_bytes() == data


def test_times_and_other_files_do_not_count(studio: Studio) -> None:
    path = studio.write(TEXT)
    studio.build()
    os.utime(path, (1, 1))
    os.utime(studio.audio / "essay.mp3", (1, 1))
    (studio.folder / "text" / "other.md").write_text("別。", encoding="utf-8")
    (studio.audio / "other.txt").write_text("別。", encoding="utf-8")
    assert studio.build().is_unchanged


@pytest.mark.parametrize("size", [0, 1, 2, 3, 1 << 20, (1 << 21) + 3])
def test_file_facts_see_any_flipped_bit(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(size))
    before = file_facts(path)
    assert before is not None
    assert before.byte_count == size
    for at in {0, size // 2, size - 1} & set(range(size)):
        data = bytearray(size)
        data[at] = 1
        path.write_bytes(bytes(data))
        assert file_facts(path) != before
    assert file_facts(tmp_path / "none") is None


@pytest.mark.parametrize(
    ("name", "chosen", "slug"),
    [
        ("essay.md", "", "essay"),
        ("海の話.txt", "", "海の話"),
        ("a b&c.md", "", "a-b-c"),
        ("ＡＢＣ.md", "", "ABC"),
        ("..md", "", "article"),
        ("--.md", "", "article"),
        ("essay.md", "other", "other"),
        ("a.b.md", "", "a.b"),
    ],
)
def test_slugs_are_fit_for_a_url(tmp_path: Path, name: str, chosen: str, slug: str) -> None:
    assert slug_of(tmp_path / name, chosen) == slug
    assert Request(tmp_path / name, tmp_path).audio_folder == tmp_path / "audio"
