import json
import os
from pathlib import Path

import pytest

from narrate.errors import UsageError
from narrate.model import Passage, Place, Role, Utterance
from narrate.reading.accents.notation import accented
from narrate.reading.frontend import FrontEnd
from narrate.review.listing import Heard, changes, heard_by_text, kana_of_lines, listing_of, listing_to_json
from narrate.speech.render import labels_digest


def utterance(text: str) -> Utterance:
    return Utterance(Passage(text, tuple(range(len(text)))), (), Role.BODY, Place(3, 1, 3, len(text)))


def node(pron: str, acc: int, chain: int, size: int) -> dict[str, object]:
    return {"string": pron, "pron": pron, "acc": acc, "chain_flag": chain, "mora_size": size}


def test_accents_show_falls_borders_and_pauses() -> None:
    nodes = [node("ハシ", 1, -1, 2), node("オ", 0, 1, 1), node("ワタル", 0, 0, 3), node("、", 0, 0, 0)]
    assert accented([*nodes, node("ソラ", 1, 0, 2)]) == "ハ＼シオ／ワタル、ソ＼ラ"


@pytest.mark.engine
def test_lines_give_one_line_each(front_end: FrontEnd) -> None:
    lines = ["こんにちは", "", "★", "尾上《おのえ》さん", "。"]
    assert list(kana_of_lines(front_end, lines)) == ["コンニチワ", "", "", "オノエサン", ""]


@pytest.mark.engine
def test_a_line_of_any_length_is_read(front_end: FrontEnd) -> None:
    (kana,) = kana_of_lines(front_end, ["山と" * 3500])
    assert kana == "ヤマト" * 3500


@pytest.mark.engine
def test_a_listing_tells_what_changed_since_another(front_end: FrontEnd, tmp_path: Path) -> None:
    before = listing_of(front_end, [utterance("雨だ。"), utterance("晴れだ。")], labels_digest)
    path = tmp_path / "old.json"
    path.write_text(json.dumps(listing_to_json(before)), encoding="utf-8")
    after = listing_of(front_end, [utterance("雨だ。"), utterance("雪だ。")], labels_digest)
    assert [(c.text, c.before, c.after) for c in changes(heard_by_text(path), after)] == [
        ("雪だ。", "", "ユキダ"),
        ("晴れだ。", "ハレダ", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[]", "null", "5", '{"sentences": 5}', '{"sentences": [5]}', '{"sentences": [{"text": "朝", "kana": 5}]}',
        '{"sentences": [{"text": ["朝"], "kana": "アサ"}]}', '{"sentences": [{"text": null, "kana": "アサ"}]}',
        "[" * 100_000, "\0",
    ],
)  # fmt: skip
def test_another_file_is_no_listing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no listing"):
        heard_by_text(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_listing_may_begin_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "old.json"
    path.write_text('{"sentences": [{"text": "朝", "kana": "アサ"}]}', encoding=encoding)
    assert heard_by_text(path) == {"朝": Heard("アサ")}


@pytest.mark.parametrize("name", ["no.json", "pipe", "folder", "/dev/zero"])
def test_what_is_no_file_is_told_as_such(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match=r"there is no such file|cannot be read") as refused:
        heard_by_text(tmp_path / name)
    assert ("no such file" in str(refused.value)) == (name == "no.json")
