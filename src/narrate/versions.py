"""The versions of what decides the bytes: installed packages, and narrate's own source."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import lru_cache
from pathlib import Path


def installed_version(name: str) -> str:
    """The version of a package, or ``absent``, from the name of its metadata folder.

    `importlib.metadata` says the same, but its import alone would take a tenth of the time in which
    narrate answers that nothing changed.
    """
    return _installed().get(_normalised(name), "absent")


@lru_cache(maxsize=2)
def source_digest(folder: Path) -> str:
    """A digest of all code and tables in a folder of this package: no version number to forget."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".tsv")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]


@lru_cache(maxsize=1)
def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = [entry.name for entry in Path(folder or ".").iterdir()]
        except OSError:
            continue
        for entry in names:
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                found.setdefault(_normalised(name), version)
    return found


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
