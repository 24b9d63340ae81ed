"""``narrate lexicon``: the words you have settled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.options import ForArticle, LexiconFile, lexicon_file
from narrate.cli.output import on_one_line
from narrate.cli.shelf import notice
from narrate.cli.words import worded, worded_fault
from narrate.errors import SettingsError
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
    from narrate.review.lexicon_edit import edited, entry_in, with_entry

    words = lexicon_file(file, article)
    before, after = edited(words, lambda text: with_entry(text, written, kana, accent, pos, words))
    settled = entry_in(after, written, words)
    assert settled is not None
    last = entry_in(before, written, words) or _shared(file, words, written)
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
    from narrate.review.lexicon_edit import edited, without_entry
    from narrate.review.why import place_of

    words = lexicon_file(file, article)
    edited(words, lambda text: without_entry(text, written, words))
    print(worded(Message("{file}: {written} is no longer there", file=words, written=written)))
    shared = _shared(file, words, written)
    if shared is not None:
        told = {"written": written, "place": place_of(shared), "kana": shared.kana}
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
    from narrate.review.why import place_of

    words = lexicon_file(file, article)
    for entry in _lexicon(file, article, words, with_shipped=everything):
        accent = "" if entry.accent is None else f"  {entry.accent}"
        place = f"  {worded(place_of(entry))}" if with_place else ""
        if entry.is_confirmed:
            place = "  " + worded(Message("(confirmed)")) + place
        print(on_one_line(f"{entry.written}  {entry.kana}{accent}{place}"))


def _lexicon(
    file: Path | None, article: Path | None, words: Path, *, with_shipped: bool
) -> tuple[Entry, ...]:
    """The entries that hold and those found right: of an article, a lexicon's folder or a ``file`` alone."""
    from narrate.reading.lexicon.entries import load_lexicon
    from narrate.reading.lexicon.layers import Lexicon
    from narrate.reading.lexicon.shipped import shipped_entries

    layers = [shipped_entries()] if with_shipped else []
    if article is not None:
        layers += _words_of_article(article)
    elif file is None:
        layers += [*_shared_layers(words), load_lexicon(words)]
    else:
        layers.append(load_lexicon(file))
    words_of_layers = Lexicon(tuple(layers))
    return words_of_layers.own + words_of_layers.confirmed


def _words_of_article(article: Path) -> tuple[tuple[Entry, ...], ...]:
    from narrate.production.inputs import open_inputs
    from narrate.production.plan import words_for
    from narrate.production.request import Request

    return words_for(open_inputs(Request(path=article))).layers


def _shared_layers(lexicon: Path) -> tuple[tuple[Entry, ...], ...]:
    """The words of the lexicons that the settings beside one share with it, the later ones stronger.

    Raises:
        SettingsError: the settings or one of them is faulty.
    """
    from narrate.production.settings import load_settings, shared_words
    from narrate.production.surroundings import Surroundings

    return shared_words(load_settings(Surroundings(lexicon.parent).settings))


def _shared(file: Path | None, lexicon: Path, written: str) -> Entry | None:
    """The entry for a word in a shared lexicon, for a note: a fault on the way there is said as one."""
    from narrate.reading.lexicon.forms import fold

    try:
        layers = () if file else _shared_layers(lexicon)
    except SettingsError as error:
        notice(Message("note: {note}", note=worded_fault(error)))
        return None
    held = [entry for layer in layers for entry in layer if not entry.is_confirmed]
    return next((e for e in reversed(held) if fold(e.written) == fold(written)), None)


def _tell_passed_over(file: Path | None, article: Path | None) -> None:
    """Say that a lexicon here, beside articles, is not the one that is meant."""
    from narrate.production.surroundings import lexicon_passed_over

    other = lexicon_passed_over() if file is None and article is None else None
    if other is not None:
        told = Message("{path} stays as it is; --for ARTICLE means the one beside that article", path=other)
        notice(told)
