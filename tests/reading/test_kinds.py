"""Kinds of words that were misread: bug reports, and more of each kind, beside neighbours that must stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmark import benchmark

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

scorer = benchmark("readings")
LINES = (Path(__file__).parent / "kinds.tsv").read_text(encoding="utf-8").splitlines()
KINDS = [line.split("\t") for line in LINES if not line.startswith("#")]


@pytest.mark.engine
@pytest.mark.parametrize(("sentence", "readings"), KINDS, ids=lambda text: text)
def test_a_kind_is_read_as_a_newsreader_reads_it(front_end: FrontEnd, sentence: str, readings: str) -> None:
    heard = scorer.canonical(front_end.analysis(sentence).kana)
    assert heard in [scorer.canonical(reading) for reading in readings.split(",")]


@pytest.mark.engine
@pytest.mark.parametrize(
    ("sentence", "readings"),
    [
        ("3種類目の野菜", "サンシュルイメノヤサイ"),
        ("マス目に書く", "マスメニカク"),
        ("担当の方で確認する", "タントーノホーデカクニンスル"),
        ("買った方が安い", "カッタホーガヤスイ"),
        ("南の方に行く", "ミナミノホーニイク"),
        ("雑木林を歩く", "ゾーキバヤシヲアルク"),
        ("副読本を読む", "フクドクホンヲヨム"),
        ("奥羽越の同盟", "オーウエツノドーメー"),
        ("午前0時00分30秒", "ゴゼンレージゼロゼロフンサンジュービョー,ゴゼンレージレイフンサンジュービョー"),
        ("強かった", "ツヨカッタ"),
        ("C++を使う", "シープラスプラスヲツカウ"),
    ],
)
def test_what_only_looks_like_a_kind_stays(front_end: FrontEnd, sentence: str, readings: str) -> None:
    heard = scorer.canonical(front_end.analysis(sentence).kana)
    assert heard in [scorer.canonical(reading) for reading in readings.split(",")]
