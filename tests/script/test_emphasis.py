"""What an author stressed, by the marks that are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.source import source_of
from narrate.model import Passage
from narrate.script.emphasis import stressed_in
from narrate.script.utterances import script_of

STRESSED = [
    ("この町では**図書館**が静かだ。", "a.md", ["図書館"]),
    ("**図書館**と<strong>駅前の広場</strong>とが静かな町だった。", "a.md", ["図書館", "駅前の広場"]),
    ("読む人が__二人__ いる。", "a.md", []),
    ("**これは全部が太字の文だ。**", "a.md", []),
    ("**半分より多くが太字**の文だ。", "a.md", []),
    ("`**kwargs`という書き方は**とても**便利で、誰でも使う。", "a.md", ["とても"]),
    ("# 見出しに**太字**がある\n\n本文だ。", "a.md", []),
    ("ここで閉じない**印がある。\n\n次の段落に**ある語**だけが太い文だ。", "a.md", ["ある語"]),
    ("彼は《《決して》》約束を破らない人だと言われていた。\n", "a.txt", ["決して"]),
    (
        "題\n作者\n\n［＃３字下げ］一［＃「一」は中見出し］\n\n彼は決して［＃「決して」に傍点］約束を破らない人だと皆が言う。\n\n底本：「本」書店\n",
        "a.txt",
        ["決して"],
    ),
    (
        "題\n作者\n\n彼は［＃傍点］決して［＃傍点終わり］約束を破らない人だと皆が言う。\n\n底本：「本」書店\n",
        "a.txt",
        ["決して"],
    ),
    (
        "題\n作者\n\n彼は決《けっ》して［＃「決して」に傍点］約束を破らない人だ。\n\n底本：「本」書店\n",
        "a.txt",
        [],
    ),
]


def stressed(text: str, name: str) -> list[str]:
    source = source_of(Path(name), text)
    script = script_of(parse_article(source, read_front_matter(source)))
    return [u.text[start:end] for u in script.utterances for start, end in u.stressed]


@pytest.mark.parametrize(("text", "name", "words"), STRESSED)
def test_a_word_that_stands_out_is_found_and_what_is_all_stressed_is_not(
    text: str, name: str, words: list[str]
) -> None:
    assert stressed(text, name) == words


class Counted(list[tuple[int, int]]):
    """Spans that count how often somebody looks at one."""

    looks = 0

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        self.looks += 1
        return super().__getitem__(at)

    def __iter__(self):  # type: ignore[no-untyped-def]
        for span in super().__iter__():
            self.looks += 1
            yield span


def test_a_sentence_of_a_book_looks_at_few_of_its_stressed_words() -> None:
    spans = Counted((at, at + 3) for at in range(0, 200_000, 20))
    passage = Passage("この町では図書館が静かだ。", range(100_000 - 5, 100_000 + 8))
    assert stressed_in(passage, spans) == ((5, 8),)
    assert spans.looks < 20 * len(passage)
