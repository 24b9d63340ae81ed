"""Markdown inline tokens -> a passage: text and ruby stay, emphasis goes, targets are skipped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.article.traced import Traced
from narrate.model import NOWHERE, Passage, Skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_LINK_TAIL = re.compile(r"\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\]\[[^\]]*\]|\]", re.DOTALL)
_RUBY_TAG = re.compile(r"</?(?:ruby|rb|rt|rp|rtc)\b[^>]*>", re.IGNORECASE)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inline:
    """The readable text of one block; ``cuts`` are its hard line breaks."""

    passage: Passage
    cuts: tuple[int, ...]
    skips: tuple[Skip, ...]
    is_only_image: bool


@dataclass(slots=True)
class _Walk:
    """Collects a passage while the tokens are walked; ``at`` is the next unread position of ``raw``."""

    raw: str
    origins: Sequence[int]
    image_policy: str
    at: int = 0
    passage: Passage = field(default_factory=lambda: Passage("", ()))
    cuts: list[int] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)

    def add(self, text: str, indices: Sequence[int | None]) -> None:
        self.passage += Passage(text, tuple(NOWHERE if i is None else self.origins[i] for i in indices))
        self.at = max([self.at, *(i + 1 for i in indices if i is not None)])

    def skip(self, start: int, end: int, reason: str) -> None:
        """Skip ``raw[start:end]``; the block's own markup inside it (``>`` on a new line) stays out."""
        first = start
        for i in range(start, end):
            if i + 1 == end or self.origins[i + 1] != self.origins[i] + 1:
                self.skips.append(Skip(self.origins[first], self.origins[i] + 1, reason))
                first = i + 1
        self.at = max(self.at, end)


def read_inline(tokens: Sequence[Token], raw: str, origins: Sequence[int], image_policy: str) -> Inline:
    """Turn the inline ``tokens`` of a block into a passage.

    ``raw`` is the block's Markdown; ``origins`` gives the source offset of each of its characters.
    ``image_policy`` is ``"read"`` (its description) or ``"skip"``.
    """
    walk = _Walk(raw, origins, image_policy)
    for token in tokens:
        _read_token(token, walk)
    is_only_image = [t.type for t in tokens if t.content.strip() or t.type != "text"] == ["image"]
    return Inline(walk.passage, tuple(walk.cuts), tuple(walk.skips), is_only_image)


def _read_token(token: Token, walk: _Walk) -> None:
    if token.type in ("text", "code_inline"):
        walk.add(token.content, _indices_of(token.content, walk))
    elif token.type == "text_special":
        _read_special(token, walk)
    elif token.type == "softbreak":
        _read_soft_break(walk)
    elif token.type == "hardbreak":
        walk.cuts.append(len(walk.passage))
    elif token.type == "link_close" and token.markup != "autolink":
        _skip_link_tail(walk, "link target")
    elif token.type == "image":
        _read_image(token, walk)
    elif token.type == "html_inline":
        _read_html(token, walk)
    elif token.type == "footnote_ref":
        _skip_found(r"\[\^[^\]]+\]|\^\[[^\]]*\]", "footnote mark", walk)


def _indices_of(text: str, walk: _Walk) -> tuple[int | None, ...]:
    """Where each character of ``text`` stands in the raw Markdown, at or after ``walk.at``."""
    known = text.indices if isinstance(text, Traced) else (None,) * len(text)
    if None not in known:
        return known
    indices: list[int | None] = []
    at = walk.at
    for character, index in zip(str(text), known, strict=True):
        found = _find(character, walk.raw, at) if index is None else index
        indices.append(found)
        at = at if found is None else found + 1
    return tuple(indices)


def _find(character: str, raw: str, at: int) -> int | None:
    """Where ``character`` stands; a line break inside code has become a space."""
    places = (raw.find(c, at) for c in (character, "\n" if character == " " else character))
    return next((place for place in places if place >= 0), None)


def _read_special(token: Token, walk: _Walk) -> None:
    """An entity or an escaped character: spoken as what it stands for, from where it stands."""
    start = walk.raw.find(token.markup, walk.at)
    if start < 0:
        return
    last = len(token.content) - 1
    origins = [start + (len(token.markup) - 1 if token.info == "escape" else 0)] + [None] * last
    end = start + len(token.markup)
    walk.add(token.content, origins)
    for i in range(start, end):
        if i != origins[0]:
            walk.skip(i, i + 1, "markup")


def _read_soft_break(walk: _Walk) -> None:
    """A line break inside a paragraph: nothing between Japanese characters, a space between Latin words."""
    at = walk.raw.find("\n", walk.at)
    after = walk.raw[at + 1 :].lstrip()[:1]
    before = walk.passage.text[-1:]
    if at >= 0 and before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        walk.add(" ", (at,))
    walk.at = max(walk.at, at + 1)


def _skip_link_tail(walk: _Walk, reason: str) -> None:
    match = _LINK_TAIL.search(walk.raw, walk.at)
    if match:
        walk.skip(match.start(), match.end(), reason)


def _read_image(token: Token, walk: _Walk) -> None:
    start = walk.raw.find("![", walk.at)
    walk.at = max(walk.at, start + 2)
    before = len(walk.passage)
    for child in token.children or ():
        _read_token(child, walk)
    if walk.image_policy == "skip" and len(walk.passage) > before:
        description = walk.passage[before:]
        walk.passage = walk.passage[:before]
        walk.skips += [Skip(o, o + 1, "image description") for o in description.known_origins]
    _skip_link_tail(walk, "image source")


def _read_html(token: Token, walk: _Walk) -> None:
    start = walk.raw.find(token.content, walk.at)
    end = start + len(token.content)
    if _RUBY_TAG.fullmatch(token.content):
        walk.add(token.content, range(start, end))
    elif _LINE_BREAK_TAG.fullmatch(token.content):
        walk.cuts.append(len(walk.passage))
        walk.skip(start, end, "line break")
    else:
        walk.skip(start, end, "HTML")


def _skip_found(pattern: str, reason: str, walk: _Walk) -> None:
    match = re.compile(pattern).search(walk.raw, walk.at)
    if match:
        walk.skip(match.start(), match.end(), reason)
