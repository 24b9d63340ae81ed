"""Articles made to be slow: one piece of markup again and again. What `narrate plan` takes for each.

``python benchmarks/hostile.py [--kb N]``: CPU seconds for so many kB of each as Markdown and as plain text,
the slowest first, with the growth from half of it: 2 is linear, 4 quadratic.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from narrate.errors import NarrateError
from narrate.production.inputs import open_inputs
from narrate.production.plan import plan_of
from narrate.production.request import Request

PIECES = (
    "![", "^[", "[", "(", "*", "_", "`", "***a", "*a ", "a**", "~~", "> ", "- ", "- \n", "> a\n", "* a\n",
    "1. ", "<!--", "<a ", "<?", "<![CDATA[", "</a", "<ruby>", "<ruby>漢<rt>", "<rt>", "|", "|a",
    "| a |\n", "|\n|-", "|a|\n|-|\n", "[^1]", "[^1]: a\n", "[^", "《", "》", "｜漢《", "漢《かん》", "漢《",
    "漢（かん", "{漢|", "【", "】", "「", "「あ。", "（", "[](", "[a](", "![a](", "[a]: b\n", "[あ][",
    "](<", "&#", "\\", "http://a", "a@", "-", "=", "#", "\u3000", "\n", "a\n", "===\n", "```\n", "a  \n",
    "。", "…", '"', "1,", "10〜", "2024/", "A.", "ー", "[*", "*[", "*_", "[`", "[!", "`a`` ", "<`",
    '[a](b "', "^[あ",
)  # fmt: skip
NESTED = (
    ("[", "]"), ("[", "](a)"), ("![", "](a)"), ("^[", "]"), ("(", ")"), ("「", "」"), ("**", "**"),
    ("<b>", "</b>"),
)  # fmt: skip
"""Opened as often as closed."""
PROSE = "港に朝が来て、三隻の船が沖へ出た。\n\n"


def articles(byte_count: int) -> dict[str, str]:
    """An article of about so many bytes for each piece."""
    made = {piece: piece * (byte_count // len(piece.encode()) + 1) for piece in PIECES}
    for opened, closed in NESTED:
        count = byte_count // len((opened + closed).encode()) + 1
        made[f"{opened} {closed}"] = opened * count + "あ" + closed * count
    return made


def seconds(text: str, suffix: str) -> float:
    """What a plan of it takes; an article that is refused is planned too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"essay.{suffix}"
        path.write_text(f"{text}\n\n本文です。\n", encoding="utf-8", newline="")
        begun = time.process_time()
        try:
            plan_of(open_inputs(Request(path, Path(folder))))
        except NarrateError as error:
            print(f"{text[:12]!r}: {error.problem}", file=sys.stderr)
        return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kb", type=int, default=200)
    kb = parser.parse_args().kb
    seconds(PROSE, "md")
    halves, wholes = articles(kb * 500), articles(kb * 1000)
    found = [
        (seconds(wholes[name], suffix), seconds(halves[name], suffix), name, suffix)
        for name in wholes
        for suffix in ("md", "txt")
    ]
    for whole, half, name, suffix in sorted(found, reverse=True):
        print(f"{whole:6.2f} s  x {whole / half:.1f}  {suffix}  {name!r}")
    print(f"{seconds(PROSE * (kb * 1000 // len(PROSE.encode())), 'md'):6.2f} s  prose")


if __name__ == "__main__":
    main()
