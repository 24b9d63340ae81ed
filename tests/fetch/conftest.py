"""A server to fetch from, and a folder for what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from web import Web, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the articles."""
    folder = tmp_path / "text"
    folder.mkdir()
    return folder
