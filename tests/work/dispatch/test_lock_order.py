"""A technician whose job lies in another zone is paused, or leaves, in the order of decision 0005."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import transaction

from tests.beside import Beside
from tests.pages.crew import technician
from tests.work.dispatch.hand import DISPATCHER, pause
from tests.world import active, after, decide, found_company, open_case
from yinuo.case.facts import CaseFacts
from yinuo.people.models import Staff
from yinuo.record.actions import hold_chain
from yinuo.store.locks import lock_zone
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import leave_company
from yinuo.work.dispatch.models import Assignment, Job, Zone

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, BEHIND = "360100", "370200"
"""Zones that are locked before and after the technicians' own."""


def working_in(zone: str) -> tuple[CaseFacts, UUID]:
    """A case of another zone, and the technician who was sent to it before he came to this one."""
    case = open_case(found_company(crew=2))
    decide()
    (mine,) = active(case)
    move(case, zone)
    return case, mine.technician_id


def move(case: CaseFacts, zone: str) -> None:
    Job.objects.filter(case_id=case.id).update(region=zone)
    Assignment.objects.filter(job__case_id=case.id).update(region=zone, is_by_hand=True)


@pytest.mark.parametrize("zone", [BEFORE, BEHIND])
def test_a_pause_waits_for_the_other_zone_before_it_takes_a_case(zone: str) -> None:
    case, paused = working_in(zone)
    with transaction.atomic():
        lock_zone(zone)  # as a look at that zone takes it
        pausing = Beside(lambda: pause(paused, keeps_work=False))
        hold_chain("case", case.id)  # and as it then writes about the case
    pausing.end()
    assert active(case) == []
    assert Zone.objects.get(region=zone).decide_at == after(1)


@pytest.mark.parametrize("zone", [BEFORE, BEHIND])
def test_who_leaves_waits_for_the_other_zone_before_a_case_is_taken(zone: str) -> None:
    case, leaver = working_in(zone)
    technician(leaver)
    login = Staff.objects.get(username="shifu").id
    with transaction.atomic():
        lock_zone(zone)
        leaving = Beside(
            lambda: perform(leave_company, actor=DISPATCHER, now=after(1), staff_id=login)
        )
        hold_chain("case", case.id)
    leaving.end()
    assert active(case) == []


@pytest.mark.parametrize("zone", [BEFORE, BEHIND])
def test_who_came_into_a_further_zone_meanwhile_is_found_there(zone: str) -> None:
    case = open_case(found_company(crew=2))
    decide()
    (mine,) = active(case)
    with transaction.atomic():
        lock_zone(case.region)
        move(case, zone)
        pausing = Beside(lambda: pause(mine.technician_id, keeps_work=False))
    pausing.end()
    assert active(case) == []


def test_a_zone_takes_back_its_own_jobs_when_a_pause_begins_and_no_other_zones() -> None:
    case, paused = working_in(BEHIND)
    pause(paused, starts=5, keeps_work=False)
    decide(after(1), BEHIND)
    assert Zone.objects.get(region=BEHIND).decide_at == after(5)
    decide(after(6))
    assert [row.technician_id for row in active(case)] == [paused]
    decide(after(6), BEHIND)
    assert active(case) == []
