"""What may be chosen of how an edition sounds: the ranges, and what holds where nobody chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

DEFAULT_BIT_RATE_KBPS = 64


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from ``low`` to ``high``; ``str()`` of it says so."""

    low: float
    high: float

    def holds(self, value: object) -> TypeGuard[float]:
        """Whether ``value`` is a number, and one of these."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.low <= value <= self.high

    def __str__(self) -> str:
        return f"from {self.low:g} to {self.high:g}"


SPEED = Range(0.25, 4.0)
"""1.0 is the model's own."""
PITCH = Range(-24.0, 24.0)
"""In semitones."""
PROSODY = {"speed": SPEED, "pitch": PITCH}
