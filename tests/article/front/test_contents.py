"""What stands above a table of contents."""

from __future__ import annotations

import pytest

from narrate.article.front.contents import is_heading_of_contents


@pytest.mark.parametrize(
    "line",
    [
        "目次", "目　次", "【もくじ】", "CONTENTS", "Table of Contents", "ページ内目次", "この記事の目次", "本書の目次",
        "■ 目次 / Contents", "ＴＯＣ",
    ],
)  # fmt: skip
def test_marks_spaces_and_languages_do_not_hide_it(line: str) -> None:
    assert is_heading_of_contents(line)


@pytest.mark.parametrize("line", ["", "目次を読む。", "目次の作り方", "contents marketing", "もくじ村"])
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert not is_heading_of_contents(line)
