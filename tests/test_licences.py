"""What narrate is made of is told with its licence: in the package, in the README, in each table that was learned."""

import re
import tomllib
from pathlib import Path

import pytest

import narrate
from narrate.reading.accents import borders
from narrate.review import likelihood

ROOT = Path(narrate.__file__).parent.parent.parent
TABLES = [Path(borders.__file__).with_name(borders.TABLE), likelihood.TABLE]
LICENCE = re.compile(r"CC(?: BY(?:-SA)?|0) \d\.\d")


def head(table: Path) -> str:
    lines = table.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith("#"))


def test_the_package_names_its_licences_and_holds_their_texts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "GPL-3.0-or-later AND CC-BY-SA-4.0"
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in project["license-files"]]
    assert "GNU GENERAL PUBLIC LICENSE" in texts[0]
    assert texts[1].startswith("Attribution-ShareAlike 4.0 International")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_a_learned_table_names_the_licences_that_the_readme_names_for_it(table: Path, readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    told = next(part for part in text.split("\n\n") if table.name in part and "CC" in part)
    assert set(LICENCE.findall(told)) == set(LICENCE.findall(head(table)))
    assert "jsut-label" in head(table)
