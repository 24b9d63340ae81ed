"""The review line by line: for screen readers, for scripts, and wherever no screen can be drawn."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

from narrate.cli.reviewing.pitch import marked, told
from narrate.cli.words import worded
from narrate.ground.kana import is_kana
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.cli.reviewing.desk import Desk

HELP = (
    Message("1, 2 …: the candidate with this number"),
    Message("kana: this reading; オノ＼エ says where the pitch falls"),
    Message("y: right as it is"),
    Message("a 2: as it is, but the pitch falls after the second mora; a 0: nowhere"),
    Message("h: hear it; h 1, h オノエ: hear it so"),
    Message("s: skip, u: undo, q: quit, ?: this help"),
)
_WORDS = re.compile(r"(\S+)\s*(.*)")


def review_by_lines(desk: Desk) -> None:
    """Ask word by word, until none is left, or ``q`` or the end of the input stops it."""
    _tell_help()
    while not desk.is_done:
        _ask(desk)
        while (line := _line()) is not None and not _obeyed(desk, line):
            _tell(desk)
        if line is None:
            return
        _tell(desk)


def _ask(desk: Desk) -> None:
    print()
    print(worded(desk.how_far))
    print(worded(desk.place()))
    pitch = desk.pitch
    now = Message("now: {kana}, {pitch}", kana=marked(pitch), pitch=told(pitch))
    print(f"{desk.written}  {worded(now)}  - {worded(desk.reason)}")
    for number, kana in enumerate(desk.choices, 1):
        print(f"{number} {kana}")


def _tell_help() -> None:
    for told_line in HELP:
        print(worded(told_line))


def _tell(desk: Desk) -> None:
    for line in desk.said:
        print(line)
    desk.said = []


def _line() -> str | None:
    """What was answered; ``None`` where that is to stop."""
    print("> ", end="", flush=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        return "?"
    if not line or not sys.stdin.isatty():  # nobody's Enter has ended the line
        print()
    if not line:
        return None
    answer = line.strip()
    plain = unicodedata.normalize("NFKC", answer).lower()
    return None if plain in ("q", "quit") else answer


def _obeyed(desk: Desk, line: str) -> bool:
    """Do what a line says; whether the next word is to be asked."""
    words = _WORDS.fullmatch(line)
    if words is None:
        return False
    order, rest = unicodedata.normalize("NFKC", words[1]).lower(), words[2]
    if order == "s":
        desk.skip()
        return True
    if order == "u":
        return desk.undo()
    if order == "h":
        if not rest or _drafted(desk, rest):
            desk.hear()
        said = desk.said
        desk.reset()
        desk.said = said
        return False
    if order == "a" and rest.isdecimal():
        return desk.move_fall(int(rest)) and _settled(desk)
    if order == "y":
        desk.reset()
        return _settled(desk)
    if order.isdecimal() or is_kana(line.replace("＼", "").replace("\\", "")):
        return _drafted(desk, line) and _settled(desk)
    _tell_help()
    return False


def _drafted(desk: Desk, text: str) -> bool:
    number = unicodedata.normalize("NFKC", text)
    return desk.choose(int(number)) if number.isdecimal() else desk.write(text)


def _settled(desk: Desk) -> bool:
    """Settle the draft, after a question where it would change other words."""
    if desk.settle():
        return True
    if not desk.is_unsure:
        return False
    _tell(desk)
    answer = _line()
    if answer is not None and unicodedata.normalize("NFKC", answer).lower() in ("y", "yes"):
        return desk.settle()
    desk.reset()
    return False
