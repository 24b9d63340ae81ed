"""Documents that should be archives and are none, by what they really are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.article.source import read_source
from narrate.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

LONG = "古い水車が残っている。村の人たちは、朝から土手に集まって見ていた。" * 4


@pytest.mark.parametrize(("name", "format_"), [("a.docx", "Word"), ("a.EPUB", "EPUB")])
def test_a_document_that_is_no_archive_is_told_so(tmp_path: Path, name: str, format_: str) -> None:
    path = tmp_path / name
    path.write_text(LONG, encoding="utf-8")
    with pytest.raises(SourceError, match=f"this is no {format_} file, or a damaged one; get the file again"):
        read_source(path)


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a"])
def test_an_old_or_locked_document_of_office_is_told_whatever_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(SourceError, match=r"old document of Office, or .* password; open it in Word"):
        read_source(path)


def test_what_word_keeps_while_a_document_is_open_is_told(tmp_path: Path) -> None:
    path = tmp_path / "~$water.docx"
    path.write_bytes(b"\x05mill." + b"\0" * 156)
    with pytest.raises(SourceError, match="Word keeps this file while a document is open; give the document"):
        read_source(path)
