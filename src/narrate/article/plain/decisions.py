"""Why a line is a heading, or why one that nearly was is none; why a line is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.plain.kinds import Kind
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrate.article.plain.kinds import Block


Reasons = dict[int, Message]
"""Of the lines that are left out, by their places, the first reason that was found."""


def leave_out(blocks: Sequence[Block], found: Reasons, places: Iterable[int], reason: Message) -> None:
    """Leave out the lines at ``places``, but for rules, which nobody says anyway."""
    for at in places:
        if blocks[at].kind is not Kind.RULE:
            found.setdefault(at, reason)


class Verdict(NamedTuple):
    """Whether a line is a heading, of what depth, and why or why not."""

    is_heading: bool
    reason: Message
    level: int = 2


@dataclass(frozen=True, slots=True)
class Stream:
    """The lines that are the article's, in order: no furniture, no rules. ``places`` are theirs among all."""

    lines: Sequence[Block]
    places: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def at(self, position: int) -> Block | None:
        """The line at a position, or none beyond the ends."""
        return self.lines[position] if 0 <= position < len(self.lines) else None


def alike(count: int) -> Message:
    """A mark that makes headings."""
    return counted("marked as headings are", "marked as {count} headings are", count)


ANSWERED = Message("a question with its answer below")
RISING = Message("numbered, with text between the numbers")
ORDINAL = Message("a numbered chapter or section")
NAMED = Message("named in the table of contents")
CUSTOMARY = Message("a word that only headings are")
PLAIN = Message("a short line without a full stop above text")
LIKE_OTHERS = Message("it stands as the other headings do")
LIST_OF_NUMBERS = Message("numbers close together are a list")
LIST_OF_MARKS = Message("marks close together are a list")
SENTENCES = Message("its numbers stand before sentences")
ALONE = Message("no other line is numbered like it")
UNORDERED = Message("the numbers do not rise")
DETAILS = Message("only details are indented under it")
ENDS_THE_TEXT = Message("nothing follows it")
OPEN = Message("a bracket in it is not closed")
NEAR_THE_LINE_ABOVE = Message("it stands closer to the line above than to the text")
COMMA = Message("it ends in a comma")
FRAGMENT = Message("its sentence goes on below")
CENTRED = Message("it stands in the middle of the lines, as others do")
LEFT = Message("it stands left of all text")
DEEPER = Message("it stands deeper than the text")
SPEECH = Message("somebody speaks")
PROGRAM = Message("a line of a program")
SILENCED = Message("the headings of this text are marked, this line is not")
SENTENCE = Message("it reads as a sentence, and nothing sets it apart")
UNLIKE = Message("it does not stand as the other headings do")
CREDIT = Message("a byline, a caption or a date")
NO_TEXT_BELOW = Message("too little text stands under it")
CROWDED = Message("lines like it stand too close together")
