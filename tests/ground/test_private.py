"""What can be made again is kept where nobody else can lay anything down, and is looked at before it is used."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from narrate.ground import private
from narrate.ground.private import kept_file, leave_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "cache" / "narrate" / "words"
    leave_nothing()


class Maker:
    """Writes a file, and counts how often it was asked to."""

    def __init__(self, data: bytes = b"sound") -> None:
        self.data = data
        self.calls = 0

    def __call__(self, path: Path) -> None:
        self.calls += 1
        path.write_bytes(self.data)


def kept(key: str = "a", make: Maker | None = None) -> Path:
    return kept_file("words", key, ".dic", make or Maker())


def test_a_file_is_made_once(cache: Path) -> None:
    make = Maker()
    path = kept(make=make)
    assert kept(make=make) == path
    assert (path.parent, path.read_bytes(), make.calls) == (cache, b"sound", 1)


@pytest.mark.parametrize("damage", [b"", b"soun", b"other", b"sound and more"])
def test_a_damaged_file_is_made_again(cache: Path, damage: bytes) -> None:
    path = kept()
    path.write_bytes(damage)
    assert kept().read_bytes() == b"sound"
    assert list(cache.glob("*.dic")) == [path]


@pytest.mark.usefixtures("cache")
def test_a_folder_in_the_place_of_a_file_does_no_harm() -> None:
    path = kept()
    path.unlink()
    path.mkdir()
    assert kept().read_bytes() == b"sound"


@pytest.mark.usefixtures("cache")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for() -> None:
    path = kept()
    path.unlink()
    os.mkfifo(path)
    assert kept().read_bytes() == b"sound"


def test_the_folder_is_the_users_alone(cache: Path) -> None:
    kept()
    assert cache.stat().st_mode & 0o777 == 0o700
    cache.chmod(0o777)
    kept()
    assert cache.stat().st_mode & 0o777 == 0o700


def test_a_link_is_not_followed(cache: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    cache.parent.mkdir(parents=True)
    cache.symlink_to(theirs)
    assert kept().read_bytes() == b"sound"
    assert list(theirs.iterdir()) == []


def test_the_folder_of_another_user_is_left_alone(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept()
    if not hasattr(os, "getuid"):
        pytest.skip("this system has no owners' numbers")
    monkeypatch.setattr(os, "getuid", lambda: cache.stat().st_uid + 1)
    make = Maker()
    path = kept(make=make)
    assert make.calls == 1
    assert cache not in path.parents


def test_without_a_place_to_keep_it_a_file_goes_with_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "cache"))
    make = Maker()
    path = kept(make=make)
    assert kept(make=make) == path
    assert make.calls == 1
    assert path.parent.stat().st_mode & 0o777 == 0o700
    leave_nothing()
    assert not path.parent.exists()


def test_the_least_used_go(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "_MOST_FILES", 3)
    for age, key in enumerate("abc"):
        os.utime(kept(key), (time.time() - 100 + age,) * 2)
    kept("a")
    kept("d")
    assert Counter(path.name[0] for path in cache.glob("*.dic")) == Counter("acd")


def test_the_largest_go_too_but_not_the_newest(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "_MOST_BYTES", 12)
    kept("a")
    kept("b")
    assert Counter(path.name[0] for path in cache.glob("*.dic")) == Counter("ab")
    path = kept("c", Maker(bytes(100)))
    assert list(cache.glob("*.dic")) == [path]


def test_what_stopped_processes_left_goes_in_time(cache: Path) -> None:
    kept()
    for name, age_s in ((".part-old", 7200), (".part-new", 0)):
        (cache / name).mkdir()
        (cache / name / "new.dic").write_bytes(b"half")
        os.utime(cache / name, (time.time() - age_s,) * 2)
    kept("b")
    assert [path.name for path in cache.glob(".part-*")] == [".part-new"]


def test_twelve_processes_at_once_make_one_file(cache: Path, tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from narrate.ground.private import kept_file

def make(path):
    with open(sys.argv[1], "a") as told:
        told.write("x")
    path.write_bytes(bytes(300_000))

assert kept_file("words", "a", ".dic", make).read_bytes() == bytes(300_000)
"""
    told = tmp_path / "told"
    command = [sys.executable, "-c", code, str(told)]
    processes = [subprocess.Popen(command) for _ in range(12)]
    assert [process.wait(60) for process in processes] == [0] * 12
    assert told.read_text(encoding="utf-8") == "x"
    assert len(list(cache.glob("*.dic"))) == 1
    assert list(cache.glob(".part-*")) == []
