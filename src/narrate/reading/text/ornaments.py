"""Emoji, kaomoji, decorations and writing that has no Japanese reading: what is not said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.ground.kana import HIRAGANA, KANJI
from narrate.messages import Message
from narrate.reading.text.draft import Draft, Rule

if TYPE_CHECKING:
    from narrate.reading.policy import SayingPolicy

_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u2604\u260e\u2614-\u2615\u2618\u261d\u2620\u2622-\u2623"
    "\u262e-\u262f\u2638-\u263a\u2648-\u2653\u2660-\u2668\u267b\u267f\u2692-\u2697\u2699-\u26a1\u26aa-\u26ff\u2700-\u2712"
    "\u2714\u2728\u274c\u274e\u2753-\u2757\u2763-\u2764\u2795-\u2797\u27b0\u27bf\u2b50\u2b55\u231a-\u231b\u23e9-\u23f3"
    "\u23f8-\u23fa][\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*)+"
)
_CHEEK = r"[^（）()\w一-龥ぁ-んァ-ヶ\s、。]{0,3}"
_FACE = rf"[（(]{_CHEEK}[^（）()一-龥、。\n]{{1,10}}{_CHEEK}[）)]"
_FACE_MARK = re.compile(r"[ω∀▽∇Д´｀`＾^;；・ﾟ゜°￣≧≦＞＜><TＴ_＿ﾉ♡♪\\／/*＊]")
_KAOMOJI = re.compile(rf"[ヽヾ＼\\o┐ᕙ٩mｍ]?{_FACE}[ﾉノ/／o┌ᕗ۶mｍvｖ]?[彡☆♪;]*")
_LAUGH = re.compile(
    r"[（(](?:笑|爆笑|苦笑|泣|涙|汗|怒|爆)[）)]|(?<=[ぁ-んァ-ヶ一-龥。！!])[wｗ]{2,}(?![A-Za-z])"
)
_DECORATION = re.compile(
    "[■□◆◇●◉◎▼▽▶◀►◄▸▹▪▫◾◽⬛⬜★☆✦✧✩✪✿❀♪♫♬♩※†‡§¶†‖❖❑❏➤➔➡⇒⇨→←↑↓↔⇔⬆⬇｜|¦•‣⁃∙＊*_＿~〜～=＝#＃\\^＾`´¨¯\\\\]{2,}"
    "|[■□◆◇●◉◎▼▽▶◀►◄▸▹▪▫◾◽⬛⬜★☆✦✧✩✪✿❀♪♫♬♩※†‡§¶‖❖❑❏➤➔•‣⁃∙｜|¦™®©℠✓✔✕✗✘〓▲△▓▒░═║╔╗╚╝─│┌┐└┘├┤┬┴┼━┃＊*`＾^#＃⁂∴∵◯]"
)
_ARROW = re.compile("[→➡⇒⇨⟶←↔⇔↑↓⬆⬇]")


def _emoji(draft: Draft, policy: SayingPolicy) -> Draft:
    return draft.silence(_EMOJI, Message("emoji"), "、" if policy.emoji == "pause" else "")


def _kaomoji(draft: Draft, policy: SayingPolicy) -> Draft:
    instead = "、" if policy.kaomoji == "pause" else ""
    faces = [m.group() for m in _KAOMOJI.finditer(draft.text) if _is_face(m.group())]
    for face in dict.fromkeys(faces):
        draft = draft.silence(re.compile(re.escape(face)), Message("kaomoji"), instead)
    return draft


def _is_face(text: str) -> bool:
    """A bracket is a face if signs make most of it and some of them are eyes or mouths."""
    inner = text[text.index("(" if "(" in text else "（") + 1 :].rstrip("）)ﾉノ/／o彡☆♪;mｍ")
    letters = len(re.findall(rf"[{HIRAGANA}{KANJI}A-Za-z0-9]", inner)) - len(
        re.findall("[ωDTo0OＯωдД皿益口]", inner)
    )
    return len(_FACE_MARK.findall(inner)) >= 2 and letters <= 1 and len(inner) <= 12


def _laughs(draft: Draft, policy: SayingPolicy) -> Draft:
    return draft if policy.laugh == "read" else draft.silence(_LAUGH, Message("laugh"))


def _decorations(draft: Draft, policy: SayingPolicy) -> Draft:
    draft = draft.silence(_DECORATION, Message("decoration"), "、" if policy.decoration == "pause" else "")
    return draft.silence(_ARROW, Message("arrow"), "、")


FACES: tuple[Rule, ...] = (Rule("kaomoji", _kaomoji), Rule("laugh", _laughs))
ORNAMENTS: tuple[Rule, ...] = (Rule("emoji", _emoji), Rule("decoration", _decorations))
