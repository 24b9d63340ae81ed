"""Quotations, headings and speech in shades of the voice, from settings and front matter to the report."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from narrate.errors import NarrateError, SettingsError, VoiceError
from narrate.production.inputs import open_inputs
from narrate.production.plan import plan_of
from narrate.production.preview import survey_of, survey_to_json
from narrate.production.report import Reason
from narrate.speech.manner import manner_digest
from narrate.store.record import load_record
from tone_studio import SETTINGS, clean_bytes, digest, spoken_texts

if TYPE_CHECKING:
    from narrate.production.plan import Plan
    from tone_studio import Studio

TEXT = "# 港\n\n漁師は「船を出そう」と言った。\n\n> 海は広い。\n\n## 昼\n\n「うん。」網を繕う。\n"
DEEP = 'engine = "tone"\npitch = -5\ncredit = "somebody deep"\n'


@pytest.fixture(autouse=True)
def _deep(studio: Studio) -> None:
    (studio.folder / "voices" / "deep.toml").write_text(DEEP, encoding="utf-8")


def planned(studio: Studio, settings: str = "", front: str = "", **options: object) -> Plan:
    studio.settings(SETTINGS + settings)
    text = f"---\n{front}\n---\n{TEXT}" if front else TEXT
    return plan_of(open_inputs(studio.request(studio.write(text), **options)))


def speakers(plan: Plan) -> list[tuple[str, str, float, float]]:
    """Who says what, how high and how fast, of all that is not the plain voice."""
    plain = ("tone", 0.0, 1.0)
    found = [(u.utterance.text, u.voice.name, u.voice.pitch, u.voice.speed) for u in plan.utterances]
    return [row for row in found if row[1:] != plain]


def test_each_part_has_its_shade(studio: Studio) -> None:
    plan = planned(studio, "quote = {pitch = 1}\nheading = {speed = 0.5}\nspeech = 'deep'\n")
    assert speakers(plan) == [
        ("港", "tone", 0.0, 0.5),
        ("「船を出そう」", "deep", -5.0, 1.0),
        ("海は広い。", "tone", 1.0, 1.0),
        ("昼", "tone", 0.0, 0.5),
        ("「うん。」", "deep", -5.0, 1.0),
    ]
    assert (
        "".join(u.utterance.text for u in plan.utterances if u.paragraph == 1)
        == "漁師は「船を出そう」と言った。"
    )


def test_without_shades_nothing_is_cut_or_changed(studio: Studio) -> None:
    assert speakers(planned(studio)) == speakers(planned(studio, "quote = {}\nspeech = false\n")) == []
    assert len(planned(studio).utterances) == 6


def test_front_matter_goes_before_settings_and_may_take_a_shade_away(studio: Studio) -> None:
    settings = "quote = {pitch = 1}\nheading = {pitch = 2}\n"
    assert speakers(
        planned(studio, settings, "prosody: {quote: {pitch: 3, voice: deep}, heading: false}")
    ) == [
        ("海は広い。", "deep", -2.0, 1.0),
    ]


def test_a_shade_is_laid_upon_the_voice_of_a_section(studio: Studio) -> None:
    front = "speed: 2\nsections: {昼: {voice: deep, pitch: -7}}"
    plan = planned(studio, "heading = {pitch = 2, speed = 0.5}\n", front)
    headings = [(u.voice.name, u.voice.pitch, u.voice.speed) for u in plan.utterances if u.part]
    assert headings == [("tone", 2.0, 1.0), ("deep", -5.0, 1.0)]
    assert [voice.name for voice in plan.voices] == ["tone", "deep"]


def test_the_commands_voice_goes_before_that_of_a_shade(studio: Studio) -> None:
    plan = planned(studio, "quote = {voice = 'deep', pitch = 1}\n", voice="tone")
    assert speakers(plan) == [("海は広い。", "tone", 1.0, 1.0)]


@pytest.mark.parametrize(
    ("settings", "front", "kind", "name", "line", "problem"),
    [
        ("quote = {pitch = 99}\n", "", SettingsError, "narrate.toml", 3, "pitch is 99; it must be a number of"),
        ("[voice.quote]\n\nspeed = 9\n", "", SettingsError, "narrate.toml", 5, "speed is 9"),
        ("quote = 'mai'\n", "", VoiceError, "narrate.toml", 3, "there is no voice 'mai'"),
        ("[voice.quote]\nvoice = 'mai'\n", "", VoiceError, "narrate.toml", 4, "there is no voice 'mai'"),
        ("", "prosody:\n  quote: {timbre: 1}", SettingsError, "essay.md", 3, "timbre is 1; it must be a number"),
        ("", "prosody:\n  speech: mai", VoiceError, "essay.md", 3, "there is no voice 'mai'"),
        ("", "prosody:\n  speech: 3", SettingsError, "essay.md", 3, "speech is 3; it must be a voice's name"),
        ("", "prosody:\n  questions: 3", SettingsError, "essay.md", 3, "questions is 3; it must be true or false"),
        ("", "prosody:\n  tone: 3", SettingsError, "essay.md", 3, "unknown key 'tone'"),
        ("", "prosody: 3", SettingsError, "essay.md", 2, "prosody is 3; it must be a table"),
    ],
)  # fmt: skip
def test_each_wrong_shade_has_its_place(
    studio: Studio, settings: str, front: str, kind: type[NarrateError], name: str, line: int, problem: str
) -> None:
    with pytest.raises(kind, match=problem) as error:
        planned(studio, settings, front)
    assert str(error.value.path).endswith(name)
    assert error.value.line == line
    assert "\n" not in str(error.value)


def test_a_shade_speaks_again_what_is_in_it_and_says_that_the_voice_changed(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.settings(SETTINGS + "quote = {pitch = 1}\n")
    report = studio.build()
    assert [(s.text, s.reason) for s in report.spoken] == [("海は広い。", Reason.VOICE)]
    assert digest(studio.mp3()) == digest(clean_bytes(studio))
    studio.settings(SETTINGS)
    assert spoken_texts(studio.build()) == []


def test_speech_is_spoken_by_its_own_voice_which_is_credited(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.settings(SETTINGS + "speech = 'deep'\n")
    report = studio.build()
    assert [(s.text, s.reason) for s in report.spoken] == [
        ("漁師は", Reason.NEW),
        ("「船を出そう」", Reason.NEW),
        ("と言った。", Reason.NEW),
        ("「うん。」", Reason.VOICE),
    ]
    assert report.edition.credits == ("nobody (none)", "somebody deep")
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


def test_a_cut_sentence_pauses_no_longer_than_the_edges_of_clips_or_a_comma(studio: Studio) -> None:
    studio.settings(SETTINGS + "speech = {pitch = 1}\n")
    studio.write("# 港\n\n漁師は「船を出そう」と言い、「急げ！」と叫んだ。\n")
    studio.build()
    record = load_record(studio.audio, "essay")
    assert record is not None
    first, *cues = record.edition.cues
    gaps = [after.start_ms - before.end_ms for before, after in pairwise(cues)]
    assert first.text == "港"
    assert [max(gap, 150) for gap in gaps[:2]] == [150, 150]
    assert all(abs(gap - 320) <= 24 for gap in gaps[2:])
    assert len(gaps) == 4


def test_what_an_engine_leaves_out_is_one_note(studio: Studio) -> None:
    studio.settings(SETTINGS + "quote = {pitch = 1, timbre = 0.02}\nheading = {range = 1.2, timbre = 0.02}\n")
    studio.write(TEXT)
    note = "tone knows pitch and speed of a shade only, and leaves out: heading.range, heading.timbre, quote.timbre"
    assert studio.build().notes == (note,)
    assert studio.build().notes == (note,)
    assert survey_to_json(survey_of(studio.request()))["notes"] == [note]


def test_what_does_not_occur_needs_no_note(studio: Studio) -> None:
    studio.settings(SETTINGS + "quote = {timbre = 0.02}\n")
    studio.write("# 港\n\n朝が来た。\n")
    assert studio.build().notes == ()


def test_the_preview_says_who_speaks_in_which_shade(studio: Studio) -> None:
    studio.settings(SETTINGS + "heading = 'deep'\n")
    studio.write(TEXT)
    chapter = survey_to_json(survey_of(studio.request()))["chapters"][0]
    assert chapter["voice"] == "tone"
    title, body = (chapter["paragraphs"][n]["utterances"][0] for n in (0, 1))
    assert (title["shade"], title["voice"]) == ("heading", "deep")
    assert "shade" not in body


def test_a_quotation_in_a_shade_is_not_set_off_twice(studio: Studio) -> None:
    (studio.folder / "voices" / "mine.toml").write_text('model = "bundled:mei_normal"\n', encoding="utf-8")

    def manner(settings: str) -> str:
        plan = planned(studio, settings, "voice: mine")
        return manner_digest(next(u.manner for u in plan.utterances if u.utterance.text == "海は広い。"))

    assert manner("") != manner("quote = {pitch = 1}\n")
