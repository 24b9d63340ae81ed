"""Texts with what should come out of each, written down before they were tried."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.lines import columns
from narrate.article.source import source_of
from narrate.model import Role
from prose import plain, skipped

if TYPE_CHECKING:
    from narrate.model import Article

HERE = Path(__file__).parent / "article/plain"
_SYMBOLS = "■□◆◇●○▼▽★☆"
_NOT_AT_A_LINES_START = "、。」』）！？ー"


@dataclass(frozen=True)
class Case:
    """A text; ``wanted`` are its expectations by name."""

    name: str
    text: str
    wanted: dict[str, str] = field(default_factory=dict)


def cases(name: str | Path) -> list[Case]:
    """The cases of a file: ``@@@ name``, expectations, ``---``, the text."""
    found = []
    for part in (HERE / name).read_text(encoding="utf-8").split("@@@ ")[1:]:
        head, text = part.split("\n---\n", 1)
        title, *lines = head.splitlines()
        wanted = dict(re.split(r":\s*", line, maxsplit=1) for line in lines)
        found.append(Case(title, "\n".join(map(_wrapped, text.splitlines())) + "\n", wanted))
    return found


def _wrapped(line: str) -> str:
    """``%wrap 36 1 text``: the text at 36 full-width characters a line, its first line indented by one."""
    match = re.fullmatch(r"%wrap (\d+) (\d) (.*)", line)
    if not match:
        return line
    width, rest = int(match[1]), "\u3000" * int(match[2]) + match[3]
    lines = []
    while rest:
        cut = width + (1 if rest[width : width + 1] and rest[width] in _NOT_AT_A_LINES_START else 0)
        lines.append(rest[:cut])
        rest = rest[cut:]
    assert all(columns(line) <= 2 * width + 2 for line in lines)
    return "\n".join(lines)


def faults(case: Case) -> list[str]:
    """What came out otherwise than it should."""
    return faults_of(case, plain(case.text))


def faults_as_named(case: Case) -> list[str]:
    """The same of a text that the reader of its name takes; each character is accounted for."""
    source = source_of(Path(case.name), case.text)
    article = parse_article(source, read_front_matter(source))
    skipped(article)
    return faults_of(case, article)


def faults_of(case: Case, article: Article) -> list[str]:
    """What of an article is otherwise than it should be."""
    spoken = [p.passage.text for s in article.sections for p in s.paragraphs]
    everything = "\n".join(spoken)
    found = [f"not spoken: {t}" for t in _several(case, "spoken") if not any(t in text for text in spoken)]
    found += [f"no paragraph: {t}" for t in _several(case, "lines") if t not in spoken]
    found += [f"spoken: {t}" for t in _several(case, "silent") if t in everything]
    if count := case.wanted.get("count"):
        text, number = count.rsplit(" = ", 1)
        if everything.count(text) != int(number):
            found.append(f"{everything.count(text)} times: {text}")
    return found + _unlike(case, article)


def _several(case: Case, name: str) -> list[str]:
    return [text for part in case.wanted.get(name, "").split(" | ") if (text := part.strip())]


def _unlike(case: Case, article: Article) -> list[str]:
    metadata = article.metadata
    has = {
        "title": article.text_of(Role.TITLE),
        "subtitle": article.text_of(Role.SUBTITLE),
        "kicker": article.text_of(Role.CATEGORY),
        "author": metadata.author,
        "date": str(metadata.date or ""),
        "chapters": " | ".join(s.title.strip(_SYMBOLS) for s in article.sections if s.level == 2),
    }
    return [
        f"{name} is {has[name]!r}"
        for name, wanted in case.wanted.items()
        if name in has
        and has[name] != (wanted if name != "chapters" else re.sub(f"[{_SYMBOLS}]", "", wanted))
    ]
