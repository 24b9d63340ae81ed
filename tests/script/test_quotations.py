"""What is speech and what a name, and that nothing is lost or drawn out where a sentence is cut for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from narrate.errors import SourceError
from narrate.model import Joint, Role, Ruby
from narrate.script.coverage import account
from narrate.script.quotations import cut_at_speech
from narrate.script.sentences import cut_sentences
from narrate.script.utterances import script_of
from prose import markdown, plain, wild_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.model import Article, Utterance
    from narrate.reading.frontend import FrontEnd
    from narrate.script.sentences import Sentence

_PARTS = (
    *(
        "「",
        "」",
        "『",
        "』",
        "（",
        "）",
        "。",
        "、",
        "！",
        "？",
        "…",
        "――",
        "：",
        "　",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "# ",
    ),
    *(
        "行こう",
        "港",
        "ポチ",
        "と言った",
        "と彼は静かに尋ねた",
        "という",
        "は",
        "を",
        "自由",
        "うん",
        "漢字《かんじ》",
    ),
    *("｜山「川」《さんせん》", "A", "3", "ー", "★", "船が出る" * 30),
)
talk = st.lists(st.sampled_from(_PARTS), min_size=1, max_size=30).map("".join)
_VOWEL = re.compile(r"-([aiueoAIUEON]|cl)\+")


def parts(text: str, role: Role = Role.BODY) -> list[Sentence]:
    return cut_at_speech(text, cut_sentences(text), role)


def said(text: str, role: Role = Role.BODY) -> list[str]:
    """What of a paragraph is speech."""
    return [text[part.start : part.end] for part in parts(text, role) if part.is_speech]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("「行こう。」と彼は言った。", ["「行こう。」"]),
        ("彼は「もう行こう」と静かに言った。", ["「もう行こう」"]),
        ("社長は「来年度には撤退する」と述べた。", ["「来年度には撤退する」"]),
        ("社長は「撤退する」と。", ["「撤退する」"]),
        ("「うん」", ["「うん」"]),
        ("「そうか」「そうだ」", ["「そうか」", "「そうだ」"]),
        ("彼は立った。「なんだって」", ["「なんだって」"]),
        ("「なんだって？」彼は立った。", ["「なんだって？」"]),
        ("「はい」って言ったよ。", ["「はい」"]),
        ("「来ないよ」といった。", ["「来ないよ」"]),
        ("「そうか……」、と彼はつぶやいた。", ["「そうか……」、"]),
        ("「急げ」と言い、「早く」と彼が叫ぶと、「いやだ」と首を振った。", ["「急げ」", "「早く」", "「いやだ」"]),
        ("彼は、「母が『帰れ』と言った」と話した。", ["「母が『帰れ』と言った」"]),
        ("「やめて！」という声がした。", ["「やめて！」"]),
        ("記者「どう思いますか」", ["「どう思いますか」"]),
        ("「船を出そう。もう朝だ。風もいい。」を繰り返した。", []),
        ("「船を出そう。もう朝だ。風もいい。さあ急げ、急げ。」を繰り返した。", ["「船を出そう。もう朝だ。風もいい。さあ急げ、急げ。」"]),
    ],
)  # fmt: skip
def test_what_somebody_says_is_speech(text: str, speech: list[str]) -> None:
    assert said(text) == speech


@pytest.mark.parametrize(
    "text",
    [
        "「ポチ」という犬を飼っていると彼は話した。",
        "「自由」を訴えた。",
        "「国際化」と「自由」を訴えた。",
        "「AI」と人間の関係を語った。",
        "「AI」と言っても範囲は広い。",
        "「成功」と言えるだろうか。",
        "「AI」と呼ばれる技術を説明した。",
        "「ゼロカーボン」と題した講演で市長は話した。",
        "「来ない」といった人もいる。",
        "「けいおん！」を見た。",
        "「モーニング娘。」のコンサート。",
        "題名は「銀河鉄道の夜」。",
        "主題歌「海の声」",
        "（「行こう」と言った）と書いてある。",
        "「……」と彼は言った。",
        "「行こう」と思った。",
        "「行こう",
        "行こう」と言った。",
    ],
)
def test_names_titles_and_words_are_none(text: str) -> None:
    assert said(text) == []
    assert parts(text) == cut_sentences(text)


def test_titles_in_a_list_and_headings_are_none() -> None:
    assert said("「銀河鉄道の夜」", Role.ITEM) == []
    assert said("「行こう。」", Role.ITEM) == ["「行こう。」"]
    assert said("「行こう。」と彼は言った。", Role.HEADING) == []
    assert said("「行こう。」と彼は言った。", Role.QUOTE) == []


def test_a_part_pauses_only_at_a_mark() -> None:
    text = "彼は「行こう」と言い、「急げ！」と叫んだ。"
    assert [(text[p.start : p.end], p.joint) for p in parts(text)] == [
        ("彼は", Joint.NONE),
        ("「行こう」", Joint.NONE),
        ("と言い、", Joint.COMMA),
        ("「急げ！」", Joint.COMMA),
        ("と叫んだ。", Joint.SENTENCE),
    ]


def test_long_speech_stays_speech_where_it_is_cut() -> None:
    text = "「" + "船が出る日を待っている。" * 20 + "」と彼は言った。"
    found = parts(text)
    assert len(found) > 2
    assert [part.is_speech for part in found] == [True] * (len(found) - 1) + [False]


def test_ruby_is_not_cut_in_two() -> None:
    text = "山「川だ。」と言った。"
    whole = [Ruby(0, 3, "やまかわ")]
    assert cut_at_speech(text, cut_sentences(text), Role.BODY, whole) == cut_sentences(text)


def test_unless_asked_for_nothing_is_cut() -> None:
    assert len(script_of(markdown("彼は「行こう。」と言った。\n")).utterances) == 1
    cut = script_of(markdown("彼は「行こう。」と言った。\n"), cuts_speech=True).utterances
    assert [(u.text, u.is_speech, u.place.column) for u in cut] == [
        ("彼は", False, 1),
        ("「行こう。」", True, 3),
        ("と言った。", False, 9),
    ]


def _sentences(article: Article, *, cuts_speech: bool) -> list[list[Utterance]]:
    """The utterances of each sentence."""
    found: list[list[Utterance]] = [[]]
    for utterance in script_of(article, cuts_speech=cuts_speech).utterances:
        found[-1].append(utterance)
        if utterance.joint is Joint.SENTENCE:
            found.append([])
    return [utterances for utterances in found if utterances]


def _letters(utterances: list[Utterance]) -> str:
    return "".join("".join(u.text.split()) for u in utterances)


@given(talk | wild_text, st.sampled_from([plain, markdown]))
def test_every_character_is_spoken_once_and_no_pause_is_added(
    text: str, parse: Callable[[str], Article]
) -> None:
    try:
        article = parse(text)
    except SourceError:
        reject()
    account(script_of(article, cuts_speech=True))  # refuses what is lost or doubled
    whole, cut = (_sentences(article, cuts_speech=cuts) for cuts in (False, True))
    assert [_letters(s) for s in cut] == [_letters(s) for s in whole]
    for before, after in zip(whole, cut, strict=True):
        assert [r.kana for u in after for r in u.rubies] == [r.kana for u in before for r in u.rubies]
        commas = sum(u.joint is Joint.COMMA for u in before)
        marks = sum(bool(re.search(r"[。｡．、，,！？!?…‥：:；;―—‼⁉⁈⁇」]", u.text[-3:])) for u in after[:-1])
        assert sum(u.joint is Joint.COMMA for u in after) <= commas + marks


@pytest.mark.engine
@pytest.mark.parametrize(
    "text",
    [
        "彼は「もう行こう」と静かに言った。",
        "彼は、「もう行こう」と静かに言った。",
        "「行こう。もう遅い。」と彼は言い、「急げ」と付け加えた。",
        "「そうか」「そうだ」「うん！」",
        "彼は「待って――」と叫んだ。",
        "記者：「どうですか」",
        "「なぜ？」と彼女は尋ねた。",
        "「そうか……」と彼はつぶやいた。",
    ],
)
def test_a_cut_pauses_where_the_whole_sentence_does(front_end: FrontEnd, text: str) -> None:
    def moras(part: str) -> int:
        return sum(bool(_VOWEL.search(label)) for label in front_end.read(part).labels)

    pauses, count = set(), 0
    for label in front_end.read(text).labels:
        count += bool(_VOWEL.search(label))
        if "-pau+" in label:
            pauses.add(count)
    at, found = 0, parts(text)
    assert len(found) > 1
    for part in found[:-1]:
        at += moras(text[part.start : part.end])
        assert (part.joint is Joint.COMMA) == (at in pauses)
