"""Quotes and promises as they are made, each with its line in the record."""

from __future__ import annotations

import pytest

from tests.case.cast import (
    NOW,
    WEB,
    add_case,
    add_company,
    add_outlet,
)
from tests.promise.scene import (
    ARRIVE,
    DUE,
    after,
    body_of,
    chance,
    lines,
    promise,
)
from yinuo.promise import reads
from yinuo.promise.actions import (
    make_promise,
    record_quote,
)
from yinuo.promise.errors import NobodyCanCome, QuoteExpired
from yinuo.promise.facts import PromiseState
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_ar_01_the_clock_starts_when_the_promise_is_made_and_the_record_says_so() -> None:
    case = add_case()
    made = promise(case)
    assert (made.state, made.made_at, made.due_at) == (PromiseState.RUNNING, NOW, DUE)
    assert reads.list_promises(case.id) == (made,)
    assert lines(case) == ["case.opened", "promise.made"]
    assert body_of(case, "promise.made")["due_at"] == "2026-03-02T06:30:00.000000Z"


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
