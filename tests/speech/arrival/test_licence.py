"""What texts beside a voice say of its licence."""

from __future__ import annotations

import pytest

from narrate.speech.arrival.licence import help_in, licence_called
from narrate.speech.arrival.offered import NearText

FRAMED = """\
# ----------------------------------------------------------- #
#           HTS Voice "Ann"                                   #
#                                                             #
#  Copyright (c) 2009-2013  Harbour Institute                 #
#                           Department of Voices              #
#                                                             #
# This work is licensed under the Creative Commons            #
# Attribution 3.0 license.                                    #
"""
TABLE = """\
# Voices

All rights: Copyright 2020 Somebody

| file | licence |
| --- | --- |
| ann.htsvoice | CC BY 3.0, Ann's lab |
| bob.htsvoice | CC BY-SA 4.0, Bob's lab |
"""
BY_3 = ("CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/")


def test_owner_and_licence_are_found_in_their_frame() -> None:
    found = help_in([NearText("COPYRIGHT", FRAMED)], "ann.htsvoice")
    assert found.owner == "Copyright (c) 2009-2013 Harbour Institute Department of Voices"
    assert found.licence == BY_3
    assert found.lines[0] == ("COPYRIGHT", found.owner)
    assert found.lines[1] == ("COPYRIGHT", "This work is licensed under the Creative Commons")


def test_of_a_text_on_several_voices_only_its_own_lines_count() -> None:
    found = help_in([NearText("README.md", TABLE)], "ann.htsvoice")
    assert (found.owner, found.licence) == ("", BY_3)
    assert found.lines == (("README.md", "ann.htsvoice | CC BY 3.0, Ann's lab"),)


def test_two_licences_are_none() -> None:
    assert help_in([NearText("README.md", TABLE)], "eve.htsvoice").licence == ("", "")
    assert help_in([], "eve.htsvoice").lines == ()


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ("see https://creativecommons.org/licenses/by-nc-sa/4.0/deed.ja", "CC BY-NC-SA 4.0", "by-nc-sa/4.0"),
        ("クレジット表示: CC-BY 4.0", "CC BY 4.0", "by/4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0", "by-sa/4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivs 3.0", "CC BY-NC-ND 3.0", "by-nc-nd/3.0"),
    ],
)
def test_licences_are_known_by_name_and_address(text: str, name: str, path: str) -> None:
    found = help_in([NearText("LICENSE", text)], "ann.htsvoice").licence
    assert found == (name, f"https://creativecommons.org/licenses/{path}/")


def test_a_licence_that_is_given_keeps_its_name() -> None:
    assert licence_called("CC-BY 3.0") == ("CC-BY 3.0", BY_3[1])
    assert licence_called("MIT") == ("MIT", "")
    assert help_in([NearText("LICENSE", "CC0")], "x").licence.name == "CC0 1.0"
