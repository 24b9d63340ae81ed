"""What of a page's elements is not the article: by the element, by its role, by the names of its classes."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from narrate.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.article.markup import Element

NAVIGATION = Message("navigation")
LANGUAGES = Message("other languages of the same text")
_PROGRAM = Message("program or picture in HTML")
_HIDDEN = Message("hidden text")
_FORM = Message("form")
_ADVERTISEMENT = Message("advertisement")
COMMENTS = Message("comments of readers")
SHARE = Message("share button")
RELATED = Message("links to other articles")
CONTENTS = Message("table of contents")
_COLOPHON = Message("colophon")
PAGE = Message("frame of an HTML page")

_BY_ELEMENT = {
    **dict.fromkeys(
        ("script", "style", "noscript", "template", "svg", "canvas", "audio", "video", "iframe", "object",
         "embed", "applet", "map", "frameset", "noframes", "link", "meta", "head"),
        _PROGRAM,
    ),
    **dict.fromkeys(("form", "button", "select", "textarea", "input", "datalist", "dialog", "menu"), _FORM),
    "nav": NAVIGATION,
    "title": PAGE,
}  # fmt: skip
_BY_ROLE = {
    **dict.fromkeys(("navigation", "menu", "menubar", "toolbar", "tablist", "tree"), NAVIGATION),
    **dict.fromkeys(("search", "dialog", "alertdialog", "alert", "button"), _FORM),
    **dict.fromkeys(("contentinfo", "banner", "complementary"), PAGE),
    "doc-toc": CONTENTS,
}
_INLINE_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOKENS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_BY_WORD = {
    SHARE: (
        "share sharing shares sns social socials sharedaddy addtoany addthis sharebutton sharebuttons "
        "shareaholic snsbutton snsbuttons snsshare hatebu hateb"
    ),
    RELATED: (
        "related relateds relatedposts relatedarticles recommend recommends recommended recommendation "
        "recommendations ranking rankings popular yarpp outbrain taboola uzou popin logly"
    ),
    NAVIGATION: (
        "breadcrumb breadcrumbs pankuzu topicpath crumb crumbs pager pagination paginate pagenation "
        "pagenavi nav navi navbar navigation gnav gnavi globalnav globalnavi lnav menu menus pagetop "
        "gotop backtotop totop skip skiplink tagcloud prevnext sitemap permalink headerlink headeranchor "
        "editsection editlink printfooter linkbox"
    ),
    CONTENTS: "toc tocbox tableofcontents",
    _ADVERTISEMENT: (
        "ad ads adbox adarea adsense adsbygoogle advert advertise advertisement advertisements advertising "
        "banner banners sponsor sponsors sponsored promo promotion prbox affiliate"
    ),
    COMMENTS: "comment comments commentlist respond disqus trackback trackbacks pingback",
    PAGE: (
        "sidebar sidebars sidemenu footer cookie cookies popup modal newsletter subscribe "
        "subscription login signup copyright authorbox authorbio"
    ),
    _HIDDEN: "noprint visuallyhidden screenreader",
    _FORM: "btn button buttons",
}
_REASONS = {word: reason for reason, words in _BY_WORD.items() for word in words.split()}
_PAIRS = {
    ("screen", "reader"): _HIDDEN, ("sr", "only"): _HIDDEN, ("visually", "hidden"): _HIDDEN,
    ("no", "print"): _HIDDEN, ("author", "box"): PAGE, ("author", "bio"): PAGE, ("author", "info"): PAGE,
    ("about", "author"): PAGE, ("side", "bar"): PAGE, ("side", "menu"): NAVIGATION,
    ("page", "top"): NAVIGATION, ("topic", "path"): NAVIGATION, ("bread", "crumb"): NAVIGATION,
    ("table", "contents"): CONTENTS, ("entry", "footer"): PAGE, ("post", "footer"): PAGE,
    ("article", "footer"): PAGE, ("tag", "list"): NAVIGATION, ("tag", "links"): NAVIGATION,
    ("cat", "links"): NAVIGATION, ("post", "tags"): NAVIGATION, ("entry", "tags"): NAVIGATION,
    ("article", "tags"): NAVIGATION, ("article", "topics"): NAVIGATION, ("mw", "editsection"): NAVIGATION,
    ("prev", "next"): NAVIGATION, ("to", "top"): NAVIGATION, ("edit", "page"): NAVIGATION,
    ("read", "more"): NAVIGATION,
}  # fmt: skip
_WHOLE = {
    "widget": PAGE, "widgets": PAGE, "side": PAGE, "aside": PAGE, "tags": NAVIGATION, "tag": NAVIGATION,
    "rss": NAVIGATION, "follow": SHARE, "hatena": SHARE, "bibliographical_information": _COLOPHON,
    "notation_notes": _COLOPHON,
}  # fmt: skip
"""Names that say so only when they stand alone: page builders call each of their blocks a widget."""
_EXEMPT = frozenset({"html", "body", "main", "article", "h1"})
"""Their classes tell of the page's layout, or of a theme, and not of them."""
_NAMED_BY_TITLE = frozenset({"section", "h2", "h3", "h4", "h5", "h6"})
"""What generators name by the words of a heading."""


def why_silent(element: Element) -> Message | None:
    """Why an element is never part of what is said, wherever it stands."""
    if reason := _BY_ELEMENT.get(element.name):
        return reason
    if "hidden" in element.attributes and element["hidden"] != "until-found":
        return _HIDDEN
    if element["aria-hidden"] == "true" or _INLINE_HIDDEN.search(element["style"]):
        return _HIDDEN
    return _BY_ROLE.get(element["role"].strip().lower())


def why_furniture(element: Element) -> Message | None:
    """Why an element is probably not of the article: by the names that its author gave it."""
    if element.name in _EXEMPT:
        return None
    for name in _names(element):
        tokens = [token.lower() for token in _TOKENS.findall(name)]
        known = (_WHOLE.get(name.lower()), *map(_REASONS.get, (name.lower(), *tokens)))
        pairs = (_PAIRS.get(pair) for pair in itertools.pairwise(tokens))
        if reason := next(filter(None, (*known, *pairs)), None):
            return reason
    return None


def _names(element: Element) -> Iterator[str]:
    yield from element["class"].split()
    if element["id"] and element.name not in _NAMED_BY_TITLE:
        yield element["id"]
