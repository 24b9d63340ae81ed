"""YAML and TOML above an article: what is taken from it, and each fault with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from narrate.article.frontmatter import FrontMatter, read_front_matter
from narrate.article.source import source_of
from narrate.errors import SettingsError

BODY = "本文です。\n"


def front(text: str) -> FrontMatter:
    return read_front_matter(source_of(Path("a.md"), text))


def test_yaml_is_read() -> None:
    text = (
        "---\ntitle: 霧の港\nsubtitle: 夏の朝\nauthor: 山本 花\ndate: 2026-07-01\ncategory: 随筆\n"
        "description: |\n  二行の\n  説明\nlanguage: ja\nvoice: mei\nspeed: 1.1\npitch: -2\nslug: harbour\n---\n"
    )
    found = front(text + BODY)
    data = found.metadata
    assert (data.title, data.subtitle, data.author) == ("霧の港", "夏の朝", "山本 花")
    assert (data.date, data.category, data.voice) == (date(2026, 7, 1), "随筆", "mei")
    assert (data.speed, data.pitch, data.slug) == (1.1, -2.0, "harbour")
    assert data.description == "二行の 説明"
    assert found.end == len(text)


def test_a_table_of_yaml_may_take_in_several_others() -> None:
    text = "---\na: &a {sentence: 400}\nb: &b {paragraph: 900}\npauses:\n  <<: *a\n  <<: *b\n---\n"
    assert front(text + BODY).metadata.pauses == {"sentence": 400, "paragraph": 900}


def test_toml_is_read() -> None:
    text = '+++\ntitle = "霧の港"\ndate = 2026-07-01\n[pauses]\nsentence = 400\n[sections."港"]\nspeed = 0.9\n+++\n'
    found = front(text + BODY)
    assert found.metadata.title == "霧の港"
    assert found.metadata.date == date(2026, 7, 1)
    assert found.metadata.pauses == {"sentence": 400}
    assert found.metadata.sections == {"港": {"speed": 0.9}}
    assert found.end == len(text)


@pytest.mark.parametrize("text", [BODY, "---\n" + BODY + "---\n" + BODY, "----\n" + BODY, "***\n\n" + BODY])
def test_a_scene_break_is_no_front_matter(text: str) -> None:
    assert front(text).end == 0


def test_empty_front_matter_is_skipped() -> None:
    assert front("---\n---\n" + BODY).end == 8
    assert front("---\n# nothing here\n---\n" + BODY).end == 23


def test_keys_of_other_programs_are_noted() -> None:
    found = front("---\ntitle: 霧\nlayout: post\ntags: [海]\n---\n" + BODY)
    assert found.notes == ("front matter that narrate does not use: layout, tags",)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("---\ntitle: 霧\nspeed: fast\n---\n", 3, "speed is "),
        ("---\nspeed: 9\n---\n", 2, "speed is "),
        ("---\nspeed: true\n---\n", 2, "speed is "),
        ("---\ntitle: 霧\n\npitch: 99\n---\n", 4, "pitch is "),
        ("---\nslug: ../a\n---\n", 2, "slug is "),
        ("---\npauses: 3\n---\n", 2, "pauses is "),
        ("---\npauses:\n  sentence: 0.5\n---\n", 3, "sentence is "),
        ("---\ndescription: pauses\npauses:\n  sentence: true\n---\n", 4, "sentence is "),
        ("---\nsections: {港: 3}\n---\n", 2, "港 is 3; it must be a table of voice, speed, pitch"),
        ("---\nsections:\n  港:\n    sped: 1\n---\n", 4, "unknown key 'sped'; there are: voice, "),
        ("---\nsections:\n  港:\n    voice: [mei]\n---\n", 4, "voice is "),
        ("---\nsections:\n  - 港\n---\n", 2, "sections is "),
        ("---\nlexicon: 港\n---\n", 2, "lexicon is "),
        ("+++\ntitle = '霧'\n\nspeed = 'x'\n+++\n", 4, "speed is "),
        ("+++\n\n[sections.'港']\nspeed = 9\n+++\n", 4, "speed is "),
        ("---\nsections:\n  港: {speed: 1\n---\n", 4, "not valid YAML"),
        ("---\nvoice: mei\nvoice: mei\n---\n", 3, "'voice' stands here twice"),
        ("---\nspeed: @1\n---\n", 2, "speed is '@1'"),
        ("---\nchapters: 0\n---\n", 2, "chapters is 0; it must be a whole number from 1 to 6"),
        ("+++\n[pauses]\nsentence = x\n+++\n", 3, "not valid TOML"),
        ('{\n"speed": 9\n}\n', 2, "speed is "),
    ],
)
def test_each_fault_names_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem) as error:
        front(text + BODY)
    assert error.value.line == line
    assert "\n" not in str(error.value)


def test_an_empty_value_in_yaml_is_none() -> None:
    found = front("---\ntitle:\nspeed:\nsections: {港: {speed: }}\n---\n" + BODY).metadata
    assert (found.title, found.speed, found.sections) == ("", None, {"港": {"speed": None}})


def test_a_lexicon_may_be_a_table_or_a_list() -> None:
    table = front("---\nlexicon:\n  港: ミナト\n---\n" + BODY).metadata.lexicon
    rows = front("---\nlexicon:\n  - {written: 港, kana: ミナト}\n---\n" + BODY).metadata.lexicon
    assert table == rows == ({"written": "港", "kana": "ミナト"},)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('cover: "a\\0b"', "cover"),
        ('lexicon: {"\\uD83D": カ}', "lexicon"),
        ("speed: !!timestamp x", "tag"),
        ('speed: !!int ""', "tag"),
        ("speed: !!bool x", "tag"),
        ("sections: " + "[" * 3000, "nested too deeply"),
    ],
)
def test_values_that_cannot_be_used_are_refused_with_their_line(line: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as refused:
        front(f"---\nauthor: 花\n{line}\n---\n{BODY}")
    assert refused.value.line == 3


@pytest.mark.parametrize(
    ("text", "title", "note"),
    [
        ("---\ntitle: 霧\n\n本文。\n", "霧", "not closed: it ends above line 3"),
        ("+++\ntitle = '霧'\n\n本文。\n", "霧", "not closed: it ends above line 3"),
        ("---\ntitle: 霧\n\n本文。\n\n---\n\n続き。\n", "霧", "not closed: it ends above line 3"),
        ("---\ntitle: 霧\nsubtitle: 'x\n---\n", "霧", "line 4: the front matter is not valid YAML"),
        ("---\ntitle: 霧: 港\n---\n", "霧: 港", "line 2: the front matter is not valid YAML"),
        ("---\ntitle: 霧\ndate: 2026-13-40\n---\n", "霧", "line 3: date is '2026-13-40' and not a date like"),
        ("---\ntitle: 霧\ndate: 昨日\n---\n", "霧", "line 3: date is "),
        ("---\ntitle: [霧, 港]\n---\n", "", "line 2: title is "),
        ("+++\ntitle = 霧\n+++\n", "霧", "line 2: the front matter is not valid TOML"),
        ("+++\ntitle = '霧'\ntitle = '港'\n+++\n", "港", "line 3: the front matter is not valid TOML"),
        ('---\ntitle: "\\uD83D\\uDE00"\n---\n', "", "line 2: title is "),
        ("---\nsubtitle: " + "[" * 3000 + "\ntitle: 霧\n---\n", "霧", "nested too deeply"),
        ("---\ntitle: 霧\nlanguage: 語\n---\n", "霧", "line 3: language is '語' and not a language tag"),
        ('+++\ntitle = "a\\u0000b"\n+++\n', "", "line 2: title is "),
        ("+++\ntitle = '霧'\nx = " + "[" * 3000 + "\n+++\n", "霧", "nested too deeply"),
        ("---\ntitle: 霧\nslug: /a/b\n---\n", "霧", "line 3: slug is '/a/b' and not a file name"),
        ("---\ntitle: 霧\nid: 1\nid: 2\n---\n", "霧", "line 4: 'id' stands here twice; the last one counts"),
    ],
)
def test_what_others_may_have_written_is_a_note_with_its_line(text: str, title: str, note: str) -> None:
    found = front(text + BODY)
    assert found.metadata.title == title
    assert any(note in told for told in found.notes), found.notes
    assert (text + BODY)[found.end :].strip().endswith(BODY.strip())


def test_what_follows_front_matter_that_is_not_closed_is_spoken() -> None:
    text = "---\ntitle: 霧\n\n# 港\n\n本文。\n\n---\n\n続き。\n"
    assert text[front(text).end :].lstrip() == "# 港\n\n本文。\n\n---\n\n続き。\n"


@pytest.mark.parametrize("line", ["title: !!timestamp x", "title: !!bool x"])
def test_a_text_is_taken_as_it_is_written(line: str) -> None:
    assert front(f"---\n{line}\n---\n{BODY}").metadata.title == "x"


@pytest.mark.parametrize("tag", ["ja", "ja-JP", "jpn", "zh-Hant-TW"])
def test_language_tags_are_taken(tag: str) -> None:
    assert front(f"---\nlanguage: {tag}\n---\n{BODY}").metadata.language == tag
