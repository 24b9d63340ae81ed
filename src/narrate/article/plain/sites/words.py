"""What pages say of themselves: a short line whose every word is a page's own, whatever it says with them.

Buttons and bars have few words and many wordings (上部メニューへ移動, 前の記事を読む, 0 件のコメント); so
here are their words, and what may stand between them. A line in which any other word stands is not one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.plain.credits import is_dateline
from narrate.article.plain.decisions import leave_out
from narrate.article.plain.kinds import Kind
from narrate.article.skips.reasons import NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.plain.decisions import Reasons
    from narrate.article.plain.kinds import Block

_LONGEST = 60
_PARTS = (
    "ページ", "頁", "記事", "メニュー", "ナビゲーション", "ナビ", "カテゴリー", "カテゴリ",
    "アーカイブス?", "タグ", "コメント", "トラックバック", "サイトマップ", "サイト", "ホームページ",
    "ウェブ", "ホーム", "トップ", "ブログ", "一覧", "一覧表", "先頭", "末尾", "リスト", "リンク", "本文",
    "コンテンツ", "文字サイズ", "文字", "サイズ", "プロフィール", "ランキング", "新着", "最新", "最近",
    "関連", "おすすめ", "オススメ", "人気", "広告", "スポンサー", "お?問い?合わ?せ", "会員", "登録",
    "時系列", "年別", "月別", "日付別", "バックナンバー", "過去ログ", "検索", "ログイン", "ログアウト",
    "印刷", "共有", "お気に入り", "ブックマーク", "投稿者?", "作品", "掲示板", "サイドバー", "ヘッダー?",
    "フッター?", "バナー", "ボタン", "ウィンドウ", "画面", "表示", "非表示", "設定", "言語", "スクリプト",
    "クリック", "タップ", "エントリー?", "エントリ", "読者", "フィード", "パスワード", "マイページ",
    "フォト", "ギャラリー", "アルバム", "更新", "情報", "お知らせ", "トピックス", "ニュース", "連載",
    "著者", "前後", "第一階層", "階層", "現在地?", "位置", "パンくず", "閲覧", "履歴", "ユーザー?",
    "利用規約", "プライバシー", "ポリシー", "ヘルプ", "よくある質問", "モバイル", "スマートフォン",
    "携帯", "パソコン", "いいね", "シェア", "ツイート", "フォロー", "フォロワー", "拍手", "しおり",
    "本棚", "通報", "報告", "編集", "削除", "返信", "引用", "転載",
)  # fmt: skip
_ACTS = (
    "スキップ", "ジャンプ", "戻る", "もどる", "戻り", "移動", "進む", "閉じる", "開く", "見る", "みる",
    "読む", "よむ", "飛ばす", "飛ばし", "送る", "送信", "追加", "コピー", "隠す", "切り?替え",
    "絞り込み?", "並べ替え", "続き", "読み込み中", "ロード中", "(?:now )?loa[dg]ing", "始まり",
    "始まります", "終わり", "終わります", "終了", "開始", "保存", "ダウンロード", "探す", "さがす",
)  # fmt: skip
_LATIN = (
    "select", "archives?", "pages?", "prev", "previous", "next", "edit", "home", "menu", "title", "top",
    "back", "to", "more", "read", "comments?", "permalink", "permanent", "search", "posts?", "newer",
    "older", "categor(?:y|ies)", "tags?", "log ?in", "log ?out", "sign", "share", "print", "rss", "feed",
    "profile", "about", "click", "here", "skip", "content", "main", "navigation", "trackbacks?", "tb",
    "cm", "entr(?:y|ies)", "recent", "latest", "popular", "links?", "site", "sitemap", "contact", "index",
    "contents", "follow", "like", "tweet", "facebook", "twitter", "line", "pocket", "hatena", "instagram",
    "youtube", "mail", "email", "views?", "close", "open", "up", "down", "bookmark", "by", "posted",
    "date", "calendar", "blog", "pagetop", "gotop", "jp", "en", "japanese", "english", "admin", "write",
    "reply", "delete", "advertisement", "ad", "sponsored", "pr", "faq", "help",
)  # fmt: skip
_GLUE = (
    "の", "へ", "に", "を", "は", "から", "まで", "で", "と", "が", "も", "や", "です", "ます", "する",
    "して", "した", "し", "します", "されて", "される", "います", "いる", "ください", "下さい", "ここ",
    "この", "これ", "こちら", "その", "他", "ほか", "左", "右", "上", "下", "上部", "下部", "共通",
    "全体", "主", "各", "件", "つ", "個", "人", "回", "全", "年", "月", "日", "すべて", "もっと",
    "前", "次", "後", "最初", "最後", "元", "新しい", "古い", "中", "大", "小", "標準", "ある", "ない",
    "なし", "あり", "まだ", "ありません", "別", "用", "内", "外", "お", "ご", "御", "了", "書く",
    "書き込む", "残す", "付ける", "つける", "年月", "順",
)  # fmt: skip
_TOKEN = re.compile(
    "(?P<act>{})|(?P<part>{})|(?<![a-z])(?P<latin>{})(?![a-z])|(?P<glue>{})|(?P<count>[0-9][0-9,.]*)|(?P<gap>[^\\w]|_)".format(
        *("|".join(sorted(words, key=len, reverse=True)) for words in (_ACTS, _PARTS, _LATIN, _GLUE))
    )
)
_ANY = re.compile("|".join((*_ACTS, *_PARTS, *_LATIN, r"[<>＜＞«»]")), re.IGNORECASE)
"""What a line must hold to be a page's own."""
_LOADING = re.compile(r"loa[dg]|ロード中|読み込み中", re.IGNORECASE)
_PAGER = re.compile(r"[<＜«‹←]\s*\d{1,4}\s*[/／]\s*\d{1,4}\s*[>＞»›→]?|\d{1,4}\s*[/／]\s*\d{1,4}\s*[>＞»›→]")
_BARS = re.compile(r"[|｜/／>＞]|\s{2,}")
_FEWEST_ITEMS = 2
_LONGEST_NAME = 24
_NEAR_THE_TOP = 12
_FEWEST_OTHERS = 2
_SENTENCE = re.compile(r"[。、]")


