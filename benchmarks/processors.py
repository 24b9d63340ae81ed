"""Whether a job gives the same bytes on other processors, numpys and threads: by emulation, on one machine.

    python benchmarks/processors.py [ARTICLE] [--python PYTHON ...]

Every sentence of the article, and of a page of questions, emphasis and shades, is spoken in a process for
each case: without the instructions that NumPy and glibc look for (``NPY_DISABLE_CPU_FEATURES``,
``GLIBC_TUNABLES``), with the kernels that OpenBLAS has for other processors (``OPENBLAS_CORETYPE``), with
several threads of OpenBLAS and of narrate's own in shuffled order. ``--python`` names further interpreters,
which go through the same cases: each needs ``numpy``, the one to be tried, ``lameenc``, ``pydub`` and from
Python 3.13 on ``audioop-lts``:

    python -m venv old && old/bin/pip install numpy==1.26.0 lameenc pydub
    python benchmarks/processors.py --python old/bin/python

Of each case it prints digests of the samples as the engine makes them (float64), as they are encoded (16
bits), of the MP3 clips and of when moras are heard, how many 16-bit samples differ from the first case's, and
by how much the float64 ones do. Exits with 1 if a 16-bit sample or a time differs, or a clip that the same
version of LAME encoded.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy import float64, int16
    from numpy.typing import NDArray

    from narrate.speech.open_jtalk import OpenJTalkEngine
    from narrate.speech.render import RenderJob

SAMPLE = Path(__file__).parent.parent / "text" / "two-labs.txt"
MANNERS = """\
---
prosody:
  quote: {pitch: 1, range: 1.2, timbre: 0.02}
  speech: {pitch: 2, speed: 1.1, timbre: -0.05}
---

# 来週も来る？

「先に行ってて」と弟が言うので、駅まで**一人で**歩いた。本当に残すべきでしょうか？
答えは**まだ**、誰にも分からない。

> 橋の向こうに住む人々が守り続けてきた井戸が、今年の夏に**初めて**涸れた。もう戻らないのか？

終電を逃した客は、どこで朝を待てばいいのだろうか？
"""
KERNELS = ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids")
EACH = ("NPY_DISABLE_CPU_FEATURES", "OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "GLIBC_TUNABLES")
OLD_LIBC = "glibc.cpu.hwcaps=-AVX512F,-AVX2,-AVX,-FMA,-FMA4"
STEP = 32_768.0


class Case(NamedTuple):
    """One process: what it is told by its environment, and how many threads speak in it."""

    name: str
    told: Mapping[str, str]
    threads: int = 1


class Heard(NamedTuple):
    """What came out of a case."""

    numpy: str
    kernel: str
    lame: str
    clips: str
    times: str
    floats: NDArray[float64]
    samples: NDArray[int16]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The same bytes on other processors, numpys and threads.")
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--python", type=Path, nargs="*", default=[], help="further interpreters")
    parser.add_argument("--speak", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.speak:
        speak(Path(options.speak[0]), Path(options.speak[1]), int(options.speak[2]))
        return
    jobs = jobs_of(options.article)
    same = True
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "jobs").write_bytes(pickle.dumps(jobs))
        first: Heard | None = None
        for python in (Path(sys.executable), *options.python):
            for case in cases_of(features_of(python)):
                found = heard(python, case, Path(folder))
                if first is None:
                    first = found
                    print(f"{len(jobs)} sentences, {len(first.floats) / 48_000:.0f} s of sound", flush=True)
                print(f"numpy {found.numpy}, {case.name} [{found.kernel}]: {told(found, first)}", flush=True)
                same &= is_same(found, first)
    print("every clip has the same bytes" if same else "CLIPS DIFFER")
    sys.exit(not same)


def jobs_of(article: Path) -> list[RenderJob]:
    """What a build of the article, and of the page of manners, has spoken."""
    from narrate.production.inputs import open_inputs
    from narrate.production.kept import job_of, kept_for
    from narrate.production.plan import plan_of
    from narrate.production.request import Request

    jobs = []
    with tempfile.TemporaryDirectory() as folder:
        manners = Path(folder) / "manners.md"
        manners.write_text(MANNERS, "utf-8")
        for path in (article, manners):
            plan = plan_of(open_inputs(Request(path, out=Path(folder))))
            kept = kept_for(plan, None)
            for planned in plan.utterances:
                reading, _ = kept.read(planned)
                if reading.labels:
                    jobs.append(job_of(planned, reading, plan.bit_rate_kbps))
    return jobs


def features_of(python: Path) -> list[str]:
    """What an interpreter's numpy looks for in a processor, and finds in this one."""
    umath = "import numpy; u = getattr(numpy, '_core', None) or numpy.core; u = u._multiarray_umath"
    found = "[f for f in u.__cpu_dispatch__ if u.__cpu_features__[f]]"
    asked = subprocess.run(
        [python, "-c", f"{umath}; import json; print(json.dumps({found}))"],
        capture_output=True,
        check=True,
        env=environment({}),
    )
    return list(json.loads(asked.stdout))


def cases_of(features: Sequence[str]) -> Iterator[Case]:
    """All cases, the first as the machine is."""
    wide = " ".join(f for f in features if f.startswith("AVX512") or f == "X86_V4")
    every = " ".join(features)
    yield Case("as this machine is", {})
    yield Case("again, as this machine is", {})
    yield Case(f"NumPy without {wide}", {EACH[0]: wide})
    yield Case(f"NumPy without {every}", {EACH[0]: every})
    for kernel in KERNELS:
        yield Case(f"OpenBLAS for {kernel}", {EACH[1]: kernel})
    yield Case("the C library's sines without FMA and AVX", {EACH[3]: OLD_LIBC})
    oldest = {EACH[0]: every, EACH[1]: "Prescott", EACH[3]: OLD_LIBC}
    yield Case(f"the oldest: OpenBLAS for Prescott, no FMA, NumPy without {every}", oldest)
    for threads in ("2", "4"):
        yield Case(f"{threads} threads of OpenBLAS", {EACH[2]: threads})
    yield Case("4 threads of narrate's own, shuffled", {}, threads=4)


