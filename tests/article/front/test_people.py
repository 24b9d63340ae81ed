"""Names that are those of nobody."""

from __future__ import annotations

import pytest

from narrate.article.front.people import is_nobody


@pytest.mark.parametrize(
    "name",
    [
        "", "unknown", "不明", "N/A", "Windows ユーザー", "Microsoft Office User", "ADMIN", "ｕｓｅｒ", "user01",
        "編集部", "著者", "WordPress", "pandoc", "hana@example.com", "@hana", "https://example.com/hana",
    ],
)  # fmt: skip
def test_programs_accounts_and_addresses_are_nobody(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize("name", ["葛城六平", "港の編集部", "Root Beer", "Noel", "山本 花"])
def test_who_has_a_name_is_somebody(name: str) -> None:
    assert not is_nobody(name)
