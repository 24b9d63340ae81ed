"""``narrate review`` from outside: at a terminal, whose screen is read, and line by line."""

from __future__ import annotations

import json
import re
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from narrate.errors import ExitCode
from narrate.reading.lexicon.entries import load_lexicon
from shell import Ran, narrate, run
from terminal import BACKSPACE, CTRL_C, ENTER, LEFT, RIGHT, Terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine
ANIMALS = ("いぬ", "ねこ", "とり", "さる", "うま", "うし", "くま", "しか", "かめ", "かに")
FILLER = "\n\n".join(f"{a}がきて、みんなでわらって、ゆっくりとみちをあるいていった。" for a in ANIMALS)
"""So much text without a doubt lets the words of a short article all be shown."""
LOOK = " is worth a look: narrate review text/a.md"
ARTICLE = f"# 題名\n\n尾上さんがいる。\n\nGryphonをかう。\n\nVexmorthもいる。\n\n{FILLER}\n"
BOTH = f"# 題\n\nZyxlorpと、Zyxlorp町がある。\n\n{FILLER}\n"
KEPT = '# ours\n[words]\n"匝瑳" = "ソウサ"  # a place\n\n# the end\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "text" / "lexicon.toml").write_text(KEPT, encoding="utf-8")
    return tmp_path


def lexicon(folder: Path) -> dict[str, tuple[str, int | None]]:
    found = load_lexicon(folder / "text" / "lexicon.toml")
    return {entry.written: (entry.kana, entry.accent) for entry in found}


def by_lines(folder: Path, *answers: str, **environment: str) -> Ran:
    """The review with answers on the standard input."""
    command = [sys.executable, "-m", "narrate", "review", "text/a.md"]
    answered = "".join(f"{answer}\n" for answer in answers)
    return run(folder, command, {"PYTHONWARNINGS": "ignore"} | environment, answered)


def asked(folder: Path) -> list[str]:
    """The words that are asked about, in order."""
    ran = by_lines(folder, *["s"] * 20)
    return [line.split("  ")[0] for line in ran.out.splitlines() if "  now: " in line]


def at_screen(folder: Path, **environment: str) -> Terminal:
    terminal = Terminal(folder, "review", "text/a.md", **environment)
    terminal.wait_for("【")
    return terminal


LONG = "、".join(f"{a}がきて、みんなでわらって、ゆっくりとみちをあるいて" for a in ANIMALS)
"""More than ten lines of a small window."""


@pytest.mark.parametrize(("rows", "columns"), [("24", "80"), ("10", "40")])
def test_in_a_low_window_the_word_what_is_typed_and_the_question_are_seen(
    folder: Path, rows: str, columns: str
) -> None:
    text = f"# 題\n\n{LONG}、Zyxlorpと、Zyxlorp町がある、{LONG}。\n\n{FILLER}\n"
    (folder / "text" / "a.md").write_text(text, encoding="utf-8")
    skips = asked(folder).index("Zyxlorp")
    terminal = Terminal(folder, "review", "text/a.md", LINES=rows, COLUMNS=columns)
    terminal.wait_for("【")
    terminal.press(*["s"] * skips)
    terminal.wait_for("【Zyxlorp】")
    terminal.press("k", "こがね")
    assert "【Zyxlorp】" in terminal.wait_for("kana: こがね")
    terminal.press(ENTER)
    assert "【Zyxlorp】" in terminal.wait_for("コガネ（ガ）")
    terminal.press(ENTER)
    terminal.wait_for("settle it all the same?")
    assert "Zyxlorp" not in lexicon(folder)
    terminal.press("q")
    terminal.wait_for("not settled")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_a_change_of_the_windows_size_does_not_end_the_review(folder: Path) -> None:
    words = asked(folder)
    terminal = at_screen(folder)
    terminal.press(*["s"] * len(words))
    terminal.wait_for("u: undo, any other key: end")
    terminal.resize(20, 60)
    terminal.wait_for("u: undo, any other key: end")
    terminal.press("u")
    terminal.wait_for("1 left")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_kana_whose_fall_cannot_be_told_is_refused_and_asked_again(folder: Path) -> None:
    twice, nowhere = "the pitch of a word falls once", "write ＼ behind the mora"
    ran = by_lines(folder, "オ＼ノ＼エ", "＼オノエ", "h オ＼ノ＼エ", "h ＼オ", "q")
    assert (ran.code, ran.out.count(twice), ran.out.count(nowhere)) == (ExitCode.OK, 2, 2)
    terminal = at_screen(folder)
    terminal.press("k", "オ＼ノ＼エ", ENTER)
    assert "kana: オ＼ノ＼エ" in terminal.wait_for(twice)
    terminal.press(*[BACKSPACE] * 5, "＼オ", ENTER)
    terminal.wait_for(nowhere)
    terminal.press("\x1b")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK
    assert (folder / "text" / "lexicon.toml").read_text(encoding="utf-8") == KEPT


