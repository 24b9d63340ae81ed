"""How sentences are told that could not be spoken: each with its place and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.cli.words import worded, worded_fault
from narrate.errors import UnspokenError
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.production.report import UnspokenSentence

_MOST_SHOWN = 10


def unspoken_lines(unspoken: Sequence[UnspokenSentence]) -> list[str]:
    """One line where one is lacking, else a line for each below it; of many, the first."""
    if not unspoken:
        return []
    head = counted(
        "{count} sentence could not be spoken:", "{count} sentences could not be spoken:", len(unspoken)
    )
    told = [worded_fault(_fault(sentence)) for sentence in unspoken[:_MOST_SHOWN]]
    if not told[1:]:
        return [f"narrate: {worded(head)} {told[0]}"]
    if rest := len(unspoken) - len(told):
        told.append(worded(Message("and {count} more", count=rest)))
    return [f"narrate: {worded(head)}", *(f"  {line}" for line in told)]


def _fault(sentence: UnspokenSentence) -> UnspokenError:
    file = f"{sentence.path}/{sentence.part}" if sentence.part else sentence.path
    return UnspokenError(sentence.problem, hint=sentence.hint, path=file, line=sentence.line)
