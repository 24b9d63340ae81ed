"""What else happens while a build runs: another build, and an author who goes on writing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode, SettingsError, UsageError, VoiceError
from narrate.ground.locks import one_at_a_time
from narrate.production import plan
from narrate.production.story import build
from narrate.speech.render import RenderJob, render
from narrate.speech.voice import Voice, model_bytes
from narrate.speech.workers import LocalWorkers
from narrate.store.folder import edition_lock_path
from tone_studio import CountingListener, clean_bytes, spoken_texts

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from narrate.production.inputs import Inputs
    from narrate.production.report import BuildReport
    from narrate.production.request import Request
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


class _Slow(CountingListener):
    """Speaks its first sentence, and goes on when somebody waits for it."""

    def __init__(self, somebody_waits: threading.Event) -> None:
        super().__init__()
        self.has_begun = threading.Event()
        self._somebody_waits = somebody_waits

    def advance(self, character_count: int) -> None:
        super().advance(character_count)
        self.has_begun.set()
        assert self._somebody_waits.wait(PATIENCE_S)


class _Waiting(CountingListener):
    """Tells that it waits."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = threading.Event()

    def renew(self, seconds: float) -> None: ...

    def wait(self) -> None:
        super().wait()
        self.waits.set()


def _beside(
    studio: Studio, first: Request, second: Request
) -> tuple[BuildReport, Future[BuildReport], _Waiting]:
    """A build, and what became of one that was begun while it spoke."""
    waiting = _Waiting()
    slow = _Slow(waiting.waits)
    with ThreadPoolExecutor(2) as threads, LocalWorkers(1) as workers:
        one = threads.submit(build, first, studio.workers, slow)
        assert slow.has_begun.wait(PATIENCE_S)
        two = threads.submit(build, second, workers, waiting)
        two.exception(PATIENCE_S)
        return one.result(PATIENCE_S), two, waiting


def test_a_build_that_waited_for_another_one_of_its_edition_finds_nothing_to_do(studio: Studio) -> None:
    studio.write(_article("灯台", 2))
    first, second, waiting = _beside(studio, studio.request(), studio.request())
    assert (len(first.spoken), waiting.waited, waiting.spoken) == (13, 1, 0)
    assert second.result().is_unchanged


def test_a_forced_build_that_waited_speaks_all_the_same(studio: Studio) -> None:
    studio.write(_article("灯台", 2))
    _, second, waiting = _beside(studio, studio.request(), studio.request(force=True))
    assert (waiting.waited, len(second.result().spoken)) == (1, 13)
    assert studio.build().is_unchanged
    assert studio.mp3() == clean_bytes(studio)


def test_a_build_that_waited_does_not_take_anothers_edition_away(studio: Studio) -> None:
    one = studio.write("---\nslug: x\n---\n" + _article("灯台", 2), "a.md")
    two = studio.write("---\nslug: x\n---\n" + _article("港", 2), "b.md")
    first, second, waiting = _beside(studio, studio.request(one), studio.request(two))
    assert waiting.waited == 1
    with pytest.raises(UsageError, match=r"it would replace x\.mp3, the edition of .*a\.md"):
        second.result()
    assert studio.build(one).is_unchanged
    assert first.edition.title == "灯台"


def test_nor_does_one_that_was_planning_while_the_other_one_ended(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = studio.write("---\nslug: x\n---\n" + _article("灯台", 2), "a.md")
    two = studio.write("---\nslug: x\n---\n" + _article("港", 2), "b.md")
    plan_of = plan.plan_of

    def planned(inputs: Inputs) -> plan.Plan:
        if inputs.request.path == two:
            studio.build(one)
        return plan_of(inputs)

    monkeypatch.setattr(plan, "plan_of", planned)
    with pytest.raises(UsageError, match=r"it would replace x\.mp3"):
        studio.build(two)


def test_what_cannot_be_meant_is_told_without_waiting(studio: Studio) -> None:
    studio.write(_article("灯台", 2))
    with one_at_a_time(edition_lock_path(studio.audio, "essay"), lambda: None):
        with pytest.raises(UsageError, match="there is no section '9x'"):
            studio.build(section="9x")
        studio.write("---\ncover: none.png\n---\n" + _article("灯台", 2))
        with pytest.raises(SettingsError, match=r"essay.md:2: the cover .*none.png cannot be used"):
            studio.build()
    assert studio.listener.waited == 0


def test_a_model_that_is_changed_while_a_build_runs_speaks_nothing_under_the_old_ones_name(
    tmp_path: Path,
) -> None:
    model = tmp_path / "x.htsvoice"
    model.write_bytes(b"one")
    voice = Voice("x", "open-jtalk", model, hashlib.sha256(b"one").hexdigest())
    assert model_bytes(voice) == b"one"
    model.write_bytes(b"another")
    with pytest.raises(VoiceError, match="was changed while the build ran"):
        render(RenderJob(("a",), voice, 64))
