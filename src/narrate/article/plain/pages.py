"""What frames a page of the web that became text: the head above its path, pagers, neighbours, advertising.

Text browsers write the same frame in columns. A frame is known by all of it: a word of it alone may be the
article's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.article.plain.decisions import leave_out
from narrate.article.plain.kinds import Kind, normal, stands_apart
from narrate.article.skips.reasons import NAVIGATION
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.plain.decisions import Reasons
    from narrate.article.plain.kinds import Block


PAGE_TURNS = re.compile(
    r"(?:戻る|前へ|前の(?:ページ|章|節)|Prev(?:ious)?)\s{3,}(?:\S.{0,80}\s{3,})?(?:次へ|次の(?:ページ|章|節)|Next)"
)
"""The two ends of a line on a page: back and on, what lies between is another page's name."""
_PAGE_TURN = re.compile(
    r"[<>＜＞«»←→\s\[\]]*(?:戻る|前へ|次へ|(?:前|次)の(?:ページ|章|節)|Prev(?:ious)?|Next)[<>＜＞«»←→\s\[\]]*"
)
_LAST_LINES = 5
_CRUMBS = re.compile(r"\s*[>＞›»≫]\s*")
_STEPS = re.compile(r"\s*[>＞›»≫/／]\s*")
_STEP = re.compile("[>＞›»≫/／]")
_HOME = re.compile(
    r"(?:[^\s>＞]{1,12}トップページ|(?:.{0,12}[\s\u3000])?(?:ホーム|HOME|Home|トップ(?:ページ)?|TOP|Top))"
)
_YOU_ARE_HERE = re.compile(
    r"(?:現在(?:の)?(?:位置|地|ページ)|パンくず(?:リスト)?|You are here)[\s\u3000:：]*"
)
_LONGEST_PATH = 300
_FARTHEST_PATH = 40
_FARTHEST_TITLE = 20
_NEAR_THE_TOP = 12
_ADVERTISING = re.compile(
    r"(?:上記|この)の?広告は.{0,40}(?:更新|投稿)のない(?:ブログ|サイト)(?:に|で)表示(?:されて|して)い?ます。?"
    r"|新しい記事を書く(?:こと|事)で広告(?:が|を)(?:消せます|消えます|消す(?:こと|事)ができます|非表示にできます)。?"
)
_ADVERTISER = re.compile(r"スポンサー(?:ド)?(?:サイト|リンク|広告)|\[?(?:PR|広告)\]?")
_POWERED = re.compile(r"[^。]{0,40}(?:Powered|powered|POWERED|Hosted|hosted) (?:by|with|BY) [^。]{1,40}")
_COUNT = r"(?:コメント|トラックバック)[ ]?[(（][ ]?\d{1,5}[ ]?[)）]"
_BLOGS_OWN = re.compile(
    rf"[|｜\s]*{_COUNT}(?:[|｜\s]*{_COUNT})?[|｜\s]*"
    r"|カテゴリー?[ ]?[:：][^。]{1,24}[(（][ ]?\d{1,5}[ ]?[)）]"
)
_NEIGHBOURS = re.compile(
    r"(?:<<|«|≪|＜＜|←)[^。]{1,60}[|｜][ ]?"
    r"(?:main|Main|メイン|ホーム|Home|HOME|TOP|トップ(?:ページ)?|一覧)[ ]?[|｜]"
    r"[^。]{1,60}(?:>>|»|≫|＞＞|→)"
    r"|(?:<<|«|≪|＜＜)[ ]?[^。]{1,60}\s{2,}[^。]{1,60}(?:>>|»|≫|＞＞)"
    r"|(?:by|By|posted by|Posted by) [^|｜。]{1,40}[|｜][^。]{0,24}\d{1,2}:\d{2}[^。]{0,80}"
)
_GIST = re.compile(r"view ?raw ?.{1,100} hosted with .{1,3} by GitHub")
_FAR_FROM_THE_MIDDLE = 4
_ALONE_IN_BRACKETS = re.compile(r"\[(?=[^\[\]]*[a-zA-Z])[ -Z\\^-~]{2,60}\]")
_OF_A_TEXT_BROWSER = re.compile(
    r"\[(?:D|INLINE|LINK|IMAGE|EMBED)\]|\[(?:img|image|logo|spacer|btn)[_\-\w.]*\]", re.IGNORECASE
)
_TAG = re.compile(
    r"<[^<>\n]{0,200}=[\"'][^<>\n]{0,200}>|<[^<>\n]{0,40}[\"'] \w+=[^<>\n]{0,200}>"
    r"|</?(?:font|span|div|table|tbody|tr|td|th|center|p|br|hr|body|html)\b[^<>\n]{0,200}>",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"(?:サイト内?)?検索|English|Home|ホーム|トップ(?:ページ)?|メニュー|Menu|ログイン|About|サイトマップ|お問い合わせ|アクセス"
)
_LONGEST_WAY = 30
_MENU = re.compile(r"[・|｜／/]")
_FEWEST_ITEMS = 3
_SHORTEST_TITLE = 4
_DAYS = re.compile(r"[\d\s|｜/／]+")
_OF_DAYS = re.compile(r"[\d\s|｜/／]")
_WEEK = re.compile(
    r"[<>«»\s|｜]*(?:(?:[日月火水木金土]|S|M|T|W|F|Su|Mo|Tu|We|Th|Fr|Sa|Sun|Mon|Tue|Wed|Thu|Fri|Sat)[<>«»\s|｜]+){6}"
    r"[^\s|｜]{1,3}[\s|｜]*"
)
_MONTH = re.compile(r"(?:\d{4}年[ ]?\d{1,2}月|\d{4}[/.-]\d{1,2})[ ]?[(（\[][ ]?\d{1,5}[ ]?[)）\]]")
_FEWEST_MONTHS = 3
_CALENDAR = re.compile(r"カレンダー|Calendar|CALENDAR")
_LONGEST_NAME = 62
_SITE = re.compile(r"(?:\s+[|｜\-–—:：]\s+|\s*[|｜]\s*|\s+[-–—]\s*)")

