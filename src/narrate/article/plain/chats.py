"""Logs of a chat (LINE) -> paragraphs: who says what; times and what is no text left out."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from narrate.messages import Message
from narrate.model import Paragraph, Passage, Role, Skip

if TYPE_CHECKING:
    from narrate.model import Source

_TITLE = re.compile(r"(?P<mark>\[LINE\][ \t]*)(?P<title>\S.*)$")
_SAVED = re.compile(r"(?:保存日時|Saved on)[ \t]*[:：].*$")
_CLOCK = r"(?:午前|午後|AM |PM )?\d{1,2}:\d{2}(?:[ \t]?[AP]M)?"
_SAID = re.compile(rf"(?P<time>{_CLOCK}\t)(?P<name>[^\t\n]{{1,60}})(?P<gap>\t)(?P<text>.*)$")
_EVENT = re.compile(rf"(?P<time>{_CLOCK}\t+)(?P<text>.*)$")
_LINES = re.compile(rf"^{_CLOCK}\t(?P<name>[^\t\n]{{0,60}})\t", re.MULTILINE)
_DAY = re.compile(r"^\d{4}[/.]\d{1,2}[/.]\d{1,2}[ (（]?[日月火水木金土SMTWF]", re.MULTILINE)
_MOST_ASKED = 200
_NO_TEXT = re.compile(
    r"\"?\[(?:スタンプ|写真|動画|ファイル|アルバム|ノート|連絡先|位置情報|ボイスメッセージ|Sticker|Photo|Video|File|Album)\]"
    r"[ \t]*\"?$"
)
_FEWEST = 2
_TIME = Message("time of a message")


class Chat(NamedTuple):
    """What is said, and what of the file is not."""

    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]


def is_chat(text: str, start: int) -> bool:
    """Whether a text is such a log: by its first line, or by days and names that speak more than once.

    A programme has lines of a time and two texts as well, but nobody comes again in it.
    """
    if text[start:].lstrip().startswith("[LINE]"):
        return bool(_LINES.search(text, start))
    names = [match["name"] for match in islice(_LINES.finditer(text, start), _MOST_ASKED)]
    return bool(_DAY.search(text, start)) and len(names) > _FEWEST and len(set(names)) <= len(names) / 2


def parse_chat(source: Source, start: int) -> Chat:
    """The messages from offset ``start`` on, each a paragraph; a day's date is one too."""
    paragraphs: list[Paragraph] = []
    skips: list[Skip] = []
    at = start
    is_quoted = False
    for line in source.text[start:].split("\n"):
        is_quoted = _line(line.rstrip(), at, paragraphs, skips, is_quoted=is_quoted)
        at += len(line) + 1
    return Chat(tuple(paragraphs), tuple(skips))


def _line(line: str, at: int, paragraphs: list[Paragraph], skips: list[Skip], *, is_quoted: bool) -> bool:
    """Take a line; whether a message of several lines, which stands in quotation marks, goes on below it."""
    if said := _SAID.match(line):
        return _said(said, at, paragraphs, skips)
    if not paragraphs and (title := _TITLE.match(line)):
        skips.append(Skip(at, at + title.end("mark"), Message("markup")))
        paragraphs.append(Paragraph(Role.TITLE, _stands(title["title"], at + title.start("title"))))
    elif _SAVED.match(line):
        skips.append(Skip(at, at + len(line), Message("when a log was saved")))
    elif event := _EVENT.match(line):
        skips.append(Skip(at, at + event.end("time"), _TIME))
        _add(paragraphs, event["text"], at + event.start("text"))
    elif is_quoted and line.endswith('"'):
        skips.append(Skip(at + len(line) - 1, at + len(line), Message("markup")))
        _add(paragraphs, line[:-1], at)
        return False
    else:
        _add(paragraphs, line, at)
    return is_quoted


def _said(said: re.Match[str], at: int, paragraphs: list[Paragraph], skips: list[Skip]) -> bool:
    if _NO_TEXT.match(said["text"]):
        skips.append(Skip(at, at + said.end(), Message("sticker or picture of a chat")))
        return False
    skips.append(Skip(at, at + said.end("time"), _TIME))
    begin, text = at + said.start("text"), said["text"]
    is_open = text.startswith('"')
    if is_open:
        skips.append(Skip(begin, begin + 1, Message("markup")))
        begin, text = begin + 1, text[1:]
    is_closed = is_open and text.endswith('"')
    if is_closed:
        skips.append(Skip(begin + len(text) - 1, begin + len(text), Message("markup")))
        text = text[:-1]
    name = _stands(said["name"], at + said.start("name"))
    passage = (name + Passage.unwritten("、") + _stands(text, begin)).strip()
    paragraphs.append(Paragraph(Role.BODY, passage))
    return is_open and not is_closed


def _add(paragraphs: list[Paragraph], text: str, at: int) -> None:
    if text.strip():
        paragraphs.append(Paragraph(Role.BODY, _stands(text, at).strip()))


def _stands(text: str, at: int) -> Passage:
    return Passage(text, range(at, at + len(text)))
