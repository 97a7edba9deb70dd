"""Writes who of the staff is in: begun at a browser, seen there, and ended, one or all of somebody's."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.people.models import Login, TrustedDevice
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .line import note


@action
def begin_login(
    *, staff_id: UUID, device: str, lasts: timedelta, actor: Actor, now: datetime
) -> UUID:
    """Somebody is in at a browser, for so long at most; the id that its session keeps.

    `now` is the machine's own time here and below, which is what sessions run by.
    """
    row = Login.objects.create(
        id=new_id(now),
        staff_id=staff_id,
        device=device[:60],
        began_at=now,
        seen_at=now,
        purge_at=now + lasts,
    )
    return row.id


@action
def see_login(*, login_id: UUID, actor: Actor, now: datetime) -> None:
    """The browser was used; says nothing in the record, which would fill with it."""
    Login.objects.filter(id=login_id, seen_at__lt=now).update(seen_at=now)


@action
def end_one_login(*, login_id: UUID, staff_id: UUID, actor: Actor, now: datetime) -> bool:
    """End one login of somebody; False where there is none that runs."""
    ended = Login.objects.filter(id=login_id, staff_id=staff_id, ended_at=None).update(ended_at=now)
    if ended:
        note("staff", staff_id, "people.staff.logged_out", actor=actor, now=now)
    return bool(ended)


@action
def end_logins(*, staff_id: UUID, keep: UUID | None = None, actor: Actor, now: datetime) -> int:
    """End every login of somebody but `keep`, and the trust in their browsers with them; how many ended."""
    TrustedDevice.objects.filter(staff_id=staff_id).delete()
    rows = Login.objects.filter(staff_id=staff_id, ended_at=None)
    if keep is not None:
        rows = rows.exclude(id=keep)
    count = rows.update(ended_at=now)
    if count:
        note("staff", staff_id, "people.staff.sessions.ended", actor=actor, now=now)
    return count