_SIGNS = ("navigation", "share button", "head of a page")
_OF_THE_HEAD = ("head of a page", "date of the page")
_FEWEST_FACTS = 2
_LONGEST_FACT = 24
_SHORTEST_SAID = 6
_READING_TIME = re.compile(
    r"(?=.*(?:読了|で読|読む))(?:この記事は)?[ ]?(?:読了|読むのに(?:必要な|かかる))?(?:の?(?:時間"
    r"|目安))*[ :：]*"
    r"(?:約|およそ)?[ ]?\d{1,3}[ ]?分(?:で(?:お?読め|お?読み|読了)(?:ます|終わります|いただけます"
    r"|できます)?)?(?:です)?。?"
)
_CHANGED = re.compile(
    r"(?:最終)?(?:更新|公開|投稿|掲載|登録|作成)日?時?[ ]?[:：][ ]?(?:\d{1,2}月\d{1,2}日|\d{1,3}(?:分|時間"
    r"|日|週間|[かヶカケ]月|年)前)"
)
_SENT = re.compile(
    r"(?:[(（][^()（）。]{1,20}[)）][ ]?)?\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?[ ]?(?:[(（].[)）])?[ ]?"
    r"\d{1,2}[時:]\d{2}分?[ ]?(?:配信|公開|更新|掲載|投稿|発表)(?:[ ][^。、]{1,20})?"
)
_SENT_BY = re.compile(r"(?:配信|提供|発信|情報|掲載)元[ ]?[:：][^。]{1,30}")
_RANK = re.compile(r"\d{1,5}位[ ]?[(（][^()（）。]{0,12}[\d,]{1,9}(?:件|人|作品|冊|社)中[)）]")
_COUNTED = re.compile(
    r"(?:[^\d。、]{0,12}[ :：]?[\d,.]{1,12}[KkM万]?[ ]?(?:件|人|冊|回|枚|本|アクセス|[Vv]iews?|PV"
    r"|フォロワー|いいね[!！]?)?)"
)
_OF_A_MEMBER = re.compile(
    r"フォロワー|フォロー|アクセス|閲覧|いいね|クチコミ|口コミ|PV|[Vv]iews?|投稿|レビュー|コメント"
)
_BARE_LABEL = re.compile(
    r"(?:[Aa]uthor|AUTHOR|[Ww]riter|WRITER|[Tt]ags?|TAGS?|[Cc]ategory|CATEGORY|[Dd]ate|DATE|[Uu]pdate|UPDATE"
    r"|(?:最終)?(?:更新|公開|投稿|掲載)日?時?|カテゴリー?|タグ|執筆者?|著者|ライター|監修者?"
    r"|この記事を書いた人|SHARE|Share|シェア)[ ]?[:：]?"
)
_DEPICTED = re.compile(
    r"(?P<said>.{6,}?)の?(?:メイン|アイキャッチ|サムネイル|トップ|ヘッダー|キー|カバー)?"
    r"(?:ビジュアル|画像|イメージ|写真|サムネイル|アイキャッチ|バナー)"
)
_LOADS = re.compile(
    r"[^。]{0,50}(?:PDF|ＰＤＦ|[Pp]df)[^。、]{0,16}こちら(?:から)?(?:を?(?:ご覧|ダウンロード|クリック)[^。]{0,10})?[。>＞]?"
    r"|[^。]{0,60}(?:PDF|ＰＤＦ)[^。]{0,60}(?:Adobe|Acrobat|アドビ|アクロバット|Reader)[^。]{0,80}"
    r"(?:必要|ダウンロード|ください|下さい|入手)[^。]{0,40}。?(?:[^。]{0,80}(?:ダウンロード|入手)[^。]{0,30}。?)?"
)
"""A file that is loaded from the page, or the program that shows it."""


