"""What a breath at a place costs; each row has a sentence where it holds and one where it must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrate.reading.phrases.endings import Ending
from narrate.reading.phrases.heads import ON_NOUNS
from narrate.reading.phrases.lists import ALIKE, JOINERS, SUPERLATIVES, WEAK

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.reading.phrases.places import Place

NEVER = 30.0
"""Taken only where a stretch would else be more than about 55 moras long."""


class Row(NamedTuple):
    """What a breath behind an ending costs.

    ``side`` beside what the ending leads to, as in ``no`` at ｜; else ``cost``, less so much for ``each``
    mora between, but ``least`` at least, as in ``yes``.
    """

    side: float
    cost: float
    each: float
    least: float
    yes: str
    no: str


ENDINGS: dict[Ending, Row] = {
    Ending.OPENER: Row(1, 0, 0, 0, "しかし｜この会社の社長は工場を見せた。", "しかし｜走った。"),
    Ending.REASON: Row(7, 0, 0, 0, "雨が降ったので｜町の人たちは家に帰った。", "雨が降ったので｜帰った。"),
    Ending.OCCASION: Row(14, 1, 0, 0, "町を守るため｜若い人たちが集まった。", "町を守るため｜集まった。"),
    Ending.SENTENCE: Row(4, 2, 0, 0, "面白いな｜昨日の夜に思った。", "面白いな｜思った。"),
    Ending.TOPIC: Row(
        13, 1.5, 0.1, 0.5, "新しい社長は｜来年の春に工場を建てる。", "来年の春に工場では｜作る。"
    ),
    Ending.ALSO: Row(20, 6, 0.3, 1.5, "新しい社長も｜来年の春に工場を建てる。", "来年の春に工場も｜建てる。"),
    Ending.STEM: Row(14, 1.5, 0, 0, "会社は工場を建て｜町の人たちを雇った。", "古い町が復活し｜発展した。"),
    Ending.TE: Row(20, 2, 0, 0, "会社は工場を建てて｜町の人たちを雇った。", "その人は歌を歌って｜歩いた。"),
    Ending.MANNER: Row(
        24, 12, 0.5, 5, "鳥のように｜大きな空の向こうまで飛ぶ。", "その人は鳥のように｜飛ぶ。"
    ),
    Ending.TIME: Row(
        24, 9, 0.4, 2, "来年の四月に｜海の工場を町に建てる。", "新しい工場を来年の四月に｜建てる。"
    ),
    Ending.SUBJECT: Row(
        NEVER,
        14,
        0.6,
        3,
        "若い社長が｜来年の春に東京の町に工場を建てる。",
        "配信サービスの会社が｜配信する。",
    ),
    Ending.PLACE: Row(
        NEVER, 14, 0.6, 3, "東京の町で｜若い人たちのための工場を建てる。", "若い人たちが東京の町で｜暮らす。"
    ),
    Ending.CASE: Row(
        NEVER,
        18,
        0.7,
        4,
        "この情報を｜新しい技術を使った方法で町の人に届ける。",
        "地域の情報発信を｜後押しする。",
    ),
    Ending.QUOTED: Row(
        NEVER, 12, 0.4, 4, "工場を建てたいと｜社長が町の人に話した。", "工場を建てたいと｜話した。"
    ),
    Ending.ADVERB: Row(
        NEVER, 18, 0.5, 8, "静かに｜夜の町の道を町の人が歩いた。", "長い夜の町を静かに｜歩いた。"
    ),
    Ending.LISTED: Row(22, 10, 0.3, 5, "静かな海や｜きれいに晴れた空がある。", "静かな海や｜空がある。"),
    Ending.PAIRED: Row(28, 14, 0.3, 7, "古い町と｜新しい町がある。", "大きな町と｜村がある。"),
    Ending.JOINER: Row(
        18, 14, 0.3, 7, "古い町および｜新しく建てられた大きな工場がある。", "大きな町および｜村がある。"
    ),
    Ending.RELATIVE: Row(
        18, 16, 0.2, 12, "町の人が建てた｜新しい工場がある。", "町の人が建てた｜株式会社の工場がある。"
    ),
    Ending.ATTRIBUTE: Row(
        NEVER, 22, 0.4, 14, "東京の｜若い人たちが建てた工場がある。", "東京の｜工場がある。"
    ),
    Ending.BARE: Row(NEVER, 18, 0.4, 10, "学生百人｜とてもゆっくりと長い道を歩いた。", "学生百人｜歩いた。"),
}
"""By how the bunsetsu before it ends."""


class Rule(NamedTuple):
    """A kind of place that goes before its ending: its cost, whatever else holds. ``yes`` has it at ｜."""

    cost: float
    holds: Callable[[Place], bool]
    yes: str
    no: str


LONG_QUOTATION = 15
"""Moras; a reader stops before one that is longer than that."""
_LONG_TITLE, _LONG_NUMBER, _LONG_NOUN = 8, 16, 6
_NEAR = 8
_CLAUSES = frozenset((Ending.REASON, Ending.OCCASION, Ending.TE, Ending.STEM, Ending.OPENER, Ending.SENTENCE))


def opens_quotation(place: Place) -> bool:
    """Whether a long quotation begins there behind a particle: 社長は「…."""
    is_particle = place.left.nodes[-1]["pos"] == "助詞"
    return place.opened >= LONG_QUOTATION and is_particle and place.ending not in ON_NOUNS


def _joins(place: Place) -> bool:
    return place.right.nodes[0]["string"] in JOINERS and place.ending is Ending.BARE


def _is_one_verb(place: Place) -> bool:
    before, after = place.left.nodes[-1], place.right.nodes[0]
    return bool(place.ending is Ending.STEM and before["pos"] == after["pos"] == "動詞")


def _is_range(place: Place) -> bool:
    sides = (place.left, place.right)
    are_numbers = all(any(node["pos_group1"] == "数" for node in side.nodes) for side in sides)
    return bool(place.left.nodes[-1]["string"] == "から" and are_numbers)


def _is_short_range(place: Place) -> bool:
    return _is_range(place) and place.right.moras < _LONG_NUMBER


def _compares(place: Place) -> bool:
    has_to = any(node["string"] == "と" for node in place.left.nodes[-2:])
    return has_to and place.right.nodes[0]["orig"] in ALIKE


def _is_late_opener(place: Place) -> bool:
    return place.ending is Ending.OPENER and place.left.start > 0


def _has_short_noun(place: Place) -> bool:
    return place.ending is Ending.RELATIVE and place.distance == 0 and place.right.moras < _LONG_NOUN


def _is_compound(place: Place) -> bool:
    return place.ending is Ending.BARE and place.right.is_nominal


def _opens_title(place: Place) -> bool:
    return _is_compound(place) and place.opened >= _LONG_TITLE


def _is_superlative(place: Place) -> bool:
    return place.right.nodes[0]["string"] in SUPERLATIVES and place.ending not in ON_NOUNS


def _is_weak(place: Place) -> bool:
    first = place.right.nodes[0]
    return first["orig"] in WEAK and first["pos"] != "名詞" and place.ending not in _CLAUSES


def _is_next_but_one(place: Place) -> bool:
    is_bound = ENDINGS[place.ending].side == NEVER and place.ending not in (Ending.ATTRIBUTE, Ending.BARE)
    return is_bound and 0 < place.distance < _NEAR


RULES = (
    Rule(
        0,
        opens_quotation,
        "社長は｜「提携を来年の春までに終える」と述べた。",
        "社長は｜「はい」と述べた。",
    ),
    Rule(4, _joins, "新しい工場｜および古い倉庫を建てる。", "新しい工場を｜または倉庫を建てる。"),
    Rule(NEVER, _is_one_verb, "海を越え｜たどりついた。", "海を越え｜町にたどりついた。"),
    Rule(NEVER, _is_short_range, "十時から｜十七時まで働く。", "十時から｜町で働く。"),
    Rule(
        18,
        _is_range,
        "千九百三十六年から｜千九百三十九年九月まで働く。",
        "千九百三十六年から｜町で働く。",
    ),
    Rule(NEVER, _compares, "昨日と｜同じ工場で働く。", "昨日に｜同じ工場で働く。"),
    Rule(9, _is_late_opener, "雨が降りそして｜町が暗くなった。", "そして｜町が暗くなった。"),
    Rule(25, _has_short_noun, "町の人が建てた｜家がある。", "町の人が建てた｜株式会社がある。"),
    Rule(12, _opens_title, "小説｜「吾輩は猫である」を読む。", "小説｜「こころ」を読む。"),
    Rule(NEVER, _is_compound, "小説｜「こころ」を読む。", "学生百人｜歩いた。"),
    Rule(NEVER, _is_superlative, "世界で｜初めて工場を建てた。", "世界で｜一つの工場を建てた。"),
    Rule(NEVER, _is_weak, "その工場を見たことも｜ある。", "その工場を見たことも｜話した。"),
    Rule(22, _is_next_but_one, "多くの会社を｜傘下に持つ。", "多くの会社を｜東京と大阪の町に持つ。"),
)
"""The first that holds decides."""
_IN_SHORT_QUOTATION, _IN_LONG_QUOTATION, _SHORT_QUOTATION = 20.0, 2.0, 20


def cost_of(place: Place) -> float:
    """How bad a breath is there; 0 is best."""
    rule = rule_for(place)
    cost = rule.cost if rule else _ending_cost(place)
    if place.inside:
        cost += _IN_SHORT_QUOTATION if place.inside < _SHORT_QUOTATION else _IN_LONG_QUOTATION
    return cost


def rule_for(place: Place) -> Rule | None:
    """The rule that decides, where one does."""
    return next((rule for rule in RULES if rule.holds(place)), None)


def _ending_cost(place: Place) -> float:
    row = ENDINGS[place.ending]
    return row.side if place.distance == 0 else max(row.least, row.cost - row.each * place.distance)
