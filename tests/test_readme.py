"""The README in both languages: its commands run, and print what it shows."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrate.errors import ExitCode
from narrate.production.settings import Settings, load_settings
from pages import Section, Step, sections_of
from shell import ENVIRONMENT, narrate

ROOT = Path(__file__).parent.parent
LANGUAGES = {"en": "README.md", "ja": "README.ja.md"}
ELSEWHERE = (
    "narrate build ARTICLE…",  # on the first screen
    "narrate serve --host 0.0.0.0",  # a test of its own below
    "narrate review ARTICLE",  # tests/cli/test_review.py
    "narrate build https://…",  # tests/cli/test_fetch.py
    "narrate fetch URL…",
    "narrate fetch",
    "narrate rename OLD NEW",  # tests/cli/test_rename.py
    "narrate voices add FILE.htsvoice",  # tests/cli/test_voices.py
)
ARTICLE, SENTENCE = "text/two-labs.txt", 'narrate say "尾上さんが来た。" -o try.mp3'
EXAMPLES = {
    f"narrate readings {ARTICLE}": [f"narrate readings {ARTICLE}"],
    "narrate readings ARTICLE": [f"narrate readings {ARTICLE}"],
    "narrate lexicon add 尾上 オノエ": ["narrate lexicon add 尾上 オノエ"],
    'narrate say "尾上さんが来た。"': [SENTENCE],
    "narrate say TEXT": [SENTENCE],
    "narrate lexicon add|list|remove": ["narrate lexicon list", "narrate lexicon remove 尾上"],
    "narrate plan": [f"narrate plan {ARTICLE}"],
    "narrate plan ARTICLE": [f"narrate plan {ARTICLE}"],
    "narrate check FILE.mp3": ["narrate check audio/two-labs.mp3"],
    "narrate voices": ["narrate voices"],
    "narrate voices --hear": ["narrate voices --hear"],
    "narrate site --out FOLDER": ["narrate site --out public"],
    "narrate feed": ["narrate feed", "narrate epub"],
    "narrate clean": ["narrate clean --dry-run"],
}
"""Each inline example with what is run of it: a real file for ARTICLE, no loudspeaker."""
COMMANDS = list(dict.fromkeys(command for commands in EXAMPLES.values() for command in commands))


@dataclass(frozen=True)
class Readme:
    """A README, taken apart."""

    language: str

    @property
    def text(self) -> str:
        """Its text."""
        return (ROOT / LANGUAGES[self.language]).read_text(encoding="utf-8")

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its sections."""
        return sections_of(self.text)

    @property
    def first_screen(self) -> Section:
        """All above the first heading of the second level."""
        return self.sections[1]

    @property
    def steps(self) -> list[Step]:
        """The first screen's commands, but for those that set up the environment that this runs in."""
        steps = [step for block in self.first_screen.blocks for step in block.steps]
        return [step for step in steps if not step.command.startswith("make ")]

    @property
    def examples(self) -> set[str]:
        """Each command that its prose and its tables name."""
        return {code for section in self.sections for code in section.codes if code.startswith("narrate ")}


@dataclass(frozen=True)
class Workspace:
    """A folder in which the first screen's commands were run, and what each printed."""

    readme: Readme
    folder: Path
    printed: list[Step]

    def run(self, command: str) -> str:
        """Run a command; its output."""
        return run(self.folder, command, self.readme.language)


