"""Readings that the neighbouring words decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.reading.homographs.collocations import collocated
from narrate.reading.homographs.neighbours import (
    ADDRESSEES,
    BRIEF,
    CLASSES,
    CONTAINERS,
    CONTINUING,
    CROWDED,
    DYNASTIES,
    EATING,
    FOODS,
    HISTORIC,
    JOURNEYS,
    MARKET_SITES,
    MARKETS,
    ORDERS,
    PLACES,
    PRICED,
    REALM,
    SHAPES,
    SKIES,
    STAGES,
    STATES,
    TOYS,
    WARES,
    WAYS,
)
from narrate.reading.words.word import Grounds, Word, is_adverbial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AHEAD = 8
_KATAKANA = re.compile("[ァ-ヺー・]+")
_KANJI = re.compile("[一-龥]+")
_NOT_TODAY = re.compile("な(?:い|く(?!な)|か|け)|無[いく]|あり|ござ|$|。")
_TOO_SOON = re.compile(
    ".{0,4}?(?:遅[いすか]|早[いすか]|無理|駄目|だめ|ダメ|間に合|足り|済ま|終わら|困|大丈夫)"
)
_ALLOWED = re.compile(
    ".{0,4}?(?:いい|良い|良けれ|よい|よけれ|よろし|構[わい]|かまわ|大丈夫|結構[でだ]|遅く|間に合|でき|行け|明日|昨日)"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A word and its neighbours, two on each side; None beyond the ends of the sentence.

    ``past`` and ``rest`` are the last and the next words, at most `_AHEAD` of each.
    """

    word: Word
    before: Word | None
    after: Word | None
    earlier: Word | None
    later: Word | None
    past: Sequence[Word] = ()
    rest: Sequence[Word] = ()


def carry_out(spot: Spot) -> str | None:
    """〜を行って: おこなって, unless one goes a way or on a journey."""
    word, before, earlier = spot.word, spot.before, spot.earlier
    if word.surface != "行っ" or before is None:
        return None
    kana: str | None = None
    if before.surface == "を":
        kana = "イッ" if earlier is not None and _is_way(earlier) else "オコナッ"
    elif earlier is not None and before.surface in ("は", "も", "など", "に", "へ"):
        kana = _done(before, earlier)
    return None if kana == word.pron else kana


def _is_way(word: Word) -> bool:
    is_place = word.pos[1:3] == ("固有名詞", "地域")
    return is_place or _ends_in(word, WAYS)


def _done(before: Word, act: Word) -> str | None:
    """How 行って is said after は, も and に: on a journey one goes, other acts are done."""
    if _ends_in(act, JOURNEYS):
        return "イッ"
    is_act = act.pos[1] == "サ変接続" and before.surface not in ("に", "へ")
    return "オコナッ" if is_act else None


def _ends_in(word: Word, listed: frozenset[str]) -> bool:
    """Whether ``word`` is listed or ends in a listed word of two characters and more."""
    return any(word.surface[i:] in listed for i in range(max(1, len(word.surface) - 1)))


def court_rank(spot: Spot) -> str | None:
    """正三位, 従四位: しょうさんみ and じゅしい."""
    ranks = {"正": "ショウ", "従": "ジュ"}
    word = spot.word
    if word.surface in ranks:
        is_rank = [w.surface in places for w, places in zip(spot.rest, (_RANKS, "位"), strict=False)]
        return ranks[word.surface] if is_rank == [True, True] else None
    if word.surface == "位" and spot.earlier is not None and spot.earlier.surface in ranks:
        return "ミ" if spot.before is not None and spot.before.surface in "三３" else None
    is_ranked = spot.before is not None and spot.before.surface in ranks
    return (
        _RANKS.get(word.surface)
        if is_ranked and spot.after is not None and spot.after.surface == "位"
        else None
    )


