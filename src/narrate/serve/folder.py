"""The audio folder as the web may see it: its files, and nothing hidden or beyond it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".xml": "application/rss+xml",
    ".vtt": "text/vtt; charset=utf-8",
    ".chapters.json": "application/json+chapters",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".notes": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".epub": "application/epub+zip",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
"""Content types by how a name ends, the longest ending first that fits."""


def media_type(name: str) -> str:
    """Give the content type of a file by its name."""
    ending = next((e for e in sorted(MEDIA_TYPES, key=len, reverse=True) if name.lower().endswith(e)), "")
    return MEDIA_TYPES.get(ending, "application/octet-stream")


def find(root: Path, path: str) -> Path | None:
    """Find the file that a URL's decoded path names, or None.

    None too for whatever is hidden (the clip store is) and for links that lead out of ``root`` or to
    something hidden in it: the real path is what counts.
    """
    parts = path.split("/")
    if any(part in ("", "..") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    try:
        real_root = root.resolve(strict=True)
        real = real_root.joinpath(*parts).resolve(strict=True)
        inside = real.relative_to(real_root)
    except (OSError, ValueError, RuntimeError):
        return None
    return None if _hidden(PurePosixPath(inside)) else real


def _hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)
