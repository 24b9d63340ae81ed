"""What speaks for and against the reading of a word: its signs, of which `likelihood` knows the weight."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from narrate.ground.kana import KANJI
from narrate.reading.words.second import NUMERAL, groups, sound
from narrate.reading.words.word import Grounds, Token, Word
from narrate.review.candidates import CANDIDATES, EVEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from narrate.reading.words.word import Known
    from narrate.review.matching import Spoken

_KANJI = re.compile(f"[{KANJI}]")
_DOUBTFUL = re.compile(f"[{KANJI}]|[A-Za-zＡ-Ｚａ-ｚ].*[A-Za-zＡ-Ｚａ-ｚ]")
_KANA = re.compile("[ァ-ヺー]+")
_BESIDE = re.compile("[A-Za-zＡ-Ｚａ-ｚ 　]")
_DIGIT = re.compile("[0-9０-９]")
_VOICED = dict.fromkeys(map(ord, "\u3099\u309a"))
_SHAPES = (
    ("K", _KANJI),
    ("k", re.compile("[ぁ-ゖ]")),
    ("ア", re.compile("[ァ-ヿ]")),
    ("L", re.compile("[A-Za-zＡ-Ｚａ-ｚ]")),
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one reader against those of the other, from a place where both cut to the next one."""

    words: tuple[Word, ...]
    tokens: tuple[Token, ...]
    ours: str

    @property
    def theirs(self) -> str:
        """The kana of the second reader."""
        return "".join(t.kana for t in self.tokens)

    @property
    def agreement(self) -> str:
        """Whether both say the same, and how many words each sees: ``diff n:1``."""
        cut = f"{'1' if len(self.words) == 1 else 'n'}:{'1' if len(self.tokens) == 1 else 'n'}"
        if any(t.is_unknown for t in self.tokens):
            return f"unknown {cut}"
        if sound(self.ours) == sound(self.theirs):
            return f"same {cut}"
        return f"{'diff' if _KANA.fullmatch(self.theirs) else 'none'} {cut}"

    @property
    def difference(self) -> str:
        """Whether the two readings differ in a voiced sound alone: カイシャ and ガイシャ."""
        ours, theirs = (unicodedata.normalize("NFD", sound(kana)) for kana in (self.ours, self.theirs))
        is_voice = ours.translate(_VOICED) == theirs.translate(_VOICED)
        return "voice" if is_voice else "more"


@dataclass(frozen=True)
class Scene:
    """One sentence with both readers' views of it. ``known`` tells what readings a written form has."""

    text: str
    words: Sequence[Word]
    readings: Sequence[str]
    tokens: Sequence[Token]
    known: Callable[[str], tuple[Known, ...]]

    @cached_property
    def stretches(self) -> dict[int, Stretch]:
        """The stretch that a word stands in, by the word's start."""
        found: dict[int, Stretch] = {}
        at = 0
        for words, tokens in groups(self.words, self.tokens):
            ours = "".join(self.readings[at : at + len(words)])
            at += len(words)
            if tokens:
                stretch = Stretch(tuple(words), tuple(tokens), ours)
                found |= {word.start: stretch for word in words}
        return found

    @cached_property
    def spoken(self) -> list[Spoken]:
        """The words with their kana."""
        return [(w.start, w.end, kana) for w, kana in zip(self.words, self.readings, strict=True)]

    def form(self, i: int) -> str:
        """Word ``i`` as it is written."""
        return self.text[self.words[i].start : self.words[i].end]

    def is_open(self, i: int) -> bool:
        """Whether word ``i`` can be misread: not what somebody settled, nor kana, nor a single letter."""
        word = self.words[i]
        is_settled = word.is_mark or word.grounds in (Grounds.LEXICON, Grounds.RUBY)
        return not is_settled and bool(_DOUBTFUL.search(self.form(i)))

    def joins(self, left: int) -> bool:
        """Whether a word and the next one meet in kanji: 新_製品, but 冷たい | 水."""
        if not 0 <= left < len(self.words) - 1:
            return False
        pair = self.words[left], self.words[left + 1]
        touch = self.form(left)[-1:], self.form(left + 1)[:1]
        return pair[0].end == pair[1].start and all(
            _KANJI.match(kanji) and w.pos[0] in ("名詞", "接頭詞", "動詞", "形容詞") and not is_number(w)
            for kanji, w in zip(touch, pair, strict=True)
        )

    def run(self, i: int) -> tuple[int, int]:
        """The words around word ``i`` that make a compound with it."""
        first, last = i, i + 1
        while self.joins(first - 1):
            first -= 1
        while self.joins(last - 1):
            last += 1
        return first, last


