"""Open JTalk's front end behind one small class: the only module that imports pyopenjtalk."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from narrate.ground.kana import HIRAGANA, KATAKANA, hiragana, is_kana, moras
from narrate.ground.quiet import QUIET
from narrate.reading.sounds.pronunciation import spoken
from narrate.reading.words.sounding import sayable
from narrate.reading.words.word import SPAN, Grounds, Known, Token, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ROW = 12
"""Fields of a known word's row; an unknown word has fewer."""
_NONE = 255
"""The dictionary index of a word that stands in no dictionary."""
_IDEOGRAPH = "[㐀-鿿豈-﫿々〆\U00020000-\U0003ffff]"
_PIECES = re.compile(
    f"〇+|(?:{_IDEOGRAPH}|[{HIRAGANA}{KATAKANA}])+|(?:(?!{_IDEOGRAPH})[^〇{HIRAGANA}{KATAKANA}])+"
)
_MIXED = re.compile(f"(?=.*{_IDEOGRAPH}).*(?!{_IDEOGRAPH})[^{HIRAGANA}{KATAKANA}]")
_BEGUN = re.compile("(ー+)([^ー].*)")


class OpenJTalk:
    """An Open JTalk instance of its own, with a user dictionary whose readings are protected.

    Safe to share between threads: the instance locks itself.
    """

    def __init__(self, user_dictionary: Path | None = None) -> None:
        self._package = _package()
        userdic = str(user_dictionary).encode() if user_dictionary else b""
        protection = [True] if user_dictionary else None
        self._jtalk = self._package.OpenJTalk(self._package.OPEN_JTALK_DICT_DIR, userdic, protection)

    def analyse(self, text: str) -> list[Word]:
        """The words of ``text``; white space makes none."""
        return _words(self._jtalk, self._familiar(text))

    def second_reading(self, text: str) -> list[Token]:
        """The words of ``text`` as Sudachi sees them, in its longest units; none of a text that it refuses.

        It takes 64 KiB of what it makes of a text: ﷺ are eighteen letters.
        """
        from pyopenjtalk.utils import get_sudachi_tokenizer
        from sudachipy import SplitMode
        from sudachipy.errors import SudachiError

        try:
            found = get_sudachi_tokenizer().tokenize(text, SplitMode.C)
        except SudachiError:
            return []
        return [
            Token(m.begin(), m.end(), m.reading_form(), tuple(m.part_of_speech()[:4]), m.is_oov())
            for m in found
        ]

    def known(self, form: str) -> tuple[Known, ...]:
        """The readings that the second reader's dictionary has for a written form, the usual one first."""
        found = ((m.reading_form(), m.part_of_speech()[1] == "固有名詞") for m in _listed().lookup(form))
        return tuple(dict.fromkeys(Known(kana, name) for kana, name in found if is_kana(kana)))

    def features(self, text: str, words: Sequence[Word]) -> list[dict[str, Any]]:
        """The words with numbers read, accents joined and homographs settled, as Open JTalk's nodes.

        Each has its place in the words under `SPAN`.
        """
        if not words:
            return []
        features = self._jtalk.run_njd_from_mecab(
            [w.feature for w in words], restore_unknown_katakana=True, modify_numeral_reading=True
        )
        from pyopenjtalk import _mapping

        morphs: Any = _morphs(words)
        _mapping.mark_user_dictionary_reading_protection(features, morphs, (True,))
        nodes: Any = self._package.apply_postprocessing(text, features, predict_nani=False, jtalk=self._jtalk)
        spans = _mapping.njd_feature_char_spans(nodes, morphs)
        return [sayable(node) | {SPAN: span} for node, span in zip(nodes, spans, strict=True)]

    def aligned(self, words: Sequence[Word], features: Sequence[dict[str, Any]]) -> list[str]:
        """How each word is said in the end: the pronunciation of the nodes that came of it."""
        said = [""] * len(words)
        ends = list(accumulate(len(word.surface) for word in words))
        for node in features:
            if not node["mora_size"]:
                continue
            start, end = node[SPAN]
            first = min(bisect_right(ends, start), len(words) - 1)
            kana = node["pron"].replace("’", "")
            for index, part in enumerate(_shared(kana, words[first : bisect_left(ends, end) + 1]), first):
                said[index] += part
        return said

    def sounding(self, words: Sequence[Word], features: Sequence[dict[str, Any]]) -> list[bool]:
        """Whether each word is heard in a node: 日 of 一日 is, though all of its kana is the first word's."""
        heard = {at for node in features if node["mora_size"] for at in range(*node[SPAN])}
        ends = accumulate(len(word.surface) for word in words)
        return [
            not heard.isdisjoint(range(end - len(word.surface), end))
            for word, end in zip(words, ends, strict=True)
        ]

    def labels(self, features: Sequence[dict[str, Any]]) -> tuple[str, ...]:
        """The full-context labels; none where nothing sounds."""
        if not any(f["mora_size"] for f in features):
            return ()
        return tuple(self._jtalk.make_label(features))

    def _familiar(self, text: str) -> str:
        """``text`` with kanji variants that the dictionary lacks written in their usual form."""
        from pyopenjtalk.utils import normalize_unknown_itaiji

        usual: str = normalize_unknown_itaiji(text, inference_jtalk=self._jtalk)
        return usual if len(usual) == len(text) else text


