"""Promises in the database: verdicts, remedies, pauses and notices, each with its line in the record."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests.case.cast import (
    NOW,
    TECHNICIAN,
    WEB,
    add_case,
    add_company,
    add_outlet,
    customer_of,
)
from tests.promise.cast import LADDER
from yinuo.base.actor import Actor
from yinuo.case.actions import dispute_case
from yinuo.case.facts import CaseFacts, DisputeAbout
from yinuo.engines import routing
from yinuo.engines.routing.reason import Rule
from yinuo.notice.reads import list_notices
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffRole
from yinuo.promise import reads
from yinuo.promise.actions import (
    judge_case,
    judge_promise,
    make_promise,
    pause_promise,
    record_quote,
    release_promises,
    resume_promise,
)
from yinuo.promise.due import Promises
from yinuo.promise.facts import (
    CustomerOnly,
    NobodyCanCome,
    PauseInvalid,
    PauseReason,
    PriceTerms,
    PromiseDecided,
    PromiseFacts,
    PromiseKind,
    PromiseState,
    QuoteExpired,
    ReleaseReason,
    Terms,
)
from yinuo.promise.models import Promise, Remedy
from yinuo.record.actions import append
from yinuo.record.reads import check_chains, list_events
from yinuo.store.perform import perform
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)
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
    ladder=(),
)


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def promise(case: CaseFacts, terms: Terms = ARRIVE, **changes: Any) -> PromiseFacts:
    return perform(make_promise, actor=WEB, now=NOW, case=case, terms=terms, **changes)


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


# --- made ------------------------------------------------------------------------------------------


def test_ar_01_the_clock_starts_when_the_promise_is_made_and_the_record_says_so() -> None:
    case = add_case()
    made = promise(case)
    assert (made.state, made.made_at, made.due_at) == (PromiseState.RUNNING, NOW, DUE)
    assert reads.list_promises(case.id) == (made,)
    assert lines(case) == ["case.opened", "promise.made"]
    assert body_of(case, "promise.made")["due_at"] == "2026-03-02T06:30:00Z"


@pytest.mark.parametrize(("p", "minutes"), [(0.95, 30), (0.5, 47)])
def test_a_quote_offers_thirty_minutes_or_the_honest_time_and_the_promise_is_for_it(
    p: float, minutes: float
) -> None:
    company = add_company()
    outlet = add_outlet(company)
    case = add_case(company=company)
    quote = perform(
        record_quote,
        actor=WEB,
        now=NOW,
        case=case,
        outlet_id=outlet.id,
        terms=ARRIVE,
        chance=chance(p, 47),
    )
    assert quote.due_at == after(minutes)
    assert body_of(case, "promise.quoted")["p_percent"] == round(100 * p)
    made = promise(case, quote_id=quote.id)
    assert (made.due_at, made.quoted_p) == (after(minutes), p)
    with pytest.raises(QuoteExpired):
        promise(case, quote_id=quote.id)  # a quote becomes one promise


def test_a_quote_is_good_for_a_minute() -> None:
    company = add_company()
    outlet = add_outlet(company)
    case = add_case(company=company)
    quote = perform(
        record_quote,
        actor=WEB,
        now=NOW,
        case=case,
        outlet_id=outlet.id,
        terms=ARRIVE,
        chance=chance(0.95, 25),
    )
    with pytest.raises(QuoteExpired):
        perform(make_promise, actor=WEB, now=after(1), case=case, terms=ARRIVE, quote_id=quote.id)
    assert reads.list_promises(case.id) == ()


def test_where_nobody_can_come_the_quote_is_kept_and_nothing_is_promised() -> None:
    company = add_company()
    outlet = add_outlet(company)
    case = add_case(company=company)
    quote = perform(
        record_quote,
        actor=WEB,
        now=NOW,
        case=case,
        outlet_id=outlet.id,
        terms=ARRIVE,
        chance=chance(0.0, None),
    )
    assert quote.due_at is None
    with pytest.raises(NobodyCanCome):
        promise(case, quote_id=quote.id)
    assert lines(case) == ["case.opened", "promise.quoted"]


# --- judged ----------------------------------------------------------------------------------------


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
    assert body_of(case, "promise.broken")["verdict_at"] == "2026-03-02T06:30:00Z"


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
    say(case, "visit.price.confirmed", 60, actor=who, paid_fen=38000, at_most_fen=30000)
    facts = judged(made, 61)
    assert (facts.state, facts.verdict_at) == (PromiseState.BROKEN, after(60))
    remedy = reads.find_remedy(made.id)
    assert remedy is not None
    assert (remedy.fen, remedy.excess_fen) == (5000, 8000)
    assert reads.get_credit_fen(case.customer_id) == 13000


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


# --- watched ---------------------------------------------------------------------------------------


def test_several_watchers_decide_once() -> None:
    case = add_case()
    made = promise(case)
    errors: list[Exception] = []
    start = threading.Barrier(4)

    def watch() -> None:
        try:
            start.wait()
            run_due((Promises(),), after(31))
        except Exception as error:  # noqa: BLE001 - the thread hands it to the test
            errors.append(error)
        finally:
            connection.close()

    watchers = [threading.Thread(target=watch) for _ in range(4)]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()
    assert errors == []
    assert lines(case).count("promise.broken") == 1
    assert Remedy.objects.filter(promise_id=made.id).count() == 1
    assert check_chains().broken == ()


def test_a_watch_that_slept_comes_to_the_same_verdicts_as_one_that_did_not() -> None:
    company = add_company()
    awake = add_case(company=company)
    asleep = add_case(company=company, email="other@example.org")
    for case in (awake, asleep):
        promise(case)
        say(case, "visit.arrival.knocked", 10, metres=20)
        say(case, "visit.arrival.denied", 12, actor=customer_of(case))
        arrives(case, 33)
    for minutes in range(1, 60):
        for row in Promise.objects.filter(case_id=awake.id, look_at__lte=after(minutes)):
            perform(judge_promise, actor=JUDGE, now=after(minutes), promise_id=row.id)
    (slept,) = perform(judge_case, actor=JUDGE, now=after(500), case_id=asleep.id)
    (watched,) = reads.list_promises(awake.id)
    assert (slept.state, slept.verdict_at) == (watched.state, watched.verdict_at)
    assert (slept.state, slept.verdict_at) == (PromiseState.BROKEN, DUE)


def test_the_watch_finds_nothing_left_after_it_looked() -> None:
    case = add_case()
    made = promise(case)
    for minutes in (16, 25, 31):
        assert run_due((Promises(),), after(minutes)) == 1
        assert Promises().find_due(after(minutes), 10) == []
    assert reads.get_promise(made.id).rung == len(LADDER)


def test_a_row_pushed_back_still_breaks_at_its_due_time() -> None:
    made = promise(add_case())
    Promises().push_back(made.id, after(90))
    assert run_due((Promises(),), after(60)) == 0
    assert run_due((Promises(),), after(90)) == 1
    assert reads.get_promise(made.id).verdict_at == DUE


def test_the_ladder_tells_staff_and_customer_and_the_record_says_whom() -> None:
    case = add_case()
    promise(case)
    for role in (StaffRole.DISPATCHER, StaffRole.MANAGER):
        perform(
            add_staff,
            actor=WEB,
            now=NOW,
            username=role.value,
            name="测试员工",
            role=role,
            email=f"{role.value}@example.org",
            password="a-long-enough-secret-1",
        )
    for minutes in (16, 25, 31):
        run_due((Promises(),), after(minutes))
    warned = [event.body for event in list_events("case", case.id) if "warned" in event.kind]
    assert [(body["share_percent"], body["tell"]) for body in warned] == [
        (50, ["dispatcher"]),
        (80, ["dispatcher", "customer"]),
    ]
    told = [(notice.template, notice.recipient_kind.value) for notice in list_notices(case.id)]
    assert told == [
        ("promise.warned", "staff"),
        ("promise.warned", "staff"),
        ("promise.warned", "customer"),
        ("promise.broken", "customer"),
        ("promise.broken", "staff"),
    ]


# --- paused and released ---------------------------------------------------------------------------


def test_a_pause_with_consent_moves_the_deadline_and_not_the_promise() -> None:
    case = add_case()
    made = promise(case)
    paused = perform(
        pause_promise,
        actor=customer_of(case),
        now=after(10),
        promise_id=made.id,
        starts_at=after(10),
        ends_at=after(70),
        reason=PauseReason.CUSTOMER_LATER,
    )
    assert (paused.due_at, paused.deadline_at) == (DUE, after(90))
    assert Promise.objects.get().due_at == DUE
    assert judged(made, 89).state is PromiseState.RUNNING
    assert judged(made, 91).verdict_at == after(90)
    assert "promise.paused" in lines(case)


def test_a_resumed_promise_falls_due_after_the_time_that_was_left() -> None:
    case = add_case()
    made = promise(case)
    who = customer_of(case)
    perform(
        pause_promise,
        actor=who,
        now=after(10),
        promise_id=made.id,
        starts_at=after(10),
        ends_at=after(70),
        reason=PauseReason.CUSTOMER_AWAY,
    )
    resumed = perform(resume_promise, actor=who, now=after(25), promise_id=made.id)
    assert resumed.deadline_at == after(45)
    assert lines(case)[-1] == "promise.resumed"


def test_nobody_but_the_customer_pauses_or_releases() -> None:
    case = add_case()
    made = promise(case)
    with pytest.raises(CustomerOnly):
        perform(
            pause_promise,
            actor=TECHNICIAN,
            now=NOW,
            promise_id=made.id,
            starts_at=NOW,
            ends_at=after(10),
            reason=PauseReason.CUSTOMER_LATER,
        )
    with pytest.raises(CustomerOnly):
        perform(
            release_promises,
            actor=TECHNICIAN,
            now=NOW,
            case_id=case.id,
            reason=ReleaseReason.NOT_WANTED,
        )


@pytest.mark.parametrize(("starts", "ends"), [(-5, 10), (10, 10), (31, 40), (10, 40 * 24 * 60)])
def test_a_pause_in_the_past_without_end_or_too_late_is_refused(starts: int, ends: int) -> None:
    case = add_case()
    made = promise(case)
    with pytest.raises(PauseInvalid):
        perform(
            pause_promise,
            actor=customer_of(case),
            now=NOW,
            promise_id=made.id,
            starts_at=after(starts),
            ends_at=after(ends),
            reason=PauseReason.CUSTOMER_LATER,
        )
    assert "promise.paused" not in lines(case)


def test_a_promise_that_fell_due_cannot_be_paused_back_to_life() -> None:
    case = add_case()
    made = promise(case)
    with pytest.raises(PromiseDecided):
        perform(
            pause_promise,
            actor=customer_of(case),
            now=after(31),
            promise_id=made.id,
            starts_at=after(31),
            ends_at=after(60),
            reason=PauseReason.CUSTOMER_LATER,
        )


def test_a_withdrawal_releases_what_runs_and_pays_for_what_broke() -> None:
    company = add_company()
    early = add_case(company=company)
    late = add_case(company=company, email="other@example.org")
    states = []
    for case, minutes in ((early, 5), (late, 31)):
        made = promise(case)
        perform(
            release_promises,
            actor=customer_of(case),
            now=after(minutes),
            case_id=case.id,
            reason=ReleaseReason.WITHDRAWN,
        )
        states.append(reads.get_promise(made.id).state)
    assert states == [PromiseState.RELEASED, PromiseState.BROKEN]
    assert reads.count_remedies().paid == 1


# --- the database says no --------------------------------------------------------------------------


def test_the_database_refuses_a_second_remedy_and_half_a_verdict() -> None:
    case = add_case()
    made = promise(case)
    judged(made, 31)
    remedy = Remedy.objects.get()
    remedy.id = UUID(int=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        remedy.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.update(verdict_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.update(state="kept")  # kept without evidence


def test_the_books_show_a_missing_and_a_false_remedy() -> None:
    case = add_case()
    made = promise(case)
    judged(made, 31)
    counts = reads.count_remedies()
    assert (counts.paid, counts.fen) == (1, 2000)
    assert (counts.missing, counts.surplus, counts.mismatched) == (0, 0, 0)
    Remedy.objects.update(fen=1)
    assert reads.count_remedies().mismatched == 1
    Remedy.objects.all().delete()
    assert reads.count_remedies().missing == 1


def test_counts_say_how_many_stand_where_and_what_is_overdue() -> None:
    promise(add_case())
    (before,) = reads.count_promises(after(10))
    assert (before.running, before.overdue) == (1, 0)
    (overdue,) = reads.count_promises(after(31))
    assert overdue.overdue == 1
    run_due((Promises(),), after(31))
    (done,) = reads.count_promises(after(31))
    assert (done.kind, done.broken, done.overdue) == (PromiseKind.ARRIVE, 1, 0)
