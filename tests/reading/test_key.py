import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrate.errors import SettingsError
from narrate.model import Ruby
from narrate.reading.frontend import FrontEnd, front_end
from narrate.reading.key import reading_key
from narrate.reading.lexicon.entries import Entry, checked
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.policy import SayingPolicy
from narrate.reading.text.said import as_said

PLAIN = Lexicon()


def key(
    text: str, *, rubies: tuple[Ruby, ...] = (), lexicon: Lexicon = PLAIN, policy: SayingPolicy | None = None
) -> str:
    return reading_key(text, rubies, lexicon, policy or SayingPolicy())


def test_a_word_of_the_lexicon_changes_the_key_of_the_sentences_that_hold_it_and_of_no_other() -> None:
    edited = PLAIN.with_layer([Entry("尾上", "オノエ")])
    assert key("尾上さん", lexicon=edited) != key("尾上さん")
    assert key("山田さん", lexicon=edited) == key("山田さん")


def test_each_part_of_a_reading_changes_the_key() -> None:
    base = key("尾上さん")
    assert base == key("尾上さん")
    assert base != key("尾上さん。")
    assert base != key("尾上さん", rubies=(Ruby(0, 2, "オノエ"),))
    assert base != key("尾上さん", policy=SayingPolicy(breath_moras=0))
    assert base != key("尾上さん", lexicon=Lexicon(with_shipped=False))


def test_where_an_entry_stands_is_no_part_of_the_key() -> None:
    here, there = (
        PLAIN.with_layer([Entry("尾上", "オノエ", path=p, line=n)]) for p, n in (("a", 1), ("b", 2))
    )
    assert key("尾上", lexicon=here) == key("尾上", lexicon=there)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("㈱山田は売った。", "株式会社"),
        ("午前零時に始まる。", "レージ"),
        ("一つ$5だった。", "ドル"),
        ("広さは30㎡だ。", "平方メートル"),
        ("v1.2.3を出した。", "バージョン"),
        ("気温は-5℃だ。", "マイナス"),
        ("宛先はa@b.jpだ。", "メールアドレス"),
        ("Café Uneへ行った。", "Cafe Une"),
        ("髙橋さんが来た。", "高橋"),
        ("齒車が回る。", "歯車"),
    ],
)
def test_a_word_that_stands_only_in_what_is_said_changes_the_key(text: str, written: str) -> None:
    assert key(text, lexicon=PLAIN.with_layer([Entry(written, "ベツ")])) != key(text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("km", "約1.5平方キロメートルに及ぶ。"),
        ("㎞", "キロメートルとは。"),
        ("kg", "五キログラムだ。"),
        ("ha", "ヘクタールだ。"),
        ("mL", "ミリリットルだ。"),
        ("$", "五ドルだ。"),
        ("€", "ユーロだ。"),
        ("№", "ナンバーだ。"),
        ("○○", "まるまるだ。"),
        ("國會", "国会だ。"),
        ("云った", "言った。"),
        ("a@b.jp", "メールアドレスだ。"),
        ("https://a.jp", "リンクだ。"),
    ],
)
def test_a_word_that_is_said_in_other_words_changes_the_key_of_texts_with_those(
    written: str, text: str
) -> None:
    edited = PLAIN.with_layer([Entry(written, "ベツ")])
    assert key(text, lexicon=edited) != key(text)
    assert key("山田さん。", lexicon=edited) == key("山田さん。")


REWRITTEN = [
    "㈱山田は売った。", "広さは30㎡だ。", "¥1,200だ。", "10〜20人が来た。", "v1.2.3を出した。", "髙橋さん。", "齒車が回る。",
    "國會で", "云った", "寒むい日", "其処へ", "いろ〳〵と", "一ヵ月", "ｶﾞｽ代", "Grok-2", "Café Uneへ", "か\u3099く", "2・6％",
    "x²", "①人手", "½", "（笑）", "5′30″", "○○社", "20XX年", "a@b.jpへ", "https://a.jp/xを", "№3", "Ⅳ章", "３ｋｍ", "葛\U000e0100城",
    "渡邉さん", "渡邊さん", "籠と篭", "か한く", "😀だ", "1😀2", "\ue000山", "キロメートル", "言った", "ドル", "まるまる", "国会",
]  # fmt: skip
"""Of which rules say much in other words, and some of those words."""
WORDS = st.builds(
    lambda text, start, length, form: unicodedata.normalize(form, text)[start % len(text) :][:length],
    st.sampled_from([*REWRITTEN, *(said for text in REWRITTEN if (said := as_said(text).text))]),
    st.integers(0, 20),
    st.integers(1, 5),
    st.sampled_from(["NFC", "NFC", "NFKC", "NFD"]),
)


@pytest.mark.engine
@given(WORDS)
@settings(deadline=None, max_examples=40)
@example("km")
@example("國會")
def test_a_word_that_changes_labels_changes_the_key(written: str) -> None:
    try:
        entries = checked([Entry(written, "ベツ")])
    except SettingsError:
        return
    lexicon = PLAIN.with_layer(entries)
    edited = FrontEnd(lexicon, SayingPolicy())
    same = [text for text in REWRITTEN if key(text, lexicon=lexicon) == key(text)]
    assert [edited.read(text).labels for text in same] == [front_end().read(text).labels for text in same]


def test_the_engine_is_part_of_the_key() -> None:
    tone, jtalk = (reading_key("朝。", (), PLAIN, SayingPolicy(), name) for name in ("tone", "open-jtalk"))
    assert tone != jtalk


def test_keys_need_no_engine() -> None:
    code = (
        "import sys, narrate.reading.key, narrate.reading.lexicon.entries\n"
        "import narrate.reading.text.said, narrate.script.ruby\n"
        "print([m for m in ('pyopenjtalk', 'sudachipy', 'kanalizer', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.engine
@pytest.mark.parametrize("seed", range(4))
def test_a_sentence_of_the_same_key_is_read_the_same(seed: int) -> None:
    """Whatever words of the sentences, as written or as said, the lexicon takes up."""
    chance = random.Random(seed)
    held = (Path(__file__).parent / "held" / "corpus.tsv").read_text(encoding="utf-8").splitlines()
    texts = chance.sample([line.split("\t")[0] for line in held if "\t" in line], 40)
    words = {_word_in(chance.choice([text, as_said(text).text]), chance) for text in texts[:20]}
    lexicon = PLAIN.with_layer(Entry(w, "ベツ") for w in words if len(w) > 1 and any(map(str.isalnum, w)))
    edited = FrontEnd(lexicon, SayingPolicy())
    same = [text for text in texts if key(text, lexicon=lexicon) == key(text)]
    assert same
    assert [edited.read(text).labels for text in same] == [front_end().read(text).labels for text in same]


def _word_in(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, 4)].strip()
