"""What a line is by itself: a rule, an item, a label with its value, marked or numbered as headings are.

Nothing is decided here. A number is a style and a value; whether the style makes headings or a list is seen
when all lines of it are together (`styles`).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.lines import Line

LONGEST_TITLE = 70
_LONGEST_BRACKETED = 40
_LONGEST_LABEL = 12
_LEAST_BROKEN = 24
LONGEST_REMEMBERED = 40

_SYMBOLS = "■□◆◇●○▼▽▲△★☆◎▶▷◉▪►♦✦❖♪§"
_DRAWN = "\u2500-\u259f〓"
"""Lines, corners and blocks that boxes are drawn with."""
_RULE_MARKS = rf"\s*＊*＿_\-―—–─━━=＝~〜～・…\.＋+{_SYMBOLS}✻※＃#≡ｰ○◯{_DRAWN}"
_SCENE_BREAK = re.compile(rf"[{_RULE_MARKS}]+")
_RULE = re.compile(rf"[\-―—=＝~〜～＿_*＊＋+≡◆◇■□☆★・…\s{_DRAWN}]{{3,}}")
_DIGITS = "0-9０-９"
_KANJI_DIGITS = "〇一二三四五六七八九十百"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = rf"(?P<number>[{_DIGITS}]{{1,3}}|[{_KANJI_DIGITS}]{{1,4}})"
_SPACE = r"[ \t\u3000]"

ORDINAL = "第"
WORD = "word"
MARK = "mark"
DOT = "・"
BRACKET = "bracket"
BARE = "bare"
FRAMED = "framed"
QUESTION = "mark:Q"
WIKI = "mark:†"
ALIKE = "alike"

_ORDINAL = re.compile(
    rf"第{_SPACE}?{_NUMBER}{_SPACE}?(?P<unit>[章節部話回条編篇幕夜])(?=$|[ \t\u3000:：（(「『【〈\-―～])"
)
_MARK = re.compile(
    rf"(?P<mark>[{_SYMBOLS}]+|[#＃]{{1,6}}(?={_SPACE}.*[ぁ-ヶ一-龥])|_(?={_SPACE})"
    rf"|〇(?![{_KANJI_DIGITS}{_DIGITS}]))"
    rf"(?P<space>{_SPACE}*)(?=[\w「『【〈《（(＜<“\[［])"
)
_BRACKETED = re.compile(
    r"【[^】]+】|〔[^〕]+〕|［(?!＃)[^］]+］|\[[^\]]+\]|＜[^＞]+＞|<[^<>]+>|≪[^≫]+≫|〈[^〉]+〉"
    r"|《[^》]+》|【[^】]+】[ \t\u3000]?[(（][^()（）]{1,20}[)）]"
)
_TAILED = re.compile(
    r"[^。]{1,60}?(?P<tail>[ \t\u3000]*[\[［](?:ソースを)?編集(?:[ ]?[|｜][ ]?ソースを編集)?[\]］]|[ \t]+†)"
)
"""What a wiki writes behind its headings."""
_ASKED = re.compile(r"(?:Q|Ｑ|問|質問)[ \t\u3000]*[:：.．][ \t\u3000]*(?=\S)")
_LONGEST_QUESTION = 100
_DATED = re.compile(
    r"\d{4}(?:年\d{1,2}月\d{1,2}日|(?P<mark>[/.\-])\d{1,2}(?P=mark)\d{1,2})(?:[ \u3000]?[(（].{1,4}[)）])?"
    r"(?P<tail>[ \u3000]*(?:[|｜][ \u3000]*[^。|｜]{1,20}|\[[^\[\]]{1,12}\]))"
)
"""A day, and where a site keeps what is written on it."""
_SPEAKER = re.compile(r"[^\s()（）\d０-９。、]{1,8}[)）]")
_FRAME = re.compile(
    rf"(?P<mark>[\-―=＝*＊+＋＿_~〜～☆★◆◇■□●○・{_DRAWN}]{{2,}})[ \t\u3000]*(?=[\w「『【])"
    r"|(?P<one>[\-‐–―─━=＝*＊+＋])[ \t\u3000]+(?=[\w「『【])"
    r"|(?P<side>[│┃║])[ \t\u3000]*(?=[\w「『【〈《])"
)
_WORDED = re.compile(
    r"(?P<word>議題|議事|議案|協議事項|報告事項|報告|問|質問|設問|Q|Ｑ|その|ステップ|STEP|Step"
    r"|step|パート|PART|Part|"
    r"CHAPTER|Chapter|LESSON|Lesson|SECTION|Section|ポイント|POINT|Point|理由|手順|工程|テーマ"
    r"|案件|事例|ケース|CASE|Case|"
    rf"DAY|Day|Scene|SCENE|シーン|コツ|秘訣|特長|特徴){_SPACE}*[（(]?{_NUMBER}[)）]?[.．:：、]?"
)
_SCHEMES = (
    (
        "(1)",
        re.compile(
            rf"[（(](?P<number>[{_DIGITS}]{{1,2}}"
            rf"|[{_KANJI_DIGITS}]{{1,3}})[)）]{_SPACE}*(?=\D)"
        ),
    ),
    (
        "[1]",
        re.compile(
            rf"(?:【|［|\[)(?:[{_DIGITS}]{{1,2}}[\-－.．])*(?P<number>[{_DIGITS}]{{1,2}})(?:】|］"
            rf"|\]){_SPACE}*(?=\S)"
        ),
    ),
    (
        "1.1.1",
        re.compile(
            rf"(?:[{_DIGITS}]{{1,2}}[.．\-－]){{2,}}(?P<number>[{_DIGITS}]{{1,2}})[.．]?{_SPACE}+(?=\S)"
        ),
    ),
    ("1.1", re.compile(rf"[{_DIGITS}]{{1,2}}[.．\-－](?P<number>[{_DIGITS}]{{1,2}})[.．]?{_SPACE}+(?=\S)")),
    ("1.", re.compile(rf"(?P<number>[{_DIGITS}]{{1,2}})[.．](?:{_SPACE}+(?=\S)|(?=[^{_DIGITS}\s]))")),
    ("1)", re.compile(rf"(?P<number>[{_DIGITS}]{{1,2}})[)）]{_SPACE}*(?=[^{_DIGITS}\s])")),
    ("1、", re.compile(rf"(?P<number>[{_DIGITS}]{{1,2}})、{_SPACE}*(?=[^{_DIGITS}\s])")),
    ("1:", re.compile(rf"(?P<number>[{_DIGITS}]{{1,2}})[:：]{_SPACE}*(?=[^{_DIGITS}\s])")),
    ("一、", re.compile(rf"(?P<number>[{_KANJI_DIGITS}]{{1,3}})[、．.]{_SPACE}*(?=\S)")),
    ("一 ", re.compile(rf"(?P<number>[{_KANJI_DIGITS}]{{1,3}}){_SPACE}+(?=\S)")),
    ("1 ", re.compile(rf"(?P<number>[{_DIGITS}]{{1,2}}){_SPACE}+(?=[^{_DIGITS}\s])")),
    ("①", re.compile(rf"(?P<number>[{_CIRCLED}]){_SPACE}*(?=\S)")),
    ("Ⅰ", re.compile(rf"(?P<number>[{_ROMAN}])[.．、:：]?{_SPACE}*(?=\S)")),
    ("I.", re.compile(rf"(?P<number>[IVX]{{1,5}}|[ＩＶＸ]{{1,5}})[.．:：]{_SPACE}*(?=\S)")),
    ("1位", re.compile(rf"第?(?P<number>[{_DIGITS}]{{1,2}})位(?:{_SPACE}|[:：])+(?=\S)")),
)
_RULED = re.compile(
    r"(?P<before>[\-=─━＝~_*]{8,})?[ \t\u3000]*(?P<words>[^\-=─━＝~_*\s。](?:[^。]{0,38}[^\-=─━＝~_*\s。])?)"
    r"[ \t\u3000]*(?P<after>[\-=─━＝~_*]{4,})?"
)
_LONGEST_RULED = 120
_BARE = re.compile(
    rf"[（(＜〈【－―\-]?{_SPACE}?(?P<number>[{_DIGITS}]{{1,3}}|[{_KANJI_DIGITS}]{{1,4}}"
    rf"|[{_ROMAN}]|[{_CIRCLED}]|[IVX]{{1,5}})"
    rf"{_SPACE}?[)）＞〉】－―\-.．]?"
)
LEADER = re.compile(
    r"[^・…‥。！？!?「」『』、\s]{1,20}[ \t\u3000]*(?P<dots>(?:・{2,}|[…‥]+|\.{3,}|．{3,}))[ \t\u3000]*"
    r"(?=[^・…‥。「」『』][^…‥。「」『』]{0,40}$)(?:.*[0-9０-９一二三四五六七八九十半].*|適[量宜].*|少[々量].*|お?好み.*|ひと.*|各.*)"
)
"""A part and how much of it, with dots between."""
_CLOSED = re.compile(r"[ぁ-ゖァ-ヺー一-龥][.．]$")
"""A full stop as writers in Latin punctuation have it."""
_LIST_SCHEMES = frozenset({"(1)", "1.", "1)", "1、", "①", "1位"})
_LISTED = tuple(scheme for name, scheme in _SCHEMES if name in _LIST_SCHEMES)
_BULLET = re.compile(
    r"(?P<bullet>[・•‣◦･*＊−–➢➤✓✔→⇒├└┣┗│┃]+─*[ \t\u3000]*(?=\S)"
    r"|-{1,4}(?:[ \t\u3000]+(?=\S)|(?=[^\s\-\d])))"
)
_FIELDS = re.compile(
    r"(?:開催)?(?:日時|日程|期日|期間|時間|時刻|とき|ところ|場所|会場|対象|定員|料金|費用|参加費|入場料|会費"
    r"|持ち物|服装|内容|備考)"
    r"|(?:出席|参加|欠席)者?|議長|司会|書記|記録者?|講師|主催|共催|後援|協力|担当者?|部署|資料"
    r"|締め?切り?|申し?込み?.{0,3}"
    r"|お?問い?合わ?せ先?|連絡先|TEL|Tel|FAX|Fax|電話(?:番号)?|住所|所在地|URL|E-?[Mm]ail|Mail"
    r"|メール(?:アドレス)?"
    r"|製品名|商品名|品名|品番|価格|質量|重さ|寸法|サイズ|仕様|容量|発売日|設立|資本金|代表者?"
    r"|事業内容|本社|会社名|社名"
    r"|タグ|カテゴリー?|キーワード|件名|差出人|宛先|送信日時|From|To|Cc|CC|Subject|Date|登場人物|上演時間"
)
_LABEL = re.compile(
    rf"(?:【(?P<boxed>[^】]{{1,{_LONGEST_LABEL}}})】[ \t\u3000]*[:：]?[ \t\u3000]*(?=[^\s：:])"
    rf"|(?P<label>[^\s:：。、「」（）()！？!?]{{1,{_LONGEST_LABEL}}}(?:[（(][^）)]{{1,12}}[）)])?)"
    rf"[ \t\u3000]*[:：][ \t\u3000]*(?=\S))"
)
_SPEECH = re.compile(r"[「『“\"＜]|(?:――|──|——|―|—|─)(?=[^\s―─—])")
_QUOTES = {"「": "」", "『": "』", "“": "”", '"': '"'}


_FIRSTS = frozenset(
    _SYMBOLS + _DIGITS.replace("-", "") + "0123456789０１２３４５６７８９" + _KANJI_DIGITS + _ROMAN + _CIRCLED
    + "〓║▏▎▌█#＃【〔［[＜<≪〈《-―─━‐–=＝*＊+＋＿_~〜～（(第・•‣◦･−–➢➤✓✔→⇒├└┣┗│┃IVXＩＶＸ"
    + "議報協問質設QＱそスSsパPCcLlポ理手工テ案事ケDシコ秘特"
)  # fmt: skip
"""What a line that is marked, numbered or an item begins with."""


class Kind(StrEnum):
    """What a line may be."""

    RULE = "rule"
    MARKED = "marked"
    ITEM = "item"
    LABEL = "label"
    SPEECH = "speech"
    PROSE = "prose"
    TEXT = "text"


class Facts(NamedTuple):
    """What a line's text says of it; see `Block`."""

    kind: Kind
    style: str = ""
    number: int = 0
    mark_length: int = 0
    tail_length: int = 0
    is_prose: bool = False


