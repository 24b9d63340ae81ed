"""``narrate readings``: how every sentence is read, and why."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from narrate.cli.names import GROUNDS, SUSPICIONS, named
from narrate.cli.output import json_text, on_one_line
from narrate.cli.words import worded
from narrate.errors import UsageError
from narrate.ground.files import real
from narrate.messages import Either, Message, counted, reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrate.production.plan import Plan
    from narrate.reading.frontend import FrontEnd
    from narrate.review.doubts import Doubt
    from narrate.review.listing import Change, Heard, Listing
    from narrate.review.why import Why
    from narrate.store.record import Record


def readings(
    article: Path | None = typer.Argument(
        None, metavar="ARTICLE", readable=False, help="A plain text or Markdown file."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print it for programs."),
    diff: Path | None = typer.Option(
        None,
        "--diff",
        metavar="OLD",
        readable=False,
        help="Show only what changed since an edition (one of its files) or a --json listing.",
    ),
    why: bool = typer.Option(False, "--why", help="Show what decided the reading of each word."),
    lines: Path | None = typer.Option(
        None,
        "--lines",
        metavar="FILE|-",
        readable=False,
        help="Print the katakana of each line of a plain file, nothing else.",
    ),
    accents: bool = typer.Option(False, "--accents", help="With --lines: print the accents as well."),
) -> None:
    """Show how every sentence is read, and which readings are worth a look."""
    if (article is None) == (lines is None):
        raise UsageError(Message("give an ARTICLE or --lines FILE"), hint=Message("one of the two"))
    if lines is not None:
        if why:
            raise UsageError(Message("--why and --lines do not go together"), hint=Message("give an ARTICLE"))
        _print_lines(lines, with_accents=accents)
        return
    if accents:
        hint = Message("leave it out: an ARTICLE is shown with its accents")
        raise UsageError(Message("--accents goes with --lines"), hint=hint)
    assert article is not None
    if why:
        if diff is not None:
            raise UsageError(
                Message("--why and --diff do not go together"), hint=Message("give one of the two")
            )
        _print_whys(article, as_json=as_json)
        return
    from narrate.production.surroundings import surroundings_of

    listing = _listing(article)
    if diff is not None:
        _print_changes(_heard_before(diff, article), listing, article, as_json=as_json)
    elif as_json:
        from narrate.review.listing import listing_to_json

        print(json_text(listing_to_json(listing)))
    else:
        words = surroundings_of(article).lexicon
        print("\n".join([*_sentence_lines(listing), *_doubt_lines(listing, words)]))


def _listing(article: Path) -> Listing:
    from narrate.review.listing import listing_of
    from narrate.speech.render import labels_digest

    plan, front_end = _plan_and_reader(article)
    return listing_of(front_end, plan.script.utterances, labels_digest)


def _plan_and_reader(article: Path) -> tuple[Plan, FrontEnd]:
    from narrate.production.inputs import open_inputs
    from narrate.production.plan import plan_of
    from narrate.production.request import Request
    from narrate.reading.frontend import FrontEnd

    plan = plan_of(open_inputs(Request(path=article)))
    return plan, FrontEnd(plan.lexicon, plan.settings.reading)


def _print_whys(article: Path, *, as_json: bool) -> None:
    from narrate.review.why import why_to_json, whys

    plan, front_end = _plan_and_reader(article)
    found = whys(front_end, plan.lexicon, plan.script.utterances)
    if as_json:
        print(json_text(why_to_json(found)))
    else:
        print("\n".join(line for why in found for line in _why_lines(why)))


def _why_lines(why: Why) -> list[str]:
    lines = [f"{why.line:>4}:{why.column:<3} {why.text}"]
    silent = worded(Message("(silent)"))
    for r in why.rewrites:
        rule = worded(Message("text: {rule}", rule=named(r.rule)))
        lines.append(f"         {r.written} → {r.said or silent}  {rule}")
    for word in why.words:
        grounds = worded(GROUNDS[word.grounds])
        if word.rule:
            grounds += f": {worded(named(word.rule))}"
        lines.append(f"         {word.written}  {word.kana}  {grounds}")
    return lines


def _sentence_lines(listing: Listing) -> list[str]:
    return [f"{s.line:>4}:{s.column:<3} {s.text}\n         {s.accented}" for s in listing.sentences]


def _doubt_lines(listing: Listing, lexicon: Path) -> list[str]:
    if not listing.doubts:
        return ["", worded(Message("no doubtful readings"))]
    lines = ["", worded(_doubts_head(listing.doubts, lexicon))]
    for doubt in listing.doubts:
        sentence = listing.sentences[doubt.sentence]
        lines += _one_doubt(doubt, sentence.line, sentence.said)
    return lines


def _doubts_head(doubts: Sequence[Doubt], lexicon: Path) -> Message:
    if not any(doubt.line for doubt in doubts):
        return counted(
            "worth a look ({count} word):", "worth a look ({count} words, riskiest first):", len(doubts)
        )
    return counted(
        "worth a look ({count} word; paste the line under [words] in {file}):",
        "worth a look ({count} words, riskiest first; paste a line under [words] in {file}):",
        len(doubts),
        file=lexicon,
    )


def _one_doubt(doubt: Doubt, line: int, said: str) -> list[str]:
    reason = SUSPICIONS[doubt.reason]
    if doubt.times > 1:
        reason = Message("{reason}, {times} times", reason=reason, times=doubt.times)
    others = worded(Message("(or {kana})", kana=Either(doubt.candidates))) if doubt.candidates else ""
    context = (
        said[max(0, doubt.start - 12) : doubt.start]
        + f"【{doubt.written}】"
        + said[doubt.end : doubt.end + 12]
    )
    place = Message("line {line}: {text}", line=line, text=context)
    return [
        "  " + "  ".join(filter(None, (doubt.written, doubt.kana, others, f"- {worded(reason)}"))),
        f"      {worded(place)}",
        f"      {doubt.line or worded(_why_no_line(doubt))}",
    ]


def _why_no_line(doubt: Doubt) -> Message:
    if doubt.candidates:
        return Message("(no line to paste: it would change other words; give this place ruby)")
    return Message("(no line to paste: no other reading is known; type one in narrate review)")


def _heard_before(old: Path, article: Path) -> dict[str, Heard]:
    """What each sentence was read as, from an edition of the article or from a listing."""
    from narrate.review.listing import Heard, heard_by_text

    record = _record_of(old)
    if record is None and old.suffix.lower() == ".mp3":
        problem = Message("there is no such file")
        if old.is_file():
            problem = Message("nothing is remembered of this edition")
        raise UsageError(problem, hint=Message("give an MP3 where it was built"), path=old)
    if record is None:
        return heard_by_text(old)
    source = old.parent / record.head.source
    if real(source) != real(article):
        problem = Message("this is the edition of {source}", source=source)
        raise UsageError(problem, hint=Message("give one of {article}", article=article), path=old)
    return {u.text: Heard(u.reading.kana, u.reading.labels_digest) for u in record.utterances}


def _record_of(old: Path) -> Record | None:
    """What is remembered of the edition that a file belongs to: its MP3, or one that was made with it."""
    from narrate.store.folder import record_paths
    from narrate.store.record import head_at, load_record

    if not old.is_file():
        return None
    if old.suffix.lower() == ".mp3":
        return load_record(old.parent, old.stem, with_cues=False)
    heads = filter(None, map(head_at, record_paths(old.parent)))
    slug = next((head.edition.slug for head in heads if old.name in head.made), None)
    return load_record(old.parent, slug, with_cues=False) if slug else None


def _print_changes(before: Mapping[str, Heard], listing: Listing, article: Path, *, as_json: bool) -> None:
    from narrate.review.listing import changes

    found = changes(before, listing)
    if as_json:
        print(json_text([asdict(c) | {"words": [w._asdict() for w in c.words]} for c in found]))
        return
    lines = [line for change in found for line in _change_lines(change, article)]
    print("\n".join(lines) or worded(Message("every sentence reads as before")))


def _change_lines(change: Change, article: Path) -> list[str]:
    """The sentence where it stands, its changed words marked, and each word as it was and as it is."""
    place = f"{article}:{change.line}: " if change.line else ""
    head = on_one_line(place + _marked(change))
    if change.words:
        words = [(change.text[w.start : w.end], w.before or "-", w.after or "-") for w in change.words]
        return [head, *(on_one_line(f"    {written}  {old} → {new}") for written, old, new in words)]
    if change.before and change.before == change.after:
        same_kana = worded(Message("(other accents or pauses, the same kana)"))
        return [head, f"    + {change.accented}  {same_kana}"]
    before = change.before or worded(Message("(new)"))
    after = change.after or worded(Message("(gone)"))
    return [head, f"    - {before}", f"    + {after}"]


def _marked(change: Change) -> str:
    """The sentence with its changed words in brackets."""
    text, at = "", 0
    for word in change.words:
        text += f"{change.text[at : word.start]}【{change.text[word.start : word.end]}】"
        at = word.end
    return text + change.text[at:]


def _print_lines(name: str, *, with_accents: bool) -> None:
    from narrate.reading.frontend import front_end
    from narrate.review.listing import accents_of_lines, kana_of_lines

    text = sys.stdin.buffer.read() if name == "-" else _bytes_of(Path(name))
    rows = text.decode("utf-8-sig", errors="replace").split("\n")
    if rows and not rows[-1]:
        rows.pop()
    said_of_lines = accents_of_lines if with_accents else kana_of_lines
    for said in said_of_lines(front_end(), [row.rstrip("\r") for row in rows]):
        print(said)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        problem = Message("cannot be read ({reason})", reason=reason_of(error))
        raise UsageError(problem, path=path) from error
