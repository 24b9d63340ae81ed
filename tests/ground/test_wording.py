"""The words of ours in every file that a listener gets: in the article's language, or the show's."""

from __future__ import annotations

import re
import zipfile
from dataclasses import fields
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import feedparser
import pytest

from narrate.ground.wording import ENGLISH, JAPANESE, Words, words_of
from narrate.podcast.memory import FeedMemory
from narrate.podcast.show import Show
from narrate.site.documents import write_documents
from narrate.site.epub import write_epub
from narrate.site.pages import asset_bytes
from narrate.site.publication import Shelf, load_shelf, site_documents
from shell import narrate
from tone_studio import Studio, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrate.speech.workers import LocalWorkers

JAPANESE_ARTICLE = """---
title: 夜のパン
author: 阿部
date: 2026-04-01
description: パン屋。
{language}
---

窯に火が入る。

## 生地

ふくらむ。
"""
ENGLISH_ARTICLE = """---
title: Bread at night
author: Ann Baker
date: 2026-04-01
description: A bakery.
language: en
---

The oven is lit at two.

## The dough

It rises.[^1]

1. Flour

| salt | water |
|---|---|
| 9 g | 1 l |

![A loaf](loaf.png)

```
code
```

[^1]: Or not.
"""
JAPANESE_SHOW = 'title = "本棚"\ncopyright = "編集部"\nbase_url = "https://example.org/show/"\n'
ENGLISH_SHOW = (
    'title = "Shelf"\ncopyright = "Editors"\nlanguage = "en"\nbase_url = "https://example.org/show/"\n'
)
JAPANESE_LETTER = re.compile(r"[\u3001-\u30ff\u4e00-\u9fff\uff01-\uffef]")

JAPANESE_PAGE = """\
本文へ 本棚 阿部・2026年4月1日・1分 目次 夜のパン 0:00 生地 0:03
音声: nobody (none) MP3 文字起こし（WebVTT） EPUB フィード 編集部
キー操作 スペース K 再生と一時停止 ← → J L 10秒戻る、進む , . 前の文、次の文
P N 前のチャプター、次のチャプター < > 遅く、速く C この時点へのリンクをコピー
プレーヤー 夜のパン 0:00 再生位置 0:05 速さ 速さ（< と >）
0.75× 0.9× 1× 1.1× 1.25× 1.5× 1.75× 2×
10秒戻る 10秒戻る（J） 再生 再生と一時停止（スペース） 10秒進む 10秒進む（L）
この時点へのリンクをコピー この時点へのリンクをコピー（C）
再生 一時停止 速さ 再生できませんでした 音声を読み込めませんでした リンクをコピーしました
アドレス欄のリンクをコピーしてください"""
ENGLISH_PAGE = """\
Skip to text Shelf Ann Baker · April 1, 2026 · 1 min Contents Bread at night 0:00 The dough 0:03
Voice: nobody (none) MP3 Transcript (WebVTT) EPUB Feed Editors
Keyboard shortcuts Space K Play or pause ← → J L Back or forward 10 seconds , . Previous or next sentence
P N Previous or next chapter < > Slower or faster C Copy a link to this moment
Player Bread at night 0:00 Playback position 0:15 Speed Speed (< and >)
0.75× 0.9× 1× 1.1× 1.25× 1.5× 1.75× 2×
Back 10 seconds Back 10 seconds (J) Play Play or pause (Space) Forward 10 seconds Forward 10 seconds (L)
Copy a link to this moment Copy a link to this moment (C)
Play Pause Speed The audio could not be played The audio could not be loaded Link copied
Please copy the link from the address bar"""
JAPANESE_FRONT = """\
本棚 ポッドキャストのフィード
このリンクをコピーし、ポッドキャストアプリの「URLで追加」に貼り付けると購読できます。
エピソード 夜のパン 阿部・2026年4月1日・1分 パン屋。 編集部"""
ENGLISH_FRONT = """\
Shelf Podcast feed
To subscribe, copy this link and paste it into your podcast app (“Add by URL”).
Episodes Bread at night Ann Baker · April 1, 2026 · 1 min A bakery. Editors"""


class Text(NamedTuple):
    """What somebody may see or hear, the language it is marked with, and the elements around it."""

    text: str
    language: str
    inside: tuple[str, ...]


