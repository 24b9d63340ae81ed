"""What ``narrate review`` makes of an answer: confirmed, asked back, taken back, and never lost."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from narrate.cli.reviewing.folder import Folder
from narrate.errors import ExitCode
from narrate.reading.lexicon.entries import load_lexicon
from shell import Ran, narrate, run
from terminal import BACKSPACE, ENTER, RIGHT, Terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine
FILLER = "いぬがきて、みんなでわらって、ゆっくりとみちをあるいていった。" * 4
NAME = f"# 題\n\n東海林誠社長が話した。\n\n{FILLER}\n"
FRUIT = f"# 題\n\n実を取る。\n\n{FILLER}\n"
WORDS = ("Gryphon", "Vexmorth", "Zyxlorp", "Quazlof", "Wexmolp", "Blorvim")
KEYPAD_AS_BEFORE = "\x1b[?1l\x1b>"
MANY = "# 題\n\n" + "".join(f"{word}がきた。" for word in WORDS) + FILLER * 2 + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    return tmp_path


def put(folder: Path, text: str, name: str = "a.md") -> Path:
    path = folder / "text" / name
    path.write_text(text, encoding="utf-8")
    return path


def answered(folder: Path, *answers: str, **environment: str) -> Ran:
    command = [sys.executable, "-m", "narrate", "review", "text/a.md", "--plain"]
    return run(
        folder, command, {"PYTHONWARNINGS": "ignore"} | environment, "".join(f"{a}\n" for a in answers)
    )


def at_screen(folder: Path, **environment: str) -> Terminal:
    terminal = Terminal(folder, "review", "text/a.md", **environment)
    terminal.wait_for("【")
    return terminal


def sounds(folder: Path) -> str:
    """All sentences with their accents."""
    return readings(folder).partition("\n\n")[0]


def readings(folder: Path) -> str:
    return narrate(folder, "readings", "text/a.md", PYTHONWARNINGS="ignore").out


def lexicon(folder: Path) -> dict[str, tuple[str, bool]]:
    found = load_lexicon(folder / "text" / "lexicon.toml")
    return {entry.written: (entry.kana, entry.is_confirmed) for entry in found}


def lexicon_text(folder: Path) -> str:
    path = folder / "text" / "lexicon.toml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def shown(folder: Path) -> list[str]:
    """The words that `readings` lists, none where it says so."""
    listed = readings(folder).partition("worth a look")[2].splitlines()[1:]
    return [line.split()[0] for line in listed if line.startswith("  ") and line[2] != " "]


def test_a_name_of_two_phrases_that_is_right_sounds_as_before_and_stays_away(folder: Path) -> None:
    put(folder, NAME)
    before = sounds(folder)
    assert "ショージ／マコト" in before
    ran = answered(folder, "y")
    assert "text/lexicon.toml: 東海林誠, read ショージ／マコト, is confirmed" in ran.out
    assert lexicon_text(folder) == '[confirmed]\n"東海林誠" = "ショージマコト"\n'
    assert sounds(folder) == before
    assert answered(folder).out == "no doubtful readings\n"
    assert "no doubtful readings" in readings(folder)
    built = narrate(folder, "build", "text/a.md", PYTHONWARNINGS="ignore")
    assert "worth a look" not in built.out


def test_at_the_screen_enter_and_y_confirm_what_is_right(folder: Path) -> None:
    for key in (ENTER, "y"):
        put(folder, NAME)
        terminal = at_screen(folder)
        terminal.wait_for("ショージ／マコト（ガ）")
        terminal.press(key)
        terminal.wait_for("is confirmed")
        assert lexicon(folder) == {"東海林誠": ("ショージマコト", True)}
        terminal.press("u")
        terminal.wait_for("taken back: 東海林誠 is no longer confirmed")
        assert lexicon_text(folder) == ""
        terminal.press("q")
        assert terminal.end() == ExitCode.OK


def test_what_was_confirmed_is_listed_and_can_be_removed(folder: Path) -> None:
    put(folder, NAME)
    answered(folder, "y")
    listed = narrate(folder, "lexicon", "list").out
    assert listed == "東海林誠  ショージマコト  (confirmed)\n"
    assert narrate(folder, "lexicon", "remove", "東海林誠").code == ExitCode.OK
    assert lexicon(folder) == {}
    assert shown(folder) == ["東海林誠"]


def test_what_was_confirmed_is_removed_where_a_shared_lexicon_reads_the_word(folder: Path) -> None:
    put(folder, '[words]\n"東海林誠" = "ショウジマコト"\n', "house.toml")
    put(folder, '[reading]\nlexicons = ["house.toml"]\n', "narrate.toml")
    put(folder, '[confirmed]\n"東海林誠" = "ショウジマコト"\n', "lexicon.toml")
    ran = narrate(folder, "lexicon", "remove", "東海林誠")
    assert (ran.code, lexicon(folder)) == (ExitCode.OK, {})


def test_what_was_confirmed_is_doubted_again_when_it_is_read_otherwise(folder: Path) -> None:
    put(folder, NAME)
    for kana, count in (("ショウジマコト", 0), ("トウカイリンマコト", 1)):
        text = f'[confirmed]\n"東海林誠" = "{kana}"\n'
        (folder / "text" / "lexicon.toml").write_text(text, encoding="utf-8")
        assert len(shown(folder)) == count


def test_an_answer_to_a_name_holds_with_its_title(folder: Path) -> None:
    put(folder, NAME)
    answered(folder, "ショウジリンセイ")
    assert lexicon(folder) == {"東海林誠": ("ショウジリンセイ", False)}
    assert "ショージリンセーシャ" in sounds(folder).replace("＼", "")


def test_what_an_answer_breaks_in_another_article_is_told_with_a_form_that_does_not(folder: Path) -> None:
    put(folder, FRUIT)
    put(folder, "# 題\n\nはながさく。\n\n実は違う。\n", "b.md")
    put(folder, "実は違う。\n", "README.md")
    put(folder, "実は違う。\n", "notes.toml")
    ran = answered(folder, "サネ", "", "l", "q")
    assert "text/b.md:5: 実 would be サネ instead of ジツ" in ran.out
    assert "README" not in ran.out
    assert ran.out.count("settle it all the same? (y/n)") == 2
    assert "l: settle 実を as サネヲ instead, which changes nothing else" in ran.out
    assert lexicon(folder) == {"実を": ("サネヲ", False)}


@pytest.mark.parametrize("broken", ["東海\n林が", "東**海林**が"])
def test_a_word_that_a_line_end_or_a_mark_breaks_is_found_in_another_article(
    folder: Path, broken: str
) -> None:
    article = put(folder, NAME)
    put(folder, f"# 題\n\n昨日、{broken}来た。\n", "b.md")
    put(folder, "# 題\n\n東の海が光る。\n", "c.md")
    found = list(Folder(article).with_word("東海林"))
    assert [neighbour and neighbour.path.name for neighbour in found] == ["b.md", None]


def test_a_name_is_settled_for_all_articles_without_a_question(folder: Path) -> None:
    put(folder, NAME)
    put(folder, "# 題\n\n東海林誠社長は笑った。\n", "b.txt")
    put(folder, "---\n: [\n---\n東海林誠\n", "damaged.md")
    ran = answered(folder, "トウカイリンマコト")
    assert "all the same" not in ran.out
    assert "東海林誠 is read トーカイリンマコト" in ran.out.replace("＼", "").replace("トウ", "トー")


def test_no_is_no_and_only_what_is_on_the_screen_is_answered(folder: Path) -> None:
    put(folder, FRUIT)
    put(folder, "# 題\n\n実は違う。\n", "b.md")
    for no in ("n", "q", "\x1b"):
        terminal = at_screen(folder)
        terminal.press("k", "さね", ENTER)
        terminal.wait_for("サネ（ガ）")
        terminal.press(ENTER, ENTER, ENTER)
        terminal.wait_for("settle it all the same?")
        terminal.press("x", ENTER)
        terminal.press(no)
        terminal.wait_for("not settled")
        assert "all the same" not in terminal.screen.text
        assert "ミ（ガ）" in terminal.screen.text
        assert lexicon_text(folder) == ""
        terminal.press("q")
        assert terminal.end() == ExitCode.OK


def test_answered_words_make_room_and_all_numbers_agree(folder: Path) -> None:
    put(folder, MANY)
    first = shown(folder)
    assert 0 < len(first) < len(WORDS)
    ran = answered(folder, "y", "q")
    left = [line for line in ran.out.splitlines() if " left: " in line or " left," in line][-1]
    assert left.partition(": ")[2].split(", ") != []
    assert sorted(left.partition(": ")[2].split(", ")) == sorted(shown(folder))
    ran = answered(folder, *["y"] * len(WORDS))
    assert "more words are worth a look" in ran.out
    assert "nothing is left to settle" in ran.out
    assert "no doubtful readings" in readings(folder)


def test_a_word_is_shown_at_its_first_place(folder: Path) -> None:
    put(folder, f"# 題\n\nまた、Gryphonがいる。\n\nGryphon\n\n{FILLER}\n")
    assert "line 3: また、【Gryphon】がいる。" in answered(folder).out


def test_moving_the_fall_of_two_phrases_says_that_they_become_one(folder: Path) -> None:
    put(folder, NAME)
    terminal = at_screen(folder)
    terminal.press(RIGHT)
    terminal.wait_for("東海林誠 becomes one accent phrase")
    terminal.wait_for("ショージマコト（ガ）")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_what_is_no_kana_is_refused_in_plain_words_and_can_be_mended(folder: Path) -> None:
    put(folder, NAME)
    ran = answered(folder, "実", "h 実", NARRATE_LANG="ja")
    assert "「実」は読めません。発音どおりのカナで書いてください" in ran.out
    assert "kana" not in ran.out
    terminal = at_screen(folder)
    terminal.press("k", "実", ENTER)
    terminal.wait_for("実 cannot be spoken: write kana")
    assert "kana: 実" in terminal.screen.text
    assert "Enter: take this kana" in terminal.screen.text
    terminal.press(BACKSPACE, "み", ENTER)
    terminal.wait_for("ミ（ガ）")
    terminal.press("k", *["あ"] * 80, "い")
    row = next(row for row in terminal.wait_for("い").splitlines() if row.startswith("kana: "))
    assert row.startswith("kana: …あ")
    assert row.endswith("あい")
    terminal.press("\x1b")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_an_unknown_key_says_so_and_the_keys_are_told(folder: Path) -> None:
    put(folder, NAME)
    terminal = at_screen(folder, LINES="24", COLUMNS="60")
    terminal.press("z")
    terminal.wait_for("this key does nothing; ?: the keys")
    terminal.press("?")
    terminal.wait_for("\nh: hear it\n")
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_the_legend_breaks_between_keys_alone(folder: Path, columns: str) -> None:
    put(folder, NAME)
    terminal = at_screen(folder, COLUMNS=columns, NARRATE_LANG="ja")
    screen = terminal.wait_for("キーの説明")
    for key in ("k: カナを打つ", "h: 聞く", "Backspace、Esc: 変えた読みをやめる", "u: 直前の答えを取り消す"):
        assert key in screen
    terminal.press("q")
    assert terminal.end() == ExitCode.OK


def test_undo_tells_what_was_undone(folder: Path) -> None:
    put(folder, MANY)
    first = shown(folder)[0]
    ran = answered(folder, "s", "u", "カナ", "u", "y", "u", "u")
    told = [line for line in ran.out.splitlines() if "taken back" in line or "to take back" in line]
    assert told == [
        f"taken back: {first} is no longer skipped",
        f"taken back: {first} is no longer settled",
        f"taken back: {first} is no longer confirmed",
        "there is nothing to take back",
    ]


@pytest.mark.parametrize("answer", ["1" * 5000, "a " + "1" * 5000, "h " + "1" * 5000])
def test_endless_digits_are_refused(folder: Path, answer: str) -> None:
    put(folder, NAME)
    ran = answered(folder, answer, "q")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert "1 word left" in ran.out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT])
def test_a_signal_at_the_screen_gives_the_terminal_back_and_ends_as_without_one(
    folder: Path, number: signal.Signals
) -> None:
    put(folder, NAME)
    terminal = at_screen(folder)
    assert terminal.end(kill=number) == -number
    assert terminal.printed.endswith(KEYPAD_AS_BEFORE)


def test_stopped_before_any_answer_it_says_that_nothing_was_written(folder: Path) -> None:
    put(folder, NAME)
    terminal = at_screen(folder, NARRATE_LANG="ja")
    terminal.press("\x03")
    assert terminal.end() == ExitCode.INTERRUPTED
    assert "中断しました。何も書き込んでいません。" in terminal.printed


def test_a_fault_in_a_lexicon_during_the_review_is_told_with_its_line(folder: Path) -> None:
    put(folder, NAME)
    terminal = Terminal(folder, "review", "text/a.md", "--plain")
    terminal.wait_for_line("> ")
    (folder / "text" / "lexicon.toml").write_text("[words]\n角 =\n", encoding="utf-8")
    terminal.press("カナ\n")
    terminal.wait_for_line("text/lexicon.toml:2: not valid TOML")
    terminal.press("q\n")
    assert terminal.end() == ExitCode.OK


def test_what_another_review_settled_meanwhile_is_told_and_asked_about(folder: Path) -> None:
    put(folder, NAME)
    first, second = (Terminal(folder, "review", "text/a.md", "--plain") for _ in range(2))
    for terminal in (first, second):
        terminal.wait_for_line("> ")
    first.press("アサヒ\n")
    first.wait_for_line("東海林誠 is read")
    for answer, end in (("カナ\n", "n\n"), ("y\n", "n\n"), ("カナ\n", "y\n")):
        second.press(answer)
        second.wait_for_line("東海林誠 was settled meanwhile as アサヒ")
        second.wait_for_line("settle it all the same?")
        assert lexicon(folder)["東海林誠"] == ("アサヒ", False)
        second.press(end)
    second.wait_for_line("東海林誠 is read")
    assert second.end() == ExitCode.OK
    assert first.end() == ExitCode.OK
    assert lexicon(folder)["東海林誠"] == ("カナ", False)


def test_undo_never_loses_what_somebody_wrote_since(folder: Path) -> None:
    put(folder, MANY)
    first = shown(folder)[0]
    path = folder / "text" / "lexicon.toml"
    terminal = Terminal(folder, "review", "text/a.md", "--plain")
    terminal.wait_for_line("> ")
    terminal.press("カナ\n")
    terminal.wait_for_line("is read")
    terminal.wait_for_line("> ")
    by_hand = f'[words]\n"{first}" = "ハナ"  # by hand\n"角" = "カド"\n'
    path.write_text(by_hand, encoding="utf-8")
    terminal.press("u\n")
    terminal.wait_for_line("was changed there meanwhile; it stays as it is")
    terminal.press("u\n")
    terminal.wait_for_line("there is nothing to take back")
    terminal.press("q\n")
    assert terminal.end() == ExitCode.OK
    assert path.read_text(encoding="utf-8") == by_hand