class _Words(NamedTuple):
    """How many of a page's words a line has, of each kind."""

    acts: int
    parts: int
    latin: int
    glue: int
    counts: int


@lru_cache(maxsize=8192)
def _words_in(text: str) -> _Words | None:
    """The page's words of a line; nothing where another word stands in it."""
    known = unicodedata.normalize("NFKC", text).lower()
    counts = dict.fromkeys(("act", "part", "latin", "glue", "count", "gap"), 0)
    at = 0
    while at < len(known):
        match = _TOKEN.match(known, at)
        if match is None:
            return None
        counts[match.lastgroup or "gap"] += 1
        at = match.end()
    return _Words(counts["act"], counts["part"], counts["latin"], counts["glue"], counts["count"])


def is_said_by_a_page(text: str) -> bool:
    """Whether a line is a page's own by its words alone: two of them at least, and what joins them.

    So is a bar of which more than half are a page's words, an archive's name before a colon, a pager.
    """
    if len(text) > _LONGEST or _SENTENCE.search(text) or is_dateline(text):
        return False
    return _is_own(text) or is_bar(text) or bool(_PAGER.fullmatch(text)) or _is_archive(text)


def _is_own(text: str) -> bool:
    words = _words_in(text)
    if words is None:
        return False
    if words.acts:
        return words.parts + words.latin + words.glue > 0 or bool(_LOADING.search(text))
    own = words.parts + words.latin
    return own > 1 or (own == 1 and words.counts > 0 and words.glue > 0)


def is_bar(text: str) -> bool:
    """Whether a line is several things side by side, most of them a page's."""
    items = [item.strip() for item in _BARS.split(text) if item.strip()]
    if len(items) < _FEWEST_ITEMS:
        return False
    words = [_words_in(item) for item in items]
    own = sum(w is not None and w.acts + w.parts + w.latin > 0 for w in words)
    strange = sum(w is None for w in words)
    return own > 0 and 2 * strange < len(items) and (own > 1 or not strange)


def _is_archive(text: str) -> bool:
    """Of what a list of articles is: ``タグアーカイブ: 港``."""
    name, colon, _ = text.partition(":") if ":" in text else text.partition("：")
    return (
        bool(colon)
        and len(name) <= _LONGEST_NAME
        and ("アーカイブ" in name or "archive" in name.lower())
        and _is_own(name)
    )


def _may_be(text: str) -> bool:
    """Whether a line beside such ones is another: one word of a page."""
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return False
    words = _words_in(text)
    return words is not None and words.acts + words.parts + words.latin == 1 and not words.counts


def leave_out_own_words(blocks: Sequence[Block], first_prose: int, found: Reasons) -> None:
    """Leave out what a page says of itself: above its text, below it; between, where there is more of it."""
    last = next((at for at in range(len(blocks) - 1, -1, -1) if blocks[at].is_prose), -1)
    own = [
        at
        for at, block in enumerate(blocks)
        if _ANY.search(block.whole[:_LONGEST])
        and not block.is_prose
        and at not in found
        and _can_be_left(block)
        and is_said_by_a_page(block.whole)
    ]
    if not own:
        return
    top = min(first_prose, _NEAR_THE_TOP)
    if sum(at < _NEAR_THE_TOP for at in own) >= _FEWEST_OTHERS:
        top = _NEAR_THE_TOP  # a motto may stand among the ways
    outside = [at for at in own if at > last or at < top]
    if [at for at in outside if at < top] == [0] and not _leads(blocks[0].whole):
        outside.remove(0)  # what the page is called
    beside = {
        near for at in outside for near in (at - 1, at + 1) if 0 <= near < len(blocks) and near not in found
    }
    outside += [at for at in beside if not first_prose <= at <= last and _may_be(blocks[at].whole)]
    if len(set(outside)) >= _FEWEST_OTHERS:
        outside += [at for at in own if at]
    leave_out(blocks, found, outside, NAVIGATION)


def _leads(text: str) -> bool:
    words = _words_in(text)
    return words is None or words.acts > 0 or is_bar(text)


def _can_be_left(block: Block) -> bool:
    return block.kind is not Kind.RULE and not block.line.role and not block.mark_length
