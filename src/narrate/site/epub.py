"""The edition as a book that reads itself aloud: EPUB 3 with media overlays over the MP3 itself."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC
from importlib import resources
from typing import IO, TYPE_CHECKING

from narrate.edition.cover import author_image, feed_cover
from narrate.errors import EditionError
from narrate.ground.files import replacing
from narrate.ground.ownership import keep_foreign
from narrate.ground.wording import words_of
from narrate.messages import Message
from narrate.podcast.memory import appeared
from narrate.site.paragraphs import chapter_texts
from narrate.site.rendering import rendered
from narrate.store.folder import mp3_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narrate.model import Edition
    from narrate.podcast.memory import FeedMemory
    from narrate.site.paragraphs import ChapterText

BOOK_SUFFIX = ".epub"
SOUND = "sound.mp3"
_PACKAGE = "EPUB/package.opf"
_MARK = '<meta name="generator" content="narrate"/>'
_FIRST_NAMES = ["mimetype", "META-INF/container.xml", _PACKAGE]
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The one time stamp of all files in a book, so that the same edition makes the same bytes."""


def write_epub(
    edition: Edition,
    published: FeedMemory,
    utc_offset: str,
    audio_folder: Path,
    image: Path | None,
    *,
    by_words: bool = False,
) -> Path:
    """Write ``audio_folder/SLUG.epub`` and return its path; it is heard by sentences, or by words.

    Sources: EPUB 3.3, section 9 (media overlays); EPUB Accessibility 1.1 (discovery metadata). Raises
    `EditionError` if the MP3 is not there, `OutputError`, and `SettingsError` for an unusable image.
    """
    sound = mp3_path(audio_folder, edition.slug)
    modified = appeared(edition, published, utc_offset).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    files = dict(
        epub_files(
            edition,
            {"guid": published.episode_guid(edition.slug), "modified": modified},
            feed_cover(author_image(image) if image else None, edition.title, edition.author),
            by_words=by_words,
        )
    )
    path = epub_path(audio_folder, edition.slug)
    keep_foreign([path], is_book)
    try:
        with sound.open("rb") as mp3, replacing(path) as target:
            _pack(files, mp3, target)
    except FileNotFoundError as fault:
        raise EditionError(
            Message("there is no MP3 to make a book of"), hint=Message("build it"), path=sound
        ) from fault
    return path


def epub_path(audio_folder: Path, slug: str) -> Path:
    """Where the book of an edition lies."""
    return audio_folder / f"{slug}{BOOK_SUFFIX}"


def is_book(path: Path) -> bool:
    """Whether a file is a book that narrate made: by its package, or, an older one, by its order."""
    if not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as book:
            package = book.read(_PACKAGE).decode("utf-8", "replace")
            names = book.namelist()
    except (OSError, LookupError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return False
    return _MARK in package or (names[:3] == _FIRST_NAMES and f"EPUB/{SOUND}" in names)


def epub_files(
    edition: Edition, published: Mapping[str, str], cover: bytes | None, *, by_words: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Give the book's files by their paths, all but the sound.

    ``published`` is the edition's ``guid``, and when it was ``modified``, a UTC time (``…Z``).
    """
    chapters = chapter_texts(edition)
    common = {
        "edition": edition,
        "language": edition.language,
        "words": words_of(edition.language),
        "chapters": chapters,
        "sound": SOUND,
        "by_words": by_words,
    }
    yield "META-INF/container.xml", rendered("container.xml")
    yield _PACKAGE, _package_bytes(published, chapters, common, has_cover=cover is not None)
    yield "EPUB/nav.xhtml", rendered("nav.xhtml", **common)
    yield "EPUB/book.css", resources.files("narrate.site").joinpath("templates", "book.css").read_bytes()
    if cover is not None:
        yield "EPUB/cover.jpg", cover
    for chapter in chapters:
        name = f"EPUB/chapter-{chapter.number}"
        yield f"{name}.xhtml", rendered("chapter.xhtml", chapter=chapter, **common)
        if chapter.sentences:
            yield f"{name}.smil", rendered("chapter.smil", chapter=chapter, **common)


def _package_bytes(
    published: Mapping[str, str],
    chapters: tuple[ChapterText, ...],
    common: dict[str, object],
    *,
    has_cover: bool,
) -> bytes:
    durations = {c.number: sum(s.end_ms - s.start_ms for s in c.sentences) for c in chapters}
    return rendered(
        "package.opf",
        durations=durations,
        spoken_ms=sum(durations.values()),
        has_cover=has_cover,
        **published,
        **common,
    )


def _pack(files: dict[str, bytes], sound: IO[bytes], target: IO[bytes]) -> None:
    """Zip the book: the type first and bare (OCF 4.3), sound and pictures as they are, text deflated."""
    with zipfile.ZipFile(target, "w") as book:
        book.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        for name, data in files.items():
            packing = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            book.writestr(_entry(name, packing), data)
        with book.open(_entry(f"EPUB/{SOUND}", zipfile.ZIP_STORED), "w", force_zip64=False) as entry:
            shutil.copyfileobj(sound, entry, 1 << 20)


def _entry(name: str, packing: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = packing
    entry.external_attr = 0o644 << 16
    return entry
