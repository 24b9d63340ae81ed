"""What the command line calls the kinds of things: for each value of an enumeration its message."""

from __future__ import annotations

from narrate.messages import Message, counted

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


def chapters_counted(count: int) -> Message:
    """So many chapters."""
    return counted("{count} chapter", "{count} chapters", count)


def editions_counted(count: int) -> Message:
    """So many editions."""
    return counted("{count} edition", "{count} editions", count)


def sentences_counted(count: int) -> Message:
    """So many sentences."""
    return counted("{count} sentence", "{count} sentences", count)
