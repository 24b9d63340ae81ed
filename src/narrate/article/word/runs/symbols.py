"""Characters of symbol fonts -> those of Unicode that they show; what is shown by others says nothing."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)
"""Where Word keeps the characters of a symbol font (ECMA-376, part 1, section 17.3.3.30)."""
_GREEK = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
_SYMBOL = {ord(latin): greek for latin, greek in _GREEK.items()} | {
    0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "・", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
}  # fmt: skip
_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x75: "◆", 0x76: "❖", 0x9F: "・", 0xA7: "■",
    0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def shown(code: int, font: str) -> str:
    """What a character of a font shows; empty where that is a drawing without a character."""
    if code not in _PRIVATE and (code > 0xFF or not _is_symbol_font(font)):
        return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
    table = _SYMBOL if font.lower().startswith("symbol") else _WINGDINGS
    return table.get(
        code & 0xFF, chr(code & 0xFF) if font.lower() == "symbol" and 0x20 <= code & 0xFF < 0x40 else ""
    )


def _is_symbol_font(font: str) -> bool:
    return font.lower().startswith(("symbol", "wingdings", "webdings"))
