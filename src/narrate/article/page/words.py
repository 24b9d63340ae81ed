"""Paragraphs of a page that are no article by their words: each step tells what it leaves out."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from narrate.article.page.content.furniture import (
    COMMENTS,
    CONTENTS,
    FILES,
    FORM,
    LANGUAGES,
    NAVIGATION,
    OUTSIDE,
    PAGE,
    RELATED,
    SHARE,
)
from narrate.article.page.stretches import is_prose, line_of, stretch_of
from narrate.messages import Message
from narrate.model import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from narrate.model import Paragraph, Passage, Source

    Dropped = list[tuple[Passage, Message]]

_LEADING = (FORM, NAVIGATION, FILES, CONTENTS, LANGUAGES, OUTSIDE, RELATED, SHARE)
_CONTENTS = re.compile(
    r"\W*(?:(?:ページ内|この(?:記事|ページ)の)?目[ \u3000]*次|もくじ|contents|table of contents|index)\W*",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:この(?:記事|エントリー?|投稿)(?:への?|に対する))?(?:\d+\s*件の)?(?:コメント|トラックバック)(?:一覧|欄|URL)?"
    r"(?:を?(?:残す|書く|投稿(?:する)?|する))?\W*\d*\W*(?:件\W*)?|コメントしてください"
    r"|(?:\d+ |Leave an? )?(?:comments?|reply|trackbacks?|responses?)\W*\d*\W*",
    re.IGNORECASE,
)
_COMMENTS_ON_THIS = re.compile(
    r"この(?:記事|エントリー?|投稿|日記)(?:への?|に対する|についての)(?:コメント|トラックバック)(?:一覧|欄|URL)?\W*\d*\W*"
)
"""Said on no other page than one that readers may answer."""
_TRACKBACKS = re.compile(
    r"(?:この(?:記事|エントリー?|投稿)への?)?トラックバック(?:一覧|URL)?\W*\d*\W*(?:件\W*)?"
)
_ABOUT_AUTHOR = re.compile(
    r"(?:この記事を書いた人|(?:著者|筆者|執筆者|ライター|書き手)(?:について|紹介|プロフィール|情報)?"
    r"|about the author)\W*",
    re.IGNORECASE,
)


class Left(NamedTuple):
    """What is left of a page's paragraphs, and what is not, with the reasons."""

    paragraphs: list[Paragraph]
    dropped: Dropped


def without_doubles(paragraphs: Sequence[Paragraph], mark: str, names: Collection[str]) -> Left:
    """Less pictures whose description stands below them or before them again, or is one of these names.

    ``mark`` is what is said before the description of a picture.
    """
    left = Left([], [])
    known = set(names)
    for paragraph, below in zip_longest(paragraphs, paragraphs[1:]):
        text = paragraph.passage.text
        described = text.removeprefix(mark)
        is_again = below is not None and below.passage.text == described
        if text.startswith(mark) and (is_again or described in known):
            left.dropped.append((paragraph.passage, Message("image description")))
            continue
        left.paragraphs.append(paragraph)
        if text.startswith(mark):
            known.add(described)
    return left


def without_people(paragraphs: Sequence[Paragraph], form: int) -> Left:
    """Less what is said below of the author, and by readers, where a form asks them, at offset ``form``."""
    left = Left([], [])
    end, follows_prose = 0, False
    for at, paragraph in enumerate(paragraphs):
        if at < end:
            continue
        reason = _about_people(paragraph, form) if follows_prose else None
        if reason is None:
            follows_prose = follows_prose or is_prose(paragraph)
            left.paragraphs.append(paragraph)
            continue
        is_title = paragraph.role is Role.HEADING
        end = end_of_section(paragraphs, at) if is_title else len(paragraphs)
        left.dropped.extend((below.passage, reason) for below in paragraphs[at:end])
    return left


def _about_people(paragraph: Paragraph, form: int) -> Message | None:
    text = paragraph.passage.text
    if paragraph.role is Role.HEADING and _TRACKBACKS.fullmatch(text):
        return COMMENTS
    if _COMMENTS_ON_THIS.fullmatch(text) or (_COMMENTS.fullmatch(text) and paragraph.start < form):
        return COMMENTS
    return PAGE if paragraph.role is Role.HEADING and _ABOUT_AUTHOR.fullmatch(text) else None


def end_of_section(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Where the section that a heading begins ends: at the next one that is no deeper."""
    level = paragraphs[at].level
    for n in range(at + 1, len(paragraphs)):
        other = paragraphs[n]
        if (
            other.role is Role.HEADING
            and other.level <= level
            and not _COMMENTS.fullmatch(other.passage.text)
        ):
            return n
    return len(paragraphs)


def without_furniture(paragraphs: Sequence[Paragraph], source: Source) -> Left:
    """Less what is furniture by its words, as in a page that was copied as plain text."""
    from narrate.article.markdown import without_navigation
    from narrate.article.plain.furniture import furniture_of
    from narrate.article.plain.kinds import block_of

    found, _, _ = furniture_of([block_of(line_of(p, is_open=True)) for p in paragraphs])
    left_out = {at: why for at, why in found.items() if not _heads_text(paragraphs, at, found)}
    kept, led = without_navigation(source, [p for n, p in enumerate(paragraphs) if n not in left_out])
    dropped = [(paragraphs[at].passage, reason) for at, reason in left_out.items()]
    dropped += [(stretch_of(source, skip.start, skip.end), skip.reason) for skip in led]
    return Left(list(kept), dropped)


def _heads_text(paragraphs: Sequence[Paragraph], at: int, left_out: Mapping[int, Message]) -> bool:
    """Whether a heading that sounds like a button has text below it that stays."""
    is_last = at + 1 >= len(paragraphs)
    if paragraphs[at].role is not Role.HEADING or is_last or at + 1 in left_out:
        return False
    return paragraphs[at + 1].role is not Role.HEADING and left_out[at] == "navigation"


def without_bare_headings(
    paragraphs: Sequence[Paragraph],
    dropped: Iterable[tuple[Passage, Message]],
    embedded: Sequence[int],
) -> Left:
    """Less headings whose section held only what leads elsewhere, which was ``dropped`` before.

    ``embedded`` is where films and the like stand, ascending: a section that shows one is not bare.
    """
    led = sorted(p.known_origins[0] for p, why in dropped if p.known_origins and why in _LEADING)
    left = Left([], [])
    below: Paragraph | None = None
    for paragraph in reversed(paragraphs):
        if _is_bare(paragraph, below, led) and not _shows(paragraph, below, embedded):
            left.dropped.append((paragraph.passage, NAVIGATION))
        else:
            left.paragraphs.append(paragraph)
            below = paragraph
    left.paragraphs.reverse()
    return left


def _shows(title: Paragraph, below: Paragraph | None, embedded: Sequence[int]) -> bool:
    first = bisect_left(embedded, title.start)
    return first < len(embedded) and (below is None or embedded[first] < below.start)


def _is_bare(title: Paragraph, below: Paragraph | None, led: Sequence[int]) -> bool:
    """Whether only what leads elsewhere stood below a heading, or right below that of the contents."""
    known = title.passage.known_origins
    is_contents = _CONTENTS.fullmatch(title.passage.text) is not None
    is_above = below is None or (below.role is Role.HEADING and below.level <= title.level)
    if not known or not (is_contents or (title.role is Role.HEADING and is_above)):
        return False
    first = bisect_left(led, known[-1])
    return first < len(led) and (below is None or led[first] < below.start)
