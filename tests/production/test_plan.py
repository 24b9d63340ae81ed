"""A request -> a plan: voices, reading keys, numbers, and each thing that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.errors import NarrateError, SettingsError, UsageError, VoiceError
from narrate.production.inputs import open_inputs
from narrate.production.plan import plan_of, section_number
from tone_studio import SETTINGS

if TYPE_CHECKING:
    from narrate.production.plan import Plan
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。船が出た。\n\n- 甲\n\n***\n\n夜。\n\n## 昼\n\n網を繕う。\n"


def planned(studio: Studio, text: str = TEXT, **options: object) -> Plan:
    return plan_of(open_inputs(studio.request(studio.write(text), **options)))


def test_utterances_know_their_section_paragraph_and_scene(studio: Studio) -> None:
    plan = planned(studio)
    assert [(u.utterance.text, u.section, u.paragraph, u.after_scene_break) for u in plan.utterances] == [
        ("港", 0, 0, False),
        ("朝が来た。", 0, 1, False),
        ("船が出た。", 0, 1, False),
        ("甲", 0, 2, False),
        ("夜。", 0, 3, True),
        ("昼", 1, 4, False),
        ("網を繕う。", 1, 5, False),
    ]
    assert plan.titles == ("港", "昼")
    assert plan.slug == "essay"


@pytest.mark.parametrize(
    ("front", "settings", "options", "speed"),
    [
        ("", SETTINGS, {}, 1.0),
        ("", SETTINGS + "speed = 1.2\n", {}, 1.2),
        ("---\nspeed: 1.3\n---\n", SETTINGS + "speed = 1.2\n", {}, 1.3),
        ("---\nspeed: 1.3\n---\n", SETTINGS + "speed = 1.2\n", {"speed": 1.4}, 1.4),
        ("---\nsections: {昼: {speed: 1.5}}\n---\n", SETTINGS, {"speed": 1.4}, 1.4),
        ("---\nspeed: 1.3\nsections: {港: {speed: 1.5}}\n---\n", SETTINGS, {}, 1.5),
        ("---\nspeed: 1.3\nsections: {港: {speed: 1.5}}\n---\n", SETTINGS, {"speed": 1.4}, 1.4),
        ("---\nspeed: 1.3\nsections: {港: {pitch: 2}}\n---\n", SETTINGS, {}, 1.3),
        ("---\nsections: {港: {voice: deep}}\n---\n", SETTINGS, {}, 0.9),
        ("---\nsections: {港: {voice: deep}}\n---\n", SETTINGS + "speed = 1.2\n", {}, 1.2),
        ("---\nspeed: 1.3\nsections: {港: {voice: deep}}\n---\n", SETTINGS, {}, 1.3),
        ("---\nspeed: 1.3\nsections: {港: {voice: deep, speed: 1.5}}\n---\n", SETTINGS, {}, 1.5),
        ("---\nsections: {港: {voice: deep, speed: 1.5}}\n---\n", SETTINGS, {"speed": 2}, 2.0),
    ],
)
def test_the_nearest_choice_counts(
    studio: Studio, front: str, settings: str, options: dict[str, object], speed: float
) -> None:
    studio.settings(settings)
    (studio.folder / "voices" / "deep.toml").write_text('engine = "tone"\nspeed = 0.9\n', encoding="utf-8")
    assert planned(studio, front + TEXT, **options).utterances[0].voice.speed == speed


def test_a_section_may_have_its_own_voice(studio: Studio) -> None:
    (studio.folder / "voices" / "deep.toml").write_text('engine = "tone"\npitch = -5\n', encoding="utf-8")
    plan = planned(studio, "---\nsections: {昼: {voice: deep, speed: 1.5}}\n---\n" + TEXT)
    assert [(u.voice.name, u.voice.pitch, u.voice.speed) for u in plan.utterances[-2:]] == [
        ("deep", -5.0, 1.5)
    ] * 2
    assert plan.utterances[0].voice.name == "tone"


def test_the_commands_voice_speaks_every_section(studio: Studio) -> None:
    (studio.folder / "voices" / "deep.toml").write_text('engine = "tone"\npitch = -5\n', encoding="utf-8")
    plan = planned(studio, "---\nsections: {昼: {voice: deep}}\n---\n" + TEXT, voice="tone")
    assert {u.voice.name for u in plan.utterances} == {"tone"}


def test_the_lexicon_changes_only_the_keys_of_sentences_with_its_words(studio: Studio) -> None:
    before = {u.utterance.text: u.reading_key for u in planned(studio).utterances}
    studio.lexicon('[words]\n"網" = "アミ"\n')
    after = {u.utterance.text: u.reading_key for u in planned(studio).utterances}
    assert {text for text in before if before[text] != after[text]} == {"網を繕う。"}


@pytest.mark.parametrize(("named", "number"), [(None, None), ("1", 0), ("2", 1), ("昼", 1), ("港", 0)])
def test_sections_are_named_by_number_or_title(studio: Studio, named: str | None, number: int | None) -> None:
    assert section_number(planned(studio, section=named)) == number


def test_a_part_of_a_title_is_enough_if_it_is_one_titles(studio: Studio) -> None:
    text = "# 港\n\n序。\n\n## 昼の船\n\n文。\n\n## 夜の船\n\n文。\n"
    assert section_number(planned(studio, text, section="昼")) == 1
    with pytest.raises(UsageError, match="several sections match '船'"):
        section_number(planned(studio, text, section="船"))


@pytest.mark.parametrize(
    ("front", "kind", "problem"),
    [
        ("voice: mai", VoiceError, "there is no voice 'mai'"),
        ("sections: {冬: {speed: 2}}", SettingsError, "names '冬'"),
        ("sections: {昼: {speed: 9}}", SettingsError, "speed is 9"),
        ("sections: {昼: {tempo: 9}}", SettingsError, "unknown key 'tempo'"),
        ("sections: {昼: {voice: mai}}", VoiceError, "there is no voice 'mai'"),
        ("pauses: {commma: 9}", SettingsError, "unknown key 'commma'"),
        ("lexicon: [{written: 港}]", SettingsError, "港"),
    ],
)
def test_each_wrong_choice_is_refused(
    studio: Studio, front: str, kind: type[NarrateError], problem: str
) -> None:
    with pytest.raises(kind, match=problem):
        planned(studio, f"---\n{front}\n---\n{TEXT}")


@pytest.mark.parametrize(("name", "front"), [("index.txt", ""), ("Index.md", ""), ("a.md", "slug: index")])
def test_an_article_may_not_take_the_front_pages_place(studio: Studio, name: str, front: str) -> None:
    path = studio.write(f"---\n{front}\n---\n朝が来た。\n" if front else "朝が来た。\n", name)
    with pytest.raises(UsageError, match="the site's front page; give it a 'slug'"):
        open_inputs(studio.request(path))
    studio.write("---\nslug: other\n---\n朝が来た。\n", "index.md")
    assert plan_of(open_inputs(studio.request(studio.folder / "text" / "index.md"))).slug == "other"


def test_the_name_of_a_voice_is_no_path(studio: Studio) -> None:
    (studio.folder / "secret.toml").write_text('engine = "tone"\n', encoding="utf-8")
    for name in ("../secret", ".", "/etc/passwd"):
        with pytest.raises(VoiceError):
            planned(studio, voice=name)
