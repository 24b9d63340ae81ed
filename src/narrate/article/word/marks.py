"""What the elements of WordprocessingML say of themselves (ECMA-376, part 1, section 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.markup import Element

FIELD = Message("field instruction")
FOR_OLDER = Message("the same for older programs")

PROPERTIES = frozenset({
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr",
    "customXmlPr", "fldData", "ffData", "rubyPr", "tblPrEx", "tcPrChange",
})  # fmt: skip
"""They say how something looks, and hold nothing that is read."""
STORIES = frozenset({"txbxContent", "txBody"})
"""What is in a text box or a drawn shape, a story of its own."""
TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
"""What holds the words of a document; other texts are values of its layout, or tell of the document."""
FORMULAS = frozenset({"oMath", "oMathPara"})
_OFF = frozenset({"0", "false", "off", "none"})


def read_in(element: Element) -> list[Element]:
    """What stands in an element; of what is there in several ways the first (part 3, section 9.3)."""
    inner = list(element.elements)
    return inner[:1] if element.name == "AlternateContent" else inner


def value(element: Element | None, name: str = "val") -> str:
    """An attribute by its name without prefix; empty where there is none."""
    if element is None:
        return ""
    attributes = element.attributes
    if (found := attributes.get(f"w:{name}")) is not None:
        return found
    return next((text for key, text in attributes.items() if key.rpartition(":")[2] == name), "")


def child(element: Element | None, *names: str) -> Element | None:
    """What these names lead to, from an element down."""
    for name in names:
        if element is None:
            return None
        element = next((found for found in element.elements if found.name == name), None)
    return element


def switch(properties: Element | None, name: str) -> bool | None:
    """Whether a property is on; ``None`` where nothing is said of it (section 17.17.4)."""
    found = child(properties, name)
    return None if found is None else value(found).lower() not in _OFF


def number(text: str, default: int = 0) -> int:
    """A whole number, as far as it is one of reasonable size."""
    digits = text.strip().partition(".")[0]
    return (
        int(digits)
        if digits.removeprefix("-").isascii() and digits.removeprefix("-").isdigit() and len(digits) < 9
        else default
    )
