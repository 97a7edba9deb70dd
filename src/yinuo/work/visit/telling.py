"""What a visit tells the customer: notices queued in the transaction of what they tell."""

from __future__ import annotations

from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.case.reads import get_case
from yinuo.notice.actions import queue
from yinuo.notice.facts import Both, Param
from yinuo.outlet.reads import get_technician

from .models import ItemQuote, Visit


def tell_on_the_way(row: Visit, *, actor: Actor, now: datetime) -> None:
    """The technician has left: name, badge and expected time (AR-02)."""
    technician = get_technician(row.technician_id)
    params: dict[str, Param] = {
        "technician": Both(technician.name_zh, technician.name_en),
        "badge_no": technician.badge_no,
        "eta_at": max(row.eta_at, now),
    }
    _tell(row, "visit.on_the_way", str(row.id), params, actor=actor, now=now)


def tell_quote(row: Visit, quote: ItemQuote, *, actor: Actor, now: datetime) -> None:
    """An itemised quote waits for the customer's decision; nothing starts before it."""
    params: dict[str, Param] = {"total_fen": quote.total_fen}
    _tell(row, "quote.proposed", f"{row.id}.{quote.version}", params, actor=actor, now=now)


def tell_stopped(row: Visit, *, actor: Actor, now: datetime) -> None:
    """The visit was stopped; the case page says why and what comes next."""
    _tell(row, "visit.stopped", str(row.id), {}, actor=actor, now=now)


def _tell(
    row: Visit,
    template: str,
    which: str,
    params: dict[str, Param],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    case = get_case(row.case_id)
    queue(
        subject=case.id,
        event=f"{template}:{which}",
        template=template,
        params={"number": case.number, **params},
        recipient_customer=case.customer_id,
        region=case.region,
        actor=actor,
        now=now,
    )
