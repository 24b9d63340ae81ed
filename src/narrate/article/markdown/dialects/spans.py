"""What dialects write in text: shortcodes, wiki links, comments, maths, ruby, attributes, emoji codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.article.markdown.dialects import maths, shortcodes
from narrate.article.markdown.dialects.emoji import are_emoji
from narrate.article.markdown.dialects.mdx import JAPANESE
from narrate.article.markdown.dialects.opaque import Backticks, lucid_stretches
from narrate.article.scan import MARKUP, Kinds, Scan, inside, rewrite, skipped
from narrate.article.skips.reasons import COMMENT, DELETED, FOOTNOTE_MARK
from narrate.ground.kana import is_spaced_kana
from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.article.rewriting import Rewriting

_ATTRIBUTE = Message("attribute")
_EMBED = Message("embed")
_EXPRESSION = Message("expression")

_SPANS = {
    "`": r"(?P<code>`+)",
    "\\": r"(?P<referred>\\@ref\([\w:.-]{1,100}\)|\(\\#[\w:.-]{1,100}\))"
    r"|(?P<latex>\\{1,2}[(\[])"
    r"|(?P<begin>\\begin\{(?:equation|align|gather|multline|eqnarray|math|displaymath)\*?\})"
    r"|(?P<page>^\\(?:newpage|pagebreak|clearpage|tableofcontents)\b(?:\{[^{}\n]*\})?)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])",
    "<": r"(?P<tab><!--[ \t]*tab[ \t]+(?P<tab_title>[^\n@<>]{1,100}?)(?:@[^\s<>]{1,40})?[ \t]*-->)"
    r"|(?P<comment><!--)|(?P<erb><%(?=[^<%]*%>))|(?P<snippet>^<<<[ \t]*[@./][^\s]*.*$)"
    r"|(?P<sup><(?i:sup)\b[^<>]*>(?P<raised>(?:[^<>\n]|<a\b[^<>]*>|</a>|<br[^<>]*>)*+)</(?i:sup)\s*>)",
    "%": r"(?P<hidden>(?<![A-Za-z0-9０-９%])%%(?!%))|(?P<hashnode>%\[https?://[^\[\]\s]+\])",
    "{": r"(?P<kramdown>\{::comment\})|(?P<inserted>\{\+{1,2}(?P<put_in>[^{}\n]{1,500}?)\+{1,2}\})"
    r"|(?P<deleted>\{--[^{}\n]{1,500}?--\}|\{-[^{}\s%-][^{}\n]{0,500}?-\}|\{>>[^{}\n]{1,1000}?<<\})"
    r"|(?P<changed>\{~~[^{}\n]{0,500}?~>(?P<new>[^{}\n]{0,500}?)~~\})"
    r"|(?P<lit>\{==(?P<lighted>[^{}\n]{1,500}?)==\})"
    r"|(?P<role>\{(?P<role_name>[a-z][a-z:+-]{1,30})\}(?=`[^`\n]))"
    r"|(?P<short>\{\{(?:<|%)|\{%|\{\{)|(?P<jsx>\{[ \t]*/\*)"
    r"|(?P<attributes>\{(?:(?:[ \t]*[#.][A-Za-z_\u0080-\U0010ffff]|:)[^{}\n]*|/[^{}\n]*/|-)\})"
    r"|(?P<pairs>(?<=[)\]`])\{[A-Za-z-]+=[^{}\n]*\})"
    r"|(?P<behind>(?<=[ \t])\{[A-Za-z][\w-]*=[^{}\n]*\}(?=[ \t]*$))"
    r"|(?P<braces>\{(?P<brace_base>[^{}|｜\n]{1,40})[|｜](?P<brace_kana>[^{}\n]{1,80})\})"
    r"|(?P<expression>\{[^{}\n]*\})",
    "!": r"(?P<embed>!\[\[[^\[\]\n]+\]\])",
    "[": r"(?P<taken_in>\[[^\[\]\n]{0,200}\]\([^()\n]{0,300}[\"']:include[^()\n]{0,100}\))"
    r"|(?P<remark>\[(?:name|time|color)=[^\[\]\n]{1,100}\])"
    r"|(?P<short_tag>\[/?(?P<tag>[a-z][a-z0-9_-]{0,30})(?:=[\"']?(?P<tag_value>[^\[\]\n\"']{0,300})[^\[\]\n]{0,100})?"
    r"(?P<tag_attributes>(?:[ \t]+[a-z][\w-]*=(?:\"[^\"\n]*+\"|'[^'\n]*+'))*+)[ \t]*/?\](?![(\[:{]))"
    r"|(?P<note>\[\^(?P<label>[^\[\]\s^]{1,60})\](?!:))"
    r"|(?P<field>\[[^\[\]\n:()、。]{1,40}::[ \t]+(?P<value>[^\[\]\n]{1,500})\](?!\())"
    r"|(?P<wiki>\[\[(?P<page_name>[^\[\]\n|#^]*)(?P<place>#[^\[\]\n|]*)?"
    r"(?:\|(?P<shown>[^\[\]\n]*))?\]\](?!\())"
    r"|(?P<hatena>\[(?:https?://[^\[\]\s]+:(?:embed|image)(?::[^\[\]\n]*)?"
    r"|(?:f:id|asin|isbn|niconico|youtube|tex):[^\[\]\s][^\[\]\n]*|:contents)\](?![(\[{]))"
    r"|(?P<cite>\[(?=[^\[\]\n]*@[A-Za-z_])"
    r"(?:[ \t]*+(?:[A-Za-z][A-Za-z. \t]{0,38}[ \t])?-?@[A-Za-z0-9_:.#$%&+?<>~/-]++"
    r"(?:,[^\[\]\n;]*+|[ \t][\x20-:<-Z\x5e-\x7e]*+)?(?:;|(?=\])))++\](?![(\[]))"
    r"|(?P<spanned>\[(?P<base>[^\[\]\n]+)\]"
    r"(?:\{\^?(?P<curly>[^{}\n]*)\}|\^\((?P<caret>[^()\n]{1,60})\)|\^（(?P<wide>[^（）\n]{1,60})）))",
    "@": r"(?P<refer>(?<![A-Za-z0-9])@(?:fig|tbl|eq|sec|lst|thm)-[A-Za-z0-9_-]++)"
    r"|(?P<card>@\[[\w-]+\]\([^()\n]*\))",
    "+": r"(?P<keys>(?<![A-Za-z0-9+])\+\+(?P<pressed>[a-z][a-z0-9+-]*)(?<!\+)\+\+(?!\+))",
    "=": r"(?P<size>(?<=[ \t])=(?:\d+x\d*|x\d+|\d+%?)(?=\)))"
    r"|(?P<mark>(?<![A-Za-z0-9=])==(?P<marked>(?!\s)[^=\n]+(?<!\s))==(?!=))",
    ":": r"(?P<component>(?<![\w:：]):[a-z][a-z-]*(?:\[(?P<shown_by>[^\[\]\n]{0,300})\])?\{[^{}\n]{0,300}\})"
    r"|(?P<emoji>(?<![A-Za-z0-9:/])(?::(?:[+-]1|100|1234|[a-z][a-z0-9_+-]*):)+(?![A-Za-z0-9:/]))",
    "$": r"(?P<maths>\$+)",
    "^": r"(?P<caret_sup>(?<![\[\\^])(?!(?<![A-Za-z0-9)])\^[oOvwuωД∀▽_.,;*0-]{1,3}\^)"
    r"\^(?P<power>[^\s^\[\]]{1,20})\^(?!\^))",
    "~": r"(?P<tilde_sub>(?<=[A-Za-z)])~(?P<below>[A-Za-z0-9]{1,10})~(?!~))",
}
"""What a span may be that begins with a character."""
_PATTERNS = {character: re.compile(pattern, re.MULTILINE) for character, pattern in _SPANS.items()}
_PARTING_BARS = re.compile("[|｜]")
_STARTS = re.compile(r"[`\\<%!\[@+=:$^~]|\{(?!\{\{)")
_RAISED = dict(zip("0123456789+-−ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿⁱ", strict=True))
_NOTE_MARK = re.compile(r"(?:[\[(（]*+[※*＊†‡§注]*+[ \t]?\d{0,3}[\])）]*+[,、 ]?){1,8}$")
_TAG = re.compile(r"<[^<>]*>|(?<=\])\([^()]*\)")
_NOTE_LABEL = re.compile(r"\[\^([^\[\]\s^]{1,60})\]:")
_OPENING_TAG = re.compile(r"\[([a-z][a-z0-9_-]{0,30})[= \]]")
_CLOSING_TAG = re.compile(r"\[/([a-z][a-z0-9_-]{0,30})\]")
_TITLED_TAGS = frozenset({"details", "spoiler", "collapse", "expand", "toggle"})
_LONE_TAG = re.compile(r"(?:gallery|playlist|more|nextpage)$")
_R_CHUNK = re.compile(r"^[ \t]*`{3,}\{(?:r|python|julia|ojs)\b", re.MULTILINE)
_R_CODE = re.compile(r"(?:r|\{(?:r|python|julia|ojs)\})[ \t]+[^`]")
"""Between backticks, in R Markdown and Quarto: what it says is known only when it runs."""
_SURE_LABEL = re.compile(r"\d{1,3}$")
_LABEL = re.compile(r"(?:[^\W\d_]|[\w.:-]{3,})[\w.:-]*$")
_BEHIND_NOTE = re.compile(r"[。、，．,.]|[ \t]*$", re.MULTILINE)
_RAW = re.compile(r"\{=[a-z0-9]{1,20}\}")
"""Of another format than Markdown (pandoc)."""
_QUERY = re.compile(r"\$?= ?(?:this|dv|date|dur|choice|length|link|default)\b[.(]")
"""Of Dataview, between backticks."""
_ROLE_TARGET = re.compile(r"[ \t]*<[^<>`\n]*>`$")
_LIQUID_RAW = re.compile(r"\{%-?[ \t]*(?P<name>raw|verbatim)[ \t]*-?%\}")
_BEHIND_POWER = re.compile(r"[A-Za-z0-9Α-ωπ)）]")


class _Spans(Scan):
    """A Markdown text on its way; ``formulas`` are the source's offsets of those left out."""

    def __init__(self, made: Rewriting, *, is_mdx: bool) -> None:
        super().__init__(made)
        self.is_mdx = is_mdx
        self.backticks = Backticks(made.text)
        self.formulas: list[int] = []
        self.raw_to = 0
        self.paired_tags = frozenset(_CLOSING_TAG.findall(made.text)) & frozenset(
            _OPENING_TAG.findall(made.text)
        )
        self.programs = bool(_R_CHUNK.search(made.text))
        self.labels = frozenset(_NOTE_LABEL.findall(made.text))