def with_one_settled(folder: Path) -> Terminal:
    """The review at the screen, its first word settled as アサヒ."""
    terminal = at_screen(folder)
    terminal.press("k", "あさひ", ENTER)
    terminal.wait_for("アサヒ（ガ）")
    terminal.press(ENTER)
    terminal.wait_for("1 settled")
    return terminal


def test_the_screen_shows_the_word_in_its_sentence_with_its_pitch_and_candidates(folder: Path) -> None:
    first = asked(folder)[0]
    terminal = at_screen(folder)
    screen = terminal.wait_for("q: quit")
    assert f"【{first}】" in screen
    assert "（ガ）" in screen
    assert "＿" in screen or "￣" in screen
    assert " left, 0 settled" in screen
    terminal.press("q")
    assert terminal.end() == ExitCode.OK
    assert (folder / "text" / "lexicon.toml").read_text(encoding="utf-8") == KEPT


def test_kana_is_typed_its_fall_moved_and_the_answer_written_at_once(folder: Path) -> None:
    first = asked(folder)[0]
    terminal = at_screen(folder)
    terminal.press("k", "あさ", "x", BACKSPACE, "ひ", ENTER)
    terminal.wait_for("アサヒ（ガ）")
    terminal.press(*[LEFT] * 3, RIGHT, RIGHT)
    terminal.wait_for("＿￣＿　＿")
    terminal.press(ENTER)
    terminal.wait_for("1 settled")
    assert lexicon(folder)[first] == ("アサヒ", 2)
    text = (folder / "text" / "lexicon.toml").read_text(encoding="utf-8")
    assert text.startswith('# ours\n[words]\n"匝瑳" = "ソウサ"  # a place\n')
    assert "\n# the end\n" in text
    terminal.press("u")
    terminal.wait_for("taken back")
    assert (folder / "text" / "lexicon.toml").read_text(encoding="utf-8") == KEPT
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_kana_that_cannot_be_spoken_is_refused_and_asked_again(folder: Path) -> None:
    terminal = at_screen(folder)
    terminal.press("k", "ァ", ENTER)
    terminal.wait_for("ァ cannot be spoken: write kana")
    terminal.press("\x1b")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK
    assert (folder / "text" / "lexicon.toml").read_text(encoding="utf-8") == KEPT


def test_a_full_width_letter_of_an_input_method_is_the_key(folder: Path) -> None:
    terminal = at_screen(folder)
    terminal.press("ｑ")
    assert terminal.end() == ExitCode.OK


def test_without_a_player_that_is_said_and_the_review_goes_on(folder: Path) -> None:
    terminal = at_screen(folder, PATH="/nonexistent")
    terminal.press("h")
    terminal.wait_for("there is no player on this machine: install one of ffplay, mpv, mpg123")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_the_sentence_is_heard_as_it_is_drafted(folder: Path) -> None:
    players = folder / "bin"
    players.mkdir()
    player = players / "mpg123"
    player.write_text(f"#!/bin/sh\n/bin/cp $2 {folder}/heard-$(/bin/ls {folder} | /usr/bin/wc -l).mp3\n")
    player.chmod(0o755)
    ran = by_lines(folder, "h", "h", "h アサヒヤマ", "h アサ＼ヒヤマ", "q", PATH=str(players))
    assert ran.code == ExitCode.OK
    first, again, other, fallen = (p.read_bytes() for p in sorted(folder.glob("heard-*.mp3")))
    assert first == again
    assert len({first, other, fallen}) == 3
    assert (folder / "text" / "lexicon.toml").read_text(encoding="utf-8") == KEPT


def test_ctrl_c_before_an_answer_that_changes_other_words_writes_nothing(folder: Path) -> None:
    (folder / "text" / "a.md").write_text(BOTH, encoding="utf-8")
    skips = asked(folder).index("Zyxlorp")
    for plain in ((), ("--plain",)):
        terminal = Terminal(folder, "review", "text/a.md", *plain)
        terminal.wait_for("q: quit")
        terminal.press(*["s\n" if plain else "s"] * skips)
        terminal.wait_for("【Zyxlorp】")
        terminal.press(*(["コガネ\n"] if plain else ["コ", "ガネ", ENTER, ENTER]))
        terminal.wait_for("settle it all the same?")
        terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
        assert (folder / "text" / "lexicon.toml").read_text(encoding="utf-8") == KEPT