class Block(NamedTuple):
    """A line with its kind, and its marks told apart from its text; ``whole`` is the line with its marks.

    ``style`` is how it is marked (``mark:■``, ``1.``, ``第章``), ``number`` what it counts; 0 without one.
    ``is_prose``: it reads as sentences, by a full stop in it or by being longer than any title.
    """

    line: Line
    whole: str
    kind: Kind
    style: str = ""
    number: int = 0
    mark_length: int = 0
    tail_length: int = 0
    is_prose: bool = False

    @property
    def text(self) -> str:
        """What is left without the marks."""
        if not self.mark_length and not self.tail_length:
            return self.whole
        return self.whole[self.mark_length : len(self.whole) - self.tail_length]


def is_sentences(text: str) -> bool:
    """Whether a text holds a full stop, or is longer than any title."""
    is_closed = "。" in text or "．" in text[2:].rstrip("．") or bool(_CLOSED.search(text))
    return is_closed or len(text) > LONGEST_TITLE


_NUMBERS = re.compile(r"[0-9０-９]+")
_NUMBERED = re.compile(r"[#0-9０-９]|[（(][月火水木金土日]")
_DAY = re.compile(r"#年#月#日|#/#/#|#\.#\.#|#-#-#|#月#日")
_LONGEST_BEHIND_A_DAY = 24
_DAY_OF_WEEK = re.compile(r"(?<=[(（])[月火水木金土日](?:曜日?)?(?=[)）])")
_LONGEST_ALIKE = 60
_LEAST_ALIKE = 3


