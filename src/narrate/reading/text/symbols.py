"""Widths, units, and signs that stand for words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.reading.text.characters import POWER, RAISED, powered
from narrate.reading.text.draft import Draft, Rule, rewriting
from narrate.reading.text.units import MEASURES, POWERS, SHORT_UNITS, SURE, UNITS, names

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile("[\t\n\u00a0\u2000-\u200a\u202f\u205f]")
_COMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f\u3099\u309a]+")
_NARROW = re.compile("[｡-ﾟ]+")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％＆＋＠＃＄＊：，／]")
_SIGN_LETTERS = re.compile("[\u00b5\u2126]")
"""The signs of micro and ohm, which are the letters mu and omega."""
_ACCENTED = re.compile("[À-ÖØ-öø-ɏḀ-ỿ]")
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Ð": "D",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "ð": "d",
        "þ": "th",
        "Þ": "Th",
        "ı": "i",
    }
)
_SQUARED = re.compile("[㈠-㉇㉐㊀-㊰㋀-㋏㋿㌀-㏿ﬀ-ﬆ]")
_KEPT_SQUARES = {
    "㈱": "株式会社",
    "㈲": "有限会社",
    "㊤": "上",
    "㊥": "中",
    "㊦": "下",
    "㏋": "馬力",
    "㏍": "株式会社",
}
_SUBSCRIPT = re.compile("[₀-₉]+")
_UNIT_NAMES = names(UNITS)
_UNKNOWN_UNITS = frozenset([
    "nm", "μm", "kWh", "MW", "GW", "TWh", "Wh", "kV", "THz", "MPa", "kcal", "dL", "kL", "mAh", "mSv", "μSv",
    "mK", "μK",
])  # fmt: skip
"""Units that Open JTalk misreads even after a number."""
_PREFIXES = {"": "", "k": "キロ", "c": "センチ", "m": "ミリ"}


def _widths(draft: Draft, _: SayingPolicy) -> Draft:
    draft = draft.silence(_CONTROL, Message("control character"))
    draft = draft.sub(_SPACE, " ", "widths")
    draft = draft.sub(_COMPOSED, lambda m: unicodedata.normalize("NFC", m.group()), "widths")
    draft = draft.sub(_NARROW, _compatible, "widths")
    draft = draft.sub(_WIDE, _compatible, "widths")
    draft = draft.sub(_SIGN_LETTERS, _compatible, "widths")
    return draft.sub(_HYPHEN, "-", "widths")


def _compatible(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _squares(draft: Draft, _: SayingPolicy) -> Draft:
    draft = draft.sub(_SQUARED, lambda m: _KEPT_SQUARES.get(m.group(), _compatible(m)), "squared sign")
    return draft.sub(_SUBSCRIPT, _compatible, "subscript")


def _accents(draft: Draft, _: SayingPolicy) -> Draft:
    return draft.sub(_ACCENTED, _plain_letter, "accents")


def _plain_letter(match: re.Match[str]) -> str | None:
    letter = match.group().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
    return bare if bare.isascii() and bare.isalpha() else None


def _area(match: re.Match[str]) -> str:
    return f"{POWERS[match['power']]}{_PREFIXES[match['prefix']]}メートル"


def _unit(match: re.Match[str]) -> str | None:
    """A unit after a number is Open JTalk's business; alone it is said in full."""
    before = match.string[max(0, match.start() - 2) : match.start()].rstrip(" 　")
    if before[-1:].isdigit() and match["unit"] not in _UNKNOWN_UNITS:
        return None
    if match["unit"] in ("GW", "MW") and not re.search(r"[\d万億千百(（]$", before):
        return None
    return UNITS[match["unit"]]


_AMOUNT = r"(?:(?<=\dg)|(?<=\d[kmμn]g)|(?<=\d[mμn]mol)|(?<=\dmol)|(?<=\dIU))"
_PER = {None: "", "s": "毎秒", "sec": "毎秒", "min": "毎分", "h": "毎時"}
_MODEL = re.compile(r"(?:(?<![A-Za-z])[A-Z]|[a-z])[\d.]+$")
"""A number that belongs to the letters before it: A4, x86."""
_LONGEST_NUMBER = 20
_APART = UNITS | {unit: said for unit, said in MEASURES.items() if re.fullmatch(SURE, unit)}
"""Units that are known behind a space, too: PB and bar are words as well."""


