"""The site finds the cover of an edition that was built: beside its article, wherever one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from narrate.site.publication import load_shelf

if TYPE_CHECKING:
    import pytest

    from tone_studio import Studio


def test_the_cover_beside_an_article_is_found(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    (studio.folder / "text" / "show.toml").write_text('title = "声"\n', encoding="utf-8")
    folder = studio.folder / "essays"
    folder.mkdir()
    (folder / "narrate.toml").write_text('[voice]\nname = "tone"\n', encoding="utf-8")
    Image.new("RGB", (1500, 1500), "navy").save(folder / "sea.png")
    (folder / "sea.md").write_text("---\ncover: sea.png\n---\n# 海\n\n朝が来た。\n", encoding="utf-8")
    studio.build(folder / "sea.md")
    monkeypatch.chdir(studio.folder)
    shelf = load_shelf(studio.folder / "text", studio.audio)
    assert shelf.images.absent == ()
    assert shelf.images.editions["sea"].resolve() == (folder / "sea.png").resolve()
