"""One document: what a server may do, and how each of its failures is told in one line and in time."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from typing import TYPE_CHECKING, Any

import httpcore2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrate.errors import ExitCode, FetchError
from narrate.fetch.client import Download, download_at
from narrate.fetch.limits import Limits
from web import PAGE, answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from web import Web

SMALL = Limits(byte_count=200_000, seconds=0.8, patience_s=0.5)
MOST_MEMORY = 8_000_000


def fetched(address: str, limits: Limits = SMALL) -> Download:
    return download_at(address, allows_local=True, limits=limits)


def fault(address: str, *, allows_local: bool = True, limits: Limits = SMALL) -> str:
    """The line of a failure, which is there in time."""
    begun = time.monotonic()
    with pytest.raises(FetchError) as caught:
        download_at(address, allows_local=allows_local, limits=limits)
    assert time.monotonic() - begun < limits.seconds + 1.5
    assert caught.value.exit_code == ExitCode.FETCH
    assert caught.value.hint
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_a_page_comes_as_it_is(web: Web) -> None:
    found = fetched(web.put("/a"))
    assert found == Download(web.url("/a"), "text/html", "utf-8", PAGE.encode())


def test_the_request_names_narrate_and_holds_no_cookie(web: Web) -> None:
    fetched(web.put("/a", PAGE, "Set-Cookie: id=1"))
    fetched(web.put("/a", PAGE, "Set-Cookie: id=1"))
    head = web.requests[-1]
    assert "User-Agent: narrate/" in head
    assert "cookie" not in head.lower()
    assert head.startswith("GET /a HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("gzip", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:])),
        ("gzip", lambda data: gzip.compress(data) + b"\0" * 8),
        ("identity", bytes),
    ],
)
def test_a_packed_page_is_unpacked(web: Web, packing: str, pack: Callable[[bytes], bytes]) -> None:
    address = web.put("/a", pack(PAGE.encode()), f"Content-Encoding: {packing}")
    assert fetched(address).data == PAGE.encode()


def test_a_page_in_chunks_is_put_together(web: Web) -> None:
    data = PAGE.encode()
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in (data[:10], data[10:])) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert fetched(web.put_raw("/a", head + chunks)).data == data


def test_redirects_are_followed_to_the_final_address(web: Web) -> None:
    web.put("/港/c".encode().decode("latin-1"))
    web.put("/%E6%B8%AF/c")
    web.move("/b", "/港/c".encode().decode("latin-1"), "301 Moved Permanently")
    web.move("/a", "b#top", "307 Temporary Redirect")
    assert fetched(web.url("/a")).address == web.url("/%E6%B8%AF/c")


def test_redirects_in_a_circle_end(web: Web) -> None:
    web.move("/b", "/a")
    assert "the server leads in a circle, back to" in fault(web.move("/a", "/b"))
    assert len(web.requests) == 2


def test_redirects_without_an_end_end(web: Web) -> None:
    for number in range(20):
        web.move(f"/{number}", f"/{number + 1}")
    assert "leads on more than 10 times" in fault(web.url("/0"))
    assert len(web.requests) == 11


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)", "data:,a"])
def test_a_redirect_leads_nowhere_but_to_the_web(web: Web, to: str) -> None:
    assert "only addresses of http and https are fetched" in fault(web.move("/a", to))


def test_a_redirect_takes_no_password_along(web: Web) -> None:
    line = fault(web.move("/a", f"http://me:secret@127.0.0.1:{web.port}/b"))
    assert "narrate sends none" in line
    assert "secret" not in line


def resolving(names: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have names lead to addresses; those that a socket is given already stay as they are."""
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **more: Any) -> Any:
        return real(names.get(host, host), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


LOCAL = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]",
    "0.0.0.0", "[::]", "10.0.0.1", "192.168.0.1", "172.16.9.9", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "[fe80::1]", "[fc00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("host", LOCAL)
def test_the_local_network_and_this_machine_are_out_of_reach(web: Web, host: str) -> None:
    line = fault(f"http://{host}:{web.port}/", allows_local=False)
    assert (
        "which is in the local network or this machine; if you trust the address, say --allow-local" in line
    )
    assert web.requests == []