def _measure(match: re.Match[str]) -> str | None:
    """5GB, 10ms, 12GB/s: in full, since Open JTalk spells such a unit or takes it for another word."""
    is_model = _MODEL.search(match.string, max(0, match.start() - _LONGEST_NUMBER), match.start())
    return None if is_model else MEASURES[match["unit"]] + _PER[match["per"]]


_DATED = re.compile(r"\s?\d[\d,.]*(?:[年月日歳]|時(?!間))")
_FORMULA_IN_BRACKETS = re.compile(r"[(（](?!\d+[)）])[A-Za-z\d+\-−×÷*/^.,²³ ]+[)）]$")


def _equals(match: re.Match[str]) -> str | None:
    """x=5; but the sign in 首相（中央）＝10日午後 only parts a caption from its date."""
    before = match.string[: match.start()]
    if _DATED.match(match.string, match.end()):
        return None
    is_caption = before[-1:] in tuple(")）") and not _FORMULA_IN_BRACKETS.search(before)
    return None if is_caption else "イコール"


_UNPAIRED = r"(?![^~〜～]{1,30}[~〜～](?:[」』）)。]|$))"
"""Not the first of two waves round a subtitle."""
_SUBTITLE = re.compile(r"[一-龥A-Za-z」』 　][~〜～][^~〜～]{3,30}$")


def _length(match: re.Match[str]) -> str | None:
    """わ〜い: ー; but not the second of two waves round a subtitle."""
    is_last = match.end() == len(match.string)
    return None if is_last and _SUBTITLE.search(match.string[: match.start()]) else "ー"


_SIZE = r"\d?[A-Z]{1,3}\d{0,3}"
_RANGES = (
    ("(?<=[一-龥])", "[一-龥ァ-ヶ]|[A-Z](?![A-Za-z])", "から"),
    ("(?<=[ァ-ヶー])", "[一-龥]|[A-Z](?![A-Za-z])", "から"),
    ("(?<=[ァ-ヶー]{2})", "[ァ-ヶ][ァ-ヶー]", "から"),
    ("(?<=[ぁ-んァ-ヶー一-龥]{2})", "(?!あっという)[ぁ-ん]{2,8}(?<![うくのなるたいだ])間(?!違)", "から"),
    ("(?<=[ぁ-ん]{2})", "[一-龥ァ-ヶー]{2,8}?(?<![時期年週民世人空瞬昼夜仲手区合])間(?![違隔])", "から"),
    ("(?<=[小中高]\\d)", "[一-龥]", "から"),
    (rf"(?<![A-Za-z\d])(?P<a>{_SIZE})", rf"{_SIZE}(?![A-Za-z])", r"\g<a>から"),
    (
        "(?<![ァ-ヶー])(?P<a>ア)",
        "[イウエオカキクケコサシスセソ](?:[のをにはがでと、。）)」]|まで|から|$)",
        r"\g<a>から",
    ),
)
"""What stands before and after a wave that means from and to."""

_HYPHEN = re.compile("(?<=[A-Za-z0-9])[－‐‑](?=[A-Za-z0-9])")
WIDTHS: tuple[Rule, ...] = (Rule("widths", _widths), Rule("squares", _squares), Rule("accents", _accents))
"""One form for each character, so that every later rule sees ASCII letters and digits."""

_MEASURE = (
    r"(?=(?P<unit>[％%‰倍度℃]|ポイント|億|万[人円件台個トキ平]|兆|キロ|メートル|ミリ|センチ|グラム|トン|リットル|ドル|ユーロ"
    r"|[カかヶ]月|平方|立方|ヘクタール|[人件台個点]台|[kcm]?m(?![A-Za-z])|[km]?g(?![A-Za-z])|年ぶり|カロリー|ヘルツ|デシベル"
    r"|アンペア|ボルト|ワット|[円秒]|時間(?!目)))"
)
"""What a number is of whose decimal point is written ・, as newspapers do."""
_COUNTED = frozenset("円秒人年分台個件") | {"時間", "カ月", "か月", "ヶ月"}
_CURRENCY_SIGNS = {"€": "ユーロ", "$": "ドル", "＄": "ドル", "¥": "円", "￥": "円", "£": "ポンド"}
"""Where no number stands behind them."""
_KANJI_FIGURES = "〇一二三四五六七八九"


_KANJI_DIGITS = str.maketrans(_KANJI_FIGURES, "0123456789")


