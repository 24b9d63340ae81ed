"""The two ends of a page: what stands above its title and below its last text.

A page says there what it can do and what went wrong, between buttons that are known. A line alone shows
nothing: only where known ones stand around it, a title below it, or no text any more.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from narrate.article.plain.credits import is_dateline
from narrate.article.plain.decisions import leave_out
from narrate.article.plain.kinds import Kind, normal, stands_apart
from narrate.article.plain.pages import is_path, last_step
from narrate.article.plain.sites import category_length, title_below_a_site
from narrate.article.skips.reasons import NAVIGATION
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.plain.decisions import Reasons
    from narrate.article.plain.kinds import Block


_LONGEST_MACHINE = 120
_MACHINE = re.compile(
    r"(?:Now )?[Ll]oading[ .…]*|LOADING[ .…]*|(?:読み込み|ロード)中(?:です)?[.…。]*"
    r"|[^。]{0,16}(?:ブックマーク|お気に入り|設定|しおり|評価|フォロー|リスト|位置情報|コピー|登録)(?:に|を|が|の)?"
    r"[^。]{0,12}(?:しました|されました|できませんでした|に?失敗しました|します)。?"
    r"|エラーが発生しました。?|エラーの(?:原因|内容)[^。]{0,60}。?|※?\d*文字以内|よろしければ[^。]{1,30}押してください。?"
    r"|[^。]{0,40}(?:ログイン|会員登録)(?:を?してください|が必要です|する必要があります|すると[^。]{1,30}ます)。?"
    r"|[^。]{0,60}(?:JavaScript|Javascript|javascript|Cookie|クッキー)(?:が|を|の)[^。]{0,60}(?:有効|無効|オフ|オン|使用|利用|対応|許可)"
    r".{0,50}"
    r"|(?:お使い|ご利用)の(?:ブラウザ|端末|環境)(?:は|では|に).{0,80}"
)
"""What a program says to whom uses it."""
_WAITS = re.compile(r"(?:Now )?[Ll]oading[ .…]*|LOADING[ .…]*|(?:読み込み|ロード)中[.…]*")
_BEGINS = re.compile(r"本文|(?:ここから(?:が|は)?)本文(?:です)?。?|本文(?:は)?ここから(?:です)?。?")
_OF_A_SITE = re.compile(
    r"ログイン|会員登録|新規登録|サイトマップ|メニュー|検索|閉じる|スキップ|飛ばして|本文へ|HOME|Home|English"
    r"|お?問い?合わ?せ|先頭|Menu|MENU|Login|Skip"
)
_OF_AN_ARTICLE = re.compile(r"前|次|印刷|更新|番号|コメント|[Pp]rev|[Nn]ext|シェア|ツイート")
_COUNTER = re.compile(r"(\d{1,4})\s*[/／]\s*(\d{1,4})")
_MOST_DAYS = 31
_FARTHEST_TITLE = 60
_NEAR_THE_TOP = 6
_FEWEST_SIGNS = 2
_SHORTEST_SAID_AGAIN = 15
_LONGEST_FIRST = 14
_LONGEST_DATE = 24
_OFFER = re.compile(
    r"ここから先は|(?:残り|あと)?[ ]?[\d,]{1,9}[ ]?(?:文)?字(?:[ ]?[/／].*)?|[¥￥][ ]?[\d,]{1,9}"
    r"|(?:記事を)?購入(?:する|手続きへ)?"
    r"|この記事が(?:参加している募集|気に入ったら.{1,30}|役に立ったら.{1,30}|よかったら.{1,30})"
    r"|(?:よろしければ|気に入ったら)?サポート(?:を?お願いします|をしてみませんか|する)[!！?？。]*"
    r"|(?:頂いた|いただいた|いただきました)(?:サポート|チップ|ご支援)(?:は|を).{1,60}"
    r"|(?:プレス|ニュース)?リリース(?:の)?(?:提供|配信)元?[ ]?[:：].{1,40}"
)
"""What platforms put under a text: nothing of the text follows."""
_LEADS_ON = re.compile(
    r"(?:詳細|詳しく|続き|全文|原文|購入|申し?込み)は?こちら(?:から)?(?:をご覧ください)?。?"
)
"""A button, where it stands above all text or below it."""
_LONGEST_BELOW = 40
_SHOT = re.compile(r"(?:画像|写真|図|表|動画|添付)[ ]?\d{0,2}[ ]?[:：][ ]?https?://[!-~]+")
_RECORD = re.compile(r"\|[ ]?(?:DOI|ISSN|ISBN)[ ]?\|.*")
_RECORDS_NAME = re.compile(r"Saved in:?|Bibliographic Details:?|書誌(?:詳細|情報)")
_ROW = re.compile(r"\|.*|.*\|")
_STAMP = re.compile(
    r"(?:配信|投稿|更新|公開|掲載|登録|作成)?日時[ ]?[:：][ ]?"
    r"\d{4}[/年.-]\d{1,2}[/月.-]\d{1,2}日?[ T]\d{1,2}:\d{2}(?::\d{2})?"
)
_BAR = re.compile(r"(?:HOME|Home|TOP|Top|ホーム|トップ)(?:[ \u3000|｜]+[\[\w][^\s。、|｜]{0,11}){4,20}")
"""A site's own ways, known by the first of them."""
_CARD = re.compile(r"(?:[a-z0-9-]{1,40}\.){1,3}(?:com|jp|net|org|info|me|io|dev|blog|work|tv)")
"""The address of a site alone: what is left of a card that led there."""
_SCENE = re.compile(r"[^。、]{2,30}の(?:様子|模様|全景|外観|一場面|ひとこま)")
_SHORTEST_CAPTION = 4
_TOP_WORD = re.compile(r"文字サイズ(?:の?変更)?|本文|メニュー|MENU|Menu|検索")
_SPOKEN_END = re.compile(r"(?:[いうくすつぬむるた]|です|ます|でした|ました|ません|ください|下さい)[。!！♪]*$")


