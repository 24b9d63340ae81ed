"""``narrate readings``, ``narrate say`` and ``narrate lexicon``: hear, check and settle readings."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.build import VoiceName
from narrate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrate.build.plan import Plan
    from narrate.reading.frontend import FrontEnd
    from narrate.review.doubts import Doubt
    from narrate.review.listing import Change, Heard, Listing
    from narrate.review.why import Why

lexicon_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The words you have settled.")
_LexiconFile = typer.Option(
    Path("text/lexicon.toml"),
    "--file",
    metavar="FILE",
    help="The lexicon. [default: text/lexicon.toml]",
    show_default=False,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("readings")(readings)
    app.command("say")(say)
    app.add_typer(lexicon_app, name="lexicon")


def readings(
    article: Path | None = typer.Argument(None, metavar="ARTICLE", help="A plain text or Markdown file."),
    as_json: bool = typer.Option(False, "--json", help="Print it for programs."),
    diff: Path | None = typer.Option(
        None,
        "--diff",
        metavar="OLD",
        help="Show only what changed since an edition's MP3 or a --json listing.",
    ),
    why: bool = typer.Option(False, "--why", help="Show what decided the reading of each word."),
    lines: str | None = typer.Option(
        None,
        "--lines",
        metavar="FILE|-",
        help="Print the katakana of each line of a plain file, nothing else.",
    ),
) -> None:
    """Show how every sentence is read, and which readings are worth a look."""
    if (article is None) == (lines is None):
        raise UsageError("give an ARTICLE or --lines FILE", hint="one of the two")
    if lines is not None:
        _print_lines(lines)
        return
    assert article is not None
    if why:
        if diff is not None:
            raise UsageError("--why and --diff do not go together", hint="give one of the two")
        _print_whys(article, as_json=as_json)
        return
    listing = _listing(article)
    if diff is not None:
        _print_changes(_heard_before(diff, article), listing, as_json=as_json)
    elif as_json:
        from narrate.review.listing import listing_to_json

        print(json.dumps(listing_to_json(listing), ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_sentence_lines(listing), *_doubt_lines(listing)]))


def _listing(article: Path) -> Listing:
    from narrate.review.listing import listing_of
    from narrate.speech.render import labels_digest

    plan, front_end = _plan_and_reader(article)
    return listing_of(front_end, plan.script.utterances, labels_digest)


def _plan_and_reader(article: Path) -> tuple[Plan, FrontEnd]:
    from narrate.build.inputs import open_inputs
    from narrate.build.plan import plan_edition
    from narrate.build.request import Request
    from narrate.reading.frontend import FrontEnd

    plan = plan_edition(open_inputs(Request(path=article)))
    return plan, FrontEnd(plan.lexicon, plan.settings.reading)


def _print_whys(article: Path, *, as_json: bool) -> None:
    from narrate.review.why import why_to_json, whys

    plan, front_end = _plan_and_reader(article)
    found = whys(front_end, plan.lexicon, plan.script.utterances)
    if as_json:
        print(json.dumps(why_to_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(line for why in found for line in _why_lines(why)))


def _why_lines(why: Why) -> list[str]:
    lines = [f"{why.line:>4}:{why.column:<3} {why.text}"]
    lines += [f"         {r.written} → {r.said or '(silent)'}  text: {r.rule}" for r in why.rewrites]
    for word in why.words:
        grounds = f"{word.grounds}: {word.rule}" if word.rule else word.grounds
        lines.append(f"         {word.written}  {word.kana}  {grounds}")
    return lines


def _sentence_lines(listing: Listing) -> list[str]:
    return [f"{s.line:>4}:{s.column:<3} {s.text}\n         {s.accented}" for s in listing.sentences]


def _doubt_lines(listing: Listing) -> list[str]:
    if not listing.doubts:
        return ["", "no doubtful readings"]
    lines = ["", f"worth a look ({len(listing.doubts)} words, riskiest first; paste a line under [words]):"]
    for doubt in listing.doubts:
        sentence = listing.sentences[doubt.sentence]
        lines += _one_doubt(doubt, sentence.line, sentence.said)
    return lines


def _one_doubt(doubt: Doubt, line: int, said: str) -> list[str]:
    others = " or ".join(doubt.candidates)
    times = f", {doubt.times} times" if doubt.times > 1 else ""
    context = (
        said[max(0, doubt.start - 12) : doubt.start]
        + f"【{doubt.written}】"
        + said[doubt.end : doubt.end + 12]
    )
    return [
        f"  {doubt.written}  {doubt.kana}"
        + (f"  (or {others})" if others else "")
        + f"  - {doubt.reason}{times}",
        f"      line {line}: {context}",
        f"      {doubt.line}" + ("" if doubt.candidates else "  # as it is read now"),
    ]


def _heard_before(old: Path, article: Path) -> dict[str, Heard]:
    """What each sentence was read as, from an edition of the article or from a listing."""
    from narrate.review.listing import Heard, heard_by_text
    from narrate.store.record import load_record

    if old.suffix.lower() != ".mp3":
        return heard_by_text(old)
    record = load_record(old.parent, old.stem, with_cues=False) if old.is_file() else None
    if record is None:
        problem = "nothing is remembered of this edition" if old.is_file() else "there is no such file"
        raise UsageError(problem, hint="give an MP3 where it was built", path=old)
    source = old.parent / record.head.source
    if source.resolve() != article.resolve():
        raise UsageError(f"this is the edition of {source}", hint=f"give one of {article}", path=old)
    return {u.text: Heard(u.reading.kana, u.reading.labels_digest) for u in record.utterances}


def _print_changes(before: Mapping[str, Heard], listing: Listing, *, as_json: bool) -> None:
    from narrate.review.listing import changes

    found = changes(before, listing)
    if as_json:
        print(json.dumps([asdict(c) for c in found], ensure_ascii=False, indent=2))
        return
    print("\n".join(map(_change_line, found)) or "every sentence reads as before")


def _change_line(change: Change) -> str:
    if change.before and change.before == change.after:
        return f"{change.text}\n    + {change.accented}  (other accents or pauses, the same kana)"
    before, after = change.before or "(new)", change.after or "(gone)"
    return f"{change.text}\n    - {before}\n    + {after}"


def _print_lines(name: str) -> None:
    from narrate.reading.frontend import front_end
    from narrate.review.listing import kana_of_lines

    text = sys.stdin.buffer.read() if name == "-" else _bytes_of(Path(name))
    rows = text.decode("utf-8-sig", errors="replace").split("\n")
    if rows and not rows[-1]:
        rows.pop()
    for kana in kana_of_lines(front_end(), [row.rstrip("\r") for row in rows]):
        print(kana)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", path=path) from error


def say(
    text: str = typer.Argument(..., metavar="TEXT", help="One sentence."),
    out: Path | None = typer.Option(None, "-o", "--out", metavar="FILE.mp3", help="Write it here."),
    voice: str | None = VoiceName,
    lexicon: Path = _LexiconFile,
) -> None:
    """Speak one sentence, to a file or aloud, to try a reading.

    The settings beside the lexicon hold here too.
    """
    from narrate.build.settings import load_settings
    from narrate.reading.frontend import front_end
    from narrate.reading.lexicon.entries import load_lexicon
    from narrate.review.trial import play, try_out
    from narrate.speech.voice import find_voice, voice_folders

    if out is not None and out.suffix.lower() != ".mp3":
        raise UsageError(f"{out} would hold an MP3", hint="give a name that ends in .mp3")
    settings = load_settings(lexicon.parent)
    own, choice = load_lexicon(lexicon), settings.voice
    speaker = find_voice(voice or choice.name, voice_folders(Path.cwd()))
    speaker = speaker.with_prosody(choice.speed, choice.pitch)
    trial = try_out(front_end(own, settings.reading), text, speaker, settings.bit_rate_kbps)
    print(trial.accented)
    if out is not None:
        from narrate.ground.files import write_whole

        write_whole(out, trial.mp3)
    else:
        play(trial)


@lexicon_app.command("add")
def add(
    written: str = typer.Argument(..., metavar="WRITTEN", help="The word as it is written: 尾上"),
    kana: str = typer.Argument(..., metavar="KANA", help="How it is read: オノエ"),
    accent: int | None = typer.Option(
        None, "--accent", min=0, help="The mora after which the pitch falls; 0: none."
    ),
    pos: str | None = typer.Option(None, "--pos", help="noun, name, surname, given, place, organization …"),
    file: Path = _LexiconFile,
) -> None:
    """Settle how a word is read."""
    from narrate.ground.files import write_whole
    from narrate.reading.lexicon.entries import fold, parse_lexicon
    from narrate.review.lexicon_edit import with_entry

    before = _text_of(file)
    after = with_entry(before, written, kana, accent, pos, file)
    last = next((e for e in parse_lexicon(before, file) if fold(e.written) == fold(written)), None)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, after.encode())
    print(f"{file}: {written} is read {kana}" + (f", no longer {last.kana}" if last else ""))


@lexicon_app.command("remove")
def remove(
    written: str = typer.Argument(..., metavar="WRITTEN", help="The word as it is written: 尾上"),
    file: Path = _LexiconFile,
) -> None:
    """Leave a word to narrate again."""
    from narrate.ground.files import write_whole
    from narrate.review.lexicon_edit import without_entry

    write_whole(file, without_entry(_text_of(file), written, file).encode())
    print(f"{file}: {written} is no longer there")


def _text_of(lexicon: Path) -> str:
    from narrate.ground.toml import read_toml

    found = read_toml(lexicon)
    return found.text if found else ""


@lexicon_app.command("list")
def list_words(
    file: Path = _LexiconFile,
    everything: bool = typer.Option(False, "--all", help="Show the words that narrate ships, too."),
) -> None:
    """Show the words that are settled."""
    from narrate.reading.lexicon.entries import load_lexicon, shipped_entries

    for entry in (*(shipped_entries() if everything else ()), *load_lexicon(file)):
        accent = "" if entry.accent is None else f"  {entry.accent}"
        print(f"{entry.written}  {entry.kana}{accent}")
