"""Maths between dollars or LaTeX's brackets: a letter or a word is read, a formula is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects.mdx import JAPANESE
from narrate.article.skips.reasons import FORMULA
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_WORD = re.compile(r"[A-Za-z0-9Α-ω.,]+|[Α-ω]")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_FORMULA = re.compile(r"[\\^_=+<>/|*!'\-]|[A-Za-z0-9)][ \t]*\(|[(\[{].*[)\]}]")
_SAYS_TEXT = re.compile(r"\\(?:text|mathrm|textrm|mbox|textbf|operatorname|mathit|tag)\*?\{[^{}]*\}")
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega":
    "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "varepsilon": "ε", "varphi": "φ",
}  # fmt: skip
_MARK = Message("markup")
_NAMED = "数式"
"""What stands for one inside a Japanese sentence: 傾きは数式で表せる."""
_LONGEST = 4_000
"""Characters of a formula."""


def left_out(made: Rewriting, start: int, end: int, formulas: list[int]) -> bool:
    """Leave a formula out, and note where it stood."""
    made.keep(start)
    formulas.append(made.place())
    made.drop(end, FORMULA)
    return True


def plain_dollars(made: Rewriting, match: re.Match[str], formulas: list[int]) -> bool:
    """Maths that dollars enclose, on one line between single ones; prices and names of a shell are none."""
    text, mark, begin = made.text, match[0], match.end()
    if len(mark) > 2:
        made.keep(begin)
        return True
    end = text.find("$", begin, begin + _LONGEST)
    if end < 0 or not text.startswith(mark, end):
        return False
    inside = text[begin:end]
    if len(mark) == 2:
        is_maths = bool(inside.strip()) and ("\n\n" not in inside or inside.startswith("\n"))
        return is_maths and left_out(made, match.start(), end + 2, formulas)
    if not _may_be_between_dollars(text, match.start(), end) or "\n" in inside:
        return False
    return _said_or_left_out(made, (match.start(), begin), (end, end + 1), formulas)


def _may_be_between_dollars(text: str, start: int, end: int) -> bool:
    """No price: nothing stands between the dollars and what they enclose, no letter or figure behind them."""
    before, behind = text[start - 1 : start], text[end + 1 : end + 2]
    first, last = text[start + 1], text[end - 1]
    is_closed = not (behind.isascii() and behind.isalnum()) and behind != "$"
    return (
        is_closed
        and not first.isspace()
        and not last.isspace()
        and not (before.isascii() and before.isalnum())
    )


def plain_latex(made: Rewriting, match: re.Match[str], end: int, formulas: list[int]) -> bool:
    r"""Maths between ``\(`` and ``\)``; escaped brackets around words are none."""
    if end < 0 or end - match.end() > _LONGEST or "\n\n" in made.text[match.end() : end]:
        return False
    return _said_or_left_out(made, match.span(), (end, end + len(match[0])), formulas)


def _said_or_left_out(
    made: Rewriting, opener: tuple[int, int], closer: tuple[int, int], formulas: list[int]
) -> bool:
    inside = made.text[opener[1] : closer[0]]
    command = _COMMAND.fullmatch(inside.strip())
    if _WORD.fullmatch(inside.strip()) or (command and command[1] in _GREEK):
        made.keep(opener[0])
        made.drop(opener[1], _MARK)
        if command and command[1] in _GREEK:
            blank = len(inside) - len(inside.lstrip())
            made.drop(opener[1] + blank, _MARK)
            made.exchange(opener[1] + blank + 1, _GREEK[command[1]])
        else:
            made.keep(closer[0])
        made.drop(closer[1], _MARK)
        return True
    if JAPANESE.search(_SAYS_TEXT.sub("", inside)) or not _FORMULA.search(inside):
        return False
    before, behind = made.text[max(0, opener[0] - 2) : opener[0]], made.text[closer[1] : closer[1] + 2]
    left_out(made, opener[0], closer[1], formulas)
    if (JAPANESE.search(before) or JAPANESE.search(behind)) and not before.endswith("式"):
        made.put(_NAMED)
    return True
