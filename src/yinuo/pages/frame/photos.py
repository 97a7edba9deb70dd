"""Photos on a page: what each shows, and the answer that sends one without leaving a copy on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from yinuo.work.visit.facts import PhotoFacts, PhotoKind

KINDS: Mapping[PhotoKind, object] = {
    PhotoKind.DOOR: _("门口"),
    PhotoKind.FAULT: _("故障处"),
    PhotoKind.PART: _("配件"),
    PhotoKind.RESULT: _("修好后"),
}


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo as `parts/photos.html` takes it; `path` is checked again when it is opened."""

    path: str
    text: str
    taken_at: datetime
    width: int
    height: int


def shown_photos(
    photos: Iterable[PhotoFacts], path_of: Callable[[UUID], str]
) -> tuple[ShownPhoto, ...]:
    """These photos for a page, each at the address that its reader may open."""
    return tuple(
        ShownPhoto(
            path_of(photo.id), str(KINDS[photo.kind]), photo.taken_at, photo.width, photo.height
        )
        for photo in photos
    )


def photo_response(data: bytes) -> HttpResponse:
    """A JPEG from inside somebody's home: no browser and no proxy may keep it."""
    response = HttpResponse(data, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