_RANKS = dict(
    zip(
        "一二三四五六七八１２３４５６７８",
        ["イチ", "ニ", "サン", "シ", "ゴ", "ロク", "シチ", "ハチ"] * 2,
        strict=True,
    )
)


def house(spot: Spot) -> str | None:
    """ハプスブルク家: け."""
    is_house = spot.word.surface == "家" and spot.word.pos[1] == "接尾"
    return "ケ" if is_house and spot.word.pron == "カ" and _is_foreign_name(spot.before) else None


def standalone(spot: Spot) -> str | None:
    """将来家を建てる: いえ; a noun of its own after one that tells when."""
    if spot.before is None or spot.after is None or spot.after.pos[0] != "助詞":
        return None
    is_suffix = spot.word.pos[1] == "接尾" and is_adverbial(spot.before)
    return _ON_ITS_OWN.get(spot.word.surface) if is_suffix else None


_ON_ITS_OWN = {
    "家": "イエ",
    "島": "シマ",
    "店": "ミセ",
    "城": "シロ",
    "川": "カワ",
    "村": "ムラ",
    "町": "マチ",
    "寺": "テラ",
}


def dynasty(spot: Spot) -> str | None:
    """ウマイヤ朝, 推古朝: ちょう after a dynasty; but ロンドン朝."""
    if spot.word.surface != "朝" or spot.word.pron != "アサ" or spot.before is None:
        return None
    return "チョウ" if spot.before.surface in DYNASTIES else None


def state(spot: Spot) -> str | None:
    """清, 秦 as states of China, which the dictionary takes for people, near what states are told of."""
    word, before, after = spot.word, spot.before, spot.after
    kana = STATES.get(word.surface)
    if kana in (None, word.pron) or word.pos[1] != "固有名詞":
        return None
    if after is not None and (after.pos[2] == "人名" or after.surface in ("氏", "さん", "君")):
        return None
    if before is not None and before.pos[2] == "人名":
        return None
    near = [w for w in (spot.earlier, before, *spot.rest) if w is not None]
    is_listed = before is not None and before.surface in ("・", "、", "と", "や", "から")
    follows = is_listed and spot.earlier is not None and spot.earlier.surface in DYNASTIES
    return kana if follows or _has_realm(spot) or any(_is_historic(w) for w in near) else None


def _has_realm(spot: Spot) -> bool:
    """清の国, 清軍, 時代の清."""
    of = spot.after is not None and spot.after.surface == "の"
    beside = (spot.earlier, spot.before, spot.later if of else spot.after)
    return any(w is not None and w.surface in REALM for w in beside)


def _is_historic(word: Word) -> bool:
    is_ruler = word.pos[2] == "人名" and word.surface.endswith(("王", "公", "帝"))
    return word.surface in HISTORIC or is_ruler


def taxon(spot: Spot) -> str | None:
    """ネズミ目, 植物綱: もく and こう after the name of an animal or a plant; but ミシン目, 命綱."""
    word, before = spot.word, spot.before
    if before is None or before.pos[0] != "名詞":
        return None
    if word.surface == "綱" and word.pron == "ツナ":
        is_class = before.surface.endswith(CLASSES) or before.surface in ORDERS
        is_rope = before.pos[1] in ("一般", "サ変接続", "形容動詞語幹")
        return "コウ" if is_class else ("ズナ" if is_rope else None)
    if word.surface != "目" or word.pron != "メ":
        return None
    is_above_family = spot.later is not None and spot.later.surface in ("科", "亜目", "属")
    name = (spot.earlier.surface if spot.earlier is not None else "") + before.surface
    is_known = before.surface in ORDERS or name in ORDERS
    is_order = is_known or (is_above_family and _KATAKANA.fullmatch(before.surface))
    return "モク" if is_order else None


def shape(spot: Spot) -> str | None:
    """三角形, 単数形: けい after figures and grammar; but しずく形, 自由形."""
    word, before = spot.word, spot.before
    if word.surface != "形" or word.pron != "ガタ" or before is None:
        return None
    is_change = before.pos[1] == "サ変接続" and bool(_KANJI.fullmatch(before.surface))
    return "ケイ" if is_change or before.surface in SHAPES else None


