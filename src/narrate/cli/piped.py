"""An article by standard input: what somebody is told who sits before a terminal and is waited for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from narrate.cli.output import put_out
from narrate.cli.words import worded
from narrate.errors import UsageError
from narrate.ground.opened import STANDARD_INPUT
from narrate.ground.system import END_OF_TYPING
from narrate.messages import Message

if TYPE_CHECKING:
    from pathlib import Path


def invited(article: Path) -> Path:
    """The path of an article; where it is to be typed, the terminal says so, as nothing else would."""
    if article == STANDARD_INPUT and sys.stdin.isatty():
        told = Message("type or paste the article, and end it with {keys}", keys=END_OF_TYPING)
        put_out(f"narrate: {worded(told)}", sys.stderr)
    return article


def not_piped_in(article: Path, why: Message) -> None:
    """Refuse standard input where a file is needed.

    Raises:
        UsageError: that is what was given.
    """
    if article == STANDARD_INPUT:
        raise UsageError(why, hint=Message("save it as a file and give that"))
