"""Answers with validators and byte ranges.

Starlette's FileResponse is not used: it looks at a path and opens it afterwards, so a build in between
mixes two editions; it knows ranges of files only, answers 400 to units it should ignore, and 416 where one
of several ranges is out. Streaming, disconnects and headers remain Starlette's.
"""

from __future__ import annotations

import secrets
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.responses import Response, StreamingResponse

from narrate.serve.ranges import RangeNotSatisfiable, Span, spans

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from narrate.serve.content import Content

CHUNK_BYTES = 128 * 1024


class ContentResponse(StreamingResponse):
    """Parts of a content, which is closed whatever becomes of the client.

    ``parts`` are byte strings to be sent as they are and spans to be read.
    """

    def __init__(
        self, content: Content, parts: tuple[Span | bytes, ...], status: int, headers: Mapping[str, str]
    ) -> None:
        super().__init__(_chunks(content, parts), status_code=status, headers=dict(headers))
        self._content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send, and close."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._content.close()


def respond(request: Request, content: Content, media_type: str, extra: Mapping[str, str]) -> Response:
    """Answer a GET or HEAD for ``content``, which this function owns from here on.

    200, 206 with one or several parts, 304 or 416; conditions are weighed in the order of RFC 9110
    section 13.2.2. ``Range`` counts for GET only (section 14.2).
    """
    headers = {"ETag": content.etag, "Accept-Ranges": "bytes", "Content-Type": media_type, **extra}
    if content.last_modified:
        headers["Last-Modified"] = content.last_modified
    if _unchanged(request, content):
        content.close()
        headers.pop("Content-Type")
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        size = content.size_bytes
        content.close()
        return Response(headers={**headers, "Content-Length": str(size)})
    try:
        wanted = spans(request.headers["range"], content.size_bytes) if _ranged(request, content) else ()
    except RangeNotSatisfiable:
        size = content.size_bytes
        content.close()
        return Response(status_code=416, headers={**extra, "Content-Range": f"bytes */{size}"})
    return _body(content, wanted, media_type, headers)


def _unchanged(request: Request, content: Content) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        listed = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in listed or content.etag in listed
    return _same_second(request.headers.get("if-modified-since"), content.last_modified)


def _same_second(known: str | None, last_modified: str) -> bool:
    """Tell whether a file has not changed since the date that a client knows; odd dates are ignored."""
    if not known or not last_modified:
        return False
    try:
        return parsedate_to_datetime(last_modified) <= parsedate_to_datetime(known)
    except (TypeError, ValueError, OverflowError):
        return False


def _ranged(request: Request, content: Content) -> bool:
    """Tell whether the Range header counts: not if the client's part is of an earlier file (If-Range)."""
    if "range" not in request.headers:
        return False
    condition = request.headers.get("if-range")
    return condition is None or condition.strip() in (content.etag, content.last_modified or None)


def _body(
    content: Content, wanted: tuple[Span, ...], media_type: str, headers: dict[str, str]
) -> ContentResponse:
    size = content.size_bytes
    if not wanted:
        whole = Span(0, size)
        return ContentResponse(content, (whole,), 200, headers | {"Content-Length": str(size)})
    if len(wanted) == 1:
        part = {
            "Content-Length": str(wanted[0].byte_count),
            "Content-Range": f"bytes {wanted[0].start}-{wanted[0].end - 1}/{size}",
        }
        return ContentResponse(content, wanted, 206, headers | part)
    boundary = secrets.token_hex(16)
    parts = _multipart(wanted, boundary, media_type, size)
    length = sum(len(p) if isinstance(p, bytes) else p.byte_count for p in parts)
    kind = {"Content-Type": f"multipart/byteranges; boundary={boundary}", "Content-Length": str(length)}
    return ContentResponse(content, parts, 206, headers | kind)


def _multipart(
    wanted: tuple[Span, ...], boundary: str, media_type: str, size: int
) -> tuple[Span | bytes, ...]:
    """Lay out a multipart/byteranges body (RFC 9110 section 14.6)."""
    parts: list[Span | bytes] = []
    for span in wanted:
        head = (
            f"\r\n--{boundary}\r\nContent-Type: {media_type}\r\n"
            f"Content-Range: bytes {span.start}-{span.end - 1}/{size}\r\n\r\n"
        )
        parts += [head.encode(), span]
    return (*parts, f"\r\n--{boundary}--\r\n".encode())


async def _chunks(content: Content, parts: tuple[Span | bytes, ...]) -> AsyncIterator[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
            continue
        at = part.start
        while at < part.end:
            length = min(CHUNK_BYTES, part.end - at)
            chunk = await anyio.to_thread.run_sync(content.read, at, length)
            if not chunk:
                raise OSError("the file became shorter while it was sent")
            at += len(chunk)
            yield chunk
