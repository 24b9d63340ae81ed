"""What is read of a document of a test, and the proof that all of it is accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.markdown import MarkdownPolicy
from narrate.article.markup import xml_tree
from narrate.article.policy import ArticlePolicy
from narrate.article.source import read_source
from narrate.model import Passage
from narrate.script.coverage import account
from narrate.script.utterances import script_of

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.model import Article, Script, Skip


def article_in(path: Path, policy: MarkdownPolicy | None = None) -> Article:
    """The article in a file."""
    source = read_source(path)
    return parse_article(
        source, read_front_matter(source), ArticlePolicy(markdown=policy or MarkdownPolicy())
    )


def script_in(path: Path) -> tuple[Script, tuple[Skip, ...]]:
    """The script of the article in a file, and what of it is not spoken."""
    script = script_of(article_in(path))
    return script, account(script)


def lines_of(path: Path, policy: MarkdownPolicy | None = None) -> list[str]:
    """Each paragraph by the first letter of its role: ``h2`` is a heading of the second level."""
    article = article_in(path, policy)
    account(script_of(article))
    return [
        f"{p.role.name[0].lower()}{p.level or ''} {p.passage.text}"
        for s in article.sections
        for p in s.paragraphs
    ]


def lost_in(path: Path) -> list[str]:
    """The words of a document that are skipped as if they were tags."""
    script, skips = script_in(path)
    source = script.article.source
    tags = {at for skip in skips if skip.reason == "tags" for at in range(skip.start, skip.end)}
    trees = [xml_tree(source.text, *span) for span in source.part_spans]
    nodes = [(e, node) for tree in trees for e in tree.all() for node in e.children]
    return [
        node.text
        for element, node in nodes
        if isinstance(node, Passage)
        and (element.name in _TEXTS or not node.text.isascii())
        and any(o in tags and not c.isspace() for o, c in zip(node.origins, node.text, strict=True))
    ]


_TEXTS = ("t", "delText", "instrText")
