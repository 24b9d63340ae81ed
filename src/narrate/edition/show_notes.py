"""Show notes: what it is, where its chapters begin, and whose voice speaks."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from narrate.edition.timecode import hms
from narrate.edition.xml_text import writable
from narrate.ground.wording import words_of

if TYPE_CHECKING:
    from narrate.model import Edition


def show_notes(edition: Edition) -> str:
    """The notes as plain text.

    Each chapter stands on a line of its own behind ``HH:MM:SS``, the first at ``00:00:00``: podcast apps
    turn these into links (Apple asks for the first at zero).
    """
    return "\n\n".join("\n".join(block) for block in _blocks(edition)) + "\n"


def notes_file(edition: Edition) -> str:
    """The notes as they lie beside the MP3, where a last line says who wrote them."""
    return f"{show_notes(edition)}\n{words_of(edition.language).made_with}\n"


def show_notes_html(edition: Edition) -> str:
    """The same notes as the HTML that feeds carry in ``content:encoded``: paragraphs and line breaks only."""
    return "".join(_paragraph(block) for block in _blocks(edition)[1:] or _blocks(edition))


def _blocks(edition: Edition) -> list[list[str]]:
    words = words_of(edition.language)
    heading = [edition.title, edition.subtitle, edition.author]
    chapters = [f"{hms(c.start_ms)} {' '.join(c.title.split())}" for c in edition.chapters]
    blocks = [
        [line for line in heading if line],
        *([line.strip() for line in part.splitlines()] for part in edition.description.split("\n\n")),
        [words.contents, *chapters] if chapters else [],
        [f"{words.voice}: {credit}" for credit in edition.credits],
    ]
    return [block for block in blocks if any(block)]


def _paragraph(lines: list[str]) -> str:
    paragraph = ET.Element("p")
    paragraph.text = writable(lines[0])
    for line in lines[1:]:
        ET.SubElement(paragraph, "br").tail = writable(line)
    return ET.tostring(paragraph, encoding="unicode")
