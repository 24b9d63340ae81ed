"""``narrate readings``: how every sentence is read, and why."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from narrate.cli.fetching import file_of
from narrate.cli.names import GROUNDS, SUSPICIONS, at_line, line_number, named
from narrate.cli.options import AllowLocal, as_typed
from narrate.cli.output import json_text, on_one_line, put_out
from narrate.cli.piped import invited
from narrate.cli.words import worded, worded_fault
from narrate.errors import PIPED_IN, ExitCode, NarrateError, UsageError, called
from narrate.ground.files import read_stream, real
from narrate.ground.opened import MOST_PIPED_BYTES, STANDARD_INPUT, read_standard_input
from narrate.messages import Either, Message, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrate.model import Place
    from narrate.production.plan import Plan
    from narrate.reading.frontend import FrontEnd
    from narrate.review.doubts import Doubt
    from narrate.review.listing import Change, Heard, Listing
    from narrate.review.why import Why
    from narrate.store.record import Record


def readings(
    article: str | None = typer.Argument(
        None,
        metavar="ARTICLE",
        parser=as_typed,
        help="A plain text, Markdown, HTML, EPUB or Word file, a web address, or - for standard input.",
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
    allow_local: bool = AllowLocal,
) -> ExitCode:
    """Show how every sentence is read, and which readings are worth a look."""
    if lines is not None and article is None:
        if why or diff is not None:
            problem = Message("{option} and --lines do not go together", option="--why" if why else "--diff")
            raise UsageError(problem, hint=Message("give an ARTICLE"))
        return _print_lines(lines, with_accents=accents, as_json=as_json)
    if article is None or lines is not None:
        raise UsageError(Message("give an ARTICLE or --lines FILE"), hint=Message("one of the two"))
    if accents:
        hint = Message("leave it out: an ARTICLE is shown with its accents")
        raise UsageError(Message("--accents goes with --lines"), hint=hint)
    if why and diff is not None:
        problem = Message("--why and --diff do not go together")
        raise UsageError(problem, hint=Message("give one of the two"))
    path = file_of(article, allows_local=allow_local, told_to=sys.stderr)
    if why:
        _print_whys(path, as_json=as_json)
    else:
        _print_listing(path, diff, as_json=as_json)
    return ExitCode.OK


def _print_listing(article: Path, old: Path | None, *, as_json: bool) -> None:
    from narrate.production.surroundings import surroundings_of

    listing = _listing(article)
    if old is not None:
        _print_changes(_heard_before(old, article), listing, article, as_json=as_json)
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
    utterances = [planned.utterance._replace(stressed=planned.stressed) for planned in plan.utterances]
    return listing_of(front_end, utterances, labels_digest)


def _plan_and_reader(article: Path) -> tuple[Plan, FrontEnd]:
    from narrate.production.inputs import open_inputs
    from narrate.production.plan import plan_of
    from narrate.production.request import Request
    from narrate.reading.frontend import FrontEnd

    plan = plan_of(open_inputs(Request(path=invited(article))))
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
    lines = [f"{line_number(why.place)}:{why.place.column:<3} {why.text}"]
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
    return [
        f"{line_number(s.place)}:{s.place.column:<3} {s.text}\n         {s.accented}"
        for s in listing.sentences
    ]


def _doubt_lines(listing: Listing, lexicon: Path) -> list[str]:
    if not listing.doubts:
        return ["", worded(Message("no doubtful readings"))]
    lines = ["", worded(_doubts_head(listing.doubts, lexicon))]
    for doubt in listing.doubts:
        sentence = listing.sentences[doubt.sentence]
        lines += _one_doubt(doubt, sentence.place, sentence.said)
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


def _one_doubt(doubt: Doubt, where: Place, said: str) -> list[str]:
    reason = SUSPICIONS[doubt.reason]
    if doubt.times > 1:
        reason = Message("{reason}, {times} times", reason=reason, times=doubt.times)
    others = worded(Message("(or {kana})", kana=Either(doubt.candidates))) if doubt.candidates else ""
    context = (
        said[max(0, doubt.start - 12) : doubt.start]
        + f"【{doubt.written}】"
        + said[doubt.end : doubt.end + 12]
    )
    place = Message("{place}: {text}", place=at_line(where), text=context)
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
    from narrate.store.facts import file_facts
    from narrate.store.record import was_piped_in

    record = _record_of(old)
    if record is None and old.suffix.lower() == ".mp3":
        problem = Message("there is no such file")
        if old.exists():
            problem = Message("nothing is remembered of this edition")
        raise UsageError(problem, hint=Message("give an MP3 where it was built"), path=old)
    if record is None:
        return heard_by_text(old)
    if record.head.made.get(old.name) != file_facts(old):
        problem = Message("this is not the file that the last build made")
        hint = Message("build {article} again, or give another file of its edition", article=called(article))
        raise UsageError(problem, hint=hint, path=old)
    source = old.parent / record.head.source
    is_piped_in = was_piped_in(record.head.source)
    if is_piped_in != (article == STANDARD_INPUT) or not (is_piped_in or real(source) == real(article)):
        problem = Message(
            "this is the edition of {source}", source=called(PIPED_IN) if is_piped_in else source
        )
        raise UsageError(problem, hint=Message("give one of {article}", article=called(article)), path=old)
    facts = ((u.text, u.reading) for u in record.utterances)
    return {text: Heard(r.kana, r.labels_digest, r.accented) for text, r in facts}


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
        print(json_text([_change_to_json(change) for change in found]))
        return
    lines = [line for change in found for line in _change_lines(change, article)]
    print("\n".join(lines) or worded(Message("every sentence reads as before")))


def _change_to_json(change: Change) -> dict[str, Any]:
    table = asdict(change) | {"words": [word._asdict() for word in change.words]}
    if not change.part:
        del table["part"]
    return table


def _change_lines(change: Change, article: Path) -> list[str]:
    """The sentence where it stands, its changed words marked, and each word as it was and as it is."""
    file = f"{article}/{change.part}" if change.part else article
    place = f"{worded(called(file))}:{change.line}: " if change.line else ""
    head = on_one_line(place + _marked(change))
    if change.words:
        words = [(change.text[w.start : w.end], w.before or "-", w.after or "-") for w in change.words]
        return [head, *(on_one_line(f"    {written}  {old} → {new}") for written, old, new in words)]
    if change.before and change.before == change.after:
        same_kana = worded(Message("(other accents or pauses, the same kana)"))
        was = change.accented_before
        old = [f"    - {was}"] if was and was != change.accented else []
        return [head, *old, f"    + {change.accented}  {same_kana}"]
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


def _print_lines(file: Path, *, with_accents: bool, as_json: bool) -> ExitCode:
    """Print how each line is said, an empty line for one that cannot be read; the command's code."""
    from narrate.review.listing import LineRead, line_read

    data = _bytes_of(file)
    reader = _reader_beside(file)
    code = ExitCode.OK
    found: list[dict[str, object]] = []
    for number, row in enumerate(_rows(data), 1):
        try:
            read = line_read(reader, row)
        except NarrateError as error:
            read, code = LineRead("", ""), code or error.exit_code
            placed = type(error)(error.problem, hint=error.hint, path=file, line=number)
            put_out(f"narrate: {worded_fault(placed)}", sys.stderr)
        if as_json:
            found.append({"line": number, "text": row, **asdict(read)})
        else:
            print(read.accented if with_accents else read.kana)
    if as_json:
        print(json_text({"format": "narrate-lines-1", "lines": found}))
    return code


def _rows(data: bytes) -> list[str]:
    rows = data.decode("utf-8-sig", errors="replace").split("\n")
    if rows and not rows[-1]:
        rows.pop()
    return [row.rstrip("\r") for row in rows]


def _reader_beside(file: Path) -> FrontEnd:
    """What reads by the words and the settings beside a file; for a stream those of the articles' folder."""
    from narrate.production.settings import load_settings, own_words
    from narrate.production.surroundings import surroundings_of
    from narrate.reading.frontend import front_end

    around = surroundings_of(file if file.is_file() else None)
    settings = load_settings(around.settings)
    own = tuple(entry for layer in own_words(settings, around.lexicon) for entry in layer)
    return front_end(own, settings.reading)


def _bytes_of(file: Path) -> bytes:
    from narrate.review.listing import unread

    try:
        return read_standard_input() if file == STANDARD_INPUT else read_stream(file, MOST_PIPED_BYTES)
    except OSError as error:
        hint = Message("give a plain text file, or - for standard input")
        raise unread(file, error, hint) from error
