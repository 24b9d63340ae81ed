"""Milliseconds as the clock times that transcripts and show notes write."""

from __future__ import annotations


def hms(ms: int) -> str:
    """``HH:MM:SS`` of a time in milliseconds, cut to the whole second; two digits of hours at least."""
    seconds = ms // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def hms_ms(ms: int) -> str:
    """``HH:MM:SS.mmm`` of a time in milliseconds (WebVTT section 4.1)."""
    return f"{hms(ms)}.{ms % 1000:03}"


def clock(ms: int) -> str:
    """``1:02:03`` or ``2:03`` of a time in milliseconds, as players show it."""
    hours, minutes, seconds = ms // 3_600_000, ms // 60_000 % 60, ms // 1000 % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def iso_duration(ms: int) -> str:
    """``PT1H2M3S`` of a time in milliseconds, rounded to the second (ISO 8601; HTML's ``time`` element)."""
    seconds = round(ms / 1000)
    return f"PT{seconds // 3600}H{seconds // 60 % 60}M{seconds % 60}S"


def seconds_text(ms: int) -> str:
    """Seconds without trailing zeros (``83``, ``83.04``), as media fragments and clip times write them."""
    whole, rest = divmod(ms, 1000)
    return f"{whole}.{rest:03}".rstrip("0") if rest else str(whole)