def template_of(text: str) -> str:
    """A line without its numbers and its day of the week; empty if it has no number or little else."""
    if len(text) > _LONGEST_ALIKE or not _NUMBERED.search(text):
        return ""
    template = _DAY_OF_WEEK.sub("#", _NUMBERS.sub("#", text))
    if (day := _DAY.match(template)) and len(template) <= day.end() + _LONGEST_BEHIND_A_DAY:
        return day[0]
    return template if "#" in template and (len(template.strip("#:： ")) >= _LEAST_ALIKE) else ""


def is_scene_break(text: str) -> bool:
    """Whether a line is nothing but marks that part one scene from the next."""
    return bool(_SCENE_BREAK.fullmatch(text))


def is_rule(text: str) -> bool:
    """Whether a line is drawn: three marks or more."""
    return bool(_RULE.fullmatch(text))


@lru_cache(maxsize=4096)
def _begins_anew(text: str, *, is_broken: bool) -> bool:
    if is_scene_break(text) or _BULLET.match(text) or _ORDINAL.match(text) or _MARK.match(text):
        return True
    if _BRACKETED.fullmatch(text) or (_label_of(text) and not is_sentences(text)):
        return True
    if text[0] in ">＞" or (text[0] in _FIRSTS and any(scheme.match(text) for scheme in _LISTED)):
        return True
    return not is_broken and bool(_SPEECH.match(text))


