"""What stands below a video: its times as a table of contents, where else to find its maker, tags."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.article.plain.kinds import Block, Kind
from narrate.article.skips.reasons import CONTENTS
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.plain.decisions import Reasons

_FRAMES = "【】〔〕＜＞<>[]［］「」：: \u3000■□◆◇●○▼▽▲△★☆◎▶▷・•-―─━=＝*＊📌🔖⏰⏱📝️"
_CONTENTS = re.compile(
    r"(?:目[\s\u3000]*次|もくじ|チャプター|タイムスタンプ|CONTENTS?|INDEX|Chapters?|Time ?stamps?)(?:一覧)?",
    re.IGNORECASE,
)
_TIME = re.compile(r"[\[(（]?(?P<time>\d{1,2}(?::\d{2}){1,2})[\])）]?[\s\u3000\-–—~〜：:]*\S.{0,100}")
_FEWEST_TIMES = 2
_CHANNEL = re.compile(
    r".{0,20}(?:チャンネル登録|SNS|Twitter|ツイッター|旧Twitter|Instagram|インスタ(?:グラム)?|TikTok|Facebook"
    r"|フォロー|メンバーシップ|サブチャンネル|メインチャンネル|公式(?:サイト|HP|LINE)|Discord"
    r"|グッズ|(?:お仕事|案件)の?(?:ご)?(?:依頼|相談)).{0,16}",
    re.IGNORECASE,
)
_HOMEPAGE = re.compile(r".{0,20}(?:ホームページ|HP).{0,16}")
"""Of a channel only if something else of one is there."""
_LONGEST_LABEL = 30
_WHERE = re.compile(
    r"(?:[^\s:：。、@＠/]{1,20}(?:[ \u3000(（][^:：。、@＠/]{1,16})?[\s\u3000]*"
    r"(?:[:：→⇒]|(?=[@＠])|[\s\u3000])[\s\u3000]*)?"
    r"(?:(?:https?://|www\.)\S+|[@＠][\w.\-]{2,40}|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{1,60})[\s\u3000]*"
)
_TAGS = re.compile(
    r"[#＃](?=[^\s#＃]*[^\s#＃\d])[^\s#＃。]{1,60}(?:[\s\u3000]*[#＃][^\s#＃。]{1,60})*[\s\u3000]*"
)
_LONGEST_TAGS = 500


def leave_out_of_description(blocks: Sequence[Block], found: Reasons) -> None:
    """Leave out what is there for the page of a video alone."""
    wholes = [block.whole for block in blocks]
    labels = {
        at: label for at, text in enumerate(wholes) if len(text) <= _LONGEST_LABEL and (label := _label(text))
    }
    channel = "channel" in labels.values()
    for at, label in labels.items():
        if at in found:
            continue
        if label == "contents":
            _leave_out(at, _end_of_times(blocks, at + 1), CONTENTS, found)
        elif label == "channel" or channel:
            _leave_out(at, _end_of_places(blocks, at + 1), Message("links to other pages"), found)
    _leave_out_tags(blocks, found)


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    """What a short line says that it stands above: contents, a channel's pages, a homepage; or nothing."""
    bare = text.strip(_FRAMES)
    if _CONTENTS.fullmatch(bare):
        return "contents"
    if "。" not in text and _CHANNEL.fullmatch(bare) and not _is_place(text):
        return "channel"
    return "homepage" if _HOMEPAGE.fullmatch(bare) and not _is_place(text) else ""


def _leave_out(at: int, end: int, reason: Message, found: Reasons) -> None:
    if end > at + 1:
        for inside in range(at, end):
            found.setdefault(inside, reason)


def _end_of_times(blocks: Sequence[Block], first: int) -> int:
    """The end of a list of times that begins at 0:00; ``first`` if there is none."""
    end = first
    while end < len(blocks) and len(blocks[end].whole) <= 120 and _TIME.fullmatch(blocks[end].whole):
        end += 1
    match = _TIME.fullmatch(blocks[first].whole) if end - first >= _FEWEST_TIMES else None
    return end if match and not match["time"].strip("0:") else first


def _end_of_places(blocks: Sequence[Block], first: int) -> int:
    """The end of the lines below that are nothing but addresses and names of accounts, up to an empty one."""
    end = first
    while end < len(blocks) and (end == first or not blocks[end].line.follows_blank):
        if not _is_place(blocks[end].whole):
            return first if not blocks[end].line.follows_blank and blocks[end].is_prose else end
        end += 1
    return end


def _is_place(text: str) -> bool:
    return len(text) <= 300 and bool(_WHERE.fullmatch(text))


def _leave_out_tags(blocks: Sequence[Block], found: Reasons) -> None:
    """Lines of nothing but tags at the end."""
    for at in range(len(blocks) - 1, -1, -1):
        if at in found or blocks[at].kind is Kind.RULE:
            continue
        text = blocks[at].whole
        if len(text) > _LONGEST_TAGS or not _TAGS.fullmatch(text):
            return
        found[at] = Message("tag")
