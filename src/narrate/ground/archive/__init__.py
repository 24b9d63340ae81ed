"""The one way into a .zip: nothing is unpacked to disk, and all that is read is read within bounds."""

from __future__ import annotations

from narrate.ground.archive.faults import ArchiveError, Fault
from narrate.ground.archive.members import Archive

__all__ = ["Archive", "ArchiveError", "Fault"]
