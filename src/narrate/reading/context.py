"""Readings that the neighbouring words decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.reading.neighbours import (
    ADDRESSEES,
    BARE_SHAPES,
    CONTAINERS,
    EATING,
    FOODS,
    MARKETS,
    PLACES,
    STATES,
    WAYS,
)
from narrate.reading.words import Grounds, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AHEAD = 8
_KATAKANA = re.compile("[ァ-ヺー・]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word and its neighbours, two on each side; None beyond the ends of the sentence.

    ``rest`` are the next words, at most `_AHEAD`.
    """

    word: Word
    before: Word | None
    after: Word | None
    earlier: Word | None
    later: Word | None
    rest: Sequence[Word] = ()


def carry_out(spot: Spot) -> str | None:
    """〜を行って: おこなって, unless one goes a way."""
    word, before = spot.word, spot.before
    if word.surface != "行っ" or word.pron != "イッ" or before is None:
        return None
    if before.surface == "を" and (spot.earlier is None or spot.earlier.surface not in WAYS):
        return "オコナッ"
    is_act = spot.earlier is not None and spot.earlier.pos[1] == "サ変接続"
    return "オコナッ" if before.surface in ("も", "は", "など") and is_act else None


def court_rank(spot: Spot) -> str | None:
    """正三位, 従五位: しょう and じゅ."""
    if spot.after is None or spot.after.pos[1] != "数":
        return None
    if spot.word.surface == "従":
        return "ジュ"
    return None


def house(spot: Spot) -> str | None:
    """ハプスブルク家: け."""
    is_house = spot.word.surface == "家" and spot.word.pos[1] == "接尾"
    return "ケ" if is_house and spot.word.pron == "カ" and _is_foreign_name(spot.before) else None


def dynasty(spot: Spot) -> str | None:
    """ウマイヤ朝, 北朝: ちょう after a name."""
    if spot.word.surface != "朝" or spot.word.pron != "アサ" or spot.before is None:
        return None
    is_name = spot.before.pos[1] == "固有名詞" or bool(_KATAKANA.fullmatch(spot.before.surface))
    return "チョウ" if is_name else None


def state(spot: Spot) -> str | None:
    """清, 秦 as states of China, which the dictionary takes for family names."""
    word = spot.word
    kana = STATES.get(word.surface)
    if kana is None or word.pos[1] != "固有名詞":
        return None
    if spot.after is not None and (spot.after.pos[2] == "人名" or spot.after.surface in ("氏", "さん", "君")):
        return None
    return None if spot.before is not None and spot.before.pos[2] == "人名" else kana


def taxon(spot: Spot) -> str | None:
    """ネズミ目, 植物綱: もく and こう after the name of an animal or a plant."""
    if spot.before is None or spot.before.pos[0] != "名詞" or spot.before.pos[1] == "数":
        return None
    is_counted = spot.earlier is not None and spot.earlier.pos[1] == "数"
    if (
        spot.word.surface == "目"
        and spot.word.pron == "メ"
        and not is_counted
        and _KATAKANA.fullmatch(spot.before.surface)
    ):
        return "モク"
    return "コウ" if spot.word.surface == "綱" and spot.word.pron == "ツナ" else None


def shape(spot: Spot) -> str | None:
    """三角形, 単数形: けい as a suffix, but 自由形, 大形."""
    word, before = spot.word, spot.before
    if word.surface != "形" or word.pron != "ガタ" or before is None or before.pos[0] != "名詞":
        return None
    is_plain = len(before.surface) == 1 or before.surface in BARE_SHAPES
    return None if is_plain or _KATAKANA.fullmatch(before.surface) else "ケイ"


def three_states(spot: Spot) -> str | None:
    """バルト三国: さんごく, which the dictionary takes for the town of Mikuni."""
    if spot.word.surface != "三国" or spot.word.pron != "ミクニ":
        return None
    is_town = spot.after is not None and (
        spot.after.pos[1] in ("接尾", "固有名詞") or spot.after.surface == "さん"
    )
    return None if is_town else "サンゴク"


def nowadays(spot: Spot) -> str | None:
    """今日では, 今日に至る: こんにち."""
    if spot.word.surface != "今日" or spot.word.pron != "キョー" or spot.after is None:
        return None
    topic = spot.after.surface + (spot.later.surface if spot.later is not None else "")
    return "コンニチ" if topic.startswith(("では", "でも", "的", "に至")) else None


def deserted(spot: Spot) -> str | None:
    """人気のない公園: ひとけ, where a place or an hour is without people."""
    if spot.word.surface != "人気" or len(spot.rest) < 3:
        return None
    joint, lacking, place = spot.rest[:3]
    is_lacking = joint.surface in ("の", "が", "も") and lacking.surface in ("ない", "無い", "なく", "無く")
    where = spot.rest[3] if place.surface in ("た", "、") and len(spot.rest) > 3 else place
    return "ヒトケ" if is_lacking and where.surface in PLACES else None


def considerably(spot: Spot) -> str | None:
    """大分前: だいぶ, which the dictionary takes for the town of Oita."""
    if spot.word.surface != "大分" or spot.word.pron != "オーイタ" or spot.after is None:
        return None
    is_place = spot.before is not None and spot.before.pos[2] == "地域"
    is_degree = spot.after.surface in ("前", "昔", "先", "後") or spot.after.pos[0] in ("形容詞", "副詞")
    return "ダイブ" if is_degree and not is_place else None


