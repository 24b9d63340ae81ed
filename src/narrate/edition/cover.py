"""Covers: the author's image made fit for feeds and tags, or a drawn one where there is none."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

from narrate.edition.cover_art import DRAWING, draw_cover
from narrate.errors import SettingsError
from narrate.ground.files import MOST_IMAGE_BYTES, read_file
from narrate.messages import Foreign, Message, reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

    from narrate.ground.opened import Read


FEED_SIDE_PX = (1400, 3000)
"""The smallest and the largest side of a square cover (Apple Podcasts, "Show cover art requirements")."""

FEED_LIMIT_BYTES = 500_000
TAG_SIDE_PX = 600
TAG_LIMIT_BYTES = 100_000

_MOST_PIXELS = 50_000_000
"""A telephone's camera has 48 million. So no image takes more than 500 MB of memory."""
_LONGEST_TO_SHORTEST = 10
_LONGEST_SIDE_PX = 6000
"""A longer image is made smaller before it is squared: its square would be many times its size."""
_LONGEST_CMYK_PX = 5000
"""A progressive one takes three times its size while it is decoded."""
_SMALLEST_SIDE_PX = 300
_NEARLY_SQUARE = 1.12
_WHITE = (255, 255, 255)


class AuthorImage(NamedTuple):
    """An image file of the author's: where it lies, its bytes, and the article and line that name it."""

    path: Path
    data: bytes
    named_at: tuple[Path, int | None] | None = None


def author_image(
    path: Path, read: Read | None = None, named_at: tuple[Path, int | None] | None = None
) -> AuthorImage:
    """Open an image. Nothing is decoded yet.

    Raises:
        SettingsError: it cannot be read, is no regular file, or is far too large.
    """
    image = AuthorImage(path, b"", named_at)
    try:
        return image._replace(data=read(path) if read else read_file(path, MOST_IMAGE_BYTES))
    except OSError as fault:
        raise _unusable(image, reason_of(fault)) from fault


def refuse_unusable(image: AuthorImage) -> None:
    """Look whether an image can be made a cover.

    Raises:
        SettingsError: it cannot.
    """
    _decoded(image)


def feed_cover(image: AuthorImage | None, title: str, author: str = "") -> bytes | None:
    """The cover for feeds and pages: JPEG, RGB, square, 1400 to 3000 px, without metadata.

    Without an image it is drawn; None if no type to draw with is installed. Raises `SettingsError` for an
    image that cannot be used.
    """
    picture = draw_cover(title, author) if image is None else _squared(_decoded(image))
    if picture is None:
        return None
    side = min(max(picture.width, FEED_SIDE_PX[0]), FEED_SIDE_PX[1])
    return _jpeg(_resized(picture, side), FEED_LIMIT_BYTES)


def tag_cover(image: AuthorImage | None, title: str, author: str = "") -> bytes | None:
    """The cover for the ID3 tag: a square JPEG of at most 600 px and 100 000 bytes.

    The bytes depend on the arguments, the image and the versions of Pillow and of the font package, not on
    the machine. Without an image it is drawn; None if no type to draw with is installed. Raises
    `SettingsError` for an image that cannot be used.
    """
    picture = draw_cover(title, author) if image is None else _squared(_decoded(image))
    if picture is None:
        return None
    return _jpeg(_resized(picture, min(picture.width, TAG_SIDE_PX)), TAG_LIMIT_BYTES)


def cover_mark(image: AuthorImage | None, title: str, author: str = "") -> str:
    """A digest of all that decides a cover, for file names: a changed cover has a new address.

    Cheap: nothing is decoded or drawn.
    """
    if image is None:
        return hashlib.sha256(f"{DRAWING}\0{title}\0{author}".encode()).hexdigest()[:12]
    return hashlib.sha256(image.data).hexdigest()[:12]


