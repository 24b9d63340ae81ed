"""Front matter as other tools write it, and what is to be made of each: written down before it was read."""

from __future__ import annotations

from typing import NamedTuple


class Matter(NamedTuple):
    """A front matter above `BODY`; ``said`` are fields of the metadata, ``noted`` what a note must name."""

    tool: str
    text: str
    said: dict[str, str]
    noted: tuple[str, ...] = ()
    is_draft: bool = False


BODY = "港の朝は早い。\n"

SEEN = (
    Matter(
        "Zenn",
        '---\ntitle: "Goで作る小さなCLI"\nemoji: "🐈"\ntype: "tech" # tech: 技術記事 / idea: アイデア\n'
        'topics: ["go", "cli"]\npublished: false\n---\n',
        {"title": "Goで作る小さなCLI"},
        ("emoji", "topics", "type"),
        is_draft=True,
    ),
    Matter(
        "Qiita",
        "---\ntitle: 釜の洗い方\ntags:\n  - name: 台所\n    versions: []\nprivate: false\n"
        "updated_at: '2026-11-24T10:21:44+09:00'\nid: null\norganization_url_name: null\nslide: false\n"
        "ignorePublish: false\n---\n",
        {"title": "釜の洗い方", "date": "2026-11-24"},
        ("tags",),
    ),
    Matter(
        "Hugo, TOML",
        "+++\ndate = '2026-11-29T08:30:00+09:00'\ndraft = true\ntitle = '霧の港'\n"
        "tags = ['海', '港']\ncategories = [\n  '随筆',\n]\n[params]\n  author = '山本 花'\n[[resources]]\nsrc = 'a.png'\n+++\n",
        {"title": "霧の港", "author": "山本 花", "date": "2026-11-29"},
        ("tags",),
        is_draft=True,
    ),
    Matter(
        "Hugo, TOML with dates of its own",
        '+++\ntitle = "霧の港"\ndate = 2026-11-29T08:30:00+09:00\nlastmod = 2026-12-01\nweight = 10\n+++\n',
        {"title": "霧の港", "date": "2026-11-29"},
        ("lastmod", "weight"),
    ),
    Matter(
        "Hugo archetype",
        '---\ntitle: "{{ replace .Name "-" " " | title }}"\ndate: {{ .Date }}\ndraft: true\n---\n',
        {"title": "", "date": ""},
        ("title", "date"),
        is_draft=True,
    ),
    Matter(
        "Jekyll",
        "---\nlayout: post\ntitle:  霧の港: 朝の話\ndate:   2026-11-29 10:00:00 +0900\ncategories: jekyll update\n---\n",
        {"title": "霧の港: 朝の話", "date": "2026-11-29"},
        ("layout",),
    ),
    Matter(
        "Docusaurus",
        "---\nid: intro\ntitle: はじめに\nsidebar_label: '入門'\nsidebar_position: 1\ntags: [a, b]\n"
        "slug: /docs/intro\ncover: https://example.com/cover.png\n---\n",
        {"title": "はじめに", "slug": "", "cover": ""},
        ("slug", "cover", "sidebar_label"),
    ),
    Matter(
        "Docusaurus blog",
        "---\nslug: release-2\ntitle: 第二版\nauthors:\n  - name: 山本 花\n    title: 編集\n    url: https://example.com\n"
        "  - name: 林 太郎\n---\n",
        {"title": "第二版", "slug": "release-2", "author": "山本 花、林 太郎"},
    ),
    Matter(
        "Obsidian",
        "---\naliases:\n  - 港\ntags:\n  - 日記/海\ncreated: 2026-11-29T22:10\nmodified: 2026-11-30\ncssclasses: wide\n---\n",
        {"title": "", "date": "2026-11-29"},
        ("aliases", "tags", "cssclasses"),
    ),
    Matter(
        "Obsidian with links",
        '---\nauthor: "[[山本花]]"\n作成日: 2026/11/29\nup: [[港の索引]]\n---\n',
        {"author": "山本花", "date": "2026-11-29"},
        ("up",),
    ),
    Matter(
        "pandoc",
        "---\ntitle: |\n  霧の\n  港\nauthor:\n- name: 山本 花\n  affiliation: 港大学\n- name: 林 太郎\n"
        "date: 2026年11月29日\nabstract: |\n  港の話。\n\n  二段落目。\nbibliography: refs.bib\n...\n",
        {
            "title": "霧の 港",
            "author": "山本 花、林 太郎",
            "date": "2026-11-29",
            "description": "港の話。 二段落目。",
        },
        ("bibliography",),
    ),
    Matter(
        "R Markdown",
        '---\ntitle: "分析の記録"\nauthor: "H. Yamamoto"\ndate: "`r Sys.Date()`"\noutput:\n  html_document:\n    toc: true\n---\n',
        {"title": "分析の記録", "author": "H. Yamamoto", "date": ""},
        ("date", "output"),
    ),
    Matter(
        "JSON",
        '{\n  "title": "霧の港",\n  "date": "2026-11-29T00:00:00Z",\n  "tags": ["海"],\n  "author": {"name": "山本 花"}\n}\n',
        {"title": "霧の港", "date": "2026-11-29", "author": "山本 花"},
        ("tags",),
    ),
    Matter(
        "Hexo, JSON",
        '"title": "霧の港",\n"date": "2026/11/29 10:00"\n;;;\n',
        {"title": "霧の港", "date": "2026-11-29"},
    ),
    Matter(
        "a line of YAML that is none",
        "---\ntitle: 霧の港\nauthor: @hanako\ndescription: 港: 朝: 昼\n---\n",
        {"title": "霧の港", "author": "@hanako", "description": "港: 朝: 昼"},
        ("YAML",),
    ),
    Matter(
        "an unclosed quote",
        '---\ntitle: "霧の港\nauthor: 山本 花\ndate: 2026-11-29\n---\n',
        {"title": "霧の港", "author": "山本 花", "date": "2026-11-29"},
        ("YAML",),
    ),
    Matter(
        "tabs",
        "---\ntitle:\t霧の港\ntags:\n\t- 海\n\t- 港\nauthor:\t山本 花\n---\n",
        {"title": "霧の港", "author": "山本 花"},
    ),
    Matter(
        "a key that stands twice",
        "---\ntitle: 霧の港\ntags: [a]\ntags: [b]\n---\n",
        {"title": "霧の港"},
        ("tags",),
    ),
    Matter(
        "an unclosed fence",
        "---\ntitle: 霧の港\ndate: 2026-11-29\ntags:\n  - 海\n\n",
        {"title": "霧の港", "date": "2026-11-29"},
        ("not closed",),
    ),
    Matter(
        "only a change date",
        "---\ntitle: 霧の港\nlastmod: Nov 29, 2026\n---\n",
        {"title": "霧の港", "date": "2026-11-29"},
    ),
    Matter(
        "Pelican",
        "Title: 霧の港\nDate: 2026-11-29 10:20\nCategory: 随筆\nTags: 海, 港\nAuthors: 山本 花\nSummary: 港の話。\n\n",
        {
            "title": "霧の港",
            "date": "2026-11-29",
            "category": "随筆",
            "author": "山本 花",
            "description": "港の話。",
        },
        ("Tags",),
    ),
    Matter(
        "pandoc title block",
        "% 霧の港\n% 山本 花; 林 太郎\n% 2026年11月29日\n\n",
        {"title": "霧の港", "author": "山本 花、林 太郎", "date": "2026-11-29"},
    ),
    Matter(
        "TOML that is none",
        "+++\ntitle = 霧の港\nauthor = '山本 花'\ndate = 2026-11-29\n+++\n",
        {"title": "霧の港", "author": "山本 花", "date": "2026-11-29"},
        ("TOML",),
    ),
)

