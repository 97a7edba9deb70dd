"""The rota: weekly patterns become shifts ahead, no two at once, written once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.outlet.cast import ACTOR, NOW, kinds_of, load, load_all
from yinuo.outlet.actions import extend_shifts
from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.jobs import on_shifts_due
from yinuo.outlet.models import Shift, ShiftPattern, Technician
from yinuo.store.models import Timer
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_weekly_pattern_becomes_shifts_for_the_days_ahead() -> None:
    load_all()

    shifts = Shift.objects.filter(technician__badge_no="T1").order_by("period")

    first = shifts[0].period
    assert (first.lower, first.upper) == (
        datetime(2026, 11, 23, 0, tzinfo=UTC),
        datetime(2026, 11, 23, 8, tzinfo=UTC),
    )
    assert len(shifts) == 11  # Monday to Friday for fifteen days from a Monday on


def test_a_shift_that_runs_into_another_is_refused_with_its_line() -> None:
    load_all()

    weekly = load("badge_no,days,starts,ends\nT1,5,15:00,18:00\nT1,6,08:00,12:00\n")
    dated = load("badge_no,date,starts,ends\nT1,2026-11-24,07:00,09:00\n")

    assert [row.outcome for row in weekly.rows] == [RowOutcome.REFUSED, RowOutcome.CREATED]
    assert [row.outcome for row in dated.rows] == [RowOutcome.REFUSED]


def test_two_lines_of_one_file_that_run_into_each_other_are_not_both_taken() -> None:
    load_all()

    report = load(
        "badge_no,date,starts,ends\nT2,2026-11-28,08:00,12:00\nT2,2026-11-28,11:00,15:00\n"
    )

    assert [row.outcome for row in report.rows] == [RowOutcome.CREATED, RowOutcome.REFUSED]


def test_the_database_itself_refuses_two_shifts_at_once() -> None:
    load_all()
    technician = Technician.objects.get(badge_no="T1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(
            id=UUID(int=7),
            region="370100",
            technician=technician,
            period=DateTimeTZRange(NOW, NOW + timedelta(hours=1)),
            created_at=NOW,
        )


def test_ending_a_pattern_takes_its_future_shifts_away_and_no_others() -> None:
    load_all()

    load("badge_no,days,starts,ends,valid_to\nT1,1-5,08:00,16:00,2026-11-24\n")

    left = Shift.objects.filter(technician__badge_no="T1")
    assert sorted(str(shift.period.lower.date()) for shift in left) == ["2026-11-23", "2026-11-24"]
    assert ShiftPattern.objects.get(technician__badge_no="T1").valid_to is not None


def test_the_timer_writes_the_rota_ahead_day_by_day_and_after_an_outage() -> None:
    company_id = load_all()
    timer = Timer.objects.get(kind="outlet.shifts", subject=company_id)
    assert timer.due_at == NOW + timedelta(days=1)
    later = NOW + timedelta(days=30)

    with transaction.atomic():
        on_shifts_due(subject=company_id, due_at=timer.due_at, now=later)

    last = Shift.objects.filter(technician__badge_no="T1").order_by("-period").first()
    assert last is not None
    assert last.period.lower > later + timedelta(days=10)
    assert kinds_of(company_id)[-1] == "outlet.shifts.extended"
    assert Timer.objects.get(kind="outlet.shifts").due_at == later + timedelta(days=1)


def test_writing_the_rota_twice_writes_it_once() -> None:
    company_id = load_all()

    added = perform(extend_shifts, actor=ACTOR, now=NOW, company_id=company_id)

    assert added == 0
