"""Somebody leaves, or works as something else: what a technician was going to do goes to others."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.outlet.actions import give_login, retire_technician
from yinuo.outlet.facts import TechnicianFacts
from yinuo.outlet.reads import find_technician_of_staff
from yinuo.people.actions import change_role, close_login, deactivate_staff
from yinuo.people.facts import StaffFacts, StaffRole
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import AssignmentEnded, EndReason, TechnicianAtWork
from yinuo.work.dispatch.models import Assignment

from .releasing import release
from .rows import hold_zones_of, look_at_zone


@action
def leave_company(*, staff_id: UUID, actor: Actor, now: datetime) -> StaffFacts:
    """Close a login for good: it opens nothing from the next request on, and a technician is sent no more.

    A job that the technician has not arrived at goes to somebody else. Raises TechnicianAtWork, and changes
    nothing, while the technician is at work at a customer's: nobody else could end that visit.
    """
    technician = find_technician_of_staff(staff_id)
    if technician is not None:
        _send_no_more(technician, actor=actor, now=now)
    return deactivate_staff(staff_id=staff_id, actor=actor, now=now)


@action
def leave_again(*, staff_id: UUID, actor: Actor, now: datetime) -> StaffFacts:
    """Close the login of somebody whom a restored backup has brought back after they had left.

    Nothing stands in the way: a visit that ran at the time of the backup stays as it is on record, without
    anybody who works on it, and the last manager leaves an installation to which the operator adds one.
    """
    technician = find_technician_of_staff(staff_id)
    if technician is not None:
        try:
            _send_no_more(technician, actor=actor, now=now)
        except TechnicianAtWork:
            retire_technician(technician_id=technician.id, actor=actor, now=now)
    return close_login(staff_id=staff_id, actor=actor, now=now)


@action
def change_work(
    *, staff_id: UUID, role: StaffRole, technician_id: UUID | None, actor: Actor, now: datetime
) -> StaffFacts:
    """Give a member of staff another role, and with that of a technician the one who works under the login.

    Raises TechnicianAtWork as `leave_company` does, LoginTaken if the technician works under another login,
    ValueError for a technician's role without a technician and the other way round.
    """
    if (role is StaffRole.TECHNICIAN) != (technician_id is not None):
        raise ValueError("a technician's role and a technician come together")
    known = find_technician_of_staff(staff_id)
    is_same = known is not None and known.id == technician_id
    if known is not None and not is_same:
        _send_no_more(known, actor=actor, now=now)
    if technician_id is not None and not is_same:
        give_login(technician_id=technician_id, staff_id=staff_id, actor=actor, now=now)
    return change_role(staff_id=staff_id, role=role, actor=actor, now=now)


def _send_no_more(technician: TechnicianFacts, *, actor: Actor, now: datetime) -> None:
    """Under the zones' locks, so that no look at a zone sends the technician somewhere meanwhile."""
    hold_zones_of(technician.id)
    active = Assignment.objects.filter(technician_id=technician.id, ended_at=None)
    row = active.select_related("job").first()
    if row is not None:
        try:
            release(row, EndReason.TAKEN_BACK, actor=actor, now=now)
        except AssignmentEnded:
            raise TechnicianAtWork from None
    retire_technician(technician_id=technician.id, actor=actor, now=now)
    if row is not None:
        look_at_zone(region=row.region, at=now, actor=actor, now=now)