def leave_out_ends(blocks: Sequence[Block], found: Reasons) -> None:
    """Leave out what stands outside of a page's article, at its head and at its foot."""
    _single(blocks, found)
    _said_again(blocks, found)
    _head(blocks, found)
    _record(blocks, found)
    _foot(blocks, found)


def _is_machine(block: Block) -> bool:
    return len(block.whole) <= _LONGEST_MACHINE and bool(_MACHINE.fullmatch(block.whole))


def _single(blocks: Sequence[Block], found: Reasons) -> None:
    """Addresses of pictures and of sites alone on a line; a moment; a page that waits."""
    for at, block in enumerate(blocks):
        if len(block.whole) > _LONGEST_MACHINE or block.kind is Kind.RULE:
            continue
        if "://" in block.whole and _SHOT.fullmatch(block.whole):
            found.setdefault(at, Message("mark of an image"))
        elif at and block.whole.isascii() and _CARD.fullmatch(block.whole) and stands_apart(blocks, at):
            found.setdefault(at, Message("links to other articles"))
        elif ("日時" in block.whole and _STAMP.fullmatch(block.whole)) or _is_of_the_top(block, at):
            found.setdefault(at, NAVIGATION)


def _is_of_the_top(block: Block, at: int) -> bool:
    if at == 0 and (_WAITS.fullmatch(block.whole) or _TOP_WORD.fullmatch(block.whole)):
        return True
    return at < _NEAR_THE_TOP and bool(_BAR.fullmatch(block.whole))


def _said_again(blocks: Sequence[Block], found: Reasons) -> None:
    """A page begins with one sentence three times or more, short lines around it: none is its text."""
    places: dict[str, list[int]] = {}
    for at, block in enumerate(blocks[:_FARTHEST_TITLE]):
        if block.is_prose:
            places.setdefault(block.whole, []).append(at)
    if not places:
        return
    first = min(places.values(), key=lambda at: at[0])
    tops = sum(block.whole == blocks[0].whole for block in blocks[: first[-1]])
    if min(len(first), tops) <= _FEWEST_SIGNS or len(blocks[first[0]].whole) < _SHORTEST_SAID_AGAIN:
        return
    inside = range(first[-1] + 1)
    if any(blocks[at].is_prose and at not in first for at in inside) or first[-1] + 1 == len(blocks):
        return
    below = first[-1] + 1
    end = below + (len(blocks[below].whole) == 1)
    leave_out(blocks, found, range(end), Message("head of a page"))
    _leave_out_leads(blocks, found, range(end, _first_text(blocks, found)))


