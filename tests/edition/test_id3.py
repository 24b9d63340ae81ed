"""The tag at its limits: long texts, many chapters, big covers, odd letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3NoHeaderError

from narrate.edition.clip_table import MOST_CLIPS, OWNER
from narrate.edition.cover import TAG_LIMIT_BYTES
from narrate.edition.id3 import LARGEST_TAG_BYTES, tag_bytes
from narrate.model import Chapter
from tone_studio import tag_of

if TYPE_CHECKING:
    from mutagen.id3 import ID3

    from conftest import MakeEdition


def tag(
    make_edition: MakeEdition, text: str = "本文。\n", cover: bytes | None = None, **changes: object
) -> tuple[ID3, bytes]:
    data = tag_bytes(
        make_edition(**changes),  # type: ignore[arg-type]
        album="声の本棚",
        text=text,
        cover=cover,
        clip_table=b"table",
        tools="narrate 0; engine 1",
    )
    return tag_of(data), data


def test_everything_comes_back(make_edition: MakeEdition) -> None:
    read, data = tag(make_edition, cover=b"\xff\xd8jpeg")
    assert read["TALB"].text == ["声の本棚"]
    assert read[f"PRIV:{OWNER}:table"].data == b"table"
    assert read.getall("APIC")[0].data == b"\xff\xd8jpeg"
    assert data.rindex(b"APIC") > data.rindex(b"PRIV")


def test_255_chapters_keep_their_order(make_edition: MakeEdition) -> None:
    chapters = tuple(Chapter(f"章{'長' * (n % 7)}{n}", n * 1_000, (n + 1) * 1_000) for n in range(255))
    read, data = tag(make_edition, chapters=chapters)
    ids = read.getall("CTOC")[0].child_element_ids
    assert [read[f"CHAP:{i}"].sub_frames["TIT2"].text[0] for i in ids] == [c.title for c in chapters]
    places = [
        data.index(b"CHAP" + len_of(c, n) + b"\0\0" + f"chp{n}\0".encode()) for n, c in enumerate(chapters)
    ]
    assert places == sorted(places)


def len_of(chapter: Chapter, number: int) -> bytes:
    title = 10 + 1 + 2 + 2 * len(chapter.title) + 2
    return (len(f"chp{number}") + 1 + 16 + title).to_bytes(4, "big")


@pytest.mark.parametrize("line", ["あ" * 60 + "\n", "🐈" * 31 + "\n"])
def test_a_long_text_is_cut_at_a_line(make_edition: MakeEdition, line: str) -> None:
    read, data = tag(make_edition, text=line * 5_000)
    assert LARGEST_TAG_BYTES - 400 < len(data) <= LARGEST_TAG_BYTES
    text = read.getall("USLT")[0].text
    assert text.endswith("…")
    assert set(text.removesuffix("…").splitlines(keepends=True)) == {line}


def test_a_text_of_one_endless_line_is_left_out(make_edition: MakeEdition) -> None:
    read, data = tag(make_edition, text="あ" * 400_000)
    assert len(data) <= LARGEST_TAG_BYTES
    assert read.getall("USLT") == []


def test_a_large_cover_leaves_little_room_for_the_text(make_edition: MakeEdition) -> None:
    read, data = tag(make_edition, text="港の朝。\n" * 1_000, cover=bytes(298_000))
    assert len(data) <= LARGEST_TAG_BYTES
    assert all(len(frame.text) < 1_000 for frame in read.getall("USLT"))
    assert len(read.getall("CHAP")) == 3


def test_long_chapter_titles_are_shortened_with_a_sign_and_others_are_not(make_edition: MakeEdition) -> None:
    titles = ["序", "長" * 250, "長" * 251, "🐈" * 126]
    chapters = tuple(Chapter(title, n * 1_000, (n + 1) * 1_000) for n, title in enumerate(titles))
    read, _ = tag(make_edition, chapters=chapters)
    shown = [read[f"CHAP:chp{n}"].sub_frames["TIT2"].text[0] for n in range(4)]
    assert shown == ["序", "長" * 250, "長" * 249 + "…", "🐈" * 124 + "…"]


@pytest.mark.parametrize("length", [100, 780, 100_000])
def test_the_tag_keeps_its_bound_whatever_is_long(make_edition: MakeEdition, length: int) -> None:
    chapters = tuple(Chapter(f"{n}" + "章" * length, n * 1_000, (n + 1) * 1_000) for n in range(255))
    long = "声" * length
    data = tag_bytes(
        make_edition(
            chapters=chapters, title=long, subtitle=long, author=long, category=long, description=long, credits=(long,),
            language="ja-" + "x" * length,
        ),
        album=long,
        text="本文。\n" * 10_000,
        cover=bytes(TAG_LIMIT_BYTES),
        clip_table=bytes(18 * MOST_CLIPS + 7),
        tools="narrate 0; engine 1",
    )  # fmt: skip
    assert len(data) <= LARGEST_TAG_BYTES
    read = tag_of(data)
    assert len(read.getall("CHAP")) == 255
    assert all(len(frame.sub_frames["TIT2"].text[0]) >= 30 for frame in read.getall("CHAP"))


@pytest.mark.parametrize("title", ["A", "é", "港", "🐈‍⬛", "A/B", "1/2", "line\u2028break", "“x”"])
def test_titles_come_back_letter_for_letter(make_edition: MakeEdition, title: str) -> None:
    read, _ = tag(make_edition, title=title, chapters=(Chapter(title, 0, 1_000),))
    assert read["TIT2"].text == [title]
    assert read["CHAP:chp0"].sub_frames["TIT2"].text == [title]


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("ja", "jpn"),
        ("ja-JP", "jpn"),
        ("", "jpn"),
        ("en-GB", "eng"),
        ("zh-Hant", "chi"),
        ("haw", "haw"),
        ("de", "und"),
    ],
)
def test_texts_tell_the_language_that_they_are_in(
    make_edition: MakeEdition, language: str, letters: str
) -> None:
    read, _ = tag(make_edition, language=language)
    assert [frame.lang for frame in (*read.getall("COMM"), *read.getall("USLT"))] == [letters, letters]


def test_empty_fields_make_no_frames(make_edition: MakeEdition) -> None:
    read, _ = tag(make_edition, subtitle="", author="", date=None, description="", credits=(), category="")
    for name in ("TIT3", "TPE1", "TYER", "TDAT", "COMM", "TCOP"):
        assert read.getall(name) == []
    assert str(read["TCON"]) == "Podcast"


def test_bytes_without_a_tag_have_none() -> None:
    with pytest.raises(ID3NoHeaderError):
        tag_of(b"\xff\xfb" * 400)
