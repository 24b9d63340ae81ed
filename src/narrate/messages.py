"""What narrate has to say to its user, as values: English words that remember what they were made of.

A message is made where something is to be said. It is a text, its English, so that errors, reports and JSON
are the same everywhere; `cli.words` puts it into the user's language by the catalogue, where its template is
the key. ``make catalogue`` finds messages by the names `Message` and `counted`, with a template written out.
"""

from __future__ import annotations

import json
import re
from string import Formatter
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_DOUBLED = re.compile(r"\\(\\|u3000)")


def quoted(value: object) -> str:
    """A value as Python writes it, but a backslash once, and a wide space as it is: as it was typed."""
    return _DOUBLED.sub(lambda found: "\u3000" if found[1] == "u3000" else found[1], repr(value))


class _Quoting(Formatter):
    """Has ``!r`` write a value as `quoted` does."""

    def convert_field(self, value: Any, conversion: Any) -> Any:
        return quoted(value) if conversion == "r" else super().convert_field(value, conversion)


_QUOTING = _Quoting()


class Message(str):
    """A sentence, or a part of one. ``template`` has named places for the ``values``.

    A value may be a message itself, or one of the kinds below that each language writes in its own way.
    """

    __slots__ = ("plural", "template", "values")

    template: str
    plural: str
    """The template for any number but one; empty where nothing is counted."""
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The English words, with the values in their places."""
        return cls.made_of(template, "", values)

    @classmethod
    def made_of(cls, template: str, plural: str, values: dict[str, Any]) -> Self:
        """The message of these templates; the value that ``count`` names says which of the two is meant."""
        form = plural if plural and values["count"] != 1 else template
        made = super().__new__(
            cls, _QUOTING.vformat(form, (), values) if "!r" in form else form.format_map(values)
        )
        made.template, made.plural, made.values = template, plural, values
        return made

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[object, ...]]:
        return Message.made_of, (self.template, self.plural, self.values)


def counted(template: str, plural: str, /, count: int, **values: object) -> Message:
    """The message with ``template`` where ``count`` is one, else with ``plural``."""
    return Message.made_of(template, plural, {"count": count, **values})


_LONGEST = 80
_EMPTY = ""
"""Not written out below, or the catalogue would have it: there it stands for its head."""
NOTHING = Message(_EMPTY)


class Listed(tuple[object, ...]):
    """Several things of a kind, to be listed: ``a, b, c``; ``a、b、c``."""

    __slots__ = ()
    between = ", "

    def __new__(cls, things: Iterable[object] = ()) -> Self:
        """A list of these things."""
        return super().__new__(cls, things)

    def __format__(self, spec: str) -> str:
        """The things in English, each in quotes if ``spec`` says ``quoted``."""
        return self.between.join(map(quoted if spec == "quoted" else str, self))

    def __str__(self) -> str:
        """The things in English."""
        return format(self)


class Either(Listed):
    """Things of which one is meant: ``a or b``; ``aまたはb``."""

    __slots__ = ()
    between = " or "


class Foreign(str):
    """What there is only in English: what a system or a library says, or what a record kept of a message.

    The catalogue has what is heard often.
    """

    __slots__ = ()


class Written(str):
    """A value of a file: in English as Python writes it, else ``as_written``, as TOML and YAML do."""

    __slots__ = ("as_written",)
    as_written: str

    def __new__(cls, value: object) -> Self:
        """The value, shortened where it is long."""
        written = super().__new__(cls, _short(quoted(value)))
        in_file = json.dumps(value, ensure_ascii=False, default=str)
        written.as_written = _short(in_file.replace("\\\\", "\\"))
        return written

    def __reduce__(self) -> tuple[Callable[..., Written], tuple[str, str]]:
        """Its two forms: it was made of a value that is gone."""
        return _revived, (str(self), self.as_written)


def _revived(english: str, as_written: str) -> Written:
    written = str.__new__(Written, english)
    written.as_written = as_written
    return written


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def reason_of(error: OSError) -> Foreign:
    """What the system says of a file that it refused."""
    return Foreign(error.strerror or error)


def packed(value: object) -> Any:
    """A message or a value of one, as JSON holds it: a message as a list, things listed as an object.

    Texts and numbers stay what they are; of anything else the text is kept.
    """
    if isinstance(value, Message):
        return [value.template, value.plural, {name: packed(inner) for name, inner in value.values.items()}]
    if isinstance(value, Foreign):
        return {"foreign": str(value)}
    if isinstance(value, Listed):
        return {_KEYS[type(value)]: [packed(thing) for thing in value]}
    return value if isinstance(value, str | int | float) else str(value)


def unpacked(value: Any) -> Any:
    """What `packed` made that of."""
    if isinstance(value, list):
        template, plural, values = value
        return Message.made_of(template, plural, {name: unpacked(inner) for name, inner in values.items()})
    if isinstance(value, dict):
        ((key, things),) = value.items()
        return Foreign(things) if key == "foreign" else _LISTS[key](map(unpacked, things))
    return value


_LISTS: dict[str, type[Listed]] = {"listed": Listed, "either": Either}
_KEYS = {kind: key for key, kind in _LISTS.items()}