def is_path(text: str) -> bool:
    """Where a page lies: ``ホーム > 町 > 港``. Below the title it tells of something."""
    if len(text) > _LONGEST_PATH or "。" in text or not _STEP.search(text):
        return False
    lead = _YOU_ARE_HERE.match(text)
    crumbs = _STEPS.split(text[lead.end() :]) if lead else _CRUMBS.split(text)
    return len(crumbs) > 1 and (lead is not None or bool(_HOME.fullmatch(crumbs[0])))


def last_step(text: str) -> str:
    """What a path ends in."""
    return _STEPS.split(text)[-1]


def first_prose(blocks: Sequence[Block]) -> int:
    """Where the first text stands that is no path, though it may be as long as a sentence."""
    return next((at for at, b in enumerate(blocks) if b.is_prose and not is_path(b.whole)), len(blocks))


def leave_out_frame(blocks: Sequence[Block], found: Reasons) -> None:
    """Leave out what is there for the page alone."""
    _tags(blocks, found)
    _advertising(blocks, found)
    _above_the_path(blocks, found)
    _listed_path(blocks, found)
    _facts(blocks, found)
    _labels(blocks, found)
    _depicted(blocks, found)
    _loads(blocks, found)
    _menu(blocks, found)
    _turns(blocks, found)
    _powered(blocks, found)
    _pictures(blocks, found)
    _calendars(blocks, found)
    _running_head(blocks, found)


def _tags(blocks: Sequence[Block], found: Reasons) -> None:
    """A line that is nothing but a tag of HTML, be it broken."""
    for at, block in enumerate(blocks):
        if block.whole[0] == "<" and len(block.whole) <= _LONGEST_PATH and _TAG.fullmatch(block.whole):
            found.setdefault(at, Message("HTML tag"))


def _advertising(blocks: Sequence[Block], found: Reasons) -> None:
    """What a host of blogs puts above an article, with its name above."""
    for at, block in enumerate(blocks):
        if len(block.whole) > _LONGEST_PATH or not _ADVERTISING.search(block.whole):
            continue
        if _ADVERTISING.sub("", block.whole).strip("[]［］PR広告 "):
            continue
        found.setdefault(at, Message("advertising"))
        if at and _ADVERTISER.fullmatch(blocks[at - 1].whole):
            found.setdefault(at - 1, Message("advertising"))


