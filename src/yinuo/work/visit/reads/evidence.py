"""Parts, photos, forms and the repair history."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db.models import Max

from yinuo.case.reads import list_proofs
from yinuo.store import secrecy
from yinuo.store.look import seen_once
from yinuo.work.visit.errors import VisitUnknown
from yinuo.work.visit.facts import (
    OpeningFormFacts,
    PartFacts,
    PhotoFacts,
    RepairFacts,
    SignatureFacts,
    SignRole,
    SiteCount,
    Step,
    VisitState,
)
from yinuo.work.visit.models import OpeningForm, Part, Photo, Signature, Visit
from yinuo.work.visit.rules.signing import roles_to_sign

from .visit import get, leading


def parts_used(row: Visit) -> Counter[str]:
    """How many of each part were fitted, by the code of the price list."""
    used: Counter[str] = Counter()
    for code, quantity in _parts_of(row.id):
        used[code] += quantity
    return used


@seen_once
def _parts_of(visit_id: UUID) -> tuple[tuple[str, int], ...]:
    return tuple(Part.objects.filter(visit_id=visit_id).values_list("code", "quantity"))


def list_parts(visit_id: UUID) -> tuple[PartFacts, ...]:
    """The parts fitted, in order."""
    return tuple(part.to_facts() for part in get(visit_id).parts.order_by("id"))


def has_photo_consent(visit_id: UUID) -> bool:
    """Whether the customer agrees to photos at this visit."""
    return get(visit_id).photo_consent_at is not None


def list_photos(visit_id: UUID) -> tuple[PhotoFacts, ...]:
    """The photos kept, oldest first."""
    return tuple(photo.to_facts() for photo in get(visit_id).photos.order_by("id"))


def list_photos_of_case(case_id: UUID) -> tuple[PhotoFacts, ...]:
    """The photos of all visits to a case, oldest first: for its customer and the company's managers."""
    rows = Photo.objects.filter(visit__case_id=case_id).order_by("id")
    return tuple(photo.to_facts() for photo in rows)


def get_photo_bytes(photo_id: UUID, *, case_id: UUID, visit_id: UUID | None = None) -> bytes:
    """A photo of this case as JPEG, and where a visit is named of that visit only. Raises VisitUnknown for
    any other, and for one that was erased."""
    rows = Photo.objects.filter(id=photo_id, visit__case_id=case_id)
    row = (rows if visit_id is None else rows.filter(visit_id=visit_id)).first()
    if row is None:
        raise VisitUnknown
    return secrecy.decrypt_bytes(bytes(row.token))


def list_signers(visit_id: UUID) -> tuple[SignRole, ...]:
    """Who signs at the hand-over of the job that this visit is of."""
    return signers_of(leading(get(visit_id)))


def signers_of(row: Visit) -> tuple[SignRole, ...]:
    """Who signs at the hand-over of this visit: the customer, and after an opening all sides (ID-07)."""
    is_opened = row.steps.filter(step=Step.OPENING).exists()
    seen = {proof.kind for proof in list_proofs(row.case_id)}
    return roles_to_sign(seen, is_opened=is_opened)


def list_signatures(visit_id: UUID) -> tuple[SignatureFacts, ...]:
    """The signatures of a visit and the reasons for those that are missing, in the order they were given."""
    return tuple(
        one.to_facts() for one in Signature.objects.filter(visit_id=visit_id).order_by("id")
    )


def find_opening_form(visit_id: UUID) -> OpeningFormFacts | None:
    """What the opening form of a visit says; None where nothing was opened, or the work isn't finished."""
    row = OpeningForm.objects.filter(visit_id=visit_id).first()
    return row.to_facts() if row else None


def forms_kept_until(case_id: UUID) -> date | None:
    """The last day on which an opening form of this case must be kept; None without one."""
    forms = OpeningForm.objects.filter(visit__case_id=case_id)
    until: date | None = forms.aggregate(until=Max("retained_until"))["until"]
    return until


def count_site(customer_id: UUID) -> SiteCount:
    """How much is kept of a customer's homes: photos, opening forms and the last day of the latest."""
    forms = OpeningForm.objects.filter(visit__case__customer_id=customer_id)
    latest = forms.aggregate(until=Max("retained_until"))["until"]
    photos = Photo.objects.filter(visit__case__customer_id=customer_id).count()
    return SiteCount(photos=photos, forms=forms.count(), forms_until=latest)


def list_repairs(unit_id: UUID) -> tuple[RepairFacts, ...]:
    """The repairs of a product, oldest first, with parts and causes; nothing of it can be deleted (AF-03).

    Only visits at which the serial number was read count: what a report named may be another product.

    Two or more in its warranty let the customer ask for an exchange (AF-04).
    """
    rows = Visit.objects.filter(
        unit_id=unit_id, state=VisitState.FINISHED, seat=1, serial_read_at__isnull=False
    ).order_by("ended_at", "id")
    return tuple(_repair(row) for row in rows.prefetch_related("steps", "parts"))


def _repair(row: Visit) -> RepairFacts:
    steps = {step.step: step.to_facts().body for step in row.steps.all()}
    diagnosis = steps.get(Step.DIAGNOSIS, {})
    ended = row.ended_at or row.planned_at
    minutes = round((ended - (row.arrived_at or ended)).total_seconds() / 60)
    return RepairFacts(
        visit_id=row.id,
        case_id=row.case_id,
        finished_at=ended,
        minutes=minutes,
        symptom=str(diagnosis.get("symptom", "")),
        cause=str(diagnosis.get("cause", "")),
        parts=tuple(part.to_facts() for part in row.parts.all()),
    )
