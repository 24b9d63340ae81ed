"""Text made fit for XML, which forbids most control characters even when escaped."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """``text`` without the characters that XML 1.0 (section 2.2) has no way to write."""
    return _FORBIDDEN.sub("", text)
