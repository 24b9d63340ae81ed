from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from narrate.cli import readings
from narrate.errors import NarrateError

app = typer.Typer()
readings.register(app)
runner = CliRunner()


def test_a_word_is_added_and_listed(tmp_path: Path) -> None:
    file = str(tmp_path / "text" / "lexicon.toml")
    assert runner.invoke(app, ["lexicon", "add", "尾上", "おのえ", "--file", file]).exit_code == 0
    assert runner.invoke(app, ["lexicon", "list", "--file", file]).output == "尾上  オノエ\n"


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