def _above_the_path(blocks: Sequence[Block], found: Reasons) -> None:
    """The head of a site stands above the path whose last step is the title below."""
    top = range(min(first_prose(blocks), _FARTHEST_PATH))
    path = next((at for at in top if is_path(blocks[at].whole)), 0)
    if not path:
        return
    below = blocks[path + 1 : path + _FARTHEST_TITLE]
    if _is_said_by(below, last_step(blocks[path].whole)):
        leave_out(blocks, found, range(path), NAVIGATION)


def _is_said_by(blocks: Sequence[Block], text: str) -> bool:
    """Whether one of these lines says the same, marks aside."""
    name = normal(text)
    return bool(name) and any(normal(block.whole) == name for block in blocks)


def _listed_path(blocks: Sequence[Block], found: Reasons) -> None:
    """A path whose steps are a list: the first leads home, the last is the title below."""
    first = next((at for at in range(min(len(blocks), _NEAR_THE_TOP)) if at not in found), 0)
    end = first
    while end < len(blocks) and blocks[end].kind is Kind.ITEM and not blocks[end].is_prose:
        end += 1
    if end - first < _FEWEST_FACTS or not _HOME.fullmatch(blocks[first].text):
        return
    if _is_said_by(blocks[end : end + _FARTHEST_TITLE], blocks[end - 1].text):
        leave_out(blocks, found, range(first, end), NAVIGATION)


def _head_length(blocks: Sequence[Block]) -> int:
    """How many lines stand above the first text, in which a page says what it is."""
    text = first_prose(blocks)
    return text if text <= _FARTHEST_PATH and text < len(blocks) else 0


def _facts(blocks: Sequence[Block], found: Reasons) -> None:
    """What a platform tells of a page above its text: how long one reads, who follows, when it was sent."""
    head = _head_length(blocks)
    for at in range(head):
        text = blocks[at].text if blocks[at].kind is Kind.ITEM else blocks[at].whole
        if len(text) > _LONGEST_NAME:
            continue
        if _CHANGED.fullmatch(text) or _SENT.fullmatch(text):
            found.setdefault(at, Message("date of the page"))
        elif _READING_TIME.fullmatch(text) or _RANK.fullmatch(text) or _SENT_BY.fullmatch(text):
            found.setdefault(at, Message("head of a page"))
    if head < len(blocks) and _READING_TIME.fullmatch(blocks[head].whole[:_LONGEST_NAME]):
        found.setdefault(head, Message("head of a page"))
    at = 0
    while at < head:
        end = at
        while end < head and blocks[end].kind is blocks[at].kind and _may_be_fact(blocks[end]):
            end += 1
        if end - at >= _FEWEST_FACTS and _are_facts(blocks, range(at, end), found):
            leave_out(blocks, found, range(at, end), Message("head of a page"))
        at = max(end, at + 1)


def _may_be_fact(block: Block) -> bool:
    return block.kind in (Kind.ITEM, Kind.TEXT) and len(block.text) <= _LONGEST_FACT and not block.is_prose


def _are_facts(blocks: Sequence[Block], run: range, found: Reasons) -> bool:
    """Whether a list holds one that is sure, or a few lines are all counted, some of them for a member."""
    if blocks[run.start].kind is Kind.ITEM and any(found.get(at) in _OF_THE_HEAD for at in run):
        return True
    counted = [blocks[at].text for at in run if _COUNTED.fullmatch(blocks[at].text)]
    is_all = len(counted) == len(run) or blocks[run.start].kind is Kind.ITEM
    of_members = sum(bool(_OF_A_MEMBER.search(text)) for text in counted)
    return is_all and len(counted) >= _FEWEST_ITEMS and of_members >= _FEWEST_FACTS


