"""``narrate clean``: keep the clip store small."""

from __future__ import annotations

from pathlib import Path

import typer

from narrate.cli.options import AUDIO_FOLDER, Out
from narrate.errors import UsageError


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
        raise UsageError("there is no such folder", hint="check --out", path=out)
    folder = out or AUDIO_FOLDER
    swept = sweep(folder, dry_run=dry_run, old_versions=old_versions)
    verb = "would be removed" if dry_run else "removed"
    for slug in swept.withdrawn:
        print(f"{folder}/{slug}.mp3 is gone: what was made beside it {verb}")
    print(
        f"{folder}: {swept.removed_count} files, {swept.removed_bytes / 1e6:.1f} MB {verb}; "
        f"{swept.kept_count} clips, {swept.kept_bytes / 1e6:.1f} MB are needed"
    )
