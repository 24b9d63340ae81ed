"""A page to judge by ear: the same sentences spoken by hts_engine, by narrate's engine plain, and as shipped.

    python benchmarks/compare.py [--out FOLDER] [--voice NAME] [--model-pitch] [--seed N]

``make compare`` does it. The page and its MP3s go to ``build/compare``, a folder that can be moved or sent
as it is: it needs no server and no network. All are brought to the same loudness, and each sentence's three
ways are dealt to A, B and C anew, so that nobody knows which is which before the key at the end is opened;
the names can be shown, too.

hts_engine and the plain engine speak the model as it is: no questions, levels or set pauses, no shaping of
the timbre; at the voice file's speed and pitch, or with ``--model-pitch`` at the model's own pitch.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jinja2
import numpy as np

from narrate.audio.editing import edited
from narrate.audio.loudness import decoded, integrated_loudness_lufs
from narrate.audio.mp3 import DELAY_SAMPLES, FRAME_SAMPLES, SAMPLE_RATE, encode, is_bare_sound
from narrate.errors import NarrateError
from narrate.ground.files import write_whole
from narrate.ground.ownership import bytes_of, is_marked_file, keep_foreign
from narrate.model import Joint, Role
from narrate.reading.frontend import front_end
from narrate.script.pauses import Pauses
from narrate.speech.hts_engine import HtsEngine
from narrate.speech.manner import Manners, level_of, manner_of, with_pauses
from narrate.speech.measuring import TARGET_LUFS
from narrate.speech.open_jtalk import OpenJTalkEngine
from narrate.speech.voice import find_voice, voice_folders
from narrate.synthesis.delivery import AS_MODELLED, NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import int16
    from numpy.typing import NDArray

    from narrate.speech.engine import Engine, Sound
    from narrate.speech.manner import Level
    from narrate.speech.voice import Voice
    from narrate.synthesis.delivery import Delivery

ROOT = Path(__file__).parent.parent
SENTENCES = (
    "川沿いの古い倉庫が、この春、小さな本屋に生まれ変わった。",
    "終電を逃した客は、どこで朝を待てばいいのだろうか？",
    "彼女は返事をしないまま、窓の外を見ている。",
    "来週も来る？",
    "新しい薬が効くかどうかは、まだ誰にも分からないという。",
    "「先に行ってて」と弟が言うので、駅まで一人で歩いた。",
    "売り上げは三年で二倍の四十八億円に増え、社員も百二十人を超えた。",
    "北海道の東では、霧の出る日が一年に百日近くある。",
    "くしゃみひとつで、張りつめていた会議室の空気がふっと緩んだ。",
    "ワイナリーの見学ツアーは、予約がなくても参加できる。",
    "そんなばかな話があるものか、と祖父は笑った。",
    "橋の向こうに住む人々が水道の通らないころから守り続けてきた井戸が今年の夏に初めて涸れた。",
)
PARAGRAPH = (
    "市の図書館が、夜の九時まで開くようになった。",
    "仕事帰りに寄れる場所がほしいという声に、ようやく応えた形だ。",
    "では、利用者は増えたのか？",
    "はじめの一か月は、むしろ昼の客が減っただけだった。",
    "それでも館長は、急がずに待つつもりでいる。",
)
ITEMS = (*((sentence,) for sentence in SENTENCES), PARAGRAPH)
"""Each a paragraph of its own. None of them was used to choose how the engine speaks."""

HTS, PLAIN, SHIPPED = "hts_engine", "narrate, plain", "narrate, as shipped"
WAYS = (
    (HTS, "Open JTalk's engine, the model as it is"),
    (PLAIN, "narrate's own engine, the model as it is: no prosody, no shaping of the timbre"),
    (SHIPPED, "narrate's own engine with questions, paragraphs, pauses and the voice file's timbre"),
)
LETTERS = "ABC"
BIT_RATE_KBPS = 128
"""Twice an edition's: the encoder shall not be what is judged."""
_PLAIN_PAUSE_MS = 550
"""Between sentences where no pause is set, as editions spoken by hts_engine had it."""
_EDGE_MS = 200
_CLOSE_LU = 0.02


class Take(NamedTuple):
    """One way of speaking an item, under the letter that it was dealt."""

    letter: str
    way: str
    file: str


class Item(NamedTuple):
    """A sentence or a paragraph, and its takes in the order of their letters."""

    text: str
    takes: tuple[Take, ...]


@dataclass(frozen=True)
class Way:
    """An engine, its speed and pitch, and whether it speaks with prosody."""

    name: str
    engine: Engine
    speed: float
    pitch: float
    has_prosody: bool

    @property
    def pause_ms(self) -> int:
        """Between the sentences of a paragraph."""
        return Pauses().sentence if self.has_prosody else _PLAIN_PAUSE_MS

    def spoken(self, sentences: Sequence[str]) -> list[Sound]:
        """Each sentence of a paragraph as the engine speaks it."""
        return [self._spoken(text, at, len(sentences)) for at, text in enumerate(sentences)]

    def _spoken(self, text: str, at: int, count: int) -> Sound:
        reading = front_end().read(text)
        manner = self._manner(text, reading.breaths, level_of(at, count))
        speed, pitch = self.speed * manner.speed, self.pitch + manner.semitones
        return self.engine.sound(reading.labels, replace(manner, speed=speed, semitones=pitch))

    def _manner(self, text: str, breaths: tuple[int, ...], level: Level) -> Delivery:
        if not self.has_prosody:
            return NEUTRAL
        manner = manner_of(text, Role.BODY, level, Joint.SENTENCE, Manners(), "open-jtalk")
        manner = with_pauses(manner, Pauses().comma, Pauses().breath, "open-jtalk")
        return replace(manner, breaths=breaths)


