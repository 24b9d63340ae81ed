"""Kept files: what stands in front of the page, what is found again, what is never written over."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from narrate.article.frontmatter import read_front_matter
from narrate.article.source import read_source, source_of
from narrate.errors import OutputError
from narrate.fetch.keeping import Origin, Page, keep, kept_in, kept_of, renew, renewed, with_rows
from narrate.fetch.kinds import Kind
from web import PAGE

DAY = date(2026, 11, 30)
HERE = "https://example.jp/harbour"


def row(body: str) -> str:
    """The row of the fence that tells what stood below it."""
    return f'digest: "{hashlib.sha256(body.encode()).hexdigest()[:16]}"\n'


def page(source: str = HERE, asked: str = "", text: str = PAGE, **facts: str) -> Page:
    return Page(text, Kind.PAGE, Origin(source, asked or source, DAY), facts)


def test_a_kept_file_is_the_page_behind_its_origin(folder: Path) -> None:
    kept = keep(page(), folder, "harbour")
    assert kept.path == folder / "harbour.html"
    text = kept.path.read_text(encoding="utf-8")
    assert text == f"---\nsource: {HERE}\nfetched: 2026-11-30\n{row(PAGE)}---\n{PAGE}"


def test_it_is_found_by_each_of_its_addresses_and_under_any_name(folder: Path) -> None:
    kept = keep(page(asked="https://example.jp/h?a=1#"), folder, "harbour")
    kept.path.rename(folder / "renamed.html")
    for address in (HERE, "https://example.jp/h?a=1#"):
        found = kept_of(folder, address)
        assert found is not None
        assert found.path.name == "renamed.html"
    assert kept_of(folder, "https://example.jp/other") is None
    assert kept_of(folder / "none", HERE) is None


def test_what_is_kept_already_stays_as_it_is(folder: Path) -> None:
    first = keep(page(), folder, "harbour")
    assert keep(page(text="<p>別の文章。</p>"), folder, "other") == first
    assert [path.name for path in folder.iterdir()] == ["harbour.html"]


@pytest.mark.parametrize("name", ["harbour.html", "Harbour.md", "HARBOUR.TXT", "harbour.epub", "harbour.zip"])
def test_what_is_the_users_is_never_written_over(folder: Path, name: str) -> None:
    (folder / name).write_text("私の文章。", encoding="utf-8")
    assert keep(page(), folder, "harbour").path.name == "harbour-2.html"
    assert (folder / name).read_text(encoding="utf-8") == "私の文章。"


def test_two_at_once_keep_one_file_of_a_page_and_two_of_two(folder: Path) -> None:
    pages = [page(), page(), page("https://example.jp/other")] * 4
    with ThreadPoolExecutor(12) as workers:
        kept = list(workers.map(lambda each: keep(each, folder, "harbour"), pages))
    assert len({each.path for each in kept}) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["harbour-2.html", "harbour.html"]


def test_a_link_that_leads_nowhere_is_not_written_through(folder: Path) -> None:
    (folder / "harbour.html").symlink_to(folder.parent / "elsewhere.html")
    assert keep(page(), folder, "harbour").path.name == "harbour-2.html"
    assert not (folder.parent / "elsewhere.html").exists()


def test_a_name_that_was_chosen_is_taken_or_refused(folder: Path) -> None:
    (folder / "mine.md").write_text("私の文章。", encoding="utf-8")
    with pytest.raises(OutputError, match="another article of this name; choose another --slug"):
        keep(page(), folder, "mine", is_chosen=True)
    assert keep(page(), folder, "yours", is_chosen=True).path.name == "yours.html"


def test_renewing_keeps_what_the_user_put_in_front(folder: Path) -> None:
    kept = keep(page(), folder, "harbour")
    users = "voice: takumi\nlexicon:\n  灯り: アカリ\n"
    kept.path.write_text(f"---\nsource: {HERE}\n{users}fetched: 2020-01-01\n---\n{PAGE}", encoding="utf-8")
    new = "<p>新しい文章。</p>\n"
    renew(kept, page(text=new))
    text = kept.path.read_text(encoding="utf-8")
    assert text == f"---\nsource: {HERE}\nfetched: 2026-11-30\n{row(new)}{users}---\n{new}"


def test_a_text_with_front_matter_of_its_own_keeps_it_but_not_its_origin() -> None:
    text = "---\ntitle: 港\nsource: http://other.jp/\n---\n本文。\n"
    body = "本文。\n"
    assert with_rows(text, page().origin.rows) == (
        f"---\nsource: {HERE}\nfetched: 2026-11-30\n{row(body)}title: 港\n---\n{body}"
    )


@pytest.mark.parametrize(
    "fence",
    [
        '+++\ntitle = "港"\ndate = 2026-11-01T09:00:00+09:00\nauthors = ["海", "空"]\nslug = "x"\n[extra]\nlead = 1\n+++\n',
        ';;;\n"title": "港",\n"date": "2026-11-01",\n"authors": ["海", "空"],\n"voice": "x"\n;;;\n',
    ],
    ids=["toml", "json"],
)
def test_front_matter_of_other_tools_goes_into_the_fence_as_well(fence: str) -> None:
    body = "本文。\n"
    assert with_rows(fence + body, page().origin.rows) == (
        f'---\nsource: {HERE}\nfetched: 2026-11-30\n{row(body)}title: "港"\nauthor: "海、空"\ndate: 2026-11-01\n---\n{body}'
    )


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_prose_above_a_second_mark_is_not_lost(mark: str) -> None:
    row_ = "title: 港" if mark == "---" else 'title = "港"'
    text = f"{mark}\n{row_}\n\n朝が来た。船が出た。\n{mark}\n本文。\n"
    assert with_rows(text, page().origin.rows).endswith(f"\n---\n{text}")


def test_a_text_with_front_matter_of_its_own_is_renewed_without_saying_anything_twice(folder: Path) -> None:
    text = "---\ntitle: 港\nauthors:\n- 海\n---\n本文。\n"
    kept = keep(page(text=text), folder, "harbour")
    own = kept.path.read_text(encoding="utf-8").replace("title: 港", "title: 私の題")
    kept.path.write_text(own, encoding="utf-8")
    renew(kept, page(text=text.replace("本文", "新しい本文").replace("---\n新", "date: 2026-11-01\n---\n新")))
    assert kept.path.read_text(encoding="utf-8") == own.replace(
        row("本文。\n"), row("新しい本文。\n")
    ).replace("本文", "新しい本文").replace("- 海\n", "- 海\ndate: 2026-11-01\n")


def test_a_text_of_the_web_chooses_no_voice_and_names_no_file() -> None:
    text = (
        "---\ntitle: 港\ncover: ../../private.png\nslug: other\nlexicon:\n  港: シマ\nvoice: x\n---\n本文。\n"
    )
    rows, body = page().origin.rows, "本文。\n"
    assert (
        with_rows(text, rows)
        == f"---\nsource: {HERE}\nfetched: 2026-11-30\n{row(body)}title: 港\n---\n{body}"
    )


def test_what_the_user_wrote_below_the_fence_is_not_written_over(folder: Path) -> None:
    kept = keep(page(), folder, "harbour")
    text = kept.path.read_text(encoding="utf-8").replace("霧", "霞")
    kept.path.write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match="somebody changed the text of this file"):
        renew(kept, page(text="<p>新しい文章。</p>\n"))
    assert kept.path.read_text(encoding="utf-8") == text
    given_up = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("digest:"))
    kept.path.write_text(given_up, encoding="utf-8")
    renew(kept, page(text="<p>新しい文章。</p>\n"))
    assert "新しい文章" in kept.path.read_text(encoding="utf-8")


def test_a_rule_above_prose_is_no_front_matter() -> None:
    text = "---\n朝が来た。\n---\n船が出た。\n"
    assert with_rows(text, page().origin.rows).endswith(f"\n---\n{text}")


def test_a_file_that_is_no_utf8_is_not_renewed(folder: Path) -> None:
    kept = keep(page(), folder, "harbour")
    kept.path.write_bytes(kept.path.read_bytes() + "港".encode("cp932"))
    with pytest.raises(OutputError, match="not UTF-8"):
        renew(kept, page())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_whatever_a_feed_tells_stands_in_the_front_matter_and_ends_it_nowhere(told: str) -> None:
    rows = page(f"{HERE}?a:").origin.rows
    text = with_rows("本文。\n", {**rows, "title": told})
    front = read_front_matter(source_of(Path("a.html"), text))
    assert text[front.end :] == "本文。\n"
    assert yaml.safe_load(text.split("---\n")[1]) == {
        **rows,
        "fetched": DAY,
        "title": told,
        "digest": row("本文。\n")[9:-2],
    }
    assert renewed(text, page(f"{HERE}?a:", text="本文。\n")) == text


def test_the_front_matter_is_no_note_and_the_page_is_read(folder: Path) -> None:
    kept = keep(page(asked=f"{HERE}/"), folder, "harbour")
    front = read_front_matter(read_source(kept.path))
    assert front.notes == ()
    assert [found.source for found in kept_in(folder)] == [HERE]


@pytest.mark.parametrize(
    "fence",
    [
        f"---\nsource: {HERE} # 港の話\n---\n",
        f"---\nsource: '{HERE}'  # 港の話\n---\n",
        f'---\nsource: "{HERE}" # 港の話\n---\n',
        f"---\nsource: {HERE}\n...\n",
        f"\ufeff---\r\nsource: {HERE}\r\n---\r\n",
        f"\n---\n# 私の覚え書き\nsource: {HERE}\n---\n",
        "---\nlexicon:\n" + "".join(f"  港{n}: ミナト\n" for n in range(6_000)) + f"source: {HERE}\n---\n",
    ],
    ids=["comment", "single quotes", "double quotes", "dots", "windows", "comment above", "long"],
)
def test_a_fence_that_was_written_by_hand_tells_the_page_as_well(folder: Path, fence: str) -> None:
    path = folder / "mine.html"
    path.write_bytes((fence + PAGE).encode())
    found = kept_of(folder, HERE)
    assert found is not None
    renew(found, page(text="<p>新しい文章。</p>\n"))
    text = path.read_text(encoding="utf-8")
    assert text.count("source:") == 1
    assert text.endswith("---\n<p>新しい文章。</p>\n")
    assert ("lexicon:" in fence) == ("lexicon:" in text)


@pytest.mark.parametrize(
    ("kind", "suffix"), [(Kind.TEXT, ".txt"), (Kind.MARKDOWN, ".md"), (Kind.PAGE, ".html")]
)
def test_a_page_is_not_written_into_a_text_nor_a_text_into_a_page(
    folder: Path, kind: Kind, suffix: str
) -> None:
    kept = keep(replace(page(text="朝が来た。\n"), kind=kind), folder, "harbour")
    assert kept.path.suffix == suffix
    before = kept.path.read_bytes()
    other = Kind.TEXT if kind is Kind.PAGE else Kind.PAGE
    with pytest.raises(OutputError, match="now, and this file holds"):
        renew(kept, replace(page(text="<p>夜が来た。</p>\n"), kind=other))
    assert kept.path.read_bytes() == before


def test_what_a_killed_fetch_left_goes_with_the_next(folder: Path) -> None:
    stale, young, users = folder / ".part-12-34-0", folder / ".part-12-34-1", folder / ".part-two.md"
    for path in (stale, young, users):
        path.write_text("朝が", encoding="utf-8")
    for path in (stale, users):
        os.utime(path, (0, 0))
    keep(page(), folder, "harbour")
    assert sorted(path.name for path in folder.iterdir()) == [young.name, users.name, "harbour.html"]
