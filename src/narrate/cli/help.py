"""``--help`` in Japanese: Typer's own commands with their texts exchanged, in lines as wide as they look."""

from __future__ import annotations

import gettext
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from typer._click.core import Context
from typer._click.formatting import HelpFormatter

from narrate.cli.columns import width_of, wrapped
from narrate.cli.foreign import in_range
from narrate.cli.words import CATALOGUES, DOMAIN, catalogue, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RANGE = re.compile(r"[^\s\[]+<=x<=[^\s\];]+|x>=[^\s\];]+")
TYPER = ("Arguments", "Options", "Commands", "required", "default: {default}")
"""What Typer looks up by itself."""


def help_texts(command: Any) -> Iterator[str]:
    """All texts of a command's help and of its subcommands' that a language must have."""
    yield from filter(None, (as_paragraphs(command.help or ""), command.options_metavar))
    for param in (*command.params, command.get_help_option(_context(command))):
        yield from filter(None, (param.metavar, getattr(param, "help", None)))
    for inner in getattr(command, "commands", {}).values():
        yield from help_texts(inner)
    if hasattr(command, "commands"):
        yield command.subcommand_metavar


def as_paragraphs(text: str) -> str:
    """A docstring with each paragraph in one line, as catalogues have it."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.partition("\f")[0]))


def let_speak_japanese(command: Any) -> None:
    """Have a command, and all below it, show help in Japanese. Nothing is looked up until it is asked for."""
    command.context_class = _JapaneseContext
    for inner in getattr(command, "commands", {}).values():
        let_speak_japanese(inner)


def put_in_japanese(command: Any) -> None:
    """Exchange the texts of a command and of all below it."""
    command.help = _text(as_paragraphs(command.help or ""))
    command.short_help = command.help.partition("。")[0]
    command.options_metavar = _text(command.options_metavar)
    for param in (*command.params, command.get_help_option(_context(command))):
        param.metavar = _text(param.metavar)
        if getattr(param, "help", None):
            param.help = _text(param.help)
    for inner in getattr(command, "commands", {}).values():
        put_in_japanese(inner)
    if hasattr(command, "commands"):
        command.subcommand_metavar = _text(command.subcommand_metavar)


def _text(text: str | None) -> Any:
    return catalogue().gettext(text) if text else text


def _context(command: Any) -> Any:
    return command.context_class(command, help_option_names=["-h", "--help"])


class _JapaneseFormatter(HelpFormatter):
    """Typer's formatter, with its words in Japanese and its columns by how wide characters are."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        head = f"{prefix or '使い方: '}{prog} "
        self._write_lines(wrapped(args, self.width - width_of(head)), head)

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{heading}:\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        margin = " " * self.current_indent
        room = self.width - self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            self._write_lines(wrapped(paragraph, room), margin)

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with what they mean beside them."""
        margin = " " * self.current_indent
        column = min(max(width_of(term) for term, _ in rows), col_max) + col_spacing
        for term, meaning in rows:
            head = f"{margin}{term}" + " " * (column - width_of(term))
            if width_of(term) > column - col_spacing:
                self.write(f"{margin}{term}\n")
                head = margin + " " * column
            self._write_lines(
                wrapped(_with_ranges(meaning), max(self.width - column - self.current_indent, 20)), head
            )

    def _write_lines(self, lines: list[str], head: str) -> None:
        for number, line in enumerate(lines or [""]):
            start = " " * width_of(head) if number else head
            self.write(f"{start}{line}".rstrip() + "\n")


def _with_ranges(meaning: str) -> str:
    """What Typer says of an option, its ranges in words."""
    return _RANGE.sub(lambda found: worded(in_range(found[0])), meaning)


class _JapaneseContext(Context):
    formatter_class = _JapaneseFormatter

    def get_help(self) -> str:
        """The help of a command."""
        put_in_japanese(self.find_root().command)
        with _typer_in_japanese():
            return super().get_help()


@contextmanager
def _typer_in_japanese() -> Iterator[None]:
    """Typer looks its headings up by `gettext`, for the language that the environment names."""
    domain, language = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = "ja"
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE")
        if language is not None:
            os.environ["LANGUAGE"] = language
