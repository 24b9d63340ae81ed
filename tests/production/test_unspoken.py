"""Sentences that cannot be spoken: the rest is published, and they are told, each time."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

import shell
from narrate.errors import ExitCode, SpeechError, UnspokenError
from narrate.messages import Message
from narrate.production.preview import survey_of, survey_to_json
from narrate.speech.tone import ToneEngine, ToneReader
from shell import narrate
from tone_studio import clean_bytes, digest, spoken_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Reading, Ruby
    from narrate.speech.engine import Sound
    from narrate.synthesis.delivery import Delivery
    from tone_studio import Studio

TEXT = "# 港\n\n朝が来た。\n\n黙る。船が出た。\n\n黙る。\n"
REST = "# 港\n\n朝が来た。\n\n船が出た。\n"


@pytest.fixture(params=["reading", "speaking"])
def mute(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """黙 cannot be read, or not be spoken."""
    read, sound = ToneReader.read, ToneEngine.sound
    fault = UnspokenError(Message("it makes noise"), hint=Message("write it otherwise"))

    def mute_reader(self: ToneReader, text: str, rubies: Sequence[Ruby] = ()) -> Reading:
        if "黙" in text:
            raise fault
        return read(self, text, rubies)

    def mute_engine(self: ToneEngine, labels: Sequence[str], delivery: Delivery) -> Sound:
        if "黙" in labels:
            raise fault
        return sound(self, labels, delivery)

    if request.param == "reading":
        monkeypatch.setattr(ToneReader, "read", mute_reader)
    else:
        monkeypatch.setattr(ToneEngine, "sound", mute_engine)


@pytest.mark.usefixtures("mute")
def test_the_rest_is_published_and_each_is_told_with_its_place(studio: Studio) -> None:
    path = studio.write(TEXT)
    report = studio.build()
    assert spoken_texts(report) == ["港", "朝が来た。", "船が出た。"]
    assert [(u.text, u.path, u.line) for u in report.unspoken] == [("黙る。", path, 5), ("黙る。", path, 7)]
    assert report.unspoken[0].problem == "it makes noise: '黙る。'"
    assert report.unspoken[0].hint == "write it otherwise"
    assert report.sentence_count == 3
    assert studio.listener.spoken + studio.listener.kept == studio.listener.begun


@pytest.mark.usefixtures("mute")
def test_it_is_told_again_where_nothing_changed(studio: Studio) -> None:
    studio.write(TEXT)
    first = studio.build()
    again = studio.build()
    assert again.is_unchanged
    assert again.unspoken == first.unspoken


@pytest.mark.usefixtures("mute")
def test_an_edition_that_lacks_a_sentence_is_the_same_kept_or_clean(studio: Studio) -> None:
    studio.write(REST)
    studio.build()
    studio.write(TEXT)
    assert spoken_texts(studio.build()) == []
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


def test_what_can_be_spoken_again_is_spoken(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def mute_engine(_self: ToneEngine, labels: Sequence[str], *_: float) -> Sound:
        raise UnspokenError(Message("it makes noise"))

    studio.write(REST)
    studio.build()
    studio.write(TEXT)
    with monkeypatch.context() as patch:
        patch.setattr(ToneEngine, "sound", mute_engine)
        assert len(studio.build().unspoken) == 2
    report = studio.build(force=True)
    assert report.unspoken == ()
    assert report.sentence_count == 5


@pytest.mark.usefixtures("mute")
def test_a_strict_build_refuses_and_leaves_the_last_edition(studio: Studio) -> None:
    studio.write(REST)
    studio.build()
    before = studio.mp3()
    studio.write(TEXT)
    with pytest.raises(SpeechError) as error:
        studio.build(strict=True)
    assert error.value.exit_code == ExitCode.SPEECH
    assert str(error.value).endswith("essay.md:5: it makes noise: '黙る。'; write it otherwise")
    assert studio.mp3() == before
    studio.build()
    with pytest.raises(SpeechError):
        studio.build(strict=True)


@pytest.mark.usefixtures("mute")
def test_an_article_in_which_nothing_can_be_spoken_is_refused(studio: Studio) -> None:
    path = studio.write("黙る。\n\n黙れ。\n")
    with pytest.raises(SpeechError, match=r"essay\.md:1: it makes noise"):
        studio.build()
    assert not (studio.audio / "essay.mp3").exists()
    assert path.exists()


def test_what_speaks_at_fault_is_no_sentence_left_out(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_self: ToneEngine, labels: Sequence[str], *_: float) -> Sound:
        raise SpeechError(Message("the cluster is lost"))

    studio.write(REST)
    studio.build()
    studio.write(TEXT)
    monkeypatch.setattr(ToneEngine, "sound", lost)
    with pytest.raises(SpeechError, match="the cluster is lost"):
        studio.build()


@pytest.mark.usefixtures("mute")
def test_a_plan_lists_them(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    table = survey_to_json(survey_of(studio.request()))
    assert [(u["line"], u["problem"]) for u in table["unspoken"]] == [
        (5, "it makes noise: '黙る。'"),
        (7, "it makes noise: '黙る。'"),
    ]


MUTE = """
import sys
from narrate.errors import UnspokenError
from narrate.messages import Message
from narrate.reading.frontend import FrontEnd
read = FrontEnd.read
def refuse(self, text, rubies=()):
    if "㐃" in text:
        problem = Message("{text!r} makes no sound", text=text)
        raise UnspokenError(problem, hint=Message("give it a reading in the lexicon"))
    return read(self, text, rubies)