def plain_spans(made: Rewriting, *, is_mdx: bool) -> list[int]:
    """Write what dialects add in text as CommonMark; the source's offsets of the formulas left out."""
    scan = _Spans(made, is_mdx=is_mdx)
    stretches = [(s.start, s.end) for s in lucid_stretches(made.text, has_indented=not is_mdx)]
    rewrite(scan, _next_span, _SPAN_KINDS, stretches)
    return scan.formulas


def _next_span(text: str, at: int, end: int) -> re.Match[str] | None:
    """The next span that begins between these positions; each is asked for by its first character."""
    for start in _STARTS.finditer(text, at, end):
        if match := _PATTERNS[start[0]].match(text, start.start(), end):
            return match
    return None


def _code(scan: _Spans, match: re.Match[str]) -> bool:
    end = scan.backticks.end_of(match.start(), len(match[0]))
    raw = _RAW.match(scan.text, end) if end >= 0 else None
    if raw:
        return scan.drop(match.start(), raw.end(), Message("markup"))
    is_run = _QUERY.match(scan.text, match.end()) or (scan.programs and _R_CODE.match(scan.text, match.end()))
    if end >= 0 and is_run:
        return scan.drop(match.start(), end, _EXPRESSION)
    scan.made.keep(end if end >= 0 else match.end())
    return True


