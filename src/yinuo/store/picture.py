"""Turns an uploaded file into a clean picture: real, bounded, without place, time or device in it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from .facts import PhotoTooLarge, PhotoUnreadable

MOST_BYTES = 20 * 1024 * 1024
_MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG without metadata."""

    data: bytes
    width: int
    height: int


def clean(data: bytes, *, longest_side: int = LONGEST_SIDE) -> Picture:
    """Decode, turn upright, shrink and encode anew, which leaves all metadata behind.

    Raises PhotoTooLarge over 20 MB, PhotoUnreadable for what is no JPEG, PNG or WebP, is broken, or would
    unpack to more than 60 million pixels.
    """
    if len(data) > MOST_BYTES:
        raise PhotoTooLarge
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encode(
                Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")), longest_side
            )
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombWarning) as error:
        raise PhotoUnreadable from error
    except Image.DecompressionBombError as error:
        raise PhotoUnreadable from error


def _encode(image: Image.Image, longest_side: int) -> Picture:
    if image.width * image.height > _MOST_PIXELS:
        raise PhotoUnreadable
    image.draft("RGB", (longest_side, longest_side))  # a JPEG decoder can skip what isn't needed
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((longest_side, longest_side))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(out.getvalue(), upright.width, upright.height)
