"""Addresses and digests, which no one would read out as they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.reading.text.draft import Draft, Rule

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy

_EMAIL = re.compile(r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PART = r"[^\s<>「」『』（）、。　\u3040-\u30ff\u4e00-\u9fff]"
_URL = re.compile(
    rf"(?:https?|ftp)://{_PART}+"
    rf"|(?<![A-Za-z0-9_@.])www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/{_PART}*)?"
)
_ALONE = re.compile(r"[（(][ 　]*(?:https?|ftp)://[!-\'*-~]+[ 　]*[)）]")
"""An address that has brackets to itself."""
_HASH = re.compile(
    r"(?<![A-Za-z0-9])(?=[0-9a-fA-F]*\d)(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{12,}(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[a-z])"
    r"[A-Za-z0-9+/_-]{24,}={0,2}"
)
_HOST = re.compile(r"^(?:[a-z]+://)?(?:[^@/]*@)?(?:www\.)?([^/:?#]+)")


def _urls(draft: Draft, policy: SayingPolicy) -> Draft:
    if policy.url == "skip":
        return draft.silence(_URL, Message("URL"))
    if policy.url == "word":
        return draft.silence(_ALONE, Message("URL")).sub(_URL, _link, "URL")
    return draft.sub(_URL, lambda m: _dotted(_host(m.group())), "URL")


def _link(match: re.Match[str]) -> str:
    """The word for an address, and the punctuation that is none of it."""
    url = match.group()
    return f"リンク{url[len(url.rstrip('.,;:!?)')) :]}"


def _host(url: str) -> str:
    match = _HOST.match(url.rstrip(".,;:!?)"))
    return match[1] if match else url


def _dotted(host: str) -> str:
    return host.replace(".", "ドット").replace("-", " ").replace("_", " ")


def _emails(draft: Draft, policy: SayingPolicy) -> Draft:
    if policy.email == "skip":
        return draft.silence(_EMAIL, Message("e-mail address"))
    if policy.email == "word":
        return draft.sub(_EMAIL, "メールアドレス", "e-mail address")
    return draft.sub(_EMAIL, lambda m: _dotted(m.group().replace("@", "アットマーク")), "e-mail address")


def _hashes(draft: Draft, policy: SayingPolicy) -> Draft:
    if policy.hash == "skip":
        return draft.silence(_HASH, Message("hash"))
    return draft.sub(_HASH, "文字列", "hash")


WEB: tuple[Rule, ...] = (Rule("URL", _urls), Rule("e-mail address", _emails), Rule("hash", _hashes))
