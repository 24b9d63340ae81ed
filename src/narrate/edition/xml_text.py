"""Text made fit for XML, which forbids most control characters even when escaped."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """``text`` without the characters that XML 1.0 (section 2.2) has no way to write."""
    return _FORBIDDEN.sub("", text)