def alias(spot: Spot) -> str | None:
    """山田さん（仮名）: かめい, a name that is not the real one."""
    if spot.word.surface != "仮名" or spot.before is None or spot.after is None or spot.earlier is None:
        return None
    is_in_brackets = spot.before.surface in ("（", "(") and spot.after.surface in ("）", ")")
    return "カメイ" if is_in_brackets and spot.earlier.pos[2] == "人名" else None


def three_states(spot: Spot) -> str | None:
    """バルト三国: さんごく, which the dictionary takes for the town of Mikuni."""
    if spot.word.surface != "三国" or spot.word.pron != "ミクニ":
        return None
    is_town = spot.after is not None and (
        spot.after.pos[1] in ("接尾", "固有名詞") or spot.after.surface == "さん"
    )
    return None if is_town else "サンゴク"


def nowadays(spot: Spot) -> str | None:
    """今日では見られない: こんにち, these days; but 今日ではない and 今日でもいい are きょう."""
    if spot.word.surface != "今日" or spot.word.pron != "キョー":
        return None
    following = [w.surface for w in spot.rest]
    if "".join(following).startswith(("的", "に至", "におい", "におけ")):
        return "コンニチ"
    size = 1 if following[:1] in (["では"], ["でも"]) else 2
    topic, rest = "".join(following[:size]), "".join(following[size:])
    if topic not in ("では", "でも") or _NOT_TODAY.match(rest):
        return None
    if topic == "では":
        return None if _TOO_SOON.match(rest) else "コンニチ"
    is_first = spot.before is None or spot.before.is_mark or spot.before.pos[0] == "接続詞"
    is_still = is_first or not CONTINUING.isdisjoint(following[size:])
    return "コンニチ" if is_still and not _ALLOWED.match(rest) else None


def deserted(spot: Spot) -> str | None:
    """人気のない公園: ひとけ, where a place or an hour is without people; but 若者に人気のない街."""
    if spot.word.surface != "人気" or len(spot.rest) < 3:
        return None
    if spot.before is not None and spot.before.surface in _OF_FAVOUR:
        return None
    joint, lacking, place = spot.rest[:3]
    is_lacking = joint.surface in ("の", "が", "も") and lacking.surface in ("ない", "無い", "なく", "無く")
    where = spot.rest[3] if place.surface in ("た", "、") and len(spot.rest) > 3 else place
    return "ヒトケ" if is_lacking and where.surface in PLACES else None


_OF_FAVOUR = ("に", "には", "にも", "で", "から", "あまり", "さほど", "それほど", "一番", "最も", "いまいち")
"""Words after which 人気 is what somebody likes."""


def considerably(spot: Spot) -> str | None:
    """大分前のこと: だいぶ, which the dictionary takes for the town of Oita; but 大分前知事."""
    if spot.word.surface != "大分" or spot.word.pron != "オーイタ" or spot.after is None:
        return None
    if spot.before is not None and spot.before.pos[2] == "地域":
        return None
    is_title = spot.later is not None and spot.later.pos[0] == "名詞"
    is_time = spot.after.surface in ("前", "昔", "先", "後") and not is_title
    is_degree = spot.after.pos[0] == "形容詞" or spot.after.surface in _MANNERS
    return "ダイブ" if is_time or is_degree else None


_MANNERS = ("ゆっくり", "はっきり", "しっかり", "すっきり", "のんびり", "よく", "楽")


