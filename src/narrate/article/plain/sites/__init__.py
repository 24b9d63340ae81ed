"""The title of a page below the name of its site: one contest of the lines that may be it.

A site's or an owner's name, a motto and a category share little with the sentences below, a title shares
more. That alone decides nothing: what stands around the lines and their form count as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from narrate.article.plain.credits import is_dateline, is_kind_of_paper, is_labelled
from narrate.article.plain.kinds import Kind, is_field, normal, stands_apart
from narrate.article.plain.pages import is_path
from narrate.article.plain.sites.words import is_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrate.article.plain.decisions import Reasons
    from narrate.article.plain.kinds import Block

LEAST_OF_A_SITE = 4
LEAST_TO_WIN = 5

_RUN = re.compile(r"[一-龯々ヶ]+|[ァ-ヺー]+|[a-z]{2,}")
_LONGEST_HEAD = 24
_MOST_NAMES = 8
_FARTHEST_MOTTO = 3
_LONGEST_MOTTO = 160
_SHORTEST_MOTTO = 8
_MOST_SENTENCES = 60
_LONGEST_SENTENCE = 400
_LONGEST_NAME = 16
_LONGEST_LINE = 60
_SHORTEST_TITLE = 10
_SHORTEST_ECHO = 4
_SOME, _HALF, _LITTLE = 0.25, 0.5, 0.2
_ENOUGH = 3
_SITE = re.compile(
    r"[^。、?？!！]{0,30}(?:ブログ|[Bb]log|BLOG|サイト|ホームページ|日記帳?|にっき|ジャーナル|マガジン"
    r"|[Oo]nline|オンライン|[Nn]otes?|NOTE)(?:トップ|作成)?[!！*:|｜♪☆★～〜~ ]*"
)
"""What sites are called."""
_SECTION = re.compile(r"[^ぁ-ん。、]{2,8}[・|｜/／＞>][^ぁ-ん。、]{2,12}")
"""A section of a site by two names: below its ways."""
_OF_ITSELF = re.compile(
    r"(?:ブログ|サイト|ホームページ)(?:です|だ|で[。す]|で(?:は|も)|に|を|$|。)"
    r"|(?:日記|記録|日々|日常|趣味|気まま|徒然|つれづれ|メモ|ノウハウ)(?:です|で。|$|。)"
    r"|(?:書い|綴っ|つづっ|載せ|のせ|発信し|紹介し|公開し|更新し|お届けし|掲載し|まとめ)"
    r"て(?:い|お)?(?:ます|る|きます)"
    r"|案内(?:を)?します|お届けします|紹介します|ブログ$|お役立ち情報$"
    r"|^(?:この|当)(?:ブログ|サイト|ホームページ)は"
)
_THIS_SITE = re.compile(r"(?:この|当)(?:ブログ|サイト|ホームページ)は")
"""How a site says what it is about."""
_SENTENCE = re.compile(r"(?:です|ます|ました|ません|である|だ|ブログ|サイト|日記|情報)[。!！♪☆★]*$")
_CATEGORY = re.compile(r"[ \u3000]*\[(?P<name>[^\[\]]{2,24})\]$")
_NEAR = 2
_SAID = re.compile(r"[?？。「」]")


def title_below_a_site(blocks: Sequence[Block], found: Reasons) -> int | None:
    """The line that wins over the names above it, where enough says that they are a site's."""
    names, text = _head(blocks, found)
    if len(names) <= 1:
        return None
    prose = _words_of_text(blocks[text:])
    least = _points_of_the_first(blocks, names[0], found, prose) + LEAST_TO_WIN
    won: list[tuple[float, int, int]] = []
    for order, at in enumerate(names[1:], 1):
        is_dated = order > 1 and _is_date(blocks, at + 1)
        site = _points_of_a_site(blocks, names[:order], found, prose)
        site += 2 * (bool(category_length(blocks, at)) + is_dated)
        points = site + _points_of_a_title(blocks, names, order, prose)
        if site >= LEAST_OF_A_SITE and points >= least and _may_be_title(blocks[at]):
            won.append((points, -order, at))
    return max(won)[-1] if won else None


