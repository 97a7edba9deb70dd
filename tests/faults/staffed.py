"""`python -m tests.faults staffed`: gives the company's people their logins.

With the id of a case somebody is sent to it, and whoever that is gets a login; then the visit is printed.
"""

from __future__ import annotations

from uuid import UUID

from tests.pages.crew import staff
from tests.world import IMPORT, decide
from yinuo.case.reads import get_case
from yinuo.outlet.actions import give_login
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.reads import find_visit_of_case

from .clerk import say

ROLES = (StaffRole.MANAGER, StaffRole.DESK)


def main(case_id: str = "") -> None:
    """Without a case the office's people, each called as their role is."""
    if not case_id:
        for role in ROLES:
            staff(role)
        say({})
        return
    case = get_case(UUID(case_id))
    decide(clock.now(), case.region)
    visit = find_visit_of_case(case.id)
    assert visit is not None, "nobody was sent"
    facts = staff(StaffRole.TECHNICIAN, "shifu")
    technician_id = visit.technician_id
    perform(
        give_login,
        actor=IMPORT,
        now=clock.now(),
        technician_id=technician_id,
        staff_id=facts.id,
    )
    say({"visit": str(visit.id)})