def _first_text(blocks: Sequence[Block], found: Reasons) -> int:
    """Where the first text begins that is no machine's."""
    for at, block in enumerate(blocks[:_FARTHEST_TITLE]):
        if block.is_prose and at not in found and not _is_machine(block) and not is_path(block.whole):
            return at
    return 0


def _is_free(block: Block) -> bool:
    """Whether a line may be a title."""
    return block.kind not in (Kind.RULE, Kind.ITEM) and not (
        len(block.whole) <= _LONGEST_DATE and is_dateline(block.whole)
    )


def _head(blocks: Sequence[Block], found: Reasons) -> None:
    """What a site has on top, down to the last sign of it that has a title below."""
    text = _first_text(blocks, found)
    _counters(blocks, found, text)
    free = [
        at for at in range(text) if at not in found and not _is_machine(blocks[at]) and _is_free(blocks[at])
    ]
    if not free:
        return
    signs = [at for at in range(free[-1]) if _is_sign(blocks, at, found)]
    is_sure = any(_BEGINS.fullmatch(blocks[at].whole) for at in signs)
    has_path = any(is_path(blocks[at].whole) for at in signs)
    if not signs or (len(signs) < _FEWEST_SIGNS and not is_sure and not has_path):
        return
    last = signs[-1]
    below = max(len(blocks[at].whole) for at in free if at > last)
    _leave_out_leads(blocks, found, range(last + 1, text))
    is_long = not is_sure and _LONGEST_FIRST < len(blocks[0].whole) >= below
    first = 1 if is_long and not _is_machine(blocks[0]) else 0
    leave_out(blocks, found, range(first, last + 1), Message("head of a page"))


def _leave_out_leads(blocks: Sequence[Block], found: Reasons, places: range) -> None:
    leave_out(blocks, found, (at for at in places if _leads_on(blocks[at])), NAVIGATION)


def _is_sign(blocks: Sequence[Block], at: int, found: Reasons) -> bool:
    text = blocks[at].whole
    if _BEGINS.fullmatch(text):
        return "ここ" in text or any(found.get(above) == "navigation" for above in range(at))
    if at not in found and _is_machine(blocks[at]):
        return True
    if found.get(at) != "navigation":
        return False
    return is_path(text) or bool(_OF_A_SITE.search(text) and not _OF_AN_ARTICLE.search(text))


def _counters(blocks: Sequence[Block], found: Reasons, text: int) -> None:
    """Which page this is of how many: above the text, and no day of a month."""
    for at in range(text):
        match = _COUNTER.fullmatch(blocks[at].whole)
        if not match or at in found or int(match[1]) > int(match[2]):
            continue
        is_beside = any(found.get(near) == "navigation" or _is_machine(blocks[near]) for near in range(at))
        if int(match[2]) > _MOST_DAYS or is_beside:
            found[at] = NAVIGATION


