"""Connections that reach no machine of the local network, and end in time and in size."""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias

import httpcore2

from narrate.fetch.limits import OutOfTimeError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable
    from typing import Any

    from narrate.fetch.limits import Allowance

_IP: TypeAlias = IPv4Address | IPv6Address
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052, section 2.1): the last 32 bits are an address of version 4."""
_SPECIAL = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",
            "192.88.99.0/24",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "3fff::/20",
            "5f00::/16",
        ),
    )
)
"""What the registries hold and not every Python knows."""
_COMPATIBLE = IPv6Network("::/96")
"""Addresses of version 4 as RFC 4291, section 2.5.5.1, had them."""


class LocalAddressError(Exception):
    """A host is a machine of the local network, or this one; ``ip`` is its address."""

    def __init__(self, ip: str) -> None:
        super().__init__(ip)
        self.ip = ip


class NoHostError(Exception):
    """Nobody knows a host of this name."""


def is_local(ip: _IP) -> bool:
    """Whether an address is no machine's of the public internet (the IANA's registries of special addresses).

    One of version 6 that leads to one of version 4 is what that is.
    """
    inner = _inner(ip)
    if inner is not None:
        return is_local(inner)
    if any(ip in network for network in _SPECIAL):
        return True
    is_odd = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    return is_odd or not ip.is_global or (isinstance(ip, IPv6Address) and ip.is_site_local)


def _inner(ip: _IP) -> IPv4Address | None:
    if not isinstance(ip, IPv6Address):
        return None
    if ip in _TRANSLATED or (ip in _COMPATIBLE and int(ip) > 1):
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour


class Guarded(httpcore2.NetworkBackend):
    """Connects to what a host's name leads to, after a look at where that is: it is asked for once."""

    def __init__(self, allowance: Allowance, *, allows_local: bool) -> None:
        self._allowance = allowance
        self._allows_local = allows_local

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the allowance has one for all
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first of a host's addresses that takes one.

        Raises:
            NoHostError, LocalAddressError, OutOfTimeError: there is none to be had.
            httpcore2.ConnectError, httpcore2.ConnectTimeout: none of them takes one.
        """
        fault: Exception | None = None
        for ip in self._permitted(_addresses(host, port, self._allowance.seconds())):
            try:
                stream = httpcore2.SyncBackend().connect_tcp(
                    ip, port, self._allowance.seconds(), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                fault = fault or error
            else:
                return _Watched(stream, self._allowance)
        raise fault or NoHostError(host)

    def _permitted(self, addresses: list[str]) -> list[str]:
        """Those that may be connected to.

        Raises:
            LocalAddressError: none may.
        """
        if self._allows_local:
            return addresses
        permitted = [ip for ip in addresses if not is_local(ip_address(ip))]
        if addresses and not permitted:
            raise LocalAddressError(addresses[0])
        return permitted


def _addresses(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, as the system finds them, who may think about it for ever."""
    found: list[str] = []
    faults: list[Exception] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host.rstrip("."), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            faults.append(error)
        else:
            found.extend(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in answers))

    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(seconds)
    if looking.is_alive():
        raise OutOfTimeError
    if faults:
        raise NoHostError(host) from faults[0]
    return found


class _Watched(httpcore2.NetworkStream):
    """A connection of which every read and write counts against the allowance."""

    def __init__(self, stream: httpcore2.NetworkStream, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """What came, within the allowance."""
        data = self._stream.read(max_bytes, self._allowance.seconds())
        self._allowance.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send it, within the allowance."""
        self._stream.write(buffer, self._allowance.seconds())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """The connection, secured within the allowance."""
        secured = self._stream.start_tls(ssl_context, server_hostname, self._allowance.seconds())
        return _Watched(secured, self._allowance)

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself."""
        return self._stream.get_extra_info(info)
