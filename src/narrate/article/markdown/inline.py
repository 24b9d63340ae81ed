"""Markdown inline tokens -> a passage: text and ruby stay, emphasis goes, targets are skipped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.article.markdown.commonmark import end_of, is_plain
from narrate.article.pictures import why_undescribed
from narrate.article.skips.reasons import FOOTNOTE_MARK
from narrate.messages import Message
from narrate.model import NOWHERE, Passage, Skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from markdown_it.token import Token

_RUBY_TAG = re.compile(r"</?(?:ruby|rb|rt|rp|rtc)\b[^>]*>", re.IGNORECASE)
_ENDS = frozenset("。！？!?")
_CLOSERS = frozenset("」』")
_GOES_ON = re.compile(r"と|って|は|が|を|に|の|も|や|へ|で|な|だ|、|。|か[らと]|より|まで|など|という")
"""Behind a quotation that ends a line: the sentence around it does."""
_BEGINNINGS = frozenset("「『　―—─")
"""Before these, a line break in the text parts two lines."""
_MARKUP, _TARGET, _SOURCE = Message("markup"), Message("link target"), Message("image source")
_HTML_TAG, _BREAK = Message("HTML"), Message("line break")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inline:
    """The readable text of one block; ``cuts`` are its hard line breaks.

    ``notes`` are the source offsets of the footnotes that stand in the text, by their numbers.
    """

    passage: Passage
    cuts: tuple[int, ...]
    skips: tuple[Skip, ...]
    is_only_image: bool
    notes: Mapping[int, Sequence[int]]


@dataclass(slots=True)
class _Walk:
    """Collects a passage while the tokens are walked; ``at`` is the next unread position of ``raw``."""

    raw: str
    origins: Sequence[int]
    image_policy: str
    at: int = 0
    parts: list[Passage] = field(default_factory=list)
    length: int = 0
    cuts: list[int] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    notes: dict[int, Sequence[int]] = field(default_factory=dict)
    is_in_autolink: bool = False
    image_end: int = -1

    def add(self, text: str, indices: Iterable[int]) -> None:
        """Append text that stands at these positions of ``raw``."""
        if isinstance(indices, range) and indices.step == 1 and indices.start >= 0:
            self.append(Passage(text, self.origins[indices.start : indices.stop]))
        else:
            self.append(Passage(text, tuple(NOWHERE if i < 0 else self.origins[i] for i in indices)))

    def append(self, part: Passage) -> None:
        """Append a passage."""
        if part.text:
            self.parts.append(part)
            self.length += len(part)

    def add_raw(self, start: int, end: int) -> None:
        """Append ``raw[start:end]`` as it is."""
        self.add(self.raw[start:end], range(start, end))
        self.at = end

    def skip(self, start: int, end: int, reason: Message) -> None:
        """Skip ``raw[start:end]``; the block's own markup inside it (``>`` on a new line) stays out."""
        places = self.origins[start:end]
        if isinstance(places, range) and places and places.step == 1 and places.start >= 0:
            self._skip_stretch(places.start, places.stop, reason)
        else:
            for origin in places:
                if origin != NOWHERE:
                    self._skip_stretch(origin, origin + 1, reason)
        self.at = max(self.at, end)

    def _skip_stretch(self, start: int, end: int, reason: Message) -> None:
        before = self.skips[-1] if self.skips else None
        if before is not None and before.end == start and before.reason == reason:
            self.skips[-1] = Skip(before.start, end, reason)
        else:
            self.skips.append(Skip(start, end, reason))


def read_inline(tokens: Sequence[Token], raw: str, origins: Sequence[int], image_policy: str) -> Inline:
    """Turn the inline ``tokens`` of a block into a passage.

    ``raw`` is the block's Markdown; ``origins`` gives the source offset of each of its characters.
    ``image_policy`` is ``"read"`` (its description) or ``"skip"``.
    """
    if is_plain(raw):
        return _read_plain(raw, origins)
    walk = _Walk(raw, origins, image_policy)
    _read_all(tokens, walk)
    is_only_image = walk.image_end >= 0 and [
        t.type for t in tokens if t.content.strip() or t.type != "text"
    ] == ["image"]
    return Inline(Passage.joined(walk.parts), tuple(walk.cuts), tuple(walk.skips), is_only_image, walk.notes)


def _read_plain(raw: str, origins: Sequence[int]) -> Inline:
    """The passage of a text that holds no marks but line breaks; two spaces make one hard."""
    if "\n" not in raw:
        return Inline(Passage(raw, origins), (), (), False, {})
    walk = _PlainLines(raw, origins)
    at = 0
    for line in raw.split("\n"):
        walk.read(line, at)
        at += len(line) + 1
    return Inline(Passage("".join(walk.texts), walk.places), tuple(walk.cuts), (), False, {})


@dataclass(slots=True)
class _PlainLines:
    """Joins the lines of a text without marks, as `_soft_break` and `_hard_break` do between tokens."""

    raw: str
    origins: Sequence[int]
    texts: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    spaces: int = 0

    def read(self, line: str, at: int) -> None:
        """Append the line that begins at position ``at``."""
        body = line.lstrip(" \t") if at else line
        first, end = at + len(line) - len(body), at + len(line)
        text = body.rstrip(" ") if end < len(self.raw) else body
        if at:
            self._break(at, first)
        if text:
            self.texts.append(text)
            self.places += self.origins[first : first + len(text)]
        self.spaces = len(body) - len(text)

    def _break(self, at: int, first: int) -> None:
        before = self.texts[-1][-1] if self.texts else ""
        if self.spaces > 1 or (before and _parts_lines(before, self.raw[first : first + 4])):
            self.cuts.append(len(self.places))
        if self.spaces < 2 and _is_latin(before) and _is_latin(self.raw[first : first + 1]):
            self.texts.append(" ")
            self.places.append(self.origins[at - 1])


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _read_all(tokens: Sequence[Token], walk: _Walk) -> None:
    for token in tokens:
        handle = _TOKENS.get(token.type)
        if handle:
            handle(token, walk)
        elif token.nesting:
            walk.at += len(token.markup)


