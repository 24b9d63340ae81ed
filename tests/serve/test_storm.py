"""The server as a process, under many clients at once, polite and otherwise."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import uvicorn
from uvicorn.server import ServerState

from benchmark import benchmark
from narrate.serve import patience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Receive, Scope, Send

    from narrate.model import Edition

REQUESTS = int(os.environ.get("NARRATE_STORM", "3000"))
CLIENTS = 32

TARGETS = (
    *("/", "/neko.html", "/feed.xml", "/neko.mp3", "/neko.mp3?v=1", "/assets/page.js", "/nothing"),
    *(
        "/../secret",
        "/%2e%2e/secret",
        "/..%2f..%2fetc/passwd",
        "/%252e%252e/secret",
        "/.narrate/editions/neko.json",
    ),
    *(
        "//neko.mp3",
        "/neko.mp3/",
        "/\\..\\secret",
        "/%00",
        "/%ff%fe%fd",
        "/" + "a" * 5000,
        "/neko.mp3#x",
        "*",
    ),
    *("http://127.0.0.1/neko.mp3", "neko.mp3", "/\xe7\x8c\xab", "/neko.mp3 HTTP/9.9", "/%"),
)
HEADERS = (
    "",
    "Range: bytes=0-99",
    "Range: bytes=-1000",
    "Range: bytes=0-9,100-199,-1",
    "Range: bytes=999999999-",
    "Range: bytes=5-1",
    "Range: bytes=--1",
    "Range: bytes=" + "0-1," * 400,
    "Range: " + "9" * 3000,
    "Range: lines=1-2",
    'Range: bytes=0-\r\nIf-Range: W/"x"',
    "If-None-Match: *",
    'If-None-Match: "a", W/"b",,,',
    "If-Modified-Since: Mon, 99 Foo 10000 99:99:99 GMT",
    "Accept-Encoding: gzip\r\nConnection: close",
    "Content-Length: -5",
    "Transfer-Encoding: nonsense",
    "X" * 9000 + ": y",
    "no colon here",
)
METHODS = ("GET",) * 8 + ("HEAD", "HEAD", "POST", "OPTIONS", "BREW", "get")


@pytest.fixture
def server(audio_folder: Path, recorded: Edition) -> Iterator[tuple[int, int]]:
    """The port and the process id of ``narrate serve``."""
    (audio_folder.parent / "text").mkdir()
    (audio_folder.parent / "secret").write_text("a secret")
    source = Path(__file__).parents[2] / "src"
    errors = audio_folder.parent / "errors"
    with errors.open("w") as log:  # a pipe that nobody empties would stop the server in the end
        process = subprocess.Popen(
            [sys.executable, "-m", "narrate", "serve", "--port", "0"],
            cwd=audio_folder.parent,
            env=os.environ | {"PYTHONPATH": str(source)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    yield urlsplit(line.split()[0]).port or 0, process.pid
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)
    process.stdout.close()
    assert process.returncode == 0
    assert "Traceback" not in errors.read_text()


def ask(port: int, request: bytes, read: int | None) -> bytes:
    """Send a request and give what comes back; with ``read``, hang up after so many bytes."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        try:
            while read is None or len(got) < read:
                part = connection.recv(65536)
                if not part:
                    break
                got += part
        except ConnectionResetError:
            pass
    return got


def storm(port: int, seed: int, count: int) -> Counter[str]:
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    for _ in range(count):
        target, header = chance.choice(TARGETS), chance.choice(HEADERS)
        host = chance.choice(("127.0.0.1",) * 9 + ("evil.example",))
        head = f"{chance.choice(METHODS)} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        request = (head + (f"{header}\r\n" if header else "") + "\r\n").encode("latin-1")
        answer = ask(port, request, chance.choice((None, None, None, 500)))
        assert b"a secret" not in answer
        status = answer.split(b"\r\n", 1)[0].decode("latin-1")
        seen[status.split(" ")[1] if " " in status else "hung up"] += 1
    return seen


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files in /proc")
def test_a_storm_of_requests_breaks_nothing_and_leaves_nothing_open(
    server: tuple[int, int], tone: bytes
) -> None:
    port, pid = server
    whole = b"GET /neko.mp3 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert ask(port, whole, None).endswith(tone)
    before = open_files(pid)
    with ThreadPoolExecutor(CLIENTS) as pool:
        results = list(pool.map(lambda n: storm(port, n, REQUESTS // CLIENTS), range(CLIENTS)))
    seen = sum(results, Counter[str]())
    print(dict(seen))
    assert not [status for status in seen if status.startswith("5")], seen
    assert {"200", "206", "304", "400", "404", "405", "416", "421"} <= set(seen)
    deadline = time.monotonic() + 10
    while open_files(pid) > before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert open_files(pid) <= before
    assert ask(port, whole, None).endswith(tone)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")
def test_slow_and_senseless_clients_keep_nobody_out(server: tuple[int, int], tone: bytes) -> None:
    port, _ = server
    storm = benchmark("storm")
    seen = storm.answers(port, 1_000)
    assert not [status for status in seen if status.startswith("5")], seen
    with storm.slow_clients(port, 150):
        longest_s, count = storm.longest_wait_s(port, 3.0)
    assert count > 3
    assert longest_s < 2.0
    whole = b"GET /neko.mp3 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert ask(port, whole, None).endswith(tone)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")
def test_where_no_more_files_may_be_open_one_line_says_so(tmp_path: Path) -> None:
    storm = benchmark("storm")
    storm.workspace(tmp_path)
    with storm.serving(tmp_path, 64) as server, ExitStack() as stack:
        for _ in range(90):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        time.sleep(2)
        page = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert ask(server.port, page, None).startswith(b"HTTP/1.1 200")
    (line,) = server.errors.read_text().splitlines()
    assert line.startswith("the system has no room for another connection (Too many open files); ")


def test_a_request_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its head, byte by byte, nor an answer that nobody takes."""
    monkeypatch.setattr(patience, "REQUEST_S", 0.3)
    monkeypatch.setattr(patience, "STALLED_S", 0.6)
    took_s = asyncio.run(_closed_after_s(b"GET / HTTP/1.1\r\n")), asyncio.run(_closed_after_s(PAGE))
    assert 0.2 < took_s[0] < 2
    assert 0.2 < took_s[1] < 3


PAGE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def _closed_after_s(request: bytes) -> float:
    """How long a server keeps a client that sends a request, then a byte now and then, and reads nothing."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(300):
            await send({"type": "http.response.body", "body": bytes(100_000), "more_body": True})

    config = uvicorn.Config(app, lifespan="off", log_level="critical")
    state, loop = ServerState(), asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: patience.PatientProtocol(config, state, {}, loop), "127.0.0.1", 0
    )
    async with listening:
        client = socket.create_connection(listening.sockets[0].getsockname())
        with client:
            client.setblocking(False)
            client.send(request)
            await asyncio.sleep(0.05)
            start = time.monotonic()
            while state.connections and time.monotonic() < start + 5:
                await asyncio.sleep(0.1)
                with suppress(OSError):
                    client.send(b"X")
            return time.monotonic() - start