def hot(spot: Spot) -> str | None:
    """辛いカレー, 味が辛い: からい, with food beside it; but 料理は辛い仕事だ and 練習が辛くて."""
    word, after = spot.word, spot.after
    if word.surface not in ("辛い", "辛く", "辛", "辛かっ", "辛けれ", "辛さ"):
        return None
    if word.pron.startswith("カラ"):
        is_food = any(w.surface in FOODS for w in (*spot.past, *spot.rest))
        return None if is_food or any(w.surface in EATING for w in spot.rest) else "ツラ" + word.pron[2:]
    is_dish = after is not None and after.surface in FOODS
    tastes = spot.before is not None and spot.before.surface in ("が", "は", "も", "の")
    is_subject = tastes and spot.earlier is not None and spot.earlier.surface in FOODS
    tells_of_other = word.surface == "辛い" and after is not None and _is_full_noun(after)
    return "カラ" + word.pron[2:] if is_dish or (is_subject and not tells_of_other) else None


def _is_full_noun(word: Word) -> bool:
    return word.pos[0] == "名詞" and word.pos[1] not in ("非自立", "接尾", "副詞可能")


def wafer_cake(spot: Spot) -> str | None:
    """最中を食べた: もなか, where it is eaten; but 会議の最中と."""
    word, before = spot.word, spot.before
    if word.surface != "最中" or spot.after is None or spot.after.surface not in ("を", "と", "や"):
        return None
    of_act = spot.earlier is not None and spot.earlier.pos[1] == "サ変接続"
    if before is not None and (before.pos[0] == "動詞" or (of_act and before.surface == "の")):
        return None
    return "モナカ" if any(w.surface in EATING for w in spot.rest[:5]) else None


def stage_side(spot: Spot) -> str | None:
    """舞台の上手から現れ、下手へ去る: かみて and しもて; 下手に出る: したて."""
    sides = {"上手": "カミテ", "下手": "シモテ"}
    if spot.word.surface not in sides or spot.after is None:
        return None
    if spot.word.surface == "下手" and spot.after.surface == "に" and _is_form_of(spot.later, "出"):
        return "シタテ"
    is_side = spot.after.surface in ("から", "へ", "側") and any(w.surface in STAGES for w in spot.past)
    is_of_stage = spot.earlier is not None and spot.earlier.surface in STAGES
    is_of_stage = is_of_stage and spot.after.surface in ("に", "の")
    return sides[spot.word.surface] if is_side or is_of_stage else None


def _is_form_of(word: Word | None, stem: str) -> bool:
    return word is not None and word.pos[0] == "動詞" and word.surface in (stem, stem + "る", stem + "れ")


def less_crowded(spot: Spot) -> str | None:
    """おなかが空く, 電車が空いている: すく; 席が空く: あく."""
    word = spot.word
    if word.surface not in ("空く", "空い", "空か", "空き", "空け", "空こ") or word.pos[0] != "動詞":
        return None
    if spot.before is None or spot.before.surface not in ("が", "も", "は", "の") or spot.earlier is None:
        return None
    kana = ("ス" if spot.earlier.surface in CROWDED else "ア") + word.pron[1:]
    return None if kana == word.pron or word.pron[0] not in "アス" else kana


def interval(spot: Spot) -> str | None:
    """間がある, 間を置いて: ま; but その間, 休みの間 and 二人の間に."""
    if spot.word.surface != "間" or spot.word.pron != "アイダ" or spot.after is None or spot.later is None:
        return None
    before = spot.before
    is_of = before is not None and before.surface in ("の", "この", "その", "あの", "どの")
    is_brief = is_of and spot.earlier is not None and spot.earlier.surface in BRIEF
    if before is not None and (before.pos[0] in ("動詞", "助動詞", "形容詞") or (is_of and not is_brief)):
        return None
    verbs = {"が": _INTERVAL_IS, "を": _INTERVAL_MADE}.get(spot.after.surface, ())
    return "マ" if spot.later.surface.startswith(verbs) and verbs else None


_INTERVAL_IS = ("ある", "あっ", "あり", "あれ", "ない", "なく", "空", "悪", "持", "もた", "抜", "でき", "開")
_INTERVAL_MADE = ("置", "おい", "おく", "取", "とっ", "とる", "空け", "開け", "あけ", "つな", "埋め", "持た")


