"""The ID3v2.3 tag of an edition: one tag, UTF-16, chapters in the order of time.

mutagen makes each frame, narrate puts them in order: mutagen would sort chapters by their size, and
players that keep the file's order would show them so.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from narrate.ground.wording import primary_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrate.model import Chapter, Edition

LARGEST_TAG_BYTES = 300_000
"""Every stream starts with the tag, and some players read it whole before they show a chapter."""

_LONGEST_TEXT = 500
_LONGEST_CREDITS = 1_000
_LONGEST_DESCRIPTION = 4_000
"""As much of it as Apple Podcasts takes."""
_LONGEST_TITLES = (250, 120, 60, 30)
"""Of a chapter: the first length of these that leaves the tag within its bound. The last one always does:
beside 255 chapters of it there is room for the largest clip table, the largest cover and all other texts."""

_NO_OFFSET = 0xFFFFFFFF
_UTF16 = 1
_LATIN1 = 0
_TOP_LEVEL_ORDERED = 0x03


def tag_bytes(
    edition: Edition, *, album: str, text: str, cover: bytes | None, clip_table: bytes, tools: str
) -> bytes:
    """The whole tag (ID3v2.3.0; chapters by the ID3v2 Chapter Frame Addendum 1.0).

    ``text`` goes in as far as the tag's size allows, cut at a line's end; of titles and the like that are
    longer than a player shows, the beginning and "…". ``cover`` is a JPEG, ``tools`` says what made the file.
    """
    head = b"".join(_text_frames(edition, album, tools))
    tail = b"".join(_closing_frames(clip_table, cover))
    room = LARGEST_TAG_BYTES - 10 - len(head) - len(tail)
    chapters = _fitting_chapters(edition, room)
    lyrics = b"".join(_lyrics(text, _three_letters(edition.language), room - len(chapters)))
    body = head + chapters + lyrics + tail
    return b"ID3\x03\x00\x00" + synchsafe(len(body)) + body


def first_frame(edition: Edition) -> bytes:
    """What an edition's tag begins with behind its header: the title, whatever the settings are."""
    return next(_text_frames(edition, "", ""))


def _text_frames(edition: Edition, album: str, tools: str) -> Iterator[bytes]:
    from mutagen import id3

    texts = {
        "TIT2": edition.title,
        "TIT3": edition.subtitle,
        "TPE1": edition.author,
        "TALB": album or edition.title,
        "TCON": edition.category or "Podcast",
        "TLAN": _ISO_639_2.get(edition.language, edition.language),
        "TLEN": str(edition.duration_ms),
        "TYER": f"{edition.date:%Y}" if edition.date else "",
        "TDAT": f"{edition.date:%d%m}" if edition.date else "",
        "TCOP": "; ".join(edition.credits),
        "TENC": tools.split(";", maxsplit=1)[0],
        "TSSE": tools,
    }
    for name, whole in texts.items():
        text = _shortened(whole, _LONGEST_CREDITS if name == "TCOP" else _LONGEST_TEXT)
        if text:
            yield _frame(getattr(id3, name)(encoding=_encoding(text), text=[text]))
    if edition.description:
        about = _shortened(edition.description, _LONGEST_DESCRIPTION)
        language = _three_letters(edition.language)
        yield _frame(id3.COMM(encoding=_UTF16, lang=language, desc="", text=[about]))


_ISO_639_2 = {"ja": "jpn", "en": "eng", "zh": "chi", "ko": "kor"}


def _three_letters(language: str) -> str:
    """The language of a text, for which its frame has three bytes: ``und`` for one that is not known here."""
    primary = primary_tag(language)
    return primary if len(primary) == 3 else _ISO_639_2.get(primary, "und")


def _fitting_chapters(edition: Edition, room: int) -> bytes:
    """The chapters with titles as long as there is room for."""
    for longest in _LONGEST_TITLES:
        chapters = b"".join(_chapter_frames(edition, longest))
        if len(chapters) <= room:
            break
    return chapters


def _shortened(text: str, longest: int) -> str:
    """As much of a text as takes ``longest`` units of UTF-16, the last of which says that it goes on."""
    data = text.encode("utf-16-le")
    if len(data) <= 2 * longest:
        return text
    return data[: 2 * (longest - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def _chapter_frames(edition: Edition, longest: int) -> Iterator[bytes]:
    from mutagen import id3

    ids = [f"chp{number}" for number in range(len(edition.chapters))]
    title = id3.TIT2(encoding=_UTF16, text=[_shortened(edition.title, _LONGEST_TEXT)])
    contents = id3.CTOC(element_id="toc", flags=_TOP_LEVEL_ORDERED, child_element_ids=ids, sub_frames=[title])
    yield _frame(contents)
    for element_id, chapter in zip(ids, edition.chapters, strict=True):
        yield _frame(_chapter_frame(element_id, chapter, _shortened(chapter.title, longest)))


def _chapter_frame(element_id: str, chapter: Chapter, title: str) -> Any:
    from mutagen import id3

    return id3.CHAP(
        element_id=element_id,
        start_time=chapter.start_ms,
        end_time=chapter.end_ms,
        start_offset=_NO_OFFSET,
        end_offset=_NO_OFFSET,
        sub_frames=[id3.TIT2(encoding=_UTF16, text=[title])],
    )


def _closing_frames(clip_table: bytes, cover: bytes | None) -> Iterator[bytes]:
    from mutagen import id3

    from narrate.edition.clip_table import OWNER

    yield _frame(id3.PRIV(owner=OWNER, data=clip_table))
    if cover:
        yield _frame(id3.APIC(encoding=_LATIN1, mime="image/jpeg", type=3, desc="", data=cover))


def _lyrics(text: str, language: str, room: int) -> Iterable[bytes]:
    """The text frame, cut at the last line that fits; none where not even one line does."""
    from mutagen import id3

    if 2 * len(text.encode("utf-16-le")) and len(text.encode("utf-16-le")) + 32 > room:
        kept = text.encode("utf-16-le")[: max(0, room - 64) // 2 * 2].decode("utf-16-le", "ignore")
        text = kept[: kept.rfind("\n") + 1] + "…" if "\n" in kept else ""
    return [_frame(id3.USLT(encoding=_UTF16, lang=language, desc="", text=text))] if text else []


def _encoding(text: str) -> int:
    return _LATIN1 if text.isascii() else _UTF16


def _frame(frame: Any) -> bytes:
    """One frame as mutagen writes it into a tag of its own, without that tag's header."""
    from mutagen.id3 import ID3

    tag = ID3()
    tag.add(frame)
    buffer = io.BytesIO()
    tag.save(buffer, v1=0, v2_version=3, padding=lambda _: 0)
    return buffer.getvalue()[10:]


def synchsafe(size: int) -> bytes:
    """A tag's length as its header has it (ID3v2.3.0, section 3.1)."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
