"""Where a second reader's opinion is the better one: Sudachi on what Open JTalk cuts up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.ground.kana import KANJI, moras
from narrate.reading.sounds.accent import compound_accent
from narrate.reading.sounds.pronunciation import VOWEL
from narrate.reading.words.spoken import spoken_form
from narrate.reading.words.titles import TITLES
from narrate.reading.words.word import Grounds, Token, Word, is_adverbial, noun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Analyse = Callable[[str], list[Word]]

_SAME_SOUND = str.maketrans("ヲヂヅヵヶ", "オジズカケ")
NUMERAL = re.compile("[〇一二三四五六七八九十百千万億兆]+")
"""A number in kanji: the second reader has names for some, 八十 ヤソ."""
_KANJI = re.compile(f"[{KANJI}]")
_KANA = re.compile("[ァ-ヺー]+")
_ON_SUFFIXES = frozenset("海端壁城寺孔痕拳蔵藏素等")
"""Kanji that Open JTalk reads in kun even where they end a compound."""
_ENDS_WORD = re.compile(rf"[{KANJI}ァ-ヺー]$")
_VERBS = frozenset("抱拘")
"""Verbs with two readings of which Sudachi knows the commoner (いだく, こだわる)."""
_PARTICLES = frozenset("とかはがをにもでへや")
_HONORIFICS = tuple(TITLES)


def with_second_opinion(
    text: str, words: Sequence[Word], tokens: Sequence[Token], analyse: Analyse
) -> list[Word]:
    """The words, in which some groups have taken the reading of the second reader.

    ``analyse`` is the first reader, who reads once more what the second one cuts elsewhere.

    On three corpora a compound that Open JTalk cuts into several words and Sudachi knows as one is
    read better by Sudachi in 170 sentences and worse in 32; elsewhere Open JTalk is the better reader.
    """
    out: list[Word] = []
    for group, heard in groups(words, tokens):
        before = out[-1] if out else None
        following = text[heard[-1].end : heard[-1].end + 4] if heard else ""
        better = _better(text, group, heard, before, following)
        rule = None if better else _cut_wrong(text, group, heard)
        out += [better] if better else recut(text, heard, analyse, rule) if rule else group
    return out


def differs(group: Sequence[Word], heard: Sequence[Token]) -> bool:
    """Whether the two readers disagree on how a stretch sounds."""
    ours, theirs = "".join(w.pron for w in group), "".join(t.kana for t in heard)
    return ours != theirs and sound(ours) != sound(theirs)


def sound(kana: str) -> str:
    """A form in which spelling variants that sound the same are equal."""
    out: list[str] = []
    vowel = ""
    for mora in moras(kana.replace("’", "").translate(_SAME_SOUND)):
        is_long = mora == vowel or (mora, vowel) in (("ウ", "オ"), ("イ", "エ"))
        out.append("ー" if is_long or mora == "ー" else mora)
        vowel = vowel if out[-1] == "ー" else VOWEL.get(mora[-1], "")
    return "".join(out).replace("イウ", "ユー")


def groups(words: Sequence[Word], tokens: Sequence[Token]) -> Iterator[tuple[list[Word], list[Token]]]:
    """The shortest stretches at whose ends both readers cut."""
    group: list[Word] = []
    heard: list[Token] = []
    rest = iter(tokens)
    ahead = next(rest, None)
    for word in words:
        group.append(word)
        while ahead is not None and ahead.end <= word.end:
            heard.append(ahead)
            ahead = next(rest, None)
        if ahead is None or ahead.start >= word.end:
            yield group, [t for t in heard if t.end > group[0].start]
            group, heard = [], []
    if group:
        yield group, heard


def _better(
    text: str, group: list[Word], heard: list[Token], before: Word | None, following: str
) -> Word | None:
    written = text[group[0].start : group[-1].end]
    if not heard or not is_comparable(written, group, heard) or not differs(group, heard):
        return None
    if len(group) > len(heard) == 1:
        return _whole(written, group, heard[0], before, following)
    if len(group) == len(heard) == 1:
        return _single(written, group[0], heard[0], before, following)
    return None


def is_comparable(written: str, group: list[Word], heard: list[Token]) -> bool:
    """Whether the second reader may have a say: kanji that nothing has settled, and readings of kana."""
    return (
        bool(_KANJI.search(written))
        and not NUMERAL.fullmatch(written)
        and written.isalnum()  # Sudachi takes （パリ） behind 首都 for its reading, and drops it
        and not any(w.is_protected for w in group)
        and not any(t.is_unknown or not _KANA.fullmatch(t.kana) for t in heard)
        and (heard[0].start, heard[-1].end) == (group[0].start, group[-1].end)
    )


def _whole(written: str, group: list[Word], token: Token, before: Word | None, following: str) -> Word | None:
    """One word of Sudachi's in place of Open JTalk's pieces."""
    has_number = any(w.pos[1] == "数" for w in group)
    if token.pos[1] == "数詞" or token.pos[0] == "代名詞" or written.endswith(("会社", "所")):
        return None
    if has_number and (any(w.pos[2] == "助数詞" for w in group) or token.pos[1] == "固有名詞"):
        return None
    if "ニッポン" in token.kana and "ニホン" in "".join(w.pron for w in group):
        return None
    if written.startswith("この") or (group[0].pos[1] == "サ変接続" and group[-1].surface == "し"):
        return None
    is_place = group[0].pos[2] == "地域" and len(group) == 2
    if is_place and not written.endswith(("町", "市", "村", "区")):
        return None
    if token.pos[2] == "人名" and not _is_name_here(before, following):
        return None
    return taken(written, group, token).decided_by("compound")


def _is_name_here(before: Word | None, following: str) -> bool:
    return (before is not None and before.pos[2] == "人名") or following.startswith(_HONORIFICS)


def _single(written: str, word: Word, token: Token, before: Word | None, following: str) -> Word | None:
    """The few classes of single words on which Sudachi is right far more often."""
    follows_kanji = bool(_KANJI.match(following))
    after_compound = (
        before is not None and not is_adverbial(before) and bool(_ENDS_WORD.search(before.surface))
    )
    kind = word.pos[:3]
    is_verb = word.pos[0] == "動詞"
    classes = {
        "prefix": token.pos[0] == "接頭辞"
        and word.pos[0] != "接頭詞"
        and follows_kanji
        and written not in "女今乳",
        "suffix": token.pos[0] == "接尾辞" and written in _ON_SUFFIXES and after_compound,
        "no place": kind == ("名詞", "固有名詞", "地域")
        and token.pos[1] == "普通名詞"
        and len(written) > 1
        and "日本" not in written,
        "no organization": kind == ("名詞", "固有名詞", "組織")
        and token.pos[2] == "一般"
        and token.pos[1] == "固有名詞",
        "no verb": is_verb
        and token.pos[0] in ("名詞", "接尾辞", "接頭辞")
        and not re.search("[ぁ-ん]", written),
        "verb": is_verb and written[0] in _VERBS,
    }
    rule = next((name for name, takes in classes.items() if takes), None)
    if rule is None:
        return None
    if is_verb and token.pos[0] == "動詞":
        return word.said(token.kana, Grounds.SECOND).decided_by(rule)
    return taken(written, [word], token).decided_by(rule)


def _cut_wrong(text: str, group: list[Word], heard: list[Token]) -> str | None:
    """Why the first reader has cut a group in the wrong place, where that is sure."""
    first, last = group[0], group[-1]
    if len(heard) < 2 or any(w.is_protected for w in group) or any(t.is_unknown for t in heard):
        return None
    if (heard[0].start, heard[-1].end) != (first.start, last.end) or not _KANJI.search(first.surface):
        return None
    ending = text[heard[-1].start : heard[-1].end]
    if len(group) == 1:
        return _one_word_too_long(text, first, heard, ending)
    if heard[0].pos[0] == "代名詞" and last.surface.startswith(("女らし", "男らし")):
        return "a pronoun and らしい"
    names = any(w.pos[1] == "固有名詞" for w in group) and any(w.pos[2] != "地域" for w in group)
    is_compound = all(_KANJI.fullmatch(c) for c in text[first.start : last.end])
    if names and is_compound and not any(t.pos[1] in ("固有名詞", "数詞") for t in heard):
        return "no name in a compound"
    return None


def _one_word_too_long(text: str, word: Word, heard: list[Token], ending: str) -> str | None:
    """目と and し人, which are two words."""
    if word.pos[0] not in ("名詞", "動詞"):
        return None
    if heard[-1].pos[0] == "助詞" and len(heard) == 2 and ending in _PARTICLES:
        return "a particle"
    if heard[0].pos[0] == "動詞" and text[heard[0].start : heard[0].end] == "し":
        return "a verb before"
    return None


def recut(text: str, heard: list[Token], analyse: Analyse, rule: str) -> list[Word]:
    """The words as the second reader cuts them, in the first reader's words where they sound alike."""
    out: list[Word] = []
    for token in heard:
        written = text[token.start : token.end]
        words = [
            replace(w, start=w.start + token.start, end=w.end + token.start).decided_by(rule)
            for w in analyse(written)
        ]
        is_alike = sound("".join(w.pron for w in words)) == sound(token.kana)
        if is_alike or not _KANJI.search(written):
            out += words
        else:
            out.append(taken(written, words, token).decided_by(rule))
    return out


def taken(written: str, group: list[Word], token: Token) -> Word:
    """A word of the second reader's in place of a group."""
    pos = {"動詞": "動詞,自立,*,*", "形容詞": "形容詞,自立,*,*", "形状詞": "名詞,形容動詞語幹,*,*"}.get(
        token.pos[0]
    )
    if pos is None:
        pos = "名詞,固有名詞,一般,*" if token.pos[1] == "固有名詞" else "名詞,一般,*,*"
    span = (group[0].start, group[-1].end)
    kana = "".join(w.pron for w in group) if not token.kana else token.kana
    word = noun(written, span, pos, kana, compound_accent(kana), Grounds.SECOND)
    return replace(word, surface=written, pron=spoken_form(kana, written))
