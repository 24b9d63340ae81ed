"""What looks like the frame of a page and is the article is spoken."""

from __future__ import annotations

from datetime import date

import pytest

from narrate.model import Role
from prose import LONG, plain, skipped

MORE = "古い灯台を残すかどうか、町の意見は割れている。県は来春までに結論を出すという。"


@pytest.mark.parametrize(
    "text",
    [
        "著作権は誰のものか\n\n著作権は、作品を作った人の権利である。登録をしなくても生まれる。\n",
        f"題\n\n{LONG}\n\n無断転載は悪いことだと思うが、引用は許されている。\n",
        "波の歌\n\n" + "波が来る、また来る。船が行く。\n私は待つ\n" * 3 + f"夜が来る\n\n{LONG}\n",
        f"1/7\n\n{LONG}\n\n1/8\n\n{MORE}\n",
        f"作文の書き方\n\n序\n\n本文\n\n{LONG}\n\n結び\n\n{MORE}\n",
        f"設定の話\n\nこの章のはじめに\n\n設定を保存しました。\n\n{LONG}\n",
        f"題\n\n{LONG}\n\nここから先は\n\n関係者だけの道である。{MORE}\n",
        f"港湾事務所\n\n{LONG}\n\n事務所の歴史\n\n{MORE}\n",
        f"初めてのブログ\n\n書き始めた理由があります\n\n{LONG}\n",
        f"題\n\n{LONG}\n\n{MORE}\n\nこのメールは、父から届いた最後の手紙だった。\n",
        f"題\n\n{LONG}\n\n配信の停止を決めたのは社長だった。\n",
        f"Copyrightの歴史\n\n{LONG}\n\n©という印は、二十世紀の初めに生まれた。\n",
        f"題\n\n{LONG}\n\nこの記事は役に立ちましたか。\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n--\n\n春の海\nひねもすのたり\n",
        f"題\n\n{LONG}\n\n本は次のように作られる。\n\n編集：原稿を読み、直しを頼む\n校正：赤字を入れる\n印刷：紙に刷る\n製本：綴じる\n",
        f"題\n\n0:00\n\n{LONG}\n\n10:30\n\n{MORE}\n\n12:00\n\n{LONG}\n",
        f"Twitter\n\n{LONG}\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nTwitter\n\n{LONG}\n\nFacebook\n\n{LONG}\n\nLINE\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n・ログイン\n・新規登録\n・お気に入りに追加\n・Twitter\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n続きを読む\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n最新ニュース\n\n・橋が開いた\n・船が出た\n・雨が降った\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nホームページの実例\nhttps://example.com/\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nページの作り\n\nホーム  ニュース  ブログ  アクセス\n\n{MORE}\n",
        f"統計\n\n人口 30,000人\n世帯 12,000件\n橋 12本\n\n{LONG}\n\n{MORE}\n",
        f"料理\n\n所要時間：約5分\n\n{LONG}\n\n{MORE}\n",
        f"題\n\n{LONG}\n\nPDFとは何か\n\n{MORE}\n\n著者\n\n{LONG}\n",
        f"題\n\n{LONG}\n\n話題の記事\n\n橋が開いた日\n\n{MORE}\n",
        f"題\n\n{LONG}\n\n目次の作り方\n\n{MORE}\n\n{LONG}\n",
        f"題\n\n{LONG}\n\nホーム → 設定 → 一般\n\n{MORE}\n\nホーム > 駅の階段 > 改札\n\n{MORE}\n",
    ],
)
def test_it_is_spoken(text: str) -> None:
    left_out = [why for _, why in skipped(plain(text)) if why not in ("scene break: a pause", "bullet")]
    assert left_out == []


def test_what_follows_a_link_that_leads_on_is_spoken() -> None:
    text = f"題\n\n{LONG}\n\n詳しくはこちら\n\n持ち物\n\n双眼鏡\n\n水筒\n"
    assert [words for words, _ in skipped(plain(text))] == ["詳しくはこちら"]


def test_of_sites_and_blogs_without_a_sign_of_one_the_first_line_is_the_title() -> None:
    assert (
        plain(f"初めてのブログ\n\n書き始めた理由があります\n\n{LONG}\n").text_of(Role.TITLE)
        == "初めてのブログ"
    )


@pytest.mark.parametrize(
    "title",
    [
        *(
            "写真の撮り方",
            "画像の圧縮",
            "隣のおばあさん",
            "隣の田中さん",
            "株式会社の作り方",
            "図・表の読み方",
        ),
        *(
            "更新・削除の手順",
            "著者・編集者の仕事",
            "※本の話",
            "吾輩の先生",
            "お母さんへ",
            "はじめての株式会社",
            "王様",
        ),
        *("Twitter", "写真は語る", "©とは何か"),
    ],
)
def test_it_is_the_title_and_names_nobody(title: str) -> None:
    article = plain(f"{title}\n\n{LONG}\n\n{MORE}\n")
    assert (article.text_of(Role.TITLE), article.metadata.author) == (title, "")


@pytest.mark.parametrize("line", ["（以下省略）", "（拍手喝采）", "（東京都港区）"])
def test_brackets_at_the_end_hold_no_author(line: str) -> None:
    assert plain(f"題\n\n{LONG}\n\n{MORE}\n\n{line}\n").metadata.author == ""


def test_the_date_of_a_mail_is_read_as_programs_write_it() -> None:
    head = "From: a@example.com\nTo: b@example.com\nSubject: 題\nDate: Wed, 1 May 2024 10:00:00 +0900\n"
    assert plain(f"{head}\n{LONG}\n").metadata.date == date(2024, 5, 1)


def test_the_last_of_a_run_of_short_lines_is_no_heading() -> None:
    article = plain(f"題\n\n{LONG}\n\n米を二合\n水を三合\n塩を少し\n\n{MORE}\n\n{LONG}\n")
    assert [p.passage.text for s in article.sections for p in s.paragraphs if p.role is Role.HEADING] == []


def test_the_ends_of_a_page_and_the_names_of_its_neighbours_are_navigation() -> None:
    turns = "戻る      第二章 灯台の手引き      次へ"
    text = f"題\n{turns}\n\n{LONG}\n\n{MORE}\n\n{turns}\n第一章 船の手引き    ホーム    第三章 浜の手引き\n"
    left_out = [what for what, reason in skipped(plain(text)) if reason == "navigation"]
    assert len(left_out) == 3
    assert "浜の手引き" in left_out[-1]
