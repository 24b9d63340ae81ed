"""Voices: ``voices/NAME.toml`` and the model it names -> `Voice`."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.errors import VoiceError
from narrate.ground.choices import OWN_ENGINE, PROSODY
from narrate.ground.files import read_file
from narrate.ground.tables import Range, UnwantedError, any_text, checked_table, writable_text
from narrate.ground.toml import read_toml
from narrate.messages import Listed, Message, reason_of
from narrate.speech.shade import shaded_pitch, shaded_speed
from narrate.synthesis.delivery import Timbre

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrate.ground.opened import Read
    from narrate.ground.tables import Kinds
    from narrate.ground.toml import TomlFile
    from narrate.speech.shade import Shade

DEFAULT_VOICE = "mei"
DEFAULT_SPREAD_MS = 0.5
BUNDLED_MODEL = "bundled:mei_normal"
"""The model inside the pyopenjtalk-plus wheel."""

_PACKAGE = Path(__file__).parent.parent


GAIN = Range(-40.0, 40.0, Message("decibels"))
"""What a voice may need to be as loud as others."""


def _engine(value: object) -> str:
    """A kind; the engine of the tests is not told of."""
    if value not in (OWN_ENGINE, "hts_engine", "tone"):
        raise UnwantedError(Message("'open-jtalk' or 'hts_engine'"))
    return str(value)


_KINDS: Kinds = {
    "description": writable_text,
    "engine": _engine,
    "model": any_text,
    "sha256": any_text,
    **PROSODY,
    "gain_db": GAIN.number,
    "spread_ms": Range(0.0, 2.0, Message("milliseconds")).number,
    "spectrum_variance": Range(0.0, 2.0).number,
    "pitch_variance": Range(0.0, 4.0).number,
    "credit": writable_text,
    "licence": writable_text,
    "url": writable_text,
}


@dataclass(frozen=True)
class Voice:
    """How something is spoken: a model and its settings.

    ``speed`` 1.0 is the model's own; ``pitch`` is in semitones; ``gain_db`` is the one constant gain
    that brings this voice to the edition's loudness. The next three are its `Timbre`. ``credit`` is what its
    licence asks to be said. ``span`` and ``warp`` are a shade's, as in `narrate.synthesis.delivery`.
    """

    name: str
    engine: str
    model_path: Path | None
    model_digest: str
    speed: float = 1.0
    pitch: float = 0.0
    gain_db: float = 0.0
    spread_ms: float = DEFAULT_SPREAD_MS
    spectrum_variance: float = 1.0
    pitch_variance: float = 1.0
    credit: str = ""
    licence: str = ""
    url: str = ""
    description: str = ""
    span: float = 1.0
    warp: float = 0.0

    def with_prosody(self, speed: float | None, pitch: float | None) -> Voice:
        """The same voice, faster or higher; ``None`` leaves a setting as it is."""
        return replace(
            self,
            speed=self.speed if speed is None else speed,
            pitch=self.pitch if pitch is None else pitch,
        )

    def in_shade(self, shade: Shade) -> Voice:
        """The same voice, as different as its engine can make it."""
        speed, pitch = shaded_speed(self.speed, shade), shaded_pitch(self.pitch, shade)
        if self.engine != OWN_ENGINE:
            return replace(self, speed=speed, pitch=pitch)
        return replace(self, speed=speed, pitch=pitch, span=shade.range, warp=shade.timbre)

    @property
    def timbre(self) -> Timbre:
        """What the engine makes of the model beside its words."""
        return Timbre(self.spread_ms, self.spectrum_variance, self.pitch_variance)

    @cached_property
    def sound_digest(self) -> str:
        """A digest of what the voice adds to a sound: its model and settings, not its name or credit."""
        parts: tuple[object, ...]
        parts = (self.engine, self.model_digest, self.speed, self.pitch, self.gain_db, self.timbre)
        if (self.span, self.warp) != (1.0, 0.0):
            parts = (*parts, self.span, self.warp)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]

    @cached_property
    def credit_line(self) -> str:
        """The line that an edition carries for this voice; empty when the licence asks for none."""
        parts = (self.credit, f"({self.licence})" if self.licence else "", self.url)
        return " ".join(p for p in parts if p) if self.credit else ""


def voice_folders(workspace: Path) -> tuple[Path, ...]:
    """Where voices are looked for: the workspace's ``voices``, then what narrate brings."""
    own = _PACKAGE / "voices"
    return (workspace / "voices", own if own.is_dir() else _PACKAGE.parent.parent / "voices")


def find_voice(name: str, folders: Sequence[Path], read: Read = read_file) -> Voice:
    """Load the voice called ``name``.

    Raises:
        VoiceError: there is none of that name, its TOML is wrong, or its model is missing or damaged.
    """
    for folder in folders if name == Path(name).name else ():
        if _is_file(path := folder / f"{name}.toml"):
            return load_voice(path, read)
        if _is_file(model := folder / f"{name}.htsvoice"):
            raise VoiceError(
                Message("the voice is not described in {name}.toml", name=name),
                hint=Message("run 'narrate voices add {model}'", model=model),
                path=model,
            )
    names = Listed(v for v, _ in list_voices(folders)) or Message("none")
    raise VoiceError(
        Message("there is no voice {name!r}", name=name), hint=Message("there are: {names}", names=names)
    )


