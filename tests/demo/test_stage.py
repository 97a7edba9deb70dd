"""The cast of the demo: simulated people stand back for real ones."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.crew import enter, staff
from tests.work.visit.walk import begin
from tests.world import IMPORT, NOW
from yinuo.demo.live import find_people
from yinuo.demo.stage import Cast
from yinuo.outlet.actions import give_login
from yinuo.people.facts import StaffRole
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_fleet_drives_a_technician_until_somebody_logs_in_as_him() -> None:
    walk = begin()
    cast = Cast(walk.case.company_id, 1)
    facts = staff(StaffRole.TECHNICIAN, "shifu")
    technician_id = walk.facts.technician_id
    perform(give_login, actor=IMPORT, now=NOW, technician_id=technician_id, staff_id=facts.id)
    cast.leave_to(find_people())
    assert cast.next_move(walk.now) is not None
    enter(facts)
    cast.leave_to(find_people())
    assert cast.next_move(walk.now + timedelta(hours=1)) is None
