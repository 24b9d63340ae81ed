from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING

import pytest

from epubs import article_in, chapters, packed
from narrate.errors import EditionError, SourceError
from narrate.model import Chapter
from narrate.script.utterances import script_of
from narrate.site.epub import write_epub

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narrate.model import Edition
    from narrate.podcast.memory import FeedMemory

SMIL = "{http://www.w3.org/ns/SMIL}"


def test_every_sentence_is_bound_to_its_stretch_of_the_sound(
    edition: Edition, published: FeedMemory, audio_folder: Path
) -> None:
    with zipfile.ZipFile(write_epub(edition, published, "+09:00", audio_folder, None)) as book:
        pairs: list[tuple[str, str, str]] = []
        for number in (1, 2, 3):
            root = ET.fromstring(book.read(f"EPUB/chapter-{number}.smil"))
            page = book.read(f"EPUB/chapter-{number}.xhtml").decode()
            for par in root.iter(f"{SMIL}par"):
                text, audio = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
                assert text is not None
                assert audio is not None
                name = text.attrib["src"].partition("#")[2]
                assert f'id="{name}"' in page
                pairs.append((name, audio.attrib["clipBegin"], audio.attrib["clipEnd"]))
        package = book.read("EPUB/package.opf").decode()
    assert pairs[0] == ("s1", "0s", "2.496s")
    assert [name for name, _, _ in pairs] == [f"s{n}" for n in range(1, 14)]
    assert f'"media:duration">{13 * 2.496:.3f}s<' in package


def test_the_sound_in_the_book_is_the_mp3_unpacked_and_the_type_comes_first(
    edition: Edition, published: FeedMemory, audio_folder: Path, tone: bytes
) -> None:
    with zipfile.ZipFile(write_epub(edition, published, "+09:00", audio_folder, None)) as book:
        assert book.read("EPUB/sound.mp3") == tone
        assert book.getinfo("EPUB/sound.mp3").compress_type == zipfile.ZIP_STORED
        first = book.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_the_same_edition_makes_the_same_book(
    edition: Edition, published: FeedMemory, audio_folder: Path
) -> None:
    digests = {
        hashlib.sha256(write_epub(edition, published, "+09:00", audio_folder, None).read_bytes()).hexdigest()
        for _ in range(2)
    }
    assert len(digests) == 1


def test_a_book_of_ours_is_no_article_and_without_its_mark_gives_its_text_back(
    edition: Edition, published: FeedMemory, audio_folder: Path
) -> None:
    path = write_epub(edition, published, "+09:00", audio_folder, None)
    with pytest.raises(SourceError, match="narrate made this file of an article"):
        article_in(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        files = {name: made.read(name) for name in made.namelist() if not name.endswith(("mp3", "mimetype"))}
    files["EPUB/package.opf"] = re.sub(rb'<meta name="generator"[^>]*>', b"", files["EPUB/package.opf"])
    article = article_in(packed(files))
    heard = sorted(cue.text for cue in edition.cues)  # the category stands above the title
    assert sorted(u.text for u in script_of(article).utterances) == heard
    assert chapters(article) == [chapter.title for chapter in edition.chapters]


def test_an_edition_without_its_mp3_makes_no_book(
    edition: Edition, published: FeedMemory, tmp_path: Path
) -> None:
    with pytest.raises(EditionError, match="no MP3"):
        write_epub(edition, published, "+09:00", tmp_path, None)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(shutil.which("java") is None, reason="epubcheck needs Java")
@pytest.mark.parametrize("language", ["ja", "en", "zh-TW"])
def test_epubcheck_has_no_word_to_say(
    make_edition: Callable[..., Edition], published: FeedMemory, audio_folder: Path, language: str
) -> None:
    silent = Chapter("無言 <&>", 39_000, 39_000)
    edition = make_edition(
        title="猫 & <犬>\x00",
        description="一\n\n二]]>",
        chapters=(*make_edition().chapters, silent),
        language=language,
    )
    path = write_epub(edition, published, "+09:00", audio_folder, None)
    done = subprocess.run(
        [sys.executable, "-m", "epubcheck", str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    words = re.sub(r"(?m)^(No errors.*|\s*)$", "", done.stdout + done.stderr).strip()
    assert (words, done.returncode) == ("", 0)
