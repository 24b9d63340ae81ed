"""From a reading in kana to what is pronounced: which vowels are long."""

from __future__ import annotations

from narrate.ground.kana import moras


def spoken(kana: str) -> str:
    """The pronunciation of a reading: オウ, エイ and doubled vowels are long."""
    out: list[str] = []
    for mora in moras(kana):
        vowel = VOWEL.get(out[-1][-1]) if out else None
        is_long = (mora, vowel) in LONG
        out.append("ー" if is_long and not (mora == "イ" and out[-1] == "エ") else mora)
    return "".join(out)


_ROWS = {
    "ア": "アカサタナハマヤラワガザダバパァャヮ",
    "イ": "イキシチニヒミリギジヂビピィ",
    "ウ": "ウクスツヌフムユルグズヅブプゥュヴ",
    "エ": "エケセテネヘメレゲゼデベペェ",
    "オ": "オコソトノホモヨロヲゴゾドボポォョ",
}
VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
"""The vowel of each kana."""
LONG = frozenset([("ウ", "オ"), ("イ", "エ"), ("ウ", "ウ")])
"""The kana that make a vowel long, each with that vowel."""
