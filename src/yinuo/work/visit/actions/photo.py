"""Photos: only with the customer's express consent, re-encoded without metadata, encrypted."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.case.reads import get_case
from yinuo.record.actions import hold_chain
from yinuo.store import secrecy
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.store.picture import clean
from yinuo.store.timer import set_timer
from yinuo.work.visit.errors import PhotoNotAllowed
from yinuo.work.visit.facts import PhotoFacts, PhotoKind, VisitFacts
from yinuo.work.visit.models import Photo, Visit
from yinuo.work.visit.reads import progress_of
from yinuo.work.visit.rules.retention import PHOTO_TIMER, PHOTOS_KEPT_FOR
from yinuo.work.visit.rules.steps import may_photograph

from .rows import take_customers_visit, take_work


@action
def give_photo_consent(*, case_id: UUID, wording: str, actor: Actor, now: datetime) -> VisitFacts:
    """The customer agrees to photos of product and fault at this visit (WK-06); `wording` names the
    version of the words that were shown."""
    row = take_customers_visit(case_id, actor)
    if row.photo_consent_at is None:
        row.photo_consent_at = now
        row.save(update_fields=["photo_consent_at"])
        write_line(row, "visit.photo.consented", {"wording": wording}, actor=actor, now=now)
    return row.to_facts()


@action
def withdraw_photo_consent(*, case_id: UUID, actor: Actor, now: datetime) -> VisitFacts:
    """The customer agrees no longer (PD-09); what was taken stays until its retention ends."""
    row = take_customers_visit(case_id, actor)
    if row.photo_consent_at is not None:
        row.photo_consent_at = None
        row.save(update_fields=["photo_consent_at"])
        write_line(row, "visit.photo.withdrawn", {}, actor=actor, now=now)
    return row.to_facts()


@action
def erase_photos(*, case_id: UUID, actor: Actor, now: datetime) -> int:
    """Erase the photos of a case for good; the record says how many there were, and keeps their digests."""
    hold_chain("case", case_id)
    rows = Photo.objects.filter(visit__case_id=case_id)
    row = Visit.objects.filter(case_id=case_id).order_by("-id").first()
    count = rows.count()
    if row is not None and count:
        rows.delete()
        write_line(row, "visit.photos.erased", {"count": count}, actor=actor, now=now)
    return count


@action
def add_photo(
    *, visit_id: UUID, kind: PhotoKind, data: bytes, actor: Actor, now: datetime
) -> PhotoFacts:
    """Keep a photo taken inside. Raises PhotoNotAllowed without consent or around an opening (ID-15),
    PhotoTooLarge and PhotoUnreadable for what can't be kept."""
    row = take_work(visit_id, actor)
    progress = progress_of(row, get_case(row.case_id))
    if kind is PhotoKind.DOOR or not may_photograph(
        progress, has_consent=row.photo_consent_at is not None
    ):
        raise PhotoNotAllowed
    return keep_photo(row, kind, data, actor=actor, now=now)


def keep_photo(
    row: Visit, kind: PhotoKind, data: bytes, *, actor: Actor, now: datetime
) -> PhotoFacts:
    """Clean, encrypt and store a photo; the same one sent twice is kept once."""
    picture = clean(data)
    digest = hashlib.sha256(picture.data).hexdigest()
    known = Photo.objects.filter(visit=row, kind=kind, sha256=digest).first()
    if known is not None:
        return known.to_facts()
    photo = Photo.objects.create(
        id=new_id(now),
        visit=row,
        kind=kind,
        sha256=digest,
        width=picture.width,
        height=picture.height,
        token=secrecy.encrypt_bytes(picture.data),
        taken_at=now,
    )
    # Whatever becomes of the case, it has not ended yet: the timer then looks at what became of it.
    set_timer(PHOTO_TIMER, row.case_id, now + PHOTOS_KEPT_FOR, now=now)
    body = {"kind": kind.value, "sha256": digest}
    write_line(row, "visit.photo.taken", body, actor=actor, now=now)
    return photo.to_facts()