def test_a_name_that_leads_to_this_machine_is_out_of_reach(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving({"friendly.example": "127.0.0.1"}, monkeypatch)
    line = fault(f"http://friendly.example:{web.port}/", allows_local=False)
    assert "its host is 127.0.0.1" in line
    assert web.requests == []


def test_a_redirect_to_this_machine_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host passes for one of the internet; what it leads to is looked at again."""
    from narrate.fetch import network

    public = "192.0.2.1"
    monkeypatch.setattr(network, "is_local", lambda ip: str(ip) != public)
    real = httpcore2.SyncBackend.connect_tcp

    def connect(self: Any, host: str, *rest: Any, **more: Any) -> Any:
        return real(self, "127.0.0.1" if host == public else host, *rest, **more)

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    web.move("/a", f"http://localhost:{web.port}/b")
    web.put("/b")
    assert "if you trust the address, say --allow-local" in fault(
        f"http://{public}:{web.port}/a", allows_local=False
    )
    assert web.paths == ["/a"]


def test_a_name_is_looked_up_once_and_what_was_looked_at_is_connected_to(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads to the internet first and to this machine then (DNS rebinding) gains nothing by it."""
    answers = itertools.chain(["192.0.2.1"], itertools.repeat("127.0.0.1"))
    asked: list[str] = []
    connected: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return real(next(answers) if host == "turning.example" else host, *rest, **more)

    def connect(address: Any, *rest: Any, **more: Any) -> Any:
        connected.append(address[0])
        raise ConnectionRefusedError

    from narrate.fetch import network

    monkeypatch.setattr(network, "is_local", lambda ip: str(ip) != "192.0.2.1")
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert "refuses the connection" in fault(f"http://turning.example:{web.port}/", allows_local=False)
    assert asked == ["turning.example"]
    assert connected == ["192.0.2.1"]


def test_what_the_environment_says_of_proxies_counts_for_nothing(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert fetched(web.put("/a")).data == PAGE.encode()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("401 Unauthorized", "only for those who sign in"),
        ("402 Payment Required", "only for those who pay"),
        ("403 Forbidden", "does not give out this page"),
        ("404 Not Found", "there is no such page (the server answers 404); check the address"),
        ("410 Gone", "the page is gone"),
        ("418 I'm a teapot", "the page cannot be had (the server answers 418)"),
        ("429 Too Many Requests", "wants to be asked less often (the server answers 429); try again later"),
        ("500 Internal Server Error", "the server has a fault"),
        ("503 Service Unavailable", "the server is busy"),
        ("599 Odd", "the page cannot be had (the server answers 599); try again later"),
        ("204 No Content", "the page cannot be had (the server answers 204)"),
        ("206 Partial Content", "the page cannot be had (the server answers 206)"),
        ("300 Multiple Choices", "the page cannot be had (the server answers 300)"),
        ("302 Found", "the page cannot be had (the server answers 302)"),
    ],
)
def test_what_a_server_refuses_is_told_with_its_number(web: Web, status: str, told: str) -> None:
    body = b"" if status.startswith("204") else b"an error page"
    assert told in fault(web.put("/a", body, status=status))


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 2000


