"""``narrate lexicon``: the words you have settled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.options import ForArticle, LexiconFile, lexicon_file
from narrate.cli.output import on_one_line
from narrate.cli.shelf import notice
from narrate.cli.words import worded, worded_fault
from narrate.errors import SettingsError, UsageError
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
    from narrate.cli.reviewing.accents import fall_in, with_fall
    from narrate.review.lexicon_edit import edited, entry_in, with_entry

    said, fall = fall_in(kana)
    if None not in (fall, accent) and fall != accent:
        problem = Message(
            "--accent {accent} and the fall in {kana} are two accents", accent=accent, kana=kana
        )
        raise UsageError(problem, hint=Message("give one of the two"))
    accent = fall if accent is None else accent
    words = lexicon_file(file, article)

    def edit(text: str) -> str:
        last = entry_in(text, written, words)
        kept = last.accent if last and last.kana == said else None
        what = (kept if accent is None else accent, pos or (last.pos if last else None))
        return with_entry(text, written, said, *what, words)

    before, after = edited(words, edit)
    settled, own = entry_in(after, written, words), entry_in(before, written, words)
    assert settled is not None
    last = own or _shared(file, words, written)
    now, was = (with_fall(e.kana, e.accent) if e else "" for e in (settled, last))
    told = {"file": words, "written": written, "kana": now}
    if was and was != now:
        print(worded(Message("{file}: {written} is read {kana}, no longer {before}", before=was, **told)))
    else:
        print(worded(Message("{file}: {written} is read {kana}", **told)))
    if own and own.accent is not None and settled.accent is None:
        notice(Message("the accent was that of {before}; --accent N gives this reading one", before=own.kana))
    _tell_passed_over(file, article)


@app.command("remove")
def remove(
    written: str = typer.Argument(..., metavar="WRITTEN", help="The word as it is written: 尾上"),
    file: Path | None = LexiconFile,
    article: Path | None = ForArticle,
) -> None:
    """Leave a word to narrate again."""
    from narrate.review.lexicon_edit import confirmed_in, edited, entry_in, without_entry
    from narrate.review.why import place_of

    words = lexicon_file(file, article)

    def edit(text: str) -> str:
        if not (entry_in(text, written, words) or confirmed_in(text, written, words)):
            _refuse_shared(_shared(file, words, written), words, written)
        return without_entry(text, written, words)

    edited(words, edit)
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
    from narrate.cli.reviewing.accents import with_fall
    from narrate.review.why import place_of

    words = lexicon_file(file, article)
    entries = _lexicon(file, article, words, with_shipped=everything)
    for entry in entries:
        place = f"  {worded(place_of(entry))}" if with_place else ""
        if entry.is_confirmed:
            place = "  " + worded(Message("(confirmed)")) + place
        print(on_one_line(f"{entry.written}  {worded(with_fall(entry.kana, entry.accent))}{place}"))
    if not entries:
        notice(Message("{file}: no words are settled", file=words))


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


def _refuse_shared(shared: Entry | None, lexicon: Path, written: str) -> None:
    """Say in which file a word stands that is not in the folder's lexicon.

    Raises:
        SettingsError: it stands in a shared one.
    """
    from narrate.review.why import place_of

    if shared is not None:
        problem = Message("{written!r} does not stand there", written=written)
        where = {"place": place_of(shared), "file": shared.path}
        hint = Message("it is in {place}; remove it there: --file {file}", **where)
        raise SettingsError(problem, hint=hint, path=lexicon)


def _tell_passed_over(file: Path | None, article: Path | None) -> None:
    """Say that a lexicon here, beside articles, is not the one that is meant."""
    from narrate.production.surroundings import lexicon_passed_over

    other = lexicon_passed_over() if file is None and article is None else None
    if other is not None:
        told = Message("{path} stays as it is; --for ARTICLE means the one beside that article", path=other)
        notice(told)
