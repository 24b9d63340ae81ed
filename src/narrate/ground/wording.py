"""Our words to listeners, in the language of the article or the show; no locale has a say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
"""Not the calendar module's, which follow the locale."""


@dataclass(frozen=True, slots=True)
class Words:
    """All of them in one language: Japanese, unless told otherwise. ``language`` is its tag."""

    language: str = "ja"
    separator: str = "・"
    day: str = "{0.year}年{0.month}月{0.day}日"
    minutes: str = "{}分"
    untitled_show: str = "音声版"
    untitled: str = "無題"

    comma: str = "、"
    behind_number: str = "、"
    note: str = "注{}、"
    image: str = "画像、"
    table_left_out: str = "表は省略します。"
    code_left_out: str = "コードは省略します。"
    formula_left_out: str = "数式は省略します。"

    contents: str = "目次"
    voice: str = "音声"
    made_with: str = "制作: narrate"
    book_summary: str = "全文に音声が付き、読み上げている文が示されます。"

    episodes: str = "エピソード"
    no_episodes: str = "まだエピソードがありません。"
    podcast_feed: str = "ポッドキャストのフィード"
    how_to_subscribe: str = (
        "このリンクをコピーし、ポッドキャストアプリの「URLで追加」に貼り付けると購読できます。"
    )

    skip_to_text: str = "本文へ"
    transcript: str = "文字起こし（WebVTT）"
    feed: str = "フィード"
    keys: str = "キー操作"
    space: str = "スペース"
    play_or_pause: str = "再生と一時停止"
    back_or_forward: str = "10秒戻る、進む"
    sentence: str = "前の文、次の文"
    chapter: str = "前のチャプター、次のチャプター"
    slower_or_faster: str = "遅く、速く"
    copy_link: str = "この時点へのリンクをコピー"

    player: str = "プレーヤー"
    position: str = "再生位置"
    speed: str = "速さ"
    speed_keys: str = "< と >"
    back: str = "10秒戻る"
    forward: str = "10秒進む"
    play: str = "再生"
    pause: str = "一時停止"
    with_key: str = "{}（{}）"
    cannot_play: str = "再生できませんでした"
    cannot_load: str = "音声を読み込めませんでした"
    copied: str = "リンクをコピーしました"
    copy_by_hand: str = "アドレス欄のリンクをコピーしてください"

    def facts(self, author: str, day: date, duration_ms: int) -> str:
        """Who, when and how long, on one line."""
        minutes = max(1, round(duration_ms / 60_000))
        said = (author, self.day.format(day, month=_MONTHS[day.month - 1]), self.minutes.format(minutes))
        return self.separator.join(fact for fact in said if fact)


JAPANESE = Words()

ENGLISH = Words(
    language="en",
    separator=" · ",
    day="{month} {0.day}, {0.year}",
    minutes="{} min",
    untitled_show="Audio editions",
    untitled="Untitled",
    comma=", ",
    behind_number=". ",
    note="Note {}: ",
    image="Image: ",
    table_left_out="The table is left out.",
    code_left_out="The code is left out.",
    formula_left_out="Formulas are left out.",
    contents="Contents",
    voice="Voice",
    made_with="Made with narrate",
    book_summary="The whole text is read aloud, and the sentence being spoken is highlighted.",
    episodes="Episodes",
    no_episodes="There are no episodes yet.",
    podcast_feed="Podcast feed",
    how_to_subscribe="To subscribe, copy this link and paste it into your podcast app (“Add by URL”).",
    skip_to_text="Skip to text",
    transcript="Transcript (WebVTT)",
    feed="Feed",
    keys="Keyboard shortcuts",
    space="Space",
    play_or_pause="Play or pause",
    back_or_forward="Back or forward 10 seconds",
    sentence="Previous or next sentence",
    chapter="Previous or next chapter",
    slower_or_faster="Slower or faster",
    copy_link="Copy a link to this moment",
    player="Player",
    position="Playback position",
    speed="Speed",
    speed_keys="< and >",
    back="Back 10 seconds",
    forward="Forward 10 seconds",
    play="Play",
    pause="Pause",
    with_key="{} ({})",
    cannot_play="The audio could not be played",
    cannot_load="The audio could not be loaded",
    copied="Link copied",
    copy_by_hand="Please copy the link from the address bar",
)


def words_of(language: str) -> Words:
    """Japanese for Japanese, which no language tag means as well; English for every other language."""
    return JAPANESE if are_alike(language, JAPANESE.language) else ENGLISH


def are_alike(language: str, other: str) -> bool:
    """Whether two tags name one language, whatever its region: ja and ja-JP."""
    return primary_tag(language) == primary_tag(other)


def primary_tag(language: str) -> str:
    """The language that a tag (BCP 47) begins with: ja of ja-JP."""
    primary = language.partition("-")[0].lower()
    return "ja" if primary in ("", "jpn") else primary