def market_place(spot: Spot) -> str | None:
    """朝の市場, 市場の競り: いちば, where things are sold and not shares; but 魚の市場規模."""
    before, after = spot.before, spot.after
    if spot.word.surface != "市場" or spot.word.pron != "シジョー":
        return None
    if any(w is not None and w.pos[0] == "名詞" for w in (before, after)):
        return None
    is_of_place = (
        before is not None
        and spot.earlier is not None
        and before.surface == "の"
        and spot.earlier.surface in MARKET_SITES
    )
    sells = any(w.surface in MARKETS for w in spot.rest) or any(w.surface in WARES for w in spot.rest[:2])
    return "イチバ" if is_of_place or sells else None


def windmill(spot: Spot) -> str | None:
    """風車: ふうしゃ, unless it is a toy."""
    if spot.word.surface != "風車" or spot.word.pron != "カザグルマ":
        return None
    near = [w.surface for w in (spot.earlier, spot.before, *spot.rest) if w is not None]
    return "フウシャ" if TOYS.isdisjoint(near) else None


def addressee(spot: Spot) -> str | None:
    """担当の方に: かた, a person."""
    if spot.word.surface != "方" or spot.word.pron != "ホー" or spot.before is None or spot.after is None:
        return None
    is_person = spot.before.surface == "の" and spot.earlier and spot.earlier.surface in ADDRESSEES
    return "カタ" if is_person and spot.after.surface in ("に", "へ", "は", "から", "と") else None


def empty(spot: Spot) -> str | None:
    """空の箱: から; but 青い空のボトル."""
    if spot.word.surface != "空" or spot.word.pron != "ソラ" or spot.after is None or spot.later is None:
        return None
    told = spot.earlier if spot.before is not None and spot.before.surface in ("の", "た") else spot.before
    if told is not None and told.surface in SKIES:
        return None
    return "カラ" if spot.after.surface == "の" and spot.later.surface in CONTAINERS else None


def sickbed(spot: Spot) -> str | None:
    """床に就く, 病の床に伏せる: とこ; but 床に伏せるよう命じた."""
    if spot.word.surface != "床" or spot.word.pron != "ユカ" or spot.after is None or spot.later is None:
        return None
    verb = spot.later.surface
    is_ill = spot.earlier is not None and spot.earlier.surface in ("病", "病気")
    lies = verb.startswith(("就", "臥", "伏し", "伏す", "伏せっ")) or (is_ill and verb.startswith("伏"))
    return "トコ" if spot.after.surface == "に" and lies else None


def price(spot: Spot) -> str | None:
    """株価は値を下げた, 値が張る: ね; but 血糖値, その値 and パラメーターは値を下げる."""
    if spot.word.surface != "値" or spot.word.pron != "ネ" or spot.after is None or spot.later is None:
        return None
    if spot.before is not None and spot.before.surface in ("この", "その", "あの", "の"):
        return None
    is_told = spot.before is not None and spot.before.surface in ("は", "が", "も", "、")
    if is_told and spot.earlier is not None and not spot.earlier.surface.endswith(PRICED):
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
    standalone,
    dynasty,
    state,
    taxon,
    shape,
    alias,
    three_states,
    nowadays,
    deserted,
    considerably,
    hot,
    wafer_cake,
    stage_side,
    less_crowded,
    interval,
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
        past, rest = out[-_AHEAD:], words[i + 1 : i + 1 + _AHEAD]
        spot = Spot(word, out[-1] if out else None, after, earlier, later, past, rest)
        kana = None if word.is_protected else next((k for rule in RULES if (k := rule(spot))), None)
        if kana is not None:
            out.append(word.said(kana, Grounds.RULE))
        else:
            out.append(word if word.is_protected else collocated(word, past, rest))
    return out


def _is_foreign_name(word: Word | None) -> bool:
    return word is not None and bool(_KATAKANA.fullmatch(word.surface)) and word.pos[1] != "サ変接続"
