"""Tables that an author wrote -> values to rely on: the one checker of names, types and ranges.

What a table may have is declared as a mapping from names to kinds. A kind is a function that gives the value
as it is kept, or raises `UnwantedError`, which says what it must be; that of a table in the table is a
mapping again, `Each`, or `TextOr`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, get_args, get_type_hints

from narrate.messages import NOTHING, Listed, Message, Written, counted

if TYPE_CHECKING:
    from narrate.errors import NarrateError

Check: TypeAlias = Callable[[object], Any]
Kind: TypeAlias = "Check | Kinds | Each | TextOr"
Kinds: TypeAlias = Mapping[str, Kind]
Fault: TypeAlias = "Callable[..., NarrateError]"
"""Makes an error as `TomlFile.fault` does: of what is wrong, what to do, and the names that lead there."""


class Each(NamedTuple):
    """A table whose names are the author's own: what each value in it must be, and what it must be itself."""

    kind: Kind
    wanted: Message


class TextOr(NamedTuple):
    """A table of these kinds, or in its place something shorter of another kind."""

    kinds: Kinds
    other: Check


class UnwantedError(ValueError):
    """A value is not what it must be."""

    def __init__(self, wanted: Message) -> None:
        self.wanted = wanted
        super().__init__(wanted)


def checked_table(table: Mapping[Any, object], kinds: Kinds, fault: Fault, *names: str) -> dict[str, Any]:
    """The values of the table that ``names`` lead to, each as its kind keeps it.

    Raises:
        NarrateError: as ``fault`` makes it, for the first key that is unknown or has a wrong value.
    """
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = str(key)
        if name not in kinds:
            known = counted("there is: {names}", "there are: {names}", len(kinds), names=Listed(kinds))
            raise fault(Message("unknown key {name!r}", name=name), known, *names, name)
        values[name] = checked_value(value, kinds[name], fault, *names, name)
    return values


def checked_value(value: object, kind: Kind, fault: Fault, *names: str) -> Any:
    """The value that ``names`` lead to, as its kind keeps it.

    Raises:
        NarrateError: as ``fault`` makes it.
    """
    if isinstance(kind, TextOr):
        kind = kind.kinds if isinstance(value, dict) else kind.other
    try:
        if callable(kind):
            return kind(value)
        if not isinstance(value, dict):
            raise UnwantedError(
                kind.wanted if isinstance(kind, Each) else Message("a table of {names}", names=Listed(kind))
            )
    except UnwantedError as unwanted:
        name = names[-1] if names[-1].isidentifier() else repr(names[-1])
        problem = Message("{name} is {value}", name=name, value=_shown(value))
        raise fault(problem, Message("it must be {wanted}", wanted=unwanted.wanted), *names) from None
    if isinstance(kind, Each):
        kind = dict.fromkeys(map(str, value), kind.kind)
    return checked_table(value, kind, fault, *names)


def _shown(value: object) -> str:
    try:
        return Written(value)
    except (TypeError, ValueError, RecursionError):
        return Message("too large")


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from ``low`` to ``high``, and what they count or measure."""

    low: float
    high: float
    unit: Message = NOTHING

    def number(self, value: object) -> float:
        """A kind: one of these numbers."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self._holds(value):
            raise UnwantedError(Message("a number {range}", range=self.said))
        return float(value)

    def whole(self, value: object) -> int:
        """A kind: one of these numbers, and a whole one."""
        if type(value) is not int or not self._holds(value):
            raise UnwantedError(Message("a whole number {range}", range=self.said))
        return value

    def _holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def said(self) -> Message:
        """The numbers in words."""
        ends = {"low": f"{self.low:.10g}", "high": f"{self.high:.10g}"}
        if self.unit:
            return Message("of {unit} from {low} to {high}", unit=self.unit, **ends)
        return Message("from {low} to {high}", **ends)


_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
WITHOUT_CONTROLS = Message("without control characters")


def has_controls(text: str) -> bool:
    """Whether a text holds a control character, ends of lines and tabs aside, or half a surrogate pair."""
    return bool(_CONTROL.search(text))


def writable_text(value: object) -> str:
    """A kind: any text that can stand in tags, feeds and pages."""
    text = any_text(value)
    if has_controls(text):
        raise UnwantedError(WITHOUT_CONTROLS)
    return text


def any_text(value: object) -> str:
    """A kind: any text."""
    if not isinstance(value, str):
        raise UnwantedError(Message("a text in quotes"))
    return value


def one_line(value: object) -> str:
    """A text of whatever YAML takes for a text or else, its white space as single spaces.

    Raises:
        TypeError: it is a truth, or several values.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise TypeError
    return " ".join(str(value).split())


def inked_text(value: object) -> str:
    """A kind: a text that can stand in tags and shows something, its white space as single spaces."""
    text = " ".join(writable_text(value).split())
    if not text:
        raise UnwantedError(Message("a text that is not empty"))
    return text


def truth(value: object) -> bool:
    """A kind: yes or no."""
    if not isinstance(value, bool):
        raise UnwantedError(Message("true or false"))
    return value


def one_of(*choices: object) -> Check:
    """The kind of what is one of several values; 64.0 is not 64."""
    typed = [(type(choice), choice) for choice in choices]

    def check(value: object) -> object:
        if (type(value), value) not in typed:
            raise UnwantedError(Message("one of {choices:quoted}", choices=Listed(choices)))
        return value

    return check


def must_be(wanted: Message, make: Check) -> Check:
    """The kind of what ``make`` makes something of; whatever else it raises, the value must be ``wanted``."""

    def check(value: object) -> object:
        try:
            return make(value)
        except (TypeError, ValueError):
            raise UnwantedError(wanted) from None

    return check


def matching(pattern: re.Pattern[str], wanted: Message, words: Callable[[object], str] = any_text) -> Check:
    """The kind of a text, as ``words`` takes it, that a pattern matches from end to end."""

    def check(value: object) -> str:
        found = words(value)
        if not pattern.fullmatch(found):
            raise ValueError
        return found

    return must_be(wanted, check)


def or_none(check: Check) -> Check:
    """The same kind, where nothing may stand as well, as YAML has it."""
    return lambda value: None if value is None else check(value)


def kinds_of(choices: type) -> dict[str, Check]:
    """What each field of a class must be, where that is a truth or one of several texts."""
    hints = get_type_hints(choices)
    return {name: truth if hint is bool else one_of(*get_args(hint)) for name, hint in hints.items()}
