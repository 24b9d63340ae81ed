"""Front matter (YAML, TOML or JSON, by whatever tool) -> Metadata and where the body begins."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from narrate.article.front.fences import find_fence
from narrate.article.front.names import INNER_TABLES, ORIGIN, OWN
from narrate.errors import SettingsError
from narrate.ground.choices import CHAPTERS, FILE_NAME, PAUSE, PROSODY
from narrate.ground.tables import (
    WITHOUT_CONTROLS,
    Each,
    UnwantedError,
    checked_table,
    has_controls,
    must_be,
    one_line,
    or_none,
)
from narrate.messages import Listed, Message
from narrate.model import Format, Metadata, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrate.article.front.shared import Shared
    from narrate.article.front.values import Values
    from narrate.ground.tables import Kinds

Key: TypeAlias = "str | int"
Lines: TypeAlias = "Mapping[tuple[Key, ...], int]"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above an article's body. ``end`` is the offset of the body's first character.

    ``lines`` has the line of each key by the keys that lead to it, a list's items by their number from 0.
    ``draft`` is the key and value by which it says that the article is not to be published yet. ``renamed``
    is a title that was asked for in place of the article's own.
    """

    metadata: Metadata
    end: int
    notes: tuple[Message, ...] = ()
    path: Path = Path()
    lines: Lines = field(default_factory=dict)
    draft: str = ""
    renamed: str = ""

    def line_of(self, *keys: Key) -> int | None:
        """The line of what these keys lead to, or of what it stands in."""
        return _line_in(self.lines, keys)

    def line_of_word(self, number: int, *word: str) -> int | None:
        """The line of a word of the lexicon, which may be a table or a list, or of the list's item."""
        line = self.lines.get(("lexicon", *word)) if word else None
        return line or self.line_of("lexicon", number, *word)

    def fault(self, problem: Message, hint: Message, *keys: Key) -> SettingsError:
        """What is wrong with what these keys lead to."""
        return SettingsError(problem, hint=hint, path=self.path, line=self.line_of(*keys))


def read_front_matter(source: Source) -> FrontMatter:
    """Parse the front matter of a source; one without any, a book say, gives empty metadata.

    What other tools wrote never stops an article: what cannot be used is a note.

    Raises:
        SettingsError: what is narrate's own is of the wrong kind, or cannot be read (with the line).
    """
    if source.parts:
        return FrontMatter(Metadata(), 0)
    fence = find_fence(source.text, is_markdown=source.format is Format.MARKDOWN)
    if fence is None:
        return FrontMatter(Metadata(), 0)
    from narrate.article.front.shared import shared_of
    from narrate.article.front.values import values_of

    values = values_of(fence, source)
    shared = shared_of(values)
    bare = FrontMatter(Metadata(), values.end, (), source.path, values.lines, shared.draft)
    metadata = _metadata(values, shared, bare)
    return replace(bare, metadata=metadata, notes=tuple(_notes(values, shared)))


def _line_in(lines: Lines, keys: Sequence[Key]) -> int | None:
    found = (lines.get(tuple(keys[:depth])) for depth in range(len(keys), 0, -1))
    return next(filter(None, found), None)


def _metadata(values: Values, shared: Shared, front: FrontMatter) -> Metadata:
    """What other tools tell, as it is; narrate's own as it must be."""
    told = {name: value for name, value in shared.fields.items() if name not in _KINDS}
    own = {name: value for name, value in values.found.items() if name in OWN and value is not None}
    own |= {name: value for name, value in shared.fields.items() if name in _KINDS}
    checked_table(own, dict.fromkeys(own, _writable), front.fault)
    return Metadata(**told, **checked_table(own, _KINDS, front.fault))


def _notes(values: Values, shared: Shared) -> Iterator[Message]:
    yield from values.notes
    yield from shared.notes
    if shared.draft:
        yield Message("a draft ({why}): a build of several articles passes it over", why=shared.draft)
    unused = sorted(set(values.found) - OWN - ORIGIN - shared.used - set(INNER_TABLES))
    if unused:
        yield Message("front matter that narrate does not use: {names}", names=Listed(unused))


def _writable(value: object) -> object:
    if _has_unwritable(value):
        raise UnwantedError(WITHOUT_CONTROLS)
    return value


def _has_unwritable(value: object, depth: int = 3) -> bool:
    """Whether a text, or one inside a table or list, holds half a surrogate pair or a control character."""
    if isinstance(value, str):
        return has_controls(value)
    if not depth or not isinstance(value, dict | list):
        return False
    inner = [*value, *value.values()] if isinstance(value, dict) else value
    return any(_has_unwritable(v, depth - 1) for v in inner)


def _entries(value: object) -> tuple[dict[str, object], ...]:
    if isinstance(value, dict):
        value = [{"written": k, **(v if isinstance(v, dict) else {"kana": v})} for k, v in value.items()]
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise TypeError
    return tuple({str(n): x for n, x in v.items()} for v in value)


def _any(value: object) -> object:
    """A kind: what it must be is told where it is used."""
    return value


_text = must_be(Message("a text"), one_line)
_KINDS: Kinds = {
    "voice": _text,
    "cover": _text,
    "slug": FILE_NAME,
    "chapters": CHAPTERS.whole,
    **PROSODY,
    "pauses": Each(PAUSE.whole, Message("a table of whole milliseconds, as in 'sentence: 500'")),
    "prosody": Each(_any, Message("a table, as in 'questions: false'")),
    "sections": Each(
        {"voice": _text} | {name: or_none(kind) for name, kind in PROSODY.items()},
        Message("a table from heading to a table of voice, speed or pitch"),
    ),
    "lexicon": must_be(
        Message("a table from word to kana, or a list of tables with 'written' and 'kana'"), _entries
    ),
}
"""What is narrate's own, where it stands beside what other tools share."""
