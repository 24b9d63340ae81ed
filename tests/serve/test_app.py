from __future__ import annotations

import email.parser
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from starlette.testclient import TestClient

from narrate.edition.file_names import chapters_name, transcript_name
from narrate.errors import NarrateError, SettingsError, UsageError
from narrate.messages import Message
from narrate.serve.app import make_app
from narrate.serve.server import allowed_names, listen, most_connections, web_address
from narrate.serve.shown import Shown
from narrate.site.covers import Images
from narrate.site.publication import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.model import Edition
    from narrate.podcast.memory import FeedMemory
    from narrate.podcast.show import Show


@pytest.fixture
def shelf(edition: Edition, show: Show, published: FeedMemory, tmp_path: Path) -> Shelf:
    return Shelf(show, (edition,), published)


@pytest.fixture
def client(shelf: Shelf, audio_folder: Path) -> Iterator[TestClient]:
    shown = Shown(lambda: shelf, lambda: 0, lambda sentence: None)
    app = make_app(shown, audio_folder, allowed_names("127.0.0.1", ""))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/neko.html", "text/html; charset=utf-8"),
        ("/feed.xml", "application/rss+xml"),
        ("/neko.mp3", "audio/mpeg"),
        ("/assets/page.css", "text/css; charset=utf-8"),
        ("/assets/page.js", "text/javascript; charset=utf-8"),
    ],
)
def test_each_file_comes_with_its_type(client: TestClient, path: str, kind: str) -> None:
    got, head = client.get(path), client.head(path)
    assert got.status_code == head.status_code == 200
    assert got.headers["content-type"] == kind
    assert got.headers["content-length"] == head.headers["content-length"] == str(len(got.content))
    assert head.content == b""
    assert got.headers["accept-ranges"] == "bytes"


def test_what_was_fetched_is_not_given_out_where_articles_and_editions_share_a_folder(
    client: TestClient, audio_folder: Path
) -> None:
    for name in ("harbour.html", "harbour.txt"):
        (audio_folder / name).write_text(
            "---\nsource: https://example.jp/\n---\n港の話。\n", encoding="utf-8"
        )
        assert client.get(f"/{name}").status_code == 404


def test_transcript_and_chapters_are_open_to_other_sites_and_the_rest_is_not(
    client: TestClient, edition: Edition
) -> None:
    vtt, chapters = client.get(f"/{transcript_name(edition)}"), client.get(f"/{chapters_name(edition)}")
    assert vtt.headers["content-type"] == "text/vtt; charset=utf-8"
    assert chapters.headers["content-type"] == "application/json+chapters"
    assert {r.headers["access-control-allow-origin"] for r in (vtt, chapters)} == {"*"}
    assert "access-control-allow-origin" not in client.get("/neko.html").headers


def test_the_feed_speaks_of_the_address_it_was_asked_by(client: TestClient) -> None:
    assert b"http://127.0.0.1:8000/neko.mp3?v=" in client.get("/feed.xml").content
    assert (
        b"http://localhost:99/neko.mp3?v="
        in client.get("/feed.xml", headers={"host": "localhost:99"}).content
    )


def test_single_ranges(client: TestClient, tone: bytes) -> None:
    size = len(tone)
    for header, part in (("bytes=0-99", tone[:100]), ("bytes=-10", tone[-10:]), ("bytes=1000-", tone[1000:])):
        got = client.get("/neko.mp3", headers={"range": header})
        assert got.status_code == 206
        assert got.content == part
        start = tone.index(part) if header != "bytes=0-99" else 0
        assert got.headers["content-range"] == f"bytes {start}-{start + len(part) - 1}/{size}"


def test_several_ranges_come_as_parts(client: TestClient, tone: bytes) -> None:
    got = client.get("/neko.mp3", headers={"range": "bytes=0-9,500-599,-5"})
    assert got.status_code == 206
    assert got.headers["content-length"] == str(len(got.content))
    head = f"Content-Type: {got.headers['content-type']}\r\n\r\n".encode()
    message = email.parser.BytesParser().parsebytes(head + got.content)
    parts = message.get_payload()
    assert isinstance(parts, list)
    found = [(p["content-range"], p.get_payload(decode=True)) for p in parts if not isinstance(p, str)]
    assert [r for r, _ in found] == [
        f"bytes {a}-{b}/{len(tone)}" for a, b in ((0, 9), (500, 599), (len(tone) - 5, len(tone) - 1))
    ]
    assert len(found[1][1]) == 100


def test_a_range_that_cannot_be_satisfied_is_416_with_the_size(client: TestClient, tone: bytes) -> None:
    got = client.get("/neko.mp3", headers={"range": f"bytes={len(tone)}-"})
    assert got.status_code == 416
    assert got.headers["content-range"] == f"bytes */{len(tone)}"


