"""The accepted price is a promise: made by the customer's tap, replaced only by the next one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.case.cast import (
    HOME,
    NOW,
    REGION,
    TECHNICIAN,
    add_case,
    add_company,
    add_outlet,
    customer_of,
)
from yinuo.case.facts import CaseFacts
from yinuo.outlet.models import Technician
from yinuo.promise import reads
from yinuo.promise.actions import accept_price, decline_price
from yinuo.promise.errors import CustomerOnly
from yinuo.promise.facts import PromiseFacts, PromiseKind, PromiseState
from yinuo.record.reads import list_events
from yinuo.store.ids import new_id
from yinuo.store.perform import perform
from yinuo.work.visit.facts import QuoteState, VisitState
from yinuo.work.visit.models import ItemQuote, Visit

pytestmark = pytest.mark.django_db(transaction=True)


def visited() -> tuple[CaseFacts, Visit]:
    """A case whose technician is on site and has found the fault."""
    company = add_company()
    outlet = add_outlet(company)
    technician = Technician.objects.create(
        id=new_id(NOW),
        outlet=outlet,
        badge_no="T-1",
        name_zh="张师傅",
        name_en="Master Zhang",
        skills=["electronics"],
        home_lat=HOME.lat,
        home_lng=HOME.lng,
        created_at=NOW,
    )
    case = add_case(company=company, outlet=outlet)
    visit = Visit.objects.create(
        id=new_id(NOW),
        region=REGION,
        case_id=case.id,
        job_id=UUID(int=1),
        assignment_id=UUID(int=2),
        technician=technician,
        seat=1,
        state=VisitState.ON_SITE,
        arrival_code="0000",
        badge_word="松石",
        asked_at=NOW,
        planned_at=NOW,
        eta_at=NOW,
        arrived_at=NOW,
    )
    return case, visit


def propose(visit: Visit, version: int, total_fen: int) -> None:
    """The technician's itemised quote; its lines are the visit room's own matter."""
    ItemQuote.objects.create(
        id=new_id(NOW),
        visit=visit,
        version=version,
        state=QuoteState.PROPOSED,
        total_fen=total_fen,
        disclosed_fen=5000,
        in_warranty=False,
        warranty_zh="保修期外",
        warranty_en="Out of warranty",
        finish_by=NOW + timedelta(hours=2),
        proposed_at=NOW,
    )


def accept(case: CaseFacts, version: int) -> PromiseFacts:
    facts = perform(
        accept_price, actor=customer_of(case), now=NOW, case_id=case.id, version=version
    )
    assert facts is not None
    return facts


def test_qt_08_the_customers_acceptance_makes_the_price_a_promise() -> None:
    case, visit = visited()
    propose(visit, 1, 30000)
    promise = accept(case, 1)
    assert (promise.kind, promise.at_most_fen) == (PromiseKind.PRICE, 30000)
    assert promise.due_at == NOW + timedelta(hours=168)
    kinds = [event.kind for event in list_events("case", case.id)]
    assert kinds[-2:] == ["visit.quote.accepted", "promise.made"]


def test_qt_09_a_later_quote_replaces_the_price_by_the_customers_own_acceptance() -> None:
    case, visit = visited()
    propose(visit, 1, 30000)
    first = accept(case, 1)
    propose(visit, 2, 45000)
    second = accept(case, 2)
    assert reads.get_promise(first.id).state is PromiseState.RELEASED
    assert second.at_most_fen == 45000
    released = [e for e in list_events("case", case.id) if e.kind == "promise.released"]
    assert [event.body["reason"] for event in released] == ["new_price_accepted"]
    assert released[0].actor == str(customer_of(case))


def test_a_double_tap_promises_the_price_once() -> None:
    case, visit = visited()
    propose(visit, 1, 30000)
    assert accept(case, 1).id == accept(case, 1).id
    assert len(reads.list_promises(case.id)) == 1


def test_nobody_else_accepts_or_declines_for_the_customer() -> None:
    case, visit = visited()
    propose(visit, 1, 30000)
    for action in (accept_price, decline_price):
        with pytest.raises(CustomerOnly):
            perform(action, actor=TECHNICIAN, now=NOW, case_id=case.id, version=1)
    assert reads.list_promises(case.id) == ()


def test_qt_10_a_declined_quote_promises_no_price() -> None:
    case, visit = visited()
    propose(visit, 1, 30000)
    perform(decline_price, actor=customer_of(case), now=NOW, case_id=case.id, version=1)
    assert reads.list_promises(case.id) == ()
