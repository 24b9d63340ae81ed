"""Glosses that repeat in symbols or in another script what has just been said: a reader leaves them out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.reading.text.draft import Draft, Rule
from narrate.reading.text.units import MEASURES, POWERS, SHORT_UNITS, UNITS, names

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy

_UNITS = SHORT_UNITS | UNITS | MEASURES
_UNIT = re.compile(rf"[ 　]?[（(](?P<unit>{names(_UNITS)})(?P<power>[23²³]?)[）)]")
_ELEMENTS = {
    "H": "水素",
    "He": "ヘリウム",
    "Li": "リチウム",
    "C": "炭素",
    "N": "窒素",
    "O": "酸素",
    "F": "フッ素",
    "Ne": "ネオン",
    "Na": "ナトリウム",
    "Mg": "マグネシウム",
    "Al": "アルミニウム",
    "Si": "ケイ素|珪素|シリコン",
    "P": "リン",
    "S": "硫黄",
    "Cl": "塩素",
    "Ar": "アルゴン",
    "K": "カリウム",
    "Ca": "カルシウム",
    "Ti": "チタン",
    "V": "バナジウム",
    "Cr": "クロム",
    "Mn": "マンガン",
    "Fe": "鉄",
    "Co": "コバルト",
    "Ni": "ニッケル",
    "Cu": "銅",
    "Zn": "亜鉛",
    "Ga": "ガリウム",
    "Ge": "ゲルマニウム",
    "As": "ヒ素",
    "Se": "セレン",
    "Br": "臭素",
    "Sr": "ストロンチウム",
    "Mo": "モリブデン",
    "Ru": "ルテニウム",
    "Rh": "ロジウム",
    "Pd": "パラジウム",
    "Ag": "銀",
    "Cd": "カドミウム",
    "In": "インジウム",
    "Sn": "スズ|錫",
    "I": "ヨウ素",
    "Cs": "セシウム",
    "Ba": "バリウム",
    "Nd": "ネオジム",
    "W": "タングステン",
    "Pt": "白金|プラチナ",
    "Au": "金",
    "Hg": "水銀",
    "Pb": "鉛",
    "Ra": "ラジウム",
    "U": "ウラン",
    "Pu": "プルトニウム",
}
_ELEMENT = re.compile(r"[ 　]?[（(](?P<symbol>[A-Z][a-z]?)[）)]|[ 　]?(?P<bare>[A-Z][a-z])(?![A-Za-z\d\-])")
_ATOM = "|".join(sorted(_ELEMENTS, key=len, reverse=True))
_FORMULA = re.compile(
    rf"(?<=[酸素水塩銅鉄銀金鉛物剤類ンルドアム])[ 　]?[（(]"
    rf"(?P<formula>(?:(?:{_ATOM}|\((?:{_ATOM}|\d)+\))[\d₀-₉]*[=＝≡\-]?)+)[）)]"
)
_DIATOMIC = frozenset(["O2", "O3", "H2", "N2", "Cl2"])
_COMPANY = re.compile(
    r"(?<=[ァ-ヶー])[,、]?[ 　]?"
    r"(?:N\.V\.|B\.V\.|S\.A\.|S\.p\.A\.|Co\., ?Ltd\.?|Inc\.?|Corp\.|Ltd\.?|LLC|plc|PLC|GmbH)(?![A-Za-z])"
)
_LABEL = r"(?:(?:英|英語|英名|英文|英語名|米|独|仏|伊|西|原題)[:：][ 　]?)?"
_NAME = re.compile(
    rf"[ 　]?(?P<open>[（(])(?P<label>{_LABEL})(?P<name>[A-Za-z][A-Za-z .,'’&\-]*[A-Za-z.])"
    r"(?P<end>[）)]|[、,;；][ 　]?)"
)
_BASE = re.compile(r"[ァ-ヺー・＝=]{2,}$")
_ALIKE = 0.75
"""How alike the consonants of a name and of its gloss must be."""

_CERTAIN = 4
"""So many consonants make a name certain, though more words follow: Microsoft Corporation."""

_KANA_ROWS = {
    "カキクケコガギグゲゴヵヶ": "k",
    "サシスセソザジズゼゾチツヂヅ": "s",
    "タテトダデド": "t",
    "ナニヌネノマミムメモン": "n",
    "ハヒヘホ": "",
    "フバビブベボパピプペポヴ": "p",
    "ラリルレロ": "r",
}
_KANA_CONSONANTS = {kana: letter for row, letter in _KANA_ROWS.items() for kana in row}
_LATIN_STEPS = (
    (r"([a-z])\1+", r"\1"),
    (r"t?sch|ch|sh|th|tz|ts|c(?=[eiy])|g(?=[eiy])|[jz]", "s"),
    (r"d", "t"),
    (r"ph", "p"),
    (r"x", "ks"),
    (r"gh|[aeiouhwy]|[^a-z]", ""),
    (r"[cqg]", "k"),
    (r"[bfv]", "p"),
    (r"l", "r"),
    (r"m", "n"),
)


def repeats_name(kana: str, latin: str) -> bool:
    """Whether ``latin`` can be the same name as ``kana``: イーロン・マスク and Elon Musk.

    Compares the consonants, voiced and unvoiced as one, since the vowels of a spelling say little.
    """
    heard = "".join(_KANA_CONSONANTS.get(c, "") for c in kana)
    spelled = latin.lower()
    for pattern, letter in _LATIN_STEPS:
        spelled = re.sub(pattern, letter, spelled)
    if len(heard) >= _CERTAIN and spelled.startswith(heard):
        return True
    is_long = len(heard) > _CERTAIN
    return bool(heard) and (
        _alike(heard, spelled) or (is_long and _alike(_blurred(heard), _blurred(spelled)))
    )


def _alike(first: str, second: str) -> bool:
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _blurred(consonants: str) -> str:
    """Without the difference of s and t, which a foreign ti or di may have in Japanese: プーチン."""
    return consonants.replace("s", "t")


def _before(match: re.Match[str]) -> str:
    return match.string[: match.start()]


def _unit(match: re.Match[str]) -> str | None:
    """メートル（m）: the unit was just said."""
    name = POWERS.get(match["power"], "") + _UNITS[match["unit"]]
    return "" if _before(match).endswith(name) else None


def _element(match: re.Match[str]) -> str | None:
    """銅（Cu）, 銅Cu: the element was just said."""
    names = _ELEMENTS.get(match["symbol"] or match["bare"], "").split("|")
    return "" if any(name and _before(match).endswith(name) for name in names) else None


def _formula(match: re.Match[str]) -> str | None:
    """二酸化炭素（CO2）: a formula of several atoms after the substance."""
    formula = match["formula"]
    is_compound = re.search(r"[\d₀-₉=＝≡]", formula) and len(set(re.findall("[A-Z]", formula))) > 1
    is_bond = re.search("[=＝≡]", formula)
    return "" if is_compound or is_bond or formula in _DIATOMIC else None


def _name(match: re.Match[str]) -> str | None:
    """イーロン・マスク（Elon Musk）: the same name in its own script."""
    base = _BASE.search(_before(match))
    if base is None or _has_abbreviation(match["name"]) or not repeats_name(base[0], match["name"]):
        return None
    return "" if match["end"] in "）)" else match["open"]


def _has_abbreviation(name: str) -> bool:
    """Whether some letters of a name are spelled out: ChatGPT and IMF, but not UNICEF."""
    is_word = name.isalpha() and name.isupper() and len(name) >= _CERTAIN
    return not is_word and re.search("[A-Z]{2}|^[^a-z]+$", name) is not None


def _glosses(draft: Draft, policy: SayingPolicy) -> Draft:
    if policy.gloss == "read" or not re.search("[A-Za-z]", draft.text):
        return draft
    for pattern, said in ((_UNIT, _unit), (_FORMULA, _formula), (_ELEMENT, _element), (_NAME, _name)):
        draft = draft.silence(pattern, Message("gloss"), said)
    return draft.silence(_COMPANY, Message("form of company"))


GLOSSES: tuple[Rule, ...] = (Rule("gloss", _glosses),)
"""After the widths, before units and numbers are said in full."""
