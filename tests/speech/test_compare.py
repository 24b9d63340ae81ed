"""The page to judge by ear: it stands alone, is sound HTML, tells nothing before its key, and all is as loud."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pyloudnorm
import pytest

from benchmark import benchmark
from narrate.audio.loudness import decoded as heard
from narrate.audio.loudness import integrated_loudness_lufs
from narrate.errors import OutputError
from narrate.speech.voice import find_voice, voice_folders
from tone_studio import decoded

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

pytestmark = pytest.mark.engine

ITEMS = (("港の朝は早く、もう船が出ている。",), ("雨が上がった。", "きみも行く？"))


class Page(HTMLParser):
    """What a page refers to and shows; its elements are closed in order and its ids are its own."""

    VOID = frozenset({"meta", "input", "link", "img", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self.shown = ""
        self.feed(html)
        self.close()
        assert self.open == []
        ids = self.all("id")
        assert len(ids) == len(set(ids))
        assert set(self.all("aria-labelledby")) <= set(ids)

    def all(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [values[name] for _, values in self.attributes if name in values]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag not in self.VOID
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        hidden = self.attributes and "hidden" in self.attributes[-1][1]
        if not hidden and not {"head", "script", "style", "details"} & set(self.open):
            self.shown += data


@pytest.fixture(scope="module")
def compare() -> ModuleType:
    return benchmark("compare")


@pytest.fixture(scope="module")
def built(compare: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("compare")
    voice = find_voice("mei", voice_folders(folder))
    page = compare.build(folder, voice, compare.ways_of(voice), ITEMS, random.Random(1))
    assert page == folder / "index.html"
    return folder


@pytest.fixture(scope="module")
def page(built: Path) -> Page:
    return Page((built / "index.html").read_text(encoding="utf-8"))


def test_the_page_is_html_that_stands_alone_in_its_folder(built: Path, page: Page) -> None:
    assert page.attributes[0] == ("html", {"lang": "en"})
    sounds = page.all("src")
    assert sorted([*sounds, "index.html"]) == sorted(path.name for path in built.iterdir())
    assert len(sounds) == len(set(sounds)) == 3 * len(ITEMS)
    assert page.all("href") == []
    text = (built / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"(?:src|url\(|import)\W*(?:https?:)?//", text) == []
    assert all("".join(item) in page.shown for item in ITEMS)


def test_nothing_tells_the_ways_apart_before_the_key(compare: ModuleType, page: Page) -> None:
    names = [name for name, _ in compare.WAYS]
    assert [name for name in names if name in page.shown] == []
    dealt = page.all("data-way")
    assert sorted(dealt) == sorted(names * len(ITEMS))
    assert all(re.fullmatch(r"\d\d-[ABC]\.mp3", name) for name in page.all("src"))


def test_letters_are_dealt_anew_for_each_sentence(compare: ModuleType) -> None:
    class Named:
        def __init__(self, name: str) -> None:
            self.name = name

    ways, chance = [Named(name) for name, _ in compare.WAYS], random.Random(2)
    dealt = [compare._dealt(number, ["あ。"], ways, chance).takes for number in range(40)]
    orders = {tuple(take.way for take in takes) for takes in dealt}
    assert len(orders) == 6


def test_all_are_equally_loud(built: Path) -> None:
    sounds = [path.read_bytes() for path in built.glob("*.mp3")]
    levels = [integrated_loudness_lufs(heard(sound)) for sound in sounds]
    assert levels == pytest.approx([-19.0] * len(sounds), abs=0.05)
    meter = pyloudnorm.Meter(48_000)  # two meters agree on a few seconds to a third of a unit
    assert [meter.integrated_loudness(decoded(sound)) for sound in sounds] == pytest.approx(levels, abs=0.6)


def test_a_page_of_somebody_elses_stays(compare: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>mine</title>", encoding="utf-8")
    voice = find_voice("mei", voice_folders(tmp_path))
    with pytest.raises(OutputError, match="narrate did not make this file"):
        compare.build(tmp_path, voice, compare.ways_of(voice), ITEMS, random.Random(1))
    assert len(list(tmp_path.iterdir())) == 1
