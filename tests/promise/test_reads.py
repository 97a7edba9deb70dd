"""What the rulebook of a case promises, and what of a record line counts as the customer's own."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.case.cast import NOW, TECHNICIAN, WEB, add_case, customer_of
from tests.promise.scene import ARRIVE, JUDGE
from yinuo.case.facts import CaseKind
from yinuo.promise import reads
from yinuo.promise.actions import judge_promise, make_promise
from yinuo.promise.facts import PromiseKind
from yinuo.promise.models import Promise
from yinuo.record.actions import append
from yinuo.record.reads import list_events
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_terms_of_a_case_are_those_of_its_own_rulebook() -> None:
    case = add_case()
    arrive = reads.find_terms(case, PromiseKind.ARRIVE)
    assert arrive is not None
    assert (arrive.within_minutes, arrive.threshold, arrive.credit_fen) == (30, 0.9, 2000)
    assert arrive.keeps_when == ("visit.arrival.confirmed",)
    assert (arrive.weak_after_minutes, arrive.quote_expires_seconds) == (24 * 60, 60)
    price = reads.find_terms(case, PromiseKind.PRICE)
    assert price is not None
    assert price.refund_excess


def test_a_question_is_promised_no_arrival() -> None:
    assert reads.find_terms(add_case(kind=CaseKind.QUESTION), PromiseKind.ARRIVE) is None


def test_a_verdict_that_the_record_does_not_bear_out_is_found() -> None:
    case = add_case()
    made = perform(make_promise, actor=WEB, now=NOW, case=case, terms=ARRIVE)
    later = NOW + timedelta(hours=1)
    assert reads.list_disagreements(NOW) == ()
    assert [wrong.id for wrong in reads.list_disagreements(later)] == [made.id]  # not judged yet
    perform(judge_promise, actor=JUDGE, now=later, promise_id=made.id)
    assert reads.list_disagreements(later) == ()
    Promise.objects.update(verdict_at=later)
    assert [wrong.id for wrong in reads.list_disagreements(later)] == [made.id]


def test_only_the_customers_own_lines_count_as_the_customers() -> None:
    case = add_case()
    who = customer_of(case)
    for actor in (who, TECHNICIAN):
        perform(
            append,
            actor=actor,
            now=NOW,
            subject_kind="case",
            subject=case.id,
            kind="visit.price.confirmed",
            body={"visit": str(UUID(int=9)), "version": 2, "paid_fen": 100, "at_most_fen": 200},
            region=case.region,
        )
    _, customers, technicians = (reads.to_evidence(e) for e in list_events("case", case.id))
    assert (customers.by_customer, technicians.by_customer) == (True, False)
    assert (customers.paid_fen, customers.at_most_fen) == (100, 200)
    assert (customers.visit_id, customers.quote_version) == (UUID(int=9), 2)
