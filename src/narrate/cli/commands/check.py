"""``narrate check``: does an MP3 keep the contract?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.edition.timecode import clock
from narrate.errors import ExitCode

if TYPE_CHECKING:
    from narrate.edition.check import Inspection


def check(
    files: list[Path] = typer.Argument(..., metavar="FILE.mp3…", help="Editions.", show_default=False),
) -> ExitCode:
    """Read editions back and say whether they keep the contract that players rely on."""
    from narrate.edition.check import inspect

    code = ExitCode.OK
    for path in files:
        inspection = inspect(path)
        print("\n".join(_check_lines(path, inspection)))
        if inspection.faults:
            code = ExitCode.EDITION
    return code


def _check_lines(path: Path, found: Inspection) -> list[str]:
    lines = [f"  {_timestamp(c.start_ms)}  {c.title}" for c in found.chapters]
    lines += [f"  fault: {fault}" for fault in found.faults]
    verdict = f"{len(found.faults)} faults" if found.faults else "keeps the contract"
    what = (
        f"{found.title}: {clock(found.duration_ms)}, {found.bit_rate_kbps} kbit/s, {found.clip_count} clips"
    )
    return [*lines, f"{path}: {what}: {verdict}"]


def _timestamp(time_ms: int) -> str:
    minutes, ms = divmod(time_ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{ms // 1000:02}.{ms % 1000:03}"
