"""What nobody foresaw, told in one line like everything else."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

from narrate.errors import NarrateError

if TYPE_CHECKING:
    from pathlib import Path


def unforeseen(error: Exception, path: Path | None = None) -> NarrateError:
    """A fault of narrate's own, with the article that brought it out; NARRATE_DEBUG shows where it arose."""
    if os.environ.get("NARRATE_DEBUG"):
        traceback.print_exception(error)
    problem = " ".join(f"a fault of narrate itself ({type(error).__name__}: {error})".split())
    return NarrateError(problem, hint="please report it with what NARRATE_DEBUG=1 shows", path=path)