def environment(told: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with what a case is told, and nothing else of its kind."""
    kept = {name: value for name, value in os.environ.items() if name not in EACH}
    return {**kept, "OPENBLAS_NUM_THREADS": "1", **told, "PYTHONPATH": os.pathsep.join(source_folders())}


def source_folders() -> list[str]:
    """Where narrate lies: the other interpreters take it from there."""
    import narrate

    return [str(Path(path).parent) for path in narrate.__path__]


def heard(python: Path, case: Case, folder: Path) -> Heard:
    """What a process of its own makes of the jobs."""
    command = [str(python), __file__, "--speak", str(folder / "jobs"), str(folder), str(case.threads)]
    said = subprocess.run(command, check=True, env=environment(case.told), stdout=subprocess.PIPE)
    floats, samples = np.load(folder / "floats.npy"), np.load(folder / "samples.npy")
    version, kernel, lame, clips, times = json.loads(said.stdout)
    return Heard(version, kernel, lame, clips, times, floats, samples)


def told(found: Heard, first: Heard) -> str:
    """The digests of a case and how far it is from the first."""
    digests = f"float64 {digest(found.floats)}, 16 bits {digest(found.samples)}"
    digests += f", MP3 {found.clips}, times {found.times}"
    if len(found.floats) != len(first.floats) or len(found.samples) != len(first.samples):
        return f"{digests}: OF ANOTHER LENGTH"
    other = int(np.count_nonzero(found.samples != first.samples))
    away = np.abs(found.floats - first.floats) * STEP
    if not away.any():
        return f"{digests}: {other} differ, float64 the same"
    mean = float(away.mean())
    far = f"float64 by at most {away.max():.1e} of a 16-bit step, {mean:.1e} on average"
    hours = 1 / (mean * 48_000 * 3_600)
    return f"{digests}: {other} differ; {far} (so one 16-bit sample in {hours:,.0f} hours would)"


def is_same(found: Heard, first: Heard) -> bool:
    """Whether samples, and clips of the same LAME, are the same."""
    is_clip_same = found.clips == first.clips or found.lame != first.lame
    return np.array_equal(found.samples, first.samples) and found.times == first.times and is_clip_same


def digest(array: NDArray[float64] | NDArray[int16]) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()[:12]


def speak(jobs_file: Path, folder: Path, threads: int) -> None:
    """Speak all jobs in this process, and say what there is to say of it."""
    from narrate.audio.lame import encoder_package
    from narrate.ground.versions import installed_version

    jobs: list[RenderJob] = pickle.loads(jobs_file.read_bytes())
    order = list(range(len(jobs)))
    if threads > 1:
        random.Random(1).shuffle(order)
    made: dict[int, tuple[NDArray[float64], NDArray[int16], bytes, bytes]] = {}
    waiting = order[::-1]

    def work(_: int) -> None:
        engines: dict[str, OpenJTalkEngine] = {}
        while waiting:
            at = waiting.pop()
            made[at] = spoken(jobs[at], engines)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    ordered = [made[at] for at in range(len(jobs))]
    np.save(folder / "floats.npy", np.concatenate([one[0] for one in ordered]))
    np.save(folder / "samples.npy", np.concatenate([one[1] for one in ordered]))
    clips = hashlib.sha256(b"".join(one[2] for one in ordered)).hexdigest()[:12]
    times = hashlib.sha256(b"".join(one[3] for one in ordered)).hexdigest()[:12]
    print(json.dumps([np.__version__, blas_kernel(), installed_version(encoder_package()), clips, times]))


def spoken(
    job: RenderJob, engines: dict[str, OpenJTalkEngine]
) -> tuple[NDArray[float64], NDArray[int16], bytes, bytes]:
    """What `narrate.speech.render.render` makes, in its steps, and when the moras are heard."""
    from narrate.audio.editing import edited
    from narrate.audio.mp3 import encode
    from narrate.speech.open_jtalk import OpenJTalkEngine

    voice = job.voice
    assert voice.model_path is not None
    key = f"{voice.model_digest} {voice.timbre}"
    if key not in engines:
        engines[key] = OpenJTalkEngine(voice.model_path, voice.timbre)
    sound = engines[key].sound(job.labels, job.delivery)
    samples = edited(sound.samples, int(sound.start_ms), voice.gain_db).samples
    times = np.concatenate([np.atleast_1d(part) for part in engines[key].heard(job.labels, job.delivery)])
    return sound.samples, samples, encode(samples, job.bit_rate_kbps), times.tobytes()


def blas_kernel() -> str:
    """What NumPy's OpenBLAS says that it runs, on Linux."""
    import ctypes

    maps = Path("/proc/self/maps")
    lines = maps.read_text().splitlines() if maps.exists() else []
    for path in sorted({line.split()[-1] for line in lines if "openblas" in line}):
        library = ctypes.CDLL(path)
        for name in ("scipy_openblas_get_corename64_", "openblas_get_corename64_"):
            if hasattr(library, name):
                core = getattr(library, name)
                core.restype = ctypes.c_char_p
                return str(core().decode())
    return "unknown"


if __name__ == "__main__":
    main()
