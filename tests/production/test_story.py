"""Building and building again, seen from outside: what is spoken, what is kept, and the bytes."""

from __future__ import annotations

import errno
import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.edition.check import inspect
from narrate.errors import OutputError, SettingsError, SourceError, SpeechError, UsageError
from narrate.production import speaking
from narrate.production.report import Reason
from narrate.production.story import build
from narrate.speech import render
from narrate.speech.tone import ToneReader
from narrate.store.folder import record_path
from narrate.store.record import load_record
from tone_studio import SETTINGS, CountingListener, Studio, clean_bytes, digest, spoken_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Cue, Reading, Ruby
    from narrate.speech.workers import LocalWorkers

HEAD = "# 港の一日\n\n朝が来た。船が出た。\n\n"
NOON = "## 昼\n\n網を繕う。猫が眠る。\n\n"
NIGHT = "## 夜\n\n光が回る。波の音がする。\n"
TEXT = HEAD + NOON + NIGHT


def test_a_first_build_speaks_everything(studio: Studio) -> None:
    studio.write(TEXT)
    report = studio.build()
    assert spoken_texts(report) == [
        "港の一日", "朝が来た。", "船が出た。", "昼", "網を繕う。", "猫が眠る。", "夜", "光が回る。", "波の音がする。",
    ]  # fmt: skip
    assert {s.reason for s in report.spoken} == {Reason.NEW}
    assert [c.title for c in report.edition.chapters] == ["港の一日", "昼", "夜"]
    assert report.path == studio.audio / "essay.mp3"
    assert inspect(report.path).faults == ()


