"""``narrate review``: the doubtful words one by one, heard, settled and written to the lexicon."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.piped import not_piped_in
from narrate.cli.words import worded
from narrate.errors import Interrupted
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.cli.reviewing.desk import Desk
    from narrate.production.inputs import Inputs
    from narrate.production.plan import Plan
    from narrate.reading.frontend import FrontEnd
    from narrate.reading.lexicon.entries import Entry
    from narrate.review.doubts import Doubt


def review(
    article: Path = typer.Argument(
        ...,
        metavar="ARTICLE",
        readable=False,
        help="A plain text, Markdown, HTML, EPUB or Word file, or a web address.",
    ),
    plain: bool = typer.Option(False, "--plain", help="Ask line by line, for screen readers and scripts."),
) -> None:
    """Settle the doubtful readings of an article word by word.

    Each answer is written at once to the lexicon in the article's folder. Where no screen can be drawn the
    questions come line by line.
    """
    from narrate.production.inputs import open_inputs
    from narrate.production.plan import plan_of
    from narrate.production.request import Request

    not_piped_in(article, Message("review takes your answers from standard input, and no article"))
    inputs = open_inputs(Request(path=article))
    desk = _desk(inputs, plan_of(inputs))
    if desk.is_done:
        print(worded(Message("no doubtful readings")))
        return
    told = counted(
        "{article}: {count} word is worth a look; the answer goes to {file}",
        "{article}: {count} words are worth a look; answers go to {file}",
        desk.sitting.open_count,
        article=article,
        file=desk.sitting.lexicon,
    )
    print(worded(told))
    try:
        _loop(is_plain=plain)(desk)
    except KeyboardInterrupt:
        raise Interrupted(desk.stopped()) from None
    print("\n".join(map(worded, desk.summary())))


def _loop(*, is_plain: bool) -> Callable[[Desk], None]:
    """The screen, where there can be one; else line by line."""
    from narrate.cli.reviewing.plain import review_by_lines

    if is_plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return review_by_lines
    try:
        from narrate.cli.reviewing.screen import can_be_drawn, review_on_screen
    except ImportError:  # Windows has no curses
        return review_by_lines
    return review_on_screen if can_be_drawn() else review_by_lines


def _desk(inputs: Inputs, plan: Plan) -> Desk:
    from narrate.cli.reviewing.desk import Desk
    from narrate.cli.reviewing.folder import Folder
    from narrate.production.surroundings import surroundings_of
    from narrate.review.answers.sitting import Sitting

    article = inputs.request.path
    lexicon = surroundings_of(article).lexicon
    sitting = Sitting(lexicon, plan.script.utterances, _reader(inputs, plan), Folder(article))
    return Desk(article, sitting, _voice(plan))


def _reader(inputs: Inputs, plan: Plan) -> Callable[[Entry | None], FrontEnd]:
    """What makes front ends for the lexicons as they are on the disk by then."""
    from dataclasses import replace

    from narrate.ground.opened import Opened
    from narrate.production.plan import with_own_word, words_for_script
    from narrate.reading.frontend import FrontEnd

    def reader(tried: Entry | None) -> FrontEnd:
        lexicon = words_for_script(replace(inputs, files=Opened()), plan.settings, plan.script)
        words = with_own_word(lexicon, tried) if tried else lexicon
        return FrontEnd(words, plan.settings.reading, is_trial=True)

    return reader


def _voice(plan: Plan) -> Callable[[Doubt, FrontEnd], None]:
    """What speaks a word's sentence as a build would."""

    def speak(doubt: Doubt, front_end: FrontEnd) -> None:
        from narrate.production.kept import job_of
        from narrate.review.trial import Sentence, play, spoken

        planned = plan.utterances[doubt.sentence]
        reading = front_end.read(planned.utterance.text, planned.utterance.rubies)
        play(spoken(Sentence(planned.utterance.text, (), job_of(planned, reading, plan.bit_rate_kbps))))

    return speak
