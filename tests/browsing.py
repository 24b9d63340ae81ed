"""A real browser for tests: Chromium, headless, what it waits for and what it is told."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="Chromium and its driver are not installed"
)

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
)


def chromium(profile: Path, *flags: str) -> Any:
    """A browser with a profile of its own, under WebDriver; to be quit."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in (*FLAGS, *flags, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_script_timeout(10)
    return driver


def until(browser: Any, condition: str) -> None:
    """Wait for a JavaScript condition to become true."""
    end = time.monotonic() + 8
    while time.monotonic() < end:
        if browser.execute_script(f"return Boolean({condition})"):
            return
        time.sleep(0.02)
    state = browser.execute_script(
        "return [document.querySelector('.now')?.id, sound.currentTime, sound.paused, location.hash]"
    )
    pytest.fail(f"never came true: {condition}; now {state}")


def press(browser: Any, key: str) -> None:
    browser.find_element("css selector", "body").send_keys(key)