def _labels(blocks: Sequence[Block], found: Reasons) -> None:
    """Labels whose values are lost or stand below, between a title and the text, among signs of a page."""
    head = _head_length(blocks)
    labels = [
        at
        for at in range(1, head)
        if at not in found and _BARE_LABEL.fullmatch(blocks[at].whole[:_LONGEST_FACT])
    ]
    has_signs = len(labels) > 1 or any(found.get(at) in _SIGNS for at in range(head))
    leave_out(blocks, found, labels if has_signs else (), Message("head of a page"))


def _depicted(blocks: Sequence[Block], found: Reasons) -> None:
    """The title once more, as what its picture shows."""
    head = _head_length(blocks)
    names = {normal(block.whole) for block in blocks[:head]}
    for at in range(1, min(len(blocks), head + _FEWEST_ITEMS)):
        text = blocks[at].whole
        match = _DEPICTED.fullmatch(text) if len(text) <= _LONGEST_PATH else None
        if match and len(match["said"]) >= _SHORTEST_SAID and normal(match["said"]) in names:
            found.setdefault(at, Message("mark of an image"))


def _loads(blocks: Sequence[Block], found: Reasons) -> None:
    """Lines that lead to a file of the page, or to the program that shows it."""
    for at, block in enumerate(blocks):
        text = block.whole
        names_one = len(text) <= _LONGEST_PATH and any(
            word in text for word in ("PDF", "ＰＤＦ", "pdf", "Pdf")
        )
        if names_one and _LOADS.fullmatch(text):
            found.setdefault(at, NAVIGATION)


def _menu(blocks: Sequence[Block], found: Reasons) -> None:
    """A bar on top, and the one of its items that is open, each on a line."""
    if len(blocks) < _FEWEST_ITEMS or blocks[0].is_prose:
        return
    items = [item.strip() for item in _MENU.split(blocks[0].whole)]
    is_open = blocks[1].whole in items[:-1] and not is_path(blocks[0].whole)
    if len(items) >= _FEWEST_ITEMS and is_open and not blocks[2].is_prose:
        found.setdefault(0, NAVIGATION)
        found.setdefault(1, NAVIGATION)


def _turns(blocks: Sequence[Block], found: Reasons) -> None:
    """What stands below the last line of a page: where its neighbours lead."""
    end = len(blocks)
    near = range(max(0, end - _LAST_LINES), end)
    turns = [at for at in near if PAGE_TURNS.fullmatch(blocks[at].whole)]
    turns += [
        at
        for at in near
        if at and blocks[at - 1].kind is Kind.RULE and _PAGE_TURN.fullmatch(blocks[at].whole)
    ]
    for at in range(min(turns), end) if turns else ():
        if "。" not in blocks[at].whole:
            found.setdefault(at, NAVIGATION)
    if end > _FEWEST_ITEMS and _PAGE_TURN.fullmatch(blocks[1].whole) and blocks[2].kind is Kind.RULE:
        found.setdefault(1, NAVIGATION)


@lru_cache(maxsize=4096)
def _is_own(text: str) -> bool:
    return any(own.fullmatch(text) for own in (_GIST, _BLOGS_OWN, _NEIGHBOURS))


def _powered(blocks: Sequence[Block], found: Reasons) -> None:
    for at, block in enumerate(blocks):
        if len(block.whole) <= _LONGEST_PATH and _is_own(block.whole):
            found.setdefault(at, NAVIGATION)
        is_outside = at < _FAR_FROM_THE_MIDDLE or at >= len(blocks) - _FAR_FROM_THE_MIDDLE
        if is_outside and len(block.whole) <= 80 and _POWERED.fullmatch(block.whole):
            found.setdefault(at, NAVIGATION)