def _short_tag(scan: _Spans, match: re.Match[str]) -> bool:
    """A tag in square brackets (WordPress, forums): one with attributes, or one that has a partner."""
    name = match["tag"]
    if name == "embed" and not match[0].startswith("[/"):
        end = scan.near("[/embed]", match.end())
        if end >= 0:
            return scan.drop(match.start(), end + len("[/embed]"), _EMBED)
    if name in _TITLED_TAGS and match["tag_value"] and name in scan.paired_tags:
        scan.put(match.start(), "\n\n")
        scan.strip(match, "tag_value")
        scan.made.put("\n\n")
        return True
    if not match["tag_attributes"] and name not in scan.paired_tags and not _LONE_TAG.match(name):
        return False
    return scan.skip(match, Message("shortcode"))


def _tab(scan: _Spans, match: re.Match[str]) -> bool:
    """Hexo's tabs stand between comments, their titles in them."""
    if "{% tabs" not in scan.text:
        return _COMMENT_RULE(scan, match)
    scan.put(match.start(), "\n\n")
    scan.strip(match, "tab_title")
    scan.made.put("\n\n")
    return True


def _named_component(scan: _Spans, match: re.Match[str]) -> bool:
    """``:name[text]{attributes}``: its text."""
    if match["shown_by"]:
        return scan.strip(match, "shown_by")
    return scan.skip(match, _ATTRIBUTE)