class Page(HTMLParser):
    """Collects the texts of a page in order, those of attributes too."""

    VOID = frozenset({"meta", "link", "img", "input", "br", "path"})

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.texts: list[Text] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(page.decode())

    @property
    def around(self) -> str:
        """All of it but the head and the article itself."""
        return " ".join(t.text for t in self.texts if not {"head", "article"} & set(t.inside))

    def language_of(self, text: str) -> set[str]:
        """How a text is marked, wherever it stands behind the head."""
        return {t.language for t in self.texts if t.text == text and "head" not in t.inside}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", self._open[-1][1])
        is_status = values.get("id") == "status"
        for name, value in values.items():
            if name in ("aria-label", "title") or (is_status and name.startswith("data-")):
                self._add(value, language)
        if tag not in self.VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._add(data.strip(), self._open[-1][1])

    def _add(self, text: str, language: str) -> None:
        self.texts.append(Text(text, language, tuple(tag for tag, _ in self._open)))


def published(studio: Studio, show: str, **articles: str) -> dict[str, bytes]:
    """Build the articles and everything else that is published; the files by name, a book's by theirs."""
    (studio.folder / "text" / "show.toml").write_text(show, encoding="utf-8")
    for slug, text in articles.items():
        studio.build(studio.write(text, f"{slug}.md"))
    shelf = load_shelf(studio.folder / "text", studio.audio)
    for edition in shelf.editions:
        write_epub(edition, shelf.published, "+09:00", studio.audio, None)
    write_documents(site_documents(load_shelf(studio.folder / "text", studio.audio)), studio.audio)
    return dict(files(studio.audio))


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name.startswith(".narrate"):
            continue
        yield name, path.read_bytes()
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                yield from ((f"{path.stem}/{inner}", book.read(inner)) for inner in book.namelist())


def texts_of(made: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Everything in the files that can be read as text, and the texts of the MP3s' tags."""
    for name, data in made.items():
        if name.endswith("/sound.mp3"):
            continue
        if name.endswith(".mp3"):
            yield from ((f"{name} {key}", str(frame)) for key, frame in tag_of(data).items() if key[0] != "P")
        elif not name.endswith((".epub", ".jpg")):
            yield name, data.decode()


@pytest.fixture(scope="module")
def japanese(tmp_path_factory: pytest.TempPathFactory, workers: LocalWorkers) -> dict[str, bytes]:
    studio = Studio(tmp_path_factory.mktemp("japanese"), workers)
    return published(studio, JAPANESE_SHOW, essay=JAPANESE_ARTICLE.format(language=""))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory, workers: LocalWorkers) -> dict[str, bytes]:
    studio = Studio(tmp_path_factory.mktemp("english"), workers)
    return published(studio, ENGLISH_SHOW, essay=ENGLISH_ARTICLE)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, workers: LocalWorkers) -> dict[str, bytes]:
    """A Japanese show with an edition in each of three languages."""
    studio = Studio(tmp_path_factory.mktemp("mixed"), workers)
    chinese = JAPANESE_ARTICLE.format(language="language: zh-TW").replace("夜のパン", "夜間麵包")
    regional = JAPANESE_ARTICLE.format(language="language: ja-JP").replace("夜のパン", "朝のパン")
    return published(studio, JAPANESE_SHOW, en=ENGLISH_ARTICLE, zh=chinese, ja=regional)


@pytest.mark.parametrize("language", ["", "ja", "ja-JP", "JA", "ja-Hira", "jpn"])
def test_japanese_by_any_name_has_japanese_words(language: str) -> None:
    assert words_of(language) is JAPANESE


@pytest.mark.parametrize("language", ["en", "en-GB", "zh", "ko-KR", "jam", "de"])
def test_every_other_language_has_english_words(language: str) -> None:
    assert words_of(language) is ENGLISH


@pytest.mark.parametrize("name", [field.name for field in fields(Words)])
def test_every_word_is_told_in_both_languages(name: str) -> None:
    assert getattr(JAPANESE, name) != getattr(ENGLISH, name)
    assert not JAPANESE_LETTER.search(getattr(ENGLISH, name))


