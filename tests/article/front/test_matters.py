"""Front matter of other tools: what can be used is used, what cannot is a note, and nothing stops the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from matters import BODY, HELD, SEEN, Matter
from narrate.article.frontmatter import read_front_matter
from narrate.model import Source


@pytest.mark.parametrize("matter", [*SEEN, *HELD], ids=lambda matter: matter.tool)
def test_what_other_tools_write_is_used_or_noted(matter: Matter) -> None:
    source = Source(Path("a.md"), matter.text + BODY, "utf-8")
    found = read_front_matter(source)
    assert source.text[found.end :].lstrip("\n") == BODY
    said = {name: str(getattr(found.metadata, name) or "") for name in matter.said}
    assert said == matter.said
    for name in matter.noted:
        assert any(name in note for note in found.notes), (name, found.notes)
    assert bool(found.draft) == matter.is_draft