def _note(scan: _Spans, match: re.Match[str]) -> bool:
    """The mark of a note that stands nowhere; a class of characters, ``[^0-9]``, is none."""
    if match["label"] in scan.labels:
        scan.made.keep(match.end())
        return True
    is_apart = scan.text[match.start() - 1 : match.start()] in '」』）)"”。、' or _BEHIND_NOTE.match(
        scan.text, match.end()
    )
    if _SURE_LABEL.match(match["label"]) or (is_apart and _LABEL.match(match["label"])):
        return scan.skip(match, FOOTNOTE_MARK)
    return False


def _role(scan: _Spans, match: re.Match[str]) -> bool:
    """MyST's and Sphinx's ``{ref}`text <target>```: the text is read; a source or a formula is not."""
    end = scan.backticks.end_of(match.end(), 1)
    if end < 0:
        return False
    name = match["role_name"]
    if name.startswith("cite"):
        return scan.drop(match.start(), end, Message("citation"))
    if name in ("math", "eq"):
        return maths.left_out(scan.made, match.start(), end, scan.formulas)
    target = _ROLE_TARGET.search(scan.text, match.end() + 1, end)
    scan.drop(match.start(), match.end() + 1, MARKUP)
    return scan.drop(target.start() if target else end - 1, end, Message("link target"))


def _escape(scan: _Spans, match: re.Match[str]) -> bool:
    scan.made.keep(match.end())
    return True


def _until(closer: str, reason: Message) -> Callable[[_Spans, re.Match[str]], bool]:
    """The rule of what ends with ``closer``."""

    def dropped(scan: _Spans, match: re.Match[str]) -> bool:
        end = scan.find(closer, match.end())
        if end < 0:
            return False
        scan.made.keep(match.start())
        scan.made.drop(end + len(closer), reason)
        return True

    return dropped


_COMMENT_RULE = _until("-->", COMMENT)


def _hidden(scan: _Spans, match: re.Match[str]) -> bool:
    """Obsidian's comment; "100%%", "%%60" and a mark without its partner are none."""
    text = scan.made.text
    end = scan.find("%%", match.end())
    inside = text[match.end() : end] if end >= 0 else ""
    if not inside.strip() or ("\n\n" in inside and not inside.startswith("\n")):
        return False
    behind = text[end + 2 : end + 3]
    if behind.isdigit() or (inside[-1] in " \t\u3000" and behind.isalnum()):
        return False  # it begins something itself
    if text[match.start() - 1 : match.start()].isalnum() and inside != inside.strip():
        return False
    scan.made.keep(match.start())
    scan.made.drop(end + 2, COMMENT)
    return True