def test_ranges_do_not_count_for_head(client: TestClient, tone: bytes) -> None:
    got = client.head("/neko.mp3", headers={"range": "bytes=0-9"})
    assert (got.status_code, got.headers["content-length"]) == (200, str(len(tone)))


@pytest.mark.parametrize("path", ["/neko.mp3", "/feed.xml", "/neko.html"])
def test_who_has_it_already_is_told_so(client: TestClient, path: str) -> None:
    tag = client.get(path).headers["etag"]
    for known in (tag, f'"x", W/{tag}', "*"):
        got = client.get(path, headers={"if-none-match": known})
        assert (got.status_code, got.content) == (304, b"")
        assert got.headers["etag"] == tag
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_dates_count_where_there_is_no_tag(client: TestClient) -> None:
    day = client.get("/neko.mp3").headers["last-modified"]
    assert client.get("/neko.mp3", headers={"if-modified-since": day}).status_code == 304
    for other in ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "", "Thu, 99 Foo 2099"):
        assert client.get("/neko.mp3", headers={"if-modified-since": other}).status_code == 200


def test_a_download_is_continued_only_in_the_same_file(client: TestClient, audio_folder: Path) -> None:
    tag = client.get("/neko.mp3").headers["etag"]
    ranged = {"range": "bytes=5-", "if-range": tag}
    assert client.get("/neko.mp3", headers=ranged).status_code == 206
    fresh = audio_folder / ".new"
    fresh.write_bytes(b"another edition")
    fresh.replace(audio_folder / "neko.mp3")
    got = client.get("/neko.mp3", headers=ranged)
    assert (got.status_code, got.content) == (200, b"another edition")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.mp3",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/a/../../secret.txt",
        "/.narrate/clips/secret.mp3",
        "/%2enarrate/clips/secret.mp3",
        "/covers/../.narrate/clips/secret.mp3",
        "/.hidden",
        "/out.txt",
        "/outdir/secret.txt",
        "/inside.mp3",
        "/loop",
        "/pipe",
        "/covers",
        "/covers/",
        "/neko.mp3/",
        "/neko.mp3/x",
        "/neko.mp3%00",
        "/%ff%fe",
        "/" + "a" * 3000,
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
    ],
)
def test_nothing_else_is_served(client: TestClient, audio_folder: Path, path: str) -> None:
    (audio_folder.parent / "secret.txt").write_text("secret")
    (audio_folder / ".hidden").write_text("secret")
    (audio_folder / "covers").mkdir()
    (audio_folder / "out.txt").symlink_to(audio_folder.parent / "secret.txt")
    (audio_folder / "outdir").symlink_to(audio_folder.parent)
    (audio_folder / "inside.mp3").symlink_to(audio_folder / ".narrate" / "clips" / "secret.mp3")
    (audio_folder / "loop").symlink_to(audio_folder / "loop")
    os.mkfifo(audio_folder / "pipe")
    got = client.get(path)
    assert got.status_code == 404
    assert b"secret" not in got.content


def test_a_link_that_stays_in_the_folder_is_served(
    client: TestClient, audio_folder: Path, tone: bytes
) -> None:
    (audio_folder / "cat.mp3").symlink_to("neko.mp3")
    assert client.get("/cat.mp3").content == tone


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_there_is_nothing_to_change(client: TestClient, method: str) -> None:
    got = client.request(method, "/neko.mp3")
    assert got.status_code == 405
    assert {"GET", "HEAD"} == {m.strip() for m in got.headers["allow"].split(",")}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil", "", 'a"b', "2130706433", "[::x]:1"]
)
def test_other_names_are_turned_away_with_one_line(client: TestClient, host: str) -> None:
    got = client.get("/feed.xml", headers={"host": host})
    assert got.status_code == 421
    assert got.headers["content-type"].startswith("text/plain")
    assert got.text.count("\n") == 1


