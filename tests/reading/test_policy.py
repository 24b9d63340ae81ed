import pytest

from narrate.errors import SettingsError
from narrate.ground.tables import checked_table
from narrate.ground.toml import TomlFile
from narrate.reading.policy import SAYING, SayingPolicy


def policy(table: dict[str, object]) -> SayingPolicy:
    return SayingPolicy(**checked_table(table, SAYING, TomlFile("narrate.toml", "", {}).fault))


def test_settings_choose_among_the_ways_of_saying() -> None:
    chosen = policy({"url": "word", "breath_moras": 40, "second_opinion": False})
    assert (chosen.url, chosen.breath_moras, chosen.second_opinion) == ("word", 40, False)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"urls": "host"}, "unknown key"),
        ({"url": "all"}, "one of 'host', 'word', 'skip'"),
        ({"breath_moras": -1}, "from 0 to 1000"),
        ({"breath_moras": "30"}, "from 0 to 1000"),
        ({"second_opinion": 1}, "true or false"),
    ],
)
def test_a_wrong_setting_is_refused(settings: dict[str, object], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        policy(settings)
