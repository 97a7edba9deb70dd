"""What the rulebook of a case promises, and what of a record line counts as the customer's own."""

from __future__ import annotations

import pytest

from tests.case.cast import add_case
from yinuo.case.facts import CaseKind
from yinuo.promise import reads
from yinuo.promise.facts import PromiseKind

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
