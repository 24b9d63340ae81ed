"""A review under way: what an answer closes, and what an undo brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import SettingsError
from narrate.model import Passage, Place, Role, Utterance
from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.entries import Entry, load_lexicon
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.policy import SayingPolicy
from narrate.review.accented import Part, Pitch
from narrate.review.answers import sitting
from narrate.review.answers.answer import Answer
from narrate.review.answers.sitting import Sitting
from narrate.review.doubts import Doubt, Doubtful, Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrate.review.answers.changes import Others

pytestmark = pytest.mark.engine
TEXTS = ("金を払う。", "金の色だ。", "工場で働く。")
DOUBTS = (
    Doubt(0, 0, 1, "金", "カネ", ("キン",), Suspicion.HOMOGRAPH, 0.5),
    Doubt(2, 0, 2, "工場", "コージョー", ("コウバ",), Suspicion.HOMOGRAPH, 0.4),
    Doubt(1, 0, 1, "金", "キン", (), Suspicion.HOMOGRAPH, 0.3),
)


def utterance(text: str) -> Utterance:
    return Utterance(Passage(text, tuple(range(len(text)))), (), Role.BODY, Place(1, 1, 1, len(text)))


def show(monkeypatch: pytest.MonkeyPatch, doubts: tuple[Doubt, ...]) -> None:
    """Let these doubts be shown, whatever the ranking is."""
    monkeypatch.setattr(Doubtful, "shown", property(lambda _: doubts))
    monkeypatch.setattr(Doubtful, "with_lines", lambda _, shown: tuple(shown))


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "lexicon.toml"
    path.write_text('[words]\n"金" = { kana = "キン", pos = "noun" }  # gold\n', encoding="utf-8")
    return path


def sitting_about(
    doubt: Doubt,
    text: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    others: Others | None = None,
) -> Sitting:
    """A sitting about one word of one sentence, with these words in the lexicon."""
    path = tmp_path / "lexicon.toml"
    path.write_text(f"[words]\n{words}\n", encoding="utf-8")

    def reader(tried: Entry | None) -> FrontEnd:
        return FrontEnd(Lexicon((load_lexicon(path), (tried,) if tried else ())), SayingPolicy())

    show(monkeypatch, (doubt,))
    return Sitting(path, [utterance(text)], reader, others)


@pytest.fixture
def sat(lexicon: Path, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    """A sitting about these doubts, whatever the ranking is."""

    def reader(tried: Entry | None) -> FrontEnd:
        own = load_lexicon(lexicon)
        return FrontEnd(Lexicon((own, (tried,) if tried else ())), SayingPolicy())

    show(monkeypatch, DOUBTS)
    return Sitting(lexicon, [utterance(text) for text in TEXTS], reader)


def test_an_answer_closes_the_other_doubts_about_its_word_and_no_others(sat: Sitting) -> None:
    settled = sat.settle(Answer("キン"))
    assert [doubt.written for doubt in settled.others] == ["金"]
    assert sat.asked is not None
    assert sat.asked.written == "工場"
    assert sat.open_count == 1


def test_an_answer_closes_what_was_passed_over_too(sat: Sitting) -> None:
    sat.skip()
    sat.skip()
    assert [doubt.written for doubt in sat.left] == ["金", "金", "工場"]
    sat.settle(Answer("キン"))
    assert [doubt.written for doubt in sat.left] == ["工場"]


def test_undo_brings_back_doubts_and_entry_with_its_kind_and_comment(sat: Sitting, lexicon: Path) -> None:
    before = lexicon.read_text(encoding="utf-8")
    sat.settle(Answer("カネ", 0))
    assert lexicon.read_text(encoding="utf-8").startswith(
        '[words]\n"金" = { kana = "カネ", accent = 0, pos = "noun" }  # gold\n'
    )
    assert sat.undo()
    assert lexicon.read_text(encoding="utf-8") == before
    assert sat.asked == DOUBTS[0]
    assert sat.open_count == len(DOUBTS)
    assert not sat.undo()


def test_undo_leaves_alone_what_somebody_else_wrote_meanwhile(sat: Sitting, lexicon: Path) -> None:
    sat.skip()
    sat.settle(Answer("コウバ"))
    text = lexicon.read_text(encoding="utf-8")
    lexicon.write_text(f'{text}"匝瑳" = "ソウサ"\n', encoding="utf-8")
    assert sat.undo()
    assert [entry.written for entry in load_lexicon(lexicon)] == ["金", "匝瑳"]


def test_what_is_no_answer_changes_nothing(sat: Sitting, lexicon: Path) -> None:
    before = lexicon.read_text(encoding="utf-8")
    for answer in (Answer("kane"), Answer("カネ", 3), Answer("")):
        with pytest.raises(SettingsError):
            sat.settle(answer)
    assert lexicon.read_text(encoding="utf-8") == before
    assert sat.asked == DOUBTS[0]


def test_an_answer_or_undo_after_which_the_words_cannot_be_read_changes_nothing(
    lexicon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = lexicon.with_name("house.toml")

    def reader(tried: Entry | None) -> FrontEnd:
        house_words = load_lexicon(house) if house.exists() else ()
        words = Lexicon((house_words, load_lexicon(lexicon), (tried,) if tried else ()))
        return FrontEnd(words, SayingPolicy())

    show(monkeypatch, DOUBTS)
    sat = Sitting(lexicon, [utterance(text) for text in TEXTS], reader)
    for step in (lambda: sat.settle(Answer("カネ")), sat.undo):
        before, asked, settled = lexicon.read_text(encoding="utf-8"), sat.asked, sat.settled
        house.write_text("[words\n", encoding="utf-8")
        with pytest.raises(SettingsError, match=r"house\.toml"):
            step()
        assert (lexicon.read_text(encoding="utf-8"), sat.asked, sat.settled) == (before, asked, settled)
        house.unlink()
        assert step()
        assert sat.asked != asked


def test_a_word_whose_line_is_longer_is_asked_about_as_it_stands_in_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = '"この工場で" = "コノコウバデ"'
    doubt = Doubt(0, 2, 4, "工場", "コージョー", ("コウバ",), Suspicion.HOMOGRAPH, 0.4, times=3, line=line)
    sat = sitting_about(doubt, "この工場で働く。", "", tmp_path, monkeypatch)
    asked = sat.asked
    assert asked is not None
    assert (asked.start, asked.end, asked.written, asked.times) == (0, 5, "この工場で", 1)
    assert asked.kana == "コノコージョーデ"
    assert asked.candidates == ("コノコウバデ",)
    assert sat.pitch(asked).moras == ("コ", "ノ", "コ", "ー", "ジョ", "ー", "デ")
    sat.settle(Answer(asked.candidates[0]))
    assert [(e.written, e.kana) for e in load_lexicon(sat.lexicon)] == [("この工場で", "コノコウバデ")]


def test_an_answer_that_a_longer_word_of_the_lexicon_overrules_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = Doubt(0, 0, 2, "工場", "コージョー", ("コウバ",), Suspicion.HOMOGRAPH, 0.4)
    sat = sitting_about(doubt, "工場跡へ行く。", '"工場跡" = "コウジョウアト"', tmp_path, monkeypatch)
    assert sat.harm(doubt, Answer("コウバ")).still == "コージョーアト"
    sat = sitting_about(doubt, "工場跡へ行く。", "", tmp_path, monkeypatch)
    assert sat.harm(doubt, Answer("コウバ")).still == ""


def test_the_pitch_of_a_word_is_that_of_its_sentence() -> None:
    assert Pitch.of("オノエ", 0) == Pitch((Part(("オ", "ノ", "エ"), (False, True, True), 0),), True)
    assert Pitch.of("オノエ", 3).goes_on_high is False
    assert [Pitch.of("オノエ", accent).accent for accent in range(4)] == [0, 1, 2, 3]


def sitting_about_these(
    doubts: tuple[Doubt, ...], texts: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Sitting:
    path = tmp_path / "lexicon.toml"

    def reader(tried: Entry | None) -> FrontEnd:
        return FrontEnd(Lexicon((load_lexicon(path), (tried,) if tried else ())), SayingPolicy())

    show(monkeypatch, doubts)
    return Sitting(path, [utterance(text) for text in texts], reader)


def test_a_word_that_is_written_otherwise_than_it_is_said_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """國會 is 国会 when it is said, and so in what is asked and in the lexicon."""
    doubts = tuple(
        Doubt(number, 0, 2, "国会", "コッカイ", (), Suspicion.HOMOGRAPH, 0.4, times=9) for number in (0, 1)
    )
    texts = ("國會の話。", "國會だ。", "國會前へ行く。", "春が来た。")
    sat = sitting_about_these(doubts, texts, tmp_path, monkeypatch)
    (besides,) = sat.harm(doubts[0], Answer("クニカイ")).besides
    assert besides.written.startswith("國會前")
    assert [d.sentence for d in sat.settle(Answer("クニカイ")).others] == [1]
    assert sat.harm(doubts[0], Answer("クニカイ")).besides == ()


def test_a_longer_word_is_counted_as_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = '"この国会で" = "コノクニカイデ"'
    doubt = Doubt(0, 2, 4, "国会", "コッカイ", ("クニカイ",), Suspicion.HOMOGRAPH, 0.4, times=3, line=line)
    texts = ("この國會で話す。", "この國會で会う。", "國會だ。")
    asked = sitting_about_these((doubt,), texts, tmp_path, monkeypatch).asked
    assert asked is not None
    assert (asked.written, asked.times) == ("この国会で", 2)


def test_the_pitch_of_a_word_of_two_phrases_has_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doubt = Doubt(0, 0, 5, "長谷部朋美", "ハセベトモミ", (), Suspicion.PERSON, 0.4)
    sat = sitting_about(doubt, "長谷部朋美さんが来た。", "", tmp_path, monkeypatch)
    pitch = sat.pitch(doubt)
    assert (pitch.marked, pitch.falls, pitch.accent, len(pitch.parts)) == ("ハ＼セベ／トモミ", (1,), 1, 2)
    assert sat.confirm().marked == "ハ＼セベ／トモミ"
    assert sat.pitch(doubt) == pitch
    assert sat.asked is None


def test_in_other_articles_no_more_time_is_spent_than_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow:
        def __len__(self) -> int:
            return 3

        def with_word(self, written: str) -> Iterator[None]:
            yield from (None, None, None)

    sat = sitting_about(DOUBTS[0], TEXTS[0], "", tmp_path, monkeypatch, Slow())
    assert sat.harm(DOUBTS[0], Answer("キン")).unseen == 0
    monkeypatch.setattr(sitting, "LOOKS_ELSEWHERE_S", -1)
    assert sat.harm(DOUBTS[0], Answer("キン")).unseen == 2