def category_length(blocks: Sequence[Block], title: int) -> int:
    """How much at a title's end is a category in brackets, if the title stands without or it stands above."""
    match = _CATEGORY.search(blocks[title].whole)
    if not match or blocks[title].mark_length or not match.start():
        return 0
    bare = blocks[title].whole[: match.start()]
    is_again = any(block.whole == bare for block in blocks[title + 1 : title + _NEAR + 1])
    is_above = any(match["name"] in block.whole for block in blocks[:title])
    return len(match[0]) if is_again or is_above else 0


def _head(blocks: Sequence[Block], found: Reasons) -> tuple[list[int], int]:
    """The lines above the text, one sentence among them that may be a motto, and where the text begins."""
    lines = [at for at, b in enumerate(blocks[:_LONGEST_HEAD]) if at not in found and b.kind is not Kind.RULE]
    has_motto = False
    for order, at in enumerate(lines):
        if not blocks[at].is_prose:
            continue
        if has_motto or not _may_be_motto(blocks, lines, order):
            return lines[:order][:_MOST_NAMES], at
        has_motto = True
    return [], 0


def _may_be_motto(blocks: Sequence[Block], lines: Sequence[int], order: int) -> bool:
    """Whether a sentence near the top stands apart, with a line below it that is none, and then more."""
    below = lines[order + 1 : order + 3]
    if not 0 < order <= _FARTHEST_MOTTO or len(below) <= 1 or blocks[below[0]].is_prose:
        return False
    return len(blocks[lines[order]].whole) <= _LONGEST_MOTTO and stands_apart(blocks, lines[order])


def _words_of(text: str) -> set[str]:
    """What a text is about: pairs of its kanji and of its katakana, and its Latin words."""
    found: set[str] = set()
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        run = match[0]
        is_whole = run.isascii() or len(run) == 1
        found.update([run] if is_whole else (run[at : at + 2] for at in range(len(run) - 1)))
    return found


def _words_of_text(blocks: Sequence[Block]) -> Counter[str]:
    """In how many of the first sentences each word is."""
    counts: Counter[str] = Counter()
    for block in [b for b in blocks[: 4 * _MOST_SENTENCES] if b.is_prose][:_MOST_SENTENCES]:
        counts.update(_words_of(block.whole[:_LONGEST_SENTENCE]))
    return counts


def _shared(block: Block, prose: Mapping[str, int]) -> tuple[float, float]:
    return _shared_by(block.text, prose)


def _shared_by(text: str, prose: Mapping[str, int]) -> tuple[float, float]:
    """How much of a line the text is about, and how many words that are; said once, a word counts half."""
    words = _words_of(text[:_LONGEST_SENTENCE])
    hits = sum(min(prose.get(word, 0), 2) / 2 for word in words)
    return hits / (len(words) + 1), hits


def is_said_less(blocks: Sequence[Block], text: str, other: str) -> bool:
    """Whether the text below is less about one name than about another."""
    prose = _words_of_text(blocks)
    one, two = (_shared_by(name, prose)[0] for name in (text, other))
    return one < two


def _points_of_the_first(blocks: Sequence[Block], at: int, found: Reasons, prose: Mapping[str, int]) -> float:
    """What says that the first line is the title: the text is about it, a date or buttons are below it."""
    first = blocks[at]
    below = at + 1
    is_dated = _is_date(blocks, below) or found.get(below) in ("share button", "date of the page")
    is_below_buttons = at > 0 and at - 1 in found
    is_about = _shared(first, prose)[0] >= _LITTLE
    is_long = len(first.text) > _LONGEST_NAME + _ENOUGH
    return 2 * (is_about + bool(first.style) + is_dated) + is_long + is_below_buttons


def _is_date(blocks: Sequence[Block], at: int) -> bool:
    return at < len(blocks) and len(blocks[at].whole) <= _LONGEST_LINE and is_dateline(blocks[at].whole)


