"""A look into an HTS voice file before the engine sees it: the engine crashes on a damaged one."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

from narrate.errors import VoiceError
from narrate.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE_RATE = 48_000
_LARGEST_PARAMETER = 1e9


def check_htsvoice(data: bytes, path: Path) -> None:
    """Check that ``data`` is a whole HTS voice (version 1.0, 48 kHz, HTS_TTS_JPN labels).

    Raises:
        VoiceError: it is something else, cut short, or damaged.
    """
    if not data.startswith(b"[GLOBAL]\n"):
        raise VoiceError(Message("this is no HTS voice"), hint=Message("give an .htsvoice file"), path=path)
    head, mark, body = data.partition(b"[DATA]\n")
    fields = dict(re.findall(r"^([A-Z0-9_]+(?:\[\w+\])?):(.*)$", head.decode("latin-1"), re.MULTILINE))
    if not mark or "DURATION_PDF" not in fields:
        raise VoiceError(
            Message("the voice file is damaged (its header breaks off)"),
            hint=Message("get it again"),
            path=path,
        )
    if fields.get("SAMPLING_FREQUENCY") != str(SAMPLE_RATE):
        raise VoiceError(
            Message("the voice has {rate} samples a second", rate=fields.get("SAMPLING_FREQUENCY")),
            hint=Message("narrate speaks with voices of {rate}", rate=SAMPLE_RATE),
            path=path,
        )
    if fields.get("FULLCONTEXT_FORMAT") != "HTS_TTS_JPN":
        raise VoiceError(
            Message("the voice speaks {format}", format=fields.get("FULLCONTEXT_FORMAT")),
            hint=Message("a Japanese one is needed"),
            path=path,
        )
    _check_body(fields, body, path)


def _check_body(fields: dict[str, str], body: bytes, path: Path) -> None:
    for name, ranges in fields.items():
        if not re.match(r"(DURATION|STREAM|GV)_", name) or not re.fullmatch(r"[\d,\- ]+", ranges):
            continue
        for start, end in re.findall(r"(\d+)-(\d+)", ranges):
            if int(end) >= len(body):
                raise VoiceError(
                    Message(
                        "the voice file is cut short ({name} ends at byte {end} of {count})",
                        name=name,
                        end=end,
                        count=len(body),
                    ),
                    hint=Message("get it again"),
                    path=path,
                )
            if not _is_sound(name, body[int(start) : int(end) + 1]):
                raise VoiceError(
                    Message("the voice file is damaged ({name})", name=name),
                    hint=Message("get it again"),
                    path=path,
                )


def _is_sound(name: str, part: bytes) -> bool:
    if "TREE" in name or "WIN" in name:
        return part.isascii() and b"\0" not in part
    numbers = array("f")
    numbers.frombytes(part[: len(part) // 4 * 4])
    return all(-_LARGEST_PARAMETER < x < _LARGEST_PARAMETER for x in numbers)