def _decimal(match: re.Match[str]) -> str | None:
    """2・6％ and 二・六％; but 二・三秒 are two or three."""
    before, after = match["a"].translate(_KANJI_DIGITS), match["b"].translate(_KANJI_DIGITS)
    is_counted = (
        match["unit"] in _COUNTED or match.string.rfind("震度", 0, match.start()) >= match.start() - 3
    )
    if is_counted and len(before) == 1 and f"{before}{after}" in "0123456789":
        return None
    return f"{before}.{after}" if before.isdecimal() else f"{match['a']}点{match['b']}"


_ELECTRIC = re.compile(
    r"電[流源圧線気池力]|ヒューズ|ブレーカ|コンセント|充電|アンペア|ボルト|\dV|配線|モーター"
)

_CLOTHES = re.compile("サイズ|服|シャツ|パンツ|ズボン|スカート|ドレス|[上肌下]着|X[SL]|LL|[SM][~〜～、・]")


def _unit_letter(match: re.Match[str]) -> str | None:
    around = match.string[max(0, match.start() - 12) : match.end() + 12]
    if match["unit"] == "A" and not _ELECTRIC.search(around):  # a class, a row, a level
        return None
    if match["unit"] == "L" and _CLOTHES.search(match.string):
        return None
    return match["number"] + SHORT_UNITS["L" if match["unit"] == "ℓ" else match["unit"]]


