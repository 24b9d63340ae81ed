"""Which half of a corpus rules may be written and tables learned from, and which is held out.

A sentence's document is its id before the last hyphen, or its id where there is none: sentences of one
document are never parted. The split is that of a digest, the same for every corpus and every time.
"""

from __future__ import annotations

import hashlib

OPEN, HELD = "open", "held"
HALVES = (OPEN, HELD)


def document_of(sentence_id: str) -> str:
    """``wiki00309617-02`` of ``wiki00309617-02-03``."""
    return sentence_id.rpartition("-")[0] or sentence_id


def half_of(sentence_id: str) -> str:
    """``open`` or ``held``."""
    digest = hashlib.sha256(document_of(sentence_id).encode()).digest()
    return HALVES[digest[0] % 2]
