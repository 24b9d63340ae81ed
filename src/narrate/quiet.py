"""Imports of packages that talk while they load."""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
import threading
import warnings
from typing import Any

ONE_AT_A_TIME = threading.RLock()
"""Standard error is the whole process's: two threads that put it aside could leave it there."""


def imported_quietly(name: str) -> Any:
    """Import a module and keep what it prints and warns at import to itself.

    pyopenjtalk-plus tells that ONNX Runtime is missing (an extra that narrate has no use for), pydub that
    there is no ffmpeg (which narrate never calls).
    """
    with ONE_AT_A_TIME:
        if name in sys.modules:
            return sys.modules[name]
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