def list_voices(folders: Sequence[Path]) -> list[tuple[str, Path]]:
    """The names of all described voices and their files; an earlier folder hides a later one."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _files_in(folder, "*.toml"):
            found.setdefault(path.stem, path)
    return sorted(found.items())


def undescribed_models(folders: Sequence[Path], described: Sequence[Voice]) -> list[Path]:
    """Models that lie there and that no description names, nor one of their own name."""
    used = {voice.model_path for voice in described}
    names = {name for name, _ in list_voices(folders)}
    models = [path for folder in folders for path in _files_in(folder, "*.htsvoice")]
    return [path for path in models if path not in used and path.stem not in names]


def _files_in(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder, which need not be there.

    Raises:
        VoiceError: it cannot be read: nobody knows which voices there are.
    """
    try:
        with os.scandir(folder):
            return sorted(folder.glob(pattern))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unreadable(folder, error) from None


def _is_file(path: Path) -> bool:
    """Whether there is a voice's file; a name that no file can have is one of none."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise _unreadable(path.parent, error) from None


def _unreadable(folder: Path, error: OSError) -> VoiceError:
    problem = Message("cannot be read ({reason})", reason=reason_of(error))
    return VoiceError(problem, hint=Message("check its permissions"), path=folder)


def voice_files(folders: Sequence[Path], read: Read = read_file) -> Iterator[Path]:
    """Every file that a voice's sound may depend on: descriptions, models, and models that lie elsewhere."""
    for folder in folders:
        described = _files_in(folder, "*.toml")
        yield from described
        yield from _files_in(folder, "*.htsvoice")
        yield from filter(None, (_named_model(path, read) for path in described))
    yield bundled_model()


def _named_model(path: Path, read: Read) -> Path | None:
    """The model file that a description names, if it can be read and names one."""
    try:
        file = read_toml(path, VoiceError, read=read)
    except VoiceError:
        return None
    named = file.values.get("model") if file else None
    is_file = isinstance(named, str) and named != BUNDLED_MODEL and "\0" not in named
    return path.parent / str(named) if is_file else None


def load_voice(path: Path, read: Read = read_file) -> Voice:
    """Read one voice file and check its model.

    Raises:
        VoiceError: with the file and, where it can be told, the line.
    """
    file = read_toml(path, VoiceError, read=read)
    if file is None:
        raise VoiceError(Message("there is no such file"), hint=Message("see 'narrate voices'"), path=path)
    return voice_of(file, read)


def voice_of(file: TomlFile, read: Read = read_file) -> Voice:
    """The voice that a file describes, its model checked.

    Raises:
        VoiceError: with the file and, where it can be told, the line.
    """
    path = Path(file.path)
    if not file.values:
        raise VoiceError(
            Message("the voice is not described: the file says nothing"),
            hint=Message("run 'narrate voices --measure {name}', and keep what it prints", name=path.stem),
            path=path,
        )
    told = {"engine": OWN_ENGINE} | checked_table(file.values, _KINDS, file.fault)
    model, digest = _model(told, path, read)
    about = {key: value for key, value in told.items() if key not in ("model", "sha256")}
    return Voice(name=path.stem, model_path=model, model_digest=digest, **about)


def _model(told: Mapping[str, Any], path: Path, read: Read) -> tuple[Path | None, str]:
    if told["engine"] == "tone":
        return None, "tone"
    named = told.get("model", f"{path.stem}.htsvoice")
    model = bundled_model() if named == BUNDLED_MODEL else path.parent / named
    try:
        data = read(model)
    except (OSError, ValueError):
        raise VoiceError(
            Message("its model {model} is missing", model=model), hint=Message("put it there"), path=path
        ) from None
    digest = hashlib.sha256(data).hexdigest()
    if told.get("sha256", digest) != digest:
        raise VoiceError(
            Message(
                "its model {name} is not the one described (SHA-256 {digest}…)",
                name=model.name,
                digest=digest[:12],
            ),
            hint=Message("get the model again, or measure the voice anew"),
            path=path,
        )
    if "sha256" not in told and named != BUNDLED_MODEL:
        from narrate.speech.open_jtalk import voice_model

        voice_model(data, model)
    return model, digest


def model_bytes(voice: Voice) -> bytes:
    """The model that a voice was loaded with, as it lies there now; nothing where its engine needs none.

    Raises:
        VoiceError: it has gone, or is another one now: what it speaks would be kept as the old one's sound.
    """
    if voice.model_path is None:
        return b""
    try:
        data = voice.model_path.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != voice.model_digest:
        hint = Message("run the same command again")
        raise VoiceError(
            Message("the model was changed while the build ran"), hint=hint, path=voice.model_path
        )
    return data


def bundled_model() -> Path:
    """The Mei voice in the pyopenjtalk package, found without importing it (that takes a second)."""
    spec = find_spec("pyopenjtalk")
    if spec is None or spec.origin is None:
        raise VoiceError(
            Message("the package pyopenjtalk-plus is not installed"), hint=Message("install narrate again")
        )
    return Path(spec.origin).parent / "htsvoice" / "mei_normal.htsvoice"
