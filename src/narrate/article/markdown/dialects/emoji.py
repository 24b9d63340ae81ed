"""Codes of emoji, ``:tada:``: a known one anywhere, another one only where it touches no word."""

from __future__ import annotations

import re

_CODE = re.compile(r":([^:]+):")
_SHORTEST = 3
"""Letters of a code that is not known; fewer may be an abbreviation."""
_KNOWN = frozenset({
    "+1", "-1", "100", "1234", "airplane", "alarm_clock", "arrow_down", "arrow_left", "arrow_right",
    "arrow_up", "arrow_forward", "astonished", "balloon", "ballot_box_with_check", "bangbang",
    "bar_chart", "beer", "beers", "bento", "birthday", "black_cat", "blossom", "blue_heart", "blush",
    "bookmark_tabs", "books", "boom", "bow", "broken_heart", "bug", "bulb", "cake", "cat2",
    "chart_with_upwards_trend", "checkered_flag", "cherry_blossom", "clap", "clipboard", "closed_book",
    "clown_face", "cocktail", "coffee", "cold_sweat", "confetti_ball", "confused", "construction", "cry",
    "crying_cat_face", "dart", "disappointed", "dizzy", "exclamation", "expressionless", "eyes",
    "face_with_thermometer", "facepalm", "fearful", "file_folder", "fire", "flushed",
    "four_leaf_clover", "frowning", "ghost", "green_heart", "grey_exclamation", "grey_question",
    "grimacing", "grin", "grinning", "hammer_and_wrench", "handshake", "hatched_chick", "heart",
    "heart_eyes", "heartpulse", "heavy_check_mark", "heavy_exclamation_mark", "hourglass", "hugs",
    "information_desk_person", "innocent", "jack_o_lantern", "japan", "joy", "kissing_heart", "laughing",
    "lemon", "lollipop", "loudspeaker", "maple_leaf", "mega", "melting_face", "mount_fuji",
    "muscle", "neutral_face", "no_entry", "no_entry_sign", "ok_hand", "ok_woman", "open_book",
    "open_mouth", "palm_tree", "partly_sunny", "pencil2", "penguin", "pensive", "point_down",
    "point_left", "point_right", "point_up", "pray", "purple_heart", "pushpin", "rage", "rainbow",
    "raised_hand", "raised_hands", "ramen", "recycle", "relaxed", "relieved", "rice_ball", "rocket",
    "rofl", "rolling_eyes", "rose", "rotating_light", "santa", "satisfied", "scream", "see_no_evil",
    "seedling", "shrug", "skull", "sleeping", "sleepy", "slightly_smiling_face", "smile", "smile_cat",
    "smiley", "smiling_face_with_three_hearts", "smirk", "snowflake", "snowman", "sob", "sparkle",
    "sparkles", "sparkling_heart", "speech_balloon", "star-struck", "star2", "star_struck",
    "stuck_out_tongue", "stuck_out_tongue_winking_eye", "sun_with_face", "sunflower", "sunglasses",
    "sunny", "surfer", "sushi", "sweat", "sweat_drops", "sweat_smile", "tada", "thinking",
    "thinking_face", "thumbsdown", "thumbsup", "tired_face", "traffic_light", "triangular_flag_on_post",
    "trophy", "tulip", "turtle", "two_hearts", "umbrella", "unamused", "upside_down_face", "wave",
    "weary", "white_check_mark", "wink", "worried", "yellow_heart", "yum", "zap", "zzz",
})  # fmt: skip
"""Those that writers use most, but no words that may just as well stand between two colons."""


def are_emoji(text: str, start: int, end: int) -> bool:
    """Whether the run of codes that stands there is one of emoji."""
    names = _CODE.findall(text, start, end)
    if all(name in _KNOWN for name in names):
        return True
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(c.isalnum() or c in "[]" for c in beside) and all(
        name in _KNOWN or sum(map(str.isalpha, name)) >= _SHORTEST for name in names
    )
