"""The Markdown parser, taught to say where in its block each inline token ends.

markdown-it-py tells on which lines a block stands, but not where in them a link or an entity does. Its
inline rules know: each ends at the position that it leaves behind.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

DEEPEST_NESTING = 100
"""Levels; the parser drops what lies deeper, and a list takes two of them."""

_END = "end"


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """CommonMark with tables, strike-through and footnotes, these where they stand."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made.options["maxNesting"] = DEEPEST_NESTING
    made.use(footnote_plugin, move_to_end=False)
    made.core.ruler.disable(["text_join"], ignoreInvalid=True)
    rules = made.inline.ruler
    for name, rule in zip(rules.get_active_rules(), rules.getRules(""), strict=True):
        rules.at(name, _telling_its_end(rule))
    return made


def end_of(token: Token) -> int:
    """The position in the block's content behind the construct that an inline token belongs to."""
    end: int = token.meta[_END]
    return end


def _telling_its_end(rule: Rule) -> Rule:
    def telling(state: StateInline, silent: bool) -> bool:
        first = len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[first:]:
                token.meta.setdefault(_END, state.pos)
        return found

    return telling
