"""What Apple Podcasts asks of a show, and which of it is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Edition
    from narrate.podcast.show import Show


def missing_for_apple(show: Show, editions: Sequence[Edition], *, has_cover: bool) -> tuple[Message, ...]:
    """One sentence for each thing that Apple Podcasts requires or recommends and that is not there.

    Source: Apple, "Podcast RSS feed requirements" and "Validate your podcast".
    """
    return (*_of_show(show, has_cover=has_cover), *_of_editions(show, editions))


def _of_show(show: Show, *, has_cover: bool) -> Iterator[Message]:
    if not show.base_url:
        yield Message("base_url is not set: Apple must reach the feed on the web")
    elif not show.base_url.startswith("https://"):
        yield Message("base_url does not start with https://, which Apple recommends")
    if not show.description:
        yield Message("description is not set: Apple requires one")
    if not show.category:
        yield Message('category is not set: Apple requires one of its list, for example ["Arts", "Books"]')
    if not has_cover:
        yield Message(
            "cover: there is no image, and no Japanese font to draw one; Apple requires 1400-3000 px square"
        )
    if not show.author:
        yield Message("author is not set: Apple recommends one")
    if not show.email:
        yield Message("email is not set: Apple and others write there to verify that the show is yours")


def _of_editions(show: Show, editions: Sequence[Edition]) -> Iterator[Message]:
    if not editions:
        yield Message("there is no edition yet: Apple requires at least one")
    for edition in editions:
        if not edition.slug.isascii():
            yield Message(
                "{slug}: the file name is not ASCII, which Apple asks for; set slug in the article",
                slug=edition.slug,
            )
        if edition.title == show.name:
            yield Message(
                "{slug}: the edition is called like the show, which Apple advises against", slug=edition.slug
            )
