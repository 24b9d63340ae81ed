"""Front matter (YAML between ``---``, TOML between ``+++``) -> Metadata and where the body begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from narrate.errors import SettingsError
from narrate.ground.choices import PAUSE, PROSODY
from narrate.ground.tables import (
    WITHOUT_CONTROLS,
    Each,
    UnwantedError,
    checked_table,
    has_controls,
    matching,
    must_be,
    or_none,
)
from narrate.ground.toml import parse_toml
from narrate.messages import Foreign, Listed, Message
from narrate.model import Metadata, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrate.ground.tables import Fault, Kinds

Key: TypeAlias = "str | int"
Lines: TypeAlias = "Mapping[tuple[Key, ...], int]"

_FENCE = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPEN = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?=[ \t]*[\w\"'-]+[ \t]*[:=])")
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_YAML_MERGE = "tag:yaml.org,2002:merge"
_FILE_NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above an article's body. ``end`` is the offset of the body's first character.

    ``lines`` has the line of each key by the keys that lead to it, a list's items by their number from 0.
    """

    metadata: Metadata
    end: int
    notes: tuple[Message, ...] = ()
    path: Path = Path()
    lines: Lines = field(default_factory=dict)

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
    """Parse the front matter of a source; one without any gives empty metadata.

    Raises:
        SettingsError: it is not closed, not valid YAML or TOML, or a value is of the wrong kind
            (with the line).
    """
    match = _FENCE.match(source.text)
    if match is None or (match[1] == "---" and not _is_yaml_mapping(match[2])):
        if _OPEN.match(source.text):
            fence = source.text[:3]
            raise SettingsError(
                Message("the front matter is not closed"),
                hint=Message("end it with a line {fence}", fence=fence),
                path=source.path,
                line=1,
            )
        return FrontMatter(Metadata(), 0)
    parse = _parse_yaml if match[1] == "---" else _parse_toml
    values, lines = parse(match[2], source)
    bare = FrontMatter(Metadata(), match.end(), (), source.path, lines)
    metadata, notes = _metadata(values, bare.fault)
    return replace(bare, metadata=metadata, notes=notes)


def _line_in(lines: Lines, keys: Sequence[Key]) -> int | None:
    found = (lines.get(tuple(keys[:depth])) for depth in range(len(keys), 0, -1))
    return next(filter(None, found), None)


def _is_yaml_mapping(block: str) -> bool:
    """A scene break above prose is no front matter: the first line must look like ``key:``."""
    first = next((line for line in block.splitlines() if line.strip() and line[0] != "#"), "")
    return not first or bool(re.match(r"[\w\"'-]+[ \t]*:(\s|$)", first))


def _parse_yaml(block: str, source: Source) -> tuple[Mapping[str, Any], Lines]:
    import yaml

    lines: dict[tuple[Key, ...], int] = {}
    try:
        loader = yaml.SafeLoader(block)
        node = loader.get_single_node()
        if node is not None:
            _note_lines(node, (), lines, set(), source)
        values = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SettingsError(
            Message("the front matter is not valid YAML ({reason})", reason=Foreign(error.problem)),
            hint=Message("check colons, quotes and indentation"),
            path=source.path,
            line=2 + mark.line if mark else 1,
        ) from None
    except (yaml.YAMLError, ValueError, AttributeError, LookupError, RecursionError) as error:
        raise SettingsError(
            Message("the front matter is not valid YAML ({reason})", reason=_fault(error)),
            hint=Message("check its values"),
            path=source.path,
            line=_line_of_bad_value(block),
        ) from None
    if values is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        raise SettingsError(
            Message("the front matter is not a list of 'key: value' lines"),
            hint=Message("write one a line, as in 'title: …'"),
            path=source.path,
            line=2,
        )
    return {str(key): value for key, value in values.items()}, lines


