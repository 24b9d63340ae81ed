"""Article files, archives too -> decoded text: which encoding, which line ends, and is it text at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.formats import format_of_name, format_of_text, is_zip, refuse_unpacked
from narrate.errors import PIPED_IN, SourceError
from narrate.ground.files import read_file
from narrate.ground.ownership import is_marked
from narrate.messages import Message, reason_of
from narrate.model import Source

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.ground.opened import Read

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SHIFT_OUT = b"\x1b$"
"""ISO-2022-JP's way into kanji; all its bytes are ASCII."""
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_STRAY_CONTROLS = 2
"""So many are slips of an editor, in a text of any length."""
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_KANA = re.compile("[\u3041-\u30fe\u3001\u3002]")
_RARE = re.compile("[\ue000-\uf8ff]")
_HEAD_BYTES = 4_096
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_CODECS = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "cp932": "cp932", "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "eucjp": "euc_jp",
}  # fmt: skip


def read_source(path: Path, read: Read = read_file) -> Source:
    r"""Read and decode an article file.

    UTF-8 (with or without a byte order mark), CP932 (Shift_JIS), EUC-JP, ISO-2022-JP and UTF-16 with a
    mark are recognised. Line ends become ``\n``. ``read`` is what reads the file. Of a ``.zip``, as Aozora
    Bunko gives them out, the one text inside is the article.

    Raises:
        SourceError: the file is missing, a folder, unreadable, empty, not text, or undecodable,
            one that narrate made, or in a format that it does not read.
    """
    if path.suffix.lower() == ".toml":
        raise SourceError(
            Message("this is a settings file"), hint=Message("give a text or Markdown file"), path=path
        )
    data = _bytes_of(path, read)
    if is_marked(data):
        raise own_output(path)
    format_of_name(path)
    if is_zip(data):
        from narrate.article.archives import read_archive

        found = read_archive(data, path)
        if isinstance(found, Source):
            return found
        data = found
    else:
        refuse_unpacked(data, path)
    if is_marked(data):
        raise own_output(path)
    text, encoding = decoded(data, path)
    source = source_of(path, text, encoding)
    if not source.text.strip():
        raise _empty(path, Message("the file holds only white space"))
    return source


def decoded(data: bytes, path: Path, charset: str = "") -> tuple[str, str]:
    r"""The text of a file's bytes with ``\n`` for its line ends, and its encoding.

    ``charset`` is what a server calls it: one more guess beside what the text says itself, since both err.

    Raises:
        SourceError: they are no text, or in an encoding that narrate does not know.
    """
    text, encoding = _decode(data, path, charset)
    _refuse_binary(text, path)
    return _with_plain_ends(text), encoding


def source_of(path: Path, text: str, encoding: str = "utf-8") -> Source:
    """A decoded text under its name, which tells its format where the text does not.

    Raises:
        SourceError: it is in a format that narrate does not read.
    """
    return Source(path, text, encoding, format_of_text(path, text))


_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
"""Unicode Standard, section 5.8: whatever ends a line or a page."""


def own_output(path: Path) -> SourceError:
    """What narrate made is no article."""
    problem = Message("narrate made this file of an article")
    return SourceError(problem, hint=Message("give the article itself"), path=path)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _bytes_of(path: Path, read: Read) -> bytes:
    try:
        data = read(path)
    except FileNotFoundError:
        raise SourceError(
            Message("there is no such file"), hint=Message("check the path"), path=path
        ) from None
    except IsADirectoryError:
        raise SourceError(
            Message("this is a folder"),
            hint=Message("name the articles in it, as in FOLDER/*.txt"),
            path=path,
        ) from None
    except OSError as error:
        raise SourceError(
            Message("the file cannot be read ({reason})", reason=reason_of(error)),
            hint=Message("check its permissions"),
            path=path,
        ) from None
    if not data:
        raise _empty(path, Message("the file is empty"))
    return data


def _empty(path: Path, problem: Message) -> SourceError:
    if str(path) == PIPED_IN:
        hint = Message("pipe an article in, as in: cat FILE | narrate build -")
        return SourceError(Message("no text comes from it"), hint=hint, path=path)
    return SourceError(problem, hint=Message("write an article into it"), path=path)


def _decode(data: bytes, path: Path, charset: str = "") -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding, path), encoding
    if b"\0" in data:
        raise _holds_nul(path)
    try:
        if _SHIFT_OUT in data:
            return data.decode("iso2022_jp"), "iso2022_jp"
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_as_declared(data, charset) or _decode_japanese(data, path)


def _decode_as_declared(data: bytes, charset: str) -> tuple[str, str] | None:
    """What a page of the web or its server says of its encoding holds, if it is one of Japanese.

    Where they differ and both can be, the text comes out more ordinary in one.
    """
    declared = _DECLARED.search(data, 0, _HEAD_BYTES)
    names = dict.fromkeys([charset.lower(), declared[1].lower().decode("ascii") if declared else ""])
    known = dict.fromkeys(_CODECS[name] for name in names if name in _CODECS)
    texts = [(text, codec) for codec in known if (text := _decode_if_can(data, codec)) is not None]
    return min(texts, key=lambda found: _oddity(found[0]), default=None)


def _decode_if_can(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _holds_nul(path: Path) -> SourceError:
    return SourceError(
        Message("this is not a text file (it holds NUL bytes)"),
        hint=Message("give a text or Markdown file"),
        path=path,
    )


def _refuse_binary(text: str, path: Path) -> None:
    """Refuse what decodes, but holds NUL or many control characters."""
    if "\0" in text:
        raise _holds_nul(path)
    control = _CONTROL.search(text)
    if control and len(_CONTROL.findall(text)) > _STRAY_CONTROLS + len(text) // 100:
        raise SourceError(
            Message("this is not a text file (control character U+{code:04X})", code=ord(control[0])),
            hint=Message("give a text or Markdown file"),
            path=path,
            line=_with_plain_ends(text[: control.start()]).count("\n") + 1,
        )


def _decode_japanese(data: bytes, path: Path) -> tuple[str, str]:
    """Choose among the older Japanese encodings by how ordinary the text comes out."""
    if _is_damaged_utf8(data):
        return _decode_as(data, "utf-8", path), "utf-8"
    candidates: list[tuple[float, str, str]] = []
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_oddity(text), text, encoding))
    if not candidates:
        return _decode_as(data, "utf-8", path), "utf-8"
    _, text, encoding = min(candidates, key=lambda candidate: candidate[0])
    return text, encoding


def _is_damaged_utf8(data: bytes) -> bool:
    high = sum(byte >= 0x80 for byte in data)
    return sum(len(m) for m in _UTF8_SEQUENCE.findall(data)) > 0.8 * high


def _oddity(text: str) -> float:
    """How unlike Japanese prose a decoding is: half-width kana and private characters for, kana against."""
    odd = 3 * len(_HALF_WIDTH_KANA.findall(text)) + 5 * len(_RARE.findall(text))
    return (odd - len(_KANA.findall(text))) / len(text)


def _decode_as(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        bad = " ".join(f"{byte:02X}" for byte in data[error.start : error.start + 4])
        known = (
            Message("no UTF-16") if "16" in encoding else Message("neither UTF-8 nor Shift_JIS nor EUC-JP")
        )
        before = data[: error.start].decode(encoding, "ignore")
        raise SourceError(
            Message("the bytes {bad} are {known}", bad=bad, known=known),
            hint=Message("save the file as UTF-8"),
            path=path,
            line=_with_plain_ends(before).count("\n") + 1,
        ) from None
