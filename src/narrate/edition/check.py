"""Does an MP3 keep the contract? Read from its bytes alone, as a strict player would."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.audio.clip import EDGE_MS
from narrate.audio.mp3 import (
    BIT_RATES_KBPS,
    ENCODER_DELAY_SAMPLES,
    FRAME_MS,
    FRAME_SAMPLES,
    SAMPLE_RATE,
    frame_bytes,
    frame_header,
    is_frame_run,
)
from narrate.audio.recording import DROPPED_FRAMES
from narrate.edition.clip_table import MARK, is_sealed_tag_whole, table_rows
from narrate.edition.id3 import LARGEST_TAG_BYTES
from narrate.errors import EditionError
from narrate.ground.crc import CRC16, crc16, crc16_of_frames
from narrate.messages import Message, reason_of
from narrate.model import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from narrate.edition.clip_table import TableRow

_LEAST_SPARE_MS = 60
_PIECE_FRAMES = 4_096
_INFO_END = 73


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a file. It keeps the contract when there are no ``faults``."""

    title: str
    duration_ms: int
    bit_rate_kbps: int
    chapters: tuple[Chapter, ...]
    clip_count: int
    faults: tuple[Message, ...]


@dataclass(slots=True)
class _Findings:
    """Collects what is wrong while the file is read."""

    faults: list[Message] = field(default_factory=list)

    def expect(self, holds: bool, fault: Message) -> None:
        if not holds:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class _Frame:
    """An ID3 frame: its name, its flags and its data."""

    name: str
    flags: bytes
    data: bytes


def inspect(path: Path) -> Inspection:
    """Read an edition back.

    Raises:
        EditionError: the file is missing, unreadable, or has no ID3v2.3 tag at its start.
    """
    try:
        with path.open("rb") as file:
            return _inspect(file, path)
    except OSError as error:
        raise EditionError(
            Message("cannot be read ({reason})", reason=reason_of(error)),
            hint=Message("check the path"),
            path=path,
        ) from None


def _inspect(file: BinaryIO, path: Path) -> Inspection:
    findings = _Findings()
    head = file.read(10)
    if len(head) < 10 or head[:4] != b"ID3\x03":
        raise EditionError(
            Message("no ID3v2.3 tag at its start"), hint=Message("this is no edition of narrate"), path=path
        )
    findings.expect(head[5] == 0, Message("the tag has flags (unsynchronisation or an extended header)"))
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    findings.expect(size + 10 <= LARGEST_TAG_BYTES, Message("the tag takes {count} bytes", count=size + 10))
    body = file.read(size)
    frames = list(_frames(body))
    chapters = tuple(_chapters(frames, findings))
    _check_texts(frames, findings)
    bit_rate_kbps, duration_ms = _check_audio(file, findings)
    _check_times(chapters, duration_ms, frames, findings)
    table = next((f.data for f in frames if f.name == "PRIV" and f.data.startswith(MARK)), b"")
    table_kbps, rows = table_rows(table[len(MARK) :])
    findings.expect(table_kbps > 0, Message("the table of clips is missing or damaged"))
    findings.expect(is_sealed_tag_whole(head + body), Message("the tag is not as it was written"))
    _check_marks(chapters, rows, findings)
    title = next((_text(f.data) for f in frames if f.name == "TIT2"), "")
    return Inspection(title, duration_ms, bit_rate_kbps, chapters, len(rows), tuple(findings.faults))


def _frames(body: bytes) -> Iterator[_Frame]:
    at = 0
    while at + 10 <= len(body) and body[at] != 0:
        size = int.from_bytes(body[at + 4 : at + 8], "big")
        name = body[at : at + 4].decode("latin-1")
        yield _Frame(name, body[at + 8 : at + 10], body[at + 10 : at + 10 + size])
        at += 10 + size


def _text(data: bytes) -> str:
    """The text of a text frame in Latin-1 or UTF-16."""
    if data[:1] == b"\0":
        return data[1:].decode("latin-1").rstrip("\0")
    return data[1:].decode("utf-16", "replace").rstrip("\0")


def _check_texts(frames: list[_Frame], findings: _Findings) -> None:
    names = [f.name for f in frames]
    for needed in ("TIT2", "TALB", "TCON", "TLAN", "TLEN", "CTOC", "CHAP"):
        findings.expect(needed in names, Message("the tag has no {needed}", needed=needed))
    for frame in frames:
        findings.expect(frame.flags == b"\0\0", Message("{name} has flags", name=frame.name))
        if frame.name[0] == "T":
            _check_text(frame, findings)


def _check_text(frame: _Frame, findings: _Findings) -> None:
    data = frame.data
    findings.expect(
        data[:1] in (b"\0", b"\1"),
        Message("{name} has encoding {code}", name=frame.name, code=data[:1].hex()),
    )
    if data[:1] == b"\1":
        findings.expect(
            data[1:3] == b"\xff\xfe", Message("{name} has no little-endian byte order mark", name=frame.name)
        )
        findings.expect(data[-2:] == b"\0\0", Message("{name} is not terminated", name=frame.name))