def hot(spot: Spot) -> str | None:
    """辛いカレー, 味が辛い: からい, with food beside it."""
    if spot.word.surface not in ("辛い", "辛く", "辛", "辛かっ", "辛さ") or not spot.word.pron.startswith(
        "ツラ"
    ):
        return None
    is_dish = spot.after is not None and spot.after.surface in FOODS
    tastes = spot.before is not None and spot.before.surface in ("が", "は", "も", "の")
    is_subject = tastes and spot.earlier is not None and spot.earlier.surface in FOODS
    return "カラ" + spot.word.pron[2:] if is_dish or is_subject else None


def wafer_cake(spot: Spot) -> str | None:
    """最中を食べた: もなか, where it is eaten."""
    if spot.word.surface != "最中" or spot.after is None or spot.after.surface not in ("を", "と", "や"):
        return None
    return "モナカ" if any(w.surface in EATING for w in spot.rest) else None


def stage_side(spot: Spot) -> str | None:
    """舞台の上手から: かみて and しもて."""
    sides = {"上手": "カミテ", "下手": "シモテ"}
    if spot.word.surface not in sides or spot.earlier is None or spot.after is None:
        return None
    on_stage = spot.earlier.surface in ("舞台", "ステージ", "客席", "川") and spot.after.surface in (
        "から",
        "に",
        "へ",
        "側",
        "の",
    )
    return sides[spot.word.surface] if on_stage else None


def market_place(spot: Spot) -> str | None:
    """朝の市場, 市場の競り: いちば, where things are sold and not shares."""
    if spot.word.surface != "市場" or spot.word.pron != "シジョー":
        return None
    is_of_place = (
        spot.before is not None
        and spot.earlier is not None
        and spot.before.surface == "の"
        and spot.earlier.surface in ("朝", "港", "町", "村", "島", "魚", "早朝")
    )
    return "イチバ" if is_of_place or any(w.surface in MARKETS for w in spot.rest) else None


def windmill(spot: Spot) -> str | None:
    """風車: ふうしゃ, unless it is a toy."""
    if spot.word.surface != "風車" or spot.word.pron != "カザグルマ":
        return None
    near = [w.surface for w in (spot.earlier, spot.before, *spot.rest) if w is not None]
    is_toy = any(
        s in ("折り紙", "おもちゃ", "玩具", "手", "紙", "子ども", "子供", "吹く", "吹い") for s in near
    )
    return None if is_toy else "フウシャ"


def addressee(spot: Spot) -> str | None:
    """担当の方に: かた, a person."""
    if spot.word.surface != "方" or spot.word.pron != "ホー" or spot.before is None or spot.after is None:
        return None
    is_person = spot.before.surface == "の" and spot.earlier and spot.earlier.surface in ADDRESSEES
    return "カタ" if is_person and spot.after.surface in ("に", "へ", "は", "から", "と") else None


def empty(spot: Spot) -> str | None:
    """空の箱: から."""
    if spot.word.surface != "空" or spot.word.pron != "ソラ" or spot.after is None or spot.later is None:
        return None
    return "カラ" if spot.after.surface == "の" and spot.later.surface in CONTAINERS else None


def sickbed(spot: Spot) -> str | None:
    """床に就く, 床に伏す: とこ."""
    if spot.word.surface != "床" or spot.word.pron != "ユカ" or spot.after is None or spot.later is None:
        return None
    verb = spot.later.surface
    return "トコ" if spot.after.surface == "に" and verb.startswith(("就", "伏", "臥")) else None


def price(spot: Spot) -> str | None:
    """株価は値を下げた, 値が張る: ね; but 血糖値 and その値."""
    if spot.word.surface != "値" or spot.word.pron != "ネ" or spot.after is None or spot.later is None:
        return None
    if spot.before is not None and spot.before.surface in ("この", "その", "あの", "の"):
        return None
    verb = spot.later.surface
    is_price = (spot.after.surface == "を" and verb.startswith(("下げ", "上げ", "付け", "崩"))) or (
        spot.after.surface == "が" and verb.startswith(("張", "付", "下が", "上が"))
    )
    return "ネ" if is_price else None


RULES: tuple[Callable[[Spot], str | None], ...] = (
    carry_out,
    court_rank,
    house,
    dynasty,
    state,
    taxon,
    shape,
    three_states,
    nowadays,
    deserted,
    considerably,
    hot,
    wafer_cake,
    stage_side,
    market_place,
    windmill,
    addressee,
    empty,
    sickbed,
    price,
)


def in_context(words: Sequence[Word]) -> list[Word]:
    """The words with the readings that their neighbours ask for."""
    out: list[Word] = []
    for i, word in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else None
        later = words[i + 2] if i + 2 < len(words) else None
        earlier = out[-2] if len(out) > 1 else None
        spot = Spot(word, out[-1] if out else None, after, earlier, later, words[i + 1 : i + 1 + _AHEAD])
        kana = None if word.is_protected else next((k for rule in RULES if (k := rule(spot))), None)
        out.append(word if kana is None else word.said(kana, Grounds.RULE))
    return out


def _is_foreign_name(word: Word | None) -> bool:
    return word is not None and bool(_KATAKANA.fullmatch(word.surface)) and word.pos[1] != "サ変接続"
