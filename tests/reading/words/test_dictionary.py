"""The compiled lexicon is looked at before Open JTalk opens it."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from narrate.errors import NarrateError
from narrate.reading.frontend import front_end
from narrate.reading.lexicon.entries import Entry, parse_lexicon
from narrate.reading.words import dictionary
from narrate.reading.words.dictionary import accent_of, compiled, compiled_once

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine


def test_a_damaged_dictionary_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    entries = parse_lexicon('[words]\n"尾上" = "オノエ"\n', tmp_path / "lexicon.toml")
    path = compiled(entries)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert compiled(entries).read_bytes() == whole
    path.write_bytes(b"no dictionary")
    assert front_end(entries).read("尾上が来た。").kana == "オノエガキタ"


@pytest.mark.parametrize(
    ("written", "kana", "nucleus"),
    [
        ("明日", "アシタ", 3),
        ("明日", "アス", 2),
        ("市場", "イチバ", 1),
        ("一日", "ツイタチ", 4),
        ("尾上", "オノウエ", 0),
        ("生協", "セイキョウ", 0),
        ("橋", "ハシ", 2),
        ("Grok", "グロック", 2),
    ],
)
def test_a_word_without_an_accent_has_the_one_that_the_dictionary_knows(
    written: str, kana: str, nucleus: int
) -> None:
    assert accent_of(Entry(written, kana)) == nucleus


def test_a_name_does_not_fall_as_the_noun_that_sounds_like_it() -> None:
    assert accent_of(Entry("市場", "イチバ", pos="surname")) == 0


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """An empty cache and an empty folder for what is temporary."""
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return cache, temporary


def test_words_that_are_tried_leave_no_dictionary_behind(folders: tuple[Path, Path]) -> None:
    reader = front_end.__wrapped__()
    kept = sorted(folders[0].rglob("*.dic"))
    for kana in ("オノエ", "オガミ"):
        tried = reader.with_entries([Entry("尾上", kana)])
        assert tried.read("尾上が来た。").kana == f"{kana}ガキタ"
    assert sorted(folders[0].rglob("*.dic")) == kept
    assert not list(folders[1].iterdir())


def test_words_that_are_tried_are_read_by_what_is_kept_of_them(folders: tuple[Path, Path]) -> None:
    entries = [Entry("尾上", "オノエ")]
    kept = compiled(entries)
    with compiled_once(entries) as path:
        assert path == kept
    assert kept.exists()


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError, OSError])
def test_a_trial_that_is_cut_short_leaves_nothing(
    fault: type[BaseException], folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(*_: object) -> None:
        raise fault

    monkeypatch.setattr(dictionary, "_rows", cut_short)
    with pytest.raises((KeyboardInterrupt, NarrateError)), compiled_once([Entry("尾上", "オノエ")]):
        pass
    assert not list(folders[1].iterdir())
