"""Imports of packages that talk while they load."""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
import threading
import warnings
from typing import Any

QUIET = threading.RLock()
"""Held by whoever turns the process's output away: two at once would put it back wrongly, for ever."""


def imported_quietly(name: str) -> Any:
    """Import a module and keep what it prints and warns at import to itself.

    pyopenjtalk-plus tells that ONNX Runtime is missing (an extra that narrate has no use for), pydub that
    there is no ffmpeg (which narrate never calls).
    """
    if name in sys.modules:
        return importlib.import_module(name)
    with QUIET, warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        return importlib.import_module(name)
