"""The daily roll-up of cases says what the cases say, whatever happened to them since, of each outlet too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case.cast import HOME, NOW, add_case, add_company, add_outlet
from yinuo.base.local_time import ZONE
from yinuo.case.facts import CaseState
from yinuo.case.figures import Span
from yinuo.case.models import Case
from yinuo.outlet.models import Outlet, Technician
from yinuo.store.ids import new_id
from yinuo.store.watch import run_due
from yinuo.work.visit.due import FIGURE_DAYS
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.figures import (
    CASE_DAYS,
    CaseTally,
    count_cases,
    find_came_again,
    tally_cases,
)
from yinuo.work.visit.models import Figure, FigureMark, Visit

pytestmark = pytest.mark.django_db(transaction=True)
START = date(2026, 7, 30)
LATER = datetime(2027, 1, 1, tzinfo=ZONE)
ENDS = (CaseState.DONE, CaseState.WITHDRAWN, CaseState.OPEN)

Drawn = tuple[int, int, int, bool, bool, str, bool]
drawn_case = st.tuples(
    st.integers(0, 66),  # the day on which it is opened: two whole months with edges
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 2),  # the outlet; 2 is none
    st.booleans(),  # whether it follows another
    st.booleans(),  # whether it is disputed
    st.sampled_from(ENDS),
    st.booleans(),  # whether it was taken up again
)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)


class Company:
    """Two outlets, and cases of theirs as they are drawn."""

    def __init__(self) -> None:
        self.company = add_company()
        self.outlets = [add_outlet(self.company).id]
        same = Outlet.objects.filter(id=self.outlets[0]).values().get()
        other = Outlet.objects.create(**same | {"id": new_id(NOW), "code": "CD-2"})
        self.outlets.append(other.id)

    def case(self, drawn: Drawn) -> Case:
        day, minute, outlet, follows, disputed, state, again = drawn
        opened_at = midnight(START + timedelta(days=day)) + timedelta(minutes=minute)
        case = add_case(company=self.company)
        Case.objects.filter(id=case.id).update(
            outlet_id=self.outlets[outlet] if outlet < 2 else None,
            opened_at=opened_at,
            follows_id=case.id if follows else None,
            disputed_at=opened_at + timedelta(hours=5) if disputed else None,
            state=state,
            closed_at=None if state == CaseState.OPEN else opened_at + timedelta(hours=9),
            reopened=int(again),
        )
        return Case.objects.get(id=case.id)


@pytest.fixture
def company() -> Company:
    return Company()


def watch(now: datetime = LATER) -> int:
    return run_due((FIGURE_DAYS,), now)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.lists(drawn_case, min_size=1, max_size=10),
    second=st.lists(drawn_case, max_size=3),
    begins=st.tuples(st.integers(0, 66), st.sampled_from([0, 1, 700])),
    length=st.tuples(st.integers(0, 66), st.sampled_from([0, 5, 900])),
    whose=st.sampled_from([None, (0,), (0, 1), ()]),
)
def test_a_span_says_the_same_added_up_half_added_up_and_from_the_cases(
    company: Company,
    first: Sequence[Drawn],
    second: Sequence[Drawn],
    begins: tuple[int, int],
    length: tuple[int, int],
    whose: tuple[int, ...] | None,
) -> None:
    for model in (Case, FigureMark, Figure):
        model.objects.all().delete()
    rows = [company.case(drawn) for drawn in first]
    watch()
    assert not FigureMark.objects.exists()
    for drawn in second:
        company.case(drawn)
    Case.objects.filter(id=rows[0].id).update(
        state=CaseState.DONE, closed_at=rows[0].opened_at, reopened=2
    )
    starts_at = midnight(START + timedelta(days=begins[0])) + timedelta(minutes=begins[1])
    ends_at = starts_at + timedelta(days=length[0], minutes=length[1])
    ids = None if whose is None else frozenset(company.outlets[number] for number in whose)
    span = Span(starts_at, ends_at, ids)
    half = tally_cases(span)
    watch()
    assert not FigureMark.objects.exists()
    assert half == tally_cases(span) == count_cases(span)
    assert find_came_again(span).total == half.came_again
    assert CASE_DAYS.rebuild(LATER) > 0
    assert tally_cases(span) == half


DONE: Drawn = (3, 600, 0, False, False, CaseState.DONE, False)


def test_what_changes_no_number_marks_no_day(company: Company) -> None:
    case = company.case((3, 600, 0, False, False, CaseState.OPEN, False))
    watch()
    Case.objects.filter(id=case.id).update(fault_id="SF-04", urgency="urgent")
    assert not FigureMark.objects.exists()
    Case.objects.filter(id=case.id).update(
        state=CaseState.DONE, closed_at=case.opened_at + timedelta(days=2)
    )
    assert [mark.day for mark in FigureMark.objects.all()] == [START + timedelta(days=5)]


def test_a_day_is_added_up_only_when_it_is_over(company: Company) -> None:
    company.case(DONE)
    over = midnight(START + timedelta(days=4))
    FigureMark.objects.exclude(day=START + timedelta(days=3)).delete()
    assert watch(over - timedelta(seconds=1)) == 0
    assert not Figure.objects.exists()
    assert watch(over) == 1
    assert set(Figure.objects.values_list("is_month", "outlet_id")) == {
        (is_month, outlet) for is_month in (True, False) for outlet in (None, company.outlets[0])
    }


def test_a_visit_that_was_stopped_before_its_case_was_done_counts_as_come_again(
    company: Company,
) -> None:
    case = company.case(DONE)
    watch()
    visit = _stopped_visit(case)
    assert [mark.day for mark in FigureMark.objects.all()] == [START + timedelta(days=3)]
    span = Span(midnight(START), midnight(START + timedelta(days=9)))
    assert tally_cases(span) == CaseTally(opened=1, done=1, came_again=1)
    watch()
    Visit.objects.filter(id=visit.id).update(seat=2)
    assert not FigureMark.objects.exists()
    Visit.objects.filter(id=visit.id).update(state=VisitState.FINISHED)
    assert FigureMark.objects.count() == 1
    assert tally_cases(span) == CaseTally(opened=1, done=1)


def _stopped_visit(case: Case) -> Visit:
    assert case.outlet_id is not None
    technician = Technician.objects.create(
        id=new_id(NOW),
        outlet_id=case.outlet_id,
        badge_no="T-1",
        name_zh="张师傅",
        name_en="Master Zhang",
        skills=[],
        home_lat=HOME.lat,
        home_lng=HOME.lng,
        created_at=NOW,
    )
    return Visit.objects.create(
        id=new_id(NOW),
        region=case.region,
        case_id=case.id,
        job_id=new_id(NOW),
        assignment_id=new_id(NOW),
        technician=technician,
        seat=1,
        state=VisitState.STOPPED,
        arrival_code="0000",
        badge_word="松石",
        asked_at=NOW,
        planned_at=NOW,
        eta_at=NOW,
        ended_at=NOW,
        end_reason="danger",
    )
