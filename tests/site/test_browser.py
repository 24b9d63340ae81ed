"""The page in a real browser: Chromium, headless, against the real server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from browsing import needs_browser, press, until
from narrate.edition.file_names import version

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.model import Edition

pytestmark = needs_browser


def test_the_sound_is_there_and_nothing_is_complained_of(
    page: Callable[[str], Any], edition: Edition
) -> None:
    browser = page("neko.html")
    until(browser, "sound.readyState >= 1")
    assert browser.execute_script("return sound.duration") == pytest.approx(39, abs=0.06)
    assert version(edition) in browser.execute_script("return sound.currentSrc")
    assert [entry for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []


def test_a_click_on_a_sentence_plays_from_there_and_the_mark_follows(page: Callable[[str], Any]) -> None:
    browser = page("neko.html")
    browser.find_element("id", "s6").click()
    until(browser, "!sound.paused && sound.currentTime >= 15 && sound.currentTime < 17")
    until(browser, "document.querySelector('#s6.now[aria-current=true]')")
    until(browser, "document.querySelector('#s7.now') && !document.querySelector('#s6.now')")
    assert 17.9 <= browser.execute_script("return sound.currentTime") < 21
    assert browser.execute_script("return document.querySelectorAll('.now').length") == 1


def test_the_contents_lead_to_chapters(page: Callable[[str], Any]) -> None:
    browser = page("neko.html")
    browser.find_element("css selector", ".contents li:nth-child(3) a").click()
    until(browser, "!sound.paused && sound.currentTime >= 24 && sound.currentTime < 26")
    until(browser, "document.querySelector('.contents li:nth-child(3) a[aria-current=true]')")
    assert browser.execute_script("return location.hash") == "#t=24"
    assert browser.execute_script("return chapter.textContent") == "終わりに"


@pytest.mark.parametrize(("hash_", "ms"), [("t=21.5", 21_500), ("t=0:12", 12_000), ("t=0:00:30", 30_000)])
def test_a_link_leads_to_a_moment(page: Callable[[str], Any], hash_: str, ms: int) -> None:
    browser = page(f"neko.html#{hash_}")
    until(browser, f"Math.abs(sound.currentTime * 1000 - {ms}) < 2 && sound.paused")
    until(browser, "document.querySelector('.now')")


@pytest.mark.parametrize("hash_", ["t=", "t=abc", "%", "t=%E0%A4%A", "t=99999999"])
def test_an_odd_link_does_no_harm(page: Callable[[str], Any], hash_: str) -> None:
    browser = page(f"neko.html#{hash_}")
    until(browser, "!document.getElementById('player').hidden && sound.readyState >= 1")
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_keys_move_play_and_set_the_speed(page: Callable[[str], Any]) -> None:
    browser = page("neko.html#t=15")
    until(browser, "document.querySelector('#s6.now')")
    press(browser, ".")
    until(browser, "document.querySelector('#s7.now') && sound.currentTime == 18")
    press(browser, ",")
    until(browser, "document.querySelector('#s6.now')")
    press(browser, "n")
    until(browser, "sound.currentTime == 24")
    press(browser, "p")
    until(browser, "sound.currentTime == 12")
    press(browser, "l")
    until(browser, "sound.currentTime == 22")
    press(browser, "j")
    until(browser, "sound.currentTime == 12")
    press(browser, ">")
    until(browser, "sound.playbackRate == 1.1")
    press(browser, " ")
    until(browser, "!sound.paused")
    press(browser, "k")
    until(browser, "sound.paused")


def test_place_and_speed_are_remembered(page: Callable[[str], Any]) -> None:
    browser = page("neko.html#t=15")
    browser.execute_script("speed.value = '1.5'; speed.dispatchEvent(new Event('change'))")
    until(browser, "sound.playbackRate == 1.5")
    browser.get("about:blank")
    browser.back()
    browser.execute_script("history.replaceState(null, '', location.pathname)")
    browser.refresh()
    until(browser, "sound.playbackRate == 1.5 && Math.abs(sound.currentTime - 15) < 0.1")
    browser.execute_script("localStorage.clear()")


def test_the_slider_moves_the_sound(page: Callable[[str], Any]) -> None:
    browser = page("neko.html")
    browser.execute_script("seek.value = 27000; seek.dispatchEvent(new Event('input'))")
    until(browser, "sound.currentTime == 27 && document.querySelector('#s10.now')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["neko.html", ""])
def test_a_phone_needs_no_sideways_scroll(page: Callable[[str], Any], path: str, scheme: str) -> None:
    browser = page("")
    screen = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    wish = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wish)
    try:
        browser = page(path)
        width, ground = browser.execute_script(
            "return [document.documentElement.scrollWidth, getComputedStyle(document.body).backgroundColor]"
        )
        assert width == 400
        assert ground == {"light": "rgb(251, 250, 246)", "dark": "rgb(24, 23, 21)"}[scheme]
        small = browser.execute_script(
            "return [...document.querySelectorAll('.buttons button, .buttons select')]"
            ".filter(e => e.getBoundingClientRect().height < 44).length"
        )
        assert small == 0
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_without_scripts_the_text_can_be_read_and_the_sound_played(page: Callable[[str], Any]) -> None:
    browser = page("")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser = page("neko.html#t=12")
        assert browser.find_element("id", "sound").is_displayed()
        assert browser.find_element("id", "s6").is_displayed()
        assert not browser.find_element("id", "player").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
