"""The pages: both languages say the same, and every link leads somewhere."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pages import broken_prose, dead_links, differences, local_links

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "text/README.md", ROOT / "audio/README.md"]
)
IN_BOTH = [
    ROOT / name
    for name in (
        "README.md",
        "docs/articles.md",
        "docs/formats.md",
        "docs/listening.md",
        "docs/readings.md",
        "docs/voices.md",
    )
]
JAPANESE = [page for page in PAGES if page.name.endswith(".ja.md")]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def japanese(page: Path) -> Path:
    return page.with_suffix(".ja.md")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_these_pages_are_there_in_both_languages() -> None:
    assert sorted(map(japanese, IN_BOTH)) == JAPANESE
    assert set(IN_BOTH) < set(PAGES)


@pytest.mark.parametrize("page", IN_BOTH, ids=name_of)
def test_both_languages_say_the_same(page: Path) -> None:
    assert differences(text_of(page), text_of(japanese(page))) == []


@pytest.mark.parametrize("page", IN_BOTH, ids=name_of)
def test_each_language_begins_with_a_link_to_the_other(page: Path) -> None:
    for here, there in ((page, japanese(page)), (japanese(page), page)):
        first, *_ = local_links(here)
        assert first.file == there
        assert first.target in "".join(text_of(here).splitlines()[:3])


@pytest.mark.parametrize("page", IN_BOTH, ids=name_of)
def test_a_page_leads_to_pages_of_its_own_language(page: Path) -> None:
    assert not {link.file for link in local_links(page)[1:]} & set(JAPANESE)
    assert not {link.file for link in local_links(japanese(page))[1:]} & set(IN_BOTH)


@pytest.mark.parametrize("page", JAPANESE, ids=name_of)
def test_japanese_prose_is_shown_as_it_is_meant(page: Path) -> None:
    assert broken_prose(text_of(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_local_link_leads_somewhere(page: Path) -> None:
    assert dead_links(page) == []


def test_the_sdist_holds_the_pages() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = settings["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    missing = [page for page in PAGES if not any(page.is_relative_to(ROOT / name[1:]) for name in included)]
    assert missing == []


PAGE = """\
# Harbour

**English** | [日本語](harbour.ja.md)

The [boats](#boats) leave at dawn. Say `--early`.

```console
$ sail --out sea            # leaves
one boat

$ sail --out sea            # leaves again
no boat
```

## Boats

| name | where |
| --- | --- |
| `oak` | `bay`, on land |
| `elm` | on land |

```toml
boats = 2       # both of them
```

```
bay --wind--> sea
```

1. Sail.
2. Come home. See [more](docs/more.md).
"""
TWIN = """\
# 港

[English](harbour.md) | **日本語**

夜明けに[船](#船)が出ます。`--early`も使えます。

```console
$ sail --out sea            # 出る
1隻

$ sail --out sea            # また出る
0隻
```

## 船

| 名前 | 場所 |
| --- | --- |
| `oak` | 陸の`bay` |
| `elm` | 陸 |

```toml
boats = 2       # 二隻とも
```

```
湾 --wind--> 海
```

1. 出る。
2. 帰る。[もっと](docs/more.ja.md)。
"""


def test_a_translation_has_no_differences() -> None:
    assert differences(PAGE, TWIN) == []


@pytest.mark.parametrize(
    ("here", "changed", "found"),
    [
        ("## 船\n", "", "headings: [0, 1, 2] and [0, 1]"),
        ("## 船\n", "### 船\n", "headings: [0, 1, 2] and [0, 1, 3]"),
        ("夜明けに[船](#船)が出ます。`--early`も使えます。\n\n", "", "paragraphs of 'Harbour'"),
        ("`--early`", "`--late`", "code of 'Harbour'"),
        ("`--early`も使えます。", "", "code of 'Harbour'"),
        ("(#船)", "(#港)", "links of 'Harbour'"),
        ("harbour.md", "dock.md", "links of 'Harbour'"),
        ("$ sail --out sea            # また出る\n", "", "blocks of 'Harbour'"),
        ("--out sea            # 出る", "--out bay            # 出る", "blocks of 'Harbour'"),
        ("1隻\n", "", "blocks of 'Harbour'"),
        ("| `elm` | 陸 |\n", "", "tables of 'Boats'"),
        ("| 陸の`bay` |", "| 陸の`sea` |", "tables of 'Boats'"),
        ("| `oak` | 陸の`bay` |", "| `oak`と`bay` | 陸 |", "tables of 'Boats'"),
        ("boats = 2", "boats = 3", "blocks of 'Boats'"),
        ("```toml", "```yaml", "blocks of 'Boats'"),
        ("--wind-->", "--rain-->", "blocks of 'Boats'"),
        ("1. 出る。\n2. 帰る。", "1. 出て帰る。", "list items of 'Boats'"),
        ("docs/more.ja.md", "docs/less.ja.md", "links of 'Boats'"),
        ("[もっと](docs/more.ja.md)", "もっと", "links of 'Boats'"),
    ],
)
def test_what_one_language_lacks_or_says_otherwise_is_told(here: str, changed: str, found: str) -> None:
    assert TWIN.count(here) == 1
    first, *_ = differences(PAGE, TWIN.replace(here, changed))
    assert first.startswith(found)


def test_a_link_without_its_file_or_heading_is_dead(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "more.ja.md").write_text("# 話\n\n## `narrate`の 話\n\n## 話\n", encoding="utf-8")
    links = ["#港", "#船", "docs", "docs/more.ja.md", "docs/more.ja.md#narrateの-話", "docs/more.ja.md#話-1"]
    dead = ["#沖", "docs/less.md", "docs/more.ja.md#話-2", "docs#港", "harbour.md"]
    page = tmp_path / "harbour.ja.md"
    listed = "".join(f"- [x]({link})\n" for link in [*links, "https://example.org/#港", *dead])
    page.write_text(f"# 港\n\n{listed}\n## 船\n", encoding="utf-8")
    assert dead_links(page) == dead


@pytest.mark.parametrize("prose", ["**「船」**が出る。", "船が\n出る。", "`船が出る。"])
def test_prose_that_is_shown_otherwise_than_meant_is_told(prose: str) -> None:
    assert broken_prose(prose)
    assert not broken_prose("**船**が出る。\n\n- `船`が出る。\n")