def _decoded(image: AuthorImage) -> Image:
    """The image upright, in RGB, on white where it is transparent, no longer than can be squared."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(image.data), formats=("JPEG", "PNG")) as opened:
                _refuse_extremes(image, *opened.size)
                upright = ImageOps.exif_transpose(_shortened(opened))
                upright.load()
    except UnidentifiedImageError:
        raise _unusable(image, Message("it is neither a JPEG nor a PNG image")) from None
    except (OSError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise _unusable(image, Foreign(fault)) from fault
    return _in_srgb(_on_white(_in_8_bits(upright)))


def _refuse_extremes(image: AuthorImage, width: int, height: int) -> None:
    """Refuse what a header tells of an image, before its pixels are made."""
    sides = {"width": width, "height": height}
    if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_TO_SHORTEST * min(width, height):
        raise _unusable(image, Message("it has {width} x {height} px", **sides))
    if min(width, height) < _SMALLEST_SIDE_PX:
        raise _unusable(image, Message("it is only {width} x {height} px", **sides))


def _shortened(image: ImageFile) -> Image:
    """A very large image made smaller: a JPEG while it is decoded, any other then."""
    longest = max(image.size)
    if longest <= _LONGEST_SIDE_PX and (image.mode != "CMYK" or longest <= _LONGEST_CMYK_PX):
        return image
    width, height = (max(1, side * FEED_SIDE_PX[1] // longest) for side in image.size)
    image.draft(None, (width, height))
    if max(image.size) <= _LONGEST_SIDE_PX:
        return image
    exif = image.getexif()
    smaller = _reducible(image).reduce(-(-max(image.size) // _LONGEST_SIDE_PX))
    smaller.info = {**image.info, "exif": exif.tobytes()}
    return smaller


def _reducible(image: Image) -> Image:
    """The image in a mode whose pixels can be averaged."""
    if image.mode == "P":
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.convert("L") if image.mode == "1" else _in_8_bits(image)


def _in_8_bits(image: Image) -> Image:
    """16 bits of grey as 8, which Pillow would cut off at white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")


def _unusable(image: AuthorImage, reason: str) -> SettingsError:
    hint = Message("give a JPEG or PNG, best square and 1400 to 3000 px, or take the line with cover out")
    if image.named_at is None:
        problem = Message("this cover cannot be used: {reason}", reason=reason)
        return SettingsError(problem, hint=hint, path=image.path)
    article, line = image.named_at
    problem = Message("the cover {image} cannot be used: {reason}", image=image.path, reason=reason)
    return SettingsError(problem, hint=hint, path=article, line=line)


def _on_white(image: Image) -> Image:
    from PIL import Image as Pillow

    if not image.has_transparency_data:
        return image
    solid = image.convert("RGBA")
    ground = Pillow.new("RGB", solid.size, _WHITE)
    ground.paste(solid, mask=solid.getchannel("A"))
    ground.info = {}
    return ground


def _in_srgb(image: Image) -> Image:
    """RGB as screens show it: a colour profile is applied, since feeds and tags do not carry it on."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes) and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _squared(image: Image) -> Image:
    """A nearly square image loses its edges; a tall or wide one keeps them, on the mean colour of its rim."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    short, long = sorted(image.size)
    if long <= short * _NEARLY_SQUARE:
        return ImageOps.fit(image, (short, short))
    ground = Pillow.new("RGB", (long, long), _rim_colour(image))
    ground.paste(image, ((long - image.width) // 2, (long - image.height) // 2))
    return ground


def _rim_colour(image: Image) -> tuple[int, int, int]:
    small = image.resize((16, 16))
    rim = [small.getpixel((x, y)) for x in range(16) for y in range(16) if {x, y} & {0, 15}]
    channels = zip(*(pixel for pixel in rim if isinstance(pixel, tuple)), strict=True)
    red, green, blue = (round(sum(channel) / len(channel)) for channel in map(tuple, channels))
    return red, green, blue


def _resized(image: Image, side_px: int) -> Image:
    from PIL.Image import Resampling

    return image if image.width == side_px else image.resize((side_px, side_px), Resampling.LANCZOS)


def _jpeg(image: Image, limit_bytes: int) -> bytes:
    """The finest JPEG within the limit; a picture that is all noise may need to shrink for it."""
    for quality in (90, 82, 74, 66, 58, 50, 40, 30):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, subsampling=0 if quality > 80 else 2)
        if buffer.tell() <= limit_bytes:
            return buffer.getvalue()
    return _jpeg(_resized(image, image.width * 3 // 4), limit_bytes)
