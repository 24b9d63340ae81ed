"""A word in kanji as it is said, where a dictionary has it as it is spelled: ショウ is ショー."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from narrate.ground.kana import KANJI
from narrate.reading.sounds.pronunciation import LONG, VOWEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(f"[{KANJI}々]+")
_NOUNS = frozenset(["名詞", "接頭詞"])
_OWN = """
ウ 右宇羽雨烏鵜卯有憂 ウン 運雲云蘊 ウチ 内打討団家 ウエ 上植飢 ウワ 上噂 ウラ 浦裏占 ウマ 馬午旨
ウシ 牛後丑 ウス 臼薄碓 ウル 漆売潤閏 ウリ 瓜売 ウタ 歌唄謡疑 ウツ 移打写鬱 ウメ 梅埋 ウオ 魚 ウネ 畝峰
ウジ 氏蛆 ウケ 受請承筌 ウミ 海湖生産埋 ウブ 産祖 ウデ 腕 ウグ 鶯鴬 ウズ 鶉渦鈿水 ウキ 浮 ウカ 浮 ウド 独
ウロ 鱗 ウバ 姥 ウソ 嘘 ウゴ 動 ウサ 兎 ウト 疎 ウナ 鰻海
イ 井五居伊衣医位委以意異移囲維違遺易依偉為胃慰射鋳鑄入飯 イン 院員因引印飲陰隠韻牙 イチ 一市壱苺 イシ 石
イケ 池 イワ 岩鰯 イロ 色 イト 糸 イタ 板頂炒痛至 イネ 稲 イナ 稲田否 イヌ 犬 イエ 家 イキ 息域勢 イマ 今戒
イソ 磯忙 イズ 泉 イモ 芋妹 イノ 命猪祈 イツ 逸五 イリ 入杁 イデ 出 イク 戦軍 イカ 烏雷筏 イド 戸 イバ 茨
イヤ 癒 イー 飯 イッ 一 ウニ 海雲
"""
_KANJI_OF = dict(zip(_OWN.split()[::2], map(frozenset, _OWN.split()[1::2]), strict=True))
"""Beginnings of kanji that begin with a vowel of their own: 幕内 is マクウチ, 毛糸 ケイト."""


def in_spoken_form(nodes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The nodes, those of nouns in kanji with ー for each long vowel that is spelled out.

    So are prefixes (小人数) after the package has asked its second reader for their reading, and some words
    of the dictionary (研究者, 疾病). Verbs that end in ウ are no nouns: 思う.
    """
    return [
        node | {"pron": spoken_form(node["pron"], node["string"])} if _may_be_spelled(node) else node
        for node in nodes
    ]


def spoken_form(kana: str, written: str) -> str:
    """The reading of a word in kanji with ー for each vowel that is long, and none where a kanji begins.

    Marks of whispered vowels may stand in it.
    """
    return "".join(_with_marks(kana, written[1:]))


def _may_be_spelled(node: dict[str, Any]) -> bool:
    is_noun = node["pos"] in _NOUNS and bool(_WORD.fullmatch(node["string"]))
    return is_noun and (len(node["string"]) > 1 or node["mora_size"] == 2)


def _with_marks(kana: str, behind: str) -> Iterator[str]:
    before = ""
    for at, mora in enumerate(kana):
        is_alike = (mora, VOWEL.get(before)) in LONG and before != "エ"
        is_small = kana[at + 1 : at + 2] in tuple("ァィゥェォ")
        yield "ー" if is_alike and not is_small and not _begins(kana[at : at + 2], behind) else mora
        before = before if mora == "’" else mora


def _begins(kana: str, behind: str) -> bool:
    """Whether a kanji of a word, or its hiragana behind one, begins with ``kana``."""
    own = _KANJI_OF.get(kana, frozenset()) | _KANJI_OF[kana[0]]
    return not own.isdisjoint(behind) or (kana[0] == "ウ" and "う" in behind[:-1])
