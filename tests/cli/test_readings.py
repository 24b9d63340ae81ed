from functools import partial
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from narrate.cli import readings
from narrate.errors import NarrateError
from shell import narrate

app = typer.Typer()
readings.register(app)
runner = CliRunner()


def test_a_word_is_added_and_listed(tmp_path: Path) -> None:
    file = str(tmp_path / "text" / "lexicon.toml")
    assert runner.invoke(app, ["lexicon", "add", "尾上", "おのえ", "--file", file]).exit_code == 0
    assert runner.invoke(app, ["lexicon", "list", "--file", file]).output == "尾上  オノエ\n"


def test_a_word_that_is_added_again_tells_what_it_was(tmp_path: Path) -> None:
    file = str(tmp_path / "lexicon.toml")
    runner.invoke(app, ["lexicon", "add", "尾上", "オガミ", "--file", file])
    output = runner.invoke(app, ["lexicon", "add", "尾上", "オノエ", "--file", file]).output
    assert output == f"{file}: 尾上 is read オノエ, no longer オガミ\n"


def test_a_word_that_is_removed_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text('# names\n[words]\n"尾上" = "オノエ"  # ours\n"匝瑳" = "ソウサ"\n', encoding="utf-8")
    assert runner.invoke(app, ["lexicon", "remove", "尾上", "--file", str(file)]).exit_code == 0
    assert file.read_text(encoding="utf-8") == '# names\n[words]\n"匝瑳" = "ソウサ"\n'
    again = runner.invoke(app, ["lexicon", "remove", "尾上", "--file", str(file)])
    assert isinstance(again.exception, NarrateError)


def test_a_wrong_word_is_refused(tmp_path: Path) -> None:
    file = str(tmp_path / "lexicon.toml")
    result = runner.invoke(app, ["lexicon", "add", "尾上", "onoe", "--file", file])
    assert isinstance(result.exception, NarrateError)


def test_an_article_or_lines_are_needed() -> None:
    assert isinstance(runner.invoke(app, ["readings"]).exception, NarrateError)


@pytest.mark.engine
def test_lines_print_katakana_and_nothing_else() -> None:
    result = runner.invoke(app, ["readings", "--lines", "-"], input="雨\n\n雪が降る\n")
    assert result.stdout == "アメ\n\nユキガフル\n"


@pytest.mark.engine
def test_an_article_is_listed_with_its_doubtful_words(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# 題名\n\nGryphonが来た。\n", encoding="utf-8")
    output = runner.invoke(app, ["readings", str(article)]).output
    assert "グリ＼フォンガ" in output or "グリフォンガ" in output.replace("＼", "")
    assert '"Gryphon" = ' in output


@pytest.mark.engine
def test_a_diff_shows_what_reads_otherwise_than_in_the_edition_and_refuses_anothers(tmp_path: Path) -> None:
    article, other = tmp_path / "text" / "a.md", tmp_path / "text" / "b.md"
    article.parent.mkdir()
    run = partial(narrate, tmp_path, PYTHONWARNINGS="ignore")  # sudachipy deprecates its own names
    article.write_text("# 題名\n\n尾上が来た。雨だ。\n", encoding="utf-8")
    other.write_text("# 別\n\n晴れた。\n", encoding="utf-8")
    assert run("build", "text/a.md").code == 0
    same = run("readings", "text/a.md", "--diff", "audio/a.mp3")
    assert same.out == "every sentence reads as before\n"
    run("lexicon", "add", "尾上", "オガミ")
    changed = run("readings", "text/a.md", "--diff", "audio/a.mp3").out
    assert changed.startswith("尾上が来た。\n")
    assert "+ オガミガキタ" in changed
    wrong = run("readings", "text/b.md", "--diff", "audio/a.mp3")
    assert "audio/a.mp3: this is the edition of" in wrong.error_line
    assert "there is no such file" in run("readings", "text/b.md", "--diff", "c.mp3").error_line
