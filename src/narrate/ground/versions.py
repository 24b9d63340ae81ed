"""The versions of what decides the bytes: installed packages, and narrate's own source."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import lru_cache
from pathlib import Path

__version__ = "0.1.0"

_ROOT = Path(__file__).parent.parent
"""The package `narrate`."""
_SOURCE = frozenset({".py", ".toml", ".tsv"})


def installed_version(name: str) -> str:
    """The version of a package, or ``absent``, from the name of its metadata folder.

    `importlib.metadata` says the same, but its import alone would take a tenth of the time in which
    narrate answers that nothing changed.
    """
    return _installed().get(_normalised(name), "absent")


@lru_cache(maxsize=4)
def source_digest(*names: str) -> str:
    """A digest of all code and tables in packages and modules of narrate, given by their dotted names.

    No version number to forget, and no path that means something else once files have moved.
    """
    digest = hashlib.sha256()
    for path in source_files(*names):
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]


def source_files(*names: str) -> list[Path]:
    """The files that `source_digest` goes by, in its order.

    Raises:
        LookupError: there is no package and no module of such a name.
    """
    found: set[Path] = set()
    for name in names:
        place = _ROOT.joinpath(*name.split(".")[1:])
        module = place.with_suffix(".py")
        inside = [p for p in place.rglob("*") if p.suffix in _SOURCE] if place.is_dir() else [module]
        if not all(map(Path.is_file, inside)) or not inside:
            raise LookupError(name)
        found.update(inside)
    return sorted(found)


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
