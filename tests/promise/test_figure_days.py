"""The daily roll-up says what the promises say, whatever happened to them since and however a span is cut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case.cast import NOW, REGION, add_case, add_company, add_outlet
from yinuo.base.local_time import ZONE, local_date
from yinuo.case.figures import Span
from yinuo.outlet.models import Outlet
from yinuo.promise.due import FIGURE_DAYS
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.figures import PROMISE_DAYS, By, Tallies, tally_promises
from yinuo.promise.figures.sums import add_up, in_spans
from yinuo.promise.models import Figure, FigureMark, Promise
from yinuo.store.ids import new_id
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)
START = date(2026, 7, 30)
LATER = datetime(2027, 1, 1, tzinfo=ZONE)
MINUTE_OF_DAY = st.integers(0, 24 * 60 - 1)
STATES = (PromiseState.KEPT, PromiseState.BROKEN, PromiseState.RELEASED)

Drawn = tuple[int, int, str, str, int, float | None, int, int | None]
decided = st.tuples(
    st.integers(0, 66),  # the day: two whole months with edges
    MINUTE_OF_DAY,
    st.sampled_from([PromiseKind.ARRIVE, PromiseKind.PRICE, PromiseKind.ANSWER]),
    st.sampled_from(STATES),
    st.sampled_from([5, 30, 31, 60, 120, 500]),  # minutes quoted
    st.none() | st.floats(0, 1),
    st.integers(0, 2),  # the outlet; 2 is none
    st.none() | st.integers(0, 40000),  # fen paid
)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)


class Company:
    """One case, and promises of it at two outlets as they are drawn."""

    def __init__(self) -> None:
        company = add_company()
        self.outlets = [add_outlet(company).id]
        same = Outlet.objects.filter(id=self.outlets[0]).values().get()
        other = Outlet.objects.create(**same | {"id": new_id(NOW), "code": "CD-2"})
        self.outlets.append(other.id)
        self.case = add_case(company=company)

    def promise(self, drawn: Drawn) -> Promise:
        day, minute, kind, state, quoted, p, outlet, paid = drawn
        verdict_at = midnight(START + timedelta(days=day)) + timedelta(minutes=minute, seconds=7)
        made_at = verdict_at - timedelta(minutes=quoted, microseconds=minute)
        is_price = kind == PromiseKind.PRICE
        id = new_id(NOW)
        return Promise.objects.create(
            id=id,
            region=REGION,
            case_id=self.case.id,
            outlet_id=self.outlets[outlet] if outlet < 2 else None,
            kind=kind,
            made_at=made_at,
            due_at=made_at + timedelta(minutes=quoted),
            quoted_p=p,
            at_most_fen=20000 if is_price else None,
            paid_fen=paid if is_price else None,
            visit_id=id if is_price else None,
            quote_version=1 if is_price else None,
            keeps_when=[],
            weak_after_minutes=0,
            credit_fen=0,
            rulebook_id="0" * 64,
            state=state,
            verdict_at=verdict_at,
            judged_at=verdict_at,
            evidence_seq=1,
        )


@pytest.fixture
def company() -> Company:
    return Company()


def raw(span: Span) -> Tallies:
    """The same figures from the promises alone: of every outlet there is, and of none."""
    Figure.objects.all().delete()
    days = {local_date(row.verdict_at) for row in Promise.objects.all() if row.verdict_at}
    FigureMark.objects.bulk_create(
        FigureMark(id=new_id(NOW), day=day, add_up_at=LATER) for day in days
    )
    return tally_promises(span)


def watch(now: datetime = LATER) -> int:
    return run_due((FIGURE_DAYS,), now)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(decided, min_size=1, max_size=14),
    second=st.lists(decided, max_size=4),
    begins=st.tuples(st.integers(0, 66), st.sampled_from([0, 1, 700])),
    length=st.tuples(st.integers(0, 66), st.sampled_from([0, 5, 900])),
    gone=st.integers(0, 13),
)
def test_a_span_says_the_same_added_up_half_added_up_and_from_the_promises(
    company: Company,
    first: Sequence[Drawn],
    second: Sequence[Drawn],
    begins: tuple[int, int],
    length: tuple[int, int],
    gone: int,
) -> None:
    for model in (Promise, FigureMark, Figure):
        model.objects.all().delete()
    rows = [company.promise(drawn) for drawn in first]
    watch()
    assert not FigureMark.objects.exists()
    for drawn in second:
        company.promise(drawn)
    changed = rows[gone % len(rows)]
    Promise.objects.filter(id=changed.id).update(state=PromiseState.BROKEN, quoted_p=0.5)
    starts_at = midnight(START + timedelta(days=begins[0])) + timedelta(minutes=begins[1])
    ends_at = starts_at + timedelta(days=length[0], minutes=length[1])
    span = Span(starts_at, ends_at)
    half = tally_promises(span)
    watch()
    assert not FigureMark.objects.exists()
    whole = tally_promises(span)
    assert half == whole == raw(span)


def test_an_outlets_figures_are_those_of_the_whole_company_cut_to_it() -> None:
    company = Company()
    for number in range(12):
        state = STATES[number % 3]
        company.promise((number * 5, 600, PromiseKind.ARRIVE, state, 30, 0.9, number % 2, None))
    watch()
    span = Span(midnight(START), midnight(START + timedelta(days=90)))
    together = tally_promises(span)
    for outlet_id in company.outlets:
        own = tally_promises(Span(span.starts_at, span.ends_at, frozenset({outlet_id})))
        assert own.arrivals[By.OUTLET] == {outlet_id: together.arrivals[By.OUTLET][outlet_id]}
        assert own.kinds == {PromiseKind.ARRIVE: together.arrivals[By.OUTLET][outlet_id]}
    both = tally_promises(Span(span.starts_at, span.ends_at, frozenset(company.outlets)))
    assert both == together


ARRIVAL: Drawn = (3, 600, PromiseKind.ARRIVE, PromiseState.BROKEN, 30, 0.9, 0, None)


def test_a_change_marks_its_day_and_what_is_not_counted_marks_nothing() -> None:
    row = Company().promise(ARRIVAL)
    day = START + timedelta(days=3)
    assert [mark.day for mark in FigureMark.objects.all()] == [day]
    watch()
    Promise.objects.filter(id=row.id).update(rung=2)
    assert not FigureMark.objects.exists()
    Promise.objects.filter(id=row.id).update(state=PromiseState.KEPT)
    assert [mark.day for mark in FigureMark.objects.all()] == [day]
    watch()
    row.delete()
    assert [mark.day for mark in FigureMark.objects.all()] == [day]
    watch()
    assert not Figure.objects.exists()


def test_a_verdict_that_moves_to_another_day_marks_both() -> None:
    row = Company().promise(ARRIVAL)
    watch()
    assert row.verdict_at is not None
    Promise.objects.filter(id=row.id).update(verdict_at=row.verdict_at - timedelta(days=1))
    days = {mark.day for mark in FigureMark.objects.all()}
    assert days == {START + timedelta(days=2), START + timedelta(days=3)}


def test_a_day_is_added_up_only_when_it_is_over() -> None:
    Company().promise(ARRIVAL)
    over = midnight(START + timedelta(days=4))
    assert watch(over - timedelta(seconds=1)) == 0
    assert not Figure.objects.exists()
    assert watch(over) == 1
    assert Figure.objects.filter(is_month=False).exists()
    assert Figure.objects.filter(is_month=True).exists()


def test_a_rebuild_makes_lost_and_wrong_sums_anew() -> None:
    company = Company()
    company.promise(ARRIVAL)
    company.promise((40, *ARRIVAL[1:]))
    span = Span(midnight(START), midnight(START + timedelta(days=90)))
    right = tally_promises(span)
    watch()
    Figure.objects.filter(is_month=True).update(broken=7)
    assert tally_promises(span) != right
    assert PROMISE_DAYS.rebuild(LATER) == 2
    assert tally_promises(span) == right
    assert not FigureMark.objects.exists()


def test_a_rebuild_leaves_the_day_that_is_not_over_to_its_promises() -> None:
    Company().promise(ARRIVAL)
    noon = midnight(START + timedelta(days=3, hours=12))
    assert PROMISE_DAYS.rebuild(noon) == 0
    assert FigureMark.objects.exists()
    span = Span(midnight(START), midnight(START + timedelta(days=90)))
    assert tally_promises(span).kinds[PromiseKind.ARRIVE].broken == 1


def test_what_is_added_up_of_no_span_is_nothing() -> None:
    assert in_spans([]) is None
    assert add_up(None) == []
    assert UUID(int=0) not in tally_promises(Span(LATER, LATER)).arrivals[By.OUTLET]
