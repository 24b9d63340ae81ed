"""The compiled lexicon is looked at before Open JTalk opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.reading.frontend import front_end
from narrate.reading.lexicon.entries import Entry, parse_lexicon
from narrate.reading.words.dictionary import accent_of, compiled

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
