"""XML -> its tree, with the place of every character (XML 1.0)."""

from __future__ import annotations

from html.entities import html5
from typing import TYPE_CHECKING
from xml.parsers import expat

from narrate.article.markup.tree import TreeBuilder, referred
from narrate.model import Passage

if TYPE_CHECKING:
    from narrate.article.markup.tree import Element


class XmlError(Exception):
    """A text is no well-formed XML, or declares what makes it grow; ``line`` is where (from 1)."""

    def __init__(self, line: int, *, declares_entities: bool = False) -> None:
        super().__init__(line)
        self.line = line
        self.declares_entities = declares_entities


def xml_tree(text: str, start: int = 0, end: int | None = None) -> Element:
    """The tree of the XML document that stands from ``start`` to ``end``.

    Names lose their prefixes, attributes keep them. The entities of HTML are known. Nothing is fetched.

    Raises:
        XmlError: it is not well-formed, or declares entities or attributes, which small files grow by.
    """
    return _Reader(text, start, len(text) if end is None else end).read()


class _Reader:
    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._until = end
        self._data = text[start:end].encode("utf-8", "surrogatepass")
        self._built = TreeBuilder()
        self._at_byte, self._at = 0, start
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.UseForeignDTD(True)
        parser.ExternalEntityRefHandler = lambda *_: 1
        parser.EntityDeclHandler = self._refuse
        parser.AttlistDeclHandler = self._refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parser.SkippedEntityHandler = self._add_entity

    def read(self) -> Element:
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            raise XmlError(error.lineno) from None
        return self._built.done(self._until)

    def _refuse(self, *_: object) -> None:
        raise XmlError(self._parser.CurrentLineNumber, declares_entities=True)

    def _place(self) -> int:
        """Where the parser stands, in characters."""
        byte = self._parser.CurrentByteIndex
        self._at += len(self._data[self._at_byte : byte].decode("utf-8", "surrogatepass"))
        self._at_byte = byte
        return self._at

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._built.begin(name.rpartition(":")[2], attributes, self._place())

    def _end(self, _name: str) -> None:
        here = self._place()
        self._built.end(self._text.find(">", here) + 1 if self._text.startswith("</", here) else here)

    def _add(self, data: str) -> None:
        here = self._place()
        if self._text.startswith(data, here):
            self._built.add(Passage(data, range(here, here + len(data))))
        else:
            self._built.add(referred(data, here))

    def _add_entity(self, name: str, is_parameter: bool) -> None:
        known = html5.get(f"{name};")
        if not is_parameter and known:
            self._built.add(referred(known, self._place()))
