"""``narrate lexicon``: the words you have settled."""

from __future__ import annotations

from pathlib import Path

import typer

from narrate.cli.options import ForArticle, LexiconFile, lexicon_file
from narrate.cli.output import on_one_line
from narrate.cli.shelf import notice
from narrate.cli.words import worded
from narrate.ground.files import write_over
from narrate.ground.locks import in_turn
from narrate.messages import Message

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The words you have settled.")


@app.command("add")
def add(
    written: str = typer.Argument(..., metavar="WRITTEN", help="The word as it is written: 尾上"),
    kana: str = typer.Argument(..., metavar="KANA", help="How it is read: オノエ"),
    accent: int | None = typer.Option(
        None, "--accent", metavar="N", min=0, help="The mora after which the pitch falls; 0: none."
    ),
    pos: str | None = typer.Option(
        None, "--pos", metavar="POS", help="noun, name, surname, given, place, organization …"
    ),
    file: Path | None = LexiconFile,
    article: Path | None = ForArticle,
) -> None:
    """Settle how a word is read."""
    from narrate.reading.lexicon.entries import parse_lexicon
    from narrate.reading.lexicon.forms import fold
    from narrate.review.lexicon_edit import with_entry

    words = lexicon_file(file, article)
    with in_turn(words):
        before = _text_of(words)
        after = with_entry(before, written, kana, accent, pos, words)
        last = next((e for e in parse_lexicon(before, words) if fold(e.written) == fold(written)), None)
        settled = next(e for e in parse_lexicon(after, words) if fold(e.written) == fold(written))
        write_over(words, after.encode())
    told = {"file": words, "written": written, "kana": settled.kana}
    if last and last.kana != settled.kana:
        print(
            worded(Message("{file}: {written} is read {kana}, no longer {before}", before=last.kana, **told))
        )
    else:
        print(worded(Message("{file}: {written} is read {kana}", **told)))
    _tell_passed_over(file, article)


@app.command("remove")
def remove(
    written: str = typer.Argument(..., metavar="WRITTEN", help="The word as it is written: 尾上"),
    file: Path | None = LexiconFile,
    article: Path | None = ForArticle,
) -> None:
    """Leave a word to narrate again."""
    from narrate.review.lexicon_edit import without_entry

    words = lexicon_file(file, article)
    with in_turn(words):
        write_over(words, without_entry(_text_of(words), written, words).encode())
    print(worded(Message("{file}: {written} is no longer there", file=words, written=written)))
    _tell_passed_over(file, article)


@app.command("list")
def list_words(
    file: Path | None = LexiconFile,
    article: Path | None = ForArticle,
    everything: bool = typer.Option(False, "--all", help="Show the words that narrate ships, too."),
) -> None:
    """Show the words that are settled."""
    from narrate.reading.lexicon.entries import load_lexicon
    from narrate.reading.lexicon.shipped import shipped_entries

    for entry in (*(shipped_entries() if everything else ()), *load_lexicon(lexicon_file(file, article))):
        accent = "" if entry.accent is None else f"  {entry.accent}"
        print(on_one_line(f"{entry.written}  {entry.kana}{accent}"))


def _tell_passed_over(file: Path | None, article: Path | None) -> None:
    """Say that a lexicon here, beside articles, is not the one that is meant."""
    from narrate.production.surroundings import lexicon_passed_over

    other = lexicon_passed_over() if file is None and article is None else None
    if other is not None:
        told = Message("{path} stays as it is; --for ARTICLE means the one beside that article", path=other)
        notice(told)


def _text_of(lexicon: Path) -> str:
    from narrate.ground.toml import read_toml

    found = read_toml(lexicon)
    return found.text if found else ""
