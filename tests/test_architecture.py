"""The house, as a map: which room may use which, who owns which package, who may print, what start-up loads."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import narrate

SOURCE = Path(narrate.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

_GROUND = {"choices", "crc", "errors", "model", "narrate", "versions", "quiet", "threads"}
"""What everything may stand on."""

ROOMS: dict[str, set[str]] = {
    "files": set(),
    "locks": {"files"},
    "tomlfile": set(),
    "article": {"tomlfile"},
    "reading": {"tomlfile"},
    "audio": {"files"},
    "speech": {"audio", "reading", "tomlfile"},
    "edition": {"audio", "files", "tomlfile"},
    "site": {"edition", "files"},
    "serve": {"site"},
    "request": {"article"},
    "pauses": set(),
    "settings": {"article", "audio", "pauses", "reading", "request", "speech", "tomlfile"},
    "casting": {"article", "speech"},
    "plan": {"article", "casting", "edition", "pauses", "reading", "request", "settings"},
    "report": set(),
    "filefacts": {"edition", "files"},
    "freshness": {"filefacts", "edition", "report", "request", "speech"},
    "readers": {"reading", "speech"},
    "library": {"edition", "reading", "speech"},
    "mending": {"audio", "report", "speech"},
    "upkeep": {"audio", "covering", "edition", "files", "locks"},
    "survey": {"audio", "pauses", "reading"},
    "speaking": {"library", "plan", "report", "speech"},
    "covering": {"edition", "files"},
    "assembling": {"audio", "edition", "pauses", "reading"},
    "publishing": {"assembling", "audio", "covering", "edition", "filefacts", "files", "speech"},
    "trial": {"reading", "speech"},
    "build": {
        "filefacts", "edition", "freshness", "library", "locks", "mending", "plan", "publishing", "readers", "report",
        "request", "speaking", "upkeep",
    },
    "cli": {
        "audio", "build", "edition", "files", "freshness", "plan", "reading", "request", "serve", "site", "speech",
        "settings", "survey", "tomlfile", "trial", "upkeep",
    },
    "__main__": {"cli"},
}  # fmt: skip
"""Each room and those it may use beside `_GROUND`; a line here is a decision."""

OWNERS: dict[str, set[str]] = {
    "PIL": {"narrate.edition.cover", "narrate.edition.cover_art"},
    "av": {"narrate.audio.loudness"},
    "distributed": {"narrate.speech.cluster"},
    "jinja2": {"narrate.edition.rendering"},
    "kanalizer": {"narrate.reading.latin"},
    "markdown_it": {"narrate.article.commonmark"},
    "mdit_py_plugins": {"narrate.article.commonmark"},
    "mutagen": {"narrate.edition.id3"},
    "pyopenjtalk": {"narrate.reading.engine"},
    "starlette": {"narrate.serve.app", "narrate.serve.response"},
    "sudachipy": {"narrate.reading.engine"},
    "tqdm": {"narrate.cli.progress"},
    "uvicorn": {"narrate.serve.server"},
    "yaml": {"narrate.article.frontmatter"},
}
"""Packages with a say in the result, and the modules that may name them."""


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(("narrate", *parts)).removesuffix(".__init__")


def room_of(module: str) -> str:
    """``narrate.audio.clip`` is in ``audio``; modules at the top are rooms of their own."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "narrate"


class _Imports(ast.NodeVisitor):
    """What a module imports when it runs; what it only needs for its types does not count."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) != "TYPE_CHECKING":
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.found.update(alias.name for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        assert node.level == 0, "imports are absolute"
        module = node.module or ""
        for alias in node.names:
            whole = f"{module}.{alias.name}"
            self.found.add(whole if (SOURCE.parent / (whole.replace(".", "/") + ".py")).exists() else module)


def imports_of(path: Path) -> set[str]:
    visitor = _Imports()
    visitor.visit(ast.parse(path.read_text(encoding="utf-8")))
    return visitor.found


def test_rooms_use_only_the_rooms_they_may() -> None:
    for path in MODULES:
        module = name_of(path)
        room = room_of(module)
        if room in _GROUND:
            continue
        used = {room_of(name) for name in imports_of(path) if name.split(".")[0] == "narrate"}
        assert used - {room} - _GROUND <= ROOMS[room], module


def test_the_ground_stands_on_nothing_but_itself() -> None:
    for path in MODULES:
        if room_of(name_of(path)) in _GROUND:
            used = {room_of(name) for name in imports_of(path) if name.split(".")[0] == "narrate"}
            assert used <= _GROUND, path


def test_every_room_is_on_the_map_and_every_line_of_the_map_is_used() -> None:
    used: dict[str, set[str]] = {room: set() for room in ROOMS}
    for path in MODULES:
        room = room_of(name_of(path))
        if room not in _GROUND:
            used[room] |= {room_of(name) for name in imports_of(path) if name.split(".")[0] == "narrate"}
    assert {room: names - {room} - _GROUND for room, names in used.items()} == ROOMS


def test_each_package_has_its_owner() -> None:
    found: dict[str, set[str]] = {name: set() for name in OWNERS}
    for path in MODULES:
        for name in imports_of(path):
            if name.split(".")[0] in OWNERS:
                found[name.split(".")[0]].add(name_of(path))
    assert found == OWNERS


def test_numpy_stays_where_sound_is_made() -> None:
    users = {room_of(name_of(path)) for path in MODULES if "numpy" in imports_of(path)}
    assert users == {"audio", "crc", "speech"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if room_of(name_of(path)) in ("cli", "__main__"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in ("print", "input", "exit", "sys.exit", "os._exit"), path


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    lines = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()
    assert lines, path
    assert lines[0].endswith((".", "?", "!")), path


def test_everything_that_is_imported_is_declared() -> None:
    names = {name.split(".")[0] for path in MODULES for name in imports_of(path)}
    foreign = names - set(sys.stdlib_module_names) - {"narrate"}
    declared = set(OWNERS) | {"anyio", "numpy", "pylopdf_fonts_cjk", "typer"}
    assert foreign <= declared
