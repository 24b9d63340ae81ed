"""Documents of Word (.docx; ECMA-376, part 1, WordprocessingML) -> paragraphs."""

from __future__ import annotations

from narrate.article.word.document import parse_word
from narrate.article.word.package import read_word

__all__ = ["parse_word", "read_word"]
