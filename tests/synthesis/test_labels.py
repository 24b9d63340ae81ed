"""What labels say of phones, moras and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.synthesis.labels import phones_of, with_voice

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

pytestmark = pytest.mark.engine


def test_moras_are_counted_over_pauses_and_silence_has_none(front_end: FrontEnd) -> None:
    reading = front_end.read("きょうは、雨が降っている。")
    phones = phones_of(reading.labels)
    assert phones.moras.max() + 1 == reading.mora_count
    silent = [name in ("sil", "pau") for name in phones.names]
    assert [mora < 0 for mora in phones.moras.tolist()] == silent
    assert [phrase < 0 for phrase in phones.phrases.tolist()] == silent


@pytest.mark.parametrize(
    ("text", "vowels", "are_last", "are_particles"),
    [
        ("もう食べる。", "", [], []),
        ("もう食べる？", "u", [True], [False]),
        ("これですか？", "a", [True], [True]),
        ("「行くの？」と聞いた。", "o", [False], [False]),
        ("残すべきか？　残さないべきか？", "aa", [False, True], [True, True]),
        ("え？", "e", [True], [False]),
        ("本気っ？", "i", [True], [False]),
    ],
)
def test_a_question_ends_in_its_last_vowel(
    front_end: FrontEnd, text: str, vowels: str, are_last: list[bool], are_particles: list[bool]
) -> None:
    phones = phones_of(front_end.read(text).labels)
    assert "".join(phones.names[q.vowel] for q in phones.questions) == vowels
    assert [q.is_last for q in phones.questions] == are_last
    assert [q.is_particle for q in phones.questions] == are_particles


def test_a_devoiced_vowel_is_voiced_in_its_neighbours_labels_too(front_end: FrontEnd) -> None:
    labels = front_end.read("行きます。").labels
    at = phones_of(labels).names.index("U")
    heard = with_voice(labels, at)
    assert phones_of(heard).names[at] == "u"
    assert any("U" in label.split("/A:")[0] for label in labels)
    assert not any("U" in label.split("/A:")[0] for label in heard)