def _short(scan: _Spans, match: re.Match[str]) -> bool:
    if scan.text[match.start() - 1 : match.start()] == "=" or match.start() < scan.raw_to:
        return False
    if raw := _LIQUID_RAW.match(scan.text, match.start()):
        end = max(
            scan.find(f"{{% end{raw['name']}", raw.end()), scan.find(f"{{%- end{raw['name']}", raw.end())
        )
        scan.raw_to = max(end, raw.end())
        return scan.skip(raw, Message("shortcode"))
    return shortcodes.plain_shortcode(scan.made, match.start(), scan)


def _jsx_comment(scan: _Spans, match: re.Match[str]) -> bool:
    end = scan.near("*/", match.end())
    closed = scan.made.text.find("}", end, end + 4) if end >= 0 else -1
    if closed < 0:
        return False
    scan.made.keep(match.start())
    scan.made.drop(closed + 1, COMMENT)
    return True


def _braces(scan: _Spans, match: re.Match[str]) -> bool:
    """Ruby in braces, ``{漢字|かんじ}``: written so that its bar parts no cells of a table."""
    if not is_spaced_kana(_PARTING_BARS.sub("", match["brace_kana"])) or _is_written_in_table(scan, match):
        return _expression(scan, match)
    return False


def _is_written_in_table(scan: _Spans, match: re.Match[str]) -> bool:
    text = scan.made.text
    line = text.rfind("\n", max(0, match.start() - 500), match.start()) + 1
    if not text[line : match.start()].lstrip().startswith("|") or re.search("[|｜]", match["brace_kana"]):
        return False
    return scan.ruby(match.span(), match.span("brace_base"), match.span("brace_kana"))


def _expression(scan: _Spans, match: re.Match[str]) -> bool:
    """JavaScript in MDX: a string is read, a program is skipped."""
    if not scan.is_mdx or scan.made.at > match.start():
        return scan.made.at > match.start()
    string = re.fullmatch(r"\{\s*(?P<quote>[\"'`])(?P<said>[^\"'`$]*)(?P=quote)\s*\}", match[0])
    if string:
        begin = match.start() + string.start("said")
        scan.drop(match.start(), begin, _EXPRESSION)
        return scan.drop(begin + len(string["said"]), match.end(), _EXPRESSION)
    return not JAPANESE.search(match[0]) and scan.skip(match, _EXPRESSION)


def _wiki(scan: _Spans, match: re.Match[str]) -> bool:
    """A link to another note: what is shown of it, else its page and its place there."""
    target = Message("link target")
    if match["shown"]:
        return scan.strip(match, "shown", target)
    if not match["page_name"].strip() and not match["place"]:
        return False
    place = match["place"] or ""
    scan.made.keep(match.start())
    scan.made.drop(match.start() + 2, MARKUP)
    scan.made.keep(match.end("page_name"))
    if place.startswith("#") and not place.startswith("#^"):
        if match["page_name"]:
            scan.made.put("、")
        scan.made.drop(match.start("place") + len(place) - len(place.lstrip("#")), MARKUP)
        scan.made.keep(match.end("place"))
    scan.made.drop(match.end(), target)
    return True


def _spanned(scan: _Spans, match: re.Match[str]) -> bool:
    """``[漢字]{かんじ}`` is ruby, ``[text]{.class}`` a text with attributes."""
    group = next(g for g in ("curly", "caret", "wide") if match[g] is not None)
    kana = match[group]
    if match["base"].startswith("^"):
        return False
    if kana and is_spaced_kana(kana) and not _PARTING_BARS.search(kana):
        return scan.ruby(match.span(), match.span("base"), match.span(group))
    if group != "curly" or not re.match(r"[.#:]|[\w-]+=", kana):
        return False
    inner = match.span("base")
    scan.made.keep(match.start())
    scan.made.drop(inner[0], MARKUP)
    scan.made.keep(inner[1])
    scan.made.drop(match.end(), _ATTRIBUTE)
    return True


