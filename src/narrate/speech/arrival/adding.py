"""A voice that was offered -> its model and its description among the workspace's voices."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.errors import SpeechError, UsageError, VoiceError
from narrate.ground.files import write_whole
from narrate.ground.locks import in_turn
from narrate.messages import Message
from narrate.speech.arrival.offered import MODEL_SUFFIX
from narrate.speech.measuring import About, description_of, measured_gain_db
from narrate.speech.voice import GAIN, list_voices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.speech.arrival.offered import Offered

_MOST_NAME_BYTES = 200
_UNFIT = re.compile(r'[\\/:*?"<>|]|^[. -]|[. ]$')
"""What a file's name cannot have on every system, or what a command would take for an option."""


def refuse_name(name: str, found: Offered, folders: Sequence[Path]) -> None:
    """Refuse a name that no voice can have, or that another one has.

    Raises:
        UsageError: another name is needed.
    """
    another = Message("give another with --name NAME")
    if not name.isprintable() or _UNFIT.search(name) or not 0 < len(name.encode()) <= _MOST_NAME_BYTES:
        raise UsageError(Message("a voice cannot be called {name!r}", name=name), hint=another)
    described = next((p for n, p in list_voices(folders) if n.casefold() == name.casefold()), None)
    model = _model(name, folders[0])
    taken = described or (model if _is_other(model, found) else None)
    if taken is not None:
        raise UsageError(Message("there is a voice {name!r} already", name=name), hint=another, path=taken)


def add_voice(found: Offered, name: str, about: About, folders: Sequence[Path]) -> Path:
    """Measure a voice and put it among the first folder's; the file that describes it. All of it, or nothing.

    Raises:
        UsageError: meanwhile another one came by that name.
        VoiceError: it speaks nothing that could be measured.
        OutputError: the folder cannot be written.
    """
    model, description = _model(name, folders[0]), folders[0] / f"{name}.toml"
    told = description_of(model.name, found.data, _gain_db(found), about)
    with in_turn(description):
        refuse_name(name, found, folders)
        is_new = not model.exists()
        try:
            if is_new:
                write_whole(model, found.data)
            write_whole(description, told.encode())
        except BaseException:
            if is_new and not description.exists():
                model.unlink(missing_ok=True)
            raise
    return description


def _model(name: str, folder: Path) -> Path:
    return folder / f"{name}{MODEL_SUFFIX}"


def _is_other(model: Path, found: Offered) -> bool:
    """Whether there is a file of that name and not just this voice, which may lie there undescribed."""
    try:
        return model.read_bytes() != found.data
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _gain_db(found: Offered) -> float:
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / f"offered{MODEL_SUFFIX}"
        write_whole(model, found.data)
        try:
            gain_db = measured_gain_db(model)
        except (SpeechError, VoiceError) as error:
            raise VoiceError(error.problem, hint=Message("get it again"), path=found.path) from None
    if not GAIN.low <= gain_db <= GAIN.high:
        told = f"{gain_db:.0f}"
        problem = Message("the voice would need {gain} dB to be as loud as others", gain=told)
        raise VoiceError(problem, hint=Message("get it again"), path=found.path)
    return gain_db
