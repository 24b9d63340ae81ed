"""The text of decision trees -> `Tree`s that are sure to end, and the questions that they ask of labels."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.synthesis.model import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r'"([^"]*)"|([^\s"{}]*\{[^{}\s]*\}\[\d{1,4}\])|([{}])|([^\s"{}]+)')
_HEAD = re.compile(r"\{\(?([^{}]*?)\)?\}\[(\d+)\]")
_LEAF = re.compile(r"(\d{1,9})\Z")
_WHOLE = re.compile(r"-?\d{1,9}")
_LONGEST_WORD = 200
_LONGEST_PATTERN = 100
_MOST_STARS = 4
"""hts_engine tries each choice of each: voices have 3 at most."""
_MOST_NODES = 10_000
"""hts_engine looks for each among all before it."""


Question = Callable[[str], bool]
"""Whether a label is one of those asked for."""


def question_of(patterns: Sequence[str]) -> Question:
    """Whether a label matches any of ``patterns``, in time linear in its length."""
    at_ends = [p for p in patterns if "*" not in p[1:-1]]
    asked = [_in_pieces(p) for p in patterns if "*" in p[1:-1]]
    if at_ends:
        asked.append(_at_once(at_ends))
    return asked[0] if len(asked) == 1 else lambda label: any(question(label) for question in asked)


def _at_once(patterns: Sequence[str]) -> Question:
    """Patterns with stars at their ends only: nearly all are, as ``*-a+*``."""
    first = patterns[0]
    if len(patterns) == 1 and len(first) > 2 and first[0] == first[-1] == "*" and "?" not in first:
        piece = first[1:-1]
        return lambda label: piece in label
    search = re.compile("|".join(map(_anchored, patterns)), re.DOTALL).search
    return lambda label: search(label) is not None


def _anchored(pattern: str) -> str:
    start = "" if pattern[:1] == "*" else r"\A"
    end = "" if pattern[-1:] == "*" else r"\Z"
    return start + _expression(pattern.strip("*")) + end


def _in_pieces(pattern: str) -> Question:
    """Each piece between stars is taken where it first fits: no choice is ever tried again."""
    first, *between, last = [re.compile(_expression(p), re.DOTALL) for p in pattern.split("*")]
    last_length = len(pattern.rsplit("*", 1)[1])

    def matches(label: str) -> bool:
        found = first.match(label)
        for piece in between:
            found = found and piece.search(label, found.end())
        end = len(label) - last_length
        return found is not None and found.end() <= end and last.fullmatch(label, end) is not None

    return matches


def _expression(piece: str) -> str:
    return "".join("." if c == "?" else re.escape(c) for c in piece)


class DamagedError(ValueError):
    """What a voice file says cannot be: its message tells what."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass
class Questions:
    """All questions of a voice, each kept once: streams ask the same ones."""

    asked: list[Question] = field(default_factory=list)
    _known: dict[tuple[str, ...], int] = field(default_factory=dict)

    def place_of(self, patterns: Sequence[str]) -> int:
        """Where the question for ``patterns`` is in ``asked``."""
        key = tuple(patterns)
        if key not in self._known:
            self._known[key] = len(self.asked)
            self.asked.append(question_of(key))
        return self._known[key]


def read_trees(text: str, questions: Questions) -> tuple[Tree, ...]:
    """The trees that ``text`` holds.

    Raises:
        DamagedError: it is no such text, a question is not known, or a tree has no end.
    """
    tokens = _Tokens(text)
    named: dict[str, int] = {}
    trees = []
    for word in tokens.rest():
        if word == "QS":
            name = tokens.next()
            named[name] = questions.place_of(_patterns(tokens))
        else:
            trees.append(_tree(word, tokens, named, questions))
    if not trees:
        raise DamagedError(Message("it has no decision tree"))
    return tuple(trees)


