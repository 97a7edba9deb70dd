"""Verdicts and remedies: written once, carried by the time that decided them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.case.cast import (
    TECHNICIAN,
    add_case,
    customer_of,
)
from tests.promise.scene import (
    DAY,
    DUE,
    JUDGE,
    PRICE,
    after,
    arrives,
    body_of,
    judged,
    lines,
    promise,
    say,
)
from yinuo.case.actions import dispute_case
from yinuo.case.facts import DisputeAbout
from yinuo.notice.reads import list_notices
from yinuo.promise import reads
from yinuo.promise.actions import (
    judge_case,
)
from yinuo.promise.due import Promises
from yinuo.promise.facts import (
    PriceTerms,
    PromiseState,
)
from yinuo.promise.models import Remedy
from yinuo.record.actions import append
from yinuo.record.reads import list_events
from yinuo.store.perform import perform
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_broken_promise_carries_its_due_time_and_pays_once_by_itself() -> None:
    case = add_case()
    made = promise(case)
    facts = judged(made, 95)
    assert (facts.state, facts.verdict_at, facts.judged_at) == (
        PromiseState.BROKEN,
        DUE,
        after(95),
    )
    judged(made, 96)
    assert reads.get_credit_fen(case.customer_id) == 2000
    assert lines(case).count("promise.remedy.paid") == 1
    assert body_of(case, "promise.broken")["verdict_at"] == "2026-03-02T06:30:00.000000Z"


def test_the_customers_code_in_time_keeps_the_promise_however_late_it_is_judged() -> None:
    case = add_case()
    made = promise(case)
    arrives(case, 29)
    facts = judged(made, 300)
    assert (facts.state, facts.verdict_at) == (PromiseState.KEPT, after(29))
    assert Remedy.objects.count() == 0
    assert lines(case)[-1] == "promise.kept"
    seq = body_of(case, "promise.kept")["evidence_seq"]
    assert list_events("case", case.id)[seq - 1].kind == "visit.arrival.confirmed"


def test_a_disputed_knock_breaks_the_promise_at_its_due_time() -> None:
    case = add_case()
    made = promise(case)
    say(case, "visit.arrival.knocked", 20, metres=30)
    assert judged(made, 40).state is PromiseState.RUNNING
    perform(
        dispute_case,
        actor=customer_of(case),
        now=after(50),
        case_id=case.id,
        words="没有人来过",
        about=DisputeAbout.ARRIVAL,
    )
    (facts,) = perform(judge_case, actor=JUDGE, now=after(50), case_id=case.id)
    assert (facts.state, facts.verdict_at) == (PromiseState.BROKEN, DUE)


def test_a_knock_nobody_disputes_keeps_after_24_hours_at_its_own_time() -> None:
    case = add_case()
    made = promise(case)
    say(case, "visit.arrival.knocked", 20, metres=30)
    waiting = judged(made, 40)
    assert waiting.look_at == after(20) + DAY + timedelta(seconds=1)
    assert run_due((Promises(),), after(20) + DAY + timedelta(seconds=1)) == 1
    assert reads.get_promise(made.id).verdict_at == after(20)


def test_paying_more_than_accepted_breaks_the_price_and_the_excess_comes_back() -> None:
    case = add_case()
    terms = PriceTerms(UUID(int=9), 1, 30000)
    made = promise(case, PRICE, price=terms)
    who = customer_of(case)
    of = {"visit": str(terms.visit_id), "version": terms.quote_version, "at_most_fen": 30000}
    say(case, "visit.price.confirmed", 60, actor=who, paid_fen=38000, **of)
    facts = judged(made, 61)
    assert (facts.state, facts.verdict_at) == (PromiseState.BROKEN, after(60))
    remedy = reads.find_remedy(made.id)
    assert remedy is not None
    assert (remedy.fen, remedy.excess_fen) == (5000, 8000)
    assert reads.get_credit_fen(case.customer_id) == 13000
    assert reads.list_wrong_remedies() == ()
    Remedy.objects.update(excess_fen=8001)
    assert [wrong.excess_fen for wrong in reads.list_wrong_remedies()] == [8001]


def test_late_independent_evidence_corrects_and_the_credit_stays() -> None:
    case = add_case()
    made = promise(case)
    judged(made, 31)
    who = customer_of(case)
    perform(
        append,
        actor=who,
        now=after(60),
        subject_kind="case",
        subject=case.id,
        kind="visit.arrival.confirmed",
        body={"by": "customer", "position": "unknown"},
        at=after(25),
        region=case.region,
    )
    (facts,) = perform(judge_case, actor=JUDGE, now=after(60), case_id=case.id)
    assert (facts.state, facts.verdict_at, facts.corrected_at) == (
        PromiseState.KEPT,
        after(25),
        after(60),
    )
    assert reads.get_credit_fen(case.customer_id) == 2000
    assert "promise.verdict.corrected" in lines(case)
    assert [notice.template for notice in list_notices(case.id)][-1] == "promise.corrected"
    counts = reads.count_remedies()
    assert (counts.paid, counts.missing, counts.surplus) == (1, 0, 0)


def test_late_evidence_by_the_technicians_clock_corrects_nothing() -> None:
    case = add_case()
    made = promise(case)
    judged(made, 31)
    perform(
        append,
        actor=TECHNICIAN,
        now=after(60),
        subject_kind="case",
        subject=case.id,
        kind="visit.arrival.confirmed",
        body={"by": "code", "position": "near"},
        at=after(25),
        region=case.region,
    )
    perform(judge_case, actor=JUDGE, now=after(60), case_id=case.id)
    assert reads.get_promise(made.id).state is PromiseState.BROKEN
    assert "promise.verdict.corrected" not in lines(case)
