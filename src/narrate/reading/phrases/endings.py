"""How a bunsetsu ends: what it is to those behind it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from narrate.reading.phrases.lists import CLAUSE_NOUNS, JOINERS, TIMES
from narrate.reading.phrases.quotations import CLOSES

if TYPE_CHECKING:
    from narrate.reading.phrases.bunsetsu import Bunsetsu

    Node = dict[str, Any]


class Ending(StrEnum):
    """What a bunsetsu is to those behind it."""

    TOPIC = "は"
    ALSO = "も"
    SUBJECT = "が"
    CASE = "を、に"
    PLACE = "で、から、まで"
    TIME = "a time"
    QUOTED = "と of what is said"
    ATTRIBUTE = "の"
    RELATIVE = "a clause before its noun"
    LISTED = "や"
    PAIRED = "と between nouns"
    ADVERB = "an adverb"
    TE = "て"
    STEM = "連用中止"
    MANNER = "ながら、ように"
    REASON = "ので、ば"
    OCCASION = "ため、とき"
    SENTENCE = "a sentence within a sentence"
    OPENER = "しかし"
    JOINER = "および"
    BARE = "a noun without a particle"


_COPULA = frozenset(("特殊・ダ", "特殊・デス"))


def ending_of(bunsetsu: Bunsetsu, following: Bunsetsu) -> Ending:
    """How a bunsetsu ends; what follows tells a clause before its noun from the end of a sentence."""
    last = bunsetsu.nodes[-1]
    if bunsetsu.nodes[0]["string"] in JOINERS:
        return Ending.JOINER
    if last["pos"] == "助詞":
        return _with_particle(bunsetsu, following)
    if last["pos"] in ("動詞", "形容詞", "助動詞"):
        return _with_form(bunsetsu, following)
    return _without_either(bunsetsu)


_BY_STRING = {
    "は": Ending.TOPIC,
    "こそ": Ending.TOPIC,
    "も": Ending.ALSO,
    "さえ": Ending.ALSO,
    "しか": Ending.CASE,
    "の": Ending.ATTRIBUTE,
    "や": Ending.LISTED,
    "とか": Ending.LISTED,
    "やら": Ending.LISTED,
    "たり": Ending.LISTED,
    "だり": Ending.LISTED,
    "か": Ending.LISTED,
    "など": Ending.LISTED,
    "ながら": Ending.MANNER,
    "つつ": Ending.MANNER,
}
_CASES = {
    "が": Ending.SUBJECT,
    "で": Ending.PLACE,
    "から": Ending.PLACE,
    "まで": Ending.PLACE,
    "より": Ending.PLACE,
}


def _with_particle(bunsetsu: Bunsetsu, following: Bunsetsu) -> Ending:
    last = bunsetsu.nodes[-1]
    string, kind = last["string"], last["pos_group1"]
    if kind == "接続助詞":
        if string in ("て", "で"):
            return _with_te(bunsetsu)
        return _BY_STRING.get(string, Ending.REASON)
    if string == "と" and kind in ("格助詞", "並立助詞"):
        return _with_to(bunsetsu, following)
    if string in _BY_STRING:
        return _BY_STRING[string]
    if kind in ("格助詞", "副詞化", "副助詞", "特殊"):
        return _with_case(bunsetsu)
    return Ending.SENTENCE if kind == "終助詞" else Ending.CASE


def _with_te(bunsetsu: Bunsetsu) -> Ending:
    return Ending.PLACE if bunsetsu.is_formula else Ending.TE


def _with_to(bunsetsu: Bunsetsu, following: Bunsetsu) -> Ending:
    before = bunsetsu.nodes[-2] if len(bunsetsu.nodes) > 1 else bunsetsu.nodes[-1]
    is_noun = before["pos"] == "名詞" or before["pos_group1"] in ("副助詞", "格助詞")
    if before.get(CLOSES) or not is_noun:
        return Ending.QUOTED
    return Ending.PAIRED if following.is_noun or following.is_epithet else Ending.CASE


def _with_case(bunsetsu: Bunsetsu) -> Ending:
    last, before = bunsetsu.nodes[-1], bunsetsu.nodes[-2] if len(bunsetsu.nodes) > 1 else None
    if before is None:
        return Ending.CASE
    if before["string"] in ("よう", "そう") and last["string"] == "に":
        return Ending.MANNER
    if (
        before["string"] in CLAUSE_NOUNS
        and _has_clause(bunsetsu, before)
        and last["string"] in ("に", "で", "から")
    ):
        return Ending.OCCASION
    if last["pos_group1"] == "副詞化" or before["pos_group1"] == "形容動詞語幹":
        return Ending.ADVERB
    if last["string"] in ("に", "から", "まで", "より") and _is_time(before):
        return Ending.TIME
    return _CASES.get(last["string"], Ending.CASE)


def _has_clause(bunsetsu: Bunsetsu, noun: Node) -> bool:
    """Whether a verb, の or この stands before the noun it is about."""
    at = next(i for i, node in enumerate(bunsetsu.nodes) if node is noun)
    return noun["string"] in ("ため", "為") or (
        at > 0 and bunsetsu.nodes[at - 1]["pos"] in ("動詞", "助動詞", "形容詞")
    )


def _is_time(noun: Node) -> bool:
    return noun["pos_group1"] == "副詞可能" or noun["pos_group2"] == "副詞可能" or noun["string"] in TIMES


def _with_form(bunsetsu: Bunsetsu, following: Bunsetsu) -> Ending:
    last = bunsetsu.nodes[-1]
    form = last["cform"]
    if last["pos"] == "助動詞" and last["ctype"] in _COPULA and form == "連用形":
        return Ending.STEM
    if form.startswith("仮定"):
        return Ending.REASON
    if form.startswith("連用"):
        if bunsetsu.is_formula:
            return Ending.PLACE
        return Ending.ADVERB if last["pos"] == "形容詞" or last["orig"] == "らしい" else Ending.STEM
    if form.startswith("体言") or last["string"] == "な" or bunsetsu.is_formula:
        return Ending.ATTRIBUTE
    if last["pos"] == "形容詞" and following.nodes[0]["pos"] == "形容詞":
        return Ending.ATTRIBUTE
    if last["string"] == "や":
        return Ending.LISTED
    if following.is_nominal or following.is_epithet:
        return Ending.RELATIVE if bunsetsu.is_verbal and last["pos"] != "形容詞" else Ending.ATTRIBUTE
    return Ending.SENTENCE


def _without_either(bunsetsu: Bunsetsu) -> Ending:
    last = bunsetsu.nodes[-1]
    if last["pos"] == "連体詞":
        return Ending.ATTRIBUTE
    if bunsetsu.is_formula:
        return Ending.TOPIC if last["string"].endswith("は") else Ending.PLACE
    if last["pos"] in ("接続詞", "感動詞"):
        return Ending.OPENER
    if last["pos"] == "副詞":
        return Ending.ADVERB
    if last["string"] in CLAUSE_NOUNS and len(bunsetsu.nodes) > 1 and _has_clause(bunsetsu, last):
        return Ending.OCCASION
    return Ending.TIME if _is_time(last) else Ending.BARE