HELD = (
    Matter(
        "VitePress",
        "---\nlayout: doc\ntitle: 使い方\ntitleTemplate: ':title - 港'\noutline: [2, 3]\nhead:\n  - - meta\n    - name: keywords\n"
        "      content: 港\nprev: false\n---\n",
        {"title": "使い方"},
        ("head", "layout", "outline"),
    ),
    Matter(
        "Hexo",
        "---\ntitle: 霧の港\ndate: 2026-11-29 10:00:00\nupdated: 2026-12-01 10:00:00\ntags: 海\ncategories:\n- [随筆, 海]\n"
        "cover: /img/cover.jpg\nexcerpt: 港の話。\n---\n",
        {"title": "霧の港", "date": "2026-11-29", "cover": "", "description": "港の話。"},
        ("cover", "tags"),
    ),
    Matter(
        "Hexo without a first fence",
        "title: 霧の港\ndate: 2026-11-29 10:00:00\ntags: [海]\n---\n",
        {"title": "霧の港", "date": "2026-11-29"},
        ("tags",),
    ),
    Matter(
        "Astro",
        "---\ntitle: '霧の港'\npubDate: 'Nov 29 2026'\nheroImage: '../../assets/a.jpg'\ndescription: '港の話'\nlang: ja\n---\n",
        {"title": "霧の港", "date": "2026-11-29", "description": "港の話", "language": "ja"},
        ("heroImage",),
    ),
    Matter(
        "Gatsby",
        "---\npath: /blog/a\ntitle: 霧の港\ndate: '2026-11-29T22:12:03.284Z'\nfeaturedImage: ./a.png\nsummary: 港の話\n---\n",
        {"title": "霧の港", "date": "2026-11-29", "description": "港の話"},
        ("path",),
    ),
    Matter(
        "Quarto",
        '---\ntitle: "霧の港"\nsubtitle: 朝\nauthor:\n  - name:\n      given: Hana\n      family: Yamamoto\n    orcid: 0000\n'
        "date: last-modified\nlang: ja\nformat:\n  html:\n    toc: true\nexecute:\n  echo: false\n---\n",
        {"title": "霧の港", "subtitle": "朝", "author": "Hana Yamamoto", "date": "", "language": "ja"},
        ("date", "format"),
    ),
    Matter(
        "Eleventy, with JSON between the fences",
        '---json\n{"title": "霧の港", "date": "2026-11-29"}\n---\n',
        {"title": "霧の港", "date": "2026-11-29"},
    ),
    Matter(
        "Zola",
        '+++\ntitle = "霧の港"\ndate = 2026-11-29\n[taxonomies]\ntags = ["海"]\n[extra]\nsubtitle = "朝"\nauthor = "山本 花"\n+++\n',
        {"title": "霧の港", "date": "2026-11-29", "subtitle": "朝", "author": "山本 花"},
        ("taxonomies",),
    ),
    Matter(
        "Hugo, PaperMod",
        '---\ntitle: "霧の港"\nauthor: ["花", "太郎"]\ncover:\n    image: "a.png"\n    alt: "港"\nShowToc: true\n'
        "date: 2026-11-29T08:30:00+09:00\n---\n",
        {"title": "霧の港", "author": "花、太郎", "date": "2026-11-29", "cover": ""},
        ("cover",),
    ),
    Matter(
        "Hugo, JSON that ends in a comma",
        '{\n\t"title": "霧の港",\n\t"draft": false,\n\t"date": "2026-11-29",\n}\n',
        {"title": "霧の港", "date": "2026-11-29"},
        ("JSON",),
    ),
    Matter(
        "a note of Obsidian's Templater",
        "---\ntitle: <% tp.file.title %>\ncreated: <% tp.date.now() %>\nstatus: draft\n---\n",
        {"title": "", "date": ""},
        ("title", "created"),
        is_draft=True,
    ),
    Matter(
        "a title that looks like something else",
        "---\ntitle: 12:30\nsubtitle: 1.10\nauthor: No\ndate: 20261129\n---\n",
        {"title": "12:30", "subtitle": "1.10", "author": "No", "date": "2026-11-29"},
    ),
    Matter(
        "a title that begins with a bracket or a star",
        "---\ntitle: [完] 霧の港\ndescription: *朝* の港\n---\n",
        {"title": "[完] 霧の港", "description": "*朝* の港"},
        ("YAML",),
    ),
    Matter(
        "dates as people write them",
        "---\ntitle: 霧の港\ndate: 令和8年11月29日（日）\n---\n",
        {"title": "霧の港", "date": "2026-11-29"},
    ),
    Matter(
        "a feed's date",
        "---\ntitle: 霧の港\ndate: Sun, 29 Nov 2026 08:00:00 +0900\n---\n",
        {"title": "霧の港", "date": "2026-11-29"},
    ),
    Matter(
        "day first",
        "---\ntitle: 霧の港\ndate: 29. November 2026\nlanguage: ja_JP\n---\n",
        {"title": "霧の港", "date": "2026-11-29", "language": "ja-JP"},
    ),
    Matter(
        "a day that is none",
        "---\ntitle: 霧の港\ndate: 2026-13-40\nupdated: 2026-11-29\n---\n",
        {"title": "霧の港", "date": "2026-11-29"},
        ("line 3",),
    ),
    Matter(
        "Jekyll, not published",
        "---\nlayout: post\ntitle: '霧の港'\npublished: false\npermalink: /a/:title\nexcerpt_separator: <!--more-->\n---\n",
        {"title": "霧の港"},
        ("permalink",),
        is_draft=True,
    ),
    Matter(
        "WordPress export",
        '---\ntitle: "霧の港"\nauthor: "admin"\ntype: "post"\ndate: "2026-11-29T01:02:03+00:00"\nexcerpt: ""\n'
        "slug: %e6%b8%af\ncategory:\n  - 未分類\n  - 随筆\n---\n",
        {"title": "霧の港", "date": "2026-11-29", "slug": "", "category": "未分類"},
        ("slug",),
    ),
    Matter(
        "Marp",
        "---\nmarp: true\ntheme: default\npaginate: true\nheader: '港'\nstyle: |\n  section { color: red; }\n---\n",
        {"title": ""},
        ("marp", "style"),
    ),
    Matter(
        "colons without a space",
        "---\ntitle:霧の港\nauthor：山本 花\ndate: 2026.11.29\n---\n",
        {"title": "霧の港", "author": "山本 花", "date": "2026-11-29"},
        ("YAML",),
    ),
    Matter(
        "blank lines above it, and in Latin capitals",
        "\n\n---\nTitle: 霧の港\nAuthor: 山本 花\nDate: 2026/11/29\n---\n",
        {"title": "霧の港", "author": "山本 花", "date": "2026-11-29"},
    ),
    Matter(
        "a list of authors in one line",
        "---\ntitle: '「霧」: 港の話'\nauthors: Hana Yamamoto <hana@example.com>, Taro Hayashi\ndate: 29/11/2026\n---\n",
        {"title": "「霧」: 港の話", "author": "Hana Yamamoto, Taro Hayashi", "date": "2026-11-29"},
    ),
)
