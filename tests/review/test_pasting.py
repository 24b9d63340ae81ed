"""Lines to paste change what they are meant to, and nothing else."""

import tomllib
from itertools import pairwise

import pytest

from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.entries import Entry
from narrate.review.doubts import scene_of
from narrate.review.pasting import pasted

pytestmark = pytest.mark.engine


def line(front_end: FrontEnd, texts: list[str], written: str, *candidates: str) -> str:
    """The line for a word wherever it stands as a word of its own in the first text, or wherever it stands."""
    sentences = [(text, ()) for text in texts]
    scenes = [scene_of(front_end, front_end.analysis(text)) for text in texts]
    places = [(n, scene.text.find(written)) for n, scene in enumerate(scenes) if written in scene.text]
    (found,) = pasted(front_end, sentences, scenes, [(written, "", candidates)], [places[:1]])
    return found


def test_a_word_that_stands_alone_has_its_own_line(front_end: FrontEnd) -> None:
    assert line(front_end, ["町の工場を見た。"], "工場", "コウバ") == '"工場" = "コウバ"'


def test_an_entry_that_would_break_a_longer_word_is_offered_longer(front_end: FrontEnd) -> None:
    texts = ["この金を払う。", "金の負担金と金曜日。"]
    found = line(front_end, texts, "金", "キン")
    entry = tomllib.loads(found)
    assert entry == {} or all(len(written) > 1 for written in entry)
    reader = front_end.with_entries([Entry(w, k) for w, k in entry.items()])
    assert reader.analysis(texts[1]).kana == front_end.analysis(texts[1]).kana


def test_the_same_word_in_another_place_keeps_its_reading(front_end: FrontEnd) -> None:
    texts = ["後の首相が来た。", "その後の話。"]
    entry = tomllib.loads(line(front_end, texts, "後", "ノチ"))
    reader = front_end.with_entries([Entry(w, k) for w, k in entry.items()])
    assert reader.analysis(texts[1]).kana == front_end.analysis(texts[1]).kana


def test_what_is_cut_out_of_a_word_has_no_line_of_its_own(front_end: FrontEnd) -> None:
    assert '"間分"' not in line(front_end, ["1万8000時間分の録音が公開された。"], "間分", "カンワケ")


def test_a_word_without_a_candidate_has_no_line(front_end: FrontEnd) -> None:
    assert line(front_end, ["町の工場を見た。"], "工場") == ""


def test_a_candidate_that_changes_nothing_else_holds_in_every_place(front_end: FrontEnd) -> None:
    texts = ["市場に行く。", "市場が開く。"]
    sentences = [(text, ()) for text in texts]
    scenes = [scene_of(front_end, front_end.analysis(text)) for text in texts]
    words = [("市場", "シジョー", ("イチバ",))]
    assert pasted(front_end, sentences, scenes, words, [[(0, 0), (1, 0)]]) == ['"市場" = "イチバ"']


def test_lines_that_hold_one_another_are_tried_apart(front_end: FrontEnd) -> None:
    texts = ["町の工場と加工場。"]
    sentences = [(text, ()) for text in texts]
    scenes = [scene_of(front_end, front_end.analysis(text)) for text in texts]
    words = [("工場", "コージョー", ("コウバ",)), ("加工場", "カコージョー", ("カコウバ",))]
    found = pasted(front_end, sentences, scenes, words, [[(0, 2)], [(0, 5)]])
    for one in filter(None, found):
        (entry,) = tomllib.loads(one).items()
        changed = front_end.with_entries([Entry(*entry)]).analysis(texts[0]).kana
        assert changed in ("マチノコーバトカコージョー", "マチノコージョートカコーバ")
    assert all(a != b for a, b in pairwise(found))
