"""Byte ranges: what a ``Range`` header asks of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_RANGES = 16
"""More in one request serve no player; they only make the answer larger than the file."""

_SPEC = re.compile(r"(\d{0,18})\s*-\s*(\d{0,18})", re.ASCII)


class RangeNotSatisfiable(Exception):  # noqa: N818 - the name of status 416
    """None of the ranges lies in the file, or the header makes no sense: status 416."""


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes ``start`` to ``end``, half-open."""

    start: int
    end: int

    @property
    def byte_count(self) -> int:
        """Give the length."""
        return self.end - self.start


def spans(header: str, size_bytes: int) -> tuple[Span, ...]:
    """Give the parts of a file of ``size_bytes`` that the header asks for, none meaning all of it.

    A unit other than bytes is ignored, as RFC 9110 section 14.2 requires. Parts beyond the end are cut, or
    left out if others remain. Raises `RangeNotSatisfiable` where nothing remains, for specifiers that are
    not well formed, and for more than `MOST_RANGES` of them or three that overlap (section 14.2 allows it).
    """
    unit, equals, listed = header.partition("=")
    if not equals or unit.strip().lower() != "bytes":
        return ()
    specs = [spec.strip() for spec in listed.split(",", MOST_RANGES) if spec.strip()]
    if not specs or len(specs) > MOST_RANGES:
        raise RangeNotSatisfiable
    found = tuple(span for span in (_span(spec, size_bytes) for spec in specs) if span)
    if not found or _pile_up(found):
        raise RangeNotSatisfiable
    return found


def _span(spec: str, size_bytes: int) -> Span | None:
    match = _SPEC.fullmatch(spec)
    if match is None or not (match[1] or match[2]):
        raise RangeNotSatisfiable
    if not match[1]:
        start, end = max(0, size_bytes - int(match[2])), size_bytes
    else:
        start, last = int(match[1]), int(match[2]) if match[2] else size_bytes
        if last < start and match[2]:
            raise RangeNotSatisfiable
        end = min(last + 1, size_bytes)
    return Span(start, end) if start < end else None


def _pile_up(found: tuple[Span, ...]) -> bool:
    """Tell whether three ranges cover one byte."""
    edges = sorted([(s.start, 1) for s in found] + [(s.end, -1) for s in found])
    depth = deepest = 0
    for _, step in edges:
        depth += step
        deepest = max(deepest, depth)
    return deepest > 2