FrontEnd.read = refuse
from narrate.cli import main
sys.argv[0] = "narrate"
main()
"""
"""The command, with a front end that says nothing for one character."""


def muted(studio: Studio, *words: str) -> shell.Ran:
    (studio.folder / "mute.py").write_text(MUTE, encoding="utf-8")
    return shell.run(studio.folder, [sys.executable, "mute.py", *words], {})


@pytest.mark.engine
def test_the_command_says_it_in_one_line_and_returns_9(studio: Studio) -> None:
    studio.settings("")
    studio.write("# 港\n\n㐃。朝が来た。\n")
    told = "1 sentence could not be spoken: text/essay.md:3: '㐃。' makes no sound; give it a reading in the lexicon"
    first = muted(studio, "build", "text/essay.md")
    assert (first.code, first.error_line) == (ExitCode.UNSPOKEN, told)
    again, loaded = shell.loaded_by(studio.folder, "build", "text/essay.md", "--quiet")
    assert (again.code, again.out, again.error_line, loaded) == (ExitCode.UNSPOKEN, "", told, set())
    strict = muted(studio, "build", "text/essay.md", "--strict")
    assert (strict.code, strict.out) == (ExitCode.SPEECH, "")
    (edition,) = json.loads(muted(studio, "build", "text/essay.md", "--json").out)["editions"]
    assert [u["line"] for u in edition["unspoken"]] == [3]
    plan = muted(studio, "plan", "text/essay.md").out
    assert "cannot be spoken:\n       3  '㐃。' makes no sound\n" in plan


@pytest.mark.engine
def test_of_many_ten_are_shown(studio: Studio) -> None:
    studio.settings("")
    studio.write("# 港\n\n" + "㐃。\n\n" * 12 + "朝が来た。\n")
    lines = muted(studio, "build", "text/essay.md").err.splitlines()
    assert lines[0] == "narrate: 12 sentences could not be spoken:"
    assert lines[1].startswith("  text/essay.md:3: ")
    assert lines[11:] == ["  and 2 more"]


@pytest.mark.engine
def test_nothing_that_engines_write_reaches_the_terminal(studio: Studio) -> None:
    """hts_engine warns of each word at this speed, Open JTalk of a mark that lengthens nothing."""
    studio.settings("")
    studio.write("# 港\n\nーーそうか。ああーーーーーー！\n\nーーーーーー\n\n" + "あ" * 199 + "。\n")
    ran = narrate(studio.folder, "build", "text/essay.md", "--speed", "4")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
