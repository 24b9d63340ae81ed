"""``narrate rename``: an article has another name, and its episode stays the one it was."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli.options import AUDIO_FOLDER, Out
from narrate.cli.piped import not_piped_in
from narrate.cli.shelf import tell_recalled
from narrate.cli.words import worded
from narrate.errors import UsageError
from narrate.messages import Message

FeedText = Annotated[
    Path | None,
    typer.Option(
        "--text", metavar="FOLDER", help="The folder that the feed goes by. [default: the article's own]"
    ),
]


def rename(
    old: Path = typer.Argument(..., metavar="OLD", readable=False, help="Where the article was."),
    new: Path = typer.Argument(..., metavar="NEW", readable=False, help="Where it is now."),
    out: Path | None = Out,
    text: FeedText = None,
) -> None:
    """Let the edition of an article that you renamed go on as the same episode.

    Its id, its date in the feed and its sound stay. The article itself is yours to rename, before this.
    """
    from narrate.podcast import MEMORY_FILE
    from narrate.production.inputs import open_inputs
    from narrate.production.request import Request
    from narrate.production.surroundings import feed_folder
    from narrate.site.renaming import finish
    from narrate.site.renaming import rename as rename_episode
    from narrate.store.folder import mp3_path
    from narrate.store.renaming import edition_of

    folder = out or AUDIO_FOLDER
    _refuse_unmoved(old, new)
    slug = open_inputs(Request(path=new, out=folder)).slug
    memory = (text or feed_folder(new)) / MEMORY_FILE
    before = edition_of(folder, old)
    if before is None and (edition_of(folder, new) != slug or finish(memory, slug) is None):
        problem = Message("there is no edition of it in {folder}", folder=folder)
        raise UsageError(problem, hint=Message("check the path, and --out"), path=old)
    if before not in (None, slug):
        _refuse_other(folder, slug, new)
        _refuse_stranger(folder, (before, slug), new)
        told_by = rename_episode(folder, memory, (before, slug), new)
        tell_recalled(memory, told_by)
    told = Message("{path}: goes on as the episode of {old}", path=mp3_path(folder, slug), old=old)
    print(worded(told))


def _refuse_unmoved(old: Path, new: Path) -> None:
    for article in (old, new):
        not_piped_in(article, Message("what comes by standard input has no name to be changed"))
    if old.exists():
        hint = Message("rename it yourself, then run this")
        raise UsageError(Message("the article is still there"), hint=hint, path=old)
    if not new.is_file():
        hint = Message("rename the article yourself, then run this")
        raise UsageError(Message("there is no such file"), hint=hint, path=new)


def _refuse_other(folder: Path, slug: str, article: Path) -> None:
    """A name that is another article's cannot be taken."""
    from narrate.ground.files import real
    from narrate.store.record import open_record

    source = open_record(folder, slug).source
    other = real(folder / source) if source else real(article)
    if other != real(article) and other.exists():
        raise UsageError(
            Message("it would replace {slug}.mp3, the edition of {source}", slug=slug, source=other),
            hint=Message("rename one, or give it a 'slug' in its front matter"),
            path=article,
        )


def _refuse_stranger(folder: Path, slugs: tuple[str, str], article: Path) -> None:
    """An edition of another text is no new name of the old one: it would lose its own place in the feed."""
    from narrate.store.renaming import are_strangers

    old, new = slugs
    if are_strangers(folder, old, new):
        raise UsageError(
            Message("{new}.mp3 is an episode of another text than {old}.mp3", new=new, old=old),
            hint=Message("check the path; if it is meant, delete {new}.mp3 first", new=new),
            path=article,
        )
