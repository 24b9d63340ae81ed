"""The body of an answer, unpacked as it comes and never further than it may grow."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from narrate.fetch.limits import TooMuchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKINGS = "gzip, deflate"
"""What a server may pack a document with."""
_GZIP = zlib.MAX_WBITS | 16
_PIECE_BYTES = 1 << 16


class TornError(Exception):
    """A packed body is damaged or ends too early."""


def unpacked(pieces: Iterable[bytes], packing: str, most_bytes: int) -> Iterator[bytes]:
    """A body without its packing: ``gzip`` (RFC 1952), ``deflate`` (RFC 1950, as some send it 1951), or none.

    Raises:
        LookupError: it is packed in another way.
        TornError: it is damaged.
        TooMuchError: it is longer; not more than that was unpacked.
    """
    left = most_bytes
    for piece in _unpacked(pieces, packing.strip().lower()):
        left -= len(piece)
        if left < 0:
            raise TooMuchError
        yield piece


def _unpacked(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    if packing in ("", "identity"):
        return iter(pieces)
    if packing in ("gzip", "x-gzip"):
        return _inflated(pieces, _GZIP)
    if packing == "deflate":
        return _deflated(pieces)
    raise LookupError(packing)


def _deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = iter(pieces)
    head = b""
    while len(head) < 2 and (piece := next(waiting, None)) is not None:
        head += piece
    is_wrapped = len(head) >= 2 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0

    def whole() -> Iterator[bytes]:
        yield head
        yield from waiting

    return _inflated(whole(), zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS)


def _inflated(pieces: Iterable[bytes], window: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(window)
    is_empty = True
    for piece in pieces:
        rest = piece
        while rest:
            is_empty = False
            try:
                yield stream.decompress(rest, _PIECE_BYTES)
            except zlib.error as error:
                raise TornError from error
            rest = stream.unconsumed_tail
            if stream.eof:
                rest, stream = stream.unused_data, zlib.decompressobj(window)
                is_empty = True
                if rest and not rest.startswith(b"\x1f\x8b"):
                    return
    yield stream.flush()
    if not (stream.eof or is_empty):
        raise TornError
