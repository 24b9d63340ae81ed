"""Which 「…」 of a paragraph somebody says, and sentences cut there, so that each part has its own voice.

A 「…」 is speech where it stands alone, ends in 。！？ or …, or where と and a verb of saying follow. A name,
a title or a word that is only mentioned is none: 「ポチ」という犬, 「自由」を守る, 「けいおん！」を見る.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.model import Joint, Role
from narrate.script.sentences import Sentence, bracket_pairs, stripped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Ruby

_ROLES = frozenset({Role.BODY, Role.LEAD, Role.ITEM, Role.NOTE})
"""What people speak in: a heading or a quotation of its own is said as a whole."""
_FINAL = frozenset("。｡！？!?‼⁉⁈⁇…‥―—♪")
_PAUSING = frozenset("。｡．、，,！？!?‼⁉⁈⁇…‥：:；;―—")
"""Where a reader pauses, a sentence cut there or not; brackets alone make no pause."""
_BRACKETS = "「」『』（）()“”\"' \t\n\u3000"
_LETTER = re.compile(r"[^\W_ーｰﾞﾟ]")
_TAIL = re.compile(r"[。｡．、，！？!?…‥―—\s]*")
"""Marks behind 」 that go with it."""
_LONGEST_NAME = 20
_NEAR = 20
_SHORTEST_CLAUSE = 10
_CLAUSE_END = re.compile(r"[\u3041-\u3096ー〜～]\Z")
_VOICE = r"(?:声|叫び|言葉|ことば|返事|返答|答え|問い|質問|一言|ひとこと|台詞|セリフ|せりふ|呼びかけ|掛け声)"
_IS_MENTIONED = re.compile(
    rf"[をがはにでもへや]|の(?!{_VOICE})|(?:という|といった|との)(?!{_VOICE})|など|から|まで"
)
"""What follows a name or a title whose own mark is its last letter."""
_NAMES = re.compile(
    r"いう|いった[^。、！？\s]|いえ|して|しな|する|した|され|呼[ばびぶんん](?!か)|題|名|称|書|記|銘|ある|の|は|も"
)
"""What makes a name of the word before と."""
_SAYS = (
    r"[言云](?:っ(?:た|て(?!も|よ|い[いえ]))|い(?![換回方訳])|う(?!べき|まで|なれ|なら|より|な)|わ)|"
    r"いった(?=[。、！？\s]|\Z)|いって(?=[、い]|\Z)|いいま|いいなが|いいだ|いわれ|もうし|おっしゃ|仰[いせっ]|申[しす]|"
    r"話[しすさせ]|語[っりるら]|述べ|答え|こたえ|応え|応じ|返答|返事|返[しす]|かえし|尋ね|たずね|訊[かきいねく]|"
    r"聞[いきか]|きい[たて]|問[いうわえっ]|質[しす]|質問|叫[びんばぶ]|さけ[びんぶ]|わめ[いきく]|呟[いきく]|つぶや|囁|ささや|"
    r"怒鳴|どな[っりる]|告げ|訴え|説明|解説|指摘|強調|主張|発言|コメント|打ち明け|明か[しす]|漏ら|もらし|嘆[いきく]|"
    r"ぼや[いきく]|こぼ[しす]|断言|明言|断じ|反論|回答|宣言|命[じず]|頼[みんむ]|促[しす]|励ま|誘[いっうわ]|注意し|警告|"
    r"忠告|謝[っりる]|挨拶|あいさつ|批判|評[しす]|振り返|ふりかえ|口に[しす]|口を|声を|続け|つづけ|付け加え|つけくわえ|"
    r"繰り返|くりかえ|切り出|念を押|報告|発表|呼びか|呼び掛|呼びと|うめ[いきく]|笑[いっうわ]|わら[いっう]|泣[いきく]|"
    r"喜[びんぶ]|怒[っりる]|驚[いきく]|首を|うな[ずづ]|頷"
)
_IS_SAID = re.compile(rf"(?:と|って)[、，]?(?P<between>[^。！？!?「」『』]{{0,20}}?)(?:{_SAYS})")
_SAID_SHORT = re.compile(r"と(?:[。！？!?…―—]|\s*\Z)")
_SPEAKER = re.compile(r"[\u4e00-\u9fff々\u30a1-\u30faーA-Za-zＡ-Ｚａ-ｚ・]{1,10}[：:]?\Z")
_SPOKEN_END = re.compile(r"(?:[かねよわぞぜ]|です|ます|ません|でした|ました|ください|だろう|でしょう|んだ)\Z")


def cut_at_speech(
    text: str, sentences: Sequence[Sentence], role: Role, rubies: Sequence[Ruby] = ()
) -> list[Sentence]:
    """The sentences of a paragraph, each cut where speech in it begins and ends.

    Together they hold the same characters. Where a part ends there is a pause only if there would be one
    without the cut.
    """
    spans = _speech_spans(text, sentences, role) if role in _ROLES and "「" in text else []
    spans = [span for span in spans if not any(_is_inside(at, rubies) for at in span)]
    if not spans:
        return list(sentences)
    return [part for s in sentences for part in _parts(text, s, _meeting(spans, s.start, s.end))]


def _is_inside(at: int, rubies: Sequence[Ruby]) -> bool:
    """Whether a ruby, of which none covers another, would be cut in two there."""
    before = bisect_left(rubies, at, key=lambda r: r.start)
    return before > 0 and at < rubies[before - 1].end


def _meeting(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """The spans that have something in common with that stretch."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    return spans[first : bisect_left(spans, end, key=lambda span: span[0])]


