"""Writing: the old file or the new one, never half of either."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrate.errors import OutputError
from narrate.ground.files import Stretch, append, output_error, replacing, write_if_changed, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.mp3"
    with replacing(path) as file:
        file.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def test_a_fault_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    write_whole(path, b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as file:
        file.write(bytes([1 // len(b"")]))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_in_the_middle_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    write_whole(path, b"old")
    with pytest.raises(OutputError, match="make room on the disk"), replacing(path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert path.read_bytes() == b"old"


def test_a_device_that_is_full_is_one_error() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(Path("/dev/full/a.mp3"), b"x")


@pytest.mark.parametrize("name", ["港" * 82 + ".md", "a" * 255])
def test_names_may_be_as_long_as_the_file_system_allows(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


def test_an_unchanged_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_if_changed(path, b"one")
    before = path.stat().st_mtime_ns
    write_if_changed(path, b"one")
    assert path.stat().st_mtime_ns == before
    assert write_if_changed(path, b"two").read_bytes() == b"two"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EDQUOT, "make room in your quota"),
        (errno.EACCES, "choose another place, or change its permissions"),
        (errno.EROFS, "choose another place"),
        (errno.EIO, "choose another place"),
    ],
)
def test_each_fault_says_what_to_do(code: int, hint: str) -> None:
    assert hint in str(output_error(Path("a"), OSError(code, "odd")))


@pytest.mark.parametrize("failing", [None, errno.ENOTSOCK, errno.EINVAL, errno.EIO, "short", "none", "late"])
def test_stretches_of_another_file_stand_between_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int | str | None
) -> None:
    if failing is not None:
        monkeypatch.setattr(os, "sendfile", unable(failing), raising=False)
    data = bytes(range(256)) * 20_000
    (tmp_path / "old").write_bytes(data)
    with (tmp_path / "old").open("rb") as old, (tmp_path / "new").open("wb") as new:
        for piece in (b"head", Stretch(old, 5, 3_000_000), b"", b"then", Stretch(old, 1, 2), b"end"):
            append(new, piece)
        assert new.tell() == 4 + 3_000_000 + 4 + 2 + 3
    assert (tmp_path / "new").read_bytes() == b"head" + data[5:3_000_005] + b"then" + data[1:3] + b"end"


def unable(failing: int | str) -> Callable[..., int]:
    """A system that does not copy, or little at a time, or only for a while."""
    real = getattr(os, "sendfile", None)
    calls = []

    def send(target: int, source: int, start: int, count: int) -> int:
        calls.append(start)
        if failing == "none":
            return 0
        if isinstance(failing, int) or (failing == "late" and len(calls) > 2) or real is None:
            raise OSError(failing if isinstance(failing, int) else errno.EIO, "no")
        return int(real(target, source, start, min(count, 100_000)))

    return send


def test_a_full_disk_is_no_reason_to_copy_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sendfile", unable(errno.ENOSPC), raising=False)
    (tmp_path / "old").write_bytes(b"frames")
    with (
        (tmp_path / "old").open("rb") as old,
        pytest.raises(OutputError, match="make room"),
        replacing(tmp_path / "new") as new,
    ):
        append(new, Stretch(old, 0, 6))
    assert not (tmp_path / "new").exists()


def test_a_stretch_of_a_file_that_became_shorter_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"short")
    with (
        (tmp_path / "old").open("rb") as old,
        (tmp_path / "new").open("wb") as new,
        pytest.raises(OSError, match="became shorter"),
    ):
        append(new, Stretch(old, 0, 6))
