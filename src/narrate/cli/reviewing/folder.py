"""The other articles of a folder, in which an answer changes what is read, too."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.errors import NarrateError
from narrate.ground.opened import Opened
from narrate.production.inputs import open_to_read
from narrate.production.plan import with_own_word, words_and_script
from narrate.production.surroundings import articles_beside
from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.layers import Lexicon
from narrate.review.answers.changes import Neighbour
from narrate.review.matching import loose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from narrate.reading.lexicon.entries import Entry
    from narrate.reading.policy import SayingPolicy


class Folder:
    """The articles beside one, each read when a word is in it."""

    def __init__(self, article: Path) -> None:
        self._paths = articles_beside(article)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._paths)

    def with_word(self, written: str) -> Iterator[Neighbour | None]:
        """One after the other; ``None`` for one that does not have the word, or cannot be read."""
        files = Opened()
        for path in self._paths:
            found = None
            with suppress(NarrateError, OSError):  # it will be told when that article is built
                found = _neighbour(path, files, loose(written))
            yield found


def _neighbour(path: Path, files: Opened, form: str) -> Neighbour | None:
    with suppress(UnicodeDecodeError):  # of another encoding no more is known yet
        if not set(form) <= set(loose(files.read(path).decode())):  # a line's end or a mark may break a word
            return None
    lexicon, script, policy = words_and_script(open_to_read(path, files))
    utterances = [u for u in script.utterances if form in loose(u.text)]
    return Neighbour(path, utterances, _reader(lexicon, policy)) if utterances else None


def _reader(lexicon: Lexicon, policy: SayingPolicy) -> Callable[[Entry | None], FrontEnd]:
    def reader(tried: Entry | None) -> FrontEnd:
        words = with_own_word(lexicon, tried) if tried else lexicon
        return _front_end(tuple(filter(None, words.layers)), policy)

    return reader


@lru_cache(maxsize=8)
def _front_end(layers: tuple[tuple[Entry, ...], ...], policy: SayingPolicy) -> FrontEnd:
    """Articles without words of their own share one."""
    return FrontEnd(Lexicon(layers), policy, is_trial=True)