def _parts(text: str, sentence: Sentence, spans: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    inside = {at for span in spans for at in span if sentence.start < at < sentence.end}
    pieces: list[tuple[int, int]] = []
    start = sentence.start
    for _, end in pairwise(sorted({sentence.start, *inside, sentence.end})):
        if _LETTER.search(text, start, end):
            pieces.append((start, end))
            start = end
    if not pieces:
        yield sentence
        return
    pieces[-1] = pieces[-1][0], sentence.end
    for start, end in pieces:
        joint = sentence.joint if end == sentence.end else _joint(text, end)
        letter = _LETTER.search(text, start, end)
        is_speech = letter is not None and any(a <= letter.start() < b for a, b in spans)
        yield stripped(text, Sentence(start, end, joint, is_speech))


def _joint(text: str, cut: int) -> Joint:
    """A pause at a mark, and between two who speak: that is where one would be without the cut."""
    near = text[max(0, cut - _NEAR) : cut]
    before, after = near.rstrip(_BRACKETS), text[cut : cut + _NEAR].lstrip()
    is_answer = near.rstrip().endswith("」") and after.startswith("「")
    return Joint.COMMA if is_answer or (before and before[-1] in _PAUSING) else Joint.NONE


def _speech_spans(text: str, sentences: Sequence[Sentence], role: Role) -> list[tuple[int, int]]:
    """Where speech stands, with the marks behind it; half-open, in order."""
    pairs = _outermost(bracket_pairs(text))
    quotes = [(start, end) for start, end in pairs if text[start] == "「"]
    borders = sorted({0, len(text), *(at for s in sentences for at in (s.start, s.end))})
    spans = []
    for start, end in quotes:
        before = text[borders[bisect_right(borders, start) - 1] : start]
        rest = text[end : borders[bisect_left(borders, end)]]
        if _is_speech(text[start + 1 : end - 1].strip(), before, rest, role):
            tail = _TAIL.match(text, end)
            spans.append((start, tail.end() if tail else end))
    return spans


def _outermost(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs that stand in no other one, half-open, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not found or start >= found[-1][1]:
            found.append((start, end + 1))
    return found


def _is_speech(said: str, before: str, after: str, role: Role) -> bool:
    """Whether somebody says what stands in 「」, by what it is and the rest of its sentence."""
    if not _LETTER.search(said):
        return False
    if said.rstrip(_BRACKETS)[-1:] in _FINAL:
        return len(said) > _LONGEST_NAME or not _IS_MENTIONED.match(after)
    stands_last = not _LETTER.search(_without_quotes(after))
    if stands_last and not _LETTER.search(_without_quotes(before)):
        return role is not Role.ITEM
    if stands_last and _SPEAKER.match(before.strip()) and _SPOKEN_END.search(said):
        return True
    return bool(_SAID_SHORT.match(after)) or _is_followed_by_saying(said, after)


def _is_followed_by_saying(said: str, after: str) -> bool:
    found = _IS_SAID.match(after)
    if found is None:
        return False
    between = found["between"]
    if not between:
        return True
    is_clause = len(said) >= _SHORTEST_CLAUSE or bool(_CLAUSE_END.search(said))
    return is_clause and not _NAMES.match(between)


_QUOTE = re.compile(r"「[^」]*」?|[^「]*」")


def _without_quotes(text: str) -> str:
    return _QUOTE.sub("", text)
