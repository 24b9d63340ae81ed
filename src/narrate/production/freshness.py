"""Is an edition what its inputs would make again? Answered from contents, without reading a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.store.facts import file_facts

if TYPE_CHECKING:
    from narrate.production.inputs import Inputs
    from narrate.store.record import RecordFile, RecordHead


def fresh_head(inputs: Inputs, before: RecordFile) -> RecordHead | None:
    """The head of the record of an edition that is up to date, whole and undamaged; otherwise ``None``."""
    request, head = inputs.request, before.head
    is_forced = request.force or request.section is not None
    if head is None or is_forced or head.made_from != inputs.made_from:
        return None
    if request.strict and head.unspoken:
        return None
    folder = request.audio_folder
    is_whole = all(file_facts(folder / name) == facts for name, facts in head.made.items())
    return head if is_whole and head.made and before.is_whole else None
