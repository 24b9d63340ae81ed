"""Front matter -> its values and their lines, as much as can be read: whole, or else entry by entry.

Texts are taken as they are written, not as YAML guesses at them: the title ``12:30`` is no number of seconds.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from narrate.article.front.names import INNER_TABLES, OWN, OWN_TABLES, is_known
from narrate.errors import SettingsError
from narrate.ground.toml import parse_toml
from narrate.messages import Foreign, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrate.article.front.fences import Fence
    from narrate.model import Source

Key: TypeAlias = "str | int"

_ENTRY = {
    "yaml": re.compile(r"^[\"']?(\w[\w@. -]{0,60}?)[\"']?[ \t]*[:：](.*)$", re.MULTILINE),
    "toml": re.compile(r"^[\"']?(\w[\w. -]{0,60}?)[\"']?[ \t]*=(.*)$", re.MULTILINE),
    "json": re.compile(r"^[ \t{]*\"([^\"\n]{1,60})\"[ \t]*:(.*)$", re.MULTILINE),
}
_JSON_KEY = re.compile(r"\"([^\"\n]{1,60})\"[ \t]*:")
_TABLE = re.compile(r"^[ \t]*\[{1,2}[ \t]*[\"']?([\w-]+)", re.MULTILINE)
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_WHOLE_COMMENT = re.compile(r"\s#.*$")
_MERGE = "tag:yaml.org,2002:merge"
_MOST_ITEMS = 50
_DEEPEST = 4
_LONG = 20_000
"""Characters. Beyond that the fast parser is worth it, which says less clearly what is wrong."""


@dataclass(slots=True)
class Values:
    """What front matter says, and where it ends.

    ``lines`` has the line of each value by the keys that lead there, a list's items by number.
    """

    source: Source
    first_line: int
    end: int = 0
    found: dict[str, Any] = field(default_factory=dict)
    lines: dict[tuple[Key, ...], int] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)


class _UnreadableError(Exception):
    """A block is not what its marks say; of its entries, each by itself, most may be."""

    def __init__(self, problem: Message, line: int | None) -> None:
        self.problem = problem
        self.line = line
        super().__init__(problem)


def values_of(fence: Fence, source: Source) -> Values:
    """Read what stands inside a fence.

    Raises:
        SettingsError: what is narrate's own cannot be read, or has a key twice.
    """
    values = Values(source, source.line_of(fence.start), fence.end)
    if fence.syntax == "percent":
        _read_title_block(fence.block, values)
    elif fence.block.strip():
        try:
            _WHOLE[fence.syntax](fence.block, values)
        except _UnreadableError as error:
            if fence.is_closed and (shorter := fence.without_prose) is not fence:
                return values_of(shorter, source)
            values = Values(source, values.first_line, fence.end)
            _read_entries(fence, values, error)
    if not fence.is_closed:
        values.notes.append(
            Message(
                "the front matter is not closed: it ends above line {line}", line=source.line_of(values.end)
            )
        )
    return values


def _read_title_block(block: str, values: Values) -> None:
    """Pandoc's: title, authors and date, a ``%`` each."""
    parts = [part.strip() for part in re.split(r"^%", block, flags=re.MULTILINE)[1:]]
    for name, part in zip(("title", "author", "date"), parts, strict=False):
        if part:
            values.found[name] = re.split(r"\s*[;\n]\s*", part) if name == "author" else part
            values.lines[name,] = values.first_line


