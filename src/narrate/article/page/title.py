"""Which heading of a page is its title: the one that the page's head names as well, wherever it stands."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narrate.article.page.about import parts_of_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.article.markup import Element
    from narrate.article.page.about import About
    from narrate.article.page.content.whole import Content

_NO_LETTER = re.compile(r"[\W_]+")
_HEADINGS = ("h1", "h2", "h3", "h4")
_BLOCKS = ("p", "div", "td", "center", "font", "b", "strong", "span")
_BLOCKS_INSIDE = ("h1", "h2", "h3", "h4", "li", "tr")
_LONGEST = 80
_LEAST_ALIKE = 4
_LONG = 10
_NUMBER = re.compile(r"\s*(\d{1,3})[.．]\s*(?!\d)")


def title_of(page: Element, content: Content, about: About) -> tuple[Element | None, str]:
    """The heading that is the title, and what the page is called."""
    headings = [heading for heading in page.all(*_HEADINGS) if _is_of(heading, content)]
    inside = [heading for heading in headings if content.is_on_top(heading)]
    outside = [h for h in page.all("h1", "h2") if h not in inside and said_in(h) and content.is_on_top(h)]
    tops = [heading for heading in inside if heading.name == "h1"]
    called = _called(about)
    blocks = [block for block in page.all(*_BLOCKS) if _may_be_title(block, content)]
    heading = (
        _named(inside, about, with_parts=True)
        or _named(outside, about, with_parts=False)
        or _only(tops, about)
        or _named(blocks, about, with_parts=True)
        or _above_all(headings, content, about)
        or _called_so(outside, called)
    )
    if heading is None and not called:
        heading = _only([h for h in outside if h.name == "h1"], about)
    return heading, (" ".join(said_in(heading).split()) if heading is not None else called)


def is_site(heading: Element, about: About) -> bool:
    """Whether a heading is the name of the site."""
    return bool(about.site) and _letters(said_in(heading)) == _letters(about.site)


def _may_be_title(block: Element, content: Content) -> bool:
    """Whether a short text stands there above the article, without a link."""
    if not content.is_on_top(block) or id(block) in content.reasons:
        return False
    return 0 < len(block.text.strip()) <= _LONGEST and block.first("a", *_BLOCKS_INSIDE) is None


def _is_of(heading: Element, content: Content) -> bool:
    """Whether a heading stands in the article, or right above it: no sentence is between them."""
    whole, weights = content.element, content.weights
    is_inside = whole.start <= heading.start and heading.end <= whole.end
    is_above = heading.end <= whole.start and weights.before(heading) == weights.before(whole)
    return (is_inside or is_above) and _is_seen(heading, content)


def _is_seen(heading: Element, content: Content) -> bool:
    return bool(said_in(heading)) and id(heading) not in content.reasons


def said_in(heading: Element) -> str:
    """What a heading says: its text, or what its picture shows."""
    return heading.text.strip() or " ".join(image["alt"] for image in heading.all("img")).strip()


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text)).lower()


def _named(headings: Sequence[Element], about: About, *, with_parts: bool) -> Element | None:
    """The heading that says what a name of the page says, the surest name first; or a part of it.

    Of several parts, as the name of a work and that of an episode, it is the one next to the text.
    """
    known = [(heading, _letters(said_in(heading))) for heading in headings if not is_site(heading, about)]
    names = [_letters(name) for name in about.names]
    parts = [_letters(part) for name in about.names for part in parts_of_name(name)] if with_parts else []
    for name in names:
        if found := next((h for h, letters in known if letters and letters == name), None):
            return found
    if same := [h for h, letters in known if letters and letters in parts]:
        return same[-1]
    alike = [
        (len(letters), -at, heading)
        for at, (heading, letters) in enumerate(known)
        if len(letters) >= _LEAST_ALIKE
        and any(_is_part(letters, name, heading, with_parts) for name in names)
    ]
    return max(alike, key=lambda found: found[:2], default=(0, 0, None))[2]


def _is_part(letters: str, name: str, heading: Element, with_parts: bool) -> bool:
    if with_parts and (name.endswith(letters) or (len(letters) >= _LONG and letters in name)):
        return True
    if heading.name != "h1":
        return False
    return name.startswith(letters) or (len(name) >= _LONG and letters.endswith(name))


def _only(headings: Sequence[Element], about: About) -> Element | None:
    named = [heading for heading in headings if not is_site(heading, about)]
    return named[0] if len(named) == 1 else None


def _called_so(headings: Sequence[Element], called: str) -> Element | None:
    return next(
        (heading for heading in headings if called and _letters(said_in(heading)) == _letters(called)), None
    )


def _above_all(headings: Sequence[Element], content: Content, about: About) -> Element | None:
    """The first heading on top, if it is alone on its level, or if others count on from its number."""
    if not headings or is_site(headings[0], about) or not content.is_on_top(headings[0]):
        return None
    first, *others = headings
    if all(other.name > first.name for other in others):
        return first
    number = _NUMBER.match(first.text)
    alike = [other for other in others if other.name == first.name]
    if number and all(other.text.strip().startswith(f"{number[1]}.") for other in alike):
        return first
    return None


def _called(about: About) -> str:
    """The name of the page without that of the site."""
    for name in about.names:
        parts = [part for part in parts_of_name(name) if _letters(part) != _letters(about.site or "\0")]
        if not parts:
            continue
        return parts[-1] if "»" in name and not about.site else parts[0]
    return ""
