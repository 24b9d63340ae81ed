"""What the command line calls the kinds of things: for each value of an enumeration its message."""

from __future__ import annotations

from typing import Protocol

from narrate.messages import Foreign, Message, counted


class _AtLine(Protocol):
    """What stands in a line, of a part if the article has parts."""

    @property
    def line(self) -> int: ...
    @property
    def part(self) -> str: ...


def _by_name(*names: Message) -> dict[str, Message]:
    """Each value of an enumeration with its message: the value is the English."""
    return {str(name): name for name in names}


ROLES = _by_name(
    Message("category"),
    Message("title"),
    Message("subtitle"),
    Message("lead"),
    Message("heading"),
    Message("paragraph"),
    Message("item"),
    Message("quote"),
    Message("note"),
    Message("announcement"),
)
"""Of `Role`: what a paragraph is to its article."""

REASONS = _by_name(
    Message("new"),
    Message("reading changed"),
    Message("voice changed"),
    Message("place in its paragraph changed"),
    Message("pauses changed"),
    Message("engine changed"),
    Message("damaged"),
    Message("not in the store"),
    Message("forced"),
)
"""Of `Reason`: why a sentence was spoken."""

SUSPICIONS = _by_name(
    Message("unknown word"),
    Message("Latin word, guessed"),
    Message("Latin word, spelled out"),
    Message("name of a person"),
    Message("can be read in two ways"),
    Message("a second reader differs"),
    Message("read as the second reader has it"),
    Message("compound put together from pieces"),
    Message("words like it are often misread"),
)
"""Of `Suspicion`: why a reading is doubtful."""

GROUNDS = _by_name(
    Message("dictionary"),
    Message("unknown word"),
    Message("lexicon"),
    Message("ruby"),
    Message("Latin guessed"),
    Message("spelled"),
    Message("rule"),
    Message("second opinion"),
)
"""Of `Grounds`: where a word's reading comes from."""

RULES = _by_name(
    Message("URL"),
    Message("a year"),
    Message("about a month"),
    Message("accents"),
    Message("address"),
    Message("against"),
    Message("aircraft"),
    Message("area"),
    Message("average"),
    Message("blank name"),
    Message("clock range"),
    Message("clock time"),
    Message("company"),
    Message("counted in English"),
    Message("cross"),
    Message("currency"),
    Message("date"),
    Message("day"),
    Message("decoration"),
    Message("degrees"),
    Message("digits in threes"),
    Message("dot before name"),
    Message("dotted number"),
    Message("e-mail address"),
    Message("emoji"),
    Message("engine strokes"),
    Message("equals"),
    Message("featuring"),
    Message("figures in threes"),
    Message("first of the month"),
    Message("fraction"),
    Message("gloss"),
    Message("hash"),
    Message("kaomoji"),
    Message("laugh"),
    Message("less than"),
    Message("list number"),
    Message("magnitude"),
    Message("masu"),
    Message("minus"),
    Message("minus in a formula"),
    Message("minutes of arc"),
    Message("month"),
    Message("more than"),
    Message("number one"),
    Message("number sign"),
    Message("old spelling"),
    Message("open range"),
    Message("ordinal"),
    Message("percent"),
    Message("plus"),
    Message("plus plus"),
    Message("plus-minus"),
    Message("postal code"),
    Message("power"),
    Message("quotes"),
    Message("range"),
    Message("ratio"),
    Message("roman numeral"),
    Message("score"),
    Message("season"),
    Message("sharp"),
    Message("slash between words"),
    Message("squared sign"),
    Message("squares"),
    Message("standard"),
    Message("strain"),
    Message("subscript"),
    Message("term of prison"),
    Message("train"),
    Message("unit"),
    Message("unit apart"),
    Message("version"),
    Message("versus"),
    Message("vulgar fraction"),
    Message("wave as length"),
    Message("wave as range"),
    Message("widths"),
    Message("whole hour"),
    Message("year left open"),
    Message("year with its era"),
    Message("zero hour"),
    Message("arrow"),
    Message("radical"),
    Message("variant form"),
    Message("part of an ideograph"),
    Message("joined mark"),
    Message("iteration mark"),
    Message("form of kana"),
    Message("letter"),
    Message("digit"),
    Message("circle"),
    Message("footnote mark"),
    Message("numbered sign"),
    Message("minutes and seconds"),
    Message("numbers apart"),
    Message("thousands"),
    Message("telephone"),
    Message("raised number"),
    Message("decimal point"),
    Message("unit letter"),
    Message("wave named by a letter"),
    Message("currency sign"),
    Message("control character"),
    Message("form of company"),
    Message("age in brackets"),
    Message("compound"),
    Message("one name"),
    Message("prefix"),
    Message("suffix"),
    Message("no place"),
    Message("no organization"),
    Message("no verb"),
    Message("verb"),
)
"""Of the rules of text and words, for ``narrate readings --why``. A homograph's row keeps its own name."""


def named(rule: str) -> Message:
    """The name of a rule, or what something else is called that decided: a row, a place in a lexicon."""
    return RULES.get(rule) or Message("{rule}", rule=Foreign(rule))


def at_line(what: _AtLine) -> Message:
    """Where something stands in an article: its line, behind the part where there is one."""
    if what.part:
        return Message("{part}:{line}", part=what.part, line=what.line)
    return Message("line {line}", line=what.line)


def line_number(what: _AtLine) -> str:
    """The same as it stands before a line of a listing."""
    return f"{what.part}:{what.line}" if what.part else f"{what.line:>4}"


def chapters_counted(count: int) -> Message:
    """So many chapters."""
    return counted("{count} chapter", "{count} chapters", count)


def editions_counted(count: int) -> Message:
    """So many editions."""
    return counted("{count} edition", "{count} editions", count)


def sentences_counted(count: int) -> Message:
    """So many sentences."""
    return counted("{count} sentence", "{count} sentences", count)
