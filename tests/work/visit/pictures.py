"""Small pictures, drawn by the tests themselves."""

from __future__ import annotations

import io

from PIL import Image


def jpeg(width: int = 64, height: int = 48, *, secret: str = "") -> bytes:
    """A JPEG; `secret` is put into its EXIF, with a place."""
    image = Image.new("RGB", (width, height), "silver")
    exif = Image.Exif()
    if secret:
        exif[0x010E] = secret  # ImageDescription
        exif.get_ifd(0x8825)[2] = (36.0, 39.0, 4.0)  # GPSLatitude
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def encoded(kind: str, width: int = 64, height: int = 48) -> bytes:
    """The same in another format."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "silver").save(out, kind)
    return out.getvalue()