def _points_of_a_site(
    blocks: Sequence[Block], above: Sequence[int], found: Reasons, prose: Mapping[str, int]
) -> int:
    """What says that the lines above belong to a site: their form, a motto, a name in another line."""
    lines = [blocks[at] for at in above]
    has_name = any(_SITE.fullmatch(block.text[:_LONGEST_LINE]) for block in lines)
    motto = max((_points_of_a_motto(b.whole) for b in lines[1:] if _is_motto(b)), default=0)
    names = {normal(block.whole) for block in lines if not block.is_prose}
    is_echo = any(a != b and len(a) >= _SHORTEST_ECHO and a in b for a in names for b in names)
    has_photos = "mark of an image" in found.values()
    is_short = len(lines[0].text) <= _LONGEST_NAME and not _SAID.search(lines[0].text)
    is_below_ways = above[0] > 0 and found.get(above[0] - 1) == "navigation"
    has_section = is_below_ways and bool(_SECTION.fullmatch(lines[0].text[:_LONGEST_LINE]))
    is_above_ways = len(above) == 1 and _is_above_ways(blocks, above[0], found)
    is_stack = has_photos and len(above) > 1 and all(stands_apart(blocks, at) for at in above)
    signs = 2 * (has_name + is_echo + has_section + is_stack) + 3 * is_above_ways
    if not signs and not is_below_ways and not has_photos and _shared(lines[0], prose)[1]:
        return 0  # a lead may say what a motto says
    return signs + motto + has_photos + is_short + is_below_ways


def _is_above_ways(blocks: Sequence[Block], at: int, found: Reasons) -> bool:
    """Whether a bar of ways stands right below a name that is not said again near it."""
    again = any(
        normal(block.whole) == normal(blocks[at].whole) for block in blocks[at + 1 : at + _MOST_NAMES]
    )
    return found.get(at + 1) == "navigation" and is_bar(blocks[at + 1].whole) and not again


def _points_of_a_motto(text: str) -> int:
    return 1 + 2 * bool(_OF_ITSELF.search(text)) + bool(_THIS_SITE.match(text))


def _is_motto(block: Block) -> bool:
    if not block.line.follows_blank or len(block.whole) > _LONGEST_MOTTO:
        return False
    if block.is_prose or len(block.whole) < _SHORTEST_MOTTO:
        return block.is_prose
    return bool(_SENTENCE.search(block.whole) or _OF_ITSELF.search(block.whole))


def _may_be_title(block: Block) -> bool:
    text = block.whole
    if block.is_prose or block.line.role or block.kind is Kind.ITEM or text[0] == "※" or "://" in text:
        return False
    return not any(is_one(text) for is_one in (is_dateline, is_labelled, is_field, is_path, is_kind_of_paper))


def _points_of_a_title(
    blocks: Sequence[Block], names: Sequence[int], order: int, prose: Mapping[str, int]
) -> float:
    """What says that a line is the title: the text is about it, it is long, apart, said again, above text."""
    at = names[order]
    block = blocks[at]
    share, hits = _shared(block, prose)
    above = [blocks[i] for i in names[:order] if not blocks[i].is_prose]
    below = at + 1
    points = (
        (share >= _SOME)
        + (share >= _HALF or hits >= _ENOUGH)
        + stands_apart(blocks, at)
        + (len(block.text) >= _SHORTEST_TITLE)
        + all(len(block.text) > len(other.text) for other in above)
        + any(normal(blocks[i].whole) == normal(block.whole) for i in names if i != at)
        + (below < len(blocks) and (blocks[below].is_prose or _is_date(blocks, below)))
    )
    is_of_the_site = bool(_SITE.fullmatch(block.text[:_LONGEST_LINE]))
    is_motto = _is_motto(block) or bool(_OF_ITSELF.search(block.whole[:_LONGEST_MOTTO]))
    return points - 2 * (is_of_the_site + is_motto) - bool(block.style) - (order - 1) / 2
