"""What nobody foresaw, told in one line like everything else."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

from narrate.errors import NarrateError
from narrate.messages import Message

if TYPE_CHECKING:
    from pathlib import Path


def unforeseen(error: Exception, path: Path | str | None = None) -> NarrateError:
    """A fault of narrate's own, with the article that brought it out; NARRATE_DEBUG shows where it arose."""
    if os.environ.get("NARRATE_DEBUG"):
        traceback.print_exception(error)
    problem = Message(
        "a fault of narrate itself ({kind}: {said})",
        kind=type(error).__name__,
        said=" ".join(str(error).split()),
    )
    return NarrateError(problem, hint=Message("please report it with what NARRATE_DEBUG=1 shows"), path=path)
