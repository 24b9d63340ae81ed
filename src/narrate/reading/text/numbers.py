"""Numbers that Open JTalk reads digit by digit, loses the sign of, or pauses in.

Counters and big numbers are not touched: Open JTalk is right about them, and about most units (see `units`).
"""

from __future__ import annotations

import re
from decimal import Decimal

from narrate.reading.text.draft import Rule, rewriting
from narrate.reading.text.units import MEASURES, names

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_DASH = r"[-‐‑–—―−~〜～]"
_COUNTER = (
    r"(?:[%℃°年月日時分秒円人名社店本台個件回歳才度倍割点位階代校枚冊票戸棟頭匹羽杯着組班号期章節頁話曲色種級番週か"
    r"ヶカヵ万億兆千百]|世紀|メートル|キロ|センチ|ミリ|グラム|トン|リットル|ドル|ユーロ|ポンド|パーセント|ポイント"
    r"|[kcmμn]?m(?![a-z])|[km]?g(?![a-z])|k[Wm]|[MGT]?Hz|ページ|時間|分間|平方|立方"
    rf"|(?:{names(MEASURES)})(?![A-Za-z]))"
)
_SPACE = "[ \u00a0\u2009\u202f\u3000]"
_CURRENCIES = {
    "¥": "円",
    "￥": "円",
    "$": "ドル",
    "＄": "ドル",
    "€": "ユーロ",
    "£": "ポンド",
    "₩": "ウォン",
    "₹": "ルピー",
    "US$": "ドル",
    "A$": "豪ドル",
    "AU$": "豪ドル",
    "C$": "カナダドル",
    "CA$": "カナダドル",
    "HK$": "香港ドル",
    "NT$": "台湾ドル",
    "S$": "シンガポールドル",
}
_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "t": 12,
    "tn": 12,
    "trillion": 12,
}
_SCALE_END = r"(?![A-Za-z\dァ-ヶー]|(?![超強弱規相以未程増減台調])[一-龥])"
"""¥500Mサイズ and ¥980B級 are no millions and billions."""
_MYRIADS = ((12, "兆"), (8, "億"), (4, "万"))
_FIGURES = dict(
    zip(
        "0123456789.",
        ["ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ", "テン"],
        strict=True,
    )
)
_ONE_BY_ONE = _FIGURES | {"2": "ニー", "5": "ゴー"}
"""In a row each figure takes two beats."""
ENGLISH_NUMERALS = dict(
    enumerate(
        [
            "ツー",
            "スリー",
            "フォー",
            "ファイブ",
            "シックス",
            "セブン",
            "エイト",
            "ナイン",
            "テン",
            "イレブン",
            "トゥエルブ",
            "サーティーン",
            "フォーティーン",
            "フィフティーン",
            "シックスティーン",
        ],
        start=2,
    )
)
_ORDINALS = dict(
    enumerate(
        [
            "ファースト",
            "セカンド",
            "サード",
            "フォース",
            "フィフス",
            "シックスス",
            "セブンス",
            "エイス",
            "ナインス",
        ],
        start=1,
    )
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:ISO|IEC|IEEE|RFC|DIN|RS|EIA|TIA|SMPTE|ANSI|ECMA|ASTM|JIS(?:[ 　]?[A-Z])?)[ 　\-]?$"
)
_MEASURED = re.compile("倍|平方|立方|カップ|杯|拍子")
"""What even a fraction above one is of; else 120/80 is no fraction."""
_PAIRED = re.compile(r"[ 　]?(?:mm|cm|[kKGMT]?(?:Hz|[BVW]|bps)|[mμn]s(?![A-Za-z])|年?代|シーズン|歳|円)")
"""What two numbers with a slash have in common: 50/60Hz."""
_DISTRICT = re.compile(r"[都道府県市区町村郡](?![のはを])[^はをにで、。 　]{0,12}(?<![がともの])$")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ROMAN_NUMERAL = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_WAVE = "[ 　]?[~〜～][ 　]?"
_UNIT_AFTER = r"(?:[一-龥ァ-ヶーヵヶつか]{1,6}|[A-Za-zμ%℃°²³]{1,4})"


def _money(match: re.Match[str]) -> str:
    unit = _CURRENCIES[match["sign"]]
    scale = match["word"] or match["letter"]
    if not scale:
        return f"{match['number']}{match['myriad'] or ''}{unit}"
    value = Decimal(match["number"].replace(",", "")).scaleb(_SCALES[scale.lower()])
    return _myriads(value) + unit


def _myriads(value: Decimal) -> str:
    """A whole number in 兆, 億 and 万: 5300000000 is 53億."""
    rest, out = int(value), ""
    for power, name in _MYRIADS:
        count, rest = divmod(rest, 10**power)
        out += f"{count}{name}" if count else ""
    return out + (str(rest) if rest or not out else "")


