"""Commands of a shell that stand in a text without a mark of code: nobody reads them out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.skips.reasons import CODE
from narrate.model import Paragraph, Passage, Role, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASCII = re.compile(r"[\t\n -~]+")
_PROMPTED = re.compile(
    r"(?:\[[\w.-]+@[^\]\n]{1,80}\][$#%]|[\w.-]{1,40}@[\w.-]{1,40}[: ][^$#%\n]{0,80}[$#%]"
    r"|[A-Z]:\\[^>\n]{0,200}>|[$%])[ \t]{0,4}[a-z./~][^\n]*"
)
"""Behind the prompt of a shell."""
_WORDS = re.compile(r"(?:[>#][ \t]{1,4})?[a-z.~][\w./~+-]*[ \t](?P<rest>[^\n]*)")
_SIGNS = re.compile(
    r"(?:^|[ \t])(?:-[A-Za-z]|--[a-z]|(?:~|\.{1,2})?/[\w.])|^\w+=[^\s=]|[ \t](?:\||>>?|&&)[ \t]|\$\w"
    r"|[\w-]\.(?:zip|tar|t?gz|jar|sh|py|rb|exe|conf|cfg|ya?ml|json|txt|c|o|so|deb|rpm)(?!\w)"
)
"""Options, paths, values of variables, pipes, files."""
_ENDS = ".!?,"


def without_commands(
    text: str, paragraphs: Iterable[Paragraph], announcement: str
) -> tuple[list[Paragraph], tuple[Skip, ...]]:
    """The paragraphs of a text less commands and their answers; ``announcement`` stands for them."""
    kept: list[Paragraph] = []
    skips: list[Skip] = []
    for paragraph in paragraphs:
        spans = [*paragraph.passage.known_spans] if paragraph.role is Role.BODY else []
        if not spans or not _is_command(text[spans[0][0] : spans[-1][1]]):
            kept.append(paragraph)
            continue
        skips += [Skip(start, end, CODE) for start, end in spans]
        if announcement:
            said = Passage.unwritten(announcement)
            kept.append(Paragraph(Role.ANNOUNCEMENT, said, anchor=spans[0][0]))
    return kept, tuple(skips)


def _is_command(written: str) -> bool:
    """Whether a paragraph, in ASCII alone, begins as what is typed at a prompt."""
    first = written.partition("\n")[0].strip()
    if not _ASCII.fullmatch(written) or first[-1:] in _ENDS:
        return False
    words = _WORDS.fullmatch(first)
    return bool(_PROMPTED.fullmatch(first) or (words and _SIGNS.search(words["rest"])))