def _pictures(blocks: Sequence[Block], found: Reasons) -> None:
    """Names of pictures in Latin letters and brackets, alone on lines, where a browser wrote the text."""
    bracketed = [at for at, b in enumerate(blocks) if b.whole[0] == "[" and len(b.whole) <= _LONGEST_NAME]
    known = [at for at in bracketed if _OF_A_TEXT_BROWSER.fullmatch(blocks[at].whole)]
    for at in known:
        found.setdefault(at, Message("mark of an image"))
    is_dump = bool(known) or any(
        b.whole[0] in "戻前P" and len(b.whole) <= 200 and PAGE_TURNS.fullmatch(b.whole) for b in blocks
    )
    for at in bracketed if is_dump else ():
        if stands_apart(blocks, at) and _ALONE_IN_BRACKETS.fullmatch(blocks[at].whole):
            found.setdefault(at, Message("mark of an image"))


def _calendars(blocks: Sequence[Block], found: Reasons) -> None:
    """The days of a month in rows, and the months of which a site keeps something."""
    at = 0
    while at < len(blocks):
        if not _OF_DAYS.match(blocks[at].whole):
            at += 1
            continue
        end = at
        while (
            end < len(blocks)
            and len(blocks[end].whole) <= _LONGEST_NAME
            and _DAYS.fullmatch(blocks[end].whole)
        ):
            end += 1
        is_calendar = end > at > 0 and _is_week(blocks[at - 1].whole)
        months = at
        while months < len(blocks) and _MONTH.fullmatch(blocks[months].whole):
            months += 1
        first = at - 1 if is_calendar else at
        if is_calendar and first and _CALENDAR.fullmatch(blocks[first - 1].whole):
            first -= 1
        if is_calendar or months - at >= _FEWEST_MONTHS:
            for inside in range(first, max(end if is_calendar else at, months)):
                found.setdefault(inside, Message("calendar"))
        at = max(end, months, at + 1)


def _is_week(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and bool(_WEEK.fullmatch(text))


def _is_site_head(blocks: Sequence[Block], first: int, at: int) -> bool:
    """Whether what stands between a title and the same again is a menu: short lines, some of them ways."""
    between = [b for i, b in enumerate(blocks[first + 1 : at], first + 1) if b.kind is not Kind.RULE]
    return any(_WAY.fullmatch(b.whole) for b in between) and all(
        len(b.whole) <= _LONGEST_WAY for b in between
    )


def leave_out_foot(blocks: Sequence[Block], found: Reasons) -> None:
    """A few short lines below the last notice of copyright: the foot of a page."""
    notices = [at for at in found if found[at] == "copyright notice"]
    last = max(notices, default=len(blocks))
    below = blocks[last + 1 :]
    if len(below) <= _LAST_LINES and not any(b.is_prose or b.style for b in below):
        leave_out(blocks, found, range(last + 1, len(blocks)), Message("foot of a page"))


def site_length(blocks: Sequence[Block]) -> int:
    """How much of the first line is a mark and the site's name, which one of the next lines repeats."""
    top = blocks[0].whole
    below = {b.whole for b in blocks[1 : _FEWEST_ITEMS + 1] if not b.is_prose}
    ends = (mark for mark in _SITE.finditer(top) if top[mark.end() :] in below and mark.start())
    mark = next(ends, None)
    return len(top) - mark.start() if mark else 0


def _running_head(blocks: Sequence[Block], found: Reasons) -> None:
    """The first line is the title of the window or the head of the page: the title stands below."""
    first = next((at for at, b in enumerate(blocks) if at not in found and b.kind is not Kind.RULE), None)
    if first is None or blocks[first].is_prose:
        return
    top = blocks[first]
    names = {top.whole[: mark.start()] for mark in _SITE.finditer(top.whole)}
    for at in range(first + 1, min(len(blocks), first + _NEAR_THE_TOP)):
        block = blocks[at]
        if at in found or block.kind is Kind.RULE:
            continue
        if block.is_prose:
            return
        if block.whole == top.text and (top.style or _is_site_head(blocks, first, at)):
            for inside in range(first + 1, at) if not top.style or top.mark_length else ():
                found.setdefault(inside, NAVIGATION)
            found[at] = Message("the title once more")
            return
        if len(block.whole) >= _SHORTEST_TITLE and block.whole in names:
            found[first] = Message("the title once more")
            return
        if top.style and block.style == top.style:
            return
