"""What can be wrong with an archive, which each of its readers says in words of its own."""

from __future__ import annotations

from enum import Enum, auto


class Fault(Enum):
    """A kind of fault."""

    DAMAGED = auto()
    """It is no .zip, or a broken one."""
    TOO_MANY = auto()
    """It holds more files than anybody packs."""
    MISSING = auto()
    """It holds no file of this name."""
    TWICE = auto()
    """It holds files of this name that differ: which is meant, nobody knows."""
    LOCKED = auto()
    """A password is asked for."""
    ODDLY_PACKED = auto()
    """A file is packed in a way that not every Python unpacks."""
    TOO_LARGE = auto()
    """What is packed in it is larger than it may be."""


class ArchiveError(Exception):
    """An archive cannot be read; ``name`` is the file in it that is at fault, if it is one."""

    def __init__(self, fault: Fault, name: str = "") -> None:
        super().__init__(fault, name)
        self.fault = fault
        self.name = name