def is_number(word: Word) -> bool:
    """Whether it is a number or its counter."""
    return word.pos[1] == "数" or word.pos[2] == "助数詞" or bool(_DIGIT.match(word.surface))


def signs(scene: Scene, i: int) -> frozenset[str]:
    """The signs of word ``i``, each a short line that the table may know."""
    kinds = (_of_itself, _of_second, _of_known, _of_compound, _of_neighbours, _of_kanji, _of_latin)
    return frozenset(sign for kind in kinds for sign in kind(scene, i))


def _is_single(scene: Scene, i: int) -> bool:
    return len(scene.form(i)) == 1 and bool(_KANJI.match(scene.form(i)))


def _agreement(scene: Scene, i: int) -> str:
    stretch = scene.stretches.get(scene.words[i].start)
    return stretch.agreement if stretch else "none"


def _of_itself(scene: Scene, i: int) -> Iterator[str]:
    word, form = scene.words[i], scene.form(i)
    yield f"grounds {word.grounds.value}"
    yield f"pos {'/'.join(word.pos[:2])}"
    yield f"pos {'/'.join(word.pos[:3])}"
    if word.pos[2] == "人名":
        yield f"person {word.pos[3]}"
    yield f"shape {_shape(form)} {min(len(form), 5)}"
    if word.rule:
        yield "settled by a rule"
    if NUMERAL.fullmatch(form):
        yield "numeral"
    others = CANDIDATES.get(form, ())
    said = sound(scene.readings[i])
    if said in map(sound, others):
        usual = "even" if form in EVEN else "usual" if said == sound(others[0]) else "rare"
        yield f"homograph {usual}"
        yield f"homograph of {len(others)}"


def _shape(form: str) -> str:
    """Kanji, kana and letters in turn, at most three: KkK of 申し込み."""
    kinds = [next((name for name, kind in _SHAPES if kind.match(c)), "x") for c in form]
    return "".join(c for n, c in enumerate(kinds) if not n or c != kinds[n - 1])[:3]


def _of_second(scene: Scene, i: int) -> Iterator[str]:
    word, agreement = scene.words[i], _agreement(scene, i)
    yield f"second {agreement}"
    yield f"second {agreement} of {'/'.join(word.pos[:2])}"
    yield f"second {agreement} over {word.grounds.value}"
    yield f"second {agreement} {'single' if _is_single(scene, i) else 'longer'}"
    stretch = scene.stretches.get(word.start)
    if stretch is None:
        return
    if agreement.startswith("diff"):
        yield f"differs in {stretch.difference}"
        yield f"differs in {stretch.difference}, {'/'.join(word.pos[:2])}"
    if len(stretch.tokens) != 1:
        return
    pos = stretch.tokens[0].pos
    if len(stretch.words) > 1:
        yield f"one word for the second, {pos[1]}, {agreement}"
        return
    yield f"second's pos {'/'.join(pos[:2])}"
    yield f"second's pos {'/'.join(pos[:3])}"
    yield f"pos {word.pos[0]}/{word.pos[2]} against {'/'.join(pos[:2])}"
    yield f"{agreement}, {'/'.join(word.pos[:2])} against {pos[0]}"