def build_dictionary(rows: Path, dictionary: Path) -> None:
    """Compile user dictionary ``rows`` (CSV) into ``dictionary``, without a word on the terminal."""
    package = _package()
    with _quiet():
        package.mecab_dict_index(str(rows), str(dictionary))


def normalised(text: str) -> str:
    """``text`` in the form in which the dictionary is searched: Latin and digits full-width."""
    result: str = _plain().normalize_for_mecab(text)
    return result


@lru_cache(maxsize=1024)
def person_named(form: str) -> Word | None:
    """The dictionary's own word for a written form that is a person's name, whatever an author settled."""
    first = _words(_plain(), f"{form}氏")[0]
    return first if first.surface == form and first.read else None


def known_accent(written: str, kana: str, *, in_kana: bool) -> int | None:
    """The dictionary's nucleus for a word with this reading: as it is written, or else, ``in_kana``, a noun.

    The usual reading of a written form has its own row; another one, イチバ of 市場, has one in hiragana.
    """
    pron = spoken(kana)
    known = _words(_plain(), written)
    if len(known) == 1 and known[0].pron == pron:
        return known[0].accent
    if not in_kana:
        return None
    noun = _words(_plain(), hiragana(kana))
    is_known = len(noun) == 1 and noun[0].pron == pron and noun[0].pos[0] == "名詞"
    return noun[0].accent if is_known else None


@lru_cache(maxsize=1)
def _plain() -> Any:
    package = _package()
    return package.OpenJTalk(package.OPEN_JTALK_DICT_DIR)


def _words(jtalk: Any, text: str) -> list[Word]:
    _, morphs = jtalk.run_mecab_detailed(text)
    return [part for m in morphs if not m["is_ignored"] for part in _sayable_parts(jtalk, text, _word(m))]


def _sayable_parts(jtalk: Any, text: str, word: Word) -> Iterator[Word]:
    """The word, or its parts where only some of them can be said: the 〇 and the ก of an unknown word."""
    written = text[word.start : word.end]
    pieces: Sequence[str] = [written]
    if word.grounds is Grounds.UNKNOWN and len(written) > 1:
        if _MIXED.match(written):
            pieces = _PIECES.findall(written)
        elif (begun := _BEGUN.fullmatch(written)) and not text[max(0, word.start - 1) : word.start].isalnum():
            pieces = begun.groups()
    if len(pieces) == 1:
        yield word
        return
    at = word.start
    for piece in pieces:
        for part in _words(jtalk, piece):
            yield replace(part, start=part.start + at, end=part.end + at)
        at += len(piece)


def _listed() -> Any:
    """The second reader's dictionary, to look words up in: the package's own, which is 70 MB of memory."""
    from pyopenjtalk import utils

    utils.get_sudachi_tokenizer()
    return utils._SUDACHI_DICTIONARY  # noqa: SLF001 - there is no public way to it


@lru_cache(maxsize=1)
def _package() -> Any:
    with _quiet():
        import pyopenjtalk
    return pyopenjtalk


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Nothing reaches the terminal: the package prints at import and its C code while compiling."""
    with QUIET:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        saved = [os.dup(1), os.dup(2)]
        hole = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(hole, 1)
            os.dup2(hole, 2)
            with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
                yield
        finally:
            os.dup2(saved[0], 1)
            os.dup2(saved[1], 2)
            for descriptor in (*saved, hole):
                os.close(descriptor)


def _shared(kana: str, words: Sequence[Word]) -> list[str]:
    """What each of the words says of a node's kana; all of it is the first one's where they are not kana."""
    if len(words) == 1:
        return [kana]
    lengths = [word.end - word.start for word in words]
    if not all(is_kana(word.surface) for word in words) or sum(lengths) != len(kana):
        return [kana]
    ends = list(accumulate(lengths))
    shares = [kana[end - length : end] for end, length in zip(ends, lengths, strict=True)]
    return shares if sum(len(moras(share)) for share in shares) == len(moras(kana)) else [kana]


def _word(morph: dict[str, Any]) -> Word:
    fields = morph["features"]
    start, end = morph["char_span"]
    first, second, third, fourth, fifth, sixth = fields[1:7]
    pos = (first, second, third, fourth, fifth, sixth)
    row = ",".join(fields)
    if len(fields) < _ROW:
        return Word(fields[0], start, end, pos, "*", "", "", 0, "*", Grounds.UNKNOWN, row)
    accent = fields[10].split("/")[0]
    grounds = Grounds.LEXICON if 0 < morph["dictionary_index"] < _NONE else Grounds.DICTIONARY
    nucleus = int(accent) if accent.isdigit() else 0
    read, pron = (field.replace(":", "") for field in fields[8:10])
    return Word(fields[0], start, end, pos, fields[7], read, pron, nucleus, fields[11], grounds, row)


def _morphs(words: Sequence[Word]) -> list[dict[str, Any]]:
    """The words in the package's own form, standing side by side."""
    morphs: list[dict[str, Any]] = []
    at = 0
    for word in words:
        end = at + len(word.surface)
        row = word.feature.split(",")
        index = 1 if word.is_protected else 0
        morphs.append(
            {
                "surface": word.surface,
                "features": row,
                "char_span": (at, end),
                "is_ignored": False,
                "dictionary_index": index,
            }
        )
        at = end
    return morphs
