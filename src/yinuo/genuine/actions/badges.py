"""Writes photos of technicians, what customers say of who stands there, and what was checked."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.case.actions import write_line
from yinuo.genuine.facts import AlarmKind, BadgePhoto
from yinuo.genuine.models import Alarm, CheckCount
from yinuo.genuine.models import BadgePhoto as PhotoRow
from yinuo.outlet.reads import get_technician
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.store.picture import clean
from yinuo.store.secrecy import encrypt_bytes
from yinuo.work.visit.reads import get_visit

_ALARMS_KEPT_FOR = timedelta(days=365)
_COUNT = """
INSERT INTO {table} (day, what, outcome, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (day, what, outcome) DO UPDATE SET count = {table}.count + 1
"""


@action
def add_badge_photo(
    *, technician_id: UUID, picture: bytes, actor: Actor, now: datetime
) -> BadgePhoto:
    """Set a technician's photo, in place of one before; kept small, without metadata, encrypted (ID-09).

    Raises TechnicianUnknown, PhotoTooLarge, PhotoUnreadable.
    """
    technician = get_technician(technician_id)
    photo = clean(picture, longest_side=480)
    digest = hashlib.sha256(photo.data).hexdigest()
    row, _ = PhotoRow.objects.update_or_create(
        technician_id=technician.id,
        defaults={"sha256": digest, "token": encrypt_bytes(photo.data), "added_at": now},
    )
    _note(technician.id, "genuine.photo.added", {"sha256": digest}, actor, now)
    return row.to_facts()


@action
def remove_badge_photo(*, technician_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a technician's photo away; where there is none, nothing happens."""
    deleted, _ = PhotoRow.objects.filter(technician_id=technician_id).delete()
    if deleted:
        _note(technician_id, "genuine.photo.removed", {}, actor, now)


@action
def confirm_person(*, visit_id: UUID, actor: Actor, now: datetime) -> None:
    """The customer says: this is the one on the photo (ID-09)."""
    visit = get_visit(visit_id)
    body = {"technician": str(visit.technician_id)}
    write_line(visit, "genuine.person.confirmed", body, actor=actor, now=now)


@action
def deny_person(*, visit_id: UUID, actor: Actor, now: datetime) -> None:
    """The customer says: this is somebody else. A manager sees it at once (ID-09)."""
    visit = get_visit(visit_id)
    body = {"technician": str(visit.technician_id)}
    write_line(visit, "genuine.person.denied", body, actor=actor, now=now)
    badge_no = get_technician(visit.technician_id).badge_no
    _raise(AlarmKind.OTHER_PERSON, badge_no, visit.case_id, now)


@action
def raise_forged(*, badge_no: str, actor: Actor, now: datetime) -> None:
    """Somebody was shown a badge that we didn't sign; `badge_no` is what it says, if that is one of ours."""
    _raise(AlarmKind.FORGED_BADGE, badge_no, None, now)


@action
def count_check(*, what: str, outcome: str, actor: Actor, now: datetime) -> None:
    """Count that something was checked today and what came of it; nothing of who asked or what for."""
    table = CheckCount._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=table), [local_date(now), what, outcome])


def _raise(kind: AlarmKind, badge_no: str, case_id: UUID | None, now: datetime) -> None:
    Alarm.objects.create(
        id=new_id(now),
        kind=kind.value,
        badge_no=badge_no[:40],
        case_id=case_id,
        raised_at=now,
        purge_at=now + _ALARMS_KEPT_FOR,
    )


def _note(
    technician_id: UUID, kind: str, body: dict[str, str], actor: Actor, now: datetime
) -> None:
    append(
        subject_kind="technician", subject=technician_id, kind=kind, body=body, actor=actor, now=now
    )
