from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from narrate.edition.cover import (
    FEED_LIMIT_BYTES,
    TAG_LIMIT_BYTES,
    author_image,
    cover_mark,
    feed_cover,
    tag_cover,
)
from narrate.edition.title_lines import broken
from narrate.errors import SettingsError

if TYPE_CHECKING:
    from tone_studio import Studio


def picture(data: bytes | None) -> Image.Image:
    assert data is not None
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("size", "mode", "suffix", "side"),
    [
        ((2000, 2000), "RGB", "jpg", 2000),
        ((500, 500), "RGB", "png", 1400),
        ((3500, 3500), "L", "png", 3000),
        ((1600, 1600), "RGBA", "png", 1600),
        ((1600, 1600), "CMYK", "jpg", 1600),
        ((1600, 1600), "P", "png", 1600),
        ((1600, 1550), "RGB", "png", 1550),
        ((1000, 1500), "RGB", "jpg", 1500),
        ((1500, 1500), "I;16", "png", 1500),
    ],
)
def test_an_authors_image_becomes_what_apple_accepts(
    tmp_path: Path, size: tuple[int, int], mode: str, suffix: str, side: int
) -> None:
    path = tmp_path / f"cover.{suffix}"
    Image.new(mode, size).save(path)
    cover = picture(feed_cover(author_image(path), "題"))
    assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (side, side))
    small = picture(tag_cover(author_image(path), "題"))
    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", (min(size[0], 600),) * 2)


def test_a_tall_image_keeps_its_edges(tmp_path: Path) -> None:
    Image.new("RGB", (1000, 2000), "#204060").save(tmp_path / "tall.png")
    cover = picture(feed_cover(author_image(tmp_path / "tall.png"), "題"))
    assert cover.size == (2000, 2000)
    assert cover.getpixel((5, 1000)) == pytest.approx((0x20, 0x40, 0x60), abs=3)


def test_an_image_lying_on_its_side_is_set_upright_and_sheds_its_metadata(tmp_path: Path) -> None:
    image = Image.new("RGB", (1500, 1500), "white")
    image.paste("black", (0, 0, 1500, 750))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "a camera"
    image.save(tmp_path / "turned.jpg", exif=exif)
    cover = picture(feed_cover(author_image(tmp_path / "turned.jpg"), "題"))
    assert cover.getpixel((1400, 750)) == pytest.approx((0, 0, 0), abs=5)
    assert not cover.getexif()


def test_a_colour_profile_is_applied(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    image = Image.new("RGB", (1400, 1400), "#336699")
    for name, used in (("right", srgb), ("wrong", profile)):
        image.save(tmp_path / f"{name}.png", icc_profile=used.tobytes())
        cover = picture(feed_cover(author_image(tmp_path / f"{name}.png"), "題"))
        assert cover.getpixel((700, 700)) == pytest.approx((0x33, 0x66, 0x99), abs=4)
        assert "icc_profile" not in cover.info


@pytest.mark.parametrize("side", [1500, 6500])
def test_grey_of_16_bits_keeps_its_shades(tmp_path: Path, side: int) -> None:
    half = side // 2
    row = b"".join(grey.to_bytes(2, "little") * half for grey in (20_000, 50_000))
    shades = Image.frombytes("I;16", (side, side), row * side)
    shades.save(tmp_path / "grey.png", compress_level=1)
    cover = picture(feed_cover(author_image(tmp_path / "grey.png"), "題"))
    found = [cover.getpixel((cover.width * part // 4, 700)) for part in (1, 3)]
    assert found == [pytest.approx((grey,) * 3, abs=3) for grey in (20_000 // 257, 50_000 // 257)]


def test_noise_stays_within_the_limits(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (1400, 1400), random.Random(1).randbytes(1400 * 1400 * 3))
    noise.save(tmp_path / "noise.png")
    assert len(feed_cover(author_image(tmp_path / "noise.png"), "題") or b"") <= FEED_LIMIT_BYTES
    assert len(tag_cover(author_image(tmp_path / "noise.png"), "題") or b"") <= TAG_LIMIT_BYTES


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"GIF89a", "neither a JPEG nor a PNG"),
        (b"", "neither"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "cannot be used"),
    ],
)
def test_what_is_no_image_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(SettingsError, match=says):
        feed_cover(author_image(tmp_path / "x.png"), "題")


def test_an_image_that_is_too_small_cut_off_or_missing_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (299, 900)).save(tmp_path / "small.png")
    with pytest.raises(SettingsError, match="only 299 x 900 px"):
        feed_cover(author_image(tmp_path / "small.png"), "題")
    Image.effect_noise((900, 900), 50).save(tmp_path / "whole.jpg")
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:9000])
    with pytest.raises(SettingsError, match="cannot be used"):
        tag_cover(author_image(tmp_path / "cut.jpg"), "題")
    with pytest.raises(SettingsError, match="cannot be used"):
        author_image(tmp_path / "none.jpg")