def test_after_the_last_word_the_last_step_can_be_taken_back(folder: Path) -> None:
    words = asked(folder)
    terminal = at_screen(folder)
    for left in range(len(words), 0, -1):
        terminal.wait_for(f"{left} left")
        terminal.press("s")
    terminal.wait_for("u: undo, any other key: end")
    terminal.press("u")
    terminal.wait_for("1 left")
    terminal.press("s")
    terminal.wait_for("any other key")
    terminal.press("x")
    assert terminal.end() == ExitCode.OK
    assert f"{len(words)} words left: " in terminal.printed


@pytest.mark.parametrize(
    "keys", [(), ("k", "あ"), ("1",), (RIGHT,)], ids=["word", "kana", "candidate", "fall"]
)
def test_ctrl_c_loses_no_answer_at_whatever_is_asked(folder: Path, keys: tuple[str, ...]) -> None:
    first = asked(folder)[0]
    terminal = with_one_settled(folder)
    terminal.press(*keys, CTRL_C)
    assert terminal.end() == ExitCode.INTERRUPTED
    assert "narrate: interrupted after 1 word, which stands in text/lexicon.toml" in terminal.printed
    assert lexicon(folder)[first][0] == "アサヒ"
    assert sorted(path.name for path in (folder / "text").iterdir()) == ["a.md", "lexicon.toml"]


def test_a_kill_loses_no_answer(folder: Path) -> None:
    first = asked(folder)[0]
    terminal = with_one_settled(folder)
    assert terminal.end(kill=signal.SIGKILL) == -signal.SIGKILL
    assert lexicon(folder)[first][0] == "アサヒ"


def test_a_dumb_terminal_and_plain_ask_line_by_line(folder: Path) -> None:
    for words, environment in ((("--plain",), {}), ((), {"TERM": "dumb"}), ((), {"LC_ALL": "C"})):
        terminal = Terminal(folder, "review", "text/a.md", *words, **environment)
        terminal.wait_for_line("> ")
        terminal.press("q\n")
        assert terminal.end() == ExitCode.OK


def test_ctrl_c_at_a_line_loses_nothing(folder: Path) -> None:
    first = asked(folder)[0]
    terminal = Terminal(folder, "review", "text/a.md", "--plain")
    terminal.wait_for_line("> ")
    terminal.press("アサヒ\n")
    terminal.wait_for_line(f"{first} is read ア＼サヒ")
    terminal.wait_for_line("> ")
    terminal.press("あ", CTRL_C)
    assert terminal.end() == ExitCode.INTERRUPTED
    assert "interrupted after 1 word" in terminal.printed
    assert lexicon(folder)[first][0] == "アサヒ"


def test_line_by_line_a_word_is_confirmed_skipped_settled_and_taken_back(folder: Path) -> None:
    words = asked(folder)
    ran = by_lines(folder, "y", "u", "s", "アサ＼ヒ", "q")
    assert ran.code == ExitCode.OK
    assert f"text/lexicon.toml: {words[0]}, read " in ran.out
    assert "taken back" in ran.out
    assert lexicon(folder) == {"匝瑳": ("ソウサ", None), words[1]: ("アサヒ", 2)}
    assert f"1 word settled in text/lexicon.toml: {words[1]} アサ＼ヒ" in ran.out
    assert words[1] not in asked(folder)


def test_a_word_right_as_it_is_sounds_as_before_and_stays_away(folder: Path) -> None:
    before = narrate(folder, "readings", "text/a.md", PYTHONWARNINGS="ignore").out.partition("\n\n")[0]
    words = asked(folder)
    while by_lines(folder, *["y"] * 20).out != "no doubtful readings\n":
        pass  # at most so many are shown at once
    assert set(words) <= set(lexicon(folder))
    after = narrate(folder, "readings", "text/a.md", PYTHONWARNINGS="ignore").out.partition("\n\n")[0]
    assert after == before