@pytest.mark.parametrize(
    ("content_type", "body", "kind"),
    [
        ("image/png", PNG, "a picture"),
        ("text/html", PNG, "a picture"),
        ("text/html", b"%PDF-1.7\n" + b"x" * 2000, "PDF"),
        ("application/pdf", b"no mark", "PDF"),
        ("text/html", b"\0\0\0\x18ftypmp42" + b"\0" * 2000, "a film"),
        ("video/mp4", b"no mark", "a film"),
        ("audio/mpeg", b"ID3\x03\0\0" + b"\0" * 2000, "sound"),
        ("text/html", b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
        ("application/octet-stream", b"PK\x03\x04" + b"x" * 50, "an archive, or a book or document in one"),
        ("application/json", b'{"a": 1}', "data (JSON)"),
        ("text/css", b"p { }", "a style sheet"),
        ("application/octet-stream", b"ab\0cd" * 9, "a file that is no text (application/octet-stream)"),
    ],
)
def test_what_is_no_page_is_told_by_name(web: Web, content_type: str, body: bytes, kind: str) -> None:
    assert f"this is {kind}, not a page" in fault(web.put("/a", body, f"Content-Type: {content_type}"))


@pytest.mark.parametrize("content_type", ["image/png", "application/octet-stream", "application/pdf", ""])
def test_a_page_is_one_whatever_the_server_calls_it(web: Web, content_type: str) -> None:
    assert fetched(web.put("/a", PAGE, f"Content-Type: {content_type}")).data == PAGE.encode()


def test_an_image_is_refused_before_it_is_all_there(web: Web) -> None:
    def pictures(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + PNG)
        time.sleep(3)

    assert "a picture" in fault(web.put_raw("/a", pictures))


def forever(head: bytes, piece: bytes, pause_s: float = 0.0) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(pause_s)

    return send


OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"


def test_a_page_without_an_end_is_too_large(web: Web) -> None:
    assert "larger than 0.2 MB" in fault(web.put_raw("/a", forever(OPEN, b"<p>a</p>" * 1000)))


def test_a_page_that_says_how_large_it_is_may_not_be_so_either(web: Web) -> None:
    head = OPEN.replace(b"\r\n\r\n", b"\r\nContent-Length: 99999999999\r\n\r\n")
    assert "larger than 0.2 MB" in fault(web.put_raw("/a", forever(head, b"<p>a</p>" * 1000)))


@pytest.mark.parametrize("pause_s", [0.05, 0.3])
def test_a_page_that_comes_byte_by_byte_takes_too_long(web: Web, pause_s: float) -> None:
    assert "takes too long" in fault(web.put_raw("/a", forever(OPEN, b"a", pause_s)))


def test_headers_that_come_byte_by_byte_take_too_long(web: Web) -> None:
    assert "takes too long" in fault(web.put_raw("/a", forever(b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.05)))


def test_a_server_that_says_nothing_takes_too_long(web: Web) -> None:
    assert "takes too long" in fault(web.put_raw("/a", lambda connection: time.sleep(3)))


def test_redirects_that_each_take_a_while_take_too_long_together(web: Web) -> None:
    def slowly(number: int) -> Callable[[socket.socket], None]:
        def send(connection: socket.socket) -> None:
            time.sleep(0.2)
            connection.sendall(answer(b"", f"Location: /{number + 1}", status="302 Found"))

        return send

    for number in range(9):
        web.put_raw(f"/{number}", slowly(number))
    assert "takes too long" in fault(web.url("/0"))


def test_a_name_that_is_looked_up_for_ever_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    def look_up(*_: Any, **__: Any) -> list[Any]:
        gate.wait(9)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert "takes too long" in fault("http://slow.example/")
    gate.set()


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000, "does not speak HTTP as it should"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * 30_000, "does not speak HTTP as it should"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000, "larger than"),
    ],
    ids=["long", "many", "informational"],
)
def test_a_flood_of_headers_ends(web: Web, head: bytes, told: str) -> None:
    assert told in fault(web.put_raw("/a", head))


