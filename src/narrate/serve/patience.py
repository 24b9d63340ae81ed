"""How long a connection may keep the server waiting: uvicorn's HTTP with a limit for each of its waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

REQUEST_S = 10.0
"""From the connection, or the last answer, to the end of the next request's headers."""
STALLED_S = 120.0
"""Without taking anything of an answer: a player that is paused asks for the rest again."""

_BAD_REQUEST = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: 12\r\nConnection: close\r\n\r\nBad Request\n"
)


class PatientProtocol(H11Protocol):
    """A connection that is closed where its client lets it wait too long.

    uvicorn's own limit, `timeout_keep_alive`, holds until the next request's first byte only. Where half of
    `limit_concurrency` are connected, a new one takes the place of one that has let the server wait. Only
    where that many are being answered is a new one told 503, by uvicorn.
    """

    idle_since: float | None = None
    """Since when the server waits for this client, if it does."""
    _timer: asyncio.TimerHandle | None = None
    _is_asked_next = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room, and wait for a request, unless it is there when the loop has looked once."""
        super().connection_made(transport)
        most = self.config.limit_concurrency
        if most is not None and len(self.connections) > most // 2:
            self._make_room(most // 2)
        self.loop.call_soon(self.loop.call_soon, self._wait_for_request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._go_on()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take it; once it is a whole request, its client has done its part."""
        super().data_received(data)
        if self._is_asked_next and self._is_answering():
            self._is_asked_next = False
            self._go_on()

    def on_response_complete(self) -> None:
        """Wait for the next request, if there may be one."""
        super().on_response_complete()
        if not self._is_answering():
            self._is_asked_next = not self.transport.is_closing()
            self._wait(REQUEST_S if self._is_asked_next else STALLED_S)

    def pause_writing(self) -> None:
        """The client has much to take."""
        super().pause_writing()
        self._wait(STALLED_S)

    def resume_writing(self) -> None:
        """It took it."""
        super().resume_writing()
        if self._is_answering():
            self._go_on()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Turn nonsense away, also in a request's body, where uvicorn's own answer raises."""
        has_begun = False
        if self._is_answering():
            has_begun = self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if not has_begun:
            self.transport.write(_BAD_REQUEST)
        self.transport.close()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait_for_request(self) -> None:
        if self._is_asked_next and not self.transport.is_closing():
            self._wait(REQUEST_S)

    def _wait(self, seconds: float) -> None:
        self._go_on()
        self.idle_since = self.loop.time()
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _go_on(self) -> None:
        self.idle_since = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        """Close the connection: what was sent may still be taken, but not for ever."""
        if self._is_asked_next:
            self._is_asked_next = False
            self.transport.close()
            self._wait(STALLED_S)
        else:
            self.transport.abort()

    def _make_room(self, most: int) -> None:
        """End what is more than ``most`` of the connections: those that let the server wait the longest."""
        others = cast("set[PatientProtocol]", self.connections - {self})
        idle = sorted((o for o in others if o.idle_since is not None), key=lambda o: o.idle_since or 0.0)
        for longest in idle[: len(self.connections) - most]:
            self.connections.discard(longest)
            longest.transport.abort()
