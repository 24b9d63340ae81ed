"""Who may hold a lock beside whom, with each way in which systems lock files."""

from __future__ import annotations

import errno
import os
import struct
import threading
from typing import TYPE_CHECKING

import pytest

from narrate.ground import system
from narrate.ground.locks import alone, in_turn, one_at_a_time, together

if TYPE_CHECKING:
    from pathlib import Path

HERE = system.fcntl


class WindowsLocks:
    """Python's ``msvcrt`` as this system can play it: a lock belongs to an open file, and is for one alone."""

    LK_NBLCK = 2

    def locking(self, descriptor: int, mode: int, byte_count: int) -> None:
        assert mode == self.LK_NBLCK
        start = os.lseek(descriptor, 0, os.SEEK_CUR)
        wanted = struct.pack("hhqqi4x", HERE.F_WRLCK, os.SEEK_SET, start, byte_count, 0)
        try:
            HERE.fcntl(descriptor, HERE.F_OFD_SETLK, wanted)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None


@pytest.fixture(params=["flock", "bytes"])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock's path, where locks are those of POSIX or those of Windows."""
    if request.param == "bytes":
        if not hasattr(HERE, "F_OFD_SETLK"):
            pytest.skip("only Linux can play Windows' locks")
        monkeypatch.setattr(system, "fcntl", None)
        monkeypatch.setattr(system, "msvcrt", WindowsLocks())
    elif HERE is None:
        pytest.skip("this system has other locks")
    return tmp_path / "new" / "lock"


def test_builds_go_together_and_a_sweep_alone(path: Path) -> None:
    with together(path), together(path), alone(path) as is_alone:
        assert not is_alone
    with alone(path) as is_alone:
        assert is_alone
        with alone(path) as is_alone_too:
            assert not is_alone_too


def test_more_builds_than_the_lock_has_bytes_wait_for_one_another(path: Path) -> None:
    held = [together(path) for _ in range(system._LOCK_BYTES)]
    for lock in held:
        lock.__enter__()
    last = threading.Thread(target=_hold, args=(path,))
    last.start()
    for lock in held:
        lock.__exit__(None, None, None)
    last.join(10)
    assert not last.is_alive()


def _hold(path: Path) -> None:
    with together(path):
        pass


def test_of_two_the_second_waits_until_the_first_is_done(path: Path) -> None:
    told: list[str] = []

    def second() -> None:
        with one_at_a_time(path, lambda: None):
            told.append("second")

    with one_at_a_time(path, lambda: None):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.1)
        told.append("first")
    waiting.join(10)
    assert told == ["first", "second"]


def test_without_any_locks_everybody_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So a sweep is not refused: builds and sweeps must be kept apart by hand there."""
    for name in ("fcntl", "msvcrt"):
        monkeypatch.setattr(system, name, None)
    with (
        together(tmp_path / "lock"),
        one_at_a_time(tmp_path / "lock", lambda: None),
        alone(tmp_path / "lock") as is_alone,
    ):
        assert is_alone


def test_so_has_everybody_on_a_file_system_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        LOCK_SH, LOCK_EX, LOCK_NB = 1, 2, 4

        def flock(self, *_: object) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(system, "fcntl", Refusing())
    with together(tmp_path / "lock"), alone(tmp_path / "lock") as is_alone:
        assert is_alone


@pytest.fixture(params=["flock", "file"])
def lexicon(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the user's, where a folder can be locked, and where a file that goes when closed stands in."""
    folder = tmp_path / "text"
    if request.param == "file":
        close, holder = os.close, folder / ".narrate-lock"

        def closing(descriptor: int) -> None:
            if holder.exists() and os.path.samestat(os.fstat(descriptor), holder.stat()):
                holder.unlink()
            close(descriptor)

        monkeypatch.setattr(os, "close", closing)
        monkeypatch.setattr(system, "fcntl", None)
        monkeypatch.setattr(system, "_GOES_WHEN_CLOSED", os.O_SYNC)
        monkeypatch.setattr(system, "_LOOKS_AGAIN_S", 0.001)
    return folder / "lexicon.toml"


def test_a_file_is_changed_by_one_after_the_other_and_nothing_is_left_beside_it(lexicon: Path) -> None:
    def add() -> None:
        for _ in range(20):
            with in_turn(lexicon):
                count = int(lexicon.read_text()) if lexicon.exists() else 0
                lexicon.write_text(str(count + 1))

    adding = [threading.Thread(target=add) for _ in range(4)]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join(60)
    assert lexicon.read_text() == "80"
    assert list(lexicon.parent.iterdir()) == [lexicon]


def test_a_folder_that_nothing_came_of_goes_again_and_who_waited_holds_the_new_one(lexicon: Path) -> None:
    inside = threading.Event()

    def wait_and_write() -> None:
        with in_turn(lexicon):
            lexicon.write_text("mine")
            inside.set()

    with in_turn(lexicon):
        waiting = threading.Thread(target=wait_and_write)
        waiting.start()
        assert not inside.wait(0.2)
    waiting.join(60)
    assert lexicon.read_text() == "mine"
    if system.fcntl is not None:
        with pytest.raises(ValueError, match="no"), in_turn(lexicon.parent / "other" / "a.toml"):
            raise ValueError("no")
    assert list(lexicon.parent.iterdir()) == [lexicon]


def test_the_holders_of_a_link_and_of_its_target_are_one(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    link = tmp_path / "lexicon.toml"
    link.symlink_to(tmp_path / "shared" / "lexicon.toml")
    inside = threading.Event()

    def enter() -> None:
        with in_turn(tmp_path / "shared" / "lexicon.toml"):
            inside.set()

    with in_turn(link):
        entering = threading.Thread(target=enter)
        entering.start()
        assert not inside.wait(0.2)
    entering.join(60)
    assert inside.is_set()


@pytest.mark.usefixtures("lexicon")
def test_without_locks_everybody_holds_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "fcntl", None)
    monkeypatch.setattr(system, "_GOES_WHEN_CLOSED", 0)
    with in_turn(tmp_path / "a.toml"), in_turn(tmp_path / "a.toml"):
        pass