def test_whoever_is_turned_away_reads_how_to_be_let_in(client: TestClient) -> None:
    told = client.get("/", headers={"host": "pod.example:8000"}).text
    assert told == "Not served by this name. If it is yours: narrate serve --allow-host pod.example\n"


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7", "[fe80::1]:80"],
)
def test_its_own_name_and_addresses_are_welcome(client: TestClient, host: str) -> None:
    assert client.get("/feed.xml", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("bind", ["127.0.0.1", "0.0.0.0", "::"])
def test_which_names_are_answered_to(bind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk.home.arpa")
    own = {"localhost", "desk.home.arpa", "desk", "desk.local", bind}
    assert allowed_names(bind, "") == own
    assert allowed_names(bind, "https://pod.example/x/", ["Pod.lan"]) == own | {"pod.example", "pod.lan"}


@pytest.mark.parametrize("name", ["http://pod.lan", "pod.lan:8000", "", "ポッド.lan", "*"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="no name of a host; give --allow-host the name alone"):
        allowed_names("0.0.0.0", "", [name])


def test_there_are_never_more_connections_than_files_may_be_open() -> None:
    assert [most_connections(limit) for limit in (20, 256, 1024, 10**6)] == [16, 96, 480, 512]


def test_a_taken_port_is_said_to_be_taken() -> None:
    with listen("127.0.0.1", 0) as first:
        assert web_address(first).startswith("http://127.0.0.1:")
        with pytest.raises(UsageError, match="--port"):
            listen("127.0.0.1", first.getsockname()[1])


def test_a_changed_show_is_shown_and_a_broken_one_is_not(shelf: Shelf, audio_folder: Path) -> None:
    stamps = iter([0, 0, 1, 2, 2, 2])
    shelves: Iterator[Shelf | Exception] = iter(
        [
            shelf,
            SettingsError(Message("broken"), path="show.toml", line=3),
            Shelf(shelf.show, (), shelf.published),
        ]
    )
    told: list[NarrateError] = []

    def load() -> Shelf:
        loaded = next(shelves)
        if isinstance(loaded, Exception):
            raise loaded
        return loaded

    shown = Shown(load, lambda: next(stamps), told.append)
    base = "http://127.0.0.1/"
    assert shown.find("neko.html", base)
    assert shown.find("neko.html", base)
    assert [str(fault) for fault in told] == ["show.toml:3: broken"]
    assert shown.find("neko.html", base) is None
    assert shown.find(transcript_name(shelf.editions[0]), base), "an app may still hold the old MP3"
    assert shown.find("index.html", base)


def test_a_cover_that_goes_missing_leaves_the_last_good_show_up(
    shelf: Shelf, show: Show, tmp_path: Path
) -> None:
    lost = replace(shelf, show=replace(show, title="other"), images=Images(tmp_path / "none.png"))
    now, told, stamps = [shelf], list[NarrateError](), [0]
    shown = Shown(lambda: now[-1], lambda: (len(now), stamps[0]), told.append)
    base = "http://127.0.0.1/"
    before = page(shown, base)
    now.append(lost)
    assert page(shown, base) == page(shown, base) == before
    stamps[0] += 1
    assert page(shown, "http://localhost/"), "nor under an address that was not asked for before"
    (fault,) = told
    assert str(fault).startswith(f"{tmp_path / 'none.png'}: this cover cannot be used: ")
    now.append(replace(shelf, show=replace(show, title="mended")))
    assert page(shown, base) != before
    now.append(lost)
    page(shown, base)
    assert len(told) == 2, "it was well meanwhile"


def test_a_picture_that_goes_while_it_is_shown_is_told_once_and_not_found(
    shelf: Shelf, tmp_path: Path
) -> None:
    Image.new("RGB", (1500, 1500)).save(tmp_path / "cover.png")
    told: list[NarrateError] = []
    shown = Shown(lambda: replace(shelf, images=Images(tmp_path / "cover.png")), lambda: 0, told.append)
    (cover,) = [d.path for d in shown._pictures[0] if d.path.startswith("covers/show.")]
    (tmp_path / "cover.png").unlink()
    for address in ("http://127.0.0.1/", "http://localhost/"):
        assert shown.find(cover, address) is None
        assert shown.find("index.html", address)
    assert len(told) == 1


def page(shown: Shown, base_url: str) -> bytes:
    found = shown.find("index.html", base_url)
    assert found
    return found[1].data


@pytest.mark.parametrize("host", ["あ.b..", "\ud800", "a" * 64 + ".example"])
def test_a_host_to_listen_at_that_is_no_name_is_told(host: str) -> None:
    with pytest.raises(UsageError, match="is no name of a host; choose another --host"):
        listen(host, 0)


def test_many_host_names_take_bounded_memory(shelf: Shelf) -> None:
    shown = Shown(lambda: shelf, lambda: 0, lambda sentence: None)
    for number in range(40):
        assert shown.find("feed.xml", f"http://host{number}/")
    assert len(shown._made) <= 8


def test_no_file_stays_open(client: TestClient) -> None:
    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    client.get("/neko.mp3")
    before = count()
    for header in ("bytes=0-1", "bytes=0-1,5-6", "bytes=9999999999-", "nonsense", "bytes=-"):
        for _ in range(10):
            client.get("/neko.mp3", headers={"range": header})
            client.head("/neko.mp3", headers={"if-none-match": "*"})
    assert count() <= before
