"""Web addresses: as people write them -> as they go over the wire, and what each is to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from narrate.errors import FetchError
from narrate.messages import Message

if TYPE_CHECKING:
    from ipaddress import IPv6Address
    from pathlib import Path
    from urllib.parse import SplitResult

_SCHEMES = ("http", "https")
_WRITTEN = re.compile(r"(?:https?|ftp|file|feed):", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\.?")
_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/\S*")
_WITHOUT_SCHEME = re.compile(
    r"(?:localhost(?=[:/])|[\w-]+(?=:\d)|(?:\d{1,3}\.){3}\d{1,3}|\[[\da-fA-F:]+\])(?::\d{1,5})?(?:/\S*)?"
)
"""A host of the house, as in ``localhost:8000/a``, which seldom has https."""
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_IN_PATH = "/%:@!$&'()*+,;=~"
_IN_QUERY = _IN_PATH + "?"
_USUAL_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000
"""What servers and browsers agree to take."""


def is_address(word: str) -> bool:
    """Whether a word of the command line is an address: it begins with a scheme of the web."""
    return bool(_WRITTEN.match(word)) and "/" in word


def meant_address(word: str, at: Path) -> str:
    """A word that must be an address; one without a scheme is of https, if no file of its name lies ``at``.

    Raises:
        FetchError: it is none.
    """
    if _WITHOUT_SCHEME.fullmatch(word) and not at.exists():
        raise FetchError(
            Message("this address does not say whether it is of http or https"),
            hint=Message("write http:// in front of it, or https://"),
            path=word,
        )
    is_bare = not is_address(word) and _BARE.fullmatch(word) is not None and not at.exists()
    return address_of(f"https://{word}" if is_bare else word)


def address_of(written: str) -> str:
    """An address in ASCII, without its fragment (RFC 3987, section 3.1; hosts by UTS #46).

    Raises:
        FetchError: it is not of the web, holds a name and a password, or is no address.
    """
    try:
        parts = urlsplit(written.strip())
        port = parts.port
    except ValueError:
        raise _no_address(written) from None
    _refuse_unfetched(parts, written)
    host = _host(parts, written)
    if port is not None and port != _USUAL_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path, query = _in_ascii(parts.path, _IN_PATH) or "/", _in_ascii(parts.query, _IN_QUERY)
    address = urlunsplit((parts.scheme, host, path, query, ""))
    if len(address) > _LONGEST:
        raise _no_address(f"{address[:60]}…")
    return address


def _refuse_unfetched(parts: SplitResult, written: str) -> None:
    """Refuse what is not of the web, and what holds a secret."""
    if parts.scheme not in _SCHEMES:
        raise FetchError(
            Message("only addresses of http and https are fetched"),
            hint=Message("save the document as a file and build that"),
            path=written,
        )
    if "@" in parts.netloc:
        raise FetchError(
            Message("this address holds a name or a password, and narrate sends none"),
            hint=Message("leave out what stands before '@'"),
            path=_without_names(parts),
        )


def joined(base: str, written: str) -> str:
    """An address that a document at ``base`` writes, perhaps in part.

    Raises:
        FetchError: it is none.
    """
    try:
        whole = urljoin(base, written.strip())
    except ValueError:
        raise _no_address(written) from None
    return address_of(whole)


def host_of(address: str) -> str:
    """The host, and the port where it is not the usual one."""
    return urlsplit(address).netloc


def _host(parts: SplitResult, written: str) -> str:
    host = parts.hostname or ""
    if ":" in host:
        return f"[{_sixth(host, written)}]"
    if not host.isascii():
        host = _host_in_ascii(host, written)
    if not _HOST.fullmatch(host):
        raise _no_address(written)
    return host


def _sixth(host: str, written: str) -> IPv6Address:
    """An address of IP version 6, but none that only this machine's network cards know (``%eth0``)."""
    from ipaddress import AddressValueError, IPv6Address

    try:
        found = IPv6Address(host)
    except AddressValueError:
        raise _no_address(written) from None
    if found.scope_id is not None:
        raise _no_address(written)
    return found


def _host_in_ascii(host: str, written: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise _no_address(written) from None


def _in_ascii(part: str, kept: str) -> str:
    """Percent-encoded where it needs to be; what is so already stays."""
    return quote(_STRAY_PERCENT.sub("%25", part), safe=kept, errors="replace")


def _without_names(parts: SplitResult) -> str:
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))


def _no_address(written: str) -> FetchError:
    return FetchError(
        Message("this is no address of the web"),
        hint=Message("give one like https://example.jp/article"),
        path=written,
    )
