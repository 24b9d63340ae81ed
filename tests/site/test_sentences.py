from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Cue, Role, Ruby, SpokenWord
from narrate.site.sentences import Piece, ShownSentence

texts = st.text(max_size=12)
rubies = st.lists(
    st.tuples(st.integers(-2, 14), st.integers(-2, 14)).map(lambda t: Ruby(*t, "か")), max_size=4
)
times = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 900)), max_size=6)


def cue_of(text: str, rubies: list[Ruby], times: list[tuple[int, int]]) -> Cue:
    """A cue from 500 to 1400 ms whose words begin at these characters and times, sorted."""
    starts = sorted({at for at, _ in times if at < len(text)})
    moments = sorted(ms for _, ms in times)[: len(starts)]
    ends = [*starts[1:], len(text)]
    words = tuple(SpokenWord(a, b, ms, ms) for a, b, ms in zip(starts, ends, moments, strict=False))
    return Cue(500, 1400, text, tuple(rubies), Role.BODY, 0, 0, words)


def test_a_word_has_its_ruby_and_the_marks_behind_it() -> None:
    words = (SpokenWord(0, 2, 0, 400), SpokenWord(2, 3, 400, 520), SpokenWord(4, 5, 840, 900))
    cue = Cue(500, 1400, "吾輩は、猫", (Ruby(0, 2, "わがはい"),), Role.BODY, 0, 0, words)
    shown = ShownSentence("s3", cue)
    assert [(w.name, w.start_ms, w.end_ms) for w in shown.words] == [
        ("s3w1", 500, 900),
        ("s3w2", 900, 1340),
        ("s3w3", 1340, 1400),
    ]
    assert [w.pieces for w in shown.words] == [
        (Piece("吾輩", "わがはい"),),
        (Piece("は、"),),
        (Piece("猫"),),
    ]
    assert shown.marks == "0,2,0 2,1,400 4,1,840"


@given(texts, rubies, times)
def test_pieces_and_words_always_spell_the_sentence(
    text: str, rubies: list[Ruby], times: list[tuple[int, int]]
) -> None:
    shown = ShownSentence("s1", cue_of(text, rubies, times))
    assert "".join(p.text for p in shown.pieces) == text
    assert "".join(p.text for w in shown.words for p in w.pieces) == text


@given(texts, rubies, times)
def test_words_fill_their_sentence_without_gaps(
    text: str, rubies: list[Ruby], times: list[tuple[int, int]]
) -> None:
    words = ShownSentence("s1", cue_of(text, rubies, times)).words
    assert words[0].start_ms == 500
    assert words[-1].end_ms == 1400
    assert all(a.end_ms == b.start_ms > a.start_ms for a, b in pairwise(words))