def run(folder: Path, command: str, language: str) -> str:
    """Run a command as it stands in the README; its output."""
    program, *words = shlex.split(command)
    if program == "narrate":
        ran = narrate(folder, *words, **environment(language))
        assert ran.code == ExitCode.OK, ran.err
        return ran.out
    return subprocess.run([program, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def environment(language: str) -> dict[str, str]:
    """A user's, who is spared the warnings of packages that read."""
    return {"NARRATE_LANG": language, "PYTHONWARNINGS": ""}


def with_samples(folder: Path) -> None:
    """The sample articles and voices, as they are before somebody follows the README."""
    for name in ("text", "voices"):
        shutil.copytree(ROOT / name, folder / name)
    article = folder / "text" / "two-labs.txt"
    article.write_text(
        article.read_text(encoding="utf-8").replace("1万1000世帯", "1万2000世帯"), encoding="utf-8"
    )


@pytest.fixture(params=LANGUAGES)
def readme(request: pytest.FixtureRequest) -> Readme:
    return Readme(request.param)


@pytest.fixture(scope="module", params=LANGUAGES)
def workspace(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    readme = Readme(request.param)
    folder = tmp_path_factory.mktemp(readme.language)
    with_samples(folder)
    printed = [
        Step(step.command, tuple(run(folder, step.command, readme.language).splitlines()))
        for step in readme.steps
    ]
    with (folder / "text" / "show.toml").open("a", encoding="utf-8") as show:
        show.write('base_url = "https://example.org/show/"\n')
    return Workspace(readme, folder, printed)


@pytest.mark.engine
def test_its_first_commands_print_what_it_shows(workspace: Workspace) -> None:
    assert [step.command.split()[0] for step in workspace.printed] == ["narrate", "sed", "narrate", "narrate"]
    assert workspace.printed == workspace.readme.steps


@pytest.mark.engine
def test_a_player_shows_the_chapters_that_it_shows(workspace: Workspace) -> None:
    (block,) = (block for block in workspace.readme.first_screen.blocks if block.language == "text")
    notes = (workspace.folder / "audio" / "two-labs.notes").read_text(encoding="utf-8")
    chapters = [line for line in notes.splitlines() if re.match(r"\d\d:", line)]
    assert [line.replace("  ", " ") for line in block.content.splitlines()] == chapters


@pytest.mark.engine
@pytest.mark.parametrize("command", COMMANDS)
def test_its_examples_run(workspace: Workspace, command: str) -> None:
    workspace.run(command)


def test_no_example_is_left_out(readme: Readme) -> None:
    assert readme.examples == {*EXAMPLES, *ELSEWHERE}


@pytest.mark.engine
def test_the_network_gets_pages_and_feed(workspace: Workspace) -> None:
    command = [sys.executable, "-m", "narrate", "serve", "--host", "0.0.0.0", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=workspace.folder,
        env=ENVIRONMENT | environment(workspace.readme.language),
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout
            port = re.search(r":(\d+)/", server.stdout.readline())
            assert port
            for path in ("", "feed.xml"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/{path}", timeout=10) as answer:
                    assert answer.status == 200
        finally:
            server.send_signal(signal.SIGINT)


OPTIONS = [
    (command.split()[1], re.findall(r"--[a-z-]+", " ".join(told)))
    for section in Readme("en").sections
    for table in section.tables
    for commands, told, *_ in table
    for command in commands
    if command.startswith("narrate ") and any("--" in code for code in told)
]


@pytest.mark.parametrize(("command", "options"), OPTIONS)
def test_its_commands_have_the_options_that_it_names(
    command: str, options: list[str], tmp_path: Path
) -> None:
    told = narrate(tmp_path, command, "--help").out
    assert [option for option in options if option not in told] == []


def test_its_exit_codes_are_all_there_are(readme: Readme) -> None:
    codes = re.findall(r"^\| (\d+) \|", readme.text, re.MULTILINE)
    assert list(map(int, codes)) == list(ExitCode)


@pytest.mark.parametrize("page", ["README.md", "docs/readings.md"])
def test_the_settings_that_a_page_shows_are_the_defaults(page: str, tmp_path: Path) -> None:
    sections = sections_of((ROOT / page).read_text(encoding="utf-8"))
    blocks = [block.content for section in sections for block in section.blocks if block.language == "toml"]
    shown = [block for block in blocks if block.startswith(("[pauses]", "[reading]"))]
    assert len(shown) == 1
    (tmp_path / "narrate.toml").write_text(shown[0], encoding="utf-8")
    assert load_settings(tmp_path / "narrate.toml") == Settings()