def test_a_second_build_does_nothing(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    times = {path: path.stat().st_mtime_ns for path in studio.audio.rglob("*")}
    report = studio.build()
    assert report.is_unchanged
    assert report.spoken == ()
    assert report.kept_count == report.sentence_count == 9
    assert {path: path.stat().st_mtime_ns for path in studio.audio.rglob("*")} == times
    assert studio.listener.begun == 0


def test_a_touched_file_is_not_a_changed_one(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.write(TEXT)
    assert studio.build().is_unchanged


def test_only_the_changed_sentence_is_spoken_again(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.write(TEXT.replace("猫が眠る。", "犬が走る。"))
    report = studio.build()
    assert spoken_texts(report) == ["犬が走る。"]
    assert (studio.listener.spoken, studio.listener.kept) == (5, studio.listener.begun - 5)
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


def test_other_clips_keep_their_bytes(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    before = {path: path.read_bytes() for path in studio.clips}
    studio.write(TEXT.replace("猫が眠る。", "犬が走る。"))
    studio.build()
    assert before.items() <= {path: path.read_bytes() for path in studio.clips}.items()
    assert all(data[-192:] in studio.mp3() for data in before.values())


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (HEAD + NOON + "## 夕\n\n風が出る。\n\n" + NIGHT, ["夕", "風が出る。"]),
        (HEAD + NIGHT + "\n" + NOON, []),
        (HEAD + NIGHT, []),
        (TEXT.replace("## 夜", "## 深夜"), ["深夜"]),
        (TEXT.replace("船が出た。", "船が出た。\n\n***\n"), []),
        (TEXT.replace("船が出た。", "\n\n船が出た。"), []),
        (TEXT.replace("網を繕う。", "- 網を繕う。\n"), []),
        ("---\ntitle: 別の題\n---\n" + HEAD.replace("# 港の一日", "") + NOON + NIGHT, ["別の題"]),
        ("---\nauthor: 佐藤\ndescription: 海の話\ndate: 2026-07-01\n---\n" + TEXT, []),
        ("---\npauses: {sentence: 900, start: 0}\n---\n" + TEXT, []),
        (TEXT.replace("猫が眠る。", "猫が、眠る。"), []),
        (TEXT.replace("猫が眠る。", "猫が眠る。猫が眠る。"), []),
    ],
)  # fmt: skip
def test_only_what_is_new_is_spoken(studio: Studio, text: str, spoken: list[str]) -> None:
    studio.write(TEXT)
    studio.build()
    studio.write(text)
    report = studio.build()
    assert spoken_texts(report) == spoken
    assert not report.is_unchanged
    assert digest(studio.mp3()) == digest(clean_bytes(studio))
    assert inspect(report.path).faults == ()


@pytest.mark.parametrize(
    ("tables", "name"),
    [
        ("[pauses]\nsentence = 800\n", "pauses"),
        ("[edition]\nalbum = '港の声'\n", "album"),
        ("[store]\nlimit_mb = 900\n", "limit"),
    ],
)
def test_settings_of_the_edition_speak_nothing(studio: Studio, tables: str, name: str) -> None:
    studio.write(TEXT)
    studio.build()
    studio.settings(SETTINGS + tables)
    assert spoken_texts(studio.build()) == []
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


def test_a_sentence_that_stands_twice_is_spoken_once(studio: Studio) -> None:
    studio.write("# 題\n\n" + "はい。いいえ。" * 20 + "\n")
    report = studio.build()
    assert sorted(spoken_texts(report)) == ["いいえ。", "はい。", "題"]
    assert (report.sentence_count, report.kept_count) == (41, 38)
    assert len(studio.clips) == 3


def test_force_speaks_everything_again_to_the_same_bytes(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    before = studio.mp3()
    report = studio.build(force=True)
    assert len(report.spoken) == 9
    assert {s.reason for s in report.spoken} == {Reason.FORCED}
    assert digest(studio.mp3()) == digest(before)


@pytest.mark.parametrize("section", ["2", "昼"])
@pytest.mark.parametrize("force", [True, False])
def test_one_section_is_spoken_again(studio: Studio, section: str, force: bool) -> None:
    studio.write(TEXT)
    studio.build()
    report = studio.build(section=section, force=force)
    assert spoken_texts(report) == ["昼", "網を繕う。", "猫が眠る。"]


def test_a_section_shares_its_sentences_with_others_and_is_spoken_all_the_same(studio: Studio) -> None:
    studio.write("# 題\n\nはい。\n\n## 二\n\nはい。\n")
    studio.build()
    assert spoken_texts(studio.build(section="二")) == ["二", "はい。"]


@pytest.mark.parametrize("section", ["0", "4", "冬", ""])
def test_a_section_that_is_not_there_is_refused_with_a_list(studio: Studio, section: str) -> None:
    studio.write(TEXT)
    studio.build()
    with pytest.raises(UsageError) as error:
        studio.build(section=section)
    assert "1 港の一日, 2 昼, 3 夜" in str(error.value)


def test_a_section_may_have_a_voice_of_its_own(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.write("---\nsections:\n  昼: {speed: 1.5}\n---\n" + TEXT)
    report = studio.build()
    assert [(s.text, s.reason) for s in report.spoken] == [
        ("昼", Reason.VOICE),
        ("網を繕う。", Reason.VOICE),
        ("猫が眠る。", Reason.VOICE),
    ]


def test_another_pitch_speed_voice_or_bit_rate_speaks_everything_again(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    for options in ({"pitch": 2.0}, {"speed": 1.2}, {"bit_rate_kbps": 96}):
        assert len(studio.build(**options).spoken) == 9
        assert inspect(studio.audio / "essay.mp3").faults == ()


def test_a_voices_credit_speaks_nothing_but_is_written(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    voice = studio.folder / "voices" / "tone.toml"
    voice.write_text(voice.read_text(encoding="utf-8").replace("nobody", "somebody"), encoding="utf-8")
    report = studio.build()
    assert spoken_texts(report) == []
    assert report.edition.credits == ("somebody (none)",)


def test_later_chapters_report_their_shift(studio: Studio) -> None:
    studio.write(TEXT)
    first = studio.build().edition.chapters
    studio.write(TEXT.replace("猫が眠る。", "猫が眠る。" + "犬が走りまわっている。" * 5))
    report = studio.build()
    assert [(s.title, s.shift_ms) for s in report.shifts] == [
        ("夜", report.edition.chapters[2].start_ms - first[2].start_ms)
    ]
    assert report.shifts[0].shift_ms > 0


# What can go wrong with what is there


def test_an_empty_store_is_filled_from_the_published_mp3(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    before = {path: path.read_bytes() for path in studio.clips}
    shutil.rmtree(studio.audio / ".narrate" / "clips")
    studio.write(TEXT.replace("猫が眠る。", "犬が走る。"))
    assert spoken_texts(studio.build()) == ["犬が走る。"]
    kept = {path: path.read_bytes() for path in studio.clips}
    assert len(kept) == 9
    assert all(before[path] == data for path, data in kept.items() if path in before)
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


def test_the_published_mp3_alone_is_enough(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    shutil.rmtree(studio.audio / ".narrate")
    assert spoken_texts(studio.build()) == []
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_published_mp3_lends_only_its_sound_clips(studio: Studio, seed: int) -> None:
    studio.write(TEXT)
    studio.build()
    clean = studio.mp3()
    shutil.rmtree(studio.audio / ".narrate")
    rng = random.Random(seed)
    data = bytearray(clean)
    for _ in range(4):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    (studio.audio / "essay.mp3").write_bytes(bytes(data[: rng.randrange(len(data) // 2, len(data))]))
    studio.build()
    assert digest(studio.mp3()) == digest(clean)


def test_a_damaged_published_mp3_is_made_again_from_the_store(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    clean = studio.mp3()
    (studio.audio / "essay.mp3").write_bytes(clean[:-1] + bytes([clean[-1] ^ 1]))
    report = studio.build()
    assert (report.is_unchanged, spoken_texts(report)) == (False, [])
    assert digest(studio.mp3()) == digest(clean)


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "other"])
def test_a_damaged_clip_is_spoken_again(studio: Studio, damage: str) -> None:
    studio.write(TEXT)
    studio.build()
    clean = studio.mp3()
    victim, other = studio.clips[0], studio.clips[1]
    data = victim.read_bytes()
    changed = {
        "flip": data[:100] + bytes([data[100] ^ 4]) + data[101:],
        "cut": data[:-50],
        "empty": b"",
        "other": other.read_bytes(),
    }
    victim.write_bytes(changed[damage])
    (studio.audio / "essay.mp3").unlink()
    report = studio.build()
    assert [s.reason for s in report.spoken] == [Reason.DAMAGED]
    assert digest(studio.mp3()) == digest(clean)
    assert victim.read_bytes() == data


def test_a_damaged_clip_is_taken_from_the_published_mp3_where_it_is_whole(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.clips[0].write_bytes(b"")
    studio.write(TEXT + "\n明日も。\n")
    assert spoken_texts(studio.build()) == ["明日も。"]


def test_a_missing_clip_says_so(studio: Studio) -> None:
    studio.write(TEXT)
    studio.build()
    studio.clips[0].unlink()
    (studio.audio / "essay.mp3").unlink()
    assert [s.reason for s in studio.build().spoken] == [Reason.MISSING]


@pytest.mark.parametrize("data", [None, b"", b"{}", b"\xff\xfe\x00", b'{"format":1}\n[]\n'])
def test_a_lost_or_damaged_record_costs_no_speech(studio: Studio, data: bytes | None) -> None:
    studio.write(TEXT)
    studio.build()
    clean = studio.mp3()
    path = record_path(studio.audio, "essay")
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    report = studio.build()
    assert (report.is_unchanged, spoken_texts(report)) == (False, [])
    assert digest(studio.mp3()) == digest(clean)
    assert studio.build().is_unchanged


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_bit_in_the_record_never_reaches_the_mp3(studio: Studio, seed: int) -> None:
    studio.write(TEXT)
    studio.build()
    path = record_path(studio.audio, "essay")
    data = bytearray(path.read_bytes())
    rng = random.Random(seed)
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(data))
    studio.write(TEXT + "\n明日も。\n")
    assert spoken_texts(studio.build()) == ["明日も。"]
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


@pytest.mark.parametrize("text", ["# 題\n", "……\n", "---\ntitle: [\n---\n", ""])
def test_a_bad_article_leaves_the_last_edition_in_place(studio: Studio, text: str) -> None:
    studio.write(TEXT)
    studio.build()
    before = studio.mp3()
    studio.write(text)
    with pytest.raises((SourceError, SettingsError, SpeechError)):
        studio.build()
    assert studio.mp3() == before
    studio.write(TEXT)
    assert studio.build().is_unchanged


@pytest.mark.parametrize("where", ["audio", "audio/.narrate", "audio/.narrate/clips"])
def test_a_file_in_place_of_a_folder_is_one_error(studio: Studio, where: str) -> None:
    studio.write(TEXT)
    path = studio.folder / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written") as error:
        studio.build()
    assert "\n" not in str(error.value)


def test_a_folder_in_place_of_the_mp3_is_one_error(studio: Studio) -> None:
    studio.write(TEXT)
    (studio.audio / "essay.mp3").mkdir(parents=True)
    with pytest.raises(OutputError, match="did not make"):
        studio.build()


@pytest.mark.parametrize("after", [0, 3, 8, 9, 10])
def test_a_full_disk_keeps_the_last_edition_and_every_finished_clip(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    studio.write("# 前の版\n\n短い。\n")
    studio.build()
    before = studio.mp3()
    studio.write(TEXT)
    writes = 0
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal writes
        writes += 1
        if writes > after:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(OutputError, match="make room on the disk and run the same command again"):
            studio.build()
    assert not list(studio.audio.rglob(".part-*"))
    if after <= 9:
        assert studio.mp3() == before
    report = studio.build()
    assert len(report.spoken) == max(0, 9 - after)
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


def test_two_articles_of_one_slug_do_not_take_each_others_edition(studio: Studio) -> None:
    one = studio.write(TEXT, "essay.md")
    other = studio.write("別の記事です。短いです。\n", "essay.txt")
    studio.build(one)
    before = studio.mp3()
    with pytest.raises(UsageError, match=r"it would replace essay\.mp3"):
        studio.build(other)
    assert studio.mp3() == before


def test_the_record_of_another_version_still_tells_whose_edition_it_is(studio: Studio) -> None:
    studio.build(studio.write(TEXT, "essay.md"))
    path = record_path(studio.audio, "essay")
    path.write_bytes(b'{"format":4,"source":"../text/essay.md"}\n[]\n[]\n00000000\n')
    with pytest.raises(UsageError, match=r"it would replace essay\.mp3"):
        studio.build(studio.write("別の記事です。短いです。\n", "essay.txt"))


def test_a_sentence_that_comes_often_is_read_and_spoken_once(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = ToneReader.read

    def noted(self: ToneReader, text: str, rubies: Sequence[Ruby] = ()) -> Reading:
        read.append(text)
        return real(self, text, rubies)

    monkeypatch.setattr(ToneReader, "read", noted)
    studio.write("# 港\n\n" + "波の音がした。\n\n船が出た。\n\n" * 20)
    report = studio.build()
    assert sorted(read) == sorted(["港", "波の音がした。", "船が出た。"])
    assert (len(report.spoken), report.kept_count) == (3, 38)
    assert studio.listener.kept + studio.listener.spoken == studio.listener.begun


def test_an_article_that_moved_keeps_its_edition(studio: Studio) -> None:
    studio.build(studio.write(TEXT))
    (studio.folder / "text" / "essay.md").rename(studio.folder / "text" / "essay.markdown")
    report = studio.build(studio.folder / "text" / "essay.markdown")
    assert spoken_texts(report) == []


def test_a_long_japanese_name_is_cut_to_what_file_systems_take(studio: Studio) -> None:
    path = studio.write(TEXT, "港" * 80 + ".md")
    report = studio.build(path)
    assert report.path.name == "港" * 66 + ".mp3"  # versions of its companions still fit 255 bytes


def test_300_headings_are_255_chapters_and_a_note(studio: Studio) -> None:
    studio.write("# 題\n\n序。\n\n" + "".join(f"## {n}\n\n文{n}。\n\n" for n in range(300)))
    report = studio.build()
    assert len(report.edition.chapters) == 255
    assert any("301 headings" in note for note in report.notes)
    assert inspect(report.path).faults == ()


def test_a_line_of_100000_characters_is_spoken_in_parts(studio: Studio) -> None:
    studio.write("港の朝は早い、" * 14_300 + "\n", "essay.txt")
    report = studio.build(studio.folder / "text" / "essay.txt")
    assert max(len(cue) for cue in spoken_texts(report)) <= 200
    assert inspect(report.path).faults == ()


def test_a_title_from_front_matter_shows_no_ruby(studio: Studio) -> None:
    studio.write("---\ntitle: ｜灯台《とうだい》の話\n---\n\n本文です。\n")
    assert studio.build().edition.title == "灯台の話"


_SENTENCES = [
    "朝が来た。",
    "船が出た。",
    "猫が眠る。",
    "霧です。",
    "網を繕う。",
    "- 甲\n",
    "***",
    "## 昼",
    "## 夜",
    "……",
]
_DRAFTS = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=9)


@settings(max_examples=12, deadline=None)
@given(st.lists(_DRAFTS, min_size=2, max_size=4))
def test_any_run_of_edits_ends_in_the_bytes_of_a_clean_build(
    workers: LocalWorkers, drafts: list[list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), workers)
        known: set[str] = set()
        for draft in drafts:
            studio.write("題です。\n\n" + "\n\n".join(draft) + "\n")
            report = studio.build()
            labels = {"".join(c for c in cue.text if c.isalnum()) for cue in _cues(studio)}
            assert len(report.spoken) == len(labels - known)
            known |= labels
            assert digest(studio.mp3()) == digest(clean_bytes(studio))
            assert inspect(report.path).faults == ()


@pytest.mark.parametrize("off_ms", [-24, 0, 24])
def test_a_deleted_sentence_stays_away_where_the_pause_is_as_long_as_it_was(
    studio: Studio, off_ms: int
) -> None:
    studio.write("題です。\n\n朝が来た。船が出た。猫が眠る。\n")
    studio.build()
    morning, cat = (next(c for c in _cues(studio) if c.text == text) for text in ("朝が来た。", "猫が眠る。"))
    studio.write("題です。\n\n朝が来た。猫が眠る。\n")
    studio.settings(SETTINGS + f"[pauses]\nsentence = {cat.start_ms - morning.end_ms + off_ms}\n")
    report = studio.build()
    assert digest(studio.mp3()) == digest(clean_bytes(studio))
    assert inspect(report.path).faults == ()


def _cues(studio: Studio) -> list[Cue]:
    record = load_record(studio.audio, "essay")
    assert record is not None
    return list(record.edition.cues)


def test_an_edit_while_the_build_runs_is_built_by_the_next_one(studio: Studio) -> None:
    path = studio.write(TEXT, "tide.md")

    class Editor(CountingListener):
        def begin(self, character_count: int) -> None:
            path.write_text(TEXT + "\n\n潮が引いた。\n", encoding="utf-8")

    build(studio.request(path), studio.workers, Editor())
    report = studio.build(path)
    assert not report.is_unchanged
    assert [s.text for s in report.spoken] == ["潮が引いた。"]


def test_an_absolute_path_and_a_relative_one_are_the_same_article(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = studio.write(TEXT, "tide.md")
    studio.build(path)
    monkeypatch.chdir(path.parent)
    assert studio.build(Path(path.name)).is_unchanged


def test_a_companion_that_cannot_be_written_leaves_the_last_mp3(studio: Studio) -> None:
    path = studio.write(TEXT, "tide.md")
    report = studio.build(path)
    before = report.path.read_bytes()
    transcript = report.path.with_suffix(".vtt")
    transcript.unlink()
    transcript.mkdir()
    path.write_text(TEXT + "\n\n潮が引いた。\n", encoding="utf-8")
    with pytest.raises(OutputError):
        studio.build(path)
    assert report.path.read_bytes() == before


def test_an_upgrade_says_beforehand_that_everything_is_spoken_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.write("# 港\n\n朝が来た。船が出た。\n")
    studio.build()
    assert studio.listener.renewed_s == 0.0
    feed = studio.audio / "published.toml"
    before = feed.read_bytes() if feed.is_file() else b""
    with monkeypatch.context() as patched:
        patched.setattr(speaking, "sound_versions", lambda _kbps: "another")
        patched.setattr(render, "sound_versions", lambda _kbps: "another")
        studio.write("# 港\n\n朝が来た。船が出た。雨だ。\n")
        report = studio.build()
    assert {s.reason for s in report.spoken} == {Reason.ENGINE, Reason.NEW}
    assert studio.listener.renewed_s > 0.0
    assert (feed.read_bytes() if feed.is_file() else b"") == before


@pytest.mark.engine
def test_other_pauses_speak_again_what_pauses_inside(studio: Studio) -> None:
    studio.settings("")
    studio.write("朝が来て、船が出た。網を繕う。\n")
    studio.build()
    studio.settings("[pauses]\ncomma = 400\nsentence = 900\n")
    assert {(s.text, s.reason) for s in studio.build().spoken} == {("朝が来て、船が出た。", Reason.PAUSES)}
    assert digest(studio.mp3()) == digest(clean_bytes(studio))


@pytest.mark.engine
def test_a_new_sentence_speaks_a_neighbour_again_whose_place_it_takes(studio: Studio) -> None:
    studio.settings("")
    studio.write("朝が来た。船が出た。網を繕う。\n")
    studio.build()
    studio.write("朝が来た。船が出た。猫が眠る。\n")
    assert {(s.text, s.reason) for s in studio.build().spoken} == {("猫が眠る。", Reason.NEW)}
    studio.write("朝が来た。船が出た。猫が眠る。雨だ。\n")
    assert {(s.text, s.reason) for s in studio.build().spoken} == {
        ("猫が眠る。", Reason.PLACE),
        ("雨だ。", Reason.NEW),
    }
    assert digest(studio.mp3()) == digest(clean_bytes(studio))
