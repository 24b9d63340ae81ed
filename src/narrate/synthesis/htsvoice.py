"""An .htsvoice file -> `VoiceModel`, or one line that says why it cannot be spoken with.

The format is that of HTS_Engine_load in hts_engine API 1.10: a header in three parts, then the texts and
tables that it points to. Nothing here is trusted: sizes are those of the file, numbers are finite and within
reason, trees end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from narrate.errors import VoiceError
from narrate.messages import Message
from narrate.synthesis.model import FIRST_STATE, Forest, Stream, Tree, VoiceModel
from narrate.synthesis.trees import DamagedError, Questions, check_patterns, read_trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy import float64
    from numpy.typing import NDArray

_FIELD = re.compile(r"^([A-Z0-9_]+(?:\[\w+\])?):(.*)$", re.MULTILINE)
_DECIMAL = re.compile(r"-?(?:\d{1,3}(?:\.\d{0,12})?|\.\d{1,12})")
_RANGE = re.compile(r"(\d{1,12})-(\d{1,12})")
_LARGEST = 1e9
_LARGEST_ALPHA = 0.95
_SMALLEST_VARIANCE = 1e-12
_LONGEST_STATE_MS = 1_000.0
_LOG_HZ = (np.log(10.0), np.log(24_000.0))
_MOST_STATES = 20
_MOST_WINDOWS = 5
_WIDEST_WINDOW = 9
_LARGEST_WEIGHT = 10.0
"""Of a window: those of voices have 2 at most, and the first is 1 alone."""
_LONGEST_VECTOR = 256
_RATES_HZ = range(8_000, 192_001)
_LONGEST_FRAME_MS = 20
_ONE_STATE = range(FIRST_STATE, FIRST_STATE + 1)
_SECTIONS = (b"[GLOBAL]\n", b"[STREAM]\n", b"[POSITION]\n")
_LONGEST_LINE = 500
"""hts_engine has room for 1,023 letters; those of voices have 51."""
_OPTIONS = re.compile(r"(?:[A-Z_]+(?:=[\w.+-]*)?(?:,[A-Z_]+(?:=[\w.+-]*)?)*)?")
_QUOTED = re.compile(r'(?:"[^",]+"(?:,"[^",]+")*)?')
_LARGEST_MEAN = 50.0
"""Of a cepstrum, which has 12 at most in voices."""
_VARIANCES = (1e-10, 1e4)
"""Those of voices lie between 1e-8 and 1e3."""
_LARGEST_VARIANCE_OF_ALL = (100.0, 1e4)
_LONGEST_SOUND_MS = 500.0
"""On average; in voices it is 100."""
_LARGEST_FILTER = 10.0


class _RefusedError(ValueError):
    """A whole voice of a kind that cannot be spoken with."""

    def __init__(self, problem: Message, hint: Message) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


def read_htsvoice(data: bytes, path: Path) -> VoiceModel:
    """The voice that ``data`` holds.

    Raises:
        VoiceError: it is something else, cut short, damaged, or of a kind that is not spoken.
    """
    try:
        return _voice(_File.of(data))
    except _RefusedError as refused:
        raise VoiceError(refused.problem, hint=refused.hint, path=path) from None
    except DamagedError as damage:
        problem = Message("the voice file is damaged: {problem}", problem=damage.problem)
        raise VoiceError(problem, hint=Message("get it again"), path=path) from None


@dataclass(frozen=True)
class _File:
    """The header's fields, and the data that they point to."""

    fields: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, data: bytes) -> _File:
        if not data.startswith(b"[GLOBAL]\n"):
            raise _RefusedError(Message("this is no HTS voice"), Message("give an .htsvoice file"))
        head, mark, body = data.partition(b"[DATA]\n")
        if not mark:
            raise DamagedError(Message("its header breaks off"))
        return cls(_fields(head), body)

    def text(self, name: str) -> str:
        if name not in self.fields:
            raise DamagedError(Message("its header lacks {name}", name=name))
        return self.fields[name].strip()

    def whole(self, name: str, least: int, most: int) -> int:
        text = self.text(name)
        if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
            raise DamagedError(Message("{name} is {value}", name=name, value=text[:40]))
        return int(text)

    def parts(self, name: str) -> list[bytes]:
        """The ranges of bytes that a field points to."""
        parts = []
        for written in self.text(name).split(","):
            match = _RANGE.fullmatch(written.strip())
            if match is None or int(match[2]) < int(match[1]):
                raise DamagedError(Message("{name} is {value}", name=name, value=written[:40]))
            if int(match[2]) >= len(self.body):
                raise DamagedError(
                    Message(
                        "it is cut short ({name} ends at byte {end} of {count})",
                        name=name,
                        end=int(match[2]),
                        count=len(self.body),
                    )
                )
            parts.append(self.body[int(match[1]) : int(match[2]) + 1])
        return parts

    def part(self, name: str) -> bytes:
        return self.parts(name)[0]


