"""Writes members of staff: who logs in, as what, and until when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.people import rules
from yinuo.people.facts import LastManager, Scope, ScopeKind, StaffFacts, StaffRole, UsernameTaken
from yinuo.people.models import Staff
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.locks import lock
from yinuo.store.perform import action

from .line import note
from .sessions import end_logins


@action
def add_staff(  # noqa: PLR0913 - what is known of somebody who is new
    *,
    username: str,
    name: str,
    role: StaffRole,
    password: str | None = None,
    email: str | None = None,
    language: str = "zh-hans",
    scope: Scope = Scope(),  # noqa: B008 - frozen, no state
    actor: Actor,
    now: datetime,
) -> StaffFacts:
    """A new member of staff; without a password nobody can log in as them yet. Raises
    UsernameTaken, ScopeNotValid."""
    scope = rules.normalise_scope(scope.kind, scope.codes)
    staff = Staff(
        id=new_id(now),
        username=username,
        name=rules.normalise_name(name),
        email=rules.normalise_email(email or ""),
        role=role.value,
        language=language,
        created_at=now,
        scope_kind=scope.kind.value,
        scope_codes=list(scope.codes),
    )
    staff.set_password(password)
    if not insert_if_new(staff):
        raise UsernameTaken
    note("staff", staff.id, "people.staff.added", actor=actor, now=now, role=role.value)
    if scope.codes:
        _note_scope(staff, actor=actor, now=now)
    return staff.to_facts()


@action
def change_scope(*, staff_id: UUID, scope: Scope, actor: Actor, now: datetime) -> StaffFacts:
    """Let a member of staff see another part of the company; the same part changes nothing.

    Whoever is in has to log in again. Raises ScopeNotValid, LastManager.
    """
    wanted = rules.normalise_scope(scope.kind, scope.codes)
    staff = Staff.objects.select_for_update().get(id=staff_id)
    if staff.to_facts().scope != wanted:
        _keep_a_manager(staff)
        staff.scope_kind, staff.scope_codes = wanted.kind.value, list(wanted.codes)
        staff.save(update_fields=["scope_kind", "scope_codes"])
        _note_scope(staff, actor=actor, now=now)
        end_logins(staff_id=staff_id, actor=actor, now=now)
    return staff.to_facts()


def _note_scope(staff: Staff, *, actor: Actor, now: datetime) -> None:
    body = {"scope": staff.scope_kind, "codes": list(staff.scope_codes)}
    note("staff", staff.id, "people.staff.scope.changed", actor=actor, now=now, **body)


@action
def change_role(*, staff_id: UUID, role: StaffRole, actor: Actor, now: datetime) -> StaffFacts:
    """Give a member of staff another role, who then logs in again; the same role changes nothing."""
    staff = Staff.objects.select_for_update().get(id=staff_id)
    if staff.role != role.value:
        _keep_a_manager(staff)
        staff.role = role.value
        staff.save(update_fields=["role"])
        note("staff", staff.id, "people.staff.role.changed", actor=actor, now=now, role=role.value)
        end_logins(staff_id=staff_id, actor=actor, now=now)
    return staff.to_facts()


@action
def change_password(*, staff_id: UUID, password: str, actor: Actor, now: datetime) -> None:
    """Set a new password; whoever is in under the old one is out, and no browser is trusted any more."""
    staff = Staff.objects.select_for_update().get(id=staff_id)
    staff.set_password(password)
    staff.save(update_fields=["password"])
    note("staff", staff.id, "people.staff.password.changed", actor=actor, now=now)
    end_logins(staff_id=staff_id, actor=actor, now=now)


@action
def deactivate_staff(*, staff_id: UUID, actor: Actor, now: datetime) -> StaffFacts:
    """Close a login; what the person did stays theirs in the record. Raises LastManager."""
    staff = Staff.objects.select_for_update().get(id=staff_id)
    _keep_a_manager(staff)
    return close_login(staff_id=staff_id, actor=actor, now=now)


@action
def close_login(*, staff_id: UUID, actor: Actor, now: datetime) -> StaffFacts:
    """Close a login, be it that of the last manager: whoever left once doesn't come back with a restore."""
    staff = Staff.objects.select_for_update().get(id=staff_id)
    if staff.is_active:
        staff.is_active = False
        staff.save(update_fields=["is_active"])
        note("staff", staff.id, "people.staff.deactivated", actor=actor, now=now)
        end_logins(staff_id=staff_id, actor=actor, now=now)
    return staff.to_facts()


def _keep_a_manager(staff: Staff) -> None:
    """Refuse to take head office's rights from the last one who has them.

    One at a time: two who lower each other at the same moment would leave nobody.
    """
    if not _is_head(staff):
        return
    lock("people.managers")
    others = Staff.objects.filter(
        is_active=True, role=StaffRole.MANAGER.value, scope_kind=ScopeKind.COMPANY.value
    )
    if not others.exclude(id=staff.id).exists():
        raise LastManager


def _is_head(staff: Staff) -> bool:
    is_head = staff.role == StaffRole.MANAGER.value and staff.scope_kind == ScopeKind.COMPANY.value
    return is_head and staff.is_active
