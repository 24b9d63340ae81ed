"""LaTeX -> Markdown; its formulas are left to the dialects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.notations.tables import TableScan, cell, end_table, row, table
from narrate.article.scan import MARKUP, TARGET, Kinds, broken, closed, instead, kept, rewrite, skipped
from narrate.article.skips.reasons import COMMENT, FOOTNOTE_MARK
from narrate.ground.kana import is_spaced_kana
from narrate.messages import Message

if TYPE_CHECKING:
    from narrate.article.rewriting import Rewriting

_CLASS = re.compile(r"^[ \t]*\\documentclass\b|^[ \t]*\\begin\{document\}", re.MULTILINE)
_SECTION = re.compile(r"^[ \t]*\\(?:chapter|(?:sub){0,2}section)\*?\{", re.MULTILINE)
_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_TITLE = re.compile(r"\\title(?:\[[^\[\]\n]*\])?\{(?P<title>[^{}\\]{1,300})")
_AUTHOR = re.compile(r"\\author\{(?P<author>[^{}\\\n]{1,100})")
_BEGIN = re.compile(r"\\begin\{document\}")
_FORMULAS = r"(?:equation|align|gather|multline|eqnarray|math|displaymath)\*?"
_CODE = r"(?:verbatim|lstlisting|minted|Verbatim|alltt|tikzpicture|filecontents)\*?"
_SILENT = (
    r"(?:[cC]ite[a-z]*\*?|(?:eq|page|auto|name|c|C)?ref|label|[vh]space\*?|index|usepackage|input|include|bibliography"
    r"|bibliographystyle|(?:this)?pagestyle|setlength|setcounter|addtocounter|(?:re)?newcommand|def|graphicspath"
    r"|hypersetup|includegraphics|nocite|addcontentsline|documentclass|pagenumbering|newtheorem|date|thanks|author"
    r"|fontsize|color|setstretch|usetikzlibrary|geometry|lstset|begin|end|multicolumn|cline|parbox|rule|hfill)"
)
_MAIN = re.compile(
    r"(?P<comment>(?<!\\)%[^\n]*)"
    r"|^(?P<preamble>[ \t]*\\documentclass\b)"
    rf"|(?P<formula>\\begin\{{{_FORMULAS}\}}|\\[\[(]|\${{1,2}})"
    r"|(?P<bibliography>\\begin\{thebibliography\})"
    rf"|(?P<code>\\begin\{{(?P<environment>{_CODE})\}})"
    r"|(?P<table>\\begin\{(?:tabular[xy]?|longtable|tabulary)\*?\}(?:\{[^{}]*\}|\[[^\[\]]*\]){0,3}(?:\{(?:[^{}]|\{[^{}]*\})*\})?)"
    r"|(?P<end_table>\\end\{(?:tabular[xy]?|longtable|tabulary)\*?\})"
    r"|(?P<mark>\\(?:begin|end)\{[a-zA-Z]{1,30}\*?\}(?:\[[^\[\]\n]*\])?)"
    r"|(?P<section>\\(?P<level>part|chapter|(?:sub){0,2}section|paragraph|title)\*?(?:\[[^\[\]\n]*\])?\{)"
    r"|(?P<item>(?:(?<![ \t])[ \t]+)?\\item\b(?:[ \t]*\[(?P<term>[^\[\]\n]{0,200})\])?[ \t]*)"
    r"|(?P<ruby>\\(?:ruby|kana|aruby|jruby)(?:\[[^\[\]]*\])?\{(?P<base>[^{}]{1,80})\}\{(?P<kana>[^{}]{1,80})\})"
    r"|(?P<link>\\href\{[^{}]{0,2000}\}\{)"
    r"|(?P<footnote>\\footnote\{)"
    r"|(?P<verbatim>\\(?:verb|lstinline)\*?(?P<bar>[^\sA-Za-z{*])(?P<typed>[^\n]{1,300}?)(?P=bar))"
    rf"|(?P<silent>\\{_SILENT}(?![A-Za-z])(?:\[[^\[\]\n]{{0,300}}\]|{_BRACED}){{0,4}})"
    r"|(?P<line>\\\\(?:\[[^\[\]\n]{0,20}\])?)"
    r"|(?P<escape>\\[%&_#${}])|(?P<logo>\\(?=(?:La|p|u|Lua|Xe)?(?:La)?TeX\b))"
    r"|(?P<opened>\\[A-Za-z]{1,40}\*?(?:\[[^\[\]\n]{0,200}\])?\{)|(?P<command>\\[A-Za-z]{1,40}\*?[ \t]?)"
    r"|(?P<group>\{)|(?P<close>\})|(?P<cell>&)|(?P<tie>~)|(?P<space>^[ \t]+)(?=\S)",
    re.MULTILINE,
)
_PAIR = re.compile(r"\\[\\{}]|[{}]")
_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph")
_DEEPEST = 6
_LONGEST = 4_000


def is_latex(text: str) -> bool:
    """Whether a text is a document of LaTeX, or has sections of one."""
    return bool(_CLASS.search(text)) or len(_SECTION.findall(text)) > 1


def author_in_latex(text: str) -> str:
    """Who wrote it by its preamble."""
    match = _AUTHOR.search(text)
    return match["author"].strip() if match else ""


def plain_latex(made: Rewriting) -> None:
    """Headings, lists, tables and notes as Markdown; commands left out, and the text in their braces read."""
    scan = TableScan(made)
    scan.pairs = _pairs(scan.text)
    levels = re.findall(r"\\(part|chapter|section|subsection)\*?(?:\[[^\[\]\n]*\])?\{", scan.text)
    top = min((_LEVELS.index(level) for level in levels), default=0)

    def section(scan: TableScan, match: re.Match[str]) -> bool:
        end = scan.pairs.get(match.end() - 1)
        if end is None or scan.text.count("\n", match.end(), end) > 1:
            return False
        name = match["level"]
        level = 1 if name == "title" else min(_LEVELS.index(name) - top + 2, _DEEPEST)
        scan.put(match.start(), f"\n\n{'#' * level} ")
        scan.open(end - 1, text="\n\n")
        return scan.skip(match, MARKUP)

    rewrite(scan, _MAIN.search, {**_KINDS, "section": section})


def _pairs(text: str) -> dict[int, int]:
    """Where the group ends that a brace opens, of all that are closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _PAIR.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            found[opened.pop()] = match.end()
    return found


