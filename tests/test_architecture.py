"""The house, as a map: which room may use which, who owns which package, who may print, what start-up loads."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import narrate

SOURCE = Path(narrate.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))

ROOMS: dict[str, set[str]] = {
    "messages": set(),
    "model": set(),
    "errors": {"messages"},
    "ground": {"errors", "messages"},
    "article": {"errors", "ground", "messages", "model"},
    "fetch": {"article", "errors", "ground", "messages", "model"},
    "script": {"errors", "ground", "messages", "model"},
    "reading.code": {"ground"},
    "reading.policy": {"ground", "messages"},
    "reading.sounds": {"ground"},
    "reading.text": {"ground", "messages", "model", "reading.policy"},
    "reading.lexicon": {"errors", "ground", "messages", "model", "reading.text"},
    "reading.words": {
        "errors", "ground", "messages", "model", "reading.code", "reading.lexicon", "reading.sounds", "reading.text",
    },
    "reading.homographs": {"ground", "reading.sounds", "reading.words"},
    "reading.phrases": {"reading.words"},
    "reading.accents": {"ground", "reading.sounds", "reading.words"},
    "reading.key": {"ground", "reading.code", "reading.text"},
    "reading.frontend": {
        "errors", "messages", "model", "reading.accents", "reading.homographs", "reading.lexicon",
        "reading.phrases", "reading.text", "reading.words",
    },
    "audio": {"errors", "ground", "messages"},
    "synthesis": {"errors", "messages"},
    "speech": {
        "audio", "errors", "ground", "messages", "model", "reading.frontend", "reading.lexicon",
        "reading.policy", "synthesis",
    },
    "review": {
        "audio", "errors", "ground", "messages", "model", "reading.accents", "reading.lexicon",
        "reading.sounds", "reading.text", "reading.words", "script", "speech",
    },
    "edition": {"audio", "errors", "ground", "messages", "model"},
    "store": {"audio", "edition", "errors", "ground", "messages", "model"},
    "podcast": {"edition", "ground", "messages", "store"},
    "site": {"edition", "errors", "ground", "messages", "model", "podcast", "store"},
    "serve": {"article", "errors", "ground", "messages", "site"},
    "production": {
        "article", "audio", "edition", "errors", "ground", "messages", "model", "podcast",
        "reading.frontend", "reading.key", "reading.lexicon", "reading.policy", "reading.text", "script",
        "speech", "store",
    },
    "desk": set(),
    "cli": {
        "audio", "edition", "errors", "fetch", "ground", "messages", "podcast", "production", "reading.accents",
        "reading.frontend", "reading.lexicon", "review", "serve", "site", "speech", "store",
    },
    "narrate": {
        "errors", "ground", "messages", "model", "production", "reading.frontend", "reading.lexicon",
        "script", "speech",
    },
    "__main__": {"cli"},
}  # fmt: skip
"""Each room and the rooms it uses, the lowest first: a room uses only those above it in this table.

