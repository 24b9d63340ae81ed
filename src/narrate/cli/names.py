"""What the command line calls the kinds of things: for each value of an enumeration its message."""

from __future__ import annotations

from narrate.messages import Foreign, Message, counted

ROLES = {
    "category": Message("category"),
    "title": Message("title"),
    "subtitle": Message("subtitle"),
    "lead": Message("lead"),
    "heading": Message("heading"),
    "paragraph": Message("paragraph"),
    "item": Message("item"),
    "quote": Message("quote"),
    "note": Message("note"),
    "announcement": Message("announcement"),
}
"""Of `Role`: what a paragraph is to its article."""

REASONS = {
    "new": Message("new"),
    "reading changed": Message("reading changed"),
    "voice changed": Message("voice changed"),
    "engine changed": Message("engine changed"),
    "damaged": Message("damaged"),
    "not in the store": Message("not in the store"),
    "forced": Message("forced"),
}
"""Of `Reason`: why a sentence was spoken."""

SUSPICIONS = {
    "unknown word": Message("unknown word"),
    "Latin word, guessed": Message("Latin word, guessed"),
    "Latin word, spelled out": Message("Latin word, spelled out"),
    "name of a person": Message("name of a person"),
    "can be read in two ways": Message("can be read in two ways"),
    "a second reader differs": Message("a second reader differs"),
    "read as the second reader has it": Message("read as the second reader has it"),
    "compound put together from pieces": Message("compound put together from pieces"),
}
"""Of `Suspicion`: why a reading is doubtful."""

GROUNDS = {
    "dictionary": Message("dictionary"),
    "unknown word": Message("unknown word"),
    "lexicon": Message("lexicon"),
    "ruby": Message("ruby"),
    "Latin guessed": Message("Latin guessed"),
    "spelled": Message("spelled"),
    "rule": Message("rule"),
    "second opinion": Message("second opinion"),
}
"""Of `Grounds`: where a word's reading comes from."""

RULES = {
    "URL": Message("URL"),
    "a year": Message("a year"),
    "accents": Message("accents"),
    "address": Message("address"),
    "against": Message("against"),
    "age": Message("age"),
    "aircraft": Message("aircraft"),
    "area": Message("area"),
    "average": Message("average"),
    "blank name": Message("blank name"),
    "clock range": Message("clock range"),
    "clock time": Message("clock time"),
    "company": Message("company"),
    "cross": Message("cross"),
    "currency": Message("currency"),
    "date": Message("date"),
    "day": Message("day"),
    "decoration": Message("decoration"),
    "degrees": Message("degrees"),
    "digits in threes": Message("digits in threes"),
    "dot before name": Message("dot before name"),
    "dotted number": Message("dotted number"),
    "e-mail address": Message("e-mail address"),
    "emoji": Message("emoji"),
    "engine strokes": Message("engine strokes"),
    "equals": Message("equals"),
    "featuring": Message("featuring"),
    "figures in threes": Message("figures in threes"),
    "fraction": Message("fraction"),
    "gloss": Message("gloss"),
    "hash": Message("hash"),
    "kaomoji": Message("kaomoji"),
    "laugh": Message("laugh"),
    "less than": Message("less than"),
    "list number": Message("list number"),
    "magnitude": Message("magnitude"),
    "masu": Message("masu"),
    "minus": Message("minus"),
    "minus in a formula": Message("minus in a formula"),
    "minutes of arc": Message("minutes of arc"),
    "month": Message("month"),
    "more than": Message("more than"),
    "number one": Message("number one"),
    "number sign": Message("number sign"),
    "open range": Message("open range"),
    "ordinal": Message("ordinal"),
    "percent": Message("percent"),
    "plus": Message("plus"),
    "plus plus": Message("plus plus"),
    "plus-minus": Message("plus-minus"),
    "postal code": Message("postal code"),
    "power": Message("power"),
    "range": Message("range"),
    "ratio": Message("ratio"),
    "roman numeral": Message("roman numeral"),
    "score": Message("score"),
    "season": Message("season"),
    "sharp": Message("sharp"),
    "slash between words": Message("slash between words"),
    "squared sign": Message("squared sign"),
    "squares": Message("squares"),
    "standard": Message("standard"),
    "strain": Message("strain"),
    "subscript": Message("subscript"),
    "term of prison": Message("term of prison"),
    "train": Message("train"),
    "unit": Message("unit"),
    "unit apart": Message("unit apart"),
    "version": Message("version"),
    "versus": Message("versus"),
    "vulgar fraction": Message("vulgar fraction"),
    "wave as length": Message("wave as length"),
    "wave as range": Message("wave as range"),
    "widths": Message("widths"),
    "year left open": Message("year left open"),
    "zero hour": Message("zero hour"),
    "arrow": Message("arrow"),
    "radical": Message("radical"),
    "variant form": Message("variant form"),
    "part of an ideograph": Message("part of an ideograph"),
    "joined mark": Message("joined mark"),
    "iteration mark": Message("iteration mark"),
    "form of kana": Message("form of kana"),
    "letter": Message("letter"),
    "digit": Message("digit"),
    "circle": Message("circle"),
    "footnote mark": Message("footnote mark"),
    "numbered sign": Message("numbered sign"),
    "minutes and seconds": Message("minutes and seconds"),
    "numbers apart": Message("numbers apart"),
    "raised number": Message("raised number"),
    "decimal point": Message("decimal point"),
    "unit letter": Message("unit letter"),
    "currency sign": Message("currency sign"),
    "control character": Message("control character"),
    "form of company": Message("form of company"),
    "age in brackets": Message("age in brackets"),
    "compound": Message("compound"),
    "prefix": Message("prefix"),
    "suffix": Message("suffix"),
    "no place": Message("no place"),
    "no organization": Message("no organization"),
    "no verb": Message("no verb"),
    "verb": Message("verb"),
}
"""Of the rules of text and words, for ``narrate readings --why``. A homograph's row keeps its own name."""


def named(rule: str) -> Message:
    """The name of a rule, or what something else is called that decided: a row, a place in a lexicon."""
    return RULES.get(rule) or Message("{rule}", rule=Foreign(rule))


def chapters_counted(count: int) -> Message:
    """So many chapters."""
    return counted("{count} chapter", "{count} chapters", count)


def editions_counted(count: int) -> Message:
    """So many editions."""
    return counted("{count} edition", "{count} editions", count)


def sentences_counted(count: int) -> Message:
    """So many sentences."""
    return counted("{count} sentence", "{count} sentences", count)
