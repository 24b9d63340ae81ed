import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.filefacts import file_facts, whole_file, write_with_facts
from narrate.files import identity


@given(st.lists(st.binary(max_size=40), max_size=12))
def test_facts_taken_while_writing_are_those_of_the_file_read_back(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]
) -> None:
    path = tmp_path_factory.getbasetemp() / "written"
    with path.open("wb") as file:
        facts = write_with_facts(file, parts, sum(map(len, parts)))
    assert path.read_bytes() == b"".join(parts)
    assert facts == file_facts(path)


def test_megabytes_are_written_in_their_order(tmp_path: Path) -> None:
    parts = [bytes([n]) * 700_000 for n in range(7)]
    with (tmp_path / "long").open("wb") as file:
        facts = write_with_facts(file, iter(parts), 4_900_000)
    assert (tmp_path / "long").read_bytes() == b"".join(parts)
    assert facts == file_facts(tmp_path / "long")


def test_a_file_of_another_length_than_was_said_is_noticed() -> None:
    with pytest.raises(AssertionError):
        write_with_facts(io.BytesIO(), [b"abc"], 4)


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