def bomb(byte_count: int) -> bytes:
    """So many letters, packed; made a little at a time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    letters = b"a" * (1 << 20)
    return b"".join(packer.compress(letters) for _ in range(byte_count >> 20)) + packer.flush()


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_bomb_does_not_go_off(web: Web, packing: str) -> None:
    data = bomb(100 << 20)
    assert len(data) < SMALL.byte_count
    data = data if packing == "gzip" else data[10:-8]
    address = web.put("/a", data, f"Content-Encoding: {packing}")
    tracemalloc.start()
    try:
        assert "larger than 0.2 MB" in fault(address)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def test_a_page_packed_twice_or_otherwise_is_refused(web: Web) -> None:
    for packing in ("br", "zstd", "gzip, gzip", "compress"):
        line = fault(web.put("/a", gzip.compress(PAGE.encode()), f"Content-Encoding: {packing}"))
        assert f"packed as '{packing}', which was not asked for" in line


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_packed_page_that_breaks_off_is_no_page(web: Web, kept: float) -> None:
    data = gzip.compress(PAGE.encode())
    torn = data[: int(len(data) * kept)]
    assert "arrives damaged" in fault(web.put("/a", torn, "Content-Encoding: gzip"))


def test_what_is_called_packed_and_is_not_is_damaged(web: Web) -> None:
    for packing in ("gzip", "deflate"):
        assert "arrives damaged" in fault(web.put("/a", PAGE, f"Content-Encoding: {packing}"))


@pytest.mark.parametrize(
    "head",
    [b"Content-Length: 5000\r\n", b"Transfer-Encoding: chunked\r\n"],
    ids=["length", "chunks"],
)
def test_a_page_that_breaks_off_is_no_page(web: Web, head: bytes) -> None:
    said = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + b"80\r\n" + PAGE.encode()[:100]
    )
    assert "the connection ends before the page does; try again later" in fault(web.put_raw("/a", said))


def test_a_connection_that_is_reset_is_told(web: Web) -> None:
    def reset(connection: socket.socket) -> None:
        connection.sendall(OPEN.replace(b"\r\n\r\n", b"\r\nContent-Length: 500\r\n\r\n"))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()

    assert "the connection ends before the page does" in fault(web.put_raw("/a", reset))


def test_a_length_that_is_too_short_cuts_the_page_as_http_has_it(web: Web) -> None:
    found = fetched(web.put("/a", PAGE, "Content-Length: 60"))
    assert found.data == PAGE.encode()[:60]


@pytest.mark.parametrize(
    "said",
    [
        b"", b"hello\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\0\1\2\3" * 99,
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc", b"HTTP/1.1 200 OK\r\nno colon\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n", b"SSH-2.0-OpenSSH_9.6\r\n",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told(web: Web, said: bytes) -> None:
    line = fault(web.put_raw("/a", said))
    told = ("HTTP as it should", "ends before the page does", "the server answers 101")
    assert any(part in line for part in told), line


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_an_answer_that_is_damaged_anywhere_is_a_page_or_told(web: Web, data: st.DataObject) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<html><p>abc</p>\n\r\n0\r\n\r\n"
    packed = answer(gzip.compress(PAGE.encode()), "Content-Encoding: gzip")
    moved = answer(b"", "Location: /b", status="302 Found")
    said = data.draw(st.sampled_from([chunked, packed, moved, answer(PAGE)]))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, min(len(said), 300)))
        said = said[:at] + data.draw(st.binary(max_size=4)) + said[at + data.draw(st.integers(0, 9)) :]
    web.put("/b")
    try:
        fetched(web.put_raw("/a", said), Limits(200_000, 0.4, 0.2))
    except FetchError as error:
        told = str(error)
        assert "\n" not in told


def test_an_empty_page_is_told(web: Web) -> None:
    assert "the page is empty" in fault(web.put("/a", b""))


def test_a_plain_port_gives_no_secure_connection(web: Web) -> None:
    line = fault(web.url("/").replace("http:", "https:"))
    assert "no secure connection can be made; check whether the address begins with http:// instead" in line


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS as localhost, and its certificate, for which nobody vouches."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "9"]
    subprocess.run(
        [*command, *names, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


def secured(listening: socket.socket, context: ssl.SSLContext) -> None:
    """Answer one call with a page, if the caller trusts the server."""
    connection, _ = listening.accept()
    with (
        connection,
        contextlib.suppress(OSError),
        context.wrap_socket(connection, server_side=True) as secure,
    ):
        secure.recv(65536)
        secure.sendall(answer(PAGE))


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    context, _ = certified(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=secured, args=(listening, context), daemon=True).start()
        line = fault(f"https://localhost:{listening.getsockname()[1]}/")
    assert "the server does not prove who it is (self-signed certificate)" in line


def test_a_certificate_of_ones_own_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        for host, is_meant in (("localhost", True), ("127.0.0.1", False)):
            threading.Thread(target=secured, args=(listening, context), daemon=True).start()
            address = f"https://{host}:{listening.getsockname()[1]}/"
            if is_meant:
                assert fetched(address).data == PAGE.encode()
            else:
                assert "certificate is not valid for '127.0.0.1'" in fault(address)


def test_a_handshake_that_takes_for_ever_takes_too_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert "takes too long" in fault(f"https://127.0.0.1:{listening.getsockname()[1]}/")


def test_a_host_that_nobody_knows_is_told() -> None:
    assert "there is no such host" in fault("http://no-such-host.invalid/")
    assert "there is no such host" in fault(f"http://{'a' * 70}.invalid/")


def test_a_port_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert "the host refuses the connection" in fault(f"http://127.0.0.1:{port}/")
