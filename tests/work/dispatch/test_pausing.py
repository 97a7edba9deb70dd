"""A paused technician: nothing is planned or quoted with him; what he has in hand goes where it should."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.work.dispatch.hand import DISPATCHER, pause
from tests.work.visit.walk import begin
from tests.world import NOW, REGION, active, after, decide, found_company, job_of, open_case, send
from yinuo.base.period import Period
from yinuo.intake.facts import AnswerKind
from yinuo.outlet.models import Technician
from yinuo.record.reads import list_events
from yinuo.store.ids import new_id
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import resume_technician
from yinuo.work.dispatch.board import map_current_pauses
from yinuo.work.dispatch.facts import (
    EndReason,
    NotPaused,
    PauseNotValid,
    PauseReason,
    TechnicianPause,
)
from yinuo.work.dispatch.models import Assignment, Pause, Zone
from yinuo.work.dispatch.rules import duty_left
from yinuo.work.visit import actions as visit

pytestmark = pytest.mark.django_db(transaction=True)


def everybody() -> list[UUID]:
    return list(Technician.objects.order_by("id").values_list("id", flat=True))


def resume(technician_id: UUID, minutes: float) -> TechnicianPause:
    return perform(
        resume_technician, actor=DISPATCHER, now=after(minutes), technician_id=technician_id
    )


class TestPlanned:
    """Who is paused isn't there for the plan."""

    def test_nobody_paused_is_sent(self) -> None:
        company = found_company(crew=2)
        one, other = everybody()
        pause(one, starts=0, minutes=0)
        case = open_case(company)
        decide(after(1))
        assert [row.technician_id for row in active(case)] == [other]

    def test_nobody_paused_is_quoted(self) -> None:
        company = found_company(crew=1)
        (only,) = everybody()
        pause(only, starts=0, ends=60, minutes=0)
        answer = send(company, now=after(1))
        assert answer.kind is AnswerKind.PROMISED
        assert answer.due_at is not None
        assert answer.due_at > after(60)

    def test_after_the_pause_the_zone_is_looked_at_by_itself(self) -> None:
        company = found_company(crew=1)
        (only,) = everybody()
        pause(only, starts=0, ends=4, minutes=0)
        case = open_case(company, now=after(1))
        decide(after(1))
        assert active(case) == []
        again = Zone.objects.get(region=REGION).decide_at
        assert again is not None
        assert again <= after(4)
        decide(after(4))
        assert [row.technician_id for row in active(case)] == [only]

    def test_resumed_he_is_planned_with_at_once(self) -> None:
        company = found_company(crew=1)
        (only,) = everybody()
        pause(only, starts=0, ends=40, minutes=0)
        case = open_case(company, now=after(1))
        resume(only, 2)
        again = Zone.objects.get(region=REGION).decide_at
        assert again is not None
        assert again <= after(2)
        decide(after(2))
        assert [row.technician_id for row in active(case)] == [only]


