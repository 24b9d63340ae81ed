"""``narrate fetch``, and builds of web addresses, as people see them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from japanese import assert_japanese
from narrate.errors import ExitCode
from shell import loaded_by, narrate
from tone_studio import tag_of
from web import PAGE, Web, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tone_studio import Studio


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


def test_from_an_address_to_a_chaptered_mp3_in_one_command(studio: Studio, web: Web) -> None:
    address = web.put("/2026/harbour-light.html")
    ran = narrate(studio.folder, "build", "--allow-local", address)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "text/harbour-light.html: fetched: 港の灯り",
        "audio/harbour-light.mp3: 0:12, 2 chapters, 9 of 9 sentences spoken, 0 kept",
    ]
    chapters = tag_of(studio.mp3("harbour-light")).getall("CHAP")
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == ["港の灯り", "昼の港"]
    assert len(web.requests) == 1
    web.requests.clear()
    again = narrate(studio.folder, "build", "--allow-local", address)
    assert "nothing changed" in again.out
    assert web.requests == []


def test_the_second_build_needs_no_network_and_no_permission(studio: Studio) -> None:
    with serving() as web:
        address = web.put("/harbour")
        first = narrate(studio.folder, "build", "--allow-local", address)
    ran, loaded = loaded_by(studio.folder, "build", address)
    assert (first.code, ran.code, ran.err, loaded) == (0, 0, "", set())
    assert "nothing changed" in ran.out


def test_what_is_kept_is_planned_and_read_under_its_address(studio: Studio, web: Web) -> None:
    address = web.put("/harbour")
    refused = narrate(studio.folder, "plan", address)
    assert (refused.code, web.requests) == (ExitCode.FETCH, [])
    narrate(studio.folder, "fetch", "--allow-local", address)
    plan = narrate(studio.folder, "plan", address, "--json")
    assert (plan.code, plan.err) == (0, "")
    assert json.loads(plan.out)["title"] == "港の灯り"
    assert "ミナト" in narrate(studio.folder, "readings", address).out
    assert len(web.requests) == 1


@pytest.mark.parametrize("command", ["plan", "readings"])
def test_what_is_fetched_for_a_look_is_told_beside_the_result(studio: Studio, web: Web, command: str) -> None:
    ran = narrate(studio.folder, command, web.put("/harbour"), "--allow-local", "--json")
    assert (ran.code, ran.err) == (0, "text/harbour.html: fetched: 港の灯り\n")
    assert "港の灯り" in json.dumps(json.loads(ran.out), ensure_ascii=False)
    again = narrate(studio.folder, command, web.url("/harbour"), "--json")
    assert (again.code, again.err) == (0, "")


def test_a_quiet_build_tells_nothing_of_what_it_fetched(studio: Studio, web: Web) -> None:
    ran = narrate(studio.folder, "build", web.put("/harbour"), "--allow-local", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_addresses_and_files_go_together_and_one_that_fails_stops_no_other(studio: Studio, web: Web) -> None:
    studio.write("# 浜\n\n波の音がする。\n")
    ran = narrate(
        studio.folder, "build", web.url("/none"), "text/essay.md", web.put("/harbour"), "--allow-local"
    )
    assert ran.code == ExitCode.FETCH
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == [
        "text/harbour.html", "audio/essay.mp3", "audio/harbour.mp3",
    ]  # fmt: skip
    assert ran.err.splitlines() == [
        f"narrate: {web.url('/none')}: there is no such page (the server answers 404); check the address",
        "narrate: 1 of 3 articles failed",
    ]


def test_a_report_for_programs_has_what_could_not_be_fetched(studio: Studio, web: Web) -> None:
    ran = narrate(studio.folder, "build", web.put("/harbour"), web.url("/none"), "--allow-local", "--json")
    report = json.loads(ran.out)
    assert [edition["title"] for edition in report["editions"]] == ["港の灯り"]
    assert [(error["path"], error["exit_code"]) for error in report["errors"]] == [(web.url("/none"), 10)]


def test_this_machine_is_out_of_reach_unless_it_is_allowed(studio: Studio, web: Web) -> None:
    for command in ("build", "fetch"):
        ran = narrate(studio.folder, command, web.put("/harbour"))
        assert ran.code == ExitCode.FETCH
        assert ran.error_line.endswith("if you trust the address, say --allow-local")
    assert web.requests == []


def test_fetching_says_where_the_file_is_and_what_it_is_called(studio: Studio, web: Web) -> None:
    address = web.put("/harbour")
    command = ("fetch", "--allow-local", address)
    assert narrate(studio.folder, *command).out == "text/harbour.html: fetched: 港の灯り\n"
    kept = "text/harbour.html: kept already: 港の灯り; --again renews it\n"
    assert narrate(studio.folder, *command).out == kept
    assert narrate(studio.folder, *command, "--again").out == "text/harbour.html: nothing changed: 港の灯り\n"
    web.put("/harbour", PAGE.replace("風は南から", "風は北から"))
    assert narrate(studio.folder, *command, "--again").out.splitlines() == [
        "  - 網を繕う人がいた。風は南から吹いていた。",
        "  + 網を繕う人がいた。風は北から吹いていた。",
        "text/harbour.html: renewed: 港の灯り",
    ]


def test_what_is_wished_in_vain_is_told(studio: Studio, web: Web) -> None:
    command = ("fetch", "--allow-local", web.put("/harbour"))
    narrate(studio.folder, *command)
    kept = "text/harbour.html: kept already: 港の灯り; --again renews it"
    assert narrate(studio.folder, *command, "--slug", "harbour").out.splitlines() == [kept]
    ran = narrate(studio.folder, *command, "--slug", "mine", "--pages")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        kept,
        "note: --slug names a new file only; text/harbour.html can be renamed",
        "note: --pages is for what is fetched: say --again, too",
    ]
    ran = narrate(studio.folder, *command, "--slug", "/・/")
    assert (ran.code, ran.error_line) == (
        ExitCode.USAGE, "--slug '/・/' holds no letter and no digit; choose another --slug",
    )  # fmt: skip
    feed = web.put("/feed", '<rss version="2.0"><channel><title>浜の新聞</title></channel></rss>')
    ran = narrate(studio.folder, "fetch", "--allow-local", feed, "--slug", "mine")
    assert (ran.code, ran.out.splitlines()) == (
        0, ["note: --slug is for one article, and this is a feed", "浜の新聞: 0 new articles"],
    )  # fmt: skip


def test_a_change_in_a_long_paragraph_is_shown_where_it_is(studio: Studio, web: Web) -> None:
    long = "".join(f"{n}番目の船が静かに出ていった。" for n in range(20))
    command = ("fetch", "--allow-local", web.put("/harbour", PAGE.replace("網を繕う", f"{long}網を繕う")))
    narrate(studio.folder, *command)
    web.put("/harbour", PAGE.replace("網を繕う", f"{long.replace('12番目の船', '12番目の雲')}網を繕う"))
    gone, new, _ = narrate(studio.folder, *command, "--again").out.splitlines()
    assert "12番目の船" in gone
    assert new == gone.replace("12番目の船", "12番目の雲").replace("  - ", "  + ")
    assert len(gone) <= 64
    assert gone.startswith("  - …")
    assert gone.endswith("…")


def test_a_name_can_be_chosen_for_one_address(studio: Studio, web: Web) -> None:
    web.put("/a")
    ran = narrate(studio.folder, "fetch", "--allow-local", web.url("/a"), "--slug", "mine")
    assert ran.out == "text/mine.html: fetched: 港の灯り\n"
    ran = narrate(studio.folder, "fetch", web.url("/a"), web.url("/b"), "--slug", "mine")
    assert ran.code == ExitCode.USAGE
    assert ran.error_line == "--slug is for one address; fetch them one by one"


def test_a_feed_is_told_article_by_article(studio: Studio, web: Web) -> None:
    items = "".join(f"<item><title>話</title><link>/story-{name}</link></item>" for name in "xyz")
    address = web.put("/feed", f'<rss version="2.0"><channel><title>浜の新聞</title>{items}</channel></rss>')
    web.put("/story-x")
    web.put("/story-y")
    ran = narrate(studio.folder, "fetch", "--allow-local", address, "--limit", "2")
    assert ran.out.splitlines() == [
        "text/story-x.html: fetched: 港の灯り",
        "text/story-y.html: fetched: 港の灯り",
        "note: 1 older entry of the feed was passed over; --limit brings more",
        "浜の新聞: 2 new articles",
    ]
    ran = narrate(studio.folder, "fetch", "--allow-local", address)
    assert ran.out == "浜の新聞: 0 new articles\n"
    assert ran.code == ExitCode.FETCH
    assert ran.error_line.startswith(f"{web.url('/story-z')}: there is no such page")


def test_what_a_page_says_steers_no_terminal(studio: Studio, web: Web) -> None:
    ran = narrate(
        studio.folder, "fetch", "--allow-local", web.put("/a", PAGE.replace("港の灯り", "港\x1b[31mの灯り"))
    )
    assert "\x1b" not in ran.out + ran.err
    ran = narrate(studio.folder, "fetch", "--allow-local", web.move("/b", "ftp://a/\x1b]0;x\x07"))
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("word", ["ftp://example.jp/a", "essay.md", "http://me:secret@example.jp/", "港"])
def test_what_is_no_address_is_told_in_both_languages(studio: Studio, word: str) -> None:
    ran = narrate(studio.folder, "fetch", word)
    assert ran.code == ExitCode.FETCH
    assert "secret" not in ran.error_line
    assert_japanese(narrate(studio.folder, "fetch", word, NARRATE_LANG="ja").error_line, least=2)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        (b"%PDF-1.7 ", "save it as a file and make a text of it: pdftotext -layout FILE NAME.txt"),
        (b"PK\x03\x04 ", "save a book or a document as a file, and say 'narrate build FILE'"),
        (b"\x89PNG\r\n\x1a\n", "give the address of the article itself"),
    ],
)
def test_what_is_no_page_is_told_with_what_to_do(studio: Studio, web: Web, body: bytes, hint: str) -> None:
    ran = narrate(studio.folder, "fetch", "--allow-local", web.put("/a", body))
    assert ran.code == ExitCode.FETCH
    assert ran.error_line.endswith(f"; {hint}")


def test_help_loads_nothing_of_the_network(studio: Studio) -> None:
    ran, loaded = loaded_by(studio.folder, "fetch", "--help")
    assert (ran.code, loaded) == (0, set())
    assert "--again" in ran.out
