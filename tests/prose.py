"""Articles of letters, read without a file, and random ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from narrate.article import parse_article
from narrate.article.frontmatter import read_front_matter
from narrate.article.markdown import MarkdownPolicy, parse_markdown
from narrate.article.plain import parse_plain
from narrate.article.sections import article_of
from narrate.article.source import read_source, source_of
from narrate.ground.wording import words_of
from narrate.model import Metadata
from narrate.script.coverage import account
from narrate.script.utterances import script_of

if TYPE_CHECKING:
    from narrate.article.policy import ArticlePolicy
    from narrate.model import Article, Skip


def read_article(path: Path) -> Article:
    """An article's file, understood."""
    source = read_source(path)
    return parse_article(source, read_front_matter(source))


LONG = (
    "港の朝は早い。夜明け前から荷を積む音が響き、日が昇るころには最初の船がもう沖に出ている。"
    "残された人々は網を繕い、昼までに帰る船を待つ。"
)
SHORT = "古い灯台を残すかどうか、町の意見は割れている。県は来春までに結論を出すという。"


def plain(text: str, metadata: Metadata | None = None) -> Article:
    """The article that a plain text is."""
    source = source_of(Path("harbour.txt"), text)
    parsed = parse_plain(source, metadata or Metadata(), 0)
    return article_of(source, parsed.metadata, parsed.paragraphs, parsed.skips, ())


def markdown(text: str, policy: MarkdownPolicy | None = None, metadata: Metadata | None = None) -> Article:
    """The article that a Markdown text is."""
    source = source_of(Path("harbour.md"), text)
    about = metadata or Metadata()
    parsed = parse_markdown(source, 0, policy or MarkdownPolicy(), words_of(about.language))
    return article_of(source, about, parsed.paragraphs, parsed.skips, ())


def page(text: str, policy: ArticlePolicy | None = None) -> Article:
    """The article of a page of the web."""
    source = source_of(Path("harbour.html"), text)
    return parse_article(source, read_front_matter(source), policy)


def outline(article: Article) -> list[tuple[str, list[str]]]:
    """Each section's title, and its paragraphs as ``role: text``."""
    return [
        (s.title, [f"{p.role}: {p.passage.text}" for p in s.paragraphs if p.role != "heading"])
        for s in article.sections
    ]


def texts(article: Article) -> list[str]:
    """All paragraphs in order, as ``role: text``."""
    return [f"{p.role}: {p.passage.text}" for s in article.sections for p in s.paragraphs]


def skipped(article: Article) -> list[tuple[str, str]]:
    """What is not spoken and why, white space left out; fails where a character is lost or doubled."""
    skips: tuple[Skip, ...] = account(script_of(article))
    source = article.source.text
    return [(source[s.start : s.end], s.reason) for s in skips if s.reason != "white space"]


_PIECES = (
    *("日本", "の", "文", "です", "。", "、", "「", "」", "（", "）", "『", "』", "！", "？", "…", "――", "【", "】"),
    *("■", "・", "①", "｜", "《", "》", "かな", "漢字《かんじ》", "｜亜米利加《アメリカ》", "漢字(かんじ)", "１２"),
    *("\n", "\n\n", "\n　", "　", " ", "\t", "  \n", "\\\n", "\u00a0", "\x0b", "\x0c", "\u2028", "\u200b"),
    *("A", "b c", "OpenAI", "3.14", "e\u0301", "👍🏽", "!", "?", ".", "'", '"', "(", ")", "[", "]", "{", "}"),
    *("1. ", "1) ", "- ", "* ", "+ ", "# ", "## ", "> ", "**", "*", "_", "__", "~~", "`", "```\n", "~~~\n"),
    *("![", "](u)", '](u "t) い")', "[^1]", "\n[^1]: ", "^[", "|", "\n| a | b |\n|---|---|\n", "\\", "\\*", "\\|"),
    *("&amp;", "&#x3042;", "&nope;", "<b>", "</b>", "<ruby>", "<rt>", "</rt>", "</ruby>", "<br>", "<!-- ", "-->"),
    *("<div>\n", "</div>\n", "---\n", "===\n", "\n***\n", "    ", "https://a.b/c", "<https://a.b/%E6%97%A5>"),
    *("\n\n[a]: http://b 'い'\n\n", "[い][a]", "[a]", "**太字**", "*斜*体", "[文](http://a.b/c)", '![絵](p "い")'),
)  # fmt: skip

wild_text = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map("".join)
"""Japanese, punctuation, brackets and markup in any order."""