def _sup(scan: _Spans, match: re.Match[str]) -> bool:
    return _raised(scan, match, "raised")


def _caret_sup(scan: _Spans, match: re.Match[str]) -> bool:
    return _raised(scan, match, "power")


def _raised(scan: _Spans, match: re.Match[str], group: str) -> bool:
    """An exponent behind a number, a unit or a letter; a mark of a note elsewhere; else just text."""
    written = _TAG.sub("", match[group]).strip()
    before = scan.made.text[match.start() - 1 : match.start()]
    is_power = all(c in _RAISED for c in match[group]) and written and _BEHIND_POWER.match(before)
    if is_power:
        begin, end = match.span(group)
        scan.made.keep(match.start())
        scan.made.drop(begin, MARKUP)
        scan.made.exchange(end, "".join(_RAISED[c] for c in match[group]))
        scan.made.drop(match.end(), MARKUP)
        return True
    is_upright = group == "power" and written.isdigit() and not before.strip()
    if is_upright:
        return scan.strip(match, group)  # two figures set upright (Den-Den Markdown)
    if written and _NOTE_MARK.match(written):
        return scan.skip(match, FOOTNOTE_MARK)
    if group == "power" and not written.isascii():
        return False
    if "<" not in match[group]:
        return scan.strip(match, group)
    return False


def _emoji(scan: _Spans, match: re.Match[str]) -> bool:
    return are_emoji(scan.made.text, *match.span()) and scan.skip(match, Message("emoji code"))


def _maths(scan: _Spans, match: re.Match[str]) -> bool:
    return maths.plain_dollars(scan.made, match, scan.formulas)


def _latex(scan: _Spans, match: re.Match[str]) -> bool:
    closer = match[0].replace("(", ")").replace("[", "]")
    if maths.plain_latex(scan.made, match, scan.near(closer, match.end()), scan.formulas):
        return True
    return _escape(scan, match)


def _begin(scan: _Spans, match: re.Match[str]) -> bool:
    closer = match[0].replace("\\begin", "\\end")
    end = scan.near(closer, match.end())
    return end >= 0 and maths.left_out(scan.made, match.start(), end + len(closer), scan.formulas)


_SPAN_KINDS: Kinds[_Spans] = {
    "code": _code,
    "inserted": inside("put_in"),
    "deleted": skipped(DELETED),
    "changed": inside("new", DELETED),
    "lit": inside("lighted"),
    "taken_in": skipped(_EMBED),
    "short_tag": _short_tag,
    "remark": skipped(_ATTRIBUTE),
    "component": _named_component,
    "role": _role,
    "note": _note,
    "field": inside("value"),
    "latex": _latex,
    "begin": _begin,
    "page": skipped(MARKUP),
    "escape": _escape,
    "tab": _tab,
    "comment": _COMMENT_RULE,
    "kramdown": _until("{:/comment}", COMMENT),
    "referred": skipped(Message("citation")),
    "erb": _until("%>", Message("template tag")),
    "hidden": _hidden,
    "snippet": skipped(_EMBED),
    "hashnode": skipped(_EMBED),
    "short": _short,
    "jsx": _jsx_comment,
    "attributes": skipped(_ATTRIBUTE),
    "pairs": skipped(_ATTRIBUTE),
    "behind": skipped(_ATTRIBUTE),
    "size": skipped(_ATTRIBUTE),
    "keys": inside("pressed"),
    "braces": _braces,
    "expression": _expression,
    "embed": skipped(_EMBED),
    "wiki": _wiki,
    "card": skipped(_EMBED),
    "hatena": skipped(_EMBED),
    "refer": skipped(Message("citation")),
    "cite": skipped(Message("citation")),
    "spanned": _spanned,
    "mark": inside("marked"),
    "emoji": _emoji,
    "maths": _maths,
    "sup": _sup,
    "caret_sup": _caret_sup,
    "tilde_sub": inside("below"),
}
"""Each kind of span in the order of the pattern, and what becomes of it; False leaves it as it stands."""
