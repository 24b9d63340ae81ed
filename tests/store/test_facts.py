"""What a file is known by."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from narrate.ground.files import identity
from narrate.store.facts import facts_of, file_facts, whole_file
from narrate.store.record import FileFacts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("data", [b"", b"a", b"abc", bytes(range(256)) * 40_000])
def test_the_crc_of_a_file_is_that_of_its_bytes(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    assert file_facts(tmp_path / "file") == facts_of(data) == FileFacts(len(data), zlib.crc32(data))


def test_a_file_that_cannot_be_read_has_no_facts(tmp_path: Path) -> None:
    assert file_facts(tmp_path / "missing") is None


def test_a_file_is_whole_only_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    facts = file_facts(path)
    assert whole_file(path, facts) == identity(path) is not None
    path.write_bytes(b"0123456780")
    assert whole_file(path, facts) is None
    assert whole_file(path, None) is None
    assert whole_file(tmp_path / "none", facts) is None
