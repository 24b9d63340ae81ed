"""What stands in one line of a page."""

from __future__ import annotations

import pytest

from prose import LONG, SHORT, page, skipped, texts


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("<span class='n'>大根</span><span class='a'>1/2本</span>", "大根、1/2本"),
        ("<span>塩</span> <span>少々</span>", "塩 少々"),
        ("<span>港</span><span>の朝</span>", "港の朝"),
        ("<span>第</span>は<span>2回</span>", "第は2回"),
        ("<span>第</span><span>2回</span>", "第2回"),
        ("<span>令和</span><span>3つ</span>", "令和3つ"),
        ("<span>元年</span><span>3月</span>", "元年3月"),
    ],
)
def test_an_amount_in_a_span_of_its_own_is_set_apart(item: str, said: str) -> None:
    article = page(
        f"<title>灯</title><body><h1>灯</h1><p>{LONG}</p><ul><li>{item}</li></ul><p>{SHORT}</p></body>"
    )
    assert f"item: {said}" in texts(article)
    skipped(article)
