"""Texts as Aozora Bunko writes them: notes taken at their word, readings kept, the frame told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from narrate.article.aozora import is_aozora, parse_aozora
from narrate.article.sections import article_of
from narrate.article.source import source_of
from narrate.errors import SourceError
from narrate.model import Metadata
from narrate.script.coverage import account
from narrate.script.utterances import script_of
from prose import outline, read_article, skipped, texts

FRONT = "峠の水車\n葛城六平\n\n"
RULE = "-" * 55
KEY = f"{RULE}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）水車《みずぐるま》\n{RULE}\n\n"
BODY = "\u3000古い水車が残っている。粉を挽く者がいなくなって、もう四十年になる。\n"
COLOPHON = (
    "\n\n\n底本：「峠の話」つぐみ文庫、つぐみ書房\n\u3000\u3000\u30001951（昭和26）年3月1日第1刷発行\n"
    "初出：「山の便り」\n入力：名無川\n校正：小手毬\n2020年1月1日作成\n青空文庫作成ファイル：\n"
    "このファイルは、インターネットの図書館、青空文庫で作られました。\n"
)


def aozora(text: str, captions: str = "read"):  # type: ignore[no-untyped-def]
    source = source_of(Path("pass.txt"), text)
    found = parse_aozora(source, Metadata(), 0, captions)
    return article_of(source, found.metadata, found.paragraphs, found.skips, found.notes, 6)


def said(line: str) -> list[str]:
    """What is said of a line below title and author, a paragraph each, with the readings that were written."""
    script = script_of(aozora(f"{FRONT}{line}\n{BODY}"))
    account(script)
    paragraphs = [p for s in script.sections for p in s.paragraphs][2:-1]
    return ["".join(_with_readings(u.text, u.rubies) for u in p.utterances) for p in paragraphs]


def _with_readings(text, rubies) -> str:  # type: ignore[no-untyped-def]
    for ruby in reversed(rubies):
        text = f"{text[: ruby.start]}{{{text[ruby.start : ruby.end]}|{ruby.kana}}}{text[ruby.end :]}"
    return str(text)


@pytest.mark.parametrize("frame", [KEY + BODY, BODY + COLOPHON, KEY + BODY + COLOPHON])
def test_key_and_colophon_are_skipped_as_wholes(frame: str) -> None:
    article = aozora(FRONT + frame)
    assert texts(article) == ["title: 峠の水車", "paragraph: 葛城六平", "paragraph: " + BODY.strip()]
    assert {reason for _, reason in skipped(article)} <= {"key to the notation", "colophon"}


def test_the_colophon_tells_the_book_and_the_front_tells_the_author() -> None:
    metadata = aozora(FRONT + BODY + COLOPHON).metadata
    assert metadata.author == "葛城六平"
    assert metadata.description == "底本：「峠の話」つぐみ文庫、つぐみ書房"


@pytest.mark.parametrize(
    ("front", "author", "roles"),
    [
        ("題", "", ["title"]),
        ("題\n著者", "著者", ["title", "paragraph"]),
        ("「題」について\n著者", "著者", ["title", "paragraph"]),
        ("題\n副題\n著者", "著者", ["title", "subtitle", "paragraph"]),
        ("題\n著者\n名無川訳", "著者", ["title", "paragraph", "paragraph"]),
        ("題\nA TITLE\n著者 The Author\n名無川訳", "著者 The Author", ["title", *["paragraph"] * 3]),
        ("題\n副題\n著者\n名無川訳", "著者", ["title", "subtitle", "paragraph", "paragraph"]),
    ],
)
def test_the_first_lines_are_title_subtitle_and_names(front: str, author: str, roles: list[str]) -> None:
    article = aozora(f"{front}\n\n{KEY}{BODY}")
    assert article.metadata.author == author
    assert [t.split(":")[0] for t in texts(article)[:-1]] == roles


def test_title_and_author_need_no_blank_line_below() -> None:
    article = aozora(f"題\n著者\n{BODY}{COLOPHON}")
    assert texts(article) == ["title: 題", "paragraph: 著者", "paragraph: " + BODY.strip()]


def test_a_poem_without_blank_lines_keeps_its_title() -> None:
    lines = [f"{number}行目の詩" for number in "一二三四五六七八"]
    article = aozora("\n".join(["題", *lines]) + COLOPHON)
    assert texts(article) == ["title: 題", *(f"paragraph: {line}" for line in lines)]
    assert article.metadata.author == ""


def test_a_text_that_begins_with_prose_has_no_front() -> None:
    assert texts(aozora(f"{BODY}［＃改ページ］\n{BODY}"))[0].startswith("paragraph: ")


@pytest.mark.parametrize(
    "heading",
    [
        "［＃５字下げ］一　川［＃「一　川」は中見出し］\n",
        "一《いち》　川［＃「一　川」は大見出し］\n",
        "一　※［＃「川」、U+5DDD、1-2］［＃「一　※［＃「川」、U+5DDD、1-2］」は小見出し］\n",
        "［＃中見出し］一　川［＃中見出し終わり］\n",
        "［＃ここから大見出し］\n一　川\n［＃ここで大見出し終わり］\n",
        "［＃ここから３字下げ］\n［＃ここから中見出し］\n一　川\n［＃ここで中見出し終わり］\n［＃ここで字下げ終わり］\n",
        "［＃「一　川」は大見出し］\n一　川\n［＃「一　川」は大見出し終わり］\n",
        "一　川［＃「一　川」は同行中見出し］\u3000",
        "［＃窓小見出し］一　川［＃窓小見出し終わり］\u3000",
    ],
)
def test_headings_are_taken_in_all_their_forms(heading: str) -> None:
    article = script_of(aozora(f"{FRONT}{heading}{BODY}\n［＃５字下げ］二［＃「二」は中見出し］\n{BODY}"))
    assert [s.title for s in article.sections] == ["峠の水車", "一　川", "二"]
    assert article.sections[1].paragraphs[-1].utterances[0].text == "古い水車が残っている。"


def test_the_highest_kind_of_heading_makes_the_first_level() -> None:
    part = "上［＃「上」は大見出し］\n\n一［＃「一」は小見出し］\n" + BODY
    assert [s.level for s in aozora(FRONT + part + part).sections] == [1, 2, 3, 2, 3]
    alone = "水車［＃「水車」は大見出し］\n\n" + "一［＃「一」は中見出し］\n" + BODY
    assert [s.level for s in aozora(FRONT + alone).sections] == [1, 2, 2]


def test_numbers_are_headings_where_no_note_says_what_is() -> None:
    text = FRONT + KEY + "".join(f"\u3000\u3000\u3000{number}\n\n{BODY * 2}\n" for number in "一二三")
    assert [s.title for s in aozora(text).sections] == ["峠の水車", "一", "二", "三"]


def test_displayed_lines_are_headings_if_there_are_several() -> None:
    lines = [f"［＃５字下げ］{name}\n{BODY}\n" for name in ("谷", "丘")]
    assert [s.title for s in aozora(FRONT + KEY + "".join(lines)).sections] == ["峠の水車", "谷", "丘"]
    assert len(aozora(FRONT + KEY + BODY + lines[0]).sections) == 1


def test_songs_dates_and_signatures_are_no_headings() -> None:
    song = "［＃ここから２字下げ］\n\nぎやろ　げろ　げつ\n［＃ここで字下げ終わり］\n"
    date = "\n［＃３字下げ］明治七年三月\n"
    assert len(aozora(FRONT + KEY + (BODY + song + BODY + date) * 3).sections) == 1


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("音だけが先に届く［＃「音だけが先に届く」に傍点］のである。", ["音だけが先に届くのである。"]),
        ("［＃傍点］先に届く［＃傍点終わり］のである。", ["先に届くのである。"]),
        ("［＃ここから太字］\n先に届く。\n［＃ここで太字終わり］", ["先に届く。"]),
        ("「［＃「［」に傍点］先に届く。", ["「先に届く。"]),
        ("※［＃「魚＋生」、第3水準1-94-39］を焼く。", ["鮏を焼く。"]),
        ("※［＃「口＋世」、U+546D、12-3］と言う。", ["呭と言う。"]),
        ("名※［＃二の字点、1-2-22］《めい／＼》に言う。", ["{名〻|めいめい}に言う。"]),
        ("※［＃「木＋靈」、第3水準1-86-29］子窓《れんじまど》の下。", ["{欞子窓|れんじまど}の下。"]),
        ("※［＃「土へん＋竒」、12-3］《さき》の上。", ["さきの上。"]),
        ("※［＃「土へん＋竒」、12-3］の上。", ["の上。"]),
        ("※［＃小書き片仮名ン、12-3］と言う。", ["ンと言う。"]),
        ("霧の｜ロンドン警視庁《スコットランドヤード》の人。", ["霧の{ロンドン警視庁|スコットランドヤード}の人。"]),
        ("キャラメル《あめ》をなめる。", ["{キャラメル|あめ}をなめる。"]),
        ("しみじみと益々《ます／＼》寒い。", ["しみじみと{益々|ますます}寒い。"]),
        ("泌々《しみ／″＼》と寒い。", ["{泌々|しみじみ}と寒い。"]),
        ("木の葉がはら／＼と散り、しみ／″＼と寒い。", ["木の葉がはら〳〵と散り、しみ〴〵と寒い。"]),
        ("犬《dog》が鳴く。", ["犬が鳴く。"]),
        ("大空文庫［＃「大空文庫」に「おおぞらぶんこ」のルビ］の本。", ["{大空文庫|おおぞらぶんこ}の本。"]),
        ("青空《あおぞら》［＃「青空」の左に「スカイ」のルビ］の下。", ["{青空|あおぞら}の下。"]),
        ("青空［＃「青空」の左に「あおぞら」のルビ］の下。", ["{青空|あおぞら}の下。"]),
        ("未［＃「未」の左に「ザル」のルビ］至。", ["未至。"]),
        ("私は籠《ざる》［＃ルビの「ざる」は底本では「さる」］をさげた。", ["私は{籠|ざる}をさげた。"]),
        ("広場へに［＃「広場へに」はママ］出た。", ["広場へに出た。"]),
        ("彼の 〔e'tude〕 は続く。", ["彼の étude は続く。"]),
        ("それが 〔E'tude〕《エチュード》 だった。", ["それが {Étude|エチュード} だった。"]),
        ("本全集〔第一巻〕を見よ。", ["本全集〔第一巻〕を見よ。"]),
        ("米機Ｂ29［＃「29」は縦中横］の編隊。", ["米機Ｂ29の編隊。"]),
        ("それ以上である。（５）［＃「（５）」は行右小書き］", ["それ以上である。"]),
        ("その説である。※［＃「※」は行右小書き］", ["その説である。"]),
        ("10［＃「10」は縦中横］6［＃「6」は上付き小文字］個。", ["10⁶個。"]),
        ("理論家の説と［＃割り注］ヒロソヒイ［＃割り注終わり］政治。", ["理論家の説と（ヒロソヒイ）政治。"]),
        ("自［＃二］女王國［＃一］東度［＃レ］海千餘里。", ["自女王國東度海千餘里。"]),
        ("山城［＃（ノ）］國である。", ["山城國である。"]),
        ("風呂へはいった。［＃地付き］（未完）", ["風呂へはいった。", "（未完）"]),
        ("［＃挿絵１（fig226_01.png、横570×縦829）入る］\n見る。", ["見る。"]),
        ("三つの方。［＃「方」の右肩に小さな丸あり］", ["三つの方。"]),
        ("［＃「あ」に傍点 と書いて閉じない。", ["［＃「あ」に傍点 と書いて閉じない。"]),
    ],
)  # fmt: skip
def test_notes_are_silent_and_taken_at_their_word(written: str, spoken: list[str]) -> None:
    assert said(written) == spoken


def test_a_caption_is_a_paragraph_or_is_skipped_with_its_picture() -> None:
    text = f"{FRONT}{BODY}［＃「図一」のキャプション付きの図（fig1.png、横5×縦4）入る］\n図一［＃「図一」はキャプション］\n"
    assert texts(aozora(text))[-1] == "paragraph: 図一"
    assert ("図一", "caption") in skipped(aozora(text, captions="skip"))


def test_a_new_page_and_a_line_of_marks_are_pauses() -> None:
    text = f"{FRONT}{BODY}［＃改ページ］\n{BODY}\n\u3000\u3000×\u3000\u3000×\u3000\u3000×\n\n{BODY}"
    breaks = [p.after_scene_break for s in aozora(text).sections for p in s.paragraphs]
    assert breaks == [False, False, False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "春の峠《とうげ》\n\n" + BODY,
        "題\n\n本文は［＃と書く。記号は《》である。\n",
        "題\n\n" + BODY + "\n底本：「峠の話」\n訳者：名無川\n",
        f"題\n\n{RULE}\n表\n{RULE}\n{BODY}",
    ],
)
def test_an_ordinary_text_is_none_of_these(text: str) -> None:
    assert not is_aozora(text, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_file_is_known_by_what_it_shows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "pass.txt"
    path.write_bytes((FRONT + KEY + BODY + COLOPHON).replace("\n", "\r\n").encode(encoding))
    assert outline(read_article(path)) == [
        ("峠の水車", ["title: 峠の水車", "paragraph: 葛城六平", "paragraph: " + BODY.strip()])
    ]


_PIECES = (
    *("水車", "の", "音", "。", "\n", "\n\n", "\u3000", "｜", "《", "》", "《みず》", "漢字《かんじ》", "》《", "〔", "〕"),
    *("〔e'tude〕", "e'", "※", "［＃", "］", "［", "「", "」", "［＃「音」に傍点］", "［＃傍点］", "［＃傍点終わり］"),
    *("※［＃「魚＋生」、第3水準1-94-39］", "※［＃「土へん＋竒」、12-3］", "※［＃「か」、1-4-87］", "／＼", "《ます／＼》"),
    *("［＃「音」は中見出し］", "［＃「音」は同行大見出し］", "［＃中見出し］", "［＃中見出し終わり］", "［＃「の音」は窓小見出し］"),
    *("［＃ここから大見出し］", "［＃ここで大見出し終わり］", "［＃改ページ］", "［＃地付き］", "［＃２字下げ］", "［＃割り注］"),
    *("［＃割り注終わり］", "［＃「音」に「おと」のルビ］", "［＃「音」の左に「ね」のルビ］", "［＃「音」はキャプション］"),
    *("［＃キャプション］", "［＃キャプション終わり］", "（１）［＃「（１）」は行右小書き］", "2［＃「2」は上付き小文字］"),
    *("［＃上付き小文字］", "［＃上付き小文字終わり］", "×　×", f"\n{RULE}\n", "《》：ルビ\n", "\n\n底本：「本」\n入力：名\n校正：名\n"),
    *("［＃（ノ）］", "［＃レ］", "一\n", "\n　　　二\n", "［＃ここから２字下げ］\n", "\n［＃ここで字下げ終わり］\n", "A", "1"),
)  # fmt: skip
wild = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map("".join)


@given(wild, st.sampled_from(["read", "skip"]))
@example("音《ます／＼》［＃「音」は同行大見出し］", "read")
def test_every_character_is_spoken_or_skipped_with_a_reason(text: str, captions: str) -> None:
    try:
        article = aozora(f"{text}\n本文。\n", captions)
    except SourceError:
        return
    account(script_of(article))


DOWNLOADED = """岬の灯台守
海野渚
［＃区切り線］
あらすじ：
　灯台の番を継いだ娘の一年。


