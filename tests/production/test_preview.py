"""``narrate plan``: what a build would do, without doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrate.production.inputs import open_inputs
from narrate.production.kept import kept_for
from narrate.production.plan import plan_of
from narrate.production.preview import Survey, survey, survey_to_json
from narrate.store.record import load_record

if TYPE_CHECKING:
    from tone_studio import Studio

TEXT = "# ｜港《みなと》\n\n朝が来た。船が出た。\n\n***\n\n……\n\n## 昼\n\n網を繕う。\n"


def look(studio: Studio, text: str = TEXT) -> Survey:
    plan = plan_of(open_inputs(studio.request(studio.write(text))))
    return survey(kept_for(plan, load_record(studio.audio, plan.slug)))


def test_looking_writes_nothing(studio: Studio) -> None:
    look(studio)
    assert not studio.audio.exists()


def test_what_is_kept_after_a_build_is_all(studio: Studio) -> None:
    assert not any(s.is_kept for s in look(studio).utterances)
    studio.write(TEXT)
    studio.build()
    found = look(studio)
    assert all(s.is_kept for s in found.utterances)
    before = {path: path.stat().st_mtime_ns for path in studio.audio.rglob("*")}
    look(studio)
    assert {path: path.stat().st_mtime_ns for path in studio.audio.rglob("*")} == before


def test_the_expected_length_of_a_built_edition_is_its_length(studio: Studio) -> None:
    studio.write(TEXT)
    report = studio.build()
    count = len(look(studio).utterances)
    assert look(studio).expected_ms == pytest.approx(report.edition.duration_ms, abs=24 * (count + 1))


def test_every_character_is_spoken_or_skipped_in_the_report(studio: Studio) -> None:
    table = survey_to_json(look(studio))
    spoken = sum(len(u["text"]) for c in table["chapters"] for p in c["paragraphs"] for u in p["utterances"])
    skipped = sum(len(s["text"]) for s in table["skipped"])
    assert spoken + skipped == table["characters"] == len(TEXT)
    assert {s["reason"] for s in table["skipped"]} >= {"white space", "scene break: a pause", "markup"}


def test_titles_are_shown_without_ruby(studio: Studio) -> None:
    table = survey_to_json(look(studio))
    assert table["title"] == "港"
    assert [c["title"] for c in table["chapters"]] == ["港", "昼"]


def test_why_a_line_is_a_heading_is_told_only_where_it_is_asked(studio: Studio) -> None:
    found = look(studio)
    assert "headings" not in survey_to_json(found)
    assert survey_to_json(found, with_why=True)["headings"] == [
        {"line": 9, "text": "昼", "heading": True, "reason": "written as a heading"}
    ]
