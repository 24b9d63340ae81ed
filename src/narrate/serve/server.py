"""The server process: a socket, and uvicorn on it."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from narrate.errors import UsageError
from narrate.messages import Foreign, Message, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.applications import Starlette

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


def allowed_hosts(bind: str, base_url: str) -> frozenset[str] | None:
    """List the host names to answer to when bound to ``bind``; None means any.

    On the loopback those are its own names and the show's, for a tunnel or proxy in front.
    """
    public = urlsplit(base_url).hostname
    return LOOPBACK_HOSTS | ({public} if public else set()) if _is_loopback(bind) else None


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket, so that a taken port is known before anything else. Raises `UsageError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
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


def run(app: Starlette, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until interrupted. ``ready`` is called just before: from then on clients are not refused."""
    import uvicorn

    config = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=1
    )
    ready()
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
