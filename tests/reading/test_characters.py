"""Every character that is a letter, a number or a sign is said, or is a silence with its reason."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from benchmark import benchmark
from narrate.reading.frontend import FrontEnd, front_end

characters = benchmark("characters")
pytestmark = pytest.mark.engine
CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "characters.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def reader() -> FrontEnd:
    return front_end()


def blocks() -> list[str]:
    """Of each stretch of 64 code points the first and the last that should be heard; of JIS X 0213 more."""
    chosen: dict[int, list[str]] = {}
    for char in characters.characters():
        if ord(char) < 0x3_0000:
            chosen.setdefault(ord(char) // 64, []).append(char)
    ends = [c for found in chosen.values() for c in (found[0], found[-1])]
    special = [
        c for c in characters.of_jis() if unicodedata.category(c) in ("Nd", "Nl", "No") or ord(c) > 0xFFFF
    ]
    kana = [chr(code) for code in range(0x3041, 0x3100)]
    return sorted({*ends, *special[::3], *(c for c in kana if unicodedata.category(c)[0] == "L")})


@pytest.mark.parametrize("frame", characters.FRAMES)
def test_no_character_is_lost_and_none_of_jis_is_only_listed(reader: FrontEnd, frame: str) -> None:
    jis = characters.of_jis()
    fates = {char: characters.fate(reader, frame, char) for char in blocks()[:: 3 if frame == "A{}B" else 2]}
    assert len(fates) > 800
    assert not [char for char, fate in fates.items() if fate == "lost"]
    assert not [
        c for c, fate in fates.items() if fate == "listed" and c in jis and characters.must_be_read(c)
    ]


@pytest.mark.parametrize(("text", "kana"), CASES, ids=[text for text, _ in CASES])
def test_signs_numbers_and_notations_are_read_as_a_newsreader_does(
    reader: FrontEnd, text: str, kana: str
) -> None:
    assert reader.read(text).kana in kana.split(",")


@pytest.mark.parametrize(
    "text", ["안녕は挨拶だ。", "Приветと言う。", "これは𓀀です。", "؟と﷽", "๑๒๓は数字だ。"]
)
def test_what_no_dictionary_can_say_is_listed_with_its_reason(reader: FrontEnd, text: str) -> None:
    reading = reader.read(text)
    silent = {at for s in reading.silences for at in range(s.start, s.end)}
    assert all(s.reason for s in reading.silences)
    odd = [at for at, char in enumerate(text) if unicodedata.category(char) == "Lo" and ord(char) < 0x3000]
    assert set(odd) <= silent


def test_digits_of_other_scripts_are_digits(reader: FrontEnd) -> None:
    assert reader.read("٣は三だ。").kana == "サンワサンダ"
    assert reader.read("A۳B").kana == "エースリービー"


@pytest.mark.parametrize("text", ["んヴォ！", "ゔヴォゔヴォ"])
def test_kana_that_the_engine_joins_with_its_neighbour_is_not_listed_as_silent(
    reader: FrontEnd, text: str
) -> None:
    reading = reader.read(text)
    assert reading.kana.endswith("ヴォ")
    assert not reading.silences
