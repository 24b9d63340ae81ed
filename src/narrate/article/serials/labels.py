"""The lines by which Narō and Kakuyomu say what follows in what they give their authors."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.lines import Line


class Holds(Enum):
    """What stands below a label."""

    TITLE = auto()
    AUTHOR = auto()
    SUMMARY = auto()
    CONTENTS = auto()
    CHAPTER = auto()
    EPISODE = auto()
    FOREWORD = auto()
    TEXT = auto()
    AFTERWORD = auto()
    STATE = auto()
    FIGURES = auto()
    """What the site counts, and all else that is none of the work."""


_SEPARATOR = re.compile(
    r"-{3,}[ \t\u3000]*(?:エピソード[ \t]*\d+|第[ \t]*\d+[ \t]*(?:部分?|話))(?:開始)?[ \t\u3000]*-{3,}"
)
_LABEL = re.compile(r"【(?P<name>[^【】]{1,14}?)(?:（\d+行）|\(\d+行\))?】")
_CHAPTER = re.compile(r"第\d+章")
_NAMES = {
    "タイトル": Holds.TITLE, "作品タイトル": Holds.TITLE, "小説タイトル": Holds.TITLE, "作品名": Holds.TITLE,
    "作者名": Holds.AUTHOR, "作者": Holds.AUTHOR, "あらすじ": Holds.SUMMARY, "紹介文": Holds.SUMMARY,
    "目次": Holds.CONTENTS, "エピソードタイトル": Holds.EPISODE, "サブタイトル": Holds.EPISODE,
    "話タイトル": Holds.EPISODE, "前書き": Holds.FOREWORD, "まえがき": Holds.FOREWORD, "本文": Holds.TEXT,
    "後書き": Holds.AFTERWORD, "あとがき": Holds.AFTERWORD, "公開状態": Holds.STATE,
}  # fmt: skip
_OTHERS = frozenset({
    "ユーザ情報", "Nコード", "種別", "完結設定", "年齢制限", "ジャンル", "キーワード", "登録必須キーワード",
    "掲載部分数", "掲載エピソード数", "初回掲載日時", "最終掲載日時", "掲載日時", "感想受付", "レビュー受付",
    "評価受付", "いいね受付", "リアクション受付", "開示設定", "検索除外設定", "評価", "収益情報", "いいね",
    "リアクション", "免責事項", "連載状態", "キャッチコピー", "タグ", "文字数", "作成日時", "公開日時",
    "更新日時", "最終更新日時", "セルフレイティング", "応援", "コメント", "シリーズ", "コレクション",
})  # fmt: skip
_IN_TEXT = frozenset({"リアクション", "いいね", "免責事項"})
_FIGURES = re.compile(r"(?:\w{1,8}[:：][ \t]*)?[-\d,]+[ \t]*(?:件|pt|人)?")
_ENDS = re.compile(r"著作権|小説家になろう|カクヨム|ダウンロード")
_SITE = re.compile(
    r"^【(?:Nコード|(?:エピソード|サブ)タイトル|(?:公開|連載)状態|(?:作成|公開|更新)日時|文字数)】[ \t]*$",
    re.MULTILINE,
)
_TEXT = re.compile(r"^【本文(?:（\d+行）|\(\d+行\))?】[ \t]*$", re.MULTILINE)
_HEAD_CHARACTERS = 20_000


def is_serial(text: str, start: int) -> bool:
    """Whether a text is what such a site gives: near its top a label of the site, and one above the text."""
    end = start + _HEAD_CHARACTERS
    return "【本文" in text and bool(_SITE.search(text, start, end) and _TEXT.search(text, start, end))


def is_separator(text: str) -> bool:
    """Whether a line parts episodes: ``---- エピソード1開始 ----``."""
    return bool(_SEPARATOR.fullmatch(text))


def holds(text: str, *, is_below_text: bool) -> Holds | None:
    """What stands below a line, if it is a label; in a story few are, for it has such lines of its own."""
    if is_separator(text):
        return Holds.FIGURES
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    name = match["name"]
    if is_below_text:
        found = _NAMES.get(name)
        is_next = found in (Holds.TEXT, Holds.AFTERWORD)
        return found if is_next else Holds.FIGURES if name in _IN_TEXT else None
    if _CHAPTER.fullmatch(name):
        return Holds.CHAPTER
    return _NAMES.get(name) or (Holds.FIGURES if name in _OTHERS else None)


def site_figures(lines: Sequence[Line]) -> bool:
    """Whether below a label in the text stands what the site counts or says, and no story goes on."""
    label, *below = (line.passage.text for line in lines)
    if is_separator(label) or not below:
        return True
    return bool(_FIGURES.fullmatch(below[0]) or is_separator(below[0]) or _ENDS.search(below[0]))
