"""A QR code as a picture in the page: an SVG without script or style, sharp at any size and on paper."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_ANY_MASK = 0


def qr_svg(text: str, label: str, *, passing: bool = False) -> SafeString:
    """The code for a text; `label` says to somebody who doesn't see it what it leads to.

    Black on white in every scheme, with the margin of four cells that readers ask for. Every reader reads
    every one of the eight masks; the best is sought for what is printed, and not for what is `passing`, one
    that a screen shows for minutes: it is most of the work.
    """
    drawn = segno.make(
        text, error="m", micro=False, mask=_ANY_MASK if passing else None
    ).svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    picture = mark_safe(drawn)  # noqa: S308 - made of squares alone: the text isn't in it
    return format_html('<div class="qr" role="img" aria-label="{}">{}</div>', label, picture)
