"""What one document may take: time, and bytes."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: long articles on the web are a tenth of that.

    ``byte_count`` holds over the wire and unpacked, ``seconds`` for all redirects together, and
    ``patience_s`` for one answer of a server.
    """

    byte_count: int = 10_000_000
    seconds: float = 60.0
    patience_s: float = 20.0
    redirects: int = 10


USUAL = Limits()


class OutOfTimeError(Exception):
    """The time for a document is over."""


class TooMuchError(Exception):
    """More came than a document may hold."""


class Allowance:
    """What one document may take until it is there, however many servers have a part in it.

    ``seconds`` in all, ``patience_s`` of which without a sign of life; ``byte_count`` over the wire.
    """

    def __init__(self, seconds: float, patience_s: float, byte_count: int) -> None:
        self._ends_at = time.monotonic() + seconds
        self._patience_s = patience_s
        self._byte_count = byte_count

    def seconds(self) -> float:
        """How long the next step may take.

        Raises:
            OutOfTimeError: no time is left.
        """
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise OutOfTimeError
        return min(left, self._patience_s)

    def take(self, byte_count: int) -> None:
        """So many bytes came.

        Raises:
            TooMuchError: that is more than there may be.
        """
        self._byte_count -= byte_count
        if self._byte_count < 0:
            raise TooMuchError
