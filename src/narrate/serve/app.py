"""The web application: the show's feed and pages, and the files of the audio folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from narrate.serve import folder
from narrate.serve.content import opened
from narrate.serve.response import respond

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from starlette.requests import Request

    from narrate.serve.content import Content
    from narrate.serve.shown import Shown

_HOST = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
_LASTING = "public, max-age=31536000, immutable"
_OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Content-Range, ETag"}
_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"


def make_app(shown: Shown, audio_folder: Path, hosts: Collection[str] | None = None) -> Starlette:
    """Make the application.

    ``hosts`` are the names it answers to, None meaning any. On the loopback interface it should be its own
    names only, lest a web page that points its name at 127.0.0.1 can read the show. (Starlette's
    TrustedHostMiddleware does not know IPv6 addresses.)
    """

    async def answer(request: Request) -> Response:
        host = _HOST.fullmatch(request.headers.get("host", "localhost"))
        if host is None or (hosts is not None and host[1].lower() not in hosts):
            return PlainTextResponse("Misdirected Request\n", 421)
        path = request.path_params["path"] or "index.html"
        found = await anyio.to_thread.run_sync(_find, shown, audio_folder, path, str(request.base_url))
        if found is None:
            return PlainTextResponse("Not Found\n", 404)
        content, media_type, lasting = found
        return respond(request, content, media_type, _headers(path, media_type, lasting=lasting))

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "HEAD"])])


def _find(shown: Shown, audio_folder: Path, path: str, base_url: str) -> tuple[Content, str, bool] | None:
    """Look in the show first, then in the folder; the bool says whether the content can never change."""
    made = shown.find(path, base_url)
    if made is not None:
        document, content = made
        return content, document.media_type, document.lasting
    file = folder.find(audio_folder, path)
    on_disk = opened(file) if file is not None else None
    return None if on_disk is None else (on_disk, folder.media_type(path), False)


def _headers(path: str, media_type: str, *, lasting: bool) -> dict[str, str]:
    """Headers beyond the content's own: how long it keeps, and who may read it.

    Transcripts and chapters are open to players on other sites, as the Podcasting 2.0 namespace asks;
    nothing else is.
    """
    headers = {"Cache-Control": _LASTING if lasting else "no-cache", "X-Content-Type-Options": "nosniff"}
    if path.endswith((".vtt", ".chapters.json")):
        headers |= _OPEN
    if media_type.startswith("text/html"):
        headers["Content-Security-Policy"] = _POLICY
    return headers
