import subprocess
import sys
import time

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


def test_ten_thousand_keys_take_less_than_half_a_second() -> None:
    lexicon = PLAIN.with_layer(Entry(f"単語{n}", "タンゴ") for n in range(100))
    texts = [f"これは{n}番目の、三十字ほどはある、ごくふつうの長さの文である。" for n in range(10_000)]
    key("", lexicon=lexicon)
    start = time.process_time()
    for text in texts:
        key(text, lexicon=lexicon)
    assert time.process_time() - start < 1.0  # half a second here; a slow machine may take longer


def test_keys_need_no_engine() -> None:
    code = (
        "import sys, narrate.reading.key, narrate.reading.lexicon\n"
        "import narrate.reading.said, narrate.reading.ruby\n"
        "print([m for m in ('pyopenjtalk', 'sudachipy', 'kanalizer', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