def main() -> None:
    """Build the page and say where it is."""
    parser = argparse.ArgumentParser(description="A page to judge the engines by ear.")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "compare", metavar="FOLDER")
    parser.add_argument("--voice", default="mei", metavar="NAME")
    parser.add_argument("--model-pitch", action="store_true", help="the model's own pitch where it is plain")
    parser.add_argument("--seed", type=int, help="deal the letters the same way again")
    options = parser.parse_args()
    try:
        voice = find_voice(options.voice, voice_folders(Path.cwd()))
        ways = ways_of(voice, model_pitch=options.model_pitch)
        page = build(options.out, voice, ways, ITEMS, random.Random(options.seed))
    except NarrateError as error:
        sys.exit(f"{error}")
    count = len(SENTENCES)
    print(f"{_near(page)}: {count} sentences and a paragraph, each in {len(ways)} ways; open it in a browser")


def _near(path: Path) -> Path:
    """The path as it is written from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def ways_of(voice: Voice, *, model_pitch: bool = False) -> tuple[Way, ...]:
    """The three ways of a voice."""
    model = voice.model_path
    if model is None or voice.engine != "open-jtalk":
        sys.exit(f"the voice {voice.name!r} is not spoken by narrate's own engine; choose one that is")
    plain_pitch = 0.0 if model_pitch else voice.pitch
    return (
        Way(HTS, HtsEngine(model), voice.speed, plain_pitch, has_prosody=False),
        Way(PLAIN, OpenJTalkEngine(model, AS_MODELLED), voice.speed, plain_pitch, has_prosody=False),
        Way(SHIPPED, OpenJTalkEngine(model, voice.timbre), voice.speed, voice.pitch, has_prosody=True),
    )


def build(
    folder: Path, voice: Voice, ways: Sequence[Way], items: Sequence[Sequence[str]], chance: random.Random
) -> Path:
    """Write the page and its sounds into a folder; the page's path."""
    page = folder / "index.html"
    dealt = [_dealt(number, sentences, ways, chance) for number, sentences in enumerate(items, 1)]
    keep_foreign([page], is_marked_file)
    sounds = [folder / take.file for item in dealt for take in item.takes]
    keep_foreign(sounds, lambda path: is_bare_sound(bytes_of(path)))
    by_name = {way.name: way for way in ways}
    for item, sentences in zip(dealt, items, strict=True):
        for take in item.takes:
            write_whole(folder / take.file, level_mp3(by_name[take.way], sentences))
    write_whole(page, _html(voice, dealt).encode())
    return page


def level_mp3(way: Way, sentences: Sequence[str]) -> bytes:
    """The paragraph at the common loudness, measured on what a player decodes."""
    spoken, gain_db = way.spoken(sentences), 0.0
    for _ in range(6):
        mp3 = encode(_joined([_voice(one, gain_db) for one in spoken], way.pause_ms), BIT_RATE_KBPS)
        missing = TARGET_LUFS - integrated_loudness_lufs(decoded(mp3))
        if abs(missing) < _CLOSE_LU:
            break
        gain_db += missing
    return mp3


def _dealt(number: int, sentences: Sequence[str], ways: Sequence[Way], chance: random.Random) -> Item:
    names = chance.sample([way.name for way in ways], len(ways))
    takes = (
        Take(letter, name, f"{number:02}-{letter}.mp3") for letter, name in zip(LETTERS, names, strict=True)
    )
    return Item("".join(sentences), tuple(takes))


def _html(voice: Voice, items: Sequence[Item]) -> str:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    template = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(
        "compare.html"
    )
    about = {"voice": voice.name, "credit": voice.credit_line, "lufs": f"{TARGET_LUFS:.0f}"}
    return template.render(**about, items=items, ways=WAYS, letters=LETTERS)


def _voice(sound: Sound, gain_db: float) -> NDArray[int16]:
    speech = edited(sound.samples, int(sound.start_ms), gain_db)
    return speech.samples[speech.lead_samples :][: speech.voiced_samples]


def _joined(voices: Sequence[NDArray[int16]], pause_ms: int) -> NDArray[int16]:
    """Whole frames of samples: the voices, pauses between them, silence around them."""
    parts = [_silence(_EDGE_MS)]
    for at, voice in enumerate(voices):
        parts += [_silence(pause_ms), voice] if at else [voice]
    joined = np.concatenate([*parts, _silence(_EDGE_MS), np.zeros(DELAY_SAMPLES, np.int16)])
    return np.pad(joined, (0, -len(joined) % FRAME_SAMPLES))


def _silence(length_ms: int) -> NDArray[int16]:
    return np.zeros(length_ms * SAMPLE_RATE // 1000, np.int16)


if __name__ == "__main__":
    main()
