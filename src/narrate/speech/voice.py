"""Voices: ``voices/NAME.toml`` and the model it names -> `Voice`."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.errors import VoiceError
from narrate.speech.htsvoice import check_htsvoice

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_VOICE = "mei"
BUNDLED_MODEL = "bundled:mei_normal"
"""The model inside the pyopenjtalk-plus wheel."""

_PACKAGE = Path(__file__).parent.parent
_KEYS: dict[str, tuple[type, ...]] = {
    "description": (str,),
    "engine": (str,),
    "model": (str,),
    "sha256": (str,),
    "speed": (int, float),
    "pitch": (int, float),
    "gain_db": (int, float),
    "credit": (str,),
    "licence": (str,),
    "url": (str,),
}
_RANGES = {"speed": (0.25, 4.0), "pitch": (-24.0, 24.0), "gain_db": (-40.0, 40.0)}


@dataclass(frozen=True)
class Voice:
    """How something is spoken: a model and its settings.

    ``speed`` 1.0 is the model's own; ``pitch`` is in semitones; ``gain_db`` is the one constant gain
    that brings this voice to the edition's loudness. ``credit`` is what its licence asks to be said.
    """

    name: str
    engine: str
    model_path: Path | None
    model_digest: str
    speed: float = 1.0
    pitch: float = 0.0
    gain_db: float = 0.0
    credit: str = ""
    licence: str = ""
    url: str = ""
    description: str = ""

    def with_prosody(self, speed: float | None, pitch: float | None) -> Voice:
        """The same voice, faster or higher; ``None`` leaves a setting as it is."""
        return replace(
            self,
            speed=self.speed if speed is None else speed,
            pitch=self.pitch if pitch is None else pitch,
        )

    @cached_property
    def credit_line(self) -> str:
        """The line that an edition carries for this voice; empty when the licence asks for none."""
        parts = (self.credit, f"({self.licence})" if self.licence else "", self.url)
        return " ".join(p for p in parts if p) if self.credit else ""


def voice_folders(workspace: Path) -> tuple[Path, ...]:
    """Where voices are looked for: the workspace's ``voices``, then what narrate brings."""
    own = _PACKAGE / "voices"
    return (workspace / "voices", own if own.is_dir() else _PACKAGE.parent.parent / "voices")


def find_voice(name: str, folders: Sequence[Path]) -> Voice:
    """Load the voice called ``name``.

    Raises:
        VoiceError: there is none of that name, its TOML is wrong, or its model is missing or damaged.
    """
    for folder in folders if name == Path(name).name else ():
        if (path := folder / f"{name}.toml").is_file():
            return load_voice(path)
        if (model := folder / f"{name}.htsvoice").is_file():
            raise VoiceError(
                f"the voice is not described in {name}.toml",
                hint=f"run 'narrate voices --measure {name}' to get one",
                path=model,
            )
    names = ", ".join(v for v, _ in list_voices(folders)) or "none"
    raise VoiceError(f"there is no voice {name!r}", hint=f"there are: {names}")


def list_voices(folders: Sequence[Path]) -> list[tuple[str, Path]]:
    """The names of all described voices and their files; an earlier folder hides a later one."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            found.setdefault(path.stem, path)
    return sorted(found.items())


def load_voice(path: Path) -> Voice:
    """Read one voice file and check its model.

    Raises:
        VoiceError: with the file and, where it can be told, the line.
    """
    table = _read_toml(path)
    for key, value in table.items():
        _check_value(key, value, path)
    engine = str(table.get("engine", "open-jtalk"))
    model, digest = _model(table, engine, path)
    return Voice(
        name=path.stem,
        engine=engine,
        model_path=model,
        model_digest=digest,
        speed=float(table.get("speed", 1.0)),
        pitch=float(table.get("pitch", 0.0)),
        gain_db=float(table.get("gain_db", 0.0)),
        **{key: str(table.get(key, "")) for key in ("credit", "licence", "url", "description")},
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VoiceError(f"not valid TOML ({error})", hint="strings stand in quotes", path=path) from None
    except OSError as error:
        raise VoiceError(f"cannot be read ({error.strerror})", path=path) from None


def _check_value(key: str, value: object, path: Path) -> None:
    text = path.read_text(encoding="utf-8").splitlines()
    line = next((i for i, row in enumerate(text, 1) if row.split("=")[0].strip() == key), None)
    if key not in _KEYS:
        raise VoiceError(
            f"unknown key {key!r}", hint=f"a voice has: {', '.join(_KEYS)}", path=path, line=line
        )
    if not isinstance(value, _KEYS[key]) or isinstance(value, bool):
        wanted = "a text in quotes" if _KEYS[key] == (str,) else "a number"
        raise VoiceError(f"{key} is {value!r}", hint=f"it must be {wanted}", path=path, line=line)
    if key in _RANGES and isinstance(value, int | float):
        low, high = _RANGES[key]
        if not low <= value <= high:
            raise VoiceError(
                f"{key} is {value}", hint=f"it must be from {low} to {high}", path=path, line=line
            )
    if key == "engine" and value not in ("open-jtalk", "tone"):
        raise VoiceError(f"unknown engine {value!r}", hint="there is: open-jtalk", path=path, line=line)


def _model(table: dict[str, Any], engine: str, path: Path) -> tuple[Path | None, str]:
    if engine == "tone":
        return None, "tone"
    named = table.get("model", f"{path.stem}.htsvoice")
    model = bundled_model() if named == BUNDLED_MODEL else path.parent / named
    try:
        data = model.read_bytes()
    except OSError:
        raise VoiceError(f"its model {model} is missing", hint="put it there", path=path) from None
    digest = hashlib.sha256(data).hexdigest()
    if table.get("sha256", digest) != digest:
        raise VoiceError(
            f"its model {model.name} is not the one described (SHA-256 {digest[:12]}…)",
            hint="get the model again, or measure the voice anew",
            path=path,
        )
    if "sha256" not in table and named != BUNDLED_MODEL:
        check_htsvoice(data, model)
    return model, digest


def bundled_model() -> Path:
    """The Mei voice in the pyopenjtalk package, found without importing it (that takes a second)."""
    spec = find_spec("pyopenjtalk")
    if spec is None or spec.origin is None:
        raise VoiceError("the package pyopenjtalk-plus is not installed", hint="install narrate again")
    return Path(spec.origin).parent / "htsvoice" / "mei_normal.htsvoice"