掲載ページ:
<a href="https://novel.example/n1/">https://novel.example/n1/</a>
［＃区切り線］

［＃改ページ］
［＃ページの左右中央］
［＃ここから柱］岬の灯台守［＃ここで柱終わり］
［＃３字下げ］［＃大見出し］第一章『岬』［＃大見出し終わり］
［＃改ページ］

［＃３字下げ］［＃中見出し］１話　潮の匂い［＃中見出し終わり］


　｜灯台《とうだい》の朝は早い。

［＃改ページ］
［＃３字下げ］［＃中見出し］２話　古い地図［＃中見出し終わり］


　地図は、箱の底にあった。
［＃ここから地付き］［＃小書き］（本を読み終わりました）［＃小書き終わり］［＃ここで地付き終わり］
"""


def test_what_a_tool_that_downloads_novels_adds_is_not_spoken() -> None:
    article = aozora(DOWNLOADED)
    assert outline(article) == [
        ("岬の灯台守", ["title: 岬の灯台守", "paragraph: 海野渚"]),
        ("第一章『岬』", []),
        ("１話　潮の匂い", ["paragraph: ｜灯台《とうだい》の朝は早い。"]),
        ("２話　古い地図", ["paragraph: 地図は、箱の底にあった。"]),
    ]
    assert article.metadata.author == "海野渚"
    assert article.metadata.description == "灯台の番を継いだ娘の一年。"
    account(script_of(article))
