"""Ways to damage an .htsvoice file: its bytes, its header, its distributions, its trees."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Parts:
    """An .htsvoice file taken apart, so that a change of length anywhere leaves the rest in its place."""

    sections: dict[str, list[list[str]]]
    data: dict[str, list[bytes]]

    @classmethod
    def of(cls, voice: bytes) -> Parts:
        """A sound voice."""
        head, _, body = voice.partition(b"[DATA]\n")
        sections: dict[str, list[list[str]]] = {}
        for line in head.decode("latin-1").splitlines():
            if line.startswith("["):
                lines = sections[line] = []
            else:
                lines.append(line.split(":", 1))
        data = {}
        for name, places in sections["[POSITION]"]:
            ranges = [tuple(map(int, place.split("-"))) for place in places.split(",")]
            data[name] = [body[start : end + 1] for start, end in ranges]
        return cls(sections, data)

    def joined(self) -> bytes:
        """The file, its parts where the header says."""
        body, places = b"", []
        for name, parts in self.data.items():
            told = []
            for part in parts:
                told.append(f"{len(body)}-{len(body) + len(part) - 1}")
                body += part
            places.append([name, ",".join(told)])
        return self.head(places) + body

    def with_places(self, change: Callable[[list[list[str]]], None]) -> bytes:
        """The same data, found elsewhere or not at all."""
        whole = Parts.of(self.joined())
        change(whole.sections["[POSITION]"])
        body = b"".join(part for parts in self.data.values() for part in parts)
        return whole.head(whole.sections["[POSITION]"]) + body

    def head(self, places: list[list[str]]) -> bytes:
        """The header, the parts said to lie at those places."""
        lines = []
        for section, fields in (self.sections | {"[POSITION]": places}).items():
            lines += [section, *(":".join(field) for field in fields)]
        return "\n".join([*lines, "[DATA]\n"]).encode("utf-8")

    @property
    def fields(self) -> list[list[str]]:
        """All fields of the header but the places, to be changed."""
        return self.sections["[GLOBAL]"] + self.sections["[STREAM]"]

    def names(self, piece: str) -> list[str]:
        """The parts that are called so."""
        return [name for name in self.data if piece in name]


Damage = Callable[[random.Random, Parts], bytes]
WILD = (
    "nan",
    "inf",
    "-inf",
    "1e38",
    "-1e38",
    "1e9",
    "-1e9",
    "1e6",
    "1e3",
    "-1e3",
    "100",
    "-100",
    "0",
    "-0.0",
    "1e-45",
    "1e-38",
    "-1",
    "7",
    "0.5",
)
COUNTS = (
    "0",
    "-1",
    "1",
    "2",
    "3",
    "7",
    "20",
    "99",
    "255",
    "256",
    "65535",
    "65536",
    "1000000",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "999999999",
    "99999999999999999999",
    "1e9",
    "NaN",
    "",
    " ",
    "0x10",
    "٣",
    "5,5",
)
STORMS = (
    "*" * 5_000,
    "*a" * 3_000,
    "?" * 5_000,
    "*?" * 2_000,
    "*-" * 1_000 + "*",
    "(" * 500,
    "[" * 500,
    "\\" * 501,
    "a" * 50_000,
    ".*" * 500,
    "(a+)+$",
    "*" + "?*" * 200 + "~",
    "",
    "*",
    "%s%n%n",
    "*\x07*",
)


# ---- the file as bytes


def bits_flipped(dice: random.Random, parts: Parts) -> bytes:
    return _flipped(dice, parts.joined(), dice.choice((1, 5, 50, 500)))


def head_flipped(dice: random.Random, parts: Parts) -> bytes:
    whole = parts.joined()
    end = whole.index(b"[DATA]") + 7
    return _flipped(dice, whole[:end], dice.choice((1, 3, 10))) + whole[end:]


def cut_short(dice: random.Random, parts: Parts) -> bytes:
    whole = parts.joined()
    return whole[
        : dice.choice((dice.randrange(len(whole)), dice.randrange(2_000), len(whole) - dice.randint(1, 9)))
    ]


def stretch_lost(dice: random.Random, parts: Parts) -> bytes:
    whole = parts.joined()
    at, size = dice.randrange(len(whole)), dice.choice((1, 4, 512, 65_536))
    made = dice.choice((b"", whole[at : at + size] * 2, bytes(size), dice.randbytes(size)))
    return whole[:at] + made + whole[at + size :]


# ---- the header


def huge_count(dice: random.Random, parts: Parts) -> bytes:
    for told in dice.sample(parts.fields, dice.choice((1, 1, 3))):
        told[1] = dice.choice(COUNTS)
    return parts.joined()


def numbers_swapped(dice: random.Random, parts: Parts) -> bytes:
    one, other = dice.sample(parts.fields, 2)
    one[1], other[1] = other[1], one[1]
    return parts.joined()


def field_lost_or_doubled(dice: random.Random, parts: Parts) -> bytes:
    section = parts.sections[dice.choice(("[GLOBAL]", "[STREAM]"))]
    at = dice.randrange(len(section))
    section[at : at + 1] = dice.choice(
        ([], [section[at]] * 2, [section[at], [section[at][0], dice.choice(COUNTS)]])
    )
    return parts.joined()


def options(dice: random.Random, parts: Parts) -> bytes:
    field = next(f for f in parts.fields if f[0].startswith("OPTION[M"))
    wild = dice.choice((*WILD, "0.94", "-0.94", "0.9499999999", "1", "0.55" * 50, "٠"))
    field[1] = dice.choice(
        (
            f"ALPHA={wild}",
            f"GAMMA={wild},ALPHA=0.55",
            f"LN_GAIN={wild},ALPHA=0.55",
            "ALPHA",
            "=",
            "," * 9_999,
            f"ALPHA=0.55,ALPHA={wild}",
            "ALPHA=" + "9" * 100_000,
            "GAMMA=0,LN_GAIN=1",
            "A" * 100_000,
        )
    )
    return parts.joined()


def places_wrong(dice: random.Random, parts: Parts) -> bytes:
    def change(places: list[list[str]]) -> None:
        one, other = dice.sample(places, 2)
        wrong = (
            other[1],
            f"0-{dice.choice(COUNTS)}",
            f"{dice.choice(COUNTS)}-9",
            "5-4",
            "-",
            ",".join(["0-9"] * 5_000),
        )
        one[1] = dice.choice((*wrong, one[1] + "," + other[1], "0-0", re.sub(r"-\d+", "-1", one[1])))

    return parts.with_places(change)


def off_context(dice: random.Random, parts: Parts) -> bytes:
    storm = dice.choice((*STORMS, *STORMS, "*-sil+*"))
    told = dice.choice((storm, f'"{storm}"', ",".join([f'"{storm[:400]}"'] * 200)))
    section = parts.sections["[GLOBAL]"]
    section[:] = [f for f in section if f[0] != "GV_OFF_CONTEXT"] + [
        ["GV_OFF_CONTEXT", told.replace("\n", "")]
    ]
    return parts.joined()


def streams_renamed(dice: random.Random, parts: Parts) -> bytes:
    field = next(f for f in parts.fields if f[0] == "STREAM_TYPE")
    kinds = field[1].split(",")
    field[1] = dice.choice(
        (
            ",".join(dice.sample(kinds, 3)),
            ",".join(kinds * 300),
            kinds[0],
            ",".join(kinds[:2]),
            "," * 3,
            "LF0,LF0,LF0",
            "x" * 9_999,
            ",".join([kinds[0]] * 3),
            ",".join(["A]:1[", *kinds[1:]]),
        )
    )
    return parts.joined()


def windows(dice: random.Random, parts: Parts) -> bytes:
    name = dice.choice(parts.names("STREAM_WIN"))
    wild = dice.choice(WILD)
    made = dice.choice(
        (
            f"1 {wild}",
            f"3 {wild} 0 {wild}",
            f"3 -0.5 {wild} 0.5",
            f"{dice.choice(COUNTS)} 1.0",
            "9" + f" {wild}" * 9,
            "2 1.0 1.0",
            "",
            "3 1.0",
            "7 0 0 0 1 0 0 0",
            "1 1.0 " * 50_000,
            "9 0 0 0 0 0 0 0 0 0",
            "nan 1",
            "1e1 1",
            "3 1 -2 1e9",
        )
    )
    found = parts.data[name]
    found[dice.randrange(len(found))] = made.encode() + b"\n"
    if dice.random() < 0.2:
        parts.data[name] = found[:-1] or found * 3
        next(f for f in parts.fields if f[0] == name.replace("STREAM_WIN", "NUM_WINDOWS"))[1] = str(
            len(parts.data[name])
        )
    return parts.joined()


# ---- distributions


@dataclass
class Table:
    """One table of distributions: the counts of its trees, and its rows."""

    parts: Parts
    name: str
    counts: np.ndarray = field(init=False)
    rows: np.ndarray = field(init=False)
    columns: int = field(init=False)

    def __post_init__(self) -> None:
        data = self.parts.data[self.name][0]
        told = {told[0]: told[1] for told in self.parts.fields}
        kind = self.name.partition("[")[2].rstrip("]")
        length = int(told.get(f"VECTOR_LENGTH[{kind}]", told["NUM_STATES"]))
        windows = int(told[f"NUM_WINDOWS[{kind}]"]) if self.name.startswith("STREAM") else 1
        trees = int(told["NUM_STATES"]) if self.name.startswith("STREAM") else 1
        self.columns = length * windows
        is_msd = self.name.startswith("STREAM") and told[f"IS_MSD[{kind}]"] == "1"
        self.counts = np.frombuffer(data[: 4 * trees], "<u4").copy()
        self.rows = np.frombuffer(data[4 * trees :], "<f4").reshape(-1, 2 * self.columns + is_msd).copy()

    def put(self) -> bytes:
        """The file with this table in it."""
        self.parts.data[self.name][0] = (
            self.counts.astype("<u4").tobytes() + self.rows.astype("<f4").tobytes()
        )
        return self.parts.joined()


def _table(dice: random.Random, parts: Parts, piece: str = "_PDF") -> Table:
    return Table(parts, dice.choice(parts.names(piece) or parts.names("_PDF")))


def table_flipped(dice: random.Random, parts: Parts) -> bytes:
    name = dice.choice(parts.names("_PDF"))
    parts.data[name][0] = _flipped(dice, parts.data[name][0], dice.choice((1, 10, 100, 1000)))
    return parts.joined()


def wild_numbers(dice: random.Random, parts: Parts) -> bytes:
    """NaN, endless, tiny and huge, here and there."""
    table = _table(dice, parts)
    flat = table.rows.ravel()
    for _ in range(dice.choice((1, 10, 1000))):
        flat[dice.randrange(len(flat))] = _float(dice.choice(WILD))
    return table.put()


def wild_means(dice: random.Random, parts: Parts) -> bytes:
    """A whole column, or all, so that the speech meets it."""
    table = _table(dice, parts)
    columns = _columns(dice, 0, table.columns)
    factor = _float(dice.choice(("2", "10", "50", "-1", "-10", "1000", "1e-6", "1e6", "0")))
    table.rows[:, columns] = dice.choice(
        (table.rows[:, columns] * factor, np.full_like(table.rows[:, columns], _float(dice.choice(WILD))))
    )
    return table.put()


def wild_variances(dice: random.Random, parts: Parts) -> bytes:
    table = _table(dice, parts)
    columns = _columns(dice, table.columns, 2 * table.columns)
    factor = _float(dice.choice(("0", "-1", "1e-12", "1e-30", "1e-45", "1e6", "1e12", "1e-3", "100")))
    table.rows[:, columns] *= np.float32(factor)
    if dice.random() < 0.3:
        table.rows[:, columns] = np.float32(_float(dice.choice(WILD)))
    return table.put()


def variances_mixed(dice: random.Random, parts: Parts) -> bytes:
    """Each another size: what is next to impossible beside what is free."""
    table = _table(dice, parts)
    powers = np.random.default_rng(dice.randrange(2**32)).uniform(
        -30, 9, table.rows[:, table.columns : 2 * table.columns].shape
    )
    table.rows[:, table.columns : 2 * table.columns] = 10.0**powers
    return table.put()


def voicing(dice: random.Random, parts: Parts) -> bytes:
    """The weights of MSD, out of range or turned round."""
    table = _table(dice, parts, "STREAM_PDF[LF0")
    weights = table.rows[:, -1]
    made = (1 - weights, weights * 1e6, -weights, np.ones_like(weights), np.zeros_like(weights))
    table.rows[:, -1] = dice.choice((*made, np.full_like(weights, _float(dice.choice(WILD)))))
    return table.put()


def pitches(dice: random.Random, parts: Parts) -> bytes:
    """A pitch that is high, low or leaps."""
    table = _table(dice, parts, "STREAM_PDF[LF0")
    change = dice.choice((3.0, -3.0, 2.0, 9.0, -6.0))
    some = np.random.default_rng(dice.randrange(2**32)).random(len(table.rows)) < dice.choice(
        (0.05, 0.5, 1.0)
    )
    table.rows[some, dice.choice((0, 0, 1, 2))] += change
    return table.put()


def counts_wrong(dice: random.Random, parts: Parts) -> bytes:
    table = _table(dice, parts)
    at = dice.randrange(len(table.counts))
    kind = dice.randrange(4)
    if kind == 0:
        table.counts[at] = dice.choice((0, 1, 2**31, 2**32 - 1, 10**6))
    elif kind == 1 and len(table.counts) > 1:
        table.counts[at - 1] += table.counts[at] - 1
        table.counts[at] = 1
    elif kind == 2:
        table.rows = table.rows[: len(table.rows) // 2]
        table.counts //= 2
        table.counts[-1] += len(table.rows) - table.counts.sum()
    else:
        table.counts[:] = 0
        table.rows = table.rows[:0]
    return table.put()


def rows_moved(dice: random.Random, parts: Parts) -> bytes:
    """Each distribution where another belongs: all numbers are good ones."""
    table = _table(dice, parts)
    table.rows = table.rows[np.random.default_rng(dice.randrange(2**32)).permutation(len(table.rows))]
    return table.put()


def columns_moved(dice: random.Random, parts: Parts) -> bytes:
    table = _table(dice, parts)
    table.rows = np.roll(table.rows, dice.randint(1, table.rows.shape[1]), axis=1)
    return table.put()


def long_sounds(dice: random.Random, parts: Parts) -> bytes:
    """States that last as long as may be."""
    table = _table(dice, parts, "DURATION_PDF")
    some = np.random.default_rng(dice.randrange(2**32)).random(len(table.rows)) < dice.choice(
        (0.02, 0.2, 1.0)
    )
    table.rows[some, : table.columns] = dice.choice((399.0, 400.0, 100.0, 1e5, -400.0, -1e9, 0.0))
    if dice.random() < 0.3:
        parts.fields[2][1] = str(dice.choice((16, 960, 64)))
    return table.put()


def wild_variance_of_all(dice: random.Random, parts: Parts) -> bytes:
    """Global variance: the course is stretched to it."""
    table = _table(dice, parts, "GV_PDF")
    half = slice(0, table.columns) if dice.random() < 0.6 else slice(table.columns, 2 * table.columns)
    table.rows[:, half] *= _float(dice.choice(("0", "-1", "1e-9", "1e-30", "100", "1e4", "1e8", "1e15")))
    return table.put()


# ---- trees


def tree_flipped(dice: random.Random, parts: Parts) -> bytes:
    name = dice.choice(parts.names("_TREE"))
    parts.data[name][0] = _flipped(dice, parts.data[name][0], dice.choice((1, 3, 30)))
    return parts.joined()


def letters_changed(dice: random.Random, parts: Parts) -> bytes:
    """Those that mean something in a tree."""
    name, text = _text(dice, parts)
    letters = list(text)
    for _ in range(dice.choice((1, 3, 30))):
        letters[dice.randrange(len(letters))] = dice.choice('{}[]()"*?-,0123456789 \nQS')
    return _put(parts, name, "".join(letters))


def branches_wrong(dice: random.Random, parts: Parts) -> bytes:
    """To another node, to itself, to the top, to a leaf that is not there: circles and forests."""
    name, text = _text(dice, parts)

    def other(_: re.Match[str]) -> str:
        leaves = (
            '"x_0"',
            '"x_999999"',
            '"x_1"',
            '"x_999999999999"',
            '"x"',
            '"x_-1"',
            '""',
            "-99999",
            "0",
            "-0",
            "-1",
            "-2",
        )
        return dice.choice((*leaves, f"-{dice.randint(0, 60)}", f'"x_{dice.randint(1, 60)}"'))

    return _put(parts, name, _some(dice, text, r'(?<= )(?:-\d+|"[^"*?]*_\d+")(?=\s)', other))


def nodes_lost_or_doubled(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    made = dice.choice(("", "{0}{0}"))
    return _put(parts, name, _some(dice, text, r"(?m)^\s+-?\d+ \S+\s.*\n", lambda m: made.format(m[0])))


def numbers_of_nodes(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    made = ("0", "-1", "1", "-999999999", "9999999999", "-2147483649", "x", "-")
    return _put(
        parts, name, _some(dice, text, r"(?m)(?<=^   ) *-?\d+(?= )", lambda _: " " + dice.choice(made))
    )


def questions_unknown(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    made = ("", "X" * 100_000, "C-Phone_a", "QS", "{*}[2]", "{", "}", '"', "\x07\x1b[31m", "0")
    return _put(parts, name, _some(dice, text, r"(?<=QS )\S+", lambda _: dice.choice(made)))


def questions_lost_or_doubled(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    made = dice.choice(("", "{0}{0}", "{0}" * 2_000))
    return _put(parts, name, _some(dice, text, r"QS .*\n", lambda m: made.format(m[0]), (1, 2)))


def wildcard_storm(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    storm = dice.choice(STORMS)
    made = dice.choice((f'"{storm}"', ",".join([f'"{storm[:300]}"'] * 100)))
    return _put(
        parts,
        name,
        _some(
            dice, text, r'(?<=\{ )"[^}]*"(?= \})', lambda _: made, (1, 5, 10**6 if len(made) < 9_999 else 5)
        ),
    )


def heads_wrong(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    made = (
        "{*}[2]",
        "{*}[0]",
        "{*}[9999]",
        "{}[2]",
        "{(*-a+*,*-i+*)}[2]",
        "{***}[3]",
        "{*}[-1]",
        "{*}[99999]",
        "{*-a+*}[4]",
        "*[2]",
        "",
    )
    return _put(
        parts, name, _some(dice, text, r"\{[^{}\s]*\}\[\d+\]", lambda _: dice.choice(made), (1, 2, 9))
    )


def trees_lost_or_doubled(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    made = dice.choice(("", "{0}{0}", "{0}" * 50))
    return _put(
        parts,
        name,
        _some(dice, text, r"\{[^{}\s]*\}\[\d+\]\s*(?:\{[^}]*\}|\S+)", lambda m: made.format(m[0]), (1, 2)),
    )


def braces_lost(dice: random.Random, parts: Parts) -> bytes:
    name, text = _text(dice, parts)
    return _put(
        parts,
        name,
        _some(dice, text, r'[{}"]', lambda m: dice.choice(("", m[0] * 2, "{", "}", '"')), (1, 2, 50)),
    )


def endless_chain(dice: random.Random, parts: Parts) -> bytes:
    """A tree with a hundred thousand nodes one below the other: not wrong, but deep."""
    name, text = _text(dice, parts)
    count = dice.choice((1_000, 20_000, 100_000))
    last = '"x_1"' if dice.random() < 0.7 else "0"
    rows = [f' {-at} A {-at - 1} "x_1"' for at in range(count)] + [f" {-count} A {last} {last}"]
    chain = "{*}[2]\n{\n" + "\n".join(rows) + "\n}\n"
    chain = 'QS A { "*-b+*" }\n' + dice.choice((chain, text.replace("{*}[2]", chain + "{*}[2]", 1)))
    return _put(
        parts,
        name,
        chain
        if "{*}[6]" not in text
        else chain + text[text.index("{*}[3]") :]
        if "{*}[3]" in text
        else chain,
    )


def much_text(dice: random.Random, parts: Parts) -> bytes:
    """Megabytes of one thing."""
    name, text = _text(dice, parts)
    flood = dice.choice(
        (
            "{",
            "}",
            '"',
            "QS ",
            'QS a { "*" }\n',
            '{*}[2] "x_1"\n',
            "{*}[2]{",
            " ",
            "\n",
            "a",
            "{*}[",
            '","',
            "*",
        )
    ) * dice.choice((1_000, 100_000))
    return _put(parts, name, dice.choice((flood, flood + text, text + flood)))


def text_moved(dice: random.Random, parts: Parts) -> bytes:
    """A tree where that of another stream belongs, words in another order, a part lost."""
    name, text = _text(dice, parts)
    words = text.split(" ")
    one, other = dice.randrange(len(words)), dice.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    at = dice.randrange(len(text))
    elsewhere = parts.data[dice.choice(parts.names("_TREE"))][0].decode("latin-1")
    return _put(
        parts,
        name,
        dice.choice((" ".join(words), text[:at], text[at:], text[:at] + text[at + 200 :], elsewhere)),
    )


def _flipped(dice: random.Random, data: bytes, count: int) -> bytes:
    made = bytearray(data)
    for _ in range(count):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _float(text: str) -> float:
    return float(text)


def _columns(dice: random.Random, start: int, end: int) -> slice:
    one = dice.randrange(start, end)
    return dice.choice((slice(start, end), slice(one, one + 1), slice(start, start + 1)))


def _text(dice: random.Random, parts: Parts) -> tuple[str, str]:
    names = [name for name in parts.names("_TREE") if len(parts.data[name][0]) > 400 or dice.random() < 0.3]
    name = dice.choice(names)
    return name, parts.data[name][0].decode("latin-1")


def _put(parts: Parts, name: str, text: str) -> bytes:
    parts.data[name][0] = text.encode("utf-8") or b"\n"
    return parts.joined()


def _some(
    dice: random.Random,
    text: str,
    pattern: str,
    new: Callable[[re.Match[str]], str],
    most: tuple[int, ...] = (1, 3, 30),
) -> str:
    """The text with so many of what the pattern finds made new."""
    found = list(re.finditer(pattern, text))
    chosen = sorted(dice.sample(found, min(len(found), dice.choice(most))), key=lambda m: m.start())
    pieces, end = [], 0
    for match in chosen:
        pieces += [text[end : match.start()], new(match)]
        end = match.end()
    return "".join([*pieces, text[end:]])


FILE: tuple[Damage, ...] = (
    bits_flipped,
    head_flipped,
    cut_short,
    stretch_lost,
    huge_count,
    numbers_swapped,
    field_lost_or_doubled,
    options,
    places_wrong,
    off_context,
    streams_renamed,
    windows,
)
TABLES: tuple[Damage, ...] = (
    table_flipped,
    wild_numbers,
    wild_means,
    wild_variances,
    variances_mixed,
    voicing,
    pitches,
    counts_wrong,
    rows_moved,
    columns_moved,
    long_sounds,
    wild_variance_of_all,
)
TREES: tuple[Damage, ...] = (
    tree_flipped,
    letters_changed,
    branches_wrong,
    nodes_lost_or_doubled,
    numbers_of_nodes,
    questions_unknown,
    questions_lost_or_doubled,
    wildcard_storm,
    heads_wrong,
    trees_lost_or_doubled,
    braces_lost,
    endless_chain,
    much_text,
    text_moved,
)
KINDS = {damage.__name__: damage for damage in (*FILE, *TABLES, *TREES)}


def damaged(number: int, seed: int, voices: list[bytes], only: str | None) -> tuple[str, bytes]:
    """The kind and the file of damage ``number``; the three groups take turns."""
    dice = random.Random(f"{seed} {number}")
    group = (FILE, TABLES, TREES)[number % 3]
    damage = KINDS[only] if only else group[number // 3 % len(group)]
    with np.errstate(all="ignore"):
        return damage.__name__, damage(dice, Parts.of(dice.choice(voices)))
