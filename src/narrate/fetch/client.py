"""An address -> the document there: redirects followed, everything limited, each failure told in a line."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from email.message import Message as Headers
from typing import TYPE_CHECKING, NamedTuple

import httpcore2

from narrate.errors import FetchError
from narrate.fetch.addresses import joined
from narrate.fetch.bodies import PACKINGS, TornError, unpacked
from narrate.fetch.kinds import refuse_foreign
from narrate.fetch.limits import USUAL, Allowance, Limits, OutOfTimeError, TooMuchError
from narrate.fetch.network import Guarded, LocalAddressError, NoHostError
from narrate.ground.versions import __version__
from narrate.messages import Foreign, Message, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGENT = f"narrate/{__version__} (makes audio editions of articles; fetches what its user asks for)"
_ACCEPTED = (
    "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/xml;q=0.9, "
    "text/plain;q=0.8, text/markdown;q=0.8, */*;q=0.1"
)
_MOVED = frozenset({301, 302, 303, 307, 308})
_HEAD_BYTES = 1_024
"""By so much of a document it is told what it is."""


class Download(NamedTuple):
    """What lies at ``address``, to which the server led in the end; type and charset are as it tells them."""

    address: str
    content_type: str
    charset: str
    data: bytes


def download_at(asked: str, *, allows_local: bool = False, limits: Limits = USUAL) -> Download:
    """Fetch the document of an address that `address_of` gave.

    Raises:
        FetchError: it cannot be had, it is too large or too slow, or it is no text.
    """
    allowance = Allowance(limits.seconds, limits.patience_s, limits.byte_count)
    backend = Guarded(allowance, allows_local=allows_local)
    seen: list[str] = []
    address = asked
    with httpcore2.ConnectionPool(network_backend=backend) as pool:
        while True:
            _refuse_circles(asked, address, seen, limits)
            seen.append(address)
            with _told(address, limits), pool.stream("GET", address, headers=_headers()) as answer:
                headers = _headers_of(answer)
                if answer.status in _MOVED and "Location" in headers:
                    address = joined(address, _text(headers["Location"]))
                    continue
                _refuse_status(address, answer.status)
                return _download(address, headers, answer, limits)


def _headers() -> list[tuple[str, str]]:
    return [
        ("User-Agent", _AGENT),
        ("Accept", _ACCEPTED),
        ("Accept-Language", "ja, en;q=0.5"),
        ("Accept-Encoding", PACKINGS),
    ]


def _headers_of(answer: httpcore2.Response) -> Headers:
    found = Headers()
    for name, value in answer.headers:
        found[name.decode("latin-1")] = value.decode("latin-1")
    return found


def _text(header: str) -> str:
    """A header that servers write in UTF-8, whatever RFC 9110 says."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return header


def _refuse_circles(asked: str, address: str, seen: list[str], limits: Limits) -> None:
    if address in seen:
        raise FetchError(
            Message("the server leads in a circle, back to {address}", address=address),
            hint=Message("open it in a browser and give the address that it ends at"),
            path=asked,
        )
    if len(seen) > limits.redirects:
        raise FetchError(
            Message("the server leads on more than {count} times", count=limits.redirects),
            hint=Message("open it in a browser and give the address that it ends at"),
            path=asked,
        )


def _refuse_status(address: str, status: int) -> None:
    if status == 200:
        return
    problem, hint = _STATUSES.get(status, (_OTHER_STATUS, _LATER if status >= 500 else _LOOK))
    raise FetchError(
        Message("{problem} (the server answers {status})", problem=problem, status=status),
        hint=hint,
        path=address,
    )


