"""The review line by line: for screen readers, for scripts, and wherever no screen can be drawn."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

from narrate.cli.reviewing.pitch import told
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
_MOST_DIGITS = 6
_END = "\x04"


def review_by_lines(desk: Desk) -> None:
    """Ask word by word, until none is left, or ``q`` or the end of the input stops it."""
    _tell_help()
    while not desk.is_done:
        _ask(desk)
        while not _is_end(line := _line()) and not _obeyed(desk, line) and not desk.is_done:
            _tell(desk)
        if _is_end(line):
            return
        _tell(desk)


def _is_end(line: str) -> bool:
    return _plain(line) in ("q", "quit", _END)


def _ask(desk: Desk) -> None:
    print()
    print(worded(desk.how_far))
    print(worded(desk.place()))
    pitch = desk.pitch
    now = Message("now: {kana}, {pitch}", kana=pitch.marked, pitch=told(pitch))
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


def _line() -> str:
    """What was answered, `_END` where nothing more comes."""
    print("> ", end="", flush=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        return "?"
    if not line or not sys.stdin.isatty():  # nobody's Enter has ended the line
        print()
    if not line:
        return _END
    return line.strip()


def _plain(answer: str) -> str:
    """An answer without what an input method makes of it."""
    return unicodedata.normalize("NFKC", answer).lower()


def _obeyed(desk: Desk, line: str) -> bool:
    """Do what a line says; whether the next word is to be asked."""
    words = _WORDS.fullmatch(line)
    if words is None:
        return False
    order, rest = _plain(words[1]), words[2]
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
        return desk.move_fall(_number(rest)) and _settled(desk)
    if order == "y":
        desk.reset()
        return _settled(desk)
    if order.isdecimal() or is_kana(line.replace("＼", "").replace("\\", "")):
        return _drafted(desk, line) and _settled(desk)
    if order != "?":
        print(worded(Message("this is no answer; these are:")))
    _tell_help()
    return False


def _drafted(desk: Desk, text: str) -> bool:
    number = _plain(text)
    return desk.choose(_number(number)) if number.isdecimal() else desk.write(text)


def _number(digits: str) -> int:
    """The number, if it is none of those that are too large for anything here."""
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


def _settled(desk: Desk) -> bool:
    """Settle the draft, after a question where something speaks against it."""
    if desk.settle():
        return True
    while desk.question is not None:
        _tell(desk)
        answer = _plain(_line())
        if answer in ("y", "yes"):
            return desk.agree()
        if answer in ("l", "longer") and desk.question.longer is not None:
            return desk.take_longer()
        if answer in ("n", "no", "q", "quit", _END):
            desk.decline()
        else:
            desk.ask()
    return False
