"""The server process: a socket, and uvicorn on it."""

from __future__ import annotations

import asyncio
import errno
import gc
import re
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from narrate.errors import NarrateError, UsageError
from narrate.ground.system import most_open_files
from narrate.messages import Foreign, Message, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_CONNECTIONS = 512
_FEWEST_CONNECTIONS = 16
_OTHER_FILES = 64
"""What is open beside connections and the file that each may be sent."""
_ACCEPTED_AT_ONCE = 16
"""Between two looks at how many there are: so many are never too many."""
_LARGEST_HEAD_BYTES = 16 * 1024
_OUT_OF_HANDLES = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_MOST_TOLD = 100
_OBJECTS_BETWEEN_COLLECTIONS = 2_000
"""Connections are cycles: at the rate that suits a build, 10,000 of them would be kept in memory."""
_NAME = re.compile(r"[A-Za-z0-9._-]{1,253}", re.ASCII)


class Listener(socket.socket):
    """A listening socket that is no reason for asyncio to spin.

    It takes some connections at a time, so that those which are too many can be ended before there are more
    of them than files may be open. Where there are, asyncio (3.11 at least) tries and complains a thousand
    times before it rests for a second: after the first time it finds nothing to accept.
    """

    _accepted = 0
    _is_out_of_handles = False

    def accept(self) -> tuple[socket.socket, Any]:
        """Take the next connection. Raises `OSError`, of which `BlockingIOError` means: look again later."""
        self._accepted += 1
        if self._is_out_of_handles or self._accepted > _ACCEPTED_AT_ONCE:
            self._is_out_of_handles, self._accepted = False, 0
            raise BlockingIOError
        try:
            return super().accept()
        except OSError as fault:
            self._accepted = 0
            self._is_out_of_handles = fault.errno in _OUT_OF_HANDLES
            raise


def allowed_names(bind: str, base_url: str, others: Iterable[str] = ()) -> frozenset[str]:
    """List the host names to answer to, beside IP addresses: this machine's, the show's, and ``others``.

    A web page may point its own name at this machine (DNS rebinding) and could read the show by it, if any
    name would do; no page can do that with an address. Raises `UsageError` for what is no name.
    """
    given = list(others)
    for name in given:
        if not _NAME.fullmatch(name):
            raise UsageError(
                Message("{name!r} is no name of a host", name=name),
                hint=Message("give --allow-host the name alone, without http:// and port"),
            )
    own = socket.gethostname()
    short = own.partition(".")[0]
    names = {"localhost", own, short, f"{short}.local", bind, urlsplit(base_url).hostname or "", *given}
    return frozenset(name.lower().rstrip(".") for name in names if name)


def listen(host: str, port: int) -> Listener:
    """Open the listening socket, so that a taken port is known before anything else. Raises `UsageError`."""
    try:
        host.encode("idna")  # what the system is asked by: a socket that cannot stays open
    except UnicodeError:
        problem = Message("{name!r} is no name of a host", name=host)
        raise UsageError(problem, hint=Message("choose another --host")) from None
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return Listener(fileno=socket.create_server((host, port), family=family, backlog=1024).detach())
    except (OSError, OverflowError) as fault:
        reason = reason_of(fault) if isinstance(fault, OSError) else Foreign(fault)
        raise UsageError(
            Message("cannot listen at {host}, port {port}: {reason}", host=host, port=port, reason=reason),
            hint=Message("choose another --port or --host"),
        ) from fault


def web_address(listener: socket.socket) -> str:
    """Give the URL of the front page, as a browser on this machine reaches it."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - any address: reached by this machine's own name
        host = socket.gethostname()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(
    app: ASGIApp, listener: Listener, ready: Callable[[], None], report: Callable[[Exception], None]
) -> None:
    """Serve until interrupted. ``ready`` is called just before: from then on clients are not refused.

    What goes wrong meanwhile is reported, each fault once.
    """
    import uvicorn

    from narrate.serve.patience import PatientProtocol

    told = _Once(report)
    config = uvicorn.Config(
        _telling(app, told),
        loop="asyncio",
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_level="critical",
        access_log=False,
        server_header=False,
        limit_concurrency=most_connections(most_open_files()),
        h11_max_incomplete_event_size=_LARGEST_HEAD_BYTES,
        timeout_graceful_shutdown=1,
    )

    async def serve() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told(_fault_of(context)))
        await uvicorn.Server(config).serve(sockets=[listener])

    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    ready()
    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


def most_connections(open_files: int) -> int:
    """How many connections at a time: each may have a file open beside its socket."""
    return min(_MOST_CONNECTIONS, max(_FEWEST_CONNECTIONS, (open_files - _OTHER_FILES) // 2))


class _Once:
    """Reports each fault once, and of endlessly many different ones the first."""

    def __init__(self, report: Callable[[Exception], None]) -> None:
        self._report = report
        self._told: set[str] = set()

    def __call__(self, fault: Exception) -> None:
        line = f"{type(fault).__name__}: {fault}"
        if line not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(line)
            self._report(fault)


def _telling(app: ASGIApp, told: _Once) -> ASGIApp:
    """The application with its faults told in a line; uvicorn would log a traceback for each request."""

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception as fault:
            told(fault)

    return telling


def _fault_of(context: dict[str, Any]) -> Exception:
    """What the event loop has to complain of."""
    fault = context.get("exception")
    if isinstance(fault, OSError) and fault.errno in _OUT_OF_HANDLES:
        return NarrateError(
            Message("the system has no room for another connection ({reason})", reason=reason_of(fault)),
            hint=Message("clients wait meanwhile; let narrate open more files (ulimit -n)"),
        )
    return fault if isinstance(fault, Exception) else RuntimeError(str(context.get("message", "")))
