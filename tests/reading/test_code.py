"""What reading keys take of narrate's own code: every rule, table and settled word, wherever it lies."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import narrate
from narrate.ground import versions
from narrate.reading.code import READING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(narrate.__file__).parent
NO_SAY = {
    "narrate": "only the version",
    "narrate.errors": "what is refused is not read",
    "narrate.messages": "what is refused or skipped is not read",
    "narrate.model": "nouns",
    "narrate.ground.choices": "ranges of settings",
    "narrate.ground.files": "how files are written, not what they say",
    "narrate.ground.locks": "who writes first",
    "narrate.ground.private": "where dictionaries lie, not what they say",
    "narrate.ground.opened": "how files are read, not what they say",
    "narrate.ground.quiet": "what packages print",
    "narrate.ground.system": "the same readings on all systems",
    "narrate.ground.tables": "what is refused is not read",
    "narrate.ground.toml": "what a lexicon says is in the key",
    "narrate.ground.versions": "is the digest itself",
}
"""Modules that the front end uses and that have no say in a reading, with the reason."""


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package as a copy that a test may change."""
    root = tmp_path / "narrate"
    shutil.copytree(SOURCE, root, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "_ROOT", root)
    versions.source_digest.cache_clear()
    yield root
    versions.source_digest.cache_clear()


def digest() -> str:
    versions.source_digest.cache_clear()
    return versions.source_digest(*READING)


@pytest.mark.parametrize(
    "name",
    [
        "reading/lexicon/shipped.tsv",
        "reading/homographs/homographs.toml",
        "reading/text/symbols.py",
        "reading/policy.py",
        "ground/kana.py",
    ],
)
def test_an_edited_rule_or_table_changes_the_digest(copy: Path, name: str) -> None:
    before = digest()
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest() != before


@pytest.mark.parametrize("name", ["rules.py", "rules.tsv", "rules.toml"])
def test_a_rule_in_a_new_folder_changes_the_digest(copy: Path, name: str) -> None:
    before = digest()
    (copy / "reading" / "new" / "deep").mkdir(parents=True)
    (copy / "reading" / "new" / "deep" / name).write_text("", encoding="utf-8")
    assert digest() != before


def test_a_file_that_moves_changes_the_digest(copy: Path) -> None:
    before = digest()
    (copy / "reading" / "text" / "web.py").rename(copy / "reading" / "web.py")
    assert digest() != before


@pytest.mark.parametrize("name", ["review/doubts.py", "script/sentences.py", "audio/mp3.py", "model.py"])
def test_an_edit_elsewhere_does_not(copy: Path, name: str) -> None:
    before = digest()
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest() == before


def test_a_package_that_is_not_there_is_no_empty_digest() -> None:
    with pytest.raises(LookupError):
        versions.source_digest("narrate.readings")


def test_whatever_decides_a_reading_is_in_the_digest() -> None:
    known = set(versions.source_files(*READING))
    for module in _used_by("narrate.reading.frontend"):
        assert module in NO_SAY or _path(module) in known, module


def _used_by(module: str) -> set[str]:
    """All modules of narrate that a module needs, and those that they need."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _imports(name)
    return found


def _imports(module: str) -> list[str]:
    nodes = ast.walk(ast.parse(_path(module).read_text(encoding="utf-8")))
    named = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return [name for name in named if name.split(".")[0] == "narrate"]


def _path(module: str) -> Path:
    place = SOURCE.joinpath(*module.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