_LATER = Message("try again later")
_LOOK = Message("open it in a browser to see what is there")
_OTHER_STATUS = Message("the page cannot be had")
_SAVE = Message("save the page as a file and build that")
_STATUSES = {
    401: (Message("the page is only for those who sign in"), _SAVE),
    402: (Message("the page is only for those who pay"), _SAVE),
    403: (Message("the server does not give out this page"), _SAVE),
    404: (Message("there is no such page"), Message("check the address")),
    410: (Message("the page is gone"), Message("check the address")),
    429: (Message("the server wants to be asked less often"), _LATER),
    500: (Message("the server has a fault"), _LATER),
    502: (Message("the server has a fault"), _LATER),
    503: (Message("the server is busy"), _LATER),
    504: (Message("the server has a fault"), _LATER),
}


def _download(address: str, headers: Headers, answer: httpcore2.Response, limits: Limits) -> Download:
    content_type = headers.get_content_type() if "Content-Type" in headers else ""
    packing = str(headers.get("Content-Encoding", ""))
    data = bytearray()
    is_known = False
    try:
        for piece in unpacked(answer.iter_stream(), packing, limits.byte_count):
            data += piece
            if not is_known and len(data) >= _HEAD_BYTES:
                refuse_foreign(address, content_type, bytes(data))
                is_known = True
    except LookupError:
        raise FetchError(
            Message("the page is packed as {packing!r}, which was not asked for", packing=packing),
            hint=_SAVE,
            path=address,
        ) from None
    if not data:
        raise FetchError(Message("the page is empty"), hint=_LOOK, path=address)
    refuse_foreign(address, content_type, bytes(data))
    return Download(address, content_type, str(headers.get_content_charset("")), bytes(data))


@contextmanager
def _told(address: str, limits: Limits) -> Iterator[None]:
    """Tell what goes wrong on the way to an address, and what to do."""
    try:
        yield
    except (OutOfTimeError, httpcore2.TimeoutException):
        raise FetchError(
            Message("the server takes too long"), hint=Message("try again later"), path=address
        ) from None
    except TooMuchError:
        raise _too_large(address, limits) from None
    except LocalAddressError as error:
        raise _local(address, error) from None
    except (NoHostError, TornError, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        problem, hint = _what_broke(error)
        raise FetchError(problem, hint=hint, path=address) from None


def _too_large(address: str, limits: Limits) -> FetchError:
    megabytes = limits.byte_count / 1e6
    return FetchError(
        Message("what is there is larger than {megabytes:g} MB", megabytes=megabytes),
        hint=Message("save the article as a file and build that"),
        path=address,
    )


def _local(address: str, error: LocalAddressError) -> FetchError:
    return FetchError(
        Message("its host is {ip}, which is in the local network or this machine", ip=error.ip),
        hint=Message("if you trust the address, say --allow-local"),
        path=address,
    )


def _what_broke(error: Exception) -> tuple[Message, Message]:
    if isinstance(error, NoHostError):
        return Message("there is no such host"), Message("check the address and the network")
    if isinstance(error, TornError):
        return Message("the page arrives damaged"), _LATER
    cause = next((cause for cause in error.args if isinstance(cause, OSError)), None)  # no __cause__ is left
    if isinstance(cause, ssl.SSLError | ConnectionRefusedError) or isinstance(error, httpcore2.ConnectError):
        return _no_connection(error, cause)
    if isinstance(error, httpcore2.ReadError | httpcore2.WriteError) or "without" in str(error):
        return Message("the connection ends before the page does"), _LATER
    return Message("the server does not speak HTTP as it should"), _LOOK


def _no_connection(error: Exception, cause: OSError | None) -> tuple[Message, Message]:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            Message("the server does not prove who it is ({reason})", reason=Foreign(cause.verify_message)),
            Message("check the address; if it is your own server, name its certificate in SSL_CERT_FILE"),
        )
    if isinstance(cause, ssl.SSLError):
        return (
            Message("no secure connection can be made"),
            Message("check whether the address begins with http:// instead"),
        )
    if isinstance(cause, ConnectionRefusedError):
        return Message("the host refuses the connection"), Message("check the address, and try again later")
    reason = reason_of(cause) if cause else Foreign(error)
    return Message("the host cannot be reached ({reason})", reason=reason), Message("check the network")
