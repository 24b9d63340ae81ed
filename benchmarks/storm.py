"""``narrate serve`` under malformed requests and clients that let it wait.

    python benchmarks/storm.py [--requests N] [--slow N] [--files N]

Builds a hummed edition, serves it with --files open files allowed, and prints the answers to the malformed
requests, how long a new client waits beside the slow ones, the server's memory before and after, and what
it said. Fails where an answer is a 5xx, a new client is not served within a second, or a fault is told.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS = 16
SLOW_S = 20.0
BACK_AFTER_S = 5.0
WITHIN_S = 1.0
_HALF_S = 2.0
VOICE = 'description = "a hum"\nengine = "tone"\ncredit = "nobody"\nlicence = "none"\n'
LIMITED = """
import resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
sys.argv = ["narrate", "serve", "--port", "0"]
from narrate.cli import main
main()
"""
SOUND = b"GET /essay.mp3 HTTP/1.1\r\nHost: localhost\r\n"
SLOW = (
    b"",
    b"GET / HT",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    SOUND + b"\r\n",
    SOUND + b"Range: bytes=100-\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
)
"""What a slow client sends before it dawdles; it never reads."""
GOOD = (
    SOUND + b"Range: bytes=0-99\r\n\r\n",
    b'GET /feed.xml HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: "x"\r\n\r\n',
    b"HEAD /essay.html HTTP/1.1\r\nHost: [::1]:80\r\nIf-Modified-Since: yesterday\r\n\r\n",
    b'GET /essay.mp3 HTTP/1.1\r\nHost: evil.example\r\nIf-Range: "x"\r\nRange: bytes=1-2,3-4\r\n\r\n',
    b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
)
PIECES = (
    *(
        b"\r\n",
        b"\n",
        b"\r",
        b"\0",
        b" ",
        b":",
        b"\xff\xfe",
        b"\xe7\x8c\xab",
        b"HTTP/9.9",
        b"%00",
        b"%2e%2e/",
    ),
    *(b"Host: a\r\n", b"Host: \r\n", b"Content-Length: -1\r\n", b"Content-Length: 9" + b"9" * 99 + b"\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Range: bytes=-\r\n", b"Range: bytes=0-0," * 200, b"x" * 20_000),
    *(b"Expect: 100-continue\r\n", b"Upgrade: websocket\r\nConnection: upgrade\r\n", b"zz\r\n", b"-1\r\n"),
)


@dataclass
class Server:
    """The process, its port, and the file of what it says of faults."""

    process: subprocess.Popen[str]
    port: int
    errors: Path

    @property
    def memory_mb(self) -> float:
        """What it holds in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


@contextlib.contextmanager
def serving(folder: Path, open_files: int) -> Iterator[Server]:
    """``narrate serve`` of the edition in a workspace, with a limit of open files."""
    errors = folder / "errors"
    with errors.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", LIMITED, str(open_files)],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    with process.stdout:
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found, errors.read_text()
        try:
            yield Server(process, int(found[1]), errors)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


def workspace(folder: Path) -> None:
    """An edition of a quarter of an hour: more than any buffer on the way holds."""
    for name in ("text", "voices"):
        (folder / name).mkdir()
    (folder / "voices" / "tone.toml").write_text(VOICE)
    (folder / "text" / "narrate.toml").write_text('[voice]\nname = "tone"\n')
    body = "\n\n".join(
        f"港の朝は{number}番目の鐘の音で始まり、網を繕う人の声が続いた。" for number in range(200)
    )
    (folder / "text" / "essay.md").write_text(f"# 港\n\n{body}\n", encoding="utf-8")
    build = [sys.executable, "-m", "narrate", "build", "text/essay.md", "--quiet"]
    subprocess.run(build, cwd=folder, check=True)


def malformed(chance: random.Random) -> bytes:
    """A good request with something cut out, put in or turned around."""
    request = bytearray(chance.choice(GOOD))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(request) + 1)
        if chance.random() < 0.6:
            request[at:at] = chance.choice(PIECES)
        elif chance.random() < 0.5:
            del request[at : at + chance.randint(1, 30)]
        else:
            request[at : at + 1] = bytes([chance.randrange(256)])
        request = request or bytearray(b"\n")
    return bytes(request) + b"\r\n\r\n"