def _of_known(scene: Scene, i: int) -> Iterator[str]:
    word, form = scene.words[i], scene.form(i)
    if word.is_protected or not _KANJI.search(form) or not scene.tokens:
        return
    known = scene.known(form)
    common = {sound(k.kana) for k in known if not k.is_name}
    names = {sound(k.kana) for k in known if k.is_name}
    said = sound(scene.readings[i])
    kind = "common" if said in common else "name" if said in names else "unknown"
    count = min(len(common | names), 6)
    yield f"readings {count}"
    yield f"readings {min(count, 4)} of {min(len(form), 5)}"
    yield f"common readings {min(len(common), 4)}"
    yield f"common readings {min(len(common), 4)} of {'/'.join(word.pos[:2])}"
    yield f"names {min(len(names), 4)}"
    yield f"said as {kind}"
    yield f"said as {kind}, second {_agreement(scene, i)}"
    if known:
        yield f"said as listed first: {said == sound(known[0].kana)}"
    if common and said not in common and word.pos[2] in ("人名", "地域"):
        yield "a name where a common word is known"


def _of_compound(scene: Scene, i: int) -> Iterator[str]:
    first, last = scene.run(i)
    size, single = last - first, "single" if _is_single(scene, i) else "longer"
    place = "alone" if size == 1 else "first" if i == first else "last" if i == last - 1 else "middle"
    yield f"compound {min(size, 4)} {single}"
    yield f"place {place}"
    yield f"place {place} {single} {scene.words[i].pos[1]}"
    yield f"place {place}, second {_agreement(scene, i)}"
    yield f"singles {min(sum(len(w.surface) == 1 for w in scene.words[first:last]), 4)}"
    yield f"characters {min(scene.words[last - 1].end - scene.words[first].start, 8)}"
    others = [scene.words[k] for k in range(first, last) if k != i]
    if any(w.pos[2] == "人名" for w in others):
        yield "beside a name"
        yield f"beside a name, {'/'.join(scene.words[i].pos[:3])}"
    if any(w.grounds is Grounds.UNKNOWN for w in others):
        yield "beside an unknown word"


def _of_neighbours(scene: Scene, i: int) -> Iterator[str]:
    single = "single" if _is_single(scene, i) else "longer"
    for side, k, joined in (("before", i - 1, scene.joins(i - 1)), ("after", i + 1, scene.joins(i))):
        if not 0 <= k < len(scene.words):
            yield f"nothing {side}"
            continue
        word, agreement = scene.words[k], _agreement(scene, k)
        yield f"{side} {'/'.join(word.pos[:2])}"
        yield f"{side} {word.pos[0]} {single} {'joined' if joined else 'apart'}"
        if word.grounds is Grounds.UNKNOWN:
            yield f"{side} unknown"
        if agreement.startswith(("unknown", "diff")):
            yield f"{side} second {agreement}"


def _of_kanji(scene: Scene, i: int) -> Iterator[str]:
    form = scene.form(i)
    if _is_single(scene, i):
        first, last = scene.run(i)
        place = "alone" if last - first == 1 else "last" if i == last - 1 else "inside"
        yield f"kanji {form}"
        yield f"kanji {form} {place}"
        return
    if _KANJI.match(form[0]):
        yield f"begins {form[0]}"
    if _KANJI.match(form[-1]):
        yield f"ends {form[-1]}"


def _of_latin(scene: Scene, i: int) -> Iterator[str]:
    word, form = scene.words[i], scene.form(i)
    if not re.search("[A-Za-zＡ-Ｚａ-ｚ]", form):
        return
    case = "capitals" if form.isupper() else "small" if form.islower() else "mixed"
    case = "capital first" if case == "mixed" and form[0].isupper() else case
    yield f"letters {min(len(form), 8)}"
    yield f"{case} {min(len(form), 5)}"
    yield f"{case} {word.grounds.value}"
    for side, c in (
        ("before", scene.text[: word.start][-1:]),
        ("after", scene.text[word.end : word.end + 1]),
    ):
        yield f"{side} letters: {'letter' if _BESIDE.match(c) else 'digit' if _DIGIT.match(c) else 'other'}"
