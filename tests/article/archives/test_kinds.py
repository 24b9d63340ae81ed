"""What an archive is, by what lies in it and whatever it is called."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from narrate.article.archives.kinds import format_in
from narrate.article.source import read_source
from narrate.errors import SourceError
from narrate.ground.archive import Archive
from narrate.model import Format

if TYPE_CHECKING:
    from pathlib import Path

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHERS = [
    ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "Excel"),
    ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "PowerPoint"),
    ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "OpenDocument"),
    ({"Index/Document.iwa": ""}, "Pages, Numbers or Keynote"),
]


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"mimetype": "application/epub+zip\n"}, Format.EPUB),
        ({"META-INF/container.xml": ""}, Format.EPUB),
        ({"word/document.xml": ""}, Format.WORD),
        ({"Word\\Document.xml": ""}, Format.WORD),
        ({"[Content_Types].xml": f"<Override ContentType='{TYPES}'/>", "a/main.xml": ""}, Format.WORD),
        ({"[Content_Types].xml": "", "a.txt": "文"}, None),
        ({"a.txt": "文"}, None),
    ],
)
def test_an_archive_is_known_by_its_files(tmp_path: Path, files: dict[str, str], kind: Format | None) -> None:
    path = packed(tmp_path / "a.zip", files)
    assert format_in(Archive(path.read_bytes()), path) is kind


@pytest.mark.parametrize(("files", "name"), OTHERS)
def test_what_narrate_does_not_read_is_refused_by_name(
    tmp_path: Path, files: dict[str, str], name: str
) -> None:
    with pytest.raises(SourceError, match=f"this is {name}, which narrate does not read; "):
        read_source(packed(tmp_path / "a.zip", files))
