"""Another time for somebody who isn't ready: which times can be kept, and until when one may ask."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from yinuo.case.facts import CaseFacts, CaseState
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.promise.facts import PromiseFacts, PromiseKind, Terms
from yinuo.promise.reads import find_terms, list_own_arrivals
from yinuo.promise.rules import offered_due
from yinuo.work.dispatch.facts import LIVE
from yinuo.work.dispatch.reads import find_job_of_case, quote_arrival, rows_for
from yinuo.work.dispatch.zone_rows import ZoneRows
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import list_visits_of_case

from .facts import LaterTime
from .place import need_of_case

AHEAD_HOURS = (0.5, 1, 2, 4, 8)
"""How far ahead a time is offered: close together at first, so that the list stays short."""
_GRID = timedelta(minutes=30)
_ROUND = timedelta(minutes=5)
_AT_LEAST = timedelta(hours=4)
"""Today and tonight; late in the evening this far into the night."""
_HERE = (VisitState.AT_DOOR, VisitState.ON_SITE)


def find_movable_promise(case: CaseFacts, now: datetime) -> PromiseFacts | None:
    """The arrival promise whose time the customer may move: running and not yet due, somebody still sought or
    sent, and nobody at the door; None otherwise. What was promised to somebody else, whose case was joined to
    this one, isn't his to move."""
    own = list_own_arrivals(case)
    if not own or own[0].deadline_at <= now:
        return None
    promise = own[0]
    job = find_job_of_case(case.id)
    if case.state not in (CaseState.OPEN, CaseState.DISPUTED) or job is None:
        return None
    is_here = any(visit.state in _HERE for visit in list_visits_of_case(case.id))
    return promise if job.state in LIVE and not is_here else None


def list_later_times(
    case: CaseFacts, promise: PromiseFacts, now: datetime
) -> tuple[LaterTime, ...]:
    """The later times, today and tonight, that the crew can keep as surely as any promise; earliest first."""
    times = dict.fromkeys(_up_to(now + timedelta(hours=hours), _GRID) for hours in AHEAD_HOURS)
    rows = rows_for(case.region, [now, *times])
    found = (find_later_time(case, promise, at, now, rows) for at in times)
    return tuple(later for later in found if later is not None)


def find_later_time(
    case: CaseFacts,
    promise: PromiseFacts,
    from_at: datetime,
    now: datetime,
    rows: ZoneRows | None = None,
) -> LaterTime | None:
    """By when somebody is there if nobody may come before `from_at`; None where nobody can say, where
    `from_at` is no half hour of today or tonight, or where that is no later than what is agreed."""
    terms = find_terms(case, PromiseKind.ARRIVE)
    if terms is None or not _may_be_asked(case, from_at, now):
        return None
    due_at = honest_due(case, terms, from_at, rows)
    if due_at is None or due_at <= promise.deadline_at:
        return None
    return LaterTime(from_at, due_at)


def honest_due(
    case: CaseFacts, terms: Terms, from_at: datetime, rows: ZoneRows | None = None
) -> datetime | None:
    """By when somebody who sets out at `from_at` is surely there: the rule's time, or an honest later one in
    whole five minutes; None where nobody can come."""
    within = timedelta(minutes=terms.within_minutes)
    chance = quote_arrival(
        need_of_case(case),
        due_at=from_at + within,
        threshold=terms.threshold,
        without=case.id,
        now=from_at,
        rows=rows,
    )
    due_at = offered_due(from_at, within, terms.threshold, chance.p_on_time, chance.honest_at)
    if due_at is None or due_at == from_at + within:
        return due_at
    return _up_to(due_at, _ROUND)


def _may_be_asked(case: CaseFacts, from_at: datetime, now: datetime) -> bool:
    """Whether it is a half hour ahead that ends today, or tonight, and comes after what is agreed already."""
    zone = ZoneInfo(get_rulebook_by_id(case.rulebook_id).rulebook.timezone)
    midnight = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)
    job = find_job_of_case(case.id)
    agreed = job.not_before_at if job else None
    if from_at != _up_to(from_at, _GRID) or from_at <= max(now, agreed or now):
        return False
    return from_at < max(midnight, now + _AT_LEAST)


def _up_to(at: datetime, step: timedelta) -> datetime:
    """The next whole step of the clock at or after an instant."""
    over = (at - datetime.min.replace(tzinfo=at.tzinfo)) % step
    return at + (step - over if over else timedelta())
