"""The text of a line while it is read: its characters with their places, changed by the notes behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from narrate.article.aozora.accents import accented
from narrate.article.skips.reasons import FOOTNOTE_MARK, RUBY
from narrate.ground.kana import KANJI, is_spaced_kana
from narrate.messages import Message
from narrate.model import NOWHERE, Passage, Skip

_LONGEST_BASE = 40
"""As much as ruby is taken from; see `script.ruby`."""
_LEAST_LEFT = 2
"""A single character with ruby at its left is one that is read twice, in Chinese."""
_REACH = 120
"""How far back the words may begin that a note is about, for the ruby in them."""
_LATIN = "A-Za-zÀ-ɏͰ-ӿＡ-Ｚａ-ｚ0-9０-９"
_LONGEST_GAP = 4
"""White space between words and the note on them."""
_BASES = (
    re.compile(rf"[{KANJI}仝〻※ヵヶ]+\Z"),
    re.compile(r"[ぁ-ゖゝゞー]+\Z"),
    re.compile(r"[ァ-ヺヽヾー・]+\Z"),
    re.compile(rf"[{_LATIN}][{_LATIN}'’.\- ]*\Z"),
)
"""What a reading without ｜ belongs to: the run of one script that ends there."""
_REPEATED = re.compile(r"(?P<part>[ぁ-ゖァ-ヺー]{1,8})[／/]″?[＼\\]\Z")
_VOICED = dict(
    zip(
        "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ",
        "がぎぐげござじずぜぞだぢづでどばびぶべぼガギグゲゴザジズゼゾダヂヅデドバビブベボ",
        strict=True,
    )
)
_RAISED = str.maketrans("0123456789０１２３４５６７８９+-−＋－", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁺⁻")
_POWER = re.compile(r"[0-9０-９+\-−＋－]{1,6}")
_FOOTNOTE = re.compile(
    r"[（(〔［\[]?(?:[*＊※†‡]+|[註注]?[ 　]?[0-9０-９一二三四五六七八九十*＊]{1,4}|[①-⑳]|[註注])[）)〕］\]]?"
)
_OPENERS = "（(〔［「『"
UNCODED = "※"
"""Stands for a character without a number until a reading says what it is."""


@dataclass(slots=True)
class Written:
    """A stretch of one line. ``skips`` are what of it is not spoken."""

    characters: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    uncoded: set[int] = field(default_factory=set)
    bar: int = -1
    raised: int = -1
    inset: bool = False

    def add(self, text: str, start: int) -> None:
        """Append a text that stands at ``start`` of the source."""
        self.characters.extend(text)
        self.origins.extend(range(start, start + len(text)))

    def add_accented(self, text: str, start: int) -> None:
        """Append a text in which accents are written behind their letters."""
        at = 0
        for first, end, letter in accented(text):
            self.add(text[at:first], start + at)
            self.add_character(letter, start + first)
            self.skips.append(Skip(start + first + 1, start + end, Message("accent")))
            at = end
        self.add(text[at:], start + at)

    def add_character(self, character: str, origin: int) -> None:
        """Append what one place of the source stands for."""
        self.characters.extend(character)
        self.origins.extend([origin] + [NOWHERE] * (len(character) - 1))

    def add_uncoded(self, origin: int) -> None:
        """Append a character that nothing tells but, perhaps, the reading behind it."""
        self.uncoded.add(origin)
        self.add_character(UNCODED, origin)

    def skip(self, start: int, end: int, reason: Message) -> None:
        """Leave out a stretch of the source."""
        self.skips.append(Skip(start, end, reason))

    def tail(self, length: int = _REACH) -> str:
        """The last characters."""
        return "".join(self.characters[-length:])

    def begin_base(self, origin: int) -> None:
        """Take ｜: what follows is what the next reading belongs to."""
        self.bar = len(self.characters)
        self.add("｜", origin)

    def read_ruby(self, kana: str, start: int) -> bool:
        """Take a reading in 《》 that begins at ``start``; false where nothing stands that it could be of."""
        base = self._base()
        barred, self.bar = self.bar == base - 1 >= 0, -1
        if base >= len(self.characters):
            return False
        said = _unfolded(kana)
        is_reading = len(self.characters) - base <= _LONGEST_BASE and len(kana) <= _LONGEST_BASE
        is_reading = is_reading and is_spaced_kana(said.replace("･", "・"))
        has_uncoded = bool(self.uncoded.intersection(self.origins[base:]))
        if barred and not (is_reading and not has_uncoded):
            base -= 1
            self._drop(base, base + 1, RUBY)
        if not is_reading:
            self.skip(start, start + len(kana) + 2, RUBY)
        elif has_uncoded:
            self._say_instead(base, said, kana, start)
        else:
            if not barred:
                self._insert(base, "｜")
            self._add_ruby(said, kana, start)
        return True

    def read_ruby_note(self, target: str, kana: str, *, is_left: bool) -> None:
        """Take the reading that a note gives to the words before it; at the left, if there is no other."""
        tail = self.tail(len(target) + 1)
        if not is_spaced_kana(kana.replace("･", "・")) or not 0 < len(target) <= _LONGEST_BASE:
            return
        if not tail.endswith(target) or (is_left and len(target) < _LEAST_LEFT):
            return
        self._insert(len(self.characters) - len(target), "｜")
        self.add_character(f"《{kana}》", NOWHERE)

    def start_of(self, target: str) -> int:
        """Where the words begin that end here and read as ``target``; -1 where they do not."""
        if target and self.tail(len(target)) == target:
            return len(self.characters) - len(target)
        first = max(0, len(self.characters) - len(target) - _REACH)
        places, depth = [], 0
        for at in range(len(self.characters) - 1, first - 1, -1):
            character = self.characters[at]
            depth += (character == "》") - (character == "《")
            if not depth and character not in "｜《":
                places.append(at)
            if len(places) > len(target) + _LONGEST_GAP:
                break
        read = "".join(self.characters[at] for at in reversed(places))
        found = read.rfind(target) if target else -1
        if found < 0 or read[found + len(target) :].strip():
            return -1
        start = places[len(places) - 1 - found]
        return start - 1 if start and self.characters[start - 1] == "｜" else start

    def skip_footnote_mark(self, target: str) -> None:
        """Leave out the small characters before the note, if they only refer to a footnote."""
        start = self.start_of(target)
        if start >= 0 and _FOOTNOTE.fullmatch(target):
            self._drop(start, len(self.characters), FOOTNOTE_MARK)

    def raise_from(self, start: int) -> None:
        """Write the digits from ``start`` on as an exponent."""
        text = "".join(self.characters[max(start, 0) :])
        if start >= 0 and _POWER.fullmatch(text):
            self.characters[start:] = list(text.translate(_RAISED))

    def begin_inset(self) -> None:
        """Set a comment off by brackets where the author did not."""
        self.inset = not self.characters or self.characters[-1] not in _OPENERS
        if self.inset:
            self.add_character("（", NOWHERE)

    def end_inset(self) -> None:
        """Close the brackets that were added."""
        if self.inset:
            self.add_character("）", NOWHERE)
        self.inset = False

    def cut(self, at: int) -> Written:
        """Take off what stands from ``at`` on, as a stretch of its own; its skips stay here."""
        rest = Written(self.characters[at:], self.origins[at:], [], self.uncoded)
        del self.characters[at:], self.origins[at:]
        return rest

    def passage(self) -> Passage:
        """What is spoken, without white space at its ends; characters that nothing told are skipped."""
        if self.uncoded:
            lost = sorted(self.uncoded.intersection(self.origins))
            self.skips += [Skip(o, o + 1, Message("character that no number tells")) for o in lost]
            kept = [at for at, origin in enumerate(self.origins) if origin not in self.uncoded]
            self.characters = [self.characters[at] for at in kept]
            self.origins = [self.origins[at] for at in kept]
        return Passage("".join(self.characters), tuple(self.origins)).strip()

    def _base(self) -> int:
        if 0 <= self.bar < len(self.characters):
            return self.bar + 1
        tail = self.tail(_LONGEST_BASE + 1)
        found = next(filter(None, (base.search(tail) for base in _BASES)), None)
        return len(self.characters) - (len(tail) - found.start() if found else 0)

    def _add_ruby(self, said: str, kana: str, start: int) -> None:
        """Append the reading in its brackets; what is said twice stands only once in the source."""
        self.add("《", start)
        if said == kana:
            self.add(kana, start + 1)
        else:
            self.add_character(said, NOWHERE)
            self.skip(start + 1, start + 1 + len(kana), RUBY)
        self.add("》", start + 1 + len(kana))

    def _say_instead(self, base: int, said: str, kana: str, start: int) -> None:
        """Speak a reading in the place of characters of which one is not known."""
        self._drop(base, len(self.characters), Message("read as its ruby says"))
        self.skip(start, start + 1, RUBY)
        if said == kana:
            self.add(kana, start + 1)
        else:
            self.add_character(said, start + 1)
            self.skip(start + 2, start + 1 + len(kana), RUBY)
        self.skip(start + 1 + len(kana), start + 2 + len(kana), RUBY)

    def _insert(self, at: int, mark: str) -> None:
        self.characters.insert(at, mark)
        self.origins.insert(at, NOWHERE)

    def _drop(self, start: int, end: int, reason: Message) -> None:
        self.skips += [Skip(o, o + 1, reason) for o in self.origins[start:end] if o != NOWHERE]
        self.uncoded.difference_update(self.origins[start:end])
        del self.characters[start:end], self.origins[start:end]


def _unfolded(kana: str) -> str:
    """A reading whose sign of repetition is written out: ます／＼ -> ますます, しみ／″＼ -> しみじみ."""
    match = _REPEATED.search(kana)
    if match is None:
        return kana
    part = match["part"]
    again = _VOICED.get(part[0], part[0]) + part[1:] if "″" in match[0] else part
    return kana[: match.start()] + part + again