def test_what_an_answer_would_break_is_told_before_it_is_written(folder: Path) -> None:
    (folder / "text" / "a.md").write_text(BOTH, encoding="utf-8")
    skips = ["s"] * asked(folder).index("Zyxlorp")
    ran = by_lines(folder, *skips, "コガネ", "n", "q")
    assert re.search(r"^line 3: Zyxlorp町\S* would be コガネ\S+ instead of \S+$", ran.out, re.MULTILINE)
    assert "Zyxlorpと would be" not in ran.out
    assert "Zyxlorp" not in lexicon(folder)
    by_lines(folder, *skips, "コガネ", "y", "q")
    assert lexicon(folder)["Zyxlorp"][0] == "コガネ"


def test_answers_that_are_none_are_told_and_asked_again(folder: Path) -> None:
    ran = by_lines(folder, "9", "blah", "a 99", "h 77", "ァ", "")
    assert ran.code == ExitCode.OK
    assert "there is no candidate 9" in ran.out
    assert re.search(r"\S+ has \d+ moras", ran.out)
    assert "ァ cannot be spoken: write kana" in ran.out
    assert lexicon(folder) == {"匝瑳": ("ソウサ", None)}


def test_an_article_without_doubts_ends_at_once(folder: Path) -> None:
    (folder / "text" / "a.md").write_text("# はな\n\nはながさく。\n", encoding="utf-8")
    ran = by_lines(folder)
    assert (ran.code, ran.out, ran.err) == (ExitCode.OK, "no doubtful readings\n", "")


def test_faults_have_the_codes_of_the_house(folder: Path) -> None:
    assert narrate(folder, "review", "text/no.md").code == ExitCode.SOURCE
    (folder / "text" / "lexicon.toml").write_text("[words]\n角 =\n", encoding="utf-8")
    assert narrate(folder, "review", "text/a.md").code == ExitCode.SETTINGS


def test_it_speaks_japanese(folder: Path) -> None:
    ran = by_lines(folder, "y", "q", NARRATE_LANG="ja")
    assert "残り" in ran.out
    assert "left" not in ran.out
    terminal = at_screen(folder, NARRATE_LANG="ja")
    terminal.wait_for("終わる")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_a_build_ends_with_the_words_of_its_new_sentences_and_the_command(folder: Path) -> None:
    def built(*options: str) -> Ran:
        return narrate(folder, "build", "text/a.md", *options, PYTHONWARNINGS="ignore")

    article = folder / "text" / "a.md"
    count = len(narrate_doubts(folder))
    assert built().out.splitlines()[-1] == f"{count} words are worth a look: narrate review text/a.md"
    assert "worth a look" not in built().out
    assert "worth a look" not in built("--force").out
    article.write_text(f"{ARTICLE}\n花が咲いた。\n", encoding="utf-8")
    assert "worth a look" not in built().out
    article.write_text(f"{ARTICLE}\n花が咲いた。\n\nZyxlorpも来た。\n", encoding="utf-8")
    assert built().out.splitlines()[-1] == f"1 word of the new sentences{LOOK}"
    article.write_text(f"{ARTICLE}\n花が咲いた。\n\nQuazlofも来た。\n", encoding="utf-8")
    json_report = built("--json").out
    assert "worth a look" not in json_report
    assert json.loads(json_report)["editions"][0]["sentences"] > count
    article.write_text(f"{ARTICLE}\n花が咲いた。\n\nWexmolpも来た。\n", encoding="utf-8")
    assert built("--quiet").out == ""


@pytest.mark.parametrize(
    "fault", ["OutputError(Message('cannot be written'), path='x')", "ValueError('odd')"]
)
def test_a_fault_while_words_are_counted_does_not_fail_the_build(folder: Path, fault: str) -> None:
    program = (
        "import sys\n"
        "from narrate.cli import main\n"
        "from narrate.errors import OutputError\n"
        "from narrate.messages import Message\n"
        "from narrate.review import doubts\n"
        "def fails(*_):\n"
        f"    raise {fault}\n"
        "doubts.doubt_count = fails\n"
        "sys.argv = ['narrate', 'build', 'text/a.md']\n"
        "main()\n"
    )
    ran = run(folder, [sys.executable, "-c", program], {"PYTHONWARNINGS": "ignore"})
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    *_, summary, note = ran.out.splitlines()
    assert summary.startswith("audio/a.mp3: ")
    assert re.match("note: .*(cannot be written|odd)", note)


def narrate_doubts(folder: Path) -> list[object]:
    listed = narrate(folder, "readings", "text/a.md", "--json", PYTHONWARNINGS="ignore").out
    found: list[object] = json.loads(listed)["doubts"]
    return found
