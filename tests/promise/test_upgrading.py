"""What an installation of yesterday knew is taken over by the migrations that brought a new column."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from tests.intake.test_postponing import arrival, postpone, times
from tests.world import after, found_company, job_of, open_case
from yinuo.promise.models import Pause, Promise
from yinuo.work.dispatch.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
AGREED_START = import_module("yinuo.promise.migrations.0011_agreed_start")


def take_over() -> None:
    """As the migration finds the rows: nothing is in the new columns."""
    Pause.objects.update(not_before_at=None)
    Promise.objects.update(not_before_at=None)
    with connection.cursor() as cursor:
        cursor.execute(AGREED_START.OF_PAUSES)
        cursor.execute(AGREED_START.OF_PROMISES)


def test_a_start_that_was_agreed_with_a_pause_is_the_newest_pauses() -> None:
    case = open_case(found_company())
    postpone(case, times(case, after(1))[0], after(1))
    chosen = times(case, after(3))[1]
    postpone(case, chosen, after(3))
    other = open_case(case.company_id, phone="19900000002", address="济南市市中区示范路 9 号")
    take_over()
    first, newest = Pause.objects.order_by("consent_at")
    assert (first.not_before_at, newest.not_before_at) == (None, chosen.from_at)
    assert arrival(case).not_before_at == job_of(case).not_before_at == chosen.from_at
    assert arrival(other).not_before_at is None


def test_a_start_that_came_with_the_case_is_the_promises_own() -> None:
    case = open_case(found_company())
    Job.objects.filter(case_id=case.id).update(not_before_at=after(20))
    take_over()
    assert Promise.objects.get(case_id=case.id).not_before_at == after(20)
