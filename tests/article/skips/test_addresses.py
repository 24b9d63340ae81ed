"""Addresses of the web: which are left out with a reason, and which stay in their sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import parse_article
from narrate.article.frontmatter import FrontMatter
from narrate.article.policy import ArticlePolicy
from narrate.article.source import source_of
from narrate.errors import SourceError
from narrate.model import Article, Metadata
from narrate.script.coverage import account
from narrate.script.utterances import script_of
from prose import skipped, texts

ALONE = "address on a line of its own"
OWN = "address that is the text of its own link"


def article(text: str, suffix: str = "md", *, reads_addresses: bool = False) -> Article:
    source = source_of(Path(f"harbour.{suffix}"), text)
    return parse_article(source, FrontMatter(Metadata(), 0), ArticlePolicy(reads_addresses=reads_addresses))


def body(text: str, suffix: str = "md") -> list[str]:
    found = article(text, suffix)
    skipped(found)
    return texts(found)


@pytest.mark.parametrize("suffix", ["md", "txt"])
@pytest.mark.parametrize(
    "line",
    [
        "https://map.example/2026/hall/9f2c7b1e-index.html",
        "<https://map.example/form>",
        "URL: https://map.example/",
        "→ https://map.example/",
        "- https://map.example/a?b=c&d",
        "（https://map.example/）",
        "www.map.example/a https://map.example/b",
    ],
)
def test_one_alone_on_its_line_is_left_out(line: str, suffix: str) -> None:
    text = f"地図を作り直した話\n\n新しい地図は次のページに置いた。\n\n{line}\n\n後の文もある。\n"
    found = article(text, suffix)
    assert not any("map" in told for told in texts(found))
    assert ALONE in {reason for _, reason in skipped(found)}


def test_one_in_a_sentence_stays_there() -> None:
    assert body("申し込みは <https://map.example/form> から、または https://map.example/tel で。\n") == [
        "paragraph: 申し込みは https://map.example/form から、または https://map.example/tel で。"
    ]


def test_one_on_a_line_inside_a_paragraph_is_left_out() -> None:
    assert body("地図はここ。\nhttps://map.example/a\n次の行。\n") == ["paragraph: 地図はここ。次の行。"]


def test_cuts_move_with_the_text() -> None:
    found = article("地図はここ  \nhttps://map.example/a  \n次の行。\n")
    said = [u.text for s in script_of(found).sections for u in s.utterances]
    assert said == ["地図はここ", "次の行。"]


@pytest.mark.parametrize(
    "link",
    [
        "[https://map.example/a](https://map.example/a)",
        "[map.example/a](https://map.example/a)".replace("[map", "[https://map"),
        "[https://map.example/](https://map.example)",
    ],
)
def test_the_text_of_its_own_link_is_left_out(link: str) -> None:
    found = article(f"地図は{link}にある。\n")
    assert texts(found) == ["paragraph: 地図はにある。"]
    assert OWN in {reason for _, reason in skipped(found)}


def test_a_link_to_elsewhere_is_read() -> None:
    assert body("[https://a.example/](https://b.example/)へ行く。\n") == [
        "paragraph: https://a.example/へ行く。"
    ]


def test_one_in_brackets_goes_with_them() -> None:
    assert body("地図の案内（https://map.example/）を見る。\n") == ["paragraph: 地図の案内を見る。"]


def test_a_note_or_an_item_that_is_nothing_else_goes_as_a_whole() -> None:
    assert body("港[^1]。\n\n1. https://a.example/\n2. 網。\n\n[^1]: https://b.example/\n") == [
        "paragraph: 港。",
        "item: 2、網。",
    ]


def test_a_title_that_is_an_address_stays() -> None:
    assert body("# https://a.example/\n\n本文。\n") == ["title: https://a.example/", "paragraph: 本文。"]


def test_whoever_wants_to_hear_them_hears_them() -> None:
    found = article("前の文。\n\nhttps://a.example/\n", reads_addresses=True)
    assert texts(found)[-1] == "paragraph: https://a.example/"


_PIECES = (
    *(
        "https://a.example/b",
        "http://a.b/c?d=e&amp;f",
        "www.a.example",
        "<https://a.b/>",
        "文。",
        "は",
        " ",
        "\n",
    ),
    *(
        "\n\n",
        "[",
        "](https://a.b/)",
        "[https://a.b/](https://a.b/)",
        "（",
        "）",
        "(",
        ")",
        "- ",
        "1. ",
        "> ",
    ),
    *("[^1]", "\n\n[^1]: ", "  \n", "# ", "| a | ", "\n|---|---|\n", "→", "URL：", "**", "`", "\\"),
)
wild_addresses = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=30).map("".join)


@given(wild_addresses, st.sampled_from(["md", "txt"]))
def test_every_character_is_spoken_or_skipped_once(text: str, suffix: str) -> None:
    try:
        found = article(text, suffix)
    except SourceError:
        return
    account(script_of(found))


def test_one_of_which_the_name_is_blanked_out_is_left_out() -> None:
    assert body("町のページのアドレスは http://■■ です。", "txt") == [
        "paragraph: 町のページのアドレスは  です。"
    ]
