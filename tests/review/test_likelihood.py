"""The table of what makes a reading doubtful, and the signs it weighs."""

import math

import pytest

from narrate.reading.frontend import FrontEnd
from narrate.review import likelihood as module
from narrate.review.doubts import scene_of
from narrate.review.likelihood import START, TABLE, likelihood
from narrate.review.signs import signs


def rows() -> list[str]:
    return [row for row in TABLE.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]


def test_the_table_tells_source_licence_and_script() -> None:
    head = TABLE.read_text(encoding="utf-8").split(START)[0]
    assert all(word in head for word in ("WikipediaAnnotatedCorpus", "CC BY-SA 4.0", "training/review.py"))


def test_every_row_is_a_sign_and_a_whole_number() -> None:
    parts = [row.split("\t") for row in rows()]
    assert all(len(part) == 2 and int(part[1]) is not None for part in parts)
    assert len({sign for sign, _ in parts}) == len(parts)


def test_signs_that_the_table_does_not_know_say_nothing() -> None:
    assert likelihood(["never seen"]) == likelihood([])


def test_log_odds_become_a_likelihood_without_a_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [round(1 / (1 + math.exp(-hundredths / 100)), 4) for hundredths in range(-1000, 1001)]
    monkeypatch.delattr(math, "exp")
    for hundredths, chance in zip(range(-1000, 1001), expected, strict=True):
        monkeypatch.setattr(module, "_weights", lambda sum_=hundredths: {START: sum_})
        assert likelihood([]) == chance


@pytest.mark.engine
def test_a_compound_of_rare_pieces_is_likelier_wrong_than_a_common_word(front_end: FrontEnd) -> None:
    scene = scene_of(front_end, front_end.analysis("会議で起潮力を調べた。"))
    risks = {scene.form(i): likelihood(signs(scene, i)) for i in range(len(scene.words)) if scene.is_open(i)}
    assert max(risks.values()) > 0.2 > 10 * risks["会議"]