def _text(token: Token, walk: _Walk) -> None:
    if token.content and not walk.is_in_autolink:
        start = walk.raw.find(token.content, walk.at)
        assert start >= 0, f"Markdown text {token.content!r} is not in its block {walk.raw!r}"
        walk.add_raw(start, start + len(token.content))


def _code(token: Token, walk: _Walk) -> None:
    """Code keeps its characters; a line break in it has become a space."""
    end = end_of(token) - len(token.markup)
    start = walk.at + len(token.markup)
    start += (end - start - len(token.content)) // 2
    walk.add(token.content, range(start, start + len(token.content)))
    walk.at = end_of(token)


def _special(token: Token, walk: _Walk) -> None:
    """An entity or an escaped character: spoken as what it stands for, from where it stands.

    White space stands nowhere, since it is stripped where a sentence begins or ends with it, and a line
    break is a space.
    """
    start, end = walk.at, end_of(token)
    if token.content == walk.raw[start:end]:
        walk.add_raw(start, end)
        return
    stands_at = end - 1 if token.info == "escape" else start
    spoken = token.content
    if spoken.isspace():
        stands_at, spoken = NOWHERE, "".join(spoken.splitlines()) or " "
    walk.add(spoken, [stands_at] + [NOWHERE] * (len(spoken) - 1))
    for i in range(start, end):
        if i != stands_at:
            walk.skip(i, i + 1, _MARKUP)
    walk.at = end


def _soft_break(token: Token, walk: _Walk) -> None:
    """A line break inside a paragraph: nothing between Japanese characters, a space between Latin words.

    Where a sentence or a line of dialogue ends or begins with it, its author meant it.
    """
    end = end_of(token)
    before = walk.parts[-1].text[-1] if walk.parts else ""
    after = walk.raw[end : end + 1]
    if walk.length == walk.image_end or (before and _parts_lines(before, walk.raw[end : end + 4])):
        walk.cuts.append(walk.length)
    if _is_latin(before) and _is_latin(after):
        walk.add(" ", (walk.raw.index("\n", walk.at),))
    walk.at = end


def _parts_lines(before: str, after: str) -> bool:
    if before in _ENDS or after[:1] in _BEGINNINGS:
        return True
    return before in _CLOSERS and _GOES_ON.match(after) is None


def _hard_break(token: Token, walk: _Walk) -> None:
    walk.cuts.append(walk.length)
    walk.at = end_of(token)


def _open_link(token: Token, walk: _Walk) -> None:
    if token.markup == "autolink":
        walk.is_in_autolink = True
        walk.add_raw(walk.at + 1, end_of(token) - 1)
    else:
        walk.at += 1


def _close_link(token: Token, walk: _Walk) -> None:
    if token.markup == "autolink":
        walk.is_in_autolink = False
        walk.at = end_of(token)
    else:
        walk.skip(walk.at, end_of(token), _TARGET)


def _image(token: Token, walk: _Walk) -> None:
    start = walk.at + 2
    end = start + len(token.content)
    inner = _Walk(walk.raw[start:end], walk.origins[start:end], walk.image_policy)
    _read_all(token.children or (), inner)
    walk.skips += inner.skips
    walk.notes |= inner.notes
    reason = why_undescribed(token.content, str(token.attrs.get("src", "")), walk.image_policy)
    if reason:
        described = Passage.joined(inner.parts).known_origins
        walk.skips += [Skip(o, o + 1, reason) for o in described]
    else:
        walk.append(Passage.joined(inner.parts))
    walk.image_end = walk.length
    walk.skip(end, end_of(token), _SOURCE)


def _html(token: Token, walk: _Walk) -> None:
    start, end = walk.at, end_of(token)
    if _RUBY_TAG.fullmatch(token.content):
        walk.add_raw(start, end)
    elif _LINE_BREAK_TAG.fullmatch(token.content):
        walk.cuts.append(walk.length)
        walk.skip(start, end, _BREAK)
    else:
        walk.skip(start, end, _HTML_TAG)


def _note(token: Token, walk: _Walk) -> None:
    """A mark of a footnote, or a footnote that stands in the text: ``^[…]``."""
    start, end = walk.at, end_of(token)
    if "label" in token.meta:
        walk.skip(start, end, FOOTNOTE_MARK)
        return
    walk.notes[token.meta["id"]] = walk.origins[start + 2 : end - 1]
    walk.skip(start, start + 2, FOOTNOTE_MARK)
    walk.skip(end - 1, end, FOOTNOTE_MARK)


_TOKENS: dict[str, Callable[[Token, _Walk], None]] = {
    "text": _text,
    "code_inline": _code,
    "text_special": _special,
    "softbreak": _soft_break,
    "hardbreak": _hard_break,
    "link_open": _open_link,
    "link_close": _close_link,
    "image": _image,
    "html_inline": _html,
    "footnote_ref": _note,
}