def _fields(head: bytes) -> dict[str, str]:
    """The header's fields. hts_engine reads it after us and trusts it: it must be as every voice's is.

    Raises:
        DamagedError: a line is long or unreadable, a section or field is there twice or out of its place.
    """
    text = head.decode("latin-1")
    places = [head.find(section) for section in _SECTIONS]
    lines = [line for line in text.splitlines() if line]
    found = _FIELD.findall(text)
    fields = dict(found)
    is_sound = (
        all(line.isascii() and line.isprintable() and len(line) <= _LONGEST_LINE for line in lines)
        and sorted(places) == places
        and -1 not in places
        and len(fields) == len(found) == len(lines) - len(_SECTIONS)
        and all(("[" in name) == (at > 0) for name, at in _sections_of(lines) if at < 2)
    )
    if not is_sound:
        raise DamagedError(Message("its header is broken"))
    return fields


def _sections_of(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each field's name and which section it stands in."""
    at = -1
    for line in lines:
        if line.startswith("["):
            at += 1
        else:
            yield line.partition(":")[0], at


def _kinds(file: _File) -> list[str]:
    """The names of the streams.

    Raises:
        _RefusedError: there are too many or too few.
        DamagedError: they are not as many as told, or one has options that are none.
    """
    kinds = [kind.strip() for kind in file.text("STREAM_TYPE").split(",")]
    if len(kinds) not in (2, 3):
        raise _RefusedError(
            Message("the voice has {count} streams", count=len(kinds)),
            Message("one with spectrum, pitch and, at most, a low-pass filter is needed"),
        )
    told = [("NUM_STREAMS", len(set(kinds)) == len(kinds) and file.text("NUM_STREAMS") == str(len(kinds)))]
    options = [f"OPTION[{kind}]" for kind in kinds]
    told += [(name, bool(_OPTIONS.fullmatch(file.text(name)))) for name in options]
    for name in (name for name, is_sound in told if not is_sound):
        raise DamagedError(Message("{name} is {value}", name=name, value=file.text(name)[:40]))
    return kinds


def _voice(file: _File) -> VoiceModel:
    if file.text("FULLCONTEXT_FORMAT") != "HTS_TTS_JPN":
        raise _RefusedError(
            Message("the voice speaks {format}", format=file.text("FULLCONTEXT_FORMAT")[:40]),
            Message("a Japanese one is needed"),
        )
    rate_hz = file.whole("SAMPLING_FREQUENCY", _RATES_HZ.start, _RATES_HZ.stop - 1)
    frame_samples = file.whole("FRAME_PERIOD", 16, rate_hz * _LONGEST_FRAME_MS // 1000)
    states = file.whole("NUM_STATES", 1, _MOST_STATES)
    kinds = _kinds(file)
    questions = Questions()
    every_state = range(FIRST_STATE, FIRST_STATE + states)
    streams = [_stream(file, kind, every_state, questions) for kind in kinds]
    spectrum, pitch = streams[:2]
    durations = _forest(file.part("DURATION_TREE"), file.part("DURATION_PDF"), states, _ONE_STATE, questions)
    _check_pitch(pitch)
    _check_durations(durations, frame_samples * 1000.0 / rate_hz)
    _check_spectrum(spectrum)
    return VoiceModel(
        sample_rate_hz=rate_hz,
        frame_samples=frame_samples,
        states=states,
        alpha=_alpha(file, kinds[0]),
        durations=durations,
        spectrum=spectrum,
        pitch=pitch,
        low_pass=_checked_low_pass(streams[2]) if len(streams) > 2 else None,
        without_variance=_off_contexts(file, questions),
        questions=tuple(questions.asked),
    )


def _alpha(file: _File, kind: str) -> float:
    """The all-pass constant of the spectrum.

    Raises:
        _RefusedError: its spectra are line spectral pairs, which nobody has found a voice with.
    """
    options = dict(part.partition("=")[::2] for part in file.fields.get(f"OPTION[{kind}]", "").split(","))
    if options.get("GAMMA", "0").strip() not in ("", "0"):
        raise _RefusedError(
            Message("the voice's spectra are line spectral pairs (GAMMA is not 0)"),
            Message("one with mel-cepstra (GAMMA=0) is needed"),
        )
    text = options.get("ALPHA", "0").strip()
    if not _DECIMAL.fullmatch(text) or abs(float(text)) > _LARGEST_ALPHA:
        raise DamagedError(Message("{name} is {value}", name="ALPHA", value=text[:40]))
    return float(text)


def _off_contexts(file: _File, questions: Questions) -> int | None:
    told = file.fields.get("GV_OFF_CONTEXT", "").strip()
    if not _QUOTED.fullmatch(told):
        raise DamagedError(Message("{name} is {value}", name="GV_OFF_CONTEXT", value=told[:40]))
    patterns = [p for p in told.replace('"', "").split(",") if p]
    check_patterns(patterns)
    return questions.place_of(patterns) if patterns else None


def _stream(file: _File, kind: str, states: range, questions: Questions) -> Stream:
    length = file.whole(f"VECTOR_LENGTH[{kind}]", 1, _LONGEST_VECTOR)
    windows = _windows(file, kind)
    is_msd = file.text(f"IS_MSD[{kind}]") == "1"
    forest = _forest(
        file.part(f"STREAM_TREE[{kind}]"),
        file.part(f"STREAM_PDF[{kind}]"),
        length * len(windows),
        states,
        questions,
        is_msd=is_msd,
    )
    variance = None
    most, most_precision = _LARGEST_VARIANCE_OF_ALL
    if file.fields.get(f"USE_GV[{kind}]", "0").strip() == "1":
        tree = file.part(f"GV_TREE[{kind}]") if f"GV_TREE[{kind}]" in file.fields else b""
        table = f"GV_PDF[{kind}]"
        variance = _forest(tree, file.part(table), length, _ONE_STATE, questions)
        if (variance.means <= 0).any():
            raise DamagedError(Message("{name} has a variance that is not above 0", name=table))
        if (variance.means > most).any() or (variance.variances > most_precision).any():
            raise DamagedError(Message("a distribution has a number without reason"))
    if len(windows) > 1 and not _within(forest.variances, *_VARIANCES):
        raise DamagedError(Message("a distribution has a number without reason"))
    return Stream(length, windows, forest, variance)


def _within(numbers: NDArray[float64], least: float, most: float) -> bool:
    return bool(((numbers >= least) & (numbers <= most)).all())


def _windows(file: _File, kind: str) -> tuple[NDArray[float64], ...]:
    name = f"STREAM_WIN[{kind}]"
    windows = []
    for part in file.parts(name):
        numbers = _numbers(part, name)
        size = int(numbers[0]) if numbers and numbers[0] == int(numbers[0]) else 0
        if not 1 <= size <= _WIDEST_WINDOW or size % 2 == 0 or len(numbers) != size + 1:
            raise DamagedError(Message("{name} is no window", name=name))
        windows.append(np.array(numbers[1:], np.float64))
    is_static_first = windows[0].tolist() == [1.0] and all(window.any() for window in windows)
    if len(windows) != file.whole(f"NUM_WINDOWS[{kind}]", 1, _MOST_WINDOWS) or not is_static_first:
        raise DamagedError(Message("{name} is no window", name=name))
    return tuple(windows)


def _numbers(part: bytes, name: str) -> list[float]:
    try:
        numbers = [float(word) for word in part.decode("ascii").split()]
    except ValueError:
        numbers = []
    if not all(abs(number) <= _LARGEST_WEIGHT for number in numbers):  # a NaN is not
        raise DamagedError(Message("{name} is no window", name=name))
    return numbers


def _forest(
    tree: bytes, table: bytes, columns: int, states: range, questions: Questions, *, is_msd: bool = False
) -> Forest:
    """Trees and their distributions, each with as many means and variances as ``columns``."""
    trees = read_trees(_ascii(tree), questions) if tree.strip() else (Tree(states.start, None),)
    if set(states) != {found.state for found in trees if found.head is None}:
        raise DamagedError(Message("a state has no decision tree"))
    width = 2 * columns + is_msd
    head = 4 * len(trees)
    if len(table) < head:
        raise DamagedError(Message("a table of distributions has another size than it says"))
    counts = np.frombuffer(table[:head], "<u4").astype(np.int64)
    if len(table) != head + 4 * width * int(counts.sum()):
        raise DamagedError(Message("a table of distributions has another size than it says"))
    with np.errstate(invalid="ignore"):  # some NaNs make a noise of their own
        rows = np.frombuffer(table[head:], "<f4").astype(np.float64).reshape(-1, width)
    if not (np.abs(rows) <= _LARGEST).all():  # a NaN is not
        raise DamagedError(Message("a distribution has a number without reason"))
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Forest(
        of_state=_by_state([_at(found, int(starts[i]), int(counts[i])) for i, found in enumerate(trees)]),
        means=np.ascontiguousarray(rows[:, :columns]),
        variances=np.maximum(rows[:, columns : 2 * columns], _SMALLEST_VARIANCE),
        voiced=np.ascontiguousarray(rows[:, -1]) if is_msd else None,
    )


def _by_state(trees: Sequence[Tree]) -> dict[int, tuple[Tree, ...]]:
    states = {tree.state for tree in trees}
    return {state: tuple(tree for tree in trees if tree.state == state) for state in states}


def _at(tree: Tree, start: int, count: int) -> Tree:
    """The tree with its leaves counted over all tables.

    Raises:
        DamagedError: it names a distribution that is not there.
    """

    def moved(branch: int) -> int:
        if branch >= 0:
            return branch
        if ~branch >= count:
            raise DamagedError(Message("a decision tree names a distribution that is not there"))
        return ~(~branch + start)

    no, yes = tuple(map(moved, tree.no)), tuple(map(moved, tree.yes))
    return replace(tree, no=no, yes=yes, only_leaf=~moved(~tree.only_leaf))


def _ascii(part: bytes) -> str:
    if not part.isascii() or b"\0" in part:
        raise DamagedError(Message("a decision tree is broken"))
    return part.decode("ascii")


def _check_pitch(pitch: Stream) -> None:
    if pitch.length != 1 or pitch.forest.voiced is None:
        raise _RefusedError(
            Message("the voice's second stream is no pitch with voicing (MSD)"),
            Message("another voice is needed"),
        )
    level = pitch.forest.means[pitch.forest.voiced > 0.5, 0]
    if ((level < _LOG_HZ[0]) | (level > _LOG_HZ[1])).any():
        raise DamagedError(Message("it has a pitch that nobody speaks at"))


def _check_durations(durations: Forest, frame_ms: float) -> None:
    lengths_ms = np.abs(durations.means) * frame_ms
    if (lengths_ms > _LONGEST_STATE_MS).any() or lengths_ms.sum(axis=1).mean() > _LONGEST_SOUND_MS:
        raise DamagedError(Message("it has a sound that does not end"))


def _check_spectrum(spectrum: Stream) -> None:
    if spectrum.forest.voiced is not None:
        raise _RefusedError(
            Message("the voice's spectrum has gaps (MSD)"), Message("another voice is needed")
        )
    if not _within(spectrum.forest.means, -_LARGEST_MEAN, _LARGEST_MEAN):
        raise DamagedError(Message("a distribution has a number without reason"))


def _checked_low_pass(low_pass: Stream) -> Stream:
    """The filter of the pulses: one window, an odd number of taps."""
    if len(low_pass.windows) != 1 or low_pass.length % 2 == 0 or low_pass.forest.voiced is not None:
        raise _RefusedError(
            Message("the voice's third stream is no low-pass filter"), Message("another voice is needed")
        )
    if (np.abs(low_pass.forest.means).sum(axis=1) > _LARGEST_FILTER).any():
        raise DamagedError(Message("a distribution has a number without reason"))
    return low_pass
