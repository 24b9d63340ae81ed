"""Bytes of the web as text: what is damaged in them ends no line otherwise."""

from __future__ import annotations

from narrate.fetch.client import Download
from narrate.fetch.texts import text_of


def test_lines_of_a_damaged_text_end_as_those_of_a_whole_one() -> None:
    whole = "港の朝。\r\n船が出た。\u2028風が吹く。\f夜が来た。\r".encode()
    text, notes = text_of(Download("https://example.jp/", "text/plain", "", whole))
    damaged, told = text_of(Download("https://example.jp/", "text/plain", "", whole + b"\xe3"))
    assert (text.count("\n"), notes) == (4, ())
    assert (damaged, len(told)) == (f"{text}\ufffd", 1)
