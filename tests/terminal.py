"""A terminal with somebody at it: a command runs in it, keys are pressed, and its screen is read."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
import unicodedata
from typing import TYPE_CHECKING

from shell import ENVIRONMENT

if TYPE_CHECKING:
    from pathlib import Path

ROWS, COLUMNS = 40, 100
PATIENCE_S = 30
RIGHT, LEFT, ENTER, BACKSPACE, CTRL_C = "\x1bOC", "\x1bOD", "\r", "\x7f", "\x03"
_SEQUENCE = re.compile(r"\x1b\[[?>]?([0-9;]*)([A-Za-z])|\x1b[()][A-Z0-9]|\x1b[=>78HM]|[\x0e\x0f\0]")


class Screen:
    """As much of a VT100 as curses asks of one."""

    def __init__(self) -> None:
        self.cells = [[" "] * COLUMNS for _ in range(ROWS)]
        self.y = self.x = 0

    @property
    def text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self.cells)

    def feed(self, sent: str) -> None:
        at = 0
        while at < len(sent):
            sequence = _SEQUENCE.match(sent, at)
            if sequence:
                if sequence[2]:
                    self._control(sequence[2], [int(n or 0) for n in sequence[1].split(";")])
                at = sequence.end()
            else:
                self._put(sent[at])
                at += 1

    def _control(self, name: str, numbers: list[int]) -> None:
        first = numbers[0]
        if name in "Hf":
            self.y, self.x = max(first, 1) - 1, max([*numbers, 1][1], 1) - 1
        elif name in "ABCD":
            by = max(first, 1) * (-1 if name in "AD" else 1)
            if name in "AB":
                self.y = min(max(self.y + by, 0), ROWS - 1)
            else:
                self.x = min(max(self.x + by, 0), COLUMNS - 1)
        elif name == "K":
            start, end = (0, COLUMNS) if first == 2 else (0, self.x + 1) if first == 1 else (self.x, COLUMNS)
            self.cells[self.y][start:end] = [" "] * (end - start)
        elif name == "J":
            if first == 0:
                self.cells[self.y][self.x :] = [" "] * (COLUMNS - self.x)
            for y in range(0 if first == 2 else self.y + 1, ROWS):
                self.cells[y] = [" "] * COLUMNS

    def _put(self, character: str) -> None:
        if character == "\r":
            self.x = 0
        elif character == "\n":
            self.y = min(self.y + 1, ROWS - 1)
        elif character == "\b":
            self.x = max(self.x - 1, 0)
        elif character == "\t":
            self.x = min(self.x // 8 * 8 + 8, COLUMNS - 1)
        elif character >= " ":
            wide = unicodedata.east_asian_width(character) in "WF"
            self.cells[self.y][self.x : self.x + 1 + wide] = [character, *([""] if wide else [])]
            self.x = min(self.x + 1 + wide, COLUMNS - 1)


class Terminal:
    """``narrate`` in a terminal of its own, which ends with it."""

    def __init__(self, folder: Path, *words: str, **environment: str) -> None:
        self.screen = Screen()
        self.printed = ""
        self._rest = b""
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            settings = {"TERM": "vt100", "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
            command = [sys.executable, "-m", "narrate", *words]
            os.execve(sys.executable, command, ENVIRONMENT | settings | environment)

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self._descriptor, key.encode())

    def wait_for(self, text: str) -> str:
        """The screen, as soon as it shows a text."""
        end = time.monotonic() + PATIENCE_S
        while text not in self.screen.text and time.monotonic() < end:
            if not self._read():
                break
        assert text in self.screen.text, self.screen.text
        return self.screen.text

    def wait_for_line(self, text: str) -> None:
        """Wait until a text was printed since the last time somebody waited."""
        end = time.monotonic() + PATIENCE_S
        while text not in self.printed and time.monotonic() < end:
            if not self._read():
                break
        assert text in self.printed, self.printed
        self.printed = self.printed.partition(text)[2]

    def end(self, *, kill: int | None = None) -> int:
        """The exit code, when all is read; minus the signal where one ended it."""
        if kill is not None:
            os.kill(self.pid, kill)
        end = time.monotonic() + PATIENCE_S
        while self._read() and time.monotonic() < end:
            pass
        if time.monotonic() >= end:
            os.kill(self.pid, signal.SIGKILL)
        os.close(self._descriptor)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        """Read what is there; whether more may come."""
        if not select.select([self._descriptor], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:
            return False
        if not data:
            return False
        text = (self._rest + data).decode("utf-8", "ignore")
        self._rest = (self._rest + data)[len(text.encode()) :]
        self.screen.feed(text)
        self.printed += text
        return True