def begins_anew(text: str, *, is_broken: bool) -> bool:
    """Whether a line begins something of its own; ``is_broken``: the one before breaks off."""
    known = _begins_anew if len(text) <= LONGEST_REMEMBERED else _begins_anew.__wrapped__
    return known(text, is_broken=is_broken)


def label_of(text: str) -> str:
    """The name in ``name: value``, or nothing."""
    match = _label_of(text)
    return (match["label"] or match["boxed"]).strip() if match else ""


@lru_cache(maxsize=4096)
def is_field(text: str) -> bool:
    """Whether a label is one that forms have, whatever stands beside it."""
    return bool(_FIELDS.fullmatch(label_of(text)))


def _label_of(text: str) -> re.Match[str] | None:
    match = _LABEL.match(text)
    return match if match and not re.match(r"https?$", match["label"] or "") else None


def is_speech(text: str) -> bool:
    """Whether somebody speaks: a line is a quotation as a whole, or stands behind a dash."""
    if text[0] in _QUOTES:
        return text.find(_QUOTES[text[0]], 1) == len(text) - 1
    return bool(re.match(r"(?:――|──|——|―|—|─)(?=[^\s―─—])", text)) and text[-1] not in "―—─"


def goes_on_below(block: Block, after: Block | None) -> bool:
    """A long line with a comma in it, right above one that begins no paragraph: a sentence was broken."""
    if after is None or after.line.follows_blank or after.line.depth > block.line.depth:
        return False
    return "、" in block.text and len(block.text) >= _LEAST_BROKEN and after.kind in (Kind.PROSE, Kind.TEXT)


