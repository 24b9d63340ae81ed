"""A page of Markdown, taken apart: what of it is the same in every language, and where its links lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import ndiff
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

Row: TypeAlias = "tuple[frozenset[str], ...]"
"""What stands in backticks in each cell of a table's row."""

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_COMMENT = re.compile(r"(?:^|[ \t]+)#(?:[ \t].*)?$")
_ARROW = re.compile(r"-+(?:[\w/., ]+-+)?>")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Step:
    """A command of a console block, and what is shown under it."""

    command: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A block of code."""

    language: str
    content: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """The commands of a console block, each with what it prints."""
        steps: list[tuple[str, list[str]]] = []
        for line in self.content.splitlines():
            if line.startswith("$ "):
                steps.append((_COMMENT.sub("", line[2:]), []))
            elif line and steps:
                steps[-1][1].append(line)
        return tuple(Step(command, tuple(shown)) for command, shown in steps)

    @property
    def bones(self) -> tuple[str, ...]:
        """What a translation keeps: commands, settings without their comments, the arrows of a drawing."""
        if self.language == "console":
            return tuple(f"{step.command} -> {len(step.shown)} lines" for step in self.steps)
        if not self.language:
            return tuple(_ARROW.findall(self.content))
        return tuple(_COMMENT.sub("", line) for line in self.content.splitlines())


@dataclass(frozen=True)
class Section:
    """A heading and what follows it; the first of a page is what stands above all headings."""

    level: int
    title: str
    nodes: tuple[SyntaxTreeNode, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks of code."""
        return tuple(Block(node.info.strip(), node.content) for node in self._all("fence"))

    @property
    def tables(self) -> tuple[tuple[Row, ...], ...]:
        """Its tables, row by row."""
        return tuple(
            tuple(tuple(map(_codes, row.children)) for row in table.walk() if row.type == "tr")
            for table in self._all("table")
        )

    @property
    def codes(self) -> frozenset[str]:
        """What stands in backticks."""
        return frozenset().union(*map(_codes, self.nodes))

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead."""
        return tuple(str(node.attrs["href"]) for node in self._all("link"))

    def facts(self, anchors: Sequence[str]) -> dict[str, list[str]]:
        """What is the same in every language of a page, whose headings have these anchors."""
        return {
            "paragraphs": [f"{sum(node.type == 'paragraph' for node in self.nodes)}"],
            "list items": [f"{len(self._all('list_item'))}"],
            "blocks": [line for block in self.blocks for line in (f"```{block.language}", *block.bones)],
            "tables": [line for table in self.tables for line in ("|", *map(_told, table))],
            "code": sorted(self.codes),
            "links": sorted(_in_any_language(link, anchors) for link in self.links),
        }

    def _all(self, kind: str) -> tuple[SyntaxTreeNode, ...]:
        return tuple(found for node in self.nodes for found in node.walk() if found.type == kind)


def sections_of(text: str) -> tuple[Section, ...]:
    """The sections of a page, in order."""
    found: list[tuple[int, str, list[SyntaxTreeNode]]] = [(0, "", [])]
    for node in SyntaxTreeNode(_MARKDOWN.parse(text)).children:
        if node.type == "heading":
            found.append((int(node.tag[1:]), "".join(_texts(node)), []))
        found[-1][2].append(node)
    return tuple(Section(level, title, tuple(nodes)) for level, title, nodes in found)


def differences(page: str, twin: str) -> list[str]:
    """What two languages of a page do not share, each in a line: none if one translates the other."""
    pair = sections_of(page), sections_of(twin)
    levels, other_levels = ([section.level for section in sections] for sections in pair)
    if levels != other_levels:
        return [f"headings: {levels} and {other_levels}"]
    facts, other_facts = ([section.facts(anchors_of(sections)) for section in sections] for sections in pair)
    return [
        f"{what} of {section.title!r}: {', '.join(_changes(here[what], there[what]))}"
        for section, here, there in zip(pair[0], facts, other_facts, strict=True)
        for what in here
        if here[what] != there[what]
    ]


def anchors_of(sections: Iterable[Section]) -> list[str]:
    """The anchors that GitHub gives to the headings."""
    names = [_NOT_IN_ANCHORS.sub("", section.title.lower()).replace(" ", "-") for section in sections]
    earlier = [names[:at].count(name) for at, name in enumerate(names)]
    return [f"{name}-{count}" if count else name for name, count in zip(names, earlier, strict=True)]


def broken_prose(text: str) -> list[str]:
    """Where Japanese prose shows what its author did not mean: a line break as a space, a mark as it is."""
    found = []
    for node in SyntaxTreeNode(_MARKDOWN.parse(text)).walk():
        if node.type == "softbreak" and (before := node.previous_sibling):
            found.append(f"{before.content}⏎")
        if node.type == "text" and ("**" in node.content or "`" in node.content):
            found.append(node.content)
    return found


@dataclass(frozen=True)
class LocalLink:
    """A link to a file of the repository, and to one of its headings if there is an anchor."""

    target: str
    file: Path
    anchor: str

    @property
    def is_dead(self) -> bool:
        """Whether it leads nowhere."""
        if not self.anchor:
            return not self.file.exists()
        return not self.file.is_file() or self.anchor not in anchors_of(_read(self.file))


def local_links(page: Path) -> list[LocalLink]:
    """The links of a page that stay in the repository."""
    links = []
    for target in (link for section in _read(page) for link in section.links):
        parts = urlsplit(target)
        if not parts.scheme:
            file = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            links.append(LocalLink(unquote(target), file, unquote(parts.fragment)))
    return links


def dead_links(page: Path) -> list[str]:
    """The local links of a page that lead nowhere."""
    return [link.target for link in local_links(page) if link.is_dead]


def _read(page: Path) -> tuple[Section, ...]:
    return sections_of(page.read_text(encoding="utf-8"))


def _changes(here: Sequence[str], there: Sequence[str]) -> Iterator[str]:
    return (line.rstrip() for line in ndiff(here, there) if line[0] in "-+")


def _told(row: Row) -> str:
    return "|".join(" ".join(sorted(cell)) for cell in row)


def _in_any_language(link: str, anchors: Sequence[str]) -> str:
    """A link without the language of its page; an anchor of the page itself as the heading's number."""
    anchor = unquote(link.removeprefix("#"))
    if link.startswith("#") and anchor in anchors:
        return f"#{anchors.index(anchor)}"
    return link.replace(".ja.md", ".md")


def _codes(node: SyntaxTreeNode) -> frozenset[str]:
    return frozenset(found.content for found in node.walk() if found.type == "code_inline")


def _texts(node: SyntaxTreeNode) -> Iterator[str]:
    return (found.content for found in node.walk() if found.type in ("text", "code_inline"))