def _record(blocks: Sequence[Block], found: Reasons) -> None:
    """The table of a library's catalogue that ends a page."""
    end = len(blocks)
    near = range(max(1, end - _FARTHEST_TITLE // 2), end)
    if not any(_RECORD.fullmatch(blocks[at].whole) for at in near):
        return
    rows = [at for at in near if blocks[at].whole[0] == "|"]
    first = rows[0]
    if any(blocks[at].is_prose and not _ROW.fullmatch(blocks[at].whole) for at in range(first, end)):
        return
    first -= bool(_RECORDS_NAME.fullmatch(blocks[first - 1].whole))
    leave_out(blocks, found, range(first, end), Message("foot of a page"))


def captions_said_again(blocks: Sequence[Block], found: Reasons) -> list[int]:
    """Lines that stand below the mark of an image once, and there again; others that pictures have."""
    below = {
        blocks[at + 1].whole
        for at, reason in found.items()
        if reason == "mark of an image" and at + 1 < len(blocks) and not blocks[at + 1].line.follows_blank
    }
    same = [at for at, block in enumerate(blocks) if block.whole in below and not block.is_prose]
    counts = Counter(blocks[at].whole for at in same)
    again = [at for at in same if counts[blocks[at].whole] > 1 and at]
    return [
        *again,
        *_below_photos(blocks, found),
        *_below_its_own_end(blocks, found),
        *_scene_on_top(blocks, found),
    ]


def _may_be_caption(blocks: Sequence[Block], at: int, found: Reasons) -> bool:
    """A short line right above text and below another that is none."""
    block = blocks[at]
    is_bare = block.kind is Kind.TEXT and not block.mark_length and not block.is_prose and not block.line.role
    return is_bare and at not in found and blocks[at + 1].is_prose and not blocks[at - 1].is_prose


def _below_photos(blocks: Sequence[Block], found: Reasons) -> list[int]:
    """Right below the mark of an image and apart from what follows, or with an end as speech has it."""
    places: list[int] = []
    for mark, reason in found.items():
        at = mark + 1
        if reason != "mark of an image" or not 0 < mark < len(blocks) - _FEWEST_SIGNS or at in found:
            continue
        block = blocks[at]
        is_bare = block.kind is Kind.TEXT and not block.mark_length and not block.line.role
        is_caption = not block.line.follows_blank and blocks[at + 1].line.follows_blank
        has_title = any(above not in found for above in range(mark))
        if is_bare and has_title and (is_caption or _SPOKEN_END.search(block.whole)):
            places.append(at)
    return places


def _below_its_own_end(blocks: Sequence[Block], found: Reasons) -> list[int]:
    """Below the first text: what a heading ends in, once more under it."""
    text = _first_text(blocks, found)
    return [
        at
        for at in range(text + 2 if text else len(blocks), len(blocks) - 1)
        if len(blocks[at - 1].whole) > len(blocks[at].whole) >= _SHORTEST_CAPTION
        and blocks[at - 1].whole.endswith(blocks[at].whole)
        and _may_be_caption(blocks, at, found)
    ]


def _scene_on_top(blocks: Sequence[Block], found: Reasons) -> list[int]:
    """Between a page's title and its text: what its first picture shows."""
    at = _first_text(blocks, found) - 1
    if at < _FEWEST_SIGNS or not _SCENE.fullmatch(blocks[at].whole[:_LONGEST_BELOW]):
        return []
    is_page = any(found.get(above) in ("navigation", "head of a page", "share button") for above in range(at))
    return [at] if is_page and _may_be_caption(blocks, at, found) else []


def _is_offer(block: Block) -> bool:
    return len(block.whole) <= _LONGEST_MACHINE and bool(_OFFER.fullmatch(block.whole))


def _leads_on(block: Block) -> bool:
    return len(block.whole) <= _LONGEST_BELOW and bool(_LEADS_ON.fullmatch(block.whole))


def _foot(blocks: Sequence[Block], found: Reasons) -> None:
    """What a platform puts below the last text, and the short lines among it."""
    at = len(blocks)
    while at and _may_be_foot(blocks[at - 1], at - 1, found):
        at -= 1
    below = range(at, len(blocks)) if at else range(0)
    first = next((i for i in below if i not in found and _is_offer(blocks[i])), len(blocks))
    outside = (inside for inside in below if inside >= first or _leads_on(blocks[inside]))
    leave_out(blocks, found, outside, Message("foot of a page"))


def _may_be_foot(block: Block, at: int, found: Reasons) -> bool:
    if at in found or block.kind is Kind.RULE or _is_offer(block) or _leads_on(block):
        return True
    is_short = len(block.whole) <= _LONGEST_BELOW and not block.is_prose and "、" not in block.whole
    return is_short and block.kind is Kind.TEXT and not block.mark_length


def title_of_page(blocks: list[Block], found: Reasons) -> int | None:
    """The line that a page's path ends in, that a site's name repeats, or that wins over the names above."""
    text = _first_text(blocks, found)
    path = next((at for at in range(text) if is_path(blocks[at].whole)), None)
    if path is not None:
        name = normal(last_step(blocks[path].whole))
        below = range(path + 1, text)
        return next(
            (at for at in below if at not in found and name and normal(blocks[at].whole) == name), None
        )
    title = title_below_a_site(blocks, found)
    if title is None:
        return None
    leave_out(blocks, found, range(title), Message("head of a page"))
    length = category_length(blocks, title)
    if length:
        blocks[title] = blocks[title]._replace(tail_length=length)
        again = blocks[title].text
        leave_out(
            blocks,
            found,
            (at for at in range(title + 1, _first_text(blocks, found)) if blocks[at].whole == again),
            Message("the title once more"),
        )
    return title
