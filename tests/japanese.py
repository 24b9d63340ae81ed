"""Whether what narrate says is Japanese."""

from __future__ import annotations

import re

_KANA = re.compile("[ぁ-んァ-ヶ]")
_NAMES = re.compile(
    r"「[^」]*」|'[^']*'|\"[^\"]*\"|\S*[/\\=]\S*|Open JTalk|Apple Podcasts|MPEG-1 Layer III|pip install \w+"
    r"|narrate( [a-z]+)*|SHA-256"
)
"""What is not translated: what somebody wrote, paths, commands, names."""
_ENGLISH = re.compile(r"[A-Za-z][a-z']+ +[a-z']+ +[a-z']+")
"""Three words in a row, which no list of names is."""


def english_in(text: str) -> list[str]:
    """The English phrases that are left in a text."""
    return _ENGLISH.findall(_NAMES.sub("·", text))


def assert_japanese(text: str) -> None:
    """It has kana, and no English phrase."""
    assert _KANA.search(text), text
    assert not english_in(text), text
