"""Four times as much of any note, opener or reading takes about four times as long."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from prose import read_article

if TYPE_CHECKING:
    from pathlib import Path

SMALL, LARGE = 5_000, 20_000
SHORT_S = 0.1
"""Below that a busy machine says what it likes."""
MOST_GROWTH = 9
UNITS = [
    *("［＃", "［＃「", "［＃［", "［＃［］", "《", "｜漢《", "〔", "〔e'", "あ［＃「い」は行右小書き］", "2［＃「2」は上付き小文字］"),
    *("あ［＃「あ」に傍点］。\n", "※［＃「魚＋生」、12-3］", "※［＃「魚＋生」、12-3］《うお》は。", "益々《ます／＼》", "漢字《かんじ》"),
    *("［＃ここから中見出し］\n", "［＃ここから中見出し］あ［＃ここで中見出し終わり］\n", "一［＃「一」は中見出し］\n本文。\n"),
    *("一［＃「一」は同行中見出し］本文。", "図［＃「図」はキャプション］", "あ［＃割り注］い［＃割り注終わり］", "-----------\n《》：ルビ\n"),
    *("\n底本：「本」\n入力：名\n", "　　　　一\n\n本文。\n", "［＃（.png（.png］", "［＃「" + "「" * 900 + "］"),
]  # fmt: skip


def seconds(path: Path, unit: str, length: int) -> float:
    path.write_text(
        "題\n著者\n\n［＃改ページ］\n" + unit * (length // len(unit)) + "\n本文。\n", encoding="utf-8"
    )
    begin = process_time()
    read_article(path)
    return process_time() - begin


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: ascii(unit[:12]))
def test_time_grows_with_the_text_and_not_with_its_square(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "pass.txt"
    large_s = seconds(path, unit, LARGE)
    if large_s < SHORT_S:
        return
    large_s = min(large_s, seconds(path, unit, LARGE))
    assert large_s < MOST_GROWTH * max(seconds(path, unit, SMALL), SHORT_S / MOST_GROWTH)
