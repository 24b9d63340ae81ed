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
_SIZE = {"LINES": ROWS, "COLUMNS": COLUMNS}
PATIENCE_S = 30
RIGHT, LEFT, ENTER, BACKSPACE, CTRL_C = "\x1bOC", "\x1bOD", "\r", "\x7f", "\x03"
_SEQUENCE = re.compile(r"\x1b\[[?>]?([0-9;]*)([A-Za-z])|\x1b[()][A-Z0-9]|\x1b[=>78HM]|[\x0e\x0f\0]")


class Screen:
    """As much of a VT100 as curses asks of one."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.y = self.x = 0
        self._top, self._bottom = 0, rows - 1
        self._kept = 0, 0

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
                else:
                    self._escape(sequence[0])
                at = sequence.end()
            else:
                self._put(sent[at])
                at += 1

    def _escape(self, sequence: str) -> None:
        if sequence == "\x1b7":
            self._kept = self.y, self.x
        elif sequence == "\x1b8":
            self.y, self.x = self._kept
        elif sequence == "\x1bM":
            self._scroll_back()

    def _control(self, name: str, numbers: list[int]) -> None:
        first = numbers[0]
        if name in "Hf":
            y, x = max(first, 1), max([*numbers, 1][1], 1)
            self.y, self.x = min(y, self.rows) - 1, min(x, self.columns) - 1
        elif name in "ABCD":
            by = max(first, 1) * (-1 if name in "AD" else 1)
            if name in "AB":
                self.y = min(max(self.y + by, 0), self.rows - 1)
            else:
                self.x = min(max(self.x + by, 0), self.columns - 1)
        elif name == "r":
            self._top, self._bottom = max(first, 1) - 1, ([*numbers, 0][1] or self.rows) - 1
            self.y = self.x = 0
        elif name == "K":
            start, end = (
                (0, self.columns) if first == 2 else (0, self.x + 1) if first == 1 else (self.x, self.columns)
            )
            self.cells[self.y][start:end] = [" "] * (end - start)
        elif name == "J":
            if first == 0:
                self.cells[self.y][self.x :] = [" "] * (self.columns - self.x)
            for y in range(0 if first == 2 else self.y + 1, self.rows):
                self.cells[y] = [" "] * self.columns

    def _go_down(self) -> None:
        """To the next row; from the last one of the region its rows move up."""
        if self.y == self._bottom:
            self.cells.insert(self._bottom + 1, [" "] * self.columns)
            del self.cells[self._top]
        else:
            self.y = min(self.y + 1, self.rows - 1)

    def _scroll_back(self) -> None:
        """To the row above; from the first one of the region its rows move down."""
        if self.y == self._top:
            del self.cells[self._bottom]
            self.cells.insert(self._top, [" "] * self.columns)
        else:
            self.y = max(self.y - 1, 0)

    def _put(self, character: str) -> None:
        if character == "\r":
            self.x = 0
        elif character == "\n":
            self._go_down()
        elif character == "\b":
            self.x = max(self.x - 1, 0)
        elif character == "\t":
            self.x = min(self.x // 8 * 8 + 8, self.columns - 1)
        elif character >= " ":
            wide = unicodedata.east_asian_width(character) in "WF"
            self.cells[self.y][self.x : self.x + 1 + wide] = [character, *([""] if wide else [])]
            self.x = min(self.x + 1 + wide, self.columns - 1)


class Terminal:
    """``narrate`` in a terminal of its own, which ends with it. ``LINES`` and ``COLUMNS`` are its size."""

    def __init__(self, folder: Path, *words: str, **environment: str) -> None:
        rows, columns = (int(environment.pop(name, usual)) for name, usual in _SIZE.items())
        self.screen = Screen(rows, columns)
        self.printed = ""
        self._rest = b""
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            self._set_size(0, rows, columns)
            inherited = {name: value for name, value in ENVIRONMENT.items() if name not in _SIZE}
            settings = {"TERM": "vt100", "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
            command = [sys.executable, "-m", "narrate", *words]
            os.execve(sys.executable, command, inherited | settings | environment)

    def resize(self, rows: int, columns: int) -> None:
        """Somebody draws the window to another size, while the command waits for a key."""
        while select.select([self._descriptor], [], [], 0.5)[0] and self._read():
            pass
        self.screen = Screen(rows, columns)
        self._set_size(self._descriptor, rows, columns)

    def _set_size(self, descriptor: int, rows: int, columns: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

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