def _fraction(match: re.Match[str]) -> str | None:
    above, below = int(match["a"]), int(match["b"])
    if _MEASURED.match(match.string, match.end()):
        return f"{below}分の{above}"
    is_pair = below > 10 and _PAIRED.match(match.string, match.end())
    is_size = above >= 100 and below >= 1000
    is_proper = above < below and not is_pair and not is_size
    is_day = 1 <= above <= 12 and 1 <= below <= 31
    is_usual = is_proper and (below <= 10 or below in (12, 16, 20, 32, 64, 100, 1000))
    if below < 2 or (is_day and not is_usual):
        return None
    return f"{below}分の{above}" if is_proper else None


def _address(match: re.Match[str]) -> str | None:
    parts = re.split("[-－‐−]", match.group())
    is_at_place = _DISTRICT.search(match.string[: match.start()]) or match.string[match.end() :][:1] in tuple(
        "番号"
    )
    if not is_at_place or any(part.startswith("0") for part in parts):
        return None
    return "の".join(parts)


def _average(match: re.Match[str]) -> str:
    """打率.305: 3割5厘, as baseball has it."""
    parts = zip(match["figures"], ("割", "分", "厘"), strict=True)
    return match["of"] + ("".join(figure + name for figure, name in parts if figure != "0") or "0割")


def _postal_code(match: re.Match[str]) -> str:
    """〒100-0001: figure by figure, both halves alike."""
    first, second = ("".join(_FIGURES[c] for c in match[g]) for g in ("area", "town"))
    return f"郵便番号{first}の{second}、"


def _score(match: re.Match[str]) -> str:
    return f"{match['a']}たい{match['b']}"


def _roman(match: re.Match[str]) -> str:
    values = [_ROMAN[c] for c in match[match.lastgroup or 0]]
    following = [*values[1:], 0]
    return str(sum(-v if v < n else v for v, n in zip(values, following, strict=True)))


def _named_roman(match: re.Match[str]) -> str:
    """World War II, タイプIII: English numerals after a name of another script than kanji."""
    value = int(_roman(match))
    return ENGLISH_NUMERALS.get(value, str(value))


def _standard(match: re.Match[str]) -> str | None:
    """ISO 3166, IEEE 802.11: figure by figure, but round numbers (ISO 9001) as numbers."""
    number = match.group()
    if re.search(r"00\d?$", number) or not _STANDARD.search(match.string[: match.start()]):
        return None
    return "".join(_ONE_BY_ONE[c] for c in number)


def _english(match: re.Match[str]) -> str:
    """2WAY, 3-way, 2in1: counted in English."""
    number = ENGLISH_NUMERALS.get(int(match["count"]), "ワン")
    return number + ("ウェイ" if match["way"] else "")


def _ordinal(match: re.Match[str]) -> str:
    return _ORDINALS[int(match.group()[0])]


def _strain(match: re.Match[str]) -> str:
    """O157: figure by figure, as the news has it."""
    return "O" + "".join(_ONE_BY_ONE[c] for c in match["strain"])


def _train(match: re.Match[str]) -> str:
    """E231系, 103系: figure by figure, as railways call their stock."""
    return "".join({"0": "マル", "2": "ニー"}.get(c, _FIGURES[c]) for c in match["number"])


def _ungrouped(match: re.Match[str]) -> str:
    """299 792 458: one number, its figures in threes (SI brochure, 5.4.4)."""
    return re.sub(r"\s", "", match.group())


def _aircraft(match: re.Match[str]) -> str:
    """ボーイング787, エアバスA320: figure by figure, the last zero as pilots say it."""
    number = match["number"]
    return (
        match["maker"] + "".join(_FIGURES[c] for c in number[:-1]) + ("マル" if number[-1] == "0" else "ナナ")
    )


def _range(match: re.Match[str]) -> str | None:
    first, last = (Decimal(match[g].replace(",", "")) for g in ("a", "b"))
    return (
        None
        if match["a"].startswith("0") and len(match["a"]) > 1 and first >= 1
        else (f"{match['a']}から{match['b']}" if first < last else None)
    )


def _open_range(match: re.Match[str]) -> str | None:
    """980円〜: から, unless the wave closes a subtitle."""
    is_closing = re.search("[~〜～]", match.string[: match.start()])
    return None if is_closing else f"{match['a']}から"


def _vulgar(match: re.Match[str]) -> str:
    above, below = _VULGAR[match["half"]]
    whole = match["whole"]
    return (f"{whole}と" if whole else "") + f"{below}分の{above}"


