"""Older and rarer spellings -> today's, which the dictionary has: 云った, 寒むい, 其処."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.reading.text.draft import Rule

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy
    from narrate.reading.text.draft import Draft

_ADJECTIVES = {
    "寒む": "寒", "暑つ": "暑", "熱つ": "熱", "暗ら": "暗", "危ぶな": "危な", "恐わ": "怖", "怖わ": "怖",
    "嬉れし": "嬉し", "悲なし": "悲し", "美くし": "美し", "新らし": "新し", "珍らし": "珍し",
    "明かる": "明る", "短か": "短", "軽る": "軽", "重も": "重", "古る": "古", "強よ": "強", "弱わ": "弱",
    "辛ら": "辛", "白ろ": "白", "黒ろ": "黒", "固た": "固", "堅た": "堅",
}  # fmt: skip
"""Stems with a kana more than today."""
_ENDING = "(?=い(?!る)|く(?:て|な)|かっ[たて]|けれ|さ[がをにのは、。]|そう|すぎ|空)"
_OLD = re.compile(
    rf"(?<![一-龥々])(?P<stem>{'|'.join(sorted(_ADJECTIVES, key=len, reverse=True))}){_ENDING}"
    "|(?<![一-龥々])(?P<say>云(?=[わいうえおっ])|云[はひふへ])"
    "|(?<![一-龥々])(?P<danger>危(?=い|く(?:て|な)|かっ[たて]))"
    "|(?P<word>[其此彼]処(?![ら等])|何時も(?!か)|矢張(?!り)|抑[々も]|有り難う|撒水)"
    "|(?P<perhaps>(?<![一-龥])若し(?=も|や|[ぁ-ん]{0,9}(?:ば|たら|なら)))"
    "|(?<![一-龥々])(?P<join>加(?=っ[てた]))"
)
_GROUPS = {"danger": "危な", "perhaps": "もし", "join": "加わ"}
_WORDS = {
    "云": "言",
    "云は": "言わ",
    "云ひ": "言い",
    "云ふ": "言う",
    "云へ": "言え",
    "其処": "そこ",
    "此処": "ここ",
    "彼処": "あそこ",
    "何時も": "いつも",
    "矢張": "やはり",
    "抑々": "そもそも",
    "抑も": "そもそも",
    "有り難う": "ありがとう",
    "撒水": "散水",
}


def has_old_spelling(text: str) -> bool:
    """Whether a text that looks plain holds a spelling that this module writes otherwise."""
    return _OLD.search(text) is not None


def _modern(match: re.Match[str]) -> str:
    written, kind = match.group(), match.lastgroup or ""
    return _GROUPS.get(kind) or _WORDS.get(written) or _ADJECTIVES[written]


def _spelled(draft: Draft, _: SayingPolicy) -> Draft:
    return draft.sub(_OLD, _modern, "old spelling")


SPELLINGS: tuple[Rule, ...] = (Rule("old spelling", _spelled),)
"""After the characters have their usual form, before words and numbers."""
