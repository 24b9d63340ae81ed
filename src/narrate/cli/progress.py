"""A progress bar for speaking: by characters of text, with the time that is left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from narrate.cli.output import on_one_line, put_out, unescaped
from narrate.cli.words import is_japanese, worded
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_JAPANESE_BAR = "{desc}: {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt}字 経過{elapsed} 残り{remaining}"


class Progress:
    """Shows how much text is spoken. What was kept leaves the total: it took no time."""

    def __init__(self, *, is_shown: bool, is_telling: bool = True) -> None:
        self.name = ""
        self._is_telling = is_telling
        self._is_shown = is_shown
        self._bar: Any = None

    def wait(self) -> None:
        """Say that another build of this edition is under way."""
        if self._is_telling:
            waits = Message("{name}: another build of it is under way; this one waits", name=self.name)
            put_out(worded(waits), sys.stderr)

    def renew(self, seconds: float) -> None:
        """Say that another version of the voice speaks everything once again, and for how long."""
        if self._is_telling:
            minutes = round(seconds / 60)
            time = (
                counted("{count} minute", "{count} minutes", minutes)
                if minutes
                else counted("{count} second", "{count} seconds", max(1, round(seconds)))
            )
            again = Message(
                "{name}: this version speaks otherwise; everything is spoken once again, in about {time}",
                name=self.name,
                time=time,
            )
            put_out(worded(again), sys.stderr)

    def begin(self, character_count: int) -> None:
        """Open the bar for so much text."""
        if self._is_shown:
            from tqdm import tqdm

            self._bar = tqdm(
                total=character_count, desc=on_one_line(self.name), unit="字", file=unescaped(sys.stderr),
                leave=False, dynamic_ncols=True, smoothing=0.1,
                bar_format=_JAPANESE_BAR if is_japanese() else None,
            )  # fmt: skip

    def keep(self, character_count: int) -> None:
        """Take kept text out of the total."""
        if self._bar is not None:
            self._bar.total -= character_count
            self._bar.refresh()

    def advance(self, character_count: int) -> None:
        """Advance by spoken text."""
        if self._bar is not None:
            self._bar.update(character_count)

    def end(self) -> None:
        """Close the bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
