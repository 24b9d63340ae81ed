"""One page before its readers: where it is written, what it says of itself, what of it is the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.article.elements.blocks import flow_of
from narrate.article.page.about import parts_of_name
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from narrate.article.elements.blocks import Flow
    from narrate.article.markdown import MarkdownPolicy
    from narrate.article.markup import Element, Node
    from narrate.article.page.about import About
    from narrate.article.page.content.whole import Content
    from narrate.ground.wording import Words
    from narrate.messages import Message
    from narrate.model import Source


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. ``author`` is the name that its elements mark as its author's, or empty."""

    source: Source
    tree: Element
    about: About
    content: Content
    author: str
    policy: MarkdownPolicy
    words: Words

    @property
    def names(self) -> frozenset[str]:
        """What the page, its site and who wrote it are called."""
        about = self.about
        parts = (part.strip() for name in about.names for part in parts_of_name(name))
        return frozenset({*about.names, *parts, about.site, about.author, about.company, self.author} - {""})

    def flow(
        self,
        elements: Sequence[Element],
        reasons: Mapping[int, Message],
        role: Role = Role.BODY,
        is_furniture: Callable[[Sequence[Node]], bool] = lambda _: False,
    ) -> Flow:
        """What elements say, without those that have a reason, by their `id`, not to."""
        return flow_of(
            elements, self.source.text, self.policy, self.words, reasons, role, is_furniture=is_furniture
        )
