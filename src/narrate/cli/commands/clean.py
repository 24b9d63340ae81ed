"""``narrate clean``: keep the clip store small."""

from __future__ import annotations

from pathlib import Path

import typer

from narrate.cli.options import AUDIO_FOLDER, Out
from narrate.cli.words import worded
from narrate.errors import UsageError
from narrate.messages import Message, counted


def clean(
    out: Path | None = Out,
    dry_run: bool = typer.Option(False, "--dry-run", help="Only say what would be removed."),
    old_versions: bool = typer.Option(
        False,
        "--old-versions",
        help="Also remove published transcripts and chapters of MP3s that were replaced: an app that still "
        "holds such an MP3 loses them.",
    ),
) -> None:
    """Remove clips and covers that no edition in the audio folder needs, and what is left of deleted ones."""
    from narrate.store.sweep import sweep

    if out is not None and not out.is_dir():
        raise UsageError(Message("there is no such folder"), hint=Message("check --out"), path=out)
    folder = out or AUDIO_FOLDER
    swept = sweep(folder, dry_run=dry_run, old_versions=old_versions)
    for slug in swept.withdrawn:
        gone = {"path": folder / f"{slug}.mp3"}
        if dry_run:
            told = Message("{path} is gone: what was made beside it would be removed", **gone)
        else:
            told = Message("{path} is gone: what was made beside it removed", **gone)
        print(worded(told))
    sizes = {
        "folder": folder,
        "files": counted("{count} file", "{count} files", swept.removed_count),
        "removed_mb": swept.removed_bytes / 1e6,
        "clips": counted("{count} clip", "{count} clips", swept.kept_count),
        "kept_mb": swept.kept_bytes / 1e6,
    }
    if dry_run:
        total = Message(
            "{folder}: {files}, {removed_mb:.1f} MB would be removed; {clips}, {kept_mb:.1f} MB are needed",
            **sizes,
        )
    else:
        total = Message(
            "{folder}: {files}, {removed_mb:.1f} MB removed; {clips}, {kept_mb:.1f} MB are needed", **sizes
        )
    print(worded(total))
