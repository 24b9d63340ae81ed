"""What finding breaths costs in a sentence without a mark, by its length.

    python benchmarks/unbroken.py

Prints for sentences of clauses, topics and others the CPU milliseconds of ``with_breaths`` alone at 2,500 to
20,000 characters, and at 20,000 topics. (A sentence of more than 5,000 characters is refused before.)
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon.layers import Lexicon
from narrate.reading.phrases.breath import with_breaths
from narrate.reading.policy import SayingPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

PIECES = ("町の人が山へ行って木を切り", "社長は", "社長は行く", "町の", "その町を", "工場建設計画", "しかし")
LENGTHS = (2_500, 5_000, 10_000, 20_000)
TOPICS = 20_000


def nodes(front_end: FrontEnd, piece: str) -> list[dict[str, Any]]:
    return [node for node in front_end.analysis(f"{piece}。").features if node["mora_size"]]


def milliseconds(features: Sequence[dict[str, Any]]) -> float:
    """The least of three."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        with_breaths(features, SayingPolicy().breath_moras)
        taken.append(1000 * (time.process_time() - begun))
    return min(taken)


def main() -> None:
    front_end = FrontEnd(Lexicon(), SayingPolicy(breath_moras=0))
    print("characters", *LENGTHS, sep="\t")
    for piece in PIECES:
        stretch = nodes(front_end, piece)
        taken = [milliseconds(stretch * (length // len(piece))) for length in LENGTHS]
        print(piece, *(f"{each:.0f}" for each in taken), sep="\t")
    print(f"{TOPICS} topics: {milliseconds(nodes(front_end, '社長は') * TOPICS):.0f} ms")


if __name__ == "__main__":
    main()
