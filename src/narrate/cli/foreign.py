"""What others say in English, systems, parsers and Typer, as messages: so that the catalogue can have it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.messages import Listed, Message

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATES = (
    # Typer and the Click that it carries: what is wrong with the command's words
    "Invalid value for '{option}' / '{other}': {said}",
    "Invalid value for '{option}': {said}",
    "Invalid value: {said}",
    "Missing argument '{name}'",
    "Missing option '{name}'",
    "Missing command",
    "No such command '{name}'. Did you mean {names}?",
    "No such command '{name}'",
    "No such option: {name} (Possible options: {names})",
    "No such option: {name}",
    "Option '{name}' requires an argument",
    "Option '{name}' does not take a value",
    "Got unexpected extra argument(s) ({names})",
    "'{value}' is not a valid int",
    "'{value}' is not a valid int range",
    "'{value}' is not a valid float range",
    "{value} is not in the range {range}",
    "Path '{name}' is not readable",
    # Systems: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/errno.h.html
    "No such file or directory",
    "Permission denied",
    "Operation not permitted",
    "Is a directory",
    "Not a directory",
    "File exists",
    "File name too long",
    "File too large",
    "Too many levels of symbolic links",
    "Too many open files",
    "No space left on device",
    "Disk quota exceeded",
    "Read-only file system",
    "Input/output error",
    "Directory not empty",
    "Device or resource busy",
    "Invalid argument",
    "Stale file handle",
    "nobody writes into it",  # our own
    "not a regular file",  # our own
    "Address already in use",
    "Cannot assign requested address",
    "Connection refused",
    "Name or service not known",
    "Cannot allocate memory",
    "Network is unreachable",
    "No route to host",
    "self-signed certificate",
    "self-signed certificate in certificate chain",
    "unable to get local issuer certificate",
    "certificate has expired",
    "Hostname mismatch, certificate is not valid for '{name}'.",
    "IP address mismatch, certificate is not valid for '{name}'.",
    "{said} (while attempting to bind on address {address})",
    # tomllib
    "nested too deeply",
    "Cannot overwrite a value",
    "Escaped character is not a Unicode scalar value",
    "Expected '=' after a key in a key/value pair",
    "Expected ']' at the end of a table declaration",
    "Expected ']]' at the end of an array declaration",
    "Expected newline or end of document after a statement",
    "Invalid date or datetime",
    "Invalid hex value",
    "Invalid initial character for a key part",
    "Invalid statement",
    "Invalid value",
    "Unclosed array",
    "Unclosed inline table",
    "Unescaped '\\' in a string",
    "Unterminated string",
    "Cannot declare ('{name}',) twice",
    "Cannot declare {name} twice",
    "Cannot mutate immutable namespace {name}",
    "Cannot redefine namespace {name}",
    "Duplicate inline table key {name}",
    "Expected {wanted}",
    "Found invalid character {character}",
    "Illegal character '\\n'",
    "Illegal character {character}",
    # PyYAML
    "mapping values are not allowed here",
    "mapping keys are not allowed here",
    "sequence entries are not allowed here",
    "could not find expected ':'",
    "found character '\\t' that cannot start any token",
    "found character {character} that cannot start any token",
    "found unexpected end of stream",
    "found unexpected document separator",
    "found unknown escape character {character}",
    "found undefined alias {name}",
    "found unhashable key",
    "found undefined tag handle {name}",
    "special characters are not allowed",
    "could not determine a constructor for the tag {name}",
    "expected <block end>, but found {found}",
    "expected the node content, but found {found}",
    "expected ',' or ']', but got {found}",
    "expected ',' or '}}', but got {found}",
    "expected a comment or a line break, but found {found}",
    "expected alphabetic or numeric character, but found {found}",
    "expected a single document in the stream",
    "second occurrence",
    "expected chomping or indentation indicators, but found {found}",
    "expected indentation indicator in the range 1-9, but found {found}",
    "expected escape sequence of {count} hexadecimal numbers, but found {found}",
    "expected '>', but found {found}",
    "expected URI escape sequence of 2 hexadecimal numbers, but found {found}",
    "expected a mapping or list of mappings for merging, but found {found}",
    "expected a mapping node, but found {found}",
    "expected a sequence node, but found {found}",
    "expected a sequence, but found {found}",
    "invalid literal for int() with base {base}: {value}",
    "could not convert string to float: {value}",
    "failed to decode base64 data: {said}",
    "'<stream end>'",
    "'<block end>'",
    "'<scalar>'",
    "'<block mapping start>'",
    "'<block sequence start>'",
    # Python's dates
    "day is out of range for month",
    "month must be in 1..12",
    "hour must be in 0..23",
    "minute must be in 0..59",
    "second must be in 0..59",
    # Pillow
    "Truncated File Read",
    "image file is truncated ({count} bytes not processed)",
    "image file is truncated",
    "broken data stream when reading image file",
    "unrecognized data stream contents when reading image file",
    "broken PNG file (chunk {name})",
    "Image size ({size} pixels) exceeds limit of {limit} pixels, could be decompression bomb DOS attack.",
    # Unicode's names of scripts: of what no dictionary can say
    "no reading: {said}",
    "Private-use",
    "Hangul",
    "Arabic",
    "Cyrillic",
    "Thai",
    "Hebrew",
    "Greek",
    "Latin",
    "Devanagari",
    "Braille",
    "Bopomofo",
    "Cjk",
    "Combining",
    "Mathematical",
    "Tamil",
    "Georgian",
    "Armenian",
    "Khmer",
    "Lao",
    "Myanmar",
    "Tibetan",
    "Mongolian",
    "Ethiopic",
    "Sinhala",
    "Gujarati",
    "Bengali",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Gurmukhi",
    "Oriya",
    "Syriac",
    "Thaana",
    "Coptic",
    "Runic",
    "Egyptian",
    "Ugaritic",
    "Yi",
    "Canadian",
    "Cherokee",
    "Katakana",
    "Hiragana",
    "Circled",
    "Telephone",
    "Infinity",
    "Square",
    "Micro",
    "Prime",
    "Double",
)
"""With places for what they name: ``said`` for what is looked up in its turn, ``names`` for several names."""

_LONGEST = 500
_BOTH, _LEAST = re.compile(r"(\S+)<=x<=(\S+)"), re.compile(r"x>=(\S+)")
_SHAPES = {"option": r"[^'\s]+", "other": r"[^'\s]+"}
"""What may stand in a place, where that is not anything."""


def in_range(signs: str) -> Message:
    """A range as Typer writes it, in words: ``0.25<=x<=4.0``, ``x>=1``."""
    both, least = _BOTH.fullmatch(signs), _LEAST.fullmatch(signs)
    if both:
        return Message("{low} to {high}", low=both[1], high=both[2])
    return Message("at least {low}", low=least[1]) if least else as_it_is(signs)


def heard(text: str) -> Message:
    """The message whose English this is; one that nobody knows, or that is very long, stays as it is."""
    for template, pattern in _patterns() if len(text) <= _LONGEST else ():
        found = pattern.fullmatch(text)
        if found:
            return Message(
                template, **{name: _VALUES.get(name, str)(v) for name, v in found.groupdict().items()}
            )
    return as_it_is(text)


def as_it_is(text: str) -> Message:
    """A message that has no place for anything."""
    return Message(text.replace("{", "{{").replace("}", "}}"))


_QUOTES = "'\""
_VALUES: dict[str, Callable[[str], object]] = {
    "said": heard,
    "found": heard,
    "names": lambda names: Listed(name.strip(_QUOTES) for name in names.split(", ")),
    "option": lambda name: name.rstrip("…"),
    "name": lambda name: name.strip(_QUOTES).rstrip("…"),
    "character": lambda character: character.strip(_QUOTES),
    "value": lambda value: value.strip(_QUOTES),
    "wanted": lambda wanted: wanted.strip(_QUOTES),
    "range": in_range,
}
"""How what stands in a place is taken: without English quotes, the … of several, the signs of a range."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((template, _pattern(template)) for template in TEMPLATES)


def _pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", template)
    literals = (_literal(piece) for piece in pieces[::2])
    places = (f"(?P<{name}>{_SHAPES.get(name, '.+?')})" for name in pieces[1::2])
    return re.compile(
        "".join(piece for pair in zip(literals, [*places, ""], strict=True) for piece in pair), re.DOTALL
    )


def _literal(text: str) -> str:
    """A pattern for words between places; Python has two kinds of quotes."""
    return re.escape(text.replace("}}", "}").replace("{{", "{")).replace("'", "['\"]")
