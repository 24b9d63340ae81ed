"""Pages that are damaged, or made to take long: one line or an article, in time that grows with the page."""

from __future__ import annotations

import contextlib
import cProfile
import json
import pstats
import random
import time

import pytest

from narrate.errors import SourceError
from prose import LONG, page, skipped
from webpages import BLOG

DAMAGES = 300
SMALL, LARGE = 1_500, 6_000
MOST_GROWTH = 5.5
UNITS = [
    "<div>", "</div>", "<p>港", "<b>", "<span>港", "<a href='#n'>", "<a href='/x'>港</a>", "<h1>港", "<h2>港</h2>",
    "<li>港", "<ul><li>港", "<ol><li>", "<dl><dt>港<dd>灯。", "<table><tr><td>港", "<td>港", "<tr><td>港。",
    "<ruby>灯<rt>ひ", "<ruby>灯<rt>ひ</ruby>", "<ruby>", "<br>", "<br><br>港", "<pre>港。\n", "<img alt='港'>",
    "<sup><a href='#n'>1</a></sup>", "<p id='n'>注<a href='#n'>1</a>", "<!--", "&", "&amp;", "&#", "<", "</>", "<a ",
    "<section>", "<nav>港", "<article><p>港。", "<header><h1>港", "<aside>港。", "<blockquote>港。", "<svg>", "<math>",
    "<title>", "<template>", "<select><option>", "<p class='a b c'>港。", "<div class='share'>港", "<hr>", "\n", " 港 ",
]  # fmt: skip


def test_hundreds_of_damaged_pages_are_articles_or_one_line() -> None:
    chance = random.Random(17)
    for _ in range(DAMAGES):
        text = list(BLOG)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(text))
            text[at : at + chance.choice((0, 1, 1, 5, 80))] = chance.choice(
                ("", "<", ">", '"', "&", "\x1b", "港")
            )
        with contextlib.suppress(SourceError):
            skipped(page("".join(text[: chance.randint(1, len(text))])))


def _calls(text: str) -> int:
    with cProfile.Profile() as profiler:
        page(text)
    return sum(calls for _, calls, *_ in pstats.Stats(profiler).stats.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_work_grows_with_the_page_and_not_with_its_square(unit: str) -> None:
    small, large = (f"<p>{LONG}</p>" + unit * (size // len(unit)) for size in (SMALL, LARGE))
    assert _calls(large) <= MOST_GROWTH * _calls(small)


@pytest.mark.parametrize(
    "data",
    [
        "[" * 5_000, '{"@type": "Article", "headline": 5, "author": {"name": ["x"]}, "datePublished": "昨日"}',
        "{", "", '"港"', json.dumps({"@graph": [[[[[[[[["x"]]]]]]]]]}), '{"@type": ["Article"], "author": [[], null]}',
    ],
)  # fmt: skip
def test_json_that_says_nothing_of_use_says_nothing(data: str) -> None:
    article = page(
        f'<title>灯</title><script type="application/ld+json">{data}</script><h1>灯</h1><p>{LONG}</p>'
    )
    assert (article.metadata.author, article.metadata.date) == ("", None)


def test_a_word_without_an_end_is_looked_through_once() -> None:
    """In a fraction of a second; by its square it took two minutes."""
    begun = time.process_time()
    page(f"<p>{LONG}</p><div>{'x' * 80_000}</div>")
    assert time.process_time() - begun < 5


def test_a_page_of_ten_thousand_elements_side_by_side_is_read() -> None:
    body = "".join(f"<div><p>{n}番目の船が港を出る。</p></div>" for n in range(5_000))
    article = page(f"<h1>船</h1><h2>出る</h2>{body}")
    assert sum(len(s.paragraphs) for s in article.sections) == 5_002


def test_marks_of_further_pages_that_do_not_count_on_are_none() -> None:
    marks = "\n<!-- page 2: https://a.example/ -->\n" * 400
    article = page(f"<h1>船</h1><p>{LONG}</p>{marks}")
    assert sum(len(s.paragraphs) for s in article.sections) == 2


def test_addresses_in_one_paragraph_cost_no_more_than_their_number() -> None:
    small, large = (
        f"<h1>船</h1><p>{'https://a.example/c ' * count}</p><p>{LONG}</p>" for count in (100, 400)
    )
    assert _calls(large) <= MOST_GROWTH * _calls(small)
