"""The pages in a browser, against the real server."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from browsing import chromium
from narrate.serve.app import make_app
from narrate.serve.server import allowed_names, listen, web_address
from narrate.serve.shown import Shown
from narrate.site.publication import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from narrate.model import Edition
    from narrate.podcast.memory import FeedMemory
    from narrate.podcast.show import Show


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = chromium(tmp_path_factory.mktemp("browser"))
    yield driver
    driver.quit()


@pytest.fixture
def page(
    browser: Any, edition: Edition, show: Show, published: FeedMemory, audio_folder: Path
) -> Iterator[Callable[[str], Any]]:
    shelf = Shelf(show, (edition,), published)
    app = make_app(
        Shown(lambda: shelf, lambda: 0, lambda sentence: None), audio_folder, allowed_names("127.0.0.1", "")
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", lifespan="off"))
    with listen("127.0.0.1", 0) as socket:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        address = web_address(socket)

        def go(path: str) -> Any:
            browser.get("about:blank")
            browser.get(address + path)
            return browser

        yield go
        browser.get("about:blank")
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)
