"""Print the lower bounds of all dependencies as constraints for pip: ``make oldest``."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

_BOUND = re.compile(r"([\w.-]+)>=([\w.]+)")


def main() -> None:
    """Print a line for each package that an installed narrate needs."""
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    table = project["project"]
    for line in chain(table["dependencies"], *table["optional-dependencies"].values()):
        found = _BOUND.match(line)
        assert found, line
        print(f"{found[1]}=={found[2]}")


if __name__ == "__main__":
    main()
