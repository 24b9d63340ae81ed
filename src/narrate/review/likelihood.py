"""How likely a word is misread, from its signs: a table that ``training/review.py`` has learned."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = Path(__file__).with_name("likelihood.tsv")
START = "(any word)"
"""The row of what holds before any sign is seen."""


def likelihood(signs: Iterable[str]) -> float:
    """How likely the reading is wrong, from 0 to 1: the same on every machine."""
    weights = _weights()
    return _chance(weights[START] + sum(weights.get(sign, 0) for sign in signs))


@lru_cache(maxsize=4096)
def _chance(hundredths: int) -> float:
    """What log odds mean. ``Decimal.exp`` is rounded correctly, that of C libraries as each pleases."""
    odds = (Decimal(hundredths) / 100).exp()
    return float(round(odds / (1 + odds), 4))


@lru_cache(maxsize=1)
def _weights() -> dict[str, int]:
    rows = TABLE.read_text(encoding="utf-8").splitlines()
    parts = (row.rpartition("\t") for row in rows if row and not row.startswith("#"))
    return {sign: int(hundredths) for sign, _, hundredths in parts}
