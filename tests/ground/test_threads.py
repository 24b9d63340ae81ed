"""Threads, and who waits for them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from narrate.ground.threads import Threads

if TYPE_CHECKING:
    from concurrent.futures import Future


def test_a_block_that_ends_well_waits_for_all_its_work() -> None:
    with Threads(1) as threads:
        results = [threads.submit(slowly, n) for n in range(5)]
    assert [result.result() for result in results] == [0, 1, 2, 3, 4]


def slowly(number: int) -> int:
    time.sleep(0.01)
    return number


def test_a_block_that_fails_waits_for_nothing() -> None:
    begun, goes_on = threading.Event(), threading.Event()
    work: list[Future[bool]] = []

    def long() -> bool:
        begun.set()
        return goes_on.wait(10)

    def interrupted() -> None:
        with Threads(1) as threads:
            work.extend(threads.submit(long) for _ in range(2))
            begun.wait(10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [not work[0].done(), work[1].cancelled()] == [True, True]
    goes_on.set()
