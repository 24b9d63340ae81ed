"""What stands in for what a system lacks does the same."""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrate.ground import system
from narrate.production import publishing
from tone_studio import clean_bytes, digest, spoken_texts

if TYPE_CHECKING:
    from tone_studio import Studio

OPEN = Path("/proc/self/fd")
ONLY_SOME_HAVE = ("sendfile", "posix_fallocate", "pread", "getuid", "sched_getaffinity")
TEXT = "# 港\n\n朝が来た。船が出た。\n\n## 昼\n\n網を繕う。\n"


@pytest.fixture
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has none of it."""
    for name in ONLY_SOME_HAVE:
        monkeypatch.delattr(os, name, raising=False)
    for name in ("fcntl", "msvcrt"):
        monkeypatch.setattr(system, name, None)


def test_a_plain_system_builds_the_same_bytes(studio: Studio, request: pytest.FixtureRequest) -> None:
    studio.write(TEXT)
    studio.build()
    usual = digest(studio.mp3())
    studio.write(TEXT.replace("船が出た。", "船は出ない。"))
    request.getfixturevalue("_plain")
    assert spoken_texts(studio.build()) == ["船は出ない。"]
    assert digest(studio.mp3()) == digest(clean_bytes(studio))
    studio.write(TEXT)
    studio.build()
    assert digest(studio.mp3()) == usual


def test_a_piece_of_a_file_is_read_by_its_place(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    with (tmp_path / "a").open("rb") as file:
        usual = [system.read_at(file.fileno(), start, 4) for start in (3, 0, 8, 20)]
        request.getfixturevalue("_plain")
        assert [system.read_at(file.fileno(), start, 4) for start in (3, 0, 8, 20)] == usual
    assert usual == [b"3456", b"0123", b"89", b""]


@pytest.mark.usefixtures("_plain")
def test_a_plain_system_has_cores_and_trusts_the_folders_that_it_gives(tmp_path: Path) -> None:
    assert system.usable_cores() == os.cpu_count()
    assert system.is_for_this_user_alone(tmp_path)


def test_a_process_uses_the_cores_that_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 4, 5}, raising=False)
    assert system.usable_cores() == 3


@pytest.mark.parametrize(
    ("platform", "named", "cache"),
    [
        ("linux", "", ".cache"),
        ("linux", "relative", ".cache"),
        ("linux", "/named", "/named"),
        ("darwin", "", "Library/Caches"),
    ],
)
def test_each_system_has_its_place_for_what_can_be_made_again(
    monkeypatch: pytest.MonkeyPatch, platform: str, named: str, cache: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", "/home/neko")
    monkeypatch.setattr(sys, "platform", platform)
    assert system.cache_folder() == Path("/home/neko", cache)


def test_without_a_home_there_is_no_such_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert system.cache_folder() is None


def test_a_path_on_another_drive_is_written_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert system.path_from(tmp_path / "audio", tmp_path / "text" / "a.md") == str(Path("..", "text", "a.md"))

    def no_way(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", no_way)
    assert system.path_from(tmp_path / "audio", tmp_path / "a.md") == str(tmp_path / "a.md")


def keep_open(looks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program has whatever is to be replaced open for so many looks."""
    replace = Path.replace
    left = iter(range(looks))

    def refusing(temporary: Path, path: Path) -> Path:
        if next(left, None) is not None:
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(temporary, path)

    monkeypatch.setattr(Path, "replace", refusing)


def test_a_build_has_nothing_open_that_it_replaces_where_that_is_refused(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not OPEN.is_dir():
        pytest.skip("this system does not show what is open")
    replace = Path.replace

    def refusing(temporary: Path, path: Path) -> Path:
        if any(os.path.realpath(link) == str(path.resolve()) for link in OPEN.iterdir()):
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(temporary, path)

    monkeypatch.setattr(Path, "replace", refusing)
    for module in (system, publishing):
        monkeypatch.setattr(module, "REPLACES_OPEN_FILES", False)
    monkeypatch.setattr(system, "_CLOSED_WITHIN_S", 0.1)
    for text in (TEXT, TEXT.replace("船が出た。", "船は出ない。")):
        studio.write(text)
        studio.build()
        assert digest(studio.mp3()) == digest(clean_bytes(studio))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A new file, and the old one that it replaces."""
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_bytes(b"new")
    old.write_bytes(b"old")
    return new, old


def test_where_no_open_file_can_be_replaced_its_closing_is_waited_for(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "REPLACES_OPEN_FILES", False)
    keep_open(3, monkeypatch)
    system.put_in_place(*files)
    assert files[1].read_bytes() == b"new"


def test_that_has_an_end(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "REPLACES_OPEN_FILES", False)
    monkeypatch.setattr(system, "_CLOSED_WITHIN_S", 0.1)
    keep_open(10_000, monkeypatch)
    with pytest.raises(PermissionError):
        system.put_in_place(*files)
    assert files[1].read_bytes() == b"old"


def test_elsewhere_a_refusal_is_one(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "REPLACES_OPEN_FILES", True)
    keep_open(1, monkeypatch)
    with pytest.raises(PermissionError):
        system.put_in_place(*files)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no such signal")
@pytest.mark.parametrize("is_ours", [True, False])
def test_a_signal_that_is_ignored_stays_so(*, is_ours: bool) -> None:
    handler = signal.SIG_DFL if is_ours else signal.SIG_IGN
    before = signal.signal(signal.SIGHUP, handler)
    try:
        with system.ended_in_order():
            assert (signal.getsignal(signal.SIGHUP) != handler) == is_ours
        assert signal.getsignal(signal.SIGHUP) == handler
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no such signal")
def test_a_signal_that_something_else_than_python_handles_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handled = []
    monkeypatch.setattr(signal, "getsignal", lambda _: None)
    monkeypatch.setattr(signal, "signal", lambda number, _: handled.append(number))
    with system.ended_in_order():
        pass
    assert not handled