def test_an_image_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("1", (2000, 2000)).save(tmp_path / "bomb.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
    with pytest.raises(SettingsError, match="cannot be used"):
        feed_cover(author_image(tmp_path / "bomb.png"), "題")


@pytest.mark.parametrize(
    "title", ["猫", "吾輩は猫である", "", "😀", "あ" * 500, "A" * 300, "「長い」題、" * 20]
)
def test_any_title_can_be_drawn(title: str) -> None:
    cover = picture(feed_cover(None, title, "著者" * 30))
    assert cover.size == (1400, 1400)


def test_the_same_words_draw_the_same_bytes() -> None:
    assert tag_cover(None, "猫", "漱石") == tag_cover(None, "猫", "漱石")
    assert tag_cover(None, "猫", "漱石") != tag_cover(None, "犬", "漱石")
    assert cover_mark(None, "猫", "") != cover_mark(None, "犬", "")


@given(st.text(alphabet="猫はで、。「」AB 1ー", min_size=1, max_size=40), st.integers(1, 8))
def test_broken_lines_hold_every_character_and_strand_no_mark(title: str, count: int) -> None:
    lines = broken(title, count, len)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    for before, line in pairwise(lines):
        assert line[0] not in "、。」ー"
        assert before[-1] != "「"


def test_words_are_not_cut() -> None:
    assert broken("OpenAIとxAIの最新モデル", 3, len) == ["OpenAIと", "xAIの最新", "モデル"]


NAMED = (Path("essay.md"), 3)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("narrow.png", "it has 300 x 60000 px"),
        ("long.jpg", "File too large"),
        ("pipe.png", "not a regular file"),
        ("zero.png", "not a regular file"),
        ("folder", "Is a directory"),
    ],
)
def test_what_would_fill_the_memory_or_never_end_is_refused(tmp_path: Path, name: str, says: str) -> None:
    Image.new("1", (300, 60_000)).save(tmp_path / "narrow.png")
    with (tmp_path / "long.jpg").open("wb") as file:
        file.truncate(5_000_000_000)
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    with pytest.raises(SettingsError) as refused:
        tag_cover(author_image(tmp_path / name, named_at=NAMED), "題")
    assert str(refused.value).startswith(f"essay.md:3: the cover {tmp_path / name} cannot be used: {says};")


def test_a_build_looks_before_it_reads_a_cover(studio: Studio) -> None:
    """Its digest, by which a build knows whether anything changed, is made before it is decoded."""
    (studio.folder / "text" / "zero.png").symlink_to("/dev/zero")
    studio.write("---\ntitle: 港\ncover: zero.png\n---\n\n朝が来た。\n")
    with pytest.raises(SettingsError, match=r"essay\.md:3: the cover .*zero\.png cannot be used"):
        studio.build()


CHILD = """
import sys
from pathlib import Path
from narrate.edition.cover import author_image, feed_cover, tag_cover
feed_cover(author_image(Path(sys.argv[1])), "題")
print(next(int(row.split()[1]) for row in open("/proc/self/status") if row.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system tells no peak of memory")
@pytest.mark.parametrize(
    ("name", "mode", "size", "options"),
    [
        ("clear.png", "RGBA", (7000, 7000), {"compress_level": 1}),
        ("palette.png", "P", (7000, 7000), {"compress_level": 1}),
        ("bits.png", "1", (7000, 7000), {}),
        ("grey-of-16-bits.png", "I;16", (6500, 6500), {"compress_level": 1}),
        ("wide.png", "RGB", (20_000, 2_400), {"compress_level": 1}),
        ("progressive.jpg", "RGB", (7000, 7000), {"progressive": True}),
        ("print.jpg", "CMYK", (7000, 7000), {"progressive": True}),
        ("poster.jpg", "CMYK", (5000, 5000), {"progressive": True}),
    ],
)
def test_the_largest_images_take_less_than_500_mb(
    tmp_path: Path, name: str, mode: str, size: tuple[int, int], options: dict[str, Any]
) -> None:
    Image.new(mode, size).save(tmp_path / name, **options)
    command = [sys.executable, "-c", CHILD, str(tmp_path / name)]
    peak_kb = int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert peak_kb < 500_000