SYMBOLS: tuple[Rule, ...] = (
    rewriting("unit apart", rf"(?<=\d)[ 　]+(?=%|℃|°|(?:{names(_APART)}|[mgVWlL])(?![A-Za-z]))", ""),
    rewriting("unit", rf"{_AMOUNT}/(?=[dmk]L(?![A-Za-z])|kg(?![A-Za-z])|c?m[3³])", "パー"),
    rewriting("unit", rf"{_AMOUNT}/[Ll](?![A-Za-z])", "パーリットル"),
    rewriting(
        "unit",
        r"(?<![A-Za-z\d])(?P<hours>\d{1,2})h ?(?P<minutes>[0-5]?\d)m(?:in)?(?![A-Za-z\d])",
        r"\g<hours>時間\g<minutes>分",
    ),
    rewriting(
        "unit",
        rf"(?<=[\d数何十百千万億])(?P<unit>{names(MEASURES)})(?:/(?P<per>s|sec|min|h))?(?![A-Za-z\d])",
        _measure,
    ),
    rewriting(
        "unit",
        r"(?:(?<=\d[mglLt])(?!/[sh](?![A-Za-z]))|(?<=\d[glLt])|(?<=\d[cmμn][mglL])|(?<=\dk[gL]))"
        r"/(?P<per>s|sec|min|h)(?![A-Za-z\d²])",
        lambda match: _PER[match["per"]],
    ),
    rewriting("area", r"(?<=[\d万億])(?P<prefix>[kcm]?)m(?P<power>[23²³])(?![\dA-Za-z])", _area),
    rewriting("unit", rf"(?<![A-Za-z])(?P<unit>{_UNIT_NAMES})(?![A-Za-z\d])", _unit),
    rewriting("degrees", r"(?<=\d)\s?°\s?[CＣ]|(?<=\d)\s?º\s?C", "度"),
    rewriting("degrees", r"(?<=\d)\s?°\s?F", "度"),
    rewriting("degrees", r"(?<=\d)[°º]", "度"),
    rewriting("minutes of arc", r"(?<=度\d)[′'](?!\w)|(?<=度\d\d)[′'](?!\w)", "分"),
    rewriting("equals", r"(?<=[A-Za-z\d)）²³])\s?[=＝]\s?(?=[A-Za-z\d(（√−-])", _equals),
    rewriting(
        "more than",
        r"(?<=[A-Za-z\d)）])\s?[>＞]\s?(?=[\d(（−-])|(?<=[\dA-Z])＞(?=[A-Z])",
        "ダイナリ",
    ),
    rewriting(
        "less than",
        r"(?<=[A-Za-z\d)）])\s?[<＜]\s?(?=[\d(（−-])|(?<=[\dA-Z])＜(?=[A-Z])",
        "ショウナリ",
    ),
    rewriting("slash between words", r"(?<=[ぁ-んァ-ヶー一-龥])[/／](?=[ぁ-んァ-ヶ一-龥\d])", "、"),
    rewriting("sharp", r"(?<=(?<![A-Za-z])[A-G])[#＃♯](?![A-Za-z\d])", "シャープ"),
    rewriting("power", "(?<=m/s)²", "毎秒"),
    rewriting("power", POWER, powered),
    rewriting("raised number", RAISED, _compatible),
    rewriting(
        "decimal point",
        rf"(?<![\d・.])(?P<a>\d{{1,4}})・(?P<b>\d{{1,2}})(?![\d・]){_MEASURE}",
        _decimal,
    ),
    rewriting(
        "decimal point",
        r"(?:(?<=マグニチュード)|(?<=震度)|(?<=震度[はがの])|(?<=[率均約計])|(?<=[率均約計][はがの]))(?P<a>\d{1,3})・(?P<b>\d{1,2})"
        r"(?![\d・位年組号番歳])(?=(?P<unit>[円秒人年分台個件]|時間|))",
        _decimal,
    ),
    rewriting(
        "decimal point",
        rf"(?<![{_KANJI_FIGURES}・])(?P<a>[{_KANJI_FIGURES}十百]{{1,4}})・(?P<b>[{_KANJI_FIGURES}]{{1,2}})(?![{_KANJI_FIGURES}・])"
        + _MEASURE,
        _decimal,
    ),
    rewriting("wave named by a letter", r"(?<=[αβγδθ])波(?![形長動])", "ハ"),
    rewriting(
        "unit letter",
        r"(?<![A-Za-z\d.])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[LℓmA])"
        r"(?![A-Za-z\d/·⋅級組席棟型番判版列寸玉階]|クラス|ランク|サイズ|フロア)",
        _unit_letter,
    ),
    rewriting("number sign", r"№\s?|(?<![A-Za-z])[Nn][oO]\.\s?(?=\d)|#(?=\d)", "ナンバー"),
    rewriting("company", r"[(（]株[)）]", "株式会社"),
    rewriting("company", r"[(（]有[)）](?=[ァ-ヶ一-龥])", "有限会社"),
    rewriting(
        "blank name", r"(?<![一二三四五六七八九十\d])[○〇◯]{2,4}(?![一二三四五六七八九十\d])", "まるまる"
    ),
    rewriting("blank name", r"[×✕✖]{2,4}(?=[ぁ-んァ-ヶ一-龥])", "ばつばつ"),
    rewriting("blank name", r"[△▽]{2,4}(?=[ぁ-んァ-ヶ一-龥])", "さんかくさんかく"),
    *(
        rewriting("wave as range", rf"{before}[~〜～](?={after}){_UNPAIRED}", said)
        for before, after, said in _RANGES
    ),
    rewriting("wave as length", r"(?<=[ぁ-んァ-ヶ])[~〜～](?=[ぁ-んァ-ヶ。、!！?？]|$)", _length),
    rewriting(
        "magnitude",
        r"(?<![A-Za-z])M ?(?=\d(?:\.\d)?(?:の(?:大|巨|余)?地震|クラス|級|[^A-Za-z]{0,12}(?:地震|震源)))",
        "マグニチュード",
    ),
    rewriting("cross", r"(?<![\dA-Za-z)）])[×✕](?=[かをがはにでと、。」』）)印])", "バツ"),
    rewriting("featuring", r"(?<![A-Za-z])[Ff]eat\.[ 　]?(?=[^\s、。」』）)])", "フィーチャリング"),
    rewriting(
        "versus",
        r"(?<=[ぁ-んァ-ヶー一-龥」』])[ 　]?(?:vs\.?|VS\.?)[ 　]?(?=[ぁ-んァ-ヶ一-龥「『])",
        "たい",
    ),
    rewriting("dot before name", r"(?<![A-Za-z\d])\.(?=NET(?![A-Za-z]))", "ドット"),
    rewriting("percent", r"％", "%"),
    rewriting("currency sign", r"[€＄$¥￥£](?![\dA-Za-z_])", lambda m: _CURRENCY_SIGNS[m[0]]),
    rewriting("degrees", "℃(?=℃)|(?<=℃)℃", "度"),
    rewriting("masu", "〼", "ます"),
    rewriting(
        "dot before name",
        r"(?<=[A-Za-z])\.(?=(?:js|py|net|NET|com|co|jp|org|io|ai|dev|md|txt|csv|html|json|toml|pdf|zip|exe)(?![A-Za-z]))",
        "ドット",
    ),
)
