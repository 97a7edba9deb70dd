"""Gives technicians their logins, and takes them back from those who don't go out any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.outlet import reads
from yinuo.outlet.facts import LoginTaken, ScopeUnknown, TechnicianUnknown
from yinuo.outlet.models import Technician
from yinuo.people.actions import add_staff, change_scope
from yinuo.people.facts import Scope, ScopeKind, StaffFacts, StaffRole
from yinuo.record import actions as record
from yinuo.store.perform import action


@action
def add_login(  # noqa: PLR0913 - what is known of somebody who is new
    *,
    username: str,
    name: str,
    role: StaffRole,
    password: str | None,
    email: str | None,
    technician_id: UUID | None,
    scope: Scope = Scope(),  # noqa: B008 - frozen, no state
    actor: Actor,
    now: datetime,
) -> StaffFacts:
    """A login for somebody new, who sets a password by a link where none is given; a
    technician's comes with the technician who works under it, or not at all.

    Raises UsernameTaken, TechnicianUnknown, LoginTaken, and ScopeUnknown for a scope without an outlet.
    """
    check_scope(scope)
    staff = add_staff(
        username=username,
        name=name,
        role=role,
        password=password,
        email=email,
        scope=scope,
        actor=actor,
        now=now,
    )
    if technician_id is not None:
        give_login(technician_id=technician_id, staff_id=staff.id, actor=actor, now=now)
    return staff


@action
def place_staff(*, staff_id: UUID, scope: Scope, actor: Actor, now: datetime) -> StaffFacts:
    """Let somebody see another part of the company. Raises ScopeUnknown, ScopeNotValid, LastManager."""
    check_scope(scope)
    return change_scope(staff_id=staff_id, scope=scope, actor=actor, now=now)


def check_scope(scope: Scope) -> None:
    """Raise ScopeUnknown for a scope in which there is no outlet, or that names one there isn't."""
    known = reads.list_outlets(scope)
    codes = {outlet.code for outlet in known}
    if scope.kind is ScopeKind.OUTLET and not codes.issuperset(scope.codes):
        raise ScopeUnknown
    if scope.kind is ScopeKind.REGION and not known:
        raise ScopeUnknown


@action
def give_login(*, technician_id: UUID, staff_id: UUID, actor: Actor, now: datetime) -> None:
    """Let a technician work under a login; one login is one technician's, and the other way round.

    Raises TechnicianUnknown, LoginTaken.
    """
    if reads.find_technician_of_staff(staff_id) is not None:
        raise LoginTaken
    row = Technician.objects.select_for_update().filter(id=technician_id).first()
    if row is None:
        raise TechnicianUnknown
    if row.staff_id is not None:
        raise LoginTaken(
            zh=f"工号 {row.badge_no} 已经有登录名，什么都没有改动。",
            en=f"Badge {row.badge_no} has a login already. Nothing was changed.",
        )
    row.staff_id = staff_id
    row.save(update_fields=["staff"])
    record.append(
        subject_kind="staff",
        subject=staff_id,
        kind="outlet.login.given",
        body={"technician": str(technician_id)},
        actor=actor,
        now=now,
    )


@action
def retire_technician(*, technician_id: UUID, actor: Actor, now: datetime) -> None:
    """A technician isn't sent any more and works under no login; the badge number and the past stay.

    A file that calls the technician active again brings him back, to be given a login anew.
    """
    row = Technician.objects.select_for_update().filter(id=technician_id).first()
    if row is None:
        raise TechnicianUnknown
    staff_id, row.staff_id, row.is_active = row.staff_id, None, False
    row.save(update_fields=["staff", "is_active"])
    if staff_id is not None:
        record.append(
            subject_kind="staff",
            subject=staff_id,
            kind="outlet.login.taken",
            body={"technician": str(technician_id)},
            actor=actor,
            now=now,
        )
