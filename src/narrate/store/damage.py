"""Files of an edition that are not what they were: is one a damaged form of what narrate made?

Nothing else counts as one: a file of the same name that could be somebody else's is left to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.audio.mp3 import BIT_RATES_KBPS, FRAME_MS, frame_bytes
from narrate.audio.recording import DROPPED_FRAMES
from narrate.edition.clip_table import MARK
from narrate.edition.companions import companions
from narrate.edition.id3 import LARGEST_TAG_BYTES, first_frame, synchsafe

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.model import Edition
    from narrate.store.record import FileFacts

_MOST_WRONG_BYTES = 16
"""In a text of the same length: some bits that a disk lost, and no sentence of anybody's."""
_TAG_HEAD = b"ID3\x03\x00\x00"
_TAG_HEAD_BYTES = 10


def is_damaged_mp3(path: Path, edition: Edition, facts: FileFacts) -> bool:
    """Whether a file is what is left of an edition's MP3: cut short, or with bytes that are wrong.

    It is if it has the table's mark. Without that it must be no longer than it was, and begin as it did, as
    far as it goes: with a tag of the same length, and the title. One that is all zeros was never written.
    """
    if not path.is_file():  # to open a pipe would be to wait
        return False
    try:
        with path.open("rb") as file:
            head = file.read(LARGEST_TAG_BYTES)
        byte_count = path.stat().st_size
    except OSError:
        return False
    if MARK in head:
        return True
    if byte_count == facts.byte_count and not head.strip(b"\0"):
        return True
    return byte_count <= facts.byte_count and any(
        beginning.startswith(head[: len(beginning)]) for beginning in _beginnings(edition, facts)
    )


def is_damaged_text(data: bytes, name: str, edition: Edition) -> bool:
    """Whether a companion is cut short, has other line ends, or some bytes that are wrong."""
    made = companions(edition)[name].encode()
    if len(data) == len(made):
        wrong = sum(ours != theirs for ours, theirs in zip(made, data, strict=True))
        return wrong <= _MOST_WRONG_BYTES or not data.strip(b"\0")
    return made.startswith(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))


def _beginnings(edition: Edition, facts: FileFacts) -> list[bytes]:
    """How the MP3 may have begun: with its tag's length, which depends on the bit rate, and its title."""
    frame_count = 1 + DROPPED_FRAMES + edition.duration_ms // FRAME_MS
    sizes = (facts.byte_count - frame_count * frame_bytes(rate) - _TAG_HEAD_BYTES for rate in BIT_RATES_KBPS)
    title = first_frame(edition)
    return [_TAG_HEAD + synchsafe(size) + title for size in sizes if 0 < size <= LARGEST_TAG_BYTES]
