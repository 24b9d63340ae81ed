"""What Narō and Kakuyomu give their authors: an episode a chapter, and nothing of the site spoken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.article import parse_article
from narrate.article.archives import episodes
from narrate.article.frontmatter import read_front_matter
from narrate.article.serials import is_serial
from narrate.article.source import read_source, source_of
from narrate.errors import SourceError
from narrate.script.utterances import script_of
from prose import outline, read_article, skipped

if TYPE_CHECKING:
    from narrate.model import Article

NARO = """【ユーザ情報】
ユーザID: 1125
ユーザ名: 甲

【Nコード】
N0000ZZ

【タイトル】
岬の灯台守

【作者名】
海野 渚

【種別】
連載

【あらすじ】
灯台の番を継いだ娘の一年。
静かな話です。

【評価】
総合評価ポイント: 2pt
評価者数: 0人

------------------------- エピソード1開始 -------------------------
【第1章】
第一章『岬』

【エピソードタイトル】
１話　潮の匂い

【前書き】
　はじめまして。

【本文】
　｜灯台《とうだい》の朝は早い。
　遠い沖の方で、《《それ》》が確かに鳴いたのだ。

　◇ ◇ ◇

「おはよう」
　渚《なぎさ》は言った。
【ステータス】
　体力：三

【リアクション】
いいね: 2件

------------------------- エピソード2開始 -------------------------
【エピソードタイトル】
２話　古い地図

【本文】
　地図は、箱の底にあった。

【後書き】
　お読みいただきありがとうございます。

【リアクション】
0件

【免責事項】
本作品の著作権は作者に帰属します。
このファイルは『小説家になろう』の投稿済み作品テキストダウンロード機能を用いて作成されました。
"""
EARLIER = """【Nコード】
N0000ZZ

【タイトル】
岬の灯台守

------------------------- 第1部分開始 -------------------------
【サブタイトル】
潮の匂い

【本文】
　灯台の朝は早い。

------------------------- 第2部分開始 -------------------------
【サブタイトル】
古い地図

【本文】
　地図は、箱の底にあった。

【免責事項】
本作品の著作権は作者に帰属します。
"""
EPISODE = """【タイトル】
第1話　灯

【公開状態】
公開済

【作成日時】
2026-05-24 13:09:50（+09:00）

【文字数】
1,826文字

【本文（4行）】
　川べりに｜灯《ひ》がひとつ残っていた。
＊
「行こう」
"""
OTHER = EPISODE.replace("第1話　灯", "第2話　川").replace("「行こう」", "「帰ろう」")
ABOUT = """【タイトル】
灯をたどる

【作者名】
@nagisa

【紹介文（1行）】
　夜の川べりを歩く話です。

【タグ】
- 現代

【目次】
§ 第一章　夜
  1. 第1話　灯
  § 川の章
    2. 第2話　川
