"""A studio to build in, and the workers that all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.speech.workers import LocalWorkers
from studio import Studio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def workers() -> Iterator[LocalWorkers]:
    with LocalWorkers(2) as workers:
        yield workers


@pytest.fixture
def studio(tmp_path: Path, workers: LocalWorkers) -> Studio:
    return Studio(tmp_path, workers)
