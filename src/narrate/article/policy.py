"""What of an article is read, where more than one way is right: the settings of its understanding."""

from __future__ import annotations

from dataclasses import dataclass, field

from narrate.article.markdown import MarkdownPolicy
from narrate.ground.choices import DEFAULT_CHAPTERS


@dataclass(frozen=True, slots=True)
class ArticlePolicy:
    """How an article is understood.

    ``chapters`` is how many levels of headings make chapters. ``reads_addresses`` says that addresses are
    read out wherever they stand.
    """

    markdown: MarkdownPolicy = field(default_factory=MarkdownPolicy)
    chapters: int = DEFAULT_CHAPTERS
    reads_addresses: bool = False
