"""Rubbish under every name, and piped in: a line each that says what to do, and no traceback."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from narrate.article.formats import ARTICLE_SUFFIXES
from narrate.errors import ExitCode, NarrateError, SettingsError, SourceError
from narrate.ground import opened
from narrate.ground.opened import STANDARD_INPUT
from narrate.production.inputs import open_inputs
from narrate.production.plan import plan_of
from narrate.production.request import Request
from shell import piped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = (
    *ARTICLE_SUFFIXES,
    ".srt",
    ".vtt",
    ".ks",
    ".pod",
    ".mediawiki",
    ".zip",
    ".pdf",
    ".json",
    ".bin",
    "",
)
WHOLE = "# 港\n\n朝が来た。船が出た。\n".encode()
MARKS = b"#*=-_|<>{}[]()\"'`&;:/\\!?.,0123456789 \n\n\t\r"


def _packed(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
        archive.writestr("META-INF/container.xml", data)
        archive.writestr("episode_0001.txt", data)
    return made.getvalue()


def rubbish() -> Iterator[bytes]:
    """A hundred files that nobody wrote: noise, halves, marks without a text."""
    dice = random.Random(17)
    for size in (1, 2, 3, 7, 60, 500, 4000):
        for _ in range(5):
            yield dice.randbytes(size)
            yield bytes(dice.choices(MARKS, k=size))
    whole = _packed(WHOLE)
    for _ in range(10):
        cut = bytearray(whole[: dice.randrange(len(whole))])
        if cut:
            cut[dice.randrange(len(cut))] ^= 1 << dice.randrange(8)
        yield bytes(cut)
    for head in (
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"PK\3\4",
        b"%PDF-",
        b"\x1b$B",
        b"---\n",
        b"+++\n",
        b"{\n",
    ):
        yield head
        yield head + dice.randbytes(100)
    yield from (b"\0", b"\n" * 100, b"<" * 3000, b"[" * 3000, b"(" * 3000, b"\\" * 3000, b"\xe3\x81")


EVERY = list(rubbish())


def told(request: Request) -> str:
    """The line that says what is wrong with an article; empty where it can be spoken."""
    error = _fault(request)
    if error is None:
        return ""
    assert isinstance(error, SourceError | SettingsError), error
    assert error.exit_code in (ExitCode.SOURCE, ExitCode.SETTINGS)
    assert error.problem
    assert error.hint
    assert "\n" not in str(error)
    return str(error)


def _fault(request: Request) -> NarrateError | None:
    try:
        plan_of(open_inputs(request))
    except NarrateError as error:
        return error
    return None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rubbish_under_a_name_is_told_in_a_line_or_is_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    lines = []
    for data in EVERY:
        path.write_bytes(data)
        lines.append(told(Request(path, tmp_path)))
    assert all(line.startswith(f"{path}:") for line in lines if line)
    assert sum(map(bool, lines)) > len(EVERY) / 3


def test_rubbish_piped_in_is_told_in_a_line_or_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = []
    for data in EVERY:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        request = Request(STANDARD_INPUT, tmp_path)
        lines.append(told(request))
    assert all(line.startswith("standard input:") for line in lines if line)
    assert sum(map(bool, lines)) > len(EVERY) / 3


@pytest.mark.parametrize("data", [EVERY[0], EVERY[66], b"\0", b"PK\3\4", b"%PDF-1.4\n", b"\xe3\x81"])
def test_so_it_is_in_the_shell(tmp_path: Path, data: bytes) -> None:
    ran = piped(tmp_path, data, "build", "-")
    assert (ran.code, ran.out) == (3, "")
    assert ran.error_line.startswith("standard input:")


def test_what_has_no_end_is_left_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "MOST_PIPED_BYTES", 1_000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WHOLE * 1_000)))
    assert told(Request(STANDARD_INPUT, tmp_path)) == (
        "standard input: it does not end within 100 MB; check what is piped in"
    )
