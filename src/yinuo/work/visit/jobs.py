"""What falls due in the visit room: photos and signatures that were kept long enough."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.local_time import ZONE, local_date
from yinuo.case.reads import get_case
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.store.timer import set_timer

from .actions import erase_photos, erase_signatures
from .reads import forms_kept_until
from .rules.retention import PHOTO_TIMER, SIGNATURE_TIMER, photos_end_at


def on_photos_due(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """Erase a case's photos if their time is over, else look again when it can be (PD-02)."""
    case = get_case(subject)
    windows = get_rulebook_by_id(case.rulebook_id).rulebook.windows
    ends_at = photos_end_at(case, windows.dispute_days, now)
    if ends_at > now:
        set_timer(PHOTO_TIMER, subject, ends_at, now=now)
        return
    erase_photos(case_id=subject, actor=Actor.system("watch"), now=now)


def on_signatures_due(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """Erase a case's signatures, and look again on the day after which its opening form may go (ID-07)."""
    erase_signatures(case_id=subject, actor=Actor.system("watch"), now=now)
    until = forms_kept_until(subject)
    if until is not None and until >= local_date(now):
        set_timer(SIGNATURE_TIMER, subject, _begin_of(until + timedelta(days=1)), now=now)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
