import pytest

from narrate.errors import SettingsError
from narrate.reading.policy import SayingPolicy


def test_settings_choose_among_the_ways_of_saying() -> None:
    policy = SayingPolicy.from_mapping({"url": "word", "breath_moras": 40, "second_opinion": False})
    assert (policy.url, policy.breath_moras, policy.second_opinion) == ("word", 40, False)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"urls": "host"}, "unknown key"),
        ({"url": "all"}, "cannot be"),
        ({"breath_moras": -1}, "cannot be"),
        ({"breath_moras": "30"}, "cannot be"),
        ({"second_opinion": 1}, "cannot be"),
    ],
)
def test_a_wrong_setting_is_refused(settings: dict[str, object], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        SayingPolicy.from_mapping(settings, path="narrate.toml")
