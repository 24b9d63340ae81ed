"""Readings that the neighbouring words decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.reading.words import Grounds, Word

_AHEAD = 8

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WAYS = frozenset(
    [
        "道",
        "先",
        "上",
        "後",
        "前",
        "中",
        "間",
        "空",
        "海",
        "山",
        "坂",
        "逆",
        "街",
        "街道",
        "夜道",
        "坂道",
        "山道",
        "一歩",
        "二歩",
        "道路",
    ]
)
_PLACE_LIST = """
公園 道 路地 裏道 小道 山道 裏通り 通り 道路 場所 所 廊下 部屋 室内 家 屋敷 建物 ビル 館内 店内 校舎
教室 学校 駅 ホーム 倉庫 海岸 浜辺 砂浜 海辺 神社 寺 境内 墓地 森 林 山 山奥 村 町 街 島 小屋 廃墟 廃屋
城 庭 広場 駐車場 階段 屋上 夜道 夜 深夜 早朝 朝 時間帯 荒野 工場 病院 待合室 ロビー 方 一角 片隅
"""
_PLACES = frozenset(_PLACE_LIST.split())
_FOOD_LIST = """
カレー カリー カレーライス ラーメン スープ ソース 鍋 麺 料理 味 味付け 食べ物 キムチ スパイス 唐辛子
味噌 みそ 大根 チキン パスタ マーボー豆腐 麻婆豆腐 担々麺 担担麺 チゲ 酒 日本酒 ワサビ わさび からし
明太子 漬物 調味料 香辛料 菓子 せんべい 煮物 タレ たれ
"""
_FOODS = frozenset(_FOOD_LIST.split())
_EATING_LIST = """
食べ 食べる 頂い 頂く いただい いただく 頬張っ 頬張る つまむ つまん 味わう 味わっ 焼く 焼い 包ん 買っ
買う もらっ もらう 贈っ 贈る
"""
_EATING = frozenset(_EATING_LIST.split())
_KATAKANA = re.compile("[ァ-ヺー・]+")
_STATES = {
    "秦": "シン",
    "清": "シン",
    "晋": "シン",
    "隋": "ズイ",
    "普": "フ",
    "殷": "イン",
    "漢": "カン",
    "斉": "セイ",
    "燕": "エン",
    "魯": "ロ",
    "宋": "ソウ",
    "梁": "リョウ",
}
_NOT_KEI = frozenset(
    ["自由", "大", "小", "中", "新", "卵", "雛", "花", "手", "人", "歯", "足", "爪", "女", "男", "歌"]
)


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
    if before.surface == "を" and (spot.earlier is None or spot.earlier.surface not in _WAYS):
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
    kana = _STATES.get(word.surface)
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
    is_plain = len(before.surface) == 1 or before.surface in _NOT_KEI
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
    return "ヒトケ" if is_lacking and where.surface in _PLACES else None


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
    is_dish = spot.after is not None and spot.after.surface in _FOODS
    tastes = spot.before is not None and spot.before.surface in ("が", "は", "も", "の")
    is_subject = tastes and spot.earlier is not None and spot.earlier.surface in _FOODS
    return "カラ" + spot.word.pron[2:] if is_dish or is_subject else None


def wafer_cake(spot: Spot) -> str | None:
    """最中を食べた: もなか, where it is eaten."""
    if spot.word.surface != "最中" or spot.after is None or spot.after.surface not in ("を", "と", "や"):
        return None
    return "モナカ" if any(w.surface in _EATING for w in spot.rest) else None


def stage_side(spot: Spot) -> str | None:
    """舞台の上手から: かみて and しもて."""
    sides = {"上手": "カミテ", "下手": "シモテ"}
    if spot.word.surface not in sides or spot.earlier is None or spot.after is None:
        return None
    on_stage = spot.earlier.surface in ("舞台", "ステージ", "客席") and spot.after.surface in (
        "から",
        "に",
        "へ",
        "側",
        "の",
    )
    return sides[spot.word.surface] if on_stage else None


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
