"""Promises of a case that is joined to another go on there: nobody lets them go, and no deadline moves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.engines.tlog import format_at
from yinuo.promise import kinds
from yinuo.promise.facts import PromiseFacts, PromiseState
from yinuo.promise.models import Promise
from yinuo.store.perform import action

from .judging import judge_row, rows_of
from .line import write


@action
def carry_promises(
    *, case_id: UUID, into_id: UUID, actor: Actor, now: datetime
) -> tuple[PromiseFacts, ...]:
    """What still runs in a case that is about to be joined to another runs on there, judged by that one's
    record; returned as it stands then.

    What has fallen due is judged before, by the record under which it was made. A remedy stays owed to whom
    the promise was made. The caller holds the zones' locks.
    """
    case, into = get_case(case_id), get_case(into_id)
    rows = rows_of(Promise.objects.filter(case_id=case_id, state=PromiseState.RUNNING))
    carried = []
    for row in rows:
        if judge_row(row, actor=Actor.system("judge"), now=now).state is not PromiseState.RUNNING:
            continue
        made_to = row.customer_id or case.customer_id
        row.customer_id = made_to if made_to != into.customer_id else None
        row.origin_case_id = row.origin_case_id or case_id
        carried.append(_move(row, into, actor, now))
    return tuple(carried)


@action
def return_promises(
    *, case_id: UUID, from_id: UUID, actor: Actor, now: datetime
) -> tuple[PromiseFacts, ...]:
    """What was carried from a case and still runs goes back to it, since the joining was a mistake."""
    case = get_case(case_id)
    mine = Promise.objects.filter(case_id=from_id, origin_case_id=case_id)
    returned = []
    for row in rows_of(mine.filter(state=PromiseState.RUNNING)):
        if judge_row(row, actor=Actor.system("judge"), now=now).state is PromiseState.RUNNING:
            row.customer_id = row.origin_case_id = None
            returned.append(_move(row, case, actor, now))
    return tuple(returned)


def _move(row: Promise, case: CaseFacts, actor: Actor, now: datetime) -> PromiseFacts:
    """Write on both records that the promise goes over to `case`, and judge it by that one's lines."""
    due_at = format_at(row.due_at)
    here, there = str(row.case_id), str(case.id)
    write(row, kinds.CARRIED_AWAY, actor=actor, now=now, kind=row.kind, due_at=due_at, case=there)
    row.case_id, row.region, row.outlet_id = case.id, case.region, case.outlet_id
    row.look_at = now
    fields = ["case", "region", "outlet", "customer", "origin_case_id", "look_at"]
    row.save(update_fields=fields)
    made_at = format_at(row.made_at)
    write(
        row,
        kinds.CARRIED,
        actor=actor,
        now=now,
        kind=row.kind,
        made_at=made_at,
        due_at=due_at,
        case=here,
    )
    return judge_row(row, actor=Actor.system("judge"), now=now)
