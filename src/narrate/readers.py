"""The reader that a voice's engine needs, made once for each plan and only when something is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrate.library import Reader
    from narrate.plan import Plan, PlannedUtterance


class Readers:
    """Calling it gives the reader for an utterance of a plan."""

    def __init__(self) -> None:
        self._made: dict[str, Reader] = {}

    def __call__(self, plan: Plan, planned: PlannedUtterance) -> Reader:
        """The reader for the utterance's engine."""
        engine = planned.voice.engine
        if engine not in self._made:
            self._made[engine] = _reader(engine, plan)
        return self._made[engine]


def _reader(engine: str, plan: Plan) -> Reader:
    if engine == "tone":
        from narrate.speech.tone import ToneReader

        return ToneReader()
    from narrate.reading.frontend import FrontEnd

    return FrontEnd(plan.lexicon, plan.settings.reading)