"""
SITE_WORDS = ("【", "件", "pt", "エピソード", "著作権", "N0000ZZ", "公開", "文字", "2026", "現代")


def serial(text: str) -> Article:
    source = source_of(Path("n0000zz.txt"), text)
    return parse_article(source, read_front_matter(source))


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path


def test_an_episode_of_naro_is_a_chapter() -> None:
    article = serial(NARO)
    assert outline(article) == [
        ("岬の灯台守", ["title: 岬の灯台守"]),
        ("第一章『岬』", []),
        (
            "１話　潮の匂い",
            [
                "note: はじめまして。",
                "paragraph: ｜灯台《とうだい》の朝は早い。",
                "paragraph: 遠い沖の方で、それが確かに鳴いたのだ。",
                "paragraph: 「おはよう」",
                "paragraph: 渚《なぎさ》は言った。",
                "paragraph: 【ステータス】",
                "paragraph: 体力：三",
            ],
        ),
        (
            "２話　古い地図",
            ["paragraph: 地図は、箱の底にあった。", "note: お読みいただきありがとうございます。"],
        ),
    ]
    assert (article.metadata.author, article.metadata.description) == (
        "海野 渚",
        "灯台の番を継いだ娘の一年。\n静かな話です。",
    )
    assert ("◇ ◇ ◇", "scene break: a pause") in skipped(article)


def test_its_ruby_is_ruby_and_its_dots_are_stress() -> None:
    said = {u.text: u for u in script_of(serial(NARO)).utterances}
    assert [(r.start, r.end, r.kana) for r in said["灯台の朝は早い。"].rubies] == [(0, 2, "とうだい")]
    dotted = said["遠い沖の方で、それが確かに鳴いたのだ。"]
    assert [dotted.text[start:end] for start, end in dotted.stressed] == ["それ"]


def test_the_break_between_scenes_is_a_pause() -> None:
    paragraphs = [p for s in serial(NARO).sections for p in s.paragraphs]
    assert [p.passage.text for p in paragraphs if p.after_scene_break] == [
        "はじめまして。",
        "「おはよう」",
        "お読みいただきありがとうございます。",
    ]


def test_what_naro_gave_out_earlier_is_read_too() -> None:
    assert outline(serial(EARLIER)) == [
        ("岬の灯台守", ["title: 岬の灯台守"]),
        ("潮の匂い", ["paragraph: 灯台の朝は早い。"]),
        ("古い地図", ["paragraph: 地図は、箱の底にあった。"]),
    ]


def test_one_episode_of_kakuyomu_is_an_article() -> None:
    assert outline(serial(EPISODE)) == [
        (
            "第1話　灯",
            [
                "title: 第1話　灯",
                "paragraph: 川べりに｜灯《ひ》がひとつ残っていた。",
                "paragraph: 「行こう」",
            ],
        )
    ]


def test_the_archive_of_kakuyomu_is_the_whole_work_in_its_order(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "k.zip",
        {
            "w/episode_0010.txt": OTHER,
            "w/about.txt": ABOUT,
            "w/episode_0002.txt": EPISODE.encode("utf-8-sig"),
        },
    )
    article = read_article(path)
    assert [title for title, _ in outline(article)] == [
        *("灯をたどる", "第一章　夜", "第1話　灯", "川の章", "第2話　川"),
    ]
    assert (article.metadata.author, article.metadata.description) == ("nagisa", "夜の川べりを歩く話です。")
    places = {u.text: u.place for u in script_of(article).utterances}
    assert (places["「帰ろう」"].part, places["「帰ろう」"].line) == ("episode_0010.txt", 16)
    assert (places["川の章"].part, places["川の章"].line) == ("about.txt", 16)
    skipped(article)


def test_of_a_work_a_draft_is_left_out_but_one_alone_is_read(tmp_path: Path) -> None:
    draft = OTHER.replace("公開済", "下書き")
    article = read_article(
        packed(
            tmp_path / "k.zip", {"about.txt": ABOUT, "episode_0001.txt": EPISODE, "episode_0002.txt": draft}
        )
    )
    assert ("「帰ろう」", "draft of an episode") in skipped(article)
    assert "「帰ろう」" in str(outline(serial(draft)))


def test_an_archive_without_a_list_of_episodes_is_read_too(tmp_path: Path) -> None:
    article = read_article(
        packed(tmp_path / "k.zip", {"episode_0001.txt": EPISODE, "episode_0002.txt": OTHER})
    )
    assert "「行こう」" in str(outline(article))
    assert "「帰ろう」" in str(outline(article))
    skipped(article)


def test_comments_beside_the_work_of_naro_are_left_alone(tmp_path: Path) -> None:
    path = packed(tmp_path / "n.zip", {"N0000ZZ.txt": NARO, "N0000ZZ_感想.txt": "感想です。"})
    assert read_article(path).sections[0].title == "岬の灯台守"


def test_an_archive_of_more_than_a_book_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(episodes, "MOST_TEXT_BYTES", 300)
    path = packed(tmp_path / "k.zip", {"episode_0001.txt": EPISODE, "episode_0002.txt": OTHER})
    with pytest.raises(SourceError, match="the text in the archive is too large"):
        read_source(path)
    path = packed(tmp_path / "b.zip", {"episode_0001.txt": b"\0\1\2"})
    with pytest.raises(SourceError, match="this is not a text file"):
        read_source(path)


def test_which_text_of_an_archive_is_at_fault_is_said(tmp_path: Path) -> None:
    path = packed(tmp_path / "k.zip", {"episode_0001.txt": EPISODE, "w/episode_0002.txt": b"\0\1\2"})
    with pytest.raises(SourceError, match=r"k\.zip/episode_0002\.txt: this is not a text file"):
        read_source(path)
    path = packed(tmp_path / "k.zip", {"episode_0001.txt": EPISODE, "episode_0002.txt": OTHER * 9})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x03\x04") + 80] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"k\.zip/episode_0002\.txt: the text in the archive is damaged"):
        read_source(path)


@pytest.mark.parametrize("number", ["9" * 5_000, "１", "²"])
def test_what_has_no_number_of_an_episode_is_none(tmp_path: Path, number: str) -> None:
    path = packed(tmp_path / "k.zip", {f"episode_{number}.txt": "船が出た。\n"})
    assert read_source(path).text == "船が出た。\n"


@pytest.mark.parametrize(
    "text",
    [
        "【タイトル】\n港の朝\n\n【本文】\n船が出た。\n",
        "状態を見る。\n【文字数】\n三つ。\n",
        "【本文】という札の話。\n【文字数】という札の話。\n",
    ],
)
def test_a_text_with_such_lines_of_its_own_is_none(text: str) -> None:
    assert not is_serial(text, 0)


_PIECES = (
    *("【タイトル】\n", "【Nコード】\n", "【作者名】\n", "【本文】\n", "【本文（3行）】\n", "【前書き】\n", "【後書き】\n"),
    *("【リアクション】\n", "0件\n", "【第1章】\n", "【エピソードタイトル】\n", "【目次】\n", "§ 章\n", "  1. 題\n", "【免責事項】\n"),
    *("--- エピソード1開始 ---\n", "--- 第2部分開始 ---\n", "【公開状態】\n", "下書き\n", "【紹介文（1行）】\n", "【ステータス】\n"),
    *("\n", "\n\n", "港。", "漢字《かんじ》", "《《それ》》", "｜", "◇\n", "＊\n", "　船が出た。\n", "「はい」\n", "[newpage]\n"),
)  # fmt: skip
_wild = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map("".join)


@given(_wild)
def test_every_character_is_spoken_or_skipped(text: str) -> None:
    _is_whole(f"【文字数】\n9\n\n{text}\n【本文】\n終わり。\n{text}")


@given(st.lists(_wild, min_size=1, max_size=4))
def test_every_character_of_an_archive_is_too(texts: list[str]) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for number, text in enumerate(texts):
            made.writestr(
                "about.txt" if not number else f"episode_{number:04}.txt", f"{text}\n【本文】\n終わり。\n"
            )
    try:
        source = read_source(Path("k.zip"), lambda _: data.getvalue())
        skipped(parse_article(source, read_front_matter(source)))
    except SourceError:
        return


def _is_whole(text: str) -> None:
    assert is_serial(text, 0)
    try:
        skipped(serial(text))
    except SourceError:
        return


def test_nothing_of_the_site_is_spoken() -> None:
    for text in (EARLIER, EPISODE):
        said = "".join(line for _, lines in outline(serial(text)) for line in lines)
        assert not any(word in said for word in SITE_WORDS)
