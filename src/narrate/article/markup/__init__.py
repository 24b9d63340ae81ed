"""HTML and XML -> a tree whose texts know where they stand in the source."""

from __future__ import annotations

from narrate.article.markup.html import html_tree
from narrate.article.markup.tree import Element, Node
from narrate.article.markup.xml import XmlError, xml_tree

__all__ = ["Element", "Node", "XmlError", "html_tree", "xml_tree"]
