"""The library: three lines make an edition, importing it is cheap, and its page tells the truth."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import narrate
from shell import ENVIRONMENT, HEAVY
from tone_studio import SETTINGS, Studio

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
ARTICLE = "# 港\n\n朝が来た。船が出た。\n\n## 昼\n\n網を繕う。\n"


def request(studio: Studio) -> narrate.Request:
    return studio.request(studio.write(ARTICLE))


def test_importing_it_loads_nothing_heavy() -> None:
    code = f"import sys, narrate; print(*sorted(set(sys.modules) & {set(HEAVY)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_all_that_it_offers_is_there_and_documented() -> None:
    for name in narrate.__all__:
        assert getattr(narrate, name) is not None
        assert name.startswith("__") or getattr(narrate, name).__doc__, name
    assert list(narrate.__all__) == sorted(narrate.__all__)


def test_an_edition_is_built_and_then_up_to_date(studio: Studio) -> None:
    first = narrate.build_edition(request(studio))
    assert (first.path, len(first.spoken)) == (studio.audio / "essay.mp3", 5)
    assert [chapter.title for chapter in first.edition.chapters] == ["港", "昼"]
    again = narrate.build_edition(request(studio))
    assert again.is_unchanged
    assert again.edition.digest == first.edition.digest


def test_a_path_alone_is_built_in_the_current_folder(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    request(studio)
    monkeypatch.chdir(studio.folder)
    assert narrate.build_edition("text/essay.md").path == Path("audio/essay.mp3")


def test_progress_hears_of_what_has_to_be_spoken(studio: Studio) -> None:
    heard: list[tuple[int, int]] = []
    narrate.build_edition(request(studio), progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (17, 17)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_a_plan_speaks_and_writes_nothing(studio: Studio) -> None:
    plan = narrate.plan_edition(request(studio))
    assert plan.utterances[0].planned.utterance.text == "港"
    assert not any(found.is_kept for found in plan.utterances)
    assert plan.expected_ms > 0
    assert not studio.audio.exists()


@pytest.mark.engine
def test_a_sentence_is_read_with_its_ruby_and_a_lexicon(tmp_path: Path) -> None:
    lexicon = tmp_path / "words.toml"
    lexicon.write_text('[words]\n"尾上" = "オノエ"\n', encoding="utf-8")
    assert narrate.read_sentence("海神《わだつみ》と尾上。", lexicon=lexicon).kana == "ワダツミトオノエ"
    assert narrate.read_sentence("帽子を被る。").labels


def test_what_a_user_can_mend_is_an_error_with_its_place(studio: Studio) -> None:
    studio.settings(SETTINGS + "[audio]\nbitrate = 1\n")
    with pytest.raises(narrate.SettingsError) as caught:
        narrate.build_edition(request(studio))
    assert (caught.value.path, caught.value.line) == (studio.folder / "text" / "narrate.toml", 4)
    assert isinstance(caught.value, narrate.NarrateError)


@pytest.mark.engine
@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_its_page_run(example: str, tmp_path: Path) -> None:
    """With the sample article cut short: what they show is how to call, not the sound."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "two-labs.txt").write_text("港の朝\n\n船が出た。\n", encoding="utf-8")
    shutil.copytree(ROOT / "voices", tmp_path / "voices")
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"speed": float("nan")}, "speed is nan; it must be a number from 0.25 to 4"),
        ({"speed": 99}, "speed is 99; it must be a number from 0.25 to 4"),
        ({"pitch": "x"}, "pitch is 'x'; it must be a number of semitones from -24 to 24"),
        ({"bit_rate_kbps": 65}, "bit_rate_kbps is 65; it must be one of "),
        ({"voice": 3}, "voice is 3; it must be a text in quotes"),
        ({"path": "text/a.md"}, "path is 'text/a.md'; it must be a Path"),
        ({"out": "audio"}, "out is 'audio'; it must be a Path"),
    ],
)
def test_a_request_that_cannot_be_meant_is_refused(choice: dict[str, Any], said: str) -> None:
    with pytest.raises(narrate.UsageError, match=re.escape(said)):
        narrate.Request(**{"path": Path("a.md"), **choice})


def test_jobs_and_a_lexicon_that_are_not_there_are_refused(studio: Studio) -> None:
    with pytest.raises(narrate.UsageError, match="jobs is 0"):
        narrate.build_edition(request(studio), jobs=0)
    with pytest.raises(narrate.UsageError, match="there is no such file"):
        narrate.read_sentence("尾上", lexicon=studio.folder / "none.toml")


def test_ctrl_c_is_a_keyboard_interrupt(studio: Studio) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="goes on from here"):
        narrate.build_edition(request(studio), progress=stop)
