"""Names that one reader cuts up and the other has as one word, though both say the same."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.ground.kana import moras
from narrate.reading.sounds.accent import compound_accent, loanword_accent
from narrate.reading.sounds.pronunciation import spoken
from narrate.reading.words.second import differs
from narrate.reading.words.word import Grounds, Word, noun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrate.reading.words.word import Token

_LONG = 3
_KATAKANA = re.compile("[ァ-ヺー]+")
_NOT_ALL_KANA = re.compile("[^ぁ-ゖー]")
_JOINING = ("助詞", "助動詞")


def with_whole_names(
    text: str, words: Sequence[Word], tokens: Sequence[Token], whole: Callable[[str], Word | None]
) -> list[Word]:
    """The words, with the pieces of a name as one: アルト|マン, の|と|鉄道.

    ``whole`` is the dictionary's own word for a written form: アルトマン has before 氏, and where nothing is
    found for it, the accent that it has elsewhere.
    """
    joined = [_found(word, whole) for word in words]
    cut = [token for token in tokens if _may_be_cut(text, token)]
    if not cut:
        return joined
    at_start = {word.start: at for at, word in enumerate(words)}
    for token in reversed(cut):
        first = at_start.get(token.start)
        if first is None:
            continue
        after = next((at for at in range(first, len(words)) if words[at].end >= token.end), first) + 1
        group = words[first:after]
        if _is_one(text, group, token):
            joined[first:after] = [_one(text[token.start : token.end], group, token, whole)]
    return joined


def _found(word: Word, whole: Callable[[str], Word | None]) -> Word:
    """The dictionary's own word for an unknown one: what stands beside it can hide it."""
    if (
        word.grounds is not Grounds.UNKNOWN
        or len(word.surface) < _LONG
        or not _KATAKANA.fullmatch(word.surface)
    ):
        return word
    known = whole(word.surface)
    is_same = known is not None and known.pron == spoken(word.surface)
    return replace(known, start=word.start, end=word.end) if known and is_same else word


def _may_be_cut(text: str, token: Token) -> bool:
    written = text[token.start : token.end]
    if token.is_unknown or token.pos[0] != "名詞" or len(written) < _LONG:
        return False
    is_name = token.pos[1] == "固有名詞" and bool(_NOT_ALL_KANA.search(written))
    return is_name or bool(_KATAKANA.fullmatch(written))


def _is_one(text: str, group: Sequence[Word], token: Token) -> bool:
    """Whether the pieces are no words of their own: one is a name, an ending or a particle."""
    if len(group) == 1 or group[-1].end != token.end or any(word.is_protected for word in group):
        return False
    if _KATAKANA.fullmatch(text, token.start, token.end):
        is_one = token.pos[1] == "固有名詞" or any(word.pos[1] in ("固有名詞", "接尾") for word in group)
    else:
        is_one = group[0].pos[0] in _JOINING or group[0].pos[1] == "非自立"
    return is_one and not differs(group, [token])


def _one(written: str, group: Sequence[Word], token: Token, whole: Callable[[str], Word | None]) -> Word:
    span = (token.start, token.end)
    kana = "".join(word.pron for word in group)
    known = whole(written)
    if known and known.pron == kana:
        return replace(known, start=span[0], end=span[1])
    accent = loanword_accent(kana) if _KATAKANA.fullmatch(written) else _compound(kana, group[-1])
    pos = "名詞,固有名詞,一般,*" if token.pos[1] == "固有名詞" else "名詞,一般,*,*"
    return replace(noun(written, span, pos, kana, accent, Grounds.SECOND), pron=kana).decided_by("one name")


def _compound(kana: str, last: Word) -> int:
    """The nucleus of a compound: where its last part's pitch falls, or on its first mora: ノトテ＼ツドー."""
    size = len(moras(last.pron))
    if last.pos[0] != "名詞" or size < _LONG:
        return compound_accent(kana)
    own = last.accent if 0 < last.accent < size else 1
    return len(moras(kana)) - size + own
