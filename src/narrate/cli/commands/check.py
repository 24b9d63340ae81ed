"""``narrate check``: does an MP3 keep the contract?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.output import on_one_line
from narrate.cli.piped import not_piped_in
from narrate.cli.words import Duration, worded
from narrate.errors import ExitCode
from narrate.messages import Message, counted

if TYPE_CHECKING:
    from narrate.edition.check import Inspection


def check(
    files: list[Path] = typer.Argument(
        ..., metavar="FILE.mp3…", readable=False, help="Editions.", show_default=False
    ),
) -> ExitCode:
    """Read editions back and say whether they keep the contract that players rely on."""
    from narrate.edition.check import inspect

    for path in files:
        not_piped_in(path, Message("check reads editions where they lie"))
    code = ExitCode.OK
    for path in files:
        inspection = inspect(path)
        print("\n".join(_check_lines(path, inspection)))
        if inspection.faults:
            code = ExitCode.EDITION
    return code


def _check_lines(path: Path, found: Inspection) -> list[str]:
    lines = [f"  {_timestamp(c.start_ms)}  {on_one_line(c.title)}" for c in found.chapters]
    told = [Message("fault: {fault}", fault=fault) for fault in found.faults]
    lines += [f"  {worded(message)}" for message in told]
    verdict = Message("keeps the contract")
    if found.faults:
        verdict = counted("{count} fault", "{count} faults", len(found.faults))
    last = Message(
        "{path}: {title}: {duration}, {kbps} kbit/s, {clips}: {verdict}",
        path=path,
        title=found.title,
        duration=Duration(found.duration_ms),
        kbps=found.bit_rate_kbps,
        clips=counted("{count} clip", "{count} clips", found.clip_count),
        verdict=verdict,
    )
    return [*lines, worded(last)]


def _timestamp(time_ms: int) -> str:
    minutes, ms = divmod(time_ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{ms // 1000:02}.{ms % 1000:03}"