def _chapters(frames: list[_Frame], findings: _Findings) -> Iterator[Chapter]:
    order = [f.name for f in frames if f.name in ("CTOC", "CHAP")]
    findings.expect(
        order[:1] == ["CTOC"] and order.count("CTOC") == 1, Message("there is not one CTOC before all CHAP")
    )
    children = next((_children(f.data) for f in frames if f.name == "CTOC"), [])
    ids = []
    for frame in frames:
        if frame.name == "CHAP":
            element_id, _, rest = frame.data.partition(b"\0")
            ids.append(element_id)
            name = element_id.decode("latin-1")
            if len(rest) < 16:
                findings.faults.append(Message("{chapter} is cut short", chapter=name))
                continue
            start, end, *offsets = struct.unpack_from(">4I", rest)
            findings.expect(
                offsets == [0xFFFFFFFF] * 2, Message("{chapter} names byte offsets", chapter=name)
            )
            inner = list(_frames(rest[16:]))
            findings.expect(
                [f.name for f in inner][:1] == ["TIT2"],
                Message("{chapter} does not begin with TIT2", chapter=name),
            )
            for text in inner[:1]:
                _check_text(text, findings)
            yield Chapter(_text(inner[0].data) if inner else "", start, end)
    findings.expect(ids == children, Message("CTOC does not list the chapters in their order"))
    findings.expect(len(set(ids)) == len(ids), Message("two chapters have one id"))


def _children(data: bytes) -> list[bytes]:
    _, _, rest = data.partition(b"\0")
    return rest[2:].split(b"\0")[: rest[1]] if len(rest) > 1 else []


def _check_times(
    chapters: tuple[Chapter, ...], duration_ms: int, frames: list[_Frame], findings: _Findings
) -> None:
    if not chapters:
        return
    findings.expect(chapters[0].start_ms == 0, Message("the first chapter does not start at 0"))
    findings.expect(
        chapters[-1].end_ms == duration_ms, Message("the last chapter does not end with the recording")
    )
    for before, after in pairwise(chapters):
        findings.expect(
            before.end_ms == after.start_ms,
            Message("a gap or an overlap before {title!r}", title=after.title),
        )
    for chapter in chapters:
        findings.expect(
            chapter.start_ms < chapter.end_ms, Message("{title!r} has no length", title=chapter.title)
        )
        findings.expect(
            chapter.start_ms % 1000 == 0, Message("{title!r} starts between two seconds", title=chapter.title)
        )
    length = next((_text(f.data) for f in frames if f.name == "TLEN"), "")
    findings.expect(
        length == str(duration_ms),
        Message(
            "TLEN says {length} ms, the recording has {duration_ms}", length=length, duration_ms=duration_ms
        ),
    )


def _check_marks(chapters: tuple[Chapter, ...], rows: tuple[TableRow, ...], findings: _Findings) -> None:
    """Each mark lies in silence, with time to spare, as far as the clip table reaches."""
    voices = []
    for row in rows:
        start_ms = row.first_frame * FRAME_MS + EDGE_MS
        end = row.first_frame * FRAME_SAMPLES + row.frame_count * FRAME_SAMPLES - row.tail_samples
        voices.append((start_ms, -(-end * 1000 // SAMPLE_RATE)))
    for chapter in chapters[1:]:
        near = [
            v for v in voices
            if v[0] - _LEAST_SPARE_MS < chapter.start_ms < v[1] + _LEAST_SPARE_MS
        ]  # fmt: skip
        findings.expect(not near, Message("the mark of {title!r} lies in speech", title=chapter.title))


def _check_audio(file: BinaryIO, findings: _Findings) -> tuple[int, int]:
    """Check every frame; the bit rate in kbit/s and the duration in ms."""
    header = file.read(4)
    rates = [rate for rate in BIT_RATES_KBPS if frame_header(rate) == header[:3]]
    if not rates:
        findings.faults.append(
            Message("no MPEG-1 Layer III frame at 48 kHz, without CRC and padding, behind the tag")
        )
        return 0, 0
    length = frame_bytes(rates[0])
    info = (header + file.read(length - 4)).ljust(length, b"\0")
    count, crc = 0, 0
    while piece := file.read(length * _PIECE_FRAMES):
        if len(piece) % length or not is_frame_run(piece, rates[0]):
            findings.faults.append(
                Message("a broken, foreign or cut frame after {seconds} s", seconds=count * FRAME_MS // 1000)
            )
            break
        marks = {piece[at + 21 : at + 25] for at in range(0, len(piece), length)}
        findings.expect(not marks & {b"Info", b"Xing"}, Message("a second Info frame"))
        count += len(piece) // length
        crc = CRC16.joined(crc, crc16_of_frames(piece, length), len(piece))
    _check_info(info, count, crc, findings)
    return rates[0], (count - DROPPED_FRAMES) * FRAME_MS


def _check_info(info: bytes, frame_count: int, music_crc: int, findings: _Findings) -> None:
    findings.expect(info[21:25] == b"Info", Message("the first frame is no Info frame"))
    if len(info) < _INFO_END:
        findings.faults.append(Message("the Info frame is cut short"))
        return
    findings.expect(not any(info[_INFO_END:]), Message("the Info frame holds more than its fields"))
    flags, frames, size = struct.unpack_from(">3I", info, 25)
    findings.expect(flags == 0x03, Message("the Info frame has a seek table, or lacks its counts"))
    findings.expect(
        frames == frame_count,
        Message(
            "the Info frame counts {frames} frames of {frame_count}", frames=frames, frame_count=frame_count
        ),
    )
    findings.expect(size == (frame_count + 1) * len(info), Message("the Info frame's byte count is wrong"))
    gapless = int.from_bytes(info[37 + 21 : 37 + 24], "big")
    delay, padding = gapless >> 12, gapless & 0xFFF
    findings.expect(delay == ENCODER_DELAY_SAMPLES, Message("the Info frame's delay is {delay}", delay=delay))
    findings.expect(
        delay + padding == DROPPED_FRAMES * FRAME_SAMPLES,
        Message("its padding is {padding}", padding=padding),
    )
    _, crc, tag_crc = struct.unpack_from(">IHH", info, 37 + 28)
    findings.expect(crc == music_crc, Message("the Info frame's CRC of the music is wrong"))
    findings.expect(tag_crc == crc16(info[: 37 + 34]), Message("the Info frame's own CRC is wrong"))
