from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.serve.ranges import MOST_RANGES, RangeNotSatisfiable, Span, spans


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-0", [(0, 1)]),
        ("bytes=0-", [(0, 100)]),
        ("bytes=90-200", [(90, 100)]),
        ("bytes=-1", [(99, 100)]),
        ("bytes=-1000", [(0, 100)]),
        ("BYTES = 5-6", [(5, 7)]),
        ("bytes=0-1, 5-6 ,-1", [(0, 2), (5, 7), (99, 100)]),
        ("bytes=0-1,500-600", [(0, 2)]),
        ("bytes=0-9,5-14", [(0, 10), (5, 15)]),
        ("seconds=1-2", []),
        ("bytes", []),
    ],
)
def test_what_a_header_asks_for(header: str, found: list[tuple[int, int]]) -> None:
    assert spans(header, 100) == tuple(Span(*f) for f in found)


@pytest.mark.parametrize(
    "header",
    [
        "bytes=",
        "bytes=-",
        "bytes=,",
        "bytes=100-",
        "bytes=100-200",
        "bytes=5-4",
        "bytes=-0",
        "bytes=a-b",
        "bytes=1-2-3",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=１-２",
        "bytes=0-0;1-1",
        "bytes=99999999999999999999999-",
        "bytes=0-9,0-9,0-9",
        "bytes=" + ",".join("0-0" for _ in range(MOST_RANGES + 1)),
        "bytes=0-,100-,nonsense",
    ],
)
def test_what_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        spans(header, 100)


def test_an_empty_file_has_no_ranges() -> None:
    with pytest.raises(RangeNotSatisfiable):
        spans("bytes=0-", 0)


@given(st.text(alphabet="bytes=-,0123456789 x", max_size=40), st.integers(0, 1000))
def test_whatever_comes_lies_in_the_file(header: str, size: int) -> None:
    try:
        found = spans(header, size)
    except RangeNotSatisfiable:
        return
    assert all(0 <= s.start < s.end <= size for s in found)
    assert len(found) <= MOST_RANGES
