"""Templates of pages and books: jinja2 escapes what an article holds, and keeps markup out of Python."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from narrate.edition.timecode import clock, iso_duration, seconds_text
from narrate.edition.xml_text import writable
from narrate.ground.wording import are_alike

if TYPE_CHECKING:
    import jinja2


def rendered(template: str, **values: object) -> bytes:
    """Fill in a template of this package or of the site, by file name. UTF-8."""
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("narrate.site")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: writable(value) if type(value) is str else value,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    environment.filters |= {"clock": clock, "iso": iso_duration, "seconds": seconds_text}
    environment.tests["like"] = are_alike
    return environment
