"""What is to be said of a new voice: given as options, found beside it, or asked at the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from narrate.cli.output import on_one_line, put_out
from narrate.cli.words import worded
from narrate.errors import UsageError
from narrate.ground.tables import has_controls
from narrate.messages import Listed, Message

if TYPE_CHECKING:
    from narrate.speech.arrival.licence import Help
    from narrate.speech.arrival.offered import Offered
    from narrate.speech.measuring import About

_NOTHING = "-"
"""What is typed where the answer is: nothing."""


def credited(
    found: Offered, credit: str | None, licence: str | None, url: str | None, description: str | None
) -> About:
    """A voice's credit, licence and description; ``None`` is what was not said.

    Raises:
        UsageError: nobody said whom to name, and nobody can be asked.
        Abort: whoever was asked has left.
    """
    from narrate.speech.arrival.licence import help_in, licence_called
    from narrate.speech.measuring import About

    _refuse_controls(credit=credit, licence=licence, url=url, description=description)
    beside = help_in(found.texts, found.path.name)
    if credit is None:
        if not _can_ask():
            problem = Message("whom its licence asks to name is not said")
            raise UsageError(problem, hint=_hint(found, beside), path=found.path)
        credit, licence = _answers(found, beside, licence)
    named = beside.licence if licence is None else licence_called(licence)
    return About(
        description=_line(description or f"{found.path.stem}, {found.rate_hz / 1000:g} kHz"),
        credit=_line(credit),
        licence=_line(named.name),
        url=_line(named.url if url is None else url),
    )


def _refuse_controls(**said: str | None) -> None:
    for option, text in said.items():
        if text is not None and has_controls(text):
            problem = Message("--{option} holds control characters", option=option)
            raise UsageError(problem, hint=Message("leave them out"))


def _line(text: str) -> str:
    return " ".join(text.split())


def _hint(found: Offered, beside: Help) -> Message:
    """What to give, with what lies beside the voice."""
    if beside.lines:
        name, line = next((row for row in beside.lines if row[1] == beside.owner), beside.lines[0])
        return Message(
            "give --credit CREDIT, or --credit '' if it asks for nobody ({file} says: {line})",
            file=name, line=line,
        )  # fmt: skip
    if found.texts:
        return Message(
            "give --credit CREDIT, or --credit '' if it asks for nobody (see {file})",
            file=found.texts[0].name,
        )
    return Message("give --credit CREDIT, or --credit '' if it asks for nobody")


def _can_ask() -> bool:
    """Whether somebody sits there who sees a question and can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _answers(found: Offered, beside: Help, licence: str | None) -> tuple[str, str]:
    """Credit and licence, as somebody says who has seen the texts beside the voice."""
    if found.texts:
        names = Listed(text.name for text in found.texts)
        put_out(worded(Message("beside it lies: {names}", names=names)), sys.stderr)
    for _, line in beside.lines:
        put_out(on_one_line(f"    {line}"), sys.stderr)
    question = Message("whom its licence asks to name ({nothing} for nobody)", nothing=_NOTHING)
    credit = _asked(question, beside.owner)
    if licence is None:
        licence = _asked(Message("its licence ({nothing} for none)", nothing=_NOTHING), beside.licence.name)
    return credit, licence


def _asked(question: Message, default: str) -> str:
    """The answer in one line: Enter takes the default, or has the question put again."""
    prompt = f"{worded(question)}{f' [{on_one_line(default)}]' if default else ''}: "
    while True:
        sys.stderr.write(prompt)  # `input` would write where engines are kept quiet
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            put_out("", sys.stderr)
            raise typer.Abort
        answer = _line(line) or default
        if answer and not has_controls(answer):
            return "" if answer == _NOTHING else answer
