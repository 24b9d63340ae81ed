"""Chapters and cues on the timeline."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from narrate.audio.clip import ClipShape
from narrate.audio.recording import Recording, recording_of
from narrate.edition.timeline import chapters_of, cues_of
from narrate.model import Joint, Passage, Place, Role, Utterance
from narrate.script.pauses import Neighbour, Pauses, pause_ms_between


def neighbours(sections: list[int]) -> list[Neighbour]:
    found: list[Neighbour] = []
    for n, section in enumerate(sections):
        is_first = n == 0 or sections[n - 1] != section
        role = Role.HEADING if is_first and section else Role.BODY
        found.append(Neighbour(role, Joint.SENTENCE, n, section, False))
    return found


def recorded(sides: list[Neighbour], frame_counts: list[int]) -> Recording:
    pauses = Pauses(heading_before=1_200)
    between = [pause_ms_between(a, b, pauses) for a, b in pairwise(sides)]
    shapes = [
        (f"{n:032x}", ClipShape(64, count, 2_400, count * 1_152 - 2_400 - 3_600, 0, 0))
        for n, count in enumerate(frame_counts)
    ]
    return recording_of(shapes, [pauses.start, *between, pauses.end], 64)


@given(st.lists(st.tuples(st.booleans(), st.integers(6, 400)), min_size=1, max_size=40))
def test_chapters_touch_end_to_end_and_begin_in_silence(clips: list[tuple[bool, int]]) -> None:
    sections, section = [], 0
    for begins, _ in clips:
        section += begins
        sections.append(section)
    sides = neighbours(sections)
    recording = recorded(sides, [count for _, count in clips])
    chapters = chapters_of(recording, sides, [f"章{n}" for n in range(section + 1)])
    assert chapters[0].start_ms == 0
    assert chapters[-1].end_ms == recording.duration_ms
    assert len(chapters) == len(set(sections))
    for one, next_ in pairwise(chapters):
        assert one.end_ms == next_.start_ms > one.start_ms
    for chapter in chapters[1:]:
        assert chapter.start_ms % 1_000 == 0
        for clip in recording.clips:
            assert clip.voice_end_ms + 60 <= chapter.start_ms or chapter.start_ms <= clip.voice_start_ms - 60


def test_a_section_without_sound_is_no_chapter() -> None:
    sides = neighbours([0, 2, 2])
    recording = recorded(sides, [20, 20, 20])
    assert [c.title for c in chapters_of(recording, sides, ["甲", "乙", "丙"])] == ["甲", "丙"]
    passage = Passage("文", (0,))
    said = Utterance(passage, (), Role.BODY, Place(1, 1, 1, 1))
    assert [c.chapter for c in cues_of(recording, [(said, ())] * 3, sides)] == [0, 1, 1]
