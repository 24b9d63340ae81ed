"""The web application: the show's feed and pages, and the files of the audio folder."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from narrate.article.front.origin import is_kept
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


def make_app(shown: Shown, audio_folder: Path, names: Collection[str]) -> Starlette:
    """Make the application.

    ``names`` are the host names that it answers to; to IP addresses it does always. (Starlette's
    TrustedHostMiddleware does not know IPv6 addresses, nor any address that is not listed.)
    """

    async def answer(request: Request) -> Response:
        host = _HOST.fullmatch(request.headers.get("host", "localhost"))
        if host is None or not _is_answered_to(host[1], names):
            return PlainTextResponse(_misdirected(host[1] if host else ""), 421)
        path = request.path_params["path"] or "index.html"
        found = await anyio.to_thread.run_sync(_find, shown, audio_folder, path, str(request.base_url))
        if found is None:
            return PlainTextResponse("Not Found\n", 404)
        content, media_type, lasting = found
        return respond(request, content, media_type, _headers(path, media_type, lasting=lasting))

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "HEAD"])])


def _is_answered_to(host: str, names: Collection[str]) -> bool:
    if host.lower().rstrip(".") in names:
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _misdirected(host: str) -> str:
    """What whoever came by another name reads; it is for who runs the server, too."""
    return f"Not served by this name. If it is yours: narrate serve --allow-host {host or 'NAME'}\n"


def _find(shown: Shown, audio_folder: Path, path: str, base_url: str) -> tuple[Content, str, bool] | None:
    """Look in the show first, then in the folder; the bool says whether the content can never change."""
    made = shown.find(path, base_url)
    if made is not None:
        document, content = made
        return content, document.media_type, document.lasting
    file = folder.find(audio_folder, path)
    on_disk = None if file is None or is_kept(file) else opened(file)
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
