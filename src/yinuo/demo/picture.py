"""A picture that a simulated technician takes: flat colours, nobody's door."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image


@cache
def door_photo() -> bytes:
    """A small JPEG of a door as simple as can be."""
    image = Image.new("RGB", (120, 160), (200, 196, 186))
    image.paste((96, 72, 50), (30, 20, 90, 160))
    image.paste((220, 190, 90), (78, 90, 84, 96))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()
