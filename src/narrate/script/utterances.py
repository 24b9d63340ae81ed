"""Article -> script: every paragraph cut into utterances that know their place in the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from narrate.messages import Message
from narrate.model import (
    Article,
    Paragraph,
    Passage,
    Place,
    Role,
    Ruby,
    Script,
    ScriptParagraph,
    ScriptSection,
    Skip,
    Utterance,
)
from narrate.script.emphasis import with_stress
from narrate.script.quotations import cut_at_speech
from narrate.script.ruby import resolve_ruby
from narrate.script.sentences import cut_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Section
    from narrate.script.sentences import Sentence

_SAYABLE = re.compile(r"[^\W_ーｰﾞﾟ]|[+&@×÷=＋＆＠%％℃＄$¥￥€£㎞㎡㎏㈱№½¼²³]")
"""A letter that sounds by itself, a digit, or a sign that can be said; all else alone makes no sound."""


def script_of(article: Article, *, cuts_speech: bool = False) -> Script:
    """Cut an article into utterances, if asked for also where speech in 「」 begins and ends.

    Text that holds nothing to say (only marks, only a decoration) becomes a skip.
    """
    skips = list(article.skips)
    sections = tuple(_section(s, article, skips, cuts_speech=cuts_speech) for s in article.sections)
    return Script(article, with_stress(sections, article), tuple(skips))


def _section(section: Section, article: Article, skips: list[Skip], *, cuts_speech: bool) -> ScriptSection:
    paragraphs: list[ScriptParagraph] = []
    scene_break = False
    for paragraph in section.paragraphs:
        spoken = _paragraph(paragraph, article, skips, cuts_speech=cuts_speech)
        scene_break |= paragraph.after_scene_break
        if spoken and not _repeats(paragraphs, spoken):
            paragraphs.append(ScriptParagraph(paragraph.role, spoken, scene_break))
            scene_break = False
    return ScriptSection(without_ruby(section.title), section.level, tuple(paragraphs))


def _repeats(before: Sequence[ScriptParagraph], spoken: Sequence[Utterance]) -> bool:
    """Whether an announcement was made just now: of a run that is left out, one tells.

    One that begins with a list's number stands in the source with it.
    """
    if spoken[0].role is not Role.ANNOUNCEMENT or not before or before[-1].role is not Role.ANNOUNCEMENT:
        return False
    if any(u.passage.known_origins for u in spoken):
        return False
    return [u.text for u in before[-1].utterances] == [u.text for u in spoken]


def without_ruby(text: str) -> str:
    """``text`` as it is shown: on one line, the author's readings taken out."""
    shown = resolve_ruby(Passage.unwritten(text))[0].text
    return " ".join(line.strip() for line in shown.splitlines())


def _paragraph(
    paragraph: Paragraph, article: Article, skips: list[Skip], *, cuts_speech: bool
) -> tuple[Utterance, ...]:
    passage, rubies, ruby_skips = resolve_ruby(paragraph.passage)
    skips += ruby_skips
    spoken = []
    sentences = cut_sentences(passage.text, _moved_cuts(paragraph, passage))
    if cuts_speech:
        sentences = cut_at_speech(passage.text, sentences, paragraph.role, rubies)
    for sentence in sentences:
        part = passage[sentence.start : sentence.end]
        if not _SAYABLE.search(part.text):
            reason = Message("punctuation only: nothing to say")
            skips += [Skip(start, end, reason) for start, end in part.known_spans]
            continue
        inside = _inside(sentence, rubies) if rubies else ()
        place = _place(part, paragraph, article)
        spoken.append(Utterance(part, inside, paragraph.role, place, sentence.joint, sentence.is_speech))
    return tuple(spoken)


def _inside(sentence: Sentence, rubies: Sequence[Ruby]) -> tuple[Ruby, ...]:
    """The rubies of a sentence, counted from its start."""
    first = bisect_left(rubies, sentence.start, key=lambda r: r.start)
    last = bisect_left(rubies, sentence.end, key=lambda r: r.start)
    return tuple(
        Ruby(r.start - sentence.start, r.end - sentence.start, r.kana)
        for r in rubies[first:last]
        if r.end <= sentence.end
    )


def _moved_cuts(paragraph: Paragraph, passage: Passage) -> list[int]:
    """Where the paragraph's hard line breaks lie after the ruby was taken out."""
    if not paragraph.cuts:
        return []
    moved, kept = [0], 0
    for character in zip(paragraph.passage.text, paragraph.passage.origins, strict=True):
        if kept < len(passage) and character == (passage.text[kept], passage.origins[kept]):
            kept += 1
        moved.append(kept)
    return [moved[cut] for cut in paragraph.cuts]


def _place(part: Passage, paragraph: Paragraph, article: Article) -> Place:
    known = part.known_origins or (max(paragraph.anchor, 0),)
    return article.source.place_of(known[0], known[-1])