def _note_lines(
    node: Any, above: tuple[Key, ...], lines: dict[tuple[Key, ...], int], seen: set[int], source: Source
) -> None:
    """Write down where each key and each item below a node of YAML stands; what is told by reference, once.

    Raises:
        SettingsError: a key stands twice in one table.
    """
    if id(node) in seen or isinstance(node.value, str):
        return
    seen.add(id(node))
    if node.id == "sequence":
        for number, item in enumerate(node.value):
            lines[*above, number] = _line(item)
            _note_lines(item, (*above, number), lines, seen, source)
        return
    for key, value in node.value:
        here = (*above, str(key.value))
        if here in lines and key.tag != _YAML_MERGE:
            raise SettingsError(
                Message("{name!r} stands here twice", name=str(key.value)),
                hint=Message("keep one of the two"),
                path=source.path,
                line=_line(key),
            )
        lines[here] = _line(key)
        _note_lines(value, here, lines, seen, source)


def _line(node: Any) -> int:
    """The line of a node in the source, whose first line is the fence."""
    line: int = node.start_mark.line
    return line + 2


def _fault(error: Exception) -> str:
    """What is wrong with a value that the YAML parser fell over."""
    if isinstance(error, RecursionError):
        return Message("it is nested too deeply")
    if isinstance(error, AttributeError | LookupError):
        return Message("a value is not what its tag says")
    first = next(iter(str(error).splitlines()), "")
    return Foreign(first) if first else Message("a value cannot be read")


def _line_of_bad_value(block: str) -> int:
    """The line of the first value that is not what it looks like or is tagged as, such as 2026-02-30."""
    import yaml

    for number, row in enumerate(block.splitlines(), 2):
        try:
            yaml.safe_load(row.partition(":")[2])
        except yaml.YAMLError:
            continue
        except (ValueError, AttributeError, LookupError, RecursionError):
            return number
    return 1


def _parse_toml(block: str, source: Source) -> tuple[Mapping[str, Any], Lines]:
    try:
        file = parse_toml(f"\n{block}", source.path)  # the fence is a line, too
    except SettingsError as error:
        problem = Message("the front matter is {problem}", problem=error.problem)
        raise SettingsError(problem, hint=error.hint, path=source.path, line=error.line) from None
    lines: dict[tuple[Key, ...], int] = {("lexicon", text): line for line, text in _quoted_in(block)}
    return file.values, lines | dict(file.lines.items())


def _quoted_in(block: str) -> Iterator[tuple[int, str]]:
    """What stands in quotes, with its line, the first of each last: words in lists of tables have no key."""
    rows = list(enumerate(block.split("\n"), 2))
    yield from ((line, text) for line, row in reversed(rows) for text in _QUOTED.findall(row))


def _metadata(values: Mapping[str, Any], fault: Fault) -> tuple[Metadata, tuple[Message, ...]]:
    known = {name: value for name, value in values.items() if name in _KINDS and value is not None}
    checked_table(known, dict.fromkeys(known, _writable), fault)
    unused = sorted(set(values) - set(_KINDS))
    note = Message("front matter that narrate does not use: {names}", names=Listed(unused))
    return Metadata(**checked_table(known, _KINDS, fault)), (note,) if unused else ()


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


def _string(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise TypeError
    return " ".join(str(value).split())


def _date(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return date.fromisoformat(value.strip().replace("/", "-")[:10])
    raise TypeError


def _entries(value: object) -> tuple[dict[str, object], ...]:
    if isinstance(value, dict):
        value = [{"written": k, **(v if isinstance(v, dict) else {"kana": v})} for k, v in value.items()]
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise TypeError
    return tuple({str(n): x for n, x in v.items()} for v in value)


_text = must_be(Message("a text"), _string)
_KINDS: Kinds = {f.name: _text for f in fields(Metadata)} | {
    "date": must_be(Message("a date like 2026-11-24"), _date),
    "slug": matching(_FILE_NAME, Message("a file name of letters, digits, '-', '_' and '.'"), _string),
    "language": matching(_LANGUAGE_TAG, Message("a language tag, as in ja or ja-JP"), _string),
    **PROSODY,
    "pauses": Each(PAUSE.whole, Message("a table of whole milliseconds, as in 'sentence: 500'")),
    "sections": Each(
        {"voice": _text} | {name: or_none(kind) for name, kind in PROSODY.items()},
        Message("a table from heading to a table of voice, speed or pitch"),
    ),
    "lexicon": must_be(
        Message("a table from word to kana, or a list of tables with 'written' and 'kana'"), _entries
    ),
}
