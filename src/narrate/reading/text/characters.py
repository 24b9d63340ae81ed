"""Characters in an old, a foreign or an enclosed form -> those that they stand for.

Radicals and compatibility forms become their ideographs, ideographs that the dictionary lacks the Japanese or
the modern ones, iteration marks what they repeat, circled numbers numbers with a short pause behind them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.ground.kana import HIRAGANA, KANJI, KATAKANA
from narrate.messages import Message
from narrate.reading.text.draft import Draft, Rule, rewriting

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy

_KANA = f"{HIRAGANA}{KATAKANA}"

_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐"
        "⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢巳幺彑彐忄㣺扌攵旡冃月歺母民氵氺灬爫爫丬牛犭王罒示礻竹糹纟罓罒㓁羊羋耂肀聿肉臼艹艹艹虎衤覀西见角讠贝车辶辶辶阝钅"
        "長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""CJK Radicals Supplement -> the ideograph of the same form (Unicode, EquivalentUnifiedIdeograph)."""
_COMPATIBLE = "[⺀-⿕豈-﫿\U0002f800-\U0002fa1f]"
_PARTS = {
    "亻": "にんべん", "氵": "さんずい", "忄": "りっしんべん", "扌": "てへん", "犭": "けものへん",
    "礻": "しめすへん", "衤": "ころもへん", "艹": "くさかんむり", "辶": "しんにょう", "刂": "りっとう",
    "灬": "れっか", "糹": "いとへん", "飠": "しょくへん", "爫": "つめかんむり", "阝": "こざとへん",
    "罒": "あみがしら", "耂": "おいかんむり", "攵": "のぶん", "𠆢": "ひとやね", "𠂉": "けいがしら",
    "丬": "しょうへん", "㔾": "ふしづくり", "㣺": "したごころ", "氺": "したみず", "彑": "けいがしら",
    "讠": "ごんべん", "钅": "かねへん", "饣": "しょくへん", "纟": "いとへん", "墸": "ちょ", "妛": "し",
    "媬": "ほう", "彁": "か", "挧": "う", "暃": "ひ", "椦": "けん", "槞": "ろう", "蟐": "じょう",
    "袮": "ね", "駲": "しゅう", "㐆": "いん", "𠎁": "けん", "𠦝": "かん", "𡗗": "しゅん", "𡶷": "とう",
    "𣘹": "しょう", "𣪘": "き", "𤇾": "けい", "𦥯": "がく", "𦰩": "かん", "屮": "てつ", "蘒": "はぎ",
}  # fmt: skip
"""Parts of ideographs, and ideographs of JIS X 0213 without a word of their own: what they are called."""

