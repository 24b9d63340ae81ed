"""A server of the web to fetch from: pages, and answers that no server should give."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer: TypeAlias = "bytes | Callable[[socket.socket], None]"

PAGE = """\
<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>港の灯り</title></head>
<body><main><article>
<h1>港の灯り</h1>
<p>朝が来た。船が静かに出ていった。<ruby>港<rt>みなと</rt></ruby>には霧が残っていた。</p>
<h2>昼の港</h2>
<p>網を繕う人がいた。風は南から吹いていた。</p>
<p>夕方には雨が降った。灯りがひとつずつともった。</p>
</article></main></body></html>
"""


@dataclass
class Web:
    """What lies where, and what was asked for: the first line and the headers of each request."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes = PAGE, *headers: str, status: str = "200 OK") -> str:
        """Have a document lie at a path; its address."""
        self.answers[path] = answer(body, *headers, status=status)
        return self.url(path)

    def put_raw(self, path: str, said: Answer) -> str:
        """Have a server say just this at a path, or do so."""
        self.answers[path] = said
        return self.url(path)

    def move(self, path: str, to: str, status: str = "302 Found") -> str:
        """Have a path lead elsewhere."""
        return self.put(path, b"", f"Location: {to}", status=status)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.split(" ")[1] for request in self.requests]


def answer(body: str | bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer, of HTML unless a header says otherwise."""
    data = body.encode() if isinstance(body, str) else body
    names = {header.partition(":")[0].lower() for header in headers}
    usual = [] if "content-type" in names else ["Content-Type: text/html; charset=utf-8"]
    usual += [] if "content-length" in names else [f"Content-Length: {len(data)}"]
    head = "\r\n".join([f"HTTP/1.1 {status}", *usual, *headers, "Connection: close", "", ""])
    return head.encode("latin-1") + data


@contextlib.contextmanager
def serving() -> Iterator[Web]:
    """A server on this machine, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        web = Web(listening.getsockname()[1])
        threading.Thread(target=_serve, args=(listening, web), daemon=True).start()
        yield web
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, web: Web) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(connection, web), daemon=True).start()


def _answer(connection: socket.socket, web: Web) -> None:
    with connection, contextlib.suppress(OSError):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (piece := connection.recv(65536)):
                return
            head += piece
            if not head[:1].isalpha():  # a handshake, on a port that knows none
                connection.sendall(answer(b"", status="400 Bad Request"))
                return
        request = head.decode("latin-1")
        web.requests.append(request)
        said = web.answers.get(request.split(" ")[1], answer(b"gone", status="404 Not Found"))
        if callable(said):
            said(connection)
        else:
            connection.sendall(said)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
        connection.settimeout(1)
        while connection.recv(65536):
            pass
