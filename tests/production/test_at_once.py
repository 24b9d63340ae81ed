"""What else happens while a build runs: another build, and an author who goes on writing."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from narrate.errors import ExitCode
from narrate.production.story import build
from tone_studio import CountingListener, spoken_texts

if TYPE_CHECKING:
    from pathlib import Path

    from tone_studio import Studio

PATIENCE_S = 60


def _article(seed: str, shared: int = 30) -> str:
    own = "".join(f"\n{seed}の{n}枚目の絵葉書が、窓の下の箱から出てきた。\n" for n in range(10))
    return (
        f"# {seed}\n"
        + own
        + "".join(f"\n{n}通目の便りは、遠い町の朝市のことだった。\n" for n in range(shared))
    )


def test_builds_at_once_over_one_store_make_the_bytes_of_builds_alone(studio: Studio) -> None:
    paths = [studio.write(_article(seed), f"{slug}.md") for slug, seed in (("a", "灯台"), ("b", "港"))]
    commands = [
        [sys.executable, "-m", "narrate", "build", "--quiet", str(path), "--out", str(studio.audio)]
        for path in (paths[0], paths[1], paths[0])
    ]
    builds = [subprocess.Popen(c, cwd=studio.folder, stderr=subprocess.PIPE, text=True) for c in commands]
    for command in builds:
        _, stderr = command.communicate(timeout=PATIENCE_S)
        assert (command.returncode, stderr) == (ExitCode.OK, "")
    together = [studio.mp3(slug) for slug in ("a", "b")]
    assert not list(studio.audio.rglob(".part-*"))
    for path in paths:
        studio.build(path, out=studio.folder / "alone")
    assert together == [(studio.folder / "alone" / f"{slug}.mp3").read_bytes() for slug in ("a", "b")]
    assert studio.build(paths[0]).spoken == ()


class _Author(CountingListener):
    """Changes the article as soon as its first sentence is spoken."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def advance(self, character_count: int) -> None:
        self._path.write_text("# 坂\n\n書き直した文。\n", encoding="utf-8")
        super().advance(character_count)


def test_what_is_written_while_a_build_runs_is_in_the_next_one(studio: Studio) -> None:
    path = studio.write("# 坂\n\n最初の文。\n")
    build(studio.request(), studio.workers, _Author(path))
    assert spoken_texts(studio.build()) == ["書き直した文。"]
