"""Printing for commands whose work counts more than their words."""

from __future__ import annotations

import os
from typing import TextIO

from narrate.ground.files import FULL


def put_out(text: str, stream: TextIO, *, is_result: bool = False) -> None:
    """Print at once; where nobody reads any more, or the disk is full, the work goes on in silence.

    Raises:
        OSError: the disk is full, and the text is what the command was called for.
    """
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        if is_result and error.errno in FULL:
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
