"""A voice as it is given out: a loose .htsvoice or one in a .zip, with the texts that lie beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from narrate.errors import UsageError, VoiceError
from narrate.ground.archive import Archive, ArchiveError, Fault
from narrate.ground.files import is_archive, read_file
from narrate.messages import Listed, Message, reason_of
from narrate.speech.open_jtalk import voice_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MODEL_SUFFIX = ".htsvoice"
_MOST_FILE_BYTES = 1_000_000_000
_MOST_MODEL_BYTES = 200_000_000
"""A hundred times what voices have."""
_MOST_TEXT_BYTES = 200_000
_MOST_TEXTS = 20
_DAMAGED = Message("this is no .zip archive, or a damaged one")
_PROBLEMS = {
    Fault.TOO_MANY: Message("the archive holds too many files"),
    Fault.TWICE: Message("the archive holds several voices of one name"),
    Fault.LOCKED: Message("the voice in the archive is locked with a password"),
    Fault.ODDLY_PACKED: Message("the archive is packed in a way that narrate does not know"),
    Fault.TOO_LARGE: Message("the voice in the archive is too large"),
}
_ABOUT = re.compile(
    r"(copyright|copying|licen[cs]e|readme|notice|credits?|authors?|terms)\b"
    r"|.*(著作権|ライセンス|利用規約|使用許諾|使用条件|お読みください|読んでください)",
    re.IGNORECASE,
)
_FOR_READERS = ("", ".txt", ".md", ".rst", ".text", ".html")


class NearText(NamedTuple):
    """A text beside a model that may say what its licence is."""

    name: str
    text: str


@dataclass(frozen=True)
class Offered:
    """A model that can be spoken with. ``path`` is where it lies, if need be inside an archive."""

    path: Path
    data: bytes
    texts: tuple[NearText, ...]

    @property
    def rate_hz(self) -> int:
        """The rate that it speaks at."""
        return voice_model(self.data, self.path).sample_rate_hz


def offered(file: Path, picked: str | None = None) -> Offered:
    """The voice in ``file``; ``picked`` is the one that is meant of several in an archive.

    Raises:
        UsageError: there is no such file, or nobody said which of several.
        VoiceError: it cannot be read, is damaged, or cannot be spoken with.
    """
    data = _bytes_of(file)
    if is_archive(data):
        found = _in_archive(data, file, picked)
    elif picked is not None:
        raise UsageError(
            Message("--pick means one of the voices in a .zip"), hint=Message("leave it out"), path=file
        )
    else:
        found = Offered(file, data, tuple(_beside(file)))
    voice_model(found.data, found.path)
    return found


def _bytes_of(file: Path) -> bytes:
    try:
        return read_file(file, _MOST_FILE_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(
            Message("there is no such file"), hint=Message("check the path"), path=file
        ) from None
    except OSError as error:
        problem = Message("cannot be read ({reason})", reason=reason_of(error))
        raise VoiceError(
            problem, hint=Message("give an .htsvoice file, or a .zip with one"), path=file
        ) from None


def _beside(model: Path) -> Iterator[NearText]:
    """The texts in a loose model's own folder; what cannot be read is no help."""
    try:
        names = sorted(path.name for path in model.parent.iterdir() if _is_about(path.name))
    except OSError:
        return
    for name in names[:_MOST_TEXTS]:
        try:
            data = read_file(model.parent / name, _MOST_TEXT_BYTES)
        except OSError:
            continue
        yield NearText(name, _decoded(data))


def _is_about(name: str) -> bool:
    return bool(_ABOUT.match(name)) and Path(name).suffix.lower() in _FOR_READERS


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _in_archive(data: bytes, file: Path, picked: str | None) -> Offered:
    try:
        archive = Archive(data)
        name = _chosen([n for n in archive.names if n.lower().endswith(MODEL_SUFFIX)], picked, file)
        model = archive.read(name, _MOST_MODEL_BYTES)
    except ArchiveError as error:
        problem = _PROBLEMS.get(error.fault, _DAMAGED)
        hint = Message("unpack it and give the .htsvoice file itself")
        raise VoiceError(problem, hint=hint, path=file) from None
    return Offered(file / name, model, tuple(_about(name, archive)))


def _chosen(models: Sequence[str], picked: str | None, file: Path) -> str:
    """The one model that is meant."""
    if not models:
        raise VoiceError(
            Message("the archive holds no voice (.htsvoice)"),
            hint=Message("give an .htsvoice file, or a .zip with one"),
            path=file,
        )
    meant = [name for name in models if picked is None or picked in _ways_to_say(name)]
    if len(meant) == 1:
        return meant[0]
    stems = {PurePosixPath(name).stem for name in models}
    names = Listed(sorted(stems) if len(stems) == len(models) else sorted(models))
    problem = Message("the archive holds {names}", names=names)
    if picked is not None and not meant:
        problem = Message("the archive holds no {name!r}, but {names}", name=picked, names=names)
    raise UsageError(problem, hint=Message("say which with --pick NAME"), path=file)


def _ways_to_say(name: str) -> tuple[str, ...]:
    path = PurePosixPath(name)
    return name, path.name, path.stem


def _about(model: str, archive: Archive) -> Iterator[NearText]:
    """The texts in a model's folder and in those around it, the nearest first."""
    ranks = {folder: rank for rank, folder in enumerate(PurePosixPath(model).parents)}
    paths = {name: PurePosixPath(name) for name in archive.names}
    near = [name for name, path in paths.items() if path.parent in ranks and _is_about(path.name)]
    near.sort(key=lambda name: (ranks[paths[name].parent], name))
    for name in near[:_MOST_TEXTS]:
        try:
            data = archive.read(name, _MOST_TEXT_BYTES)
        except ArchiveError:
            continue
        yield NearText(name, _decoded(data))
