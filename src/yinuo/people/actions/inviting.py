"""Somebody new of the staff is given a link, and sets a password with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.people.facts import InviteOver, StaffFacts
from yinuo.people.invites import INVITE_LIFE, find_invited, invite_token, list_without_password
from yinuo.people.models import Staff
from yinuo.store.perform import action

from .line import note


@action
def invite_staff(*, actor: Actor, now: datetime) -> tuple[tuple[StaffFacts, str], ...]:
    """A link's token for everybody who has no password yet. An earlier link stays good until its own end, or
    until a password is set with either."""
    invited = []
    for one in list_without_password():
        note("staff", one.id, "people.staff.invited", actor=actor, now=now)
        invited.append((one, invite_token(one.id, now + INVITE_LIFE)))
    return tuple(invited)


@action
def accept_invite(*, token: str, password: str, actor: Actor, now: datetime) -> UUID:
    """Set the first password; whose it is. Raises InviteOver for a link that isn't good any more."""
    found = find_invited(token, now)
    if found is None:
        raise InviteOver
    row = Staff.objects.select_for_update().get(id=found.id)
    if find_invited(token, now) is None:  # used by somebody else while we waited
        raise InviteOver
    row.set_password(password)
    row.save(update_fields=["password"])
    note("staff", row.id, "people.staff.welcomed", actor=actor, now=now)
    return row.id
