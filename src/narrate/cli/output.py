"""What is printed: shown, and never obeyed by a terminal; and printing for who works on without a reader.

Articles, titles, tags and file names come from elsewhere, and may hold what moves a cursor, sets a clipboard
or writes backwards. So all text passes `Shown` on its way out; only the progress bar goes past it.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any, TextIO

from narrate.ground.files import FULL

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEERING = r"\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
"""Controls, ends of lines, turns of the writing direction, halves of characters; no space, no joiner."""
_IN_LINES = re.compile(f"[{_STEERING}]")
_IN_A_LINE = re.compile(f"[\t\n{_STEERING}]")


class Shown:
    """A stream that shows controls by their numbers instead of sending them; ends of lines and tabs pass."""

    def __init__(self, stream: TextIO) -> None:
        self.unescaped = stream

    def write(self, text: str) -> int:
        """Write the text so that it steers nothing."""
        self.unescaped.write(_IN_LINES.sub(_escaped, text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write them all."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.unescaped, name)


def unescaped(stream: TextIO) -> TextIO:
    """The stream for what is to steer the terminal."""
    found: TextIO = getattr(stream, "unescaped", stream)
    return found


def on_one_line(text: str) -> str:
    """A text from elsewhere where a line is made of several: it cannot end the line either."""
    return _IN_A_LINE.sub(_escaped, text)


def has_halves(text: str) -> bool:
    """Whether a text holds halves of characters, as bytes do that are no UTF-8: it cannot be written."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def json_text(value: object) -> str:
    """JSON for programs, which Japanese readers can read too; controls are escaped as JSON does it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _IN_LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


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