A line here is a decision. `reading` is shown room by room; see docs/architecture.md.
"""

MOST_MODULES = 15
"""Side by side in one folder, beside its ``__init__``."""
MOST_AT_THE_ROOT = 6

OWNERS: dict[str, set[str]] = {
    "PIL": {"narrate.edition.cover", "narrate.edition.cover_art", "narrate.review.pitch_plot"},
    "av": {"narrate.audio.loudness", "narrate.audio.pyav"},
    "curses": {"narrate.cli.reviewing.screen"},
    "distributed": {"narrate.speech.cluster"},
    "httpcore2": {"narrate.fetch.client", "narrate.fetch.network"},
    "idna": {"narrate.fetch.addresses"},
    "jinja2": {"narrate.site.rendering"},
    "kanalizer": {"narrate.reading.words.latin"},
    "markdown_it": {"narrate.article.markdown.commonmark"},
    "mdit_py_plugins": {"narrate.article.markdown.commonmark"},
    "mutagen": {"narrate.edition.id3"},
    "pyopenjtalk": {"narrate.reading.words.openjtalk"},
    "starlette": {"narrate.serve.app", "narrate.serve.response"},
    "sudachipy": {"narrate.reading.words.openjtalk"},
    "tqdm": {"narrate.cli.progress"},
    "turbohtml": {"narrate.article.markup.html"},
    "uvicorn": {"narrate.serve.patience", "narrate.serve.server"},
    "yaml": {"narrate.article.front.values"},
}
"""Packages with a say in the result, and the modules that may name them."""

MODULES_OF_SOME_SYSTEMS = {"fcntl", "grp", "msvcrt", "pwd", "resource", "signal", "termios", "winreg"}
NAMES_OF_SOME_SYSTEMS = {
    "O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "copy_file_range", "fork", "getuid", "pread",
    "posix_fallocate", "sched_getaffinity", "sendfile", "startfile", "uname",
}  # fmt: skip
"""Of `os`, those that narrate may want."""


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(("narrate", *parts)).removesuffix(".__init__")


def room_of(module: str) -> str:
    """``narrate.audio.clip`` is in ``audio``, ``narrate.reading.text.said`` in ``reading.text``."""
    parts = module.split(".")[1:]
    if not parts:
        return "narrate"
    return ".".join(parts[:2]) if parts[0] == "reading" else parts[0]


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


def rooms_used() -> dict[str, set[str]]:
    """Each room with the other rooms that its modules import."""
    used: dict[str, set[str]] = {room_of(name_of(path)): set() for path in MODULES}
    for path in MODULES:
        room = room_of(name_of(path))
        ours = {name for name in imports_of(path) if name.split(".")[0] == "narrate"}
        used[room] |= {room_of(name) for name in ours} - {room}
    used.pop("reading", None)
    return used


def test_the_map_is_exact() -> None:
    assert rooms_used() == ROOMS


def test_no_room_uses_one_that_stands_below_it_in_the_map() -> None:
    order = list(ROOMS)
    for room, used in ROOMS.items():
        assert all(order.index(other) < order.index(room) for other in used), room


ENGINES_AND_WHO_CHOOSES_ONE = {
    f"narrate.speech.{name}" for name in ("engine", "hts_engine", "open_jtalk", "tone")
}


def test_no_module_needs_itself_by_way_of_others() -> None:
    """Imports inside of functions count as well: who reads one of them has to read all."""
    direct = {name_of(path): imports_of(path) for path in MODULES}

    def needed(module: str) -> set[str]:
        found: set[str] = set()
        waiting = [module]
        while waiting:
            new = direct.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    assert {module for module in direct if module in needed(module)} == ENGINES_AND_WHO_CHOOSES_ONE


def test_no_folder_holds_more_than_can_be_seen_at_a_glance() -> None:
    for folder in {path.parent for path in MODULES}:
        modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(modules) <= (MOST_AT_THE_ROOT if folder == SOURCE else MOST_MODULES), folder


def test_no_folder_has_a_name_that_tools_pass_over() -> None:
    """Ruff and pytest leave such folders out without a word, and so do git's usual ignore lists."""
    folders = {path.parent.name for top in (SOURCE, Path(__file__).parent) for path in top.rglob("*.py")}
    assert not folders & {
        "build",
        "dist",
        "lib",
        "node_modules",
        "venv",
        "env",
        "out",
        "target",
        "site-packages",
    }


def test_each_package_has_its_owner() -> None:
    found: dict[str, set[str]] = {name: set() for name in OWNERS}
    for path in MODULES:
        for name in imports_of(path):
            if name.split(".")[0] in OWNERS:
                found[name.split(".")[0]].add(name_of(path))
    assert found == OWNERS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_one_module_knows_what_systems_lack(path: Path) -> None:
    if name_of(path) == "narrate.ground.system":
        return
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    assert not {ast.unparse(node) for node in attributes} & {"os.name", "sys.platform"}
    asked_for = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert not (asked_for | {node.attr for node in attributes}) & NAMES_OF_SOME_SYSTEMS
    assert not imports_of(path) & MODULES_OF_SOME_SYSTEMS


def test_one_module_calls_a_c_library() -> None:
    assert {name_of(path) for path in MODULES if "ctypes" in imports_of(path)} == {"narrate.audio.lame"}


def test_numpy_stays_where_sound_is_made() -> None:
    users = {room_of(name_of(path)) for path in MODULES if "numpy" in imports_of(path)}
    assert users == {"audio", "ground", "speech", "synthesis"}


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
