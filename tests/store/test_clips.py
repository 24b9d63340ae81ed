"""The clip store on disk."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from narrate.audio.clip import Clip
from narrate.audio.mp3 import silent_frame
from narrate.errors import ExitCode, OutputError
from narrate.store.clips import ClipStore

KEY = "0123456789abcdef0123456789abcdef"


def clip() -> Clip:
    return Clip.of(silent_frame(64) * 3, 64, 2_400, 480)


def test_what_was_put_is_got(tmp_path: Path) -> None:
    store = ClipStore(tmp_path)
    assert store.get(KEY) is None
    assert not store.holds(KEY)
    store.put(KEY, clip())
    assert store.get(KEY) == clip()
    assert store.holds(KEY)
    assert [f.key for f in store.files()] == [KEY]


def test_a_clip_that_was_moved_to_another_key_is_absent(tmp_path: Path) -> None:
    store, other = ClipStore(tmp_path), "f" * 32
    store.put(KEY, clip())
    store.path_of(other).parent.mkdir()
    store.path_of(KEY).rename(store.path_of(other))
    assert store.get(other) is None
    assert store.holds(other)


def test_a_folder_in_a_clips_place_is_absent(tmp_path: Path) -> None:
    store = ClipStore(tmp_path)
    store.path_of(KEY).mkdir(parents=True)
    assert store.get(KEY) is None


def test_leftovers_of_interrupted_writes_have_no_key(tmp_path: Path) -> None:
    store = ClipStore(tmp_path)
    store.put(KEY, clip())
    (store.path_of(KEY).parent / ".part-1-2-3-x.clip").write_bytes(b"half")
    assert sorted(f.key for f in store.files()) == ["", KEY]


def test_a_full_disk_is_one_error_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="make room on the disk") as error:
        ClipStore(tmp_path).put(KEY, clip())
    assert error.value.exit_code == ExitCode.OUTPUT
    assert not list(tmp_path.glob("??/*"))


def test_a_file_in_the_folders_place_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "clips").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        ClipStore(tmp_path / "clips").put(KEY, clip())


def test_a_folder_that_cannot_be_looked_into_holds_nothing(tmp_path: Path) -> None:
    store = ClipStore(tmp_path / ("long" * 100))
    assert not store.holds(KEY)
    assert store.get(KEY) is None
    assert store.keys_beginning(KEY[:2]) == set()


def test_the_keys_of_one_folder_are_listed_together(tmp_path: Path) -> None:
    store = ClipStore(tmp_path)
    keys = ["00" + "1" * 30, "00" + "2" * 30, "01" + "3" * 30]
    for key in keys:
        store.path_of(key).parent.mkdir(exist_ok=True)
        store.path_of(key).write_bytes(b"")
    (tmp_path / "00" / ".part-1").write_bytes(b"")
    assert store.keys_beginning("00") == set(keys[:2])
    assert store.keys_beginning("ff") == set()
