"""Recording + script -> chapters and cues: what is heard when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.audio.recording import whole_second_in
from narrate.model import Chapter, Cue, SpokenWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.audio.recording import Recording
    from narrate.model import Utterance
    from narrate.script.pauses import Neighbour


def chapters_of(
    recording: Recording, neighbours: Sequence[Neighbour], titles: Sequence[str]
) -> tuple[Chapter, ...]:
    """One chapter for each section that is heard; marks are whole seconds in the silence before.

    ``neighbours[i]`` tells the section of clip *i*, ``titles`` are all sections'. The first chapter
    starts at 0, each ends where the next one starts, the last one with the recording.
    """
    starts, names = [0], [titles[neighbours[0].section]]
    for at in range(1, len(neighbours)):
        if neighbours[at].section != neighbours[at - 1].section:
            before, after = recording.clips[at - 1], recording.clips[at]
            starts.append(whole_second_in(before.voice_end_ms, after.voice_start_ms))
            names.append(titles[neighbours[at].section])
    ends = [*starts[1:], recording.duration_ms]
    return tuple(map(Chapter, names, starts, ends))


def cues_of(
    recording: Recording,
    spoken: Sequence[tuple[Utterance, tuple[SpokenWord, ...]]],
    neighbours: Sequence[Neighbour],
) -> tuple[Cue, ...]:
    """One cue for each utterance, with its words, from its voiced start to its voiced end."""
    cues = []
    chapter, section = -1, -1
    for placed, (utterance, words), its in zip(recording.clips, spoken, neighbours, strict=True):
        if its.section != section:
            chapter, section = chapter + 1, its.section
        start, end = placed.voice_start_ms, placed.voice_end_ms
        text, role = utterance.text, utterance.role
        inside = words_within(words, end - start)
        cues.append(Cue(start, end, text, utterance.rubies, role, its.paragraph, chapter, inside))
    return tuple(cues)


def words_within(words: tuple[SpokenWord, ...], length_ms: int) -> tuple[SpokenWord, ...]:
    """The words of a cue of that length: the last sound may fade before its phone ends."""
    if not words or words[-1].end_ms <= length_ms:
        return words
    return tuple(
        SpokenWord(w.start, w.end, min(w.start_ms, length_ms), min(w.end_ms, length_ms)) for w in words
    )