def status_of(port: int, request: bytes, patience_s: float = 30.0) -> str:
    """The status that a request is answered with; to half of one there may be no answer."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=patience_s) as connection:
            connection.sendall(request)
            words = connection.recv(64).split(b" ")
    except TimeoutError:
        return "waits for more"
    except (ConnectionResetError, BrokenPipeError):
        return "hung up"
    return words[1].decode("latin-1") if len(words) > 1 else "hung up"


def answers(port: int, count: int, seed: int = 1) -> Counter[str]:
    """The statuses of so many malformed requests, from several clients at a time."""

    def some(client: int) -> Counter[str]:
        chance = random.Random(f"{seed}-{client}")
        mine = range(client, count, CLIENTS)
        return Counter(status_of(port, malformed(chance), _HALF_S) for _ in mine)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(some, range(CLIENTS)), Counter())


@contextlib.contextmanager
def slow_clients(port: int, count: int) -> Iterator[None]:
    """So many clients that send a byte now and then, and connect again where they are turned out."""
    with contextlib.ExitStack() as stack:
        done = threading.Event()
        thread = threading.Thread(target=_dawdle, args=(port, count, done, stack))
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _dawdle(port: int, count: int, done: threading.Event, stack: contextlib.ExitStack) -> None:
    clients: dict[int, socket.socket] = {}
    turned_out: dict[int, float] = {}
    while not done.wait(0.1):
        for number in range(count):
            if time.monotonic() < turned_out.get(number, 0.0) + BACK_AFTER_S:
                continue
            try:
                if number not in clients:
                    clients[number] = stack.enter_context(_slow_client(port, number))
                elif number % 10 == int(time.monotonic() * 10) % 10:
                    clients[number].send(b"x")
            except BlockingIOError:
                pass  # nor does it take what is sent
            except OSError:
                turned_out[number] = time.monotonic()
                if number in clients:
                    clients.pop(number).close()


def _slow_client(port: int, number: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=5)
    client.send(SLOW[number % len(SLOW)])
    client.setblocking(False)
    return client


def longest_wait_s(port: int, seconds: float) -> tuple[float, int]:
    """How long a new client had to wait at worst for a page within a time, and how many were served."""
    longest, count = 0.0, 0
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        start = time.monotonic()
        status = status_of(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        if status != "200":
            raise SystemExit(f"a new client got {status}")
        longest = max(longest, time.monotonic() - start)
        count += 1
        time.sleep(0.1)
    return longest, count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="narrate serve under malformed and slow clients.")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--slow", type=int, default=1_000)
    parser.add_argument("--files", type=int, default=1_024)
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4 * options.slow + 100), hard))
    os.environ["NARRATE_LANG"] = "en"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace(folder)
        with serving(folder, options.files) as server:
            seen = answers(server.port, max(100, options.requests // 10), seed=0)
            before_mb = server.memory_mb
            seen += answers(server.port, options.requests)
            print(f"answers: {dict(sorted(seen.items()))}")
            after_mb = server.memory_mb
            with slow_clients(server.port, options.slow):
                longest_s, count = longest_wait_s(server.port, SLOW_S)
                during_mb = server.memory_mb
            print(f"beside {options.slow} slow clients: {count} new ones, the longest wait {longest_s:.2f} s")
            alone_s, _ = longest_wait_s(server.port, 2.0)
            print(f"without them: {alone_s:.2f} s")
            seen += answers(server.port, options.requests, seed=2)
            memory = (before_mb, after_mb, during_mb, server.memory_mb)
            print("memory, MB: {:.1f}; after {:.1f}; beside slow ones {:.1f}; at last {:.1f}".format(*memory))
        said = server.errors.read_text()
    print(f"told: {len(said)} bytes {said[:500]}")
    if said or longest_s > WITHIN_S or any(status.startswith("5") for status in seen):
        raise SystemExit("the storm broke something")


if __name__ == "__main__":
    main()
