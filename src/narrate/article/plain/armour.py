"""Frames of signed and encrypted text, and asterisks of Markdown around words in a text that is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.scan import MARKUP, Scan
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

ARMOUR = "-----BEGIN "
STARS = "**"

_BEGIN = re.compile(r"^[ \t]*-----BEGIN (?P<name>[A-Z][A-Z0-9 ]{2,40})-----[ \t]*$", re.MULTILINE)
_SIGNED = "SIGNED MESSAGE"
_HASH = re.compile(r"(?:\n[ \t]*Hash:[^\n]*)*")
_LONGEST_ARMOUR = 20_000
_STARS = re.compile(
    r"(?<![*0-9A-Za-z])(?P<open>\*\*)(?P<words>(?=[^\s*])[^*\n]{0,80}?[ぁ-ヶ一-龯][^*\n]{0,80}?)(?<=\S)(?P<close>\*\*)(?!\*)"
)


def without_armour(made: Rewriting) -> None:
    """Leave out keys and signatures, and the line that says that a text is signed."""
    scan = Scan(made)
    reason = Message("signature of a program")
    for match in _BEGIN.finditer(made.text):
        if match.start() < made.at:
            continue
        if match["name"].endswith(_SIGNED):
            hashes = _HASH.match(made.text, match.end())
            scan.drop(match.start(), hashes.end() if hashes else match.end(), reason)
            continue
        closer = f"-----END {match['name']}-----"
        end = scan.find(closer, match.end())
        if 0 <= end - match.end() <= _LONGEST_ARMOUR:
            scan.drop(match.start(), end + len(closer), reason)


def without_stars(made: Rewriting) -> None:
    """Leave out the asterisks around Japanese words."""
    for match in _STARS.finditer(made.text):
        made.keep(match.start())
        made.drop(match.end("open"), MARKUP)
        made.keep(match.start("close"))
        made.drop(match.end("close"), MARKUP)