def block_of(line: Line) -> Block:
    """Look at one line."""
    text = line.passage.text
    if line.role is not None:
        return Block(line, text, Kind.TEXT, is_prose=is_sentences(text))
    return Block(line, text, *(_facts(text) if len(text) <= LONGEST_REMEMBERED else _facts_of(text)))


def _facts_of(text: str) -> Facts:
    if is_scene_break(text):
        return Facts(Kind.RULE)
    if (tailed := _tailed(text)) is not None:
        return tailed
    found = (_ruled(text) or _marked(text) or _numbered(text) or _item(text)) if text[0] in _FIRSTS else None
    return found or _ruled(text) or _other(text)


_facts = lru_cache(maxsize=4096)(_facts_of)


def _tailed(text: str) -> Facts | None:
    """A heading of a wiki with the sign behind it."""
    match = _TAILED.fullmatch(text) if text[-1] in "]］†" else None
    return Facts(Kind.MARKED, WIKI, tail_length=len(match["tail"])) if match else None


def _ruled(text: str) -> Facts | None:
    """A few words in a line that is drawn."""
    match = _RULED.fullmatch(text) if len(text) <= _LONGEST_RULED else None
    if not match or not (match["before"] or match["after"]):
        return None
    start, end = match.span("words")
    return Facts(Kind.TEXT, mark_length=start, tail_length=len(text) - end)


def _marked(text: str) -> Facts | None:
    if match := _MARK.match(text):
        tail_length = len(text) - len(text.rstrip(_SYMBOLS + " \t\u3000"))
        is_prose = is_sentences(text[match.end() : len(text) - tail_length])
        kind = Kind.PROSE if is_prose else Kind.MARKED
        return Facts(kind, f"{MARK}:{match['mark']}", 0, match.end(), tail_length, is_prose)
    if _BRACKETED.fullmatch(text) and _may_name(text):
        if bare := _BARE.fullmatch(text):
            return Facts(Kind.MARKED, BARE, _value(bare["number"]))
        return Facts(Kind.MARKED, f"{BRACKET}:{text[0]}")
    return _framed(text)


def _may_name(text: str) -> bool:
    """Whether what stands in brackets may be a heading; in ASCII alone it is a mark of some program."""
    return len(text) <= _LONGEST_BRACKETED + 2 and "。" not in text and not text.isascii()


_SIDES = "│┃║"


def _framed(text: str) -> Facts | None:
    """``--- text ---``: the same marks on both sides."""
    match = _FRAME.match(text)
    if not match:
        return None
    mark = (match["mark"] or match["one"] or match["side"])[0]
    body = text.rstrip(mark)
    if len(body) < len(text) and mark in _SIDES:
        body = body.rstrip(_SYMBOLS + "・ \t\u3000")
    tail_length = len(text) - len(body.rstrip())
    if len(body) == len(text) or len(body.rstrip()) <= match.end() or is_sentences(body):
        return None
    if mark in _SIDES and mark in body[match.end() :]:
        return None  # a row of cells
    return Facts(Kind.MARKED, f"{FRAMED}:{mark}", 0, match.end(), tail_length)