@pytest.mark.parametrize(
    ("language", "author", "day", "duration_ms", "facts"),
    [
        ("ja", "阿部", date(2026, 12, 31), 83 * 60_000, "阿部・2026年12月31日・83分"),
        ("ja", "", date(2026, 1, 2), 29_000, "2026年1月2日・1分"),
        ("en", "Ann", date(2026, 12, 31), 83 * 60_000, "Ann · December 31, 2026 · 83 min"),
        ("en", "", date(2026, 1, 2), 29_000, "January 2, 2026 · 1 min"),
    ],
)
def test_dates_and_durations_are_written_as_each_language_does(
    language: str, author: str, day: date, duration_ms: int, facts: str
) -> None:
    assert words_of(language).facts(author, day, duration_ms) == facts


def test_a_japanese_edition_speaks_japanese_everywhere(japanese: dict[str, bytes]) -> None:
    page, front = Page(japanese["essay.html"]), Page(japanese["index.html"])
    assert page.around == " ".join(JAPANESE_PAGE.split("\n"))
    assert front.around == " ".join(JAPANESE_FRONT.split("\n"))
    assert {t.language for t in (*page.texts, *front.texts)} == {"ja"}
    assert japanese["essay.notes"].decode() == (
        "夜のパン\n阿部\n\nパン屋。\n\n目次\n00:00:00 夜のパン\n00:00:03 生地\n\n音声: nobody (none)\n\n"
        "制作: narrate\n"
    )
    assert "<h1>目次</h1>" in japanese["essay/EPUB/nav.xhtml"].decode()
    summary = (
        '<meta property="schema:accessibilitySummary">全文に音声が付き、読み上げている文が示されます。</meta>'
    )
    assert summary in japanese["essay/EPUB/package.opf"].decode()


def test_an_english_edition_speaks_english_everywhere(english: dict[str, bytes]) -> None:
    page, front = Page(english["essay.html"]), Page(english["index.html"])
    assert page.around == " ".join(ENGLISH_PAGE.split("\n"))
    assert front.around == " ".join(ENGLISH_FRONT.split("\n"))
    assert {t.language for t in (*page.texts, *front.texts)} == {"en"}
    assert english["essay.notes"].decode() == (
        "Bread at night\nAnn Baker\n\nA bakery.\n\nContents\n00:00:00 Bread at night\n00:00:03 The dough\n\n"
        "Voice: nobody (none)\n\nMade with narrate\n"
    )
    assert "<h1>Contents</h1>" in english["essay/EPUB/nav.xhtml"].decode()
    assert f'<meta property="schema:accessibilitySummary">{ENGLISH.book_summary}</meta>' in (
        english["essay/EPUB/package.opf"].decode()
    )


def test_no_japanese_letter_is_left_in_the_files_of_an_english_show(english: dict[str, bytes]) -> None:
    found = {name: JAPANESE_LETTER.findall(text) for name, text in texts_of(english)}
    assert {"essay.mp3 TALB", "essay.vtt", "feed.xml", "assets/page.js", "index.html"} <= set(found)
    assert not {name: letters for name, letters in found.items() if letters and name != "essay/EPUB/book.css"}


def test_the_script_has_no_words_of_its_own_and_asks_for_none_that_a_page_lacks(
    english: dict[str, bytes],
) -> None:
    script = asset_bytes("page.js").decode()
    assert not JAPANESE_LETTER.search(script)
    assert not re.search(r"""say\(["'`][^$]""", script)
    given = set(
        re.findall(
            r'data-([a-z-]+)="', re.findall(r'<p[^>]*id="status"[^>]*>', english["essay.html"].decode())[0]
        )
    )
    asked_for = {
        re.sub("[A-Z]", lambda c: "-" + c[0].lower(), w) for w in re.findall(r"words\.(\w+)", script)
    }
    assert asked_for == given


def test_each_edition_of_a_show_has_the_words_of_its_own_language(mixed: dict[str, bytes]) -> None:
    assert "\nContents\n" in mixed["en.notes"].decode()
    assert "\nContents\n" in mixed["zh.notes"].decode()
    assert "\n目次\n" in mixed["ja.notes"].decode()
    entries = {e.title: e for e in feedparser.parse(mixed["feed.xml"]).entries}
    for title, contents, voice in (
        ("Bread at night", "Contents", "Voice"), ("夜間麵包", "Contents", "Voice"), ("朝のパン", "目次", "音声"),
    ):  # fmt: skip
        assert f"\n{contents}\n" in entries[title].summary
        assert entries[title].summary.endswith(f"\n{voice}: nobody (none)")
        assert f"<p>{contents}<br />" in entries[title].content[0].value
    assert Page(mixed["index.html"]).texts[-3].text == "Ann Baker・2026年4月1日・1分"