def _read_yaml(block: str, values: Values) -> None:
    import yaml

    kind = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if len(block) > _LONG else yaml.SafeLoader
    try:
        loader = kind(block)
        node = loader.get_single_node()
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise _UnreadableError(
                Message("the front matter is not a list of 'key: value' lines"), values.first_line
            )
        _note_lines(node, (), values, set())
        loader.flatten_mapping(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = values.first_line + (mark.line if mark else 0)
        raise _UnreadableError(_no_yaml(Foreign(error.problem)), line) from None
    except (yaml.YAMLError, ValueError, AttributeError, LookupError, RecursionError) as error:
        raise _UnreadableError(_no_yaml(_what(error)), values.first_line) from None
    for key, value in node.value:
        _take(loader, str(key.value), value, values)


def _no_yaml(reason: str) -> Message:
    return Message("the front matter is not valid YAML ({reason})", reason=reason)


def _take(loader: Any, name: str, node: Any, values: Values) -> None:
    """Keep the value of a key: one of narrate's own as YAML understands it, any other as it is written."""
    if name not in OWN:
        values.found[name] = _as_written(node)
        return
    import yaml

    try:
        values.found[name] = loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, AttributeError, LookupError, RecursionError) as error:
        reason = error.problem if isinstance(error, yaml.MarkedYAMLError) else _what(error)
        raise SettingsError(
            _no_yaml(Foreign(reason)),
            hint=Message("check its values"),
            path=values.source.path,
            line=values.lines.get((name,)),
        ) from None


def _what(error: Exception) -> str:
    """What is wrong with a value that the YAML parser fell over."""
    if isinstance(error, RecursionError):
        return Message("it is nested too deeply")
    if isinstance(error, AttributeError | LookupError):
        return Message("a value is not what its tag says")
    first = next(iter(str(error).splitlines()), "")
    return Foreign(first) if first else Message("a value cannot be read")


def _as_written(node: Any, depth: int = _DEEPEST) -> Any:
    """Texts, lists and tables of a node; of what refers to itself or is endless, the beginning."""
    if node.id == "scalar":
        return None if node.tag == "tag:yaml.org,2002:null" else node.value
    if not depth:
        return None
    inside = node.value[:_MOST_ITEMS]
    if node.id == "sequence":
        return [_as_written(item, depth - 1) for item in inside]
    return {str(key.value): _as_written(value, depth - 1) for key, value in inside}


def _note_lines(node: Any, above: tuple[Key, ...], values: Values, seen: set[int]) -> None:
    """Write down where each key and each item below a node of YAML stands; what is told by reference, once.

    Raises:
        SettingsError: a key stands twice in a table of narrate's own.
    """
    if id(node) in seen or isinstance(node.value, str):
        return
    seen.add(id(node))
    if node.id == "sequence":
        for number, item in enumerate(node.value):
            values.lines[*above, number] = _line(item, values)
            _note_lines(item, (*above, number), values, seen)
        return
    for key, value in node.value:
        here = (*above, str(key.value))
        if here in values.lines and key.tag != _MERGE:
            _tell_double(here, _line(key, values), values)
        values.lines[here] = _line(key, values)
        _note_lines(value, here, values, seen)


def _line(node: Any, values: Values) -> int:
    line: int = node.start_mark.line
    return line + values.first_line


def _tell_double(here: tuple[Key, ...], line: int, values: Values) -> None:
    name = str(here[-1])
    if here[0] in OWN:
        raise SettingsError(
            Message("{name!r} stands here twice", name=name),
            hint=Message("keep one of the two"),
            path=values.source.path,
            line=line,
        )
    if len(here) == 1 and len(values.notes) < _MOST_ITEMS:
        values.notes.append(
            Message(
                "front matter, line {line}: {name!r} stands here twice; the last one counts",
                line=line,
                name=name,
            )
        )


def _read_toml(block: str, values: Values) -> None:
    try:
        file = parse_toml("\n" * (values.first_line - 1) + block, values.source.path)
    except SettingsError as error:
        problem = Message("the front matter is {problem}", problem=error.problem)
        raise _UnreadableError(problem, error.line) from None
    values.lines.update({("lexicon", text): line for line, text in _quoted_in(block, values.first_line)})
    values.lines.update(file.lines.items())
    values.found.update(file.values)