class TestWorkInHand:
    """What he already has is kept or handed on, as the dispatcher says."""

    def test_kept_it_stays_his(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        mine = active(case)[0]
        pause(mine.technician_id)
        decide(after(2))
        assert active(case) == [mine]

    def test_handed_on_somebody_else_goes(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        mine = active(case)[0]
        pause(mine.technician_id, keeps_work=False)
        assert active(case) == []
        decide(after(2))
        assert active(case)[0].technician_id != mine.technician_id
        ended = Assignment.objects.get(id=mine.id)
        assert ended.end_reason == EndReason.PAUSED

    def test_also_on_the_way_as_after_a_breakdown(self) -> None:
        walk = begin()
        walk.act(visit.start_travel)
        pause(walk.facts.technician_id, starts=3, minutes=3, keeps_work=False)
        assert active(walk.case) == []

    def test_a_pause_to_come_hands_on_when_it_begins(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        mine = active(case)[0]
        pause(mine.technician_id, starts=5, keeps_work=False)
        assert active(case) == [mine]
        decide(after(5))
        assert mine not in active(case)

    def test_the_visit_that_he_is_at_he_ends(self) -> None:
        walk = begin().arrive()
        mine = active(walk.case)
        pause(walk.facts.technician_id, starts=9, minutes=9, keeps_work=False)
        assert active(walk.case) == mine


class TestRow:
    """A pause is a row with a period."""

    def test_it_is_on_the_technicians_record_without_its_reason(self) -> None:
        found_company(crew=1)
        (only,) = everybody()
        row = pause(only)
        assert row.reason is PauseReason.UNWELL
        (line,) = list_events("technician", only)
        assert (line.kind, line.actor) == ("dispatch.technician.paused", str(DISPATCHER))
        assert "unwell" not in str(line.body)
        assert map_current_pauses([only], after(2)) == {only: row}

    def test_resumed_it_ends_and_cannot_be_resumed_again(self) -> None:
        found_company(crew=1)
        (only,) = everybody()
        pause(only)
        assert resume(only, 11).ends_at == after(11)
        with pytest.raises(NotPaused):
            resume(only, 12)
        assert [line.kind for line in list_events("technician", only)] == [
            "dispatch.technician.paused",
            "dispatch.technician.resumed",
        ]

    def test_one_to_come_is_taken_back_before_it_begins(self) -> None:
        found_company(crew=1)
        (only,) = everybody()
        pause(only, starts=60, ends=90)
        resume(only, 2)
        assert map_current_pauses([only], after(3)) == {}
        pause(only, starts=60, ends=90, minutes=3)

    @pytest.mark.parametrize(
        ("starts", "ends"), [(10, 10), (10, 5), (0, 5), (1, 1501), (1442, 1450)]
    )
    def test_one_that_is_none_is_refused(self, starts: int, ends: int) -> None:
        found_company(crew=1)
        with pytest.raises(PauseNotValid):
            pause(everybody()[0], starts=starts, ends=ends)

    def test_two_at_once_are_refused_by_the_action_and_by_the_database(self) -> None:
        found_company(crew=1)
        (only,) = everybody()
        pause(only, starts=1, ends=60)
        with pytest.raises(PauseNotValid):
            pause(only, starts=30, ends=90, minutes=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            Pause.objects.create(
                id=new_id(NOW),
                region=REGION,
                technician_id=only,
                starts_at=after(59),
                ends_at=after(70),
                reason=PauseReason.BREAK,
                keeps_work=True,
                made_at=NOW,
            )

    def test_the_case_of_a_paused_technician_is_still_promised(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        pause(active(case)[0].technician_id, keeps_work=False)
        assert job_of(case).deadline_at >= after(1)


_MINUTES = st.integers(min_value=-300, max_value=600)


@given(
    shift=st.tuples(_MINUTES, st.integers(1, 600)),
    pauses=st.lists(st.tuples(_MINUTES, st.integers(1, 200)), max_size=4),
    at=_MINUTES,
)
def test_what_is_left_of_a_shift_touches_no_pause_that_matters(
    shift: tuple[int, int], pauses: list[tuple[int, int]], at: int
) -> None:
    whole = Period(after(shift[0]), after(sum(shift)))
    rows = [
        TechnicianPause(
            UUID(int=n), UUID(int=9), after(s), after(s + n), PauseReason.BREAK, keeps_work=True
        )
        for s, n in pauses
    ]
    left = duty_left(whole, rows, after(at))
    if left is None:
        return
    assert whole.starts_at <= left.starts_at < left.ends_at <= whole.ends_at
    plannable = Period(max(left.starts_at, min(after(at), left.ends_at)), left.ends_at)
    for row in rows:
        assert not plannable.overlaps(Period(row.starts_at, row.ends_at)) or (
            plannable.length.total_seconds() == 0
        )
