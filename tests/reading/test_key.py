import subprocess
import sys

import pytest

from narrate.model import Ruby
from narrate.reading.key import reading_key
from narrate.reading.lexicon import Entry, Lexicon
from narrate.reading.policy import SayingPolicy

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


def test_the_engine_is_part_of_the_key() -> None:
    tone, jtalk = (reading_key("朝。", (), PLAIN, SayingPolicy(), name) for name in ("tone", "open-jtalk"))
    assert tone != jtalk


def test_keys_need_no_engine() -> None:
    code = (
        "import sys, narrate.reading.key, narrate.reading.lexicon\n"
        "import narrate.reading.said, narrate.reading.ruby\n"
        "print([m for m in ('pyopenjtalk', 'sudachipy', 'kanalizer', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
