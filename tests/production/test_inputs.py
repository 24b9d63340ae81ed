"""A build reads what its edition is made from once, and makes what it has read."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrate.production.inputs import open_inputs
from narrate.production.story import build_from
from shell import ENVIRONMENT
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from tone_studio import Studio

_TRACE = """
import os, sys
def heard(event, words):
    if event == "open" and isinstance(words[0], str) and not words[2] & (os.O_WRONLY | os.O_RDWR):
        print("opened", os.path.realpath(words[0]), file=sys.stderr)
sys.addaudithook(heard)
from narrate.cli import main
sys.argv[0] = "narrate"
main()
"""
FRONT = "---\ncover: cover.png\nlexicon:\n  - 尾上: オノエ\n---\n\n"


def opened(studio: Studio, *words: str) -> Counter[str]:
    """How often a command opens each file of the workspace to read it, by its path from there."""
    done = subprocess.run(
        [sys.executable, "-c", _TRACE, *words],
        cwd=studio.folder, env=ENVIRONMENT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    home = studio.folder.resolve()
    paths = (
        Path(row.removeprefix("opened ")) for row in done.stderr.splitlines() if row.startswith("opened ")
    )
    return Counter(path.relative_to(home).as_posix() for path in paths if path.is_relative_to(home))


def furnished(studio: Studio) -> dict[str, int]:
    """A workspace with everything that an edition can be made from; each input, to be opened once."""
    from PIL import Image

    studio.write(f"{FRONT}# 坂\n\n尾上が来た。\n\n## 声\n\n別の文。\n")
    text, voices = studio.folder / "text", studio.folder / "voices"
    Image.new("RGB", (400, 400), "navy").save(text / "cover.png")
    (text / "lexicon.toml").write_text('[words]\n"坂" = "サカ"\n', encoding="utf-8")
    (text / "show.toml").write_text('title = "坂の番組"\n', encoding="utf-8")
    (voices / "other.htsvoice").write_bytes(b"a model")
    (voices / "other.toml").write_text('credit = "somebody"\n', encoding="utf-8")
    names = ["essay.md", "cover.png", "narrate.toml", "lexicon.toml", "show.toml"]
    inputs = [f"text/{name}" for name in names]
    inputs += [f"voices/{name}" for name in ("tone.toml", "other.toml", "other.htsvoice")]
    return dict.fromkeys([*inputs, "audio/.narrate/editions/essay.json"], 1)


def test_an_incremental_build_opens_each_input_once(studio: Studio) -> None:
    inputs = furnished(studio)
    opened(studio, "build", "text/essay.md")
    studio.write(f"{FRONT}# 坂\n\n尾上が来た。\n\n## 声\n\n変わった文。\n")
    counts = opened(studio, "build", "text/essay.md")
    assert {name: counts[name] for name in inputs} == inputs
    left = set(counts) - set(inputs) - {"audio/essay.mp3"}
    assert all(name.startswith("audio/") for name in left), left


def test_a_look_at_what_is_up_to_date_opens_each_input_once(studio: Studio) -> None:
    inputs = furnished(studio)
    opened(studio, "build", "text/essay.md")
    counts = opened(studio, "build", "text/essay.md")
    assert {name: counts[name] for name in inputs} == inputs


def test_what_is_edited_after_the_inputs_were_opened_is_built_by_the_next_build(studio: Studio) -> None:
    path = studio.write("# 坂\n\n最初の文。\n")
    inputs = open_inputs(studio.request())
    path.write_text("# 坂\n\n書き直した文。\n", encoding="utf-8")
    studio.settings(SETTINGS + "[pauses]\nstart = 900\n")
    report = build_from(inputs, studio.workers, studio.listener)
    assert [s.text for s in report.spoken] == ["坂", "最初の文。"]
    again = studio.build()
    assert [s.text for s in again.spoken] == ["書き直した文。"]


def test_the_bytes_of_inputs_are_let_go_before_anything_is_spoken(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.write("# 坂\n\n最初の文。\n")
    inputs = open_inputs(studio.request())
    monkeypatch.setattr(studio.listener, "begin", lambda count: held.append(len(inputs.files._files)))
    held: list[int] = []
    build_from(inputs, studio.workers, studio.listener)
    assert held == [0]


@pytest.mark.parametrize(
    "value",
    ['"xyz.toml"', '["xyz.toml", 3]', '{x = "y"}', "[" * 3000],
    ids=["text", "number", "table", "deep"],
)
def test_what_is_no_list_of_lexicons_names_no_files(studio: Studio, value: str) -> None:
    article = studio.write("朝が来た。\n")
    usual = set(open_inputs(studio.request(article)).made_from)
    (article.parent / "narrate.toml").write_text(f"[reading]\nlexicons = {value}\n", encoding="utf-8")
    assert set(open_inputs(studio.request(article)).made_from) == usual