_VULGAR = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_SCORED = (
    r"(?=\s*(?:で[^。、]{0,12}?|(?:の|と)?[^。、]{0,6}?)"
    r"(?:勝|敗|引き分け|逆転|下し|破っ|破り|ドロー|折り返|接戦|同点|先制|リード|制し))"
)

NUMBERS: tuple[Rule, ...] = (
    rewriting("figures in threes", rf"(?<![\d.,])\d+\.\d{{3}}(?:{_SPACE}\d{{3}})+(?![\d.,])", _ungrouped),
    rewriting(
        "figures in threes",
        rf"(?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}}){{2,}}(?=\s?(?:[A-Za-zμ]|人|円|ドル|メートル|キロ))",
        _ungrouped,
    ),
    rewriting("number one", r"(?<=[ぁ-んァ-ヶー一-龥「『])(?:No\.?|№) ?1(?![\d.,\-])", "ナンバーワン"),
    rewriting("plus plus", r"(?<=[A-Za-z])\+\+", "プラスプラス"),
    rewriting("minus in a formula", r"(?<=\d)\s?[-−]\s?(?=\d[\d.,]*\s?[=＝]\s?[-−\d])", "ひく"),
    rewriting("term of prison", r"(?<=懲役|禁錮)(?P<term>\d+)月", r"\g<term>か月"),
    rewriting(
        "term of prison",
        r"(?P<years>(?:懲役|禁錮|拘禁刑)\d+年)(?P<term>\d+)月(?!\d+日|に(?:出|判|収))",
        r"\g<years>\g<term>か月",
    ),
    rewriting(
        "a year",
        r"(?:(?<=[、「（(は])|(?<=^))年(?=に?\d[\d,.万億千]*(?:回|度|円|%|パーセント|件|本|人|トン|ポイント|点|冊|台|社))",
        "ねん",
    ),
    rewriting("postal code", r"〒[ 　]?(?P<area>\d{3})[-－‐−](?P<town>\d{4})(?!\d)[、,]?", _postal_code),
    rewriting("average", r"(?<=打率|塁率|勝率)(?P<of>[はが、]?)0?[.・](?P<figures>\d{3})(?!\d)", _average),
    rewriting(
        "digits in threes",
        r"(?<=\d\.\d{3})[ 　](?=\d{3}(?!\d))|(?<=\.\d{3}[ 　]\d{3})[ 　](?=\d{3}(?!\d))",
        "",
    ),
    rewriting(
        "currency",
        rf"(?P<sign>(?:US|AU?|CA?|HK|NT|S)?\$|[¥￥＄€£₩₹])\s?(?P<number>{_NUMBER})"
        rf"(?:\s?(?P<word>thousand|million|billion|trillion|bn|mn|tn)(?![A-Za-z])|(?P<letter>[kKmMbBtT]){_SCALE_END}"
        r"|(?P<myriad>[千万億兆]+(?:\d[\d,]*[千万億兆]+)*))?"
        r"(?:ドル|円|ユーロ|ポンド)?",
        _money,
    ),
    rewriting("vulgar fraction", r"(?:(?P<whole>\d+)\s?)?(?P<half>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])", _vulgar),
    rewriting("version", r"(?<![\d.\-])[vV](?:er\.?|ersion)?\s?(?=\d+(?:\.\d+)+)", "バージョン"),
    rewriting("dotted number", r"(?<=\d)\.(?=\d+\.\d)|(?<=\d\.\d)\.(?=\d)|(?<=\d\.\d\d)\.(?=\d)", "点"),
    rewriting("dotted number", r"(?<=点\d)\.(?=\d)|(?<=点\d\d)\.(?=\d)|(?<=点\d\d\d)\.(?=\d)", "点"),
    rewriting(
        "score",
        rf"(?<![\d\-第表図問章節式条])(?P<a>\d{{1,3}})[-－–―—−](?P<b>\d{{1,3}})(?![\d\-]){_SCORED}",
        _score,
    ),
    rewriting("against", r"(?<=\d)対(?=\d)", "たい"),
    rewriting(
        "range",
        rf"(?<![\d.,/\-])(?P<a>{_NUMBER})[ 　]?{_DASH}[ 　]?(?P<b>{_NUMBER})(?![\d\-])(?=[ 　]?{_COUNTER})",
        _range,
    ),
    rewriting("range", rf"(?<=\d){_WAVE}(?=[約翌第小中高大]?\d|現在)", "から"),
    rewriting("range", rf"(?P<a>\d{_UNIT_AFTER}){_WAVE}(?=[約翌第]?\d|翌)", r"\g<a>から"),
    rewriting("open range", rf"(?P<a>\d(?:円|歳|時|代)){_WAVE}(?=[。、」』）)]|です|$)", _open_range),
    rewriting("range", r"(?<=[月日年時分])[-–—−](?=\d+(?:年|月|日|時|分))", "から"),
    rewriting(
        "fraction",
        r"(?<![\d/.,第])(?P<a>\d{1,4})[/／](?P<b>\d{1,4})(?![\d/.,]|[(（][月火水木金土日])",
        _fraction,
    ),
    rewriting(
        "address",
        r"(?<=[ぁ-んァ-ヶ一-龥])\d{1,4}(?:[-－‐−]\d{1,4}){2,3}(?![\d\-－‐−])",
        _address,
    ),
    rewriting("zero hour", r"(?:(?<![\d.,:])0|零)時(?!間)", "レージ"),
    rewriting("plus-minus", r"[±＋+]\s?[-−/／]?\s?(?=\d)(?<=±)|±|[+＋][/／][-−]", "プラスマイナス"),
    rewriting(
        "minus",
        r"(?<![\dA-Za-zァ-ヶー一-龥)）\]年])[-−－](?=\d)|(?<=[比差率値約計])[-−－](?=\d)|[▲△](?=\d)",
        "マイナス",
    ),
    rewriting("plus", r"(?<!\d)[+＋](?=\d)|(?<=[ァ-ヶーA-Za-z一-龥])[+＋](?!\d|[A-Za-z])", "プラス"),
    rewriting(
        "plus",
        r"(?<=[ぁ-んァ-ヶーA-Za-z一-龥」』])[ 　]?[+＋][ 　]?(?=[ぁ-んァ-ヶーA-Za-z一-龥「『])",
        "プラス",
    ),
    rewriting("year left open", r"20(?=[XＸx○〇◯]{2}年)", "二千"),
    rewriting("year left open", r"19(?=[XＸx○〇◯]{2}年)", "千九百"),
    rewriting(
        "roman numeral",
        rf"(?<![A-Za-z&＆])(?P<roman>{_ROMAN_NUMERAL})"
        r"(?=世(?![代界帯間])|章(?!典)|節(?![約電])|部(?![門品隊屋族])|期(?![待間限日]))",
        _roman,
    ),
    rewriting(
        "roman numeral",
        rf"(?<![A-Za-z&＆])(?!V型|X+型|I型(?:鋼|梁|キッチン))(?P<roman>{_ROMAN_NUMERAL})(?=型)",
        _roman,
    ),
    rewriting(
        "roman numeral",
        r"(?<=[一-龥])(?P<roman>I{2,3}|IV|VI{2,3})(?![A-Za-z\d\-])",
        _roman,
    ),
    rewriting(
        "roman numeral",
        r"(?<=[a-zァ-ヶー.][ 　])(?P<roman>I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI?)(?![A-Za-z\d\-])"
        r"|(?<=[ァ-ヶー])(?P<close>I{2,3}|IV|VI{2,3}|IX)(?![A-Za-z\d\-])",
        _named_roman,
    ),
    rewriting(
        "standard",
        r"(?:(?<=[A-Z][ 　\-])|(?<=[A-Z]{2}))\d{3,5}(?:\.\d+)?(?![\d,])",
        _standard,
    ),
    rewriting(
        "counted in English",
        r"(?<![A-Za-z\d.,\-])(?P<count>[1-9])(?:-?(?P<way>WAY|[Ww]ay)(?![A-Za-z])"
        r"|(?=(?:DAYS?|[Dd]ays?|PIECE|[Pp]iece|TONE|[Tt]one|PACK|[Pp]ack)(?![A-Za-z])|(?:[iI]n|IN|[oO]n|ON)[1-9](?!\d)))",
        _english,
    ),
    rewriting("ordinal", r"(?<![\d.,A-Za-z])(?:1st|2nd|3rd|[4-9]th)(?![A-Za-z])", _ordinal),
    rewriting("strain", r"(?<![A-Za-z\-])O-?(?P<strain>\d{3})(?!\d)", _strain),
    rewriting(
        "aircraft",
        r"(?P<maker>(?:ボーイング|Boeing)[ 　]?)(?P<number>7\d7)(?!\d)",
        _aircraft,
    ),
    rewriting("train", r"(?<![\d.,第道理])(?P<number>[1-9]\d[1-9])(?=系(?![統列譜]))", _train),
    rewriting("aircraft", r"(?P<maker>(?:エアバス|Airbus)[ 　]?A)(?P<number>3\d0)(?!\d)", _aircraft),
    rewriting("engine strokes", r"(?<![\d.])2(?=ストローク|サイクル|ドア)", "ツー"),
    rewriting("engine strokes", r"(?<![\d.])4(?=ストローク|サイクル|ドア)", "フォー"),
    rewriting("list number", r"^(\d{1,2})[.)．]\s+(?=\D)", r"\1、"),
)
