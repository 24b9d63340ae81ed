"""A sentence is the same, bit by bit, on processors that know less (`benchmarks/processors.py` tries them all)."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmark import benchmark
from narrate.speech.render import RenderJob
from narrate.speech.voice import find_voice
from narrate.synthesis.delivery import Delivery

if TYPE_CHECKING:
    from narrate.reading.frontend import FrontEnd

pytestmark = pytest.mark.engine


def test_the_oldest_processor_makes_the_same_clip_as_this_one(tmp_path: Path, front_end: FrontEnd) -> None:
    processors, python = benchmark("processors"), Path(sys.executable)
    reading = front_end.read("本当に、残すべきでしょうか？")
    manner = Delivery(semitones=1.0, span=1.2, warp=0.02, rises=True, stressed=((0, 3),), comma_ms=320.0)
    job = RenderJob.of(reading, find_voice("mei", []), 64, manner)
    (tmp_path / "jobs").write_bytes(pickle.dumps([job]))
    newest, *others = processors.cases_of(processors.features_of(python))
    oldest = next(case for case in others if len(case.told) == 2)
    here, there = (processors.heard(python, case, tmp_path) for case in (newest, oldest))
    np.testing.assert_array_equal(there.samples, here.samples)
    assert there.clips == here.clips
    np.testing.assert_allclose(there.floats, here.floats, atol=1e-12)
