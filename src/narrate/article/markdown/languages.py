"""The names by which languages call themselves, and by which English and Japanese call them."""

from __future__ import annotations

import re

_WRITTEN = """
english 日本語 日文 にほんご 한국어 한국말 中文 汉语 漢語 简体中文 簡体中文 繁體中文 繁体中文
正體中文 中文简体 中文繁體 中文（简体） 简体 繁體 繁体 简中 繁中 粵語 粤语 文言文 español
castellano català galego euskara português français italiano deutsch nederlands svenska norsk
dansk suomi íslenska polski čeština slovenčina slovenščina hrvatski srpski bosanski magyar română
türkçe azərbaycan azərbaycanca oʻzbek o'zbek o'zbekcha shqip eesti latviešu lietuvių gaeilge
cymraeg esperanto latina filipino tagalog melayu indonesia kiswahili afrikaans hausa yorùbá zulu
japanese korean chinese spanish catalan galician basque portuguese french italian german dutch
swedish norwegian danish finnish icelandic polish czech slovak slovenian croatian serbian bosnian
hungarian romanian turkish azerbaijani uzbek albanian estonian latvian lithuanian irish welsh
latin indonesian malay vietnamese thai hindi bengali arabic persian farsi hebrew greek russian
ukrainian bulgarian mongolian kazakh georgian armenian urdu tamil telugu nepali khmer lao burmese
英語 日本 韓国語 朝鮮語 中国語 簡体字 繁体字 簡体字中国語 繁体字中国語 中国語簡体字 中国語繁体字
スペイン語 ポルトガル語 フランス語 イタリア語 ドイツ語 オランダ語 ロシア語 ウクライナ語
ポーランド語 トルコ語 アラビア語 ペルシア語 ヒンディー語 タイ語 ベトナム語 インドネシア語
マレー語 スウェーデン語 フィンランド語 チェコ語 ギリシャ語 ヘブライ語 英文 英語版 日本語版
中国語版 韓国語版
"""
_NAMES = frozenset(_WRITTEN.split())
_SEVERAL = frozenset(
    (
        "tiếng việt",
        "tieng viet",
        "bahasa indonesia",
        "bahasa melayu",
        "simplified chinese",
        "traditional chinese",
        "chinese simplified",
        "chinese traditional",
        "brazilian portuguese",
        "português do brasil",
        "português brasileiro",
        "latin american spanish",
    )
)
_WRITTEN_SHORT = """
en ja jp ko kr zh cn tw hk es pt br fr it de nl sv no da fi pl cs sk hu ro tr ru ua uk bg el he ar
fa hi th vi id ms
"""
_CODES = frozenset(_WRITTEN_SHORT.split())
_REMARK = re.compile(
    r"[ \t]*[(（\[][^()（）\[\]]{0,40}[)）\]]|(?<=\w)版$|[ \t]*(?:version|readme)$", re.IGNORECASE
)
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\uac00-\ud7af]+(?:[ \-][\u0370-\u1fff\uac00-\ud7af]+)?")
"""Greek to Greek Extended, and Hangul: what is written so among Japanese names a language."""


def is_language(name: str) -> bool:
    """Whether it is the name of a language, or a code; flags and remarks in brackets aside."""
    bare = _REMARK.sub("", name.strip(" \t\n*_~")).strip()
    while bare and not (bare[0].isalnum() or "\u0900" <= bare[0] <= "\u0fff"):
        bare = bare[1:]
    while bare and not (bare[-1].isalnum() or "\u0900" <= bare[-1] <= "\u0fff"):
        bare = bare[:-1]
    code = _CODE.fullmatch(bare)
    low = bare.casefold()
    if low in _NAMES or low in _SEVERAL or (code and code[1].lower() in _CODES):
        return True
    return len(bare) <= 20 and _OTHER_SCRIPT.fullmatch(bare) is not None
