"""Article files, archives too -> their decoded text, and the format it is read as."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from narrate.article.decoding import decoded
from narrate.article.formats import format_of_name, format_of_text, own_output, refuse_unpacked
from narrate.errors import PIPED_IN, SourceError
from narrate.ground.files import is_archive, read_file
from narrate.ground.opened import MOST_PIPED_BYTES
from narrate.ground.ownership import is_marked
from narrate.messages import Message, reason_of
from narrate.model import Source

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.ground.opened import Read


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
    if is_archive(data):
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


def source_of(path: Path, text: str, encoding: str = "utf-8") -> Source:
    """A decoded text under its name, which tells its format where the text does not.

    Raises:
        SourceError: it is in a format that narrate does not read.
    """
    return Source(path, text, encoding, format_of_text(path, text))


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
        if error.errno == errno.EFBIG:
            raise _too_much(path) from None
        raise SourceError(
            Message("the file cannot be read ({reason})", reason=reason_of(error)),
            hint=Message("check its permissions"),
            path=path,
        ) from None
    if not data:
        raise _empty(path, Message("the file is empty"))
    return data


def _too_much(path: Path) -> SourceError:
    """What is piped in has a bound: it may have no end."""
    most = MOST_PIPED_BYTES // 1_000_000
    problem = Message("it does not end within {count} MB", count=most)
    return SourceError(problem, hint=Message("check what is piped in"), path=path)


def _empty(path: Path, problem: Message) -> SourceError:
    if str(path) == PIPED_IN:
        hint = Message("pipe an article in, as in: cat FILE | narrate build -")
        return SourceError(Message("no text comes from it"), hint=hint, path=path)
    return SourceError(problem, hint=Message("write an article into it"), path=path)
