"""Threads that nobody waits for once something went wrong: a Ctrl-C must not last as long as a slow disk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class Threads(ThreadPoolExecutor):
    """A pool whose block waits for all its work when it ends well; otherwise none is begun or waited for."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the threads."""
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)