def _numbered(text: str) -> Facts | None:
    if len(text) <= _LONGEST_QUESTION and _ASKED.match(text):
        return Facts(Kind.MARKED, QUESTION)
    if match := _BARE.fullmatch(text):
        return Facts(Kind.MARKED, BARE, _value(match["number"]))
    if match := _ORDINAL.match(text) or _WORDED.match(text):
        style = f"{ORDINAL}{match['unit']}" if match.re is _ORDINAL else f"{WORD}:{match['word']}"
        return None if is_sentences(text) else Facts(Kind.MARKED, style, _value(match["number"]))
    for name, scheme in _SCHEMES:
        if match := scheme.match(text):
            is_prose = is_sentences(text[match.end() :])
            kind = Kind.ITEM if is_prose else Kind.MARKED
            return Facts(kind, name, _value(match["number"]), is_prose=is_sentences(text))
    return None


def is_list_scheme(style: str) -> bool:
    """Whether numbers of this style make list items where they make no headings."""
    return style in _LIST_SCHEMES


def _item(text: str) -> Facts | None:
    match = _BULLET.match(text)
    if not match:
        return None
    length = len(match["bullet"])
    is_prose = is_sentences(text[length:])
    style = f"{MARK}:{DOT}" if text[0] == DOT and not is_prose else ""
    return Facts(Kind.ITEM, style, mark_length=length, is_prose=is_prose)


def _other(text: str) -> Facts:
    if is_sentences(text):
        is_said = len(text) <= LONGEST_TITLE and is_speech(text)
        return Facts(Kind.SPEECH if is_said else Kind.PROSE, is_prose=True)
    if label_of(text):
        return Facts(Kind.LABEL)
    if len(text) <= LONGEST_TITLE and (match := _DATED.fullmatch(text)):
        return Facts(Kind.TEXT, tail_length=len(match["tail"]))
    if _SPEAKER.fullmatch(text):
        return Facts(Kind.TEXT, tail_length=1)
    return Facts(Kind.SPEECH if is_speech(text) else Kind.TEXT)


_KANJI_VALUES = {c: n for n, c in enumerate("〇一二三四五六七八九十")}


def _value(number: str) -> int:
    """What a number counts, in any of its scripts."""
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    if number in _ROMAN:
        return _ROMAN.index(number) + 1
    if number[0] in "IVXＩＶＸ":
        return _roman_value(number.translate(str.maketrans("ＩＶＸ", "IVX")))
    return int(number) if number.isdecimal() else _kanji_value(number)


def _roman_value(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in number]
    return sum(-v if any(v < w for w in values[i + 1 :]) else v for i, v in enumerate(values))


def _kanji_value(number: str) -> int:
    if not set(number) & set("十百"):
        return int("".join(str(_KANJI_VALUES[c]) for c in number))
    total, digit = 0, 0
    for c in number:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _KANJI_VALUES[c]
    return total + digit


_LEADERS = re.compile(r"[\s\u3000.．…・‥·_\-―]*[0-9０-９]*(?:ページ|頁|p)?$")
_LEADING_MARKS = re.compile(
    r"^(?:[■□◆◇●○▼▽▲△★☆◎▶▷◉・•\-*＊→>＞\s\u3000]+"
    r"|[（(\[【]?[0-9０-９]{1,2}[)）\].．、:：】\-]+[\s\u3000]*|[0-9０-９]{1,2}[\s\u3000]+)+"
)


def normal(text: str) -> str:
    """A heading as a table of contents may write it: no marks, no numbers, no page."""
    plain = unicodedata.normalize("NFKC", _LEADERS.sub("", text)).strip()
    bare = re.sub(r"\s+", "", _LEADING_MARKS.sub("", plain)).strip("【】[]<>〔〕「」『』■◆●")
    return _LEADING_MARKS.sub("", bare) if plain[:1] in "<[" else bare


def stands_apart(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line has a blank one above it and below it, or the end."""
    return blocks[at].line.follows_blank and (at + 1 == len(blocks) or blocks[at + 1].line.follows_blank)