def _quoted_in(block: str, first_line: int) -> Iterator[tuple[int, str]]:
    """What stands in quotes, with its line, the first of each last: words in lists of tables have no key."""
    rows = list(enumerate(block.split("\n"), first_line))
    yield from ((line, text) for line, row in reversed(rows) for text in _QUOTED.findall(row))


def _read_json(block: str, values: Values) -> None:
    whole = block if block.lstrip().startswith("{") else f"{{{block.strip().rstrip(',')}}}"
    try:
        found = json.loads(whole, strict=False)
    except json.JSONDecodeError as error:
        raise _UnreadableError(_no_json(Foreign(error.msg)), values.first_line + error.lineno - 1) from None
    except RecursionError:
        raise _UnreadableError(_no_json(Message("it is nested too deeply")), values.first_line) from None
    values.found.update(found)
    for number, row in enumerate(block.split("\n"), values.first_line):
        for name in _JSON_KEY.findall(row):
            values.lines.setdefault((name,), number)


def _no_json(reason: str) -> Message:
    return Message("the front matter is not valid JSON ({reason})", reason=reason)


def _read_entries(fence: Fence, values: Values, error: _UnreadableError) -> None:
    """Read what cannot be read as a whole, each key by itself; of those that stand twice, the last.

    Raises:
        SettingsError: a table of narrate's own cannot be read so.
    """
    problem = Message("{problem}; it is read line by line", problem=error.problem)
    values.notes.append(Message("line {line}: {problem}", line=error.line, problem=problem))
    if fence.syntax == "toml" and OWN_TABLES & set(_TABLE.findall(fence.block)):
        raise _fault(values, error)
    last = {name: (row, text, raw) for row, name, text, raw in _entries(fence)}
    for name, (row, text, raw) in last.items():
        values.lines[name,] = values.first_line + row
        values.found[name] = _entry_value(fence.syntax, name, text, raw, values)


def _fault(values: Values, error: _UnreadableError) -> SettingsError:
    hint = Message("check colons, quotes and indentation")
    return SettingsError(error.problem, hint=hint, path=values.source.path, line=error.line)


def _entries(fence: Fence) -> Iterator[tuple[int, str, str, str]]:
    """Each key's row, name, all its lines, and what stands behind it on the first."""
    block = fence.block
    if fence.syntax == "toml" and (table := _TABLE.search(block)):
        block = block[: table.start()]
    starts = list(_ENTRY[fence.syntax].finditer(block))
    row = at = 0
    for number, match in enumerate(starts):
        row += block.count("\n", at, match.start())
        at = match.start()
        end = starts[number + 1].start() if number + 1 < len(starts) else len(block)
        yield row, match[1], block[match.start() : end], match[2].strip()


def _entry_value(syntax: str, name: str, text: str, raw: str, values: Values) -> Any:
    if not is_known(name) and name not in INNER_TABLES:
        return None
    if syntax == "json":
        text, raw = text.strip().strip("{").rstrip("},\n\t "), raw.rstrip(",")
    inner = Values(values.source, values.lines[name,])
    try:
        _WHOLE[syntax](text.expandtabs(2), inner)
    except _UnreadableError as error:
        if name in OWN_TABLES:
            raise _fault(values, error) from None
        return _bare_text(raw)
    if name not in inner.found:
        return _bare_text(raw)
    values.lines.update(inner.lines)
    return inner.found[name]


def _bare_text(raw: str) -> str:
    """What an author meant by a value that is not valid: without quotes that are alone or stand around it."""
    for quote in "\"'":
        if raw.startswith(quote):
            inner = raw[1:].removesuffix(quote)
            return inner.strip() if quote not in inner or raw.endswith(quote) else raw
    return _WHOLE_COMMENT.sub("", raw)


_WHOLE: dict[str, Callable[[str, Values], None]] = {
    "yaml": _read_yaml,
    "toml": _read_toml,
    "json": _read_json,
}