def test_what_is_in_another_language_than_the_page_is_marked(mixed: dict[str, bytes]) -> None:
    page = Page(mixed["en.html"])
    assert page.texts[0].language == "en"
    assert page.language_of("本棚") == page.language_of("編集部") == {"ja"}
    assert {t.language for t in page.texts if not JAPANESE_LETTER.search(t.text)} == {"en"}
    front = Page(mixed["index.html"])
    assert front.language_of("Bread at night") == front.language_of("A bakery.") == {"en"}
    assert front.language_of("夜間麵包") == {"zh-TW"}
    assert front.language_of("朝のパン") == front.language_of("エピソード") == {"ja"}
    assert front.language_of("Ann Baker・2026年4月1日・1分") == {"ja"}


def test_our_english_is_marked_where_an_article_is_in_a_third_language(mixed: dict[str, bytes]) -> None:
    page = Page(mixed["zh.html"])
    assert page.language_of("夜間麵包") == page.language_of("生地") == {"zh-TW"}
    assert page.language_of("本棚") == {"ja"}
    for words in (ENGLISH.skip_to_text, ENGLISH.contents, ENGLISH.player, ENGLISH.keys, ENGLISH.cannot_play):
        assert page.language_of(words) == {"en"}
    assert '<h1 lang="en" xml:lang="en">Contents</h1>' in mixed["zh/EPUB/nav.xhtml"].decode()
    assert 'Summary" xml:lang="en">The whole' in mixed["zh/EPUB/package.opf"].decode()


def test_a_page_of_one_language_marks_no_part_of_it(mixed: dict[str, bytes]) -> None:
    """The article says ja-JP, the show ja."""
    assert re.findall(r' lang="[^"]*"', mixed["ja.html"].decode()) == [' lang="ja"', ' lang="ja-JP"']


@pytest.mark.parametrize(("language", "words"), [("ja", JAPANESE), ("en", ENGLISH)])
def test_a_show_without_a_title_or_an_edition_is_called_something(language: str, words: Words) -> None:
    show = Show(language=language, base_url="https://example.org/show/")
    shelf = Shelf(show, (), FeedMemory())
    made = {d.path: d.make() for d in site_documents(shelf) if d.path in ("index.html", "feed.xml")}
    assert feedparser.parse(made["feed.xml"]).feed.title == words.untitled_show
    assert Page(made["index.html"]).around.endswith(f"{words.episodes} {words.no_episodes}")


def test_the_album_of_a_show_without_a_title_is_in_the_articles_language(studio: Studio) -> None:
    made = published(studio, "", ja=JAPANESE_ARTICLE.format(language=""), en=ENGLISH_ARTICLE)
    assert tag_of(made["ja.mp3"])["TALB"].text == ["音声版"]
    assert tag_of(made["en.mp3"])["TALB"].text == ["Audio editions"]


def test_the_locale_of_the_machine_changes_no_file(tmp_path: Path, workers: LocalWorkers) -> None:
    made = []
    for language in ("en", "ja"):
        studio = Studio(tmp_path / language, workers)
        (studio.folder / "text" / "show.toml").write_text(JAPANESE_SHOW, encoding="utf-8")
        paths = (
            studio.write(JAPANESE_ARTICLE.format(language=""), "ja.md"),
            studio.write(ENGLISH_ARTICLE, "en.md"),
        )
        names = {"en": "en_US.UTF-8", "ja": "ja_JP.UTF-8"}
        locale = dict.fromkeys(("LC_ALL", "LANG", "LANGUAGE"), names[language])
        for words in (("build", *paths), ("epub",), ("site",)):
            ran = narrate(studio.folder, *words, NARRATE_LANG=language, **locale)
            assert ran.code == 0, ran.err
        made.append(dict(files(studio.audio)))
    assert made[0] == made[1]