_SMALL = dict(zip("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "クシストヌハヒフヘホムラリルレロ", strict=True))
_KANA_FORMS = _SMALL | {"ヷ": "ヴァ", "ヸ": "ヴィ", "ヹ": "ヴェ", "ヺ": "ヴォ", "ゟ": "より", "ヿ": "こと"}
_ITERATED = f"(?P<kana>[{_KANA}])(?P<marks>[ゝゞヽヾ]+)"
_SPACING_MARKS = {"゛": "\u3099", "゜": "\u309a", "\u3099": "\u3099", "\u309a": "\u309a"}
_LONG_MARKS = (
    rf"(?P<before>[{KANJI}々][ぁ-ん](?=〳|〴|[/／])|[{_KANA}]{{2}}|[{KANJI}])"
    r"(?P<mark>〳〵|〴〵|[/／][\\＼]|[/／][″゛\"][\\＼])"
)

_LATIN = {
    "ħ": "h", "Ħ": "H", "ĸ": "k", "ŀ": "l", "Ŀ": "L", "ĳ": "ij", "Ĳ": "IJ", "ŉ": "n", "ŋ": "ng",
    "Ŋ": "NG", "ŧ": "t", "Ŧ": "T", "ǽ": "ae", "Ǽ": "Ae", "Ɓ": "B", "Ɗ": "D", "Ɠ": "G", "ɐ": "a", "ɑ": "a",
    "ɒ": "o", "ɓ": "b", "ɔ": "o", "ɕ": "s", "ɖ": "d", "ɗ": "d", "ɘ": "e", "ə": "e", "ɚ": "er", "ɛ": "e",
    "ɜ": "e", "ɝ": "er", "ɞ": "e", "ɟ": "j", "ɠ": "g", "ɡ": "g", "ɢ": "g", "ɣ": "g", "ɤ": "o", "ɥ": "y",
    "ɦ": "h", "ɧ": "h", "ɨ": "i", "ɪ": "i", "ɫ": "l", "ɬ": "l", "ɭ": "l", "ɮ": "l", "ɯ": "u", "ɰ": "w",
    "ɱ": "m", "ɲ": "n", "ɳ": "n", "ɴ": "n", "ɵ": "o", "ɶ": "oe", "ɸ": "f", "ɹ": "r", "ɺ": "r", "ɻ": "r",
    "ɼ": "r", "ɽ": "r", "ɾ": "r", "ʀ": "r", "ʁ": "r", "ʂ": "s", "ʃ": "sh", "ʄ": "j", "ʈ": "t", "ʉ": "u",
    "ʊ": "u", "ʋ": "v", "ʌ": "a", "ʍ": "w", "ʎ": "l", "ʏ": "y", "ʐ": "z", "ʑ": "z", "ʒ": "z", "ʝ": "j",
    "ʟ": "l", "ʙ": "b", "ʜ": "h", "ɷ": "u",
}  # fmt: skip
"""Letters that no accent makes of a plain one -> their nearest."""
_NAMED_LETTERS = {
    "ʔ": "声門破裂音", "ʕ": "咽頭摩擦音", "ʘ": "両唇吸着音", "ʡ": "喉頭蓋破裂音", "ʢ": "喉頭蓋摩擦音",
    "ǂ": "硬口蓋吸着音", "ǀ": "歯吸着音", "ǁ": "側面吸着音", "ǃ": "後部歯茎吸着音", "ℏ": "エイチバー",
    "ℵ": "アレフ", "ℓ": "エル",
}  # fmt: skip

_ENCLOSED = "[①-⓿❶-➓㉈-㉏㉑-㉟㊱-㊿🄀-🄊🄐-🄩🄰-🅉🅐-🅩]"
_BEHIND_ENCLOSED = (
    r"(?=$|[、。，．,.・！？!?…」』）)\]】〉》:：;；/／〜～~-]"
    r"|(?:は|が|を|に|の|と|も|や|へ|で(?!き)|から|まで|より|です|だ)(?![ァ-ヶ])|番|枚|つ目|ページ|丁目|号|項|条|節|章)"
)
_NUMBERED = rf"(?P<beside>(?<=[\dA-Za-z]))?(?P<sign>{_ENCLOSED})(?P<joins>{_BEHIND_ENCLOSED})?"
POWER = r"(?<=[A-Za-zΑ-ωπ\d)）])(?<![A-Za-z]{3})(?P<sign>[⁺⁻])?(?P<power>[⁰¹²³⁴-⁹]+|ⁿ)"
RAISED = "[⁰¹²³⁴-⁹⁺⁻ⁿⁱ]+"
_JAPANESE = f"{_KANA}{KANJI}々"
_FOOTNOTE = re.compile(
    rf"(?<=[{_JAPANESE}」』）)])[⁰¹²³⁴-⁹]+[⁾)）]?(?=[。、])"
    rf"|(?<=[。、」』])[⁰¹²³⁴-⁹]+[⁾)）]?(?=$|[{_JAPANESE}「『（])"
    rf"|(?<=[{_JAPANESE}」』）)。、])(?<!文献)(?<!資料)(?<!番号)(?<![注図表式例問項値名行列はがをのと])(?<!要素)(?<!配列)(?<!変数)(?!\[0\])"
    r"(?:\[(?:注|脚注|注釈)?[ 　]?\d{1,3}\])+(?!です)"
)
_GREEK = "[ͰΆ-ΊΌΎ-ΐΪ-ΰς\u03ca-\u03ceἀ-῾]"
_APART = r"(?<=\d)(?P<between>[ 　]+|[′″’”']|[」』”’\"\]）)】〉》]+[「『“(（【〈《]*|[|｜¦])(?=[「『“(（]?\d)"


def _ideograph(match: re.Match[str]) -> str:
    return _RADICALS.get(match[0]) or unicodedata.normalize("NFKC", match[0])


def _variants(draft: Draft, _: SayingPolicy) -> Draft:
    pattern, forms = _variant_forms()
    draft = draft.sub(pattern, lambda m: forms[m[0]], "variant form")
    return draft.sub(_PART, lambda m: _PARTS[m[0]], "part of an ideograph")


@lru_cache(maxsize=1)
def _variant_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    """Ideographs that the dictionary lacks, or knows as single characters only -> those that it has."""
    table = (Path(__file__).parent / "variants.tsv").read_text(encoding="utf-8")
    forms = {row[0]: row[2] for row in table.splitlines() if not row.startswith("#")}
    return re.compile(f"[{''.join(forms)}]"), forms


def has_other_form(text: str) -> bool:
    """Whether a text that looks plain holds a character that this module writes otherwise."""
    return bool(_variant_forms()[0].search(text) or _OTHER_KANA.search(text) or _PART.search(text))


def _iterated(match: re.Match[str]) -> str:
    return match["kana"] + "".join(_again(match["kana"], mark in "ゞヾ") for mark in match["marks"])


def _again(kana: str, is_voiced: bool) -> str:
    """The kana once more, with or without its mark of voice."""
    base = unicodedata.normalize("NFD", kana)[0]
    return unicodedata.normalize("NFC", f"{base}\u3099") if is_voiced else base


def _repeated(match: re.Match[str]) -> str:
    before = match["before"]
    is_voiced = match["mark"][0] == "〴" or len(match["mark"]) == 3
    if len(before) == 1:
        return f"{before}々"
    return before + (_again(before[0], True) if is_voiced else before[0]) + before[1:]


def _numbered(match: re.Match[str]) -> str:
    sign = match["sign"]
    number = unicodedata.numeric(sign, None)
    said = unicodedata.name(sign).rsplit(" ", 1)[-1] if number is None else str(int(number))
    before = "、" if match["beside"] is not None else ""
    return f"{before}{said}" if match["joins"] is not None else f"{before}{said}、"


def powered(match: re.Match[str]) -> str:
    """A raised number in words: ``⁻⁸`` is のマイナス8乗."""
    sign = {"⁻": "マイナス", "⁺": "プラス", None: ""}[match["sign"]]
    return f"の{sign}{unicodedata.normalize('NFKC', match['power'])}乗"


def _plain_greek(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFD", match[0])[0]
    return "σ" if letter == "ς" else letter


_PART = re.compile(f"[{''.join(_PARTS)}]")
_LONE_KE = rf"(?<![{KANJI}々\d])ヶ|ヶ(?![{KANJI}々])"
_OTHER_KANA = re.compile(f"[ヵゕゖヷ-ヺ{''.join(_SMALL)}]|{_LONE_KE}")


def _parted(match: re.Match[str]) -> str:
    """What stood between two numbers, and a pause, or they would be one."""
    return f"{match['between'].strip(' 　|｜¦')}、"


_CIRCLE = (
    rf"(?<![{_KANA}{KANJI}々〇\d])〇(?![{_KANA}{KANJI}々〇\d]|[・．.][{KANJI}〇\d])"
    rf"|(?<=[{HIRAGANA}])〇(?=[、。，．]|$)"
)
"""〇 that is no figure."""
_THOUSANDS = (
    r"(?<![\d.] )(?<![\d.])(?P<head>[1-9]\d{0,2})(?P<tail>(?: \d{3})+)"
    r"(?=[万億円人個台件本ドトキ㎞%％]|[mkgtL](?![a-z]))"
)
_TELEPHONE = r"(?<![\d.] )(?<!\d)(?P<area>0\d{1,4}) (?P<town>\d{1,4}) (?P<number>\d{4})(?! ?\d)"

APART: tuple[Rule, ...] = (
    rewriting("thousands", _THOUSANDS, lambda m: m["head"] + m["tail"].replace(" ", "")),
    rewriting("telephone", _TELEPHONE, r"\g<area>-\g<town>-\g<number>"),
    rewriting("minutes and seconds", r"(?<=\d)′(?=\d{1,2}(?:\.\d+)?″)", "分"),
    rewriting("minutes and seconds", r"(?<=分\d)″|(?<=分\d\d)″", "秒"),
    rewriting("numbers apart", _APART, _parted),
)
"""What separates numbers keeps them apart."""

REPEATS: tuple[Rule, ...] = (rewriting("iteration mark", _LONG_MARKS, _repeated),)
"""Before anything else: 〳〵 is also written ／＼, which later rules take for signs."""

CHARACTERS: tuple[Rule, ...] = (
    rewriting("radical", _COMPATIBLE, _ideograph),
    Rule("variant form", _variants),
    rewriting("joined mark", rf"[{_KANA}][{''.join(_SPACING_MARKS)}]", lambda m: _joined_mark(m[0])),
    rewriting("iteration mark", _ITERATED, _iterated),
    rewriting("iteration mark", "〃+", "同じく"),
    rewriting("iteration mark", "〻", "々"),
    rewriting("form of kana", f"[{''.join(_KANA_FORMS)}]", lambda m: _KANA_FORMS[m[0]]),
    rewriting("form of kana", "[ヵゕゖ]", "ヶ"),
    rewriting("form of kana", _LONE_KE, "ケ"),
    rewriting("digit", r"(?![0-9])\d", lambda m: str(unicodedata.decimal(m[0]))),
    rewriting("circle", _CIRCLE, "マル"),
    rewriting("letter", f"[{''.join(_LATIN)}]", lambda m: _LATIN[m[0]]),
    rewriting("letter", f"[{''.join(_NAMED_LETTERS)}]", lambda m: _NAMED_LETTERS[m[0]]),
    rewriting("letter", "[ªº](?![CＣ])(?<!\\d[ªº])", lambda m: unicodedata.normalize("NFKC", m[0])),
    rewriting("letter", _GREEK, _plain_greek),
    rewriting(
        "roman numeral", "[ⅬⅭⅮⅯⅰ-ⅿↀ-ↈ]|[Ⅰ-Ⅻ](?=[世章節部期型])", lambda m: unicodedata.normalize("NFKC", m[0])
    ),
    Rule("footnote mark", lambda draft, _: draft.silence(_FOOTNOTE, Message("footnote mark"))),
    rewriting("numbered sign", _NUMBERED, _numbered),
)
"""One usual form for each character; after the widths, before words and numbers."""


def _joined_mark(pair: str) -> str:
    joined = unicodedata.normalize("NFC", pair[0] + _SPACING_MARKS[pair[1]])
    return joined if len(joined) == 1 else pair[0]
