"""``narrate lexicon``: the words you have settled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.options import ForArticle, LexiconFile, lexicon_file
from narrate.cli.output import on_one_line
from narrate.cli.shelf import notice
from narrate.cli.words import worded
from narrate.ground.files import write_over
from narrate.ground.locks import in_turn
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.reading.lexicon.entries import Entry

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
        own = next((e for e in parse_lexicon(before, words) if fold(e.written) == fold(written)), None)
        last = own or _shared(file, words, written)
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
    shared = _shared(file, words, written)
    with in_turn(words):
        write_over(words, without_entry(_text_of(words), written, words).encode())
    print(worded(Message("{file}: {written} is no longer there", file=words, written=written)))
    if shared is not None:
        told = {"written": written, "place": _place(shared), "kana": shared.kana}
        notice(Message("{place}: there {written} is read {kana}, and that holds now", **told))
    _tell_passed_over(file, article)


@app.command("list")
def list_words(
    file: Path | None = LexiconFile,
    article: Path | None = ForArticle,
    everything: bool = typer.Option(False, "--all", help="Show the words that narrate ships, too."),
    with_place: bool = typer.Option(False, "--from", help="Show where each word stands."),
) -> None:
    """Show the words that are settled, those of shared lexicons too; with --for those of the article."""
    from narrate.reading.lexicon.entries import load_lexicon
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.lexicon.shipped import shipped_entries

    words = lexicon_file(file, article)
    layers = [shipped_entries()] if everything else []
    if file is None:
        layers.append(_shared_words(words))
    layers.append(load_lexicon(words))
    if article is not None:
        layers.append(_words_of_front_matter(article))
    for entry in Lexicon(tuple(layers)).own:
        accent = "" if entry.accent is None else f"  {entry.accent}"
        place = f"  {worded(_place(entry))}" if with_place else ""
        print(on_one_line(f"{entry.written}  {entry.kana}{accent}{place}"))


def _place(entry: Entry) -> str:
    """Where an entry stands."""
    from narrate.reading.lexicon.shipped import SHIPPED

    if entry.path == SHIPPED:
        return Message("shipped lexicon")
    return f"{entry.path}:{entry.line}" if entry.line else entry.path


def _shared_words(lexicon: Path) -> tuple[Entry, ...]:
    """The words of the lexicons that the settings beside one share with it, the later ones stronger.

    Raises:
        SettingsError: the settings or one of them is faulty.
    """
    from narrate.production.settings import load_settings, shared_words
    from narrate.production.surroundings import Surroundings

    layers = shared_words(load_settings(Surroundings(lexicon.parent).settings))
    return tuple(entry for layer in layers for entry in layer)


def _shared(file: Path | None, lexicon: Path, written: str) -> Entry | None:
    """The entry for a word in a shared lexicon."""
    from narrate.reading.lexicon.forms import fold

    held = () if file else _shared_words(lexicon)
    return next((e for e in reversed(held) if fold(e.written) == fold(written)), None)


def _words_of_front_matter(article: Path) -> tuple[Entry, ...]:
    from narrate.production.inputs import open_inputs
    from narrate.production.request import Request
    from narrate.reading.lexicon.entries import entries_of

    front = open_inputs(Request(path=article)).front
    return entries_of(front.metadata.lexicon, article, front.line_of_word)


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