class _Tokens:
    def __init__(self, text: str) -> None:
        self._found = (match[match.lastindex or 0] for match in _TOKEN.finditer(text))

    def next(self) -> str:
        token = next(self._found, None)
        if token is None:
            raise DamagedError(Message("a decision tree breaks off"))
        if len(token) > _LONGEST_WORD:
            raise DamagedError(Message("a decision tree is broken"))
        return token

    def rest(self) -> Iterator[str]:
        return self._found

    def expect(self, wanted: str) -> None:
        if self.next() != wanted:
            raise DamagedError(Message("a decision tree is broken"))


def _patterns(tokens: _Tokens) -> list[str]:
    tokens.expect("{")
    patterns: list[str] = []
    while (token := tokens.next()) != "}":
        patterns += filter(None, (pattern.strip('"') for pattern in token.split(",")))
    if not patterns:
        raise DamagedError(Message("a question of a decision tree asks for nothing"))
    check_patterns(patterns)
    return patterns


def check_patterns(patterns: Sequence[str]) -> None:
    """Raises DamagedError: one is longer than any label could ask for, or takes long to match."""
    if any(len(p) > _LONGEST_PATTERN or p.count("*") > _MOST_STARS for p in patterns):
        raise DamagedError(Message("a question of a decision tree is without reason"))


def _tree(head: str, tokens: _Tokens, named: dict[str, int], questions: Questions) -> Tree:
    match = _HEAD.fullmatch(head)
    if match is None:
        raise DamagedError(Message("a decision tree is broken"))
    patterns = [p for p in match[1].split(",") if p]
    for_some = questions.place_of(patterns) if patterns and "*" not in patterns else None
    state = int(match[2])
    word = tokens.next()
    if word != "{":
        return Tree(state, for_some, only_leaf=_leaf(word))
    return Tree(state, for_some, *_nodes(tokens, named))


def _nodes(
    tokens: _Tokens, named: dict[str, int]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The questions of all nodes, and where no and yes lead."""
    rows = []
    while (token := tokens.next()) != "}":
        rows.append((_whole(token), tokens.next(), tokens.next(), tokens.next()))
    place = {number: at for at, (number, *_) in enumerate(rows)}
    if len(place) != len(rows) or not rows or len(rows) > _MOST_NODES:
        raise DamagedError(Message("a decision tree is broken"))
    asks = tuple(_known(name, named) for _, name, _, _ in rows)
    no = tuple(_branch(branch, place) for _, _, branch, _ in rows)
    yes = tuple(_branch(branch, place) for _, _, _, branch in rows)
    _check_end(no, yes)
    return asks, no, yes


def _known(name: str, named: dict[str, int]) -> int:
    if name not in named:
        raise DamagedError(Message("a decision tree asks what is not told ({name})", name=name[:40]))
    return named[name]


def _branch(token: str, place: dict[int, int]) -> int:
    if not _WHOLE.fullmatch(token):
        return ~_leaf(token)
    if int(token) not in place:
        raise DamagedError(Message("a decision tree is broken"))
    return place[int(token)]


def _whole(token: str) -> int:
    if not _WHOLE.fullmatch(token):
        raise DamagedError(Message("a decision tree is broken"))
    return int(token)


def _leaf(token: str) -> int:
    """The distribution that a leaf names, counted from 0: ``"dur_s2_17"`` is the seventeenth."""
    match = _LEAF.search(token)
    if match is None or int(match[1]) == 0:
        raise DamagedError(Message("a decision tree is broken"))
    return int(match[1]) - 1


def _check_end(no: Sequence[int], yes: Sequence[int]) -> None:
    """Every node but the first is the branch of exactly one other that is reached: so there is no circle."""
    reached = bytearray(len(no))
    reached[0] = 1
    waiting = [0]
    while waiting:
        at = waiting.pop()
        for branch in (no[at], yes[at]):
            if branch >= 0:
                if reached[branch]:
                    raise DamagedError(Message("a decision tree has no end"))
                reached[branch] = 1
                waiting.append(branch)
