"""What the tests of promises in the database share: terms, and the lines that visits write."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.case.cast import (
    NOW,
    TECHNICIAN,
    WEB,
)
from tests.promise.cast import LADDER
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.engines import routing
from yinuo.engines.routing.reason import Rule
from yinuo.promise.actions import (
    judge_promise,
    make_promise,
)
from yinuo.promise.facts import (
    PromiseFacts,
    PromiseKind,
    Terms,
)
from yinuo.record.actions import append
from yinuo.record.reads import list_events
from yinuo.store.perform import perform

JUDGE = Actor.system("judge")
DUE = NOW + timedelta(minutes=30)
DAY = timedelta(days=1)

ARRIVE = Terms(
    kind=PromiseKind.ARRIVE,
    within_minutes=30,
    threshold=0.9,
    quote_expires_seconds=60,
    keeps_when=("visit.arrival.confirmed",),
    weak=("visit.arrival.knocked",),
    weak_after_minutes=24 * 60,
    credit_fen=2000,
    refund_excess=False,
    refund_excess_up_to_fen=0,
    ladder=LADDER,
)
PRICE = replace(
    ARRIVE,
    kind=PromiseKind.PRICE,
    within_minutes=7 * 24 * 60,
    keeps_when=("visit.price.confirmed",),
    weak=("visit.payment.recorded",),
    credit_fen=5000,
    refund_excess=True,
    refund_excess_up_to_fen=10000,
    ladder=(),
)


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def promise(case: CaseFacts, terms: Terms = ARRIVE, **changes: Any) -> PromiseFacts:
    made: PromiseFacts = perform(
        make_promise, actor=WEB, now=NOW, case=case, terms=terms, **changes
    )
    return made


def say(
    case: CaseFacts, kind: str, minutes: float, *, actor: Actor = TECHNICIAN, **body: Any
) -> None:
    """Write a line into the case's record as the visit room does, at its time."""
    perform(
        append,
        actor=actor,
        now=after(minutes),
        subject_kind="case",
        subject=case.id,
        kind=kind,
        body=body,
        region=case.region,
    )


def arrives(case: CaseFacts, minutes: float) -> None:
    say(case, "visit.arrival.confirmed", minutes, by="code", position="near")


def judged(facts: PromiseFacts, minutes: float) -> PromiseFacts:
    return perform(judge_promise, actor=JUDGE, now=after(minutes), promise_id=facts.id)


def lines(case: CaseFacts) -> list[str]:
    return [event.kind for event in list_events("case", case.id)]


def body_of(case: CaseFacts, kind: str) -> dict[str, Any]:
    return [event.body for event in list_events("case", case.id) if event.kind == kind][-1]


def chance(p_on_time: float, honest_minutes: float | None) -> routing.Quote:
    honest_at = None if honest_minutes is None else after(honest_minutes)
    reason = routing.Reason("case", 1, Rule.LEAST_COST, routing.Outcome.NOBODY, None, (), 0, ())
    return routing.Quote(None, honest_at, p_on_time, honest_at, reason)