def _preamble(scan: TableScan, match: re.Match[str]) -> bool:
    """All above the document but its title."""
    begin = scan.search(_BEGIN.pattern, match.end())
    if begin is None:
        return False
    title = _TITLE.search(scan.text, match.end(), begin.start())
    if title:
        scan.drop(match.start(), title.start("title"), MARKUP)
        scan.made.put("# ")
        scan.made.keep(title.end("title"))
        scan.made.put("\n\n")
    scan.made.keep(match.start())
    scan.made.drop(begin.end(), MARKUP)
    return True


def _formula(scan: TableScan, match: re.Match[str]) -> bool:
    """What the dialects leave out: nothing in it is looked at."""
    mark = match[0]
    closer = mark.replace("begin", "end").replace("\\[", "\\]").replace("\\(", "\\)")
    end = scan.find(closer, match.end())
    if end < 0 or end - match.end() > _LONGEST:
        return False
    scan.made.keep(end + len(closer))
    return True


def _code(scan: TableScan, match: re.Match[str]) -> bool:
    closer = f"\\end{{{match['environment']}}}"
    end = scan.find(closer, match.end())
    return end >= 0 and scan.code(match.start(), match.end(), end, end + len(closer))


def _bibliography(scan: TableScan, match: re.Match[str]) -> bool:
    closer = "\\end{thebibliography}"
    end = scan.find(closer, match.end())
    return end >= 0 and scan.drop(match.start(), end + len(closer), Message("list of references"))


def _item(scan: TableScan, match: re.Match[str]) -> bool:
    scan.put(match.start(), "\n- ")
    if match["term"]:
        scan.strip(match, "term")
        scan.made.put("\\\n")
        return True
    return scan.skip(match, MARKUP)


def _ruby(scan: TableScan, match: re.Match[str]) -> bool:
    if not is_spaced_kana(match["kana"].replace("|", "")):
        return scan.strip(match, "base")
    return scan.ruby(match.span(), match.span("base"), match.span("kana"))


def _opened(scan: TableScan, match: re.Match[str]) -> bool:
    """A command with a text in braces: the text is read."""
    end = scan.pairs.get(match.end() - 1)
    if end is not None:
        scan.open(end - 1)
    return scan.skip(match, TARGET if match["link"] else MARKUP)


def _footnote(scan: TableScan, match: re.Match[str]) -> bool:
    end = scan.pairs.get(match.end() - 1)
    if end is None or "\n\n" in scan.text[match.end() : min(end, match.end() + _LONGEST)]:
        return False
    scan.open(end - 1, FOOTNOTE_MARK, "]")
    return scan.instead(match, "^[", FOOTNOTE_MARK)


def _verbatim(scan: TableScan, match: re.Match[str]) -> bool:
    """Code in a line."""
    if "`" in match["typed"]:
        return scan.strip(match, "typed")
    scan.drop(match.start(), match.start("typed"), MARKUP)
    scan.made.put("`")
    scan.made.keep(match.end("typed"))
    scan.made.put("`")
    return scan.drop(match.end("typed"), match.end(), MARKUP)


def _line(scan: TableScan, match: re.Match[str]) -> bool:
    return row(scan, match) if scan.is_in_table else broken(scan, match)


def _cell(scan: TableScan, match: re.Match[str]) -> bool:
    return scan.is_in_table and cell(scan, match)


_KINDS: Kinds[TableScan] = {
    "comment": skipped(COMMENT),
    "preamble": _preamble,
    "formula": _formula,
    "bibliography": _bibliography,
    "code": _code,
    "table": table,
    "end_table": end_table,
    "mark": instead("\n\n"),
    "item": _item,
    "ruby": _ruby,
    "link": _opened,
    "footnote": _footnote,
    "verbatim": _verbatim,
    "silent": skipped(Message("template tag")),
    "line": _line,
    "escape": kept,
    "logo": skipped(MARKUP),
    "opened": _opened,
    "command": skipped(MARKUP),
    "group": _opened,
    "close": closed,
    "cell": _cell,
    "tie": instead(" "),
    "space": skipped(MARKUP),
}
