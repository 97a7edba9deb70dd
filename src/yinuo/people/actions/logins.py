"""Writes logins: a try is claimed before its password is checked, so that guesses can't run in parallel."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.people.facts import LoginClaim
from yinuo.people.indexes import login_index
from yinuo.people.models import LoginTry, Staff
from yinuo.people.rules import LOGIN_WINDOW, login_wait
from yinuo.store.ids import new_id
from yinuo.store.limits import place_of
from yinuo.store.locks import lock
from yinuo.store.perform import action

from .line import note


@action
def claim_login(*, username: str, address: str, actor: Actor, now: datetime) -> LoginClaim:
    """Leave to check one password for this user name from this network address.

    It counts as a wrong one until `settle_login` says otherwise. Five wrong ones within 15 minutes for
    the user name, or twenty from the address (an office shares one; of IPv6 a /64 is one place), close the
    door until the oldest is 15 minutes back; a refused try isn't counted, so nobody is kept out for
    ever by somebody else's tries.
    """
    name, place = login_index("name", username), login_index("address", place_of(address))
    for index in sorted({name, place}):  # always in one order: two logins never wait for each other
        lock(f"login:{index}")
    since = now - LOGIN_WINDOW
    rows = LoginTry.objects.filter(tried_at__gt=since).order_by("tried_at")
    of_name = list(rows.filter(name_index=name).values_list("tried_at", flat=True))
    of_place = list(rows.filter(address_index=place).values_list("tried_at", flat=True))
    wait_until = login_wait(of_name, of_place)
    if wait_until is not None:
        return LoginClaim(may_try=False, wait_until=wait_until)
    LoginTry.objects.create(
        id=new_id(now),
        name_index=name,
        address_index=place,
        tried_at=now,
        purge_at=now + LOGIN_WINDOW,
    )
    return LoginClaim(may_try=True)


@action
def settle_login(*, staff_id: UUID, username: str, actor: Actor, now: datetime) -> None:
    """The password was right: the tries for this user name are forgotten, the login is recorded."""
    LoginTry.objects.filter(name_index=login_index("name", username)).delete()
    note("staff", staff_id, "people.staff.logged_in", actor=actor, now=now)


@action
def refuse_login(*, username: str, actor: Actor, now: datetime) -> None:
    """The password was wrong: its claim stays, and the one that closes the door is recorded."""
    name = login_index("name", username)
    rows = LoginTry.objects.filter(name_index=name, tried_at__gt=now - LOGIN_WINDOW)
    until = login_wait(list(rows.order_by("tried_at").values_list("tried_at", flat=True)), ())
    staff_id = Staff.objects.filter(username=username).values_list("id", flat=True).first()
    if until is not None and staff_id is not None:
        body = {"until": until.isoformat(timespec="seconds")}
        note("staff", staff_id, "people.staff.locked_out", actor=actor, now=now, **body)


@action
def end_login(*, staff_id: UUID, actor: Actor, now: datetime) -> None:
    """A member of staff logged out."""
    note("staff", staff_id, "people.staff.logged_out", actor=actor, now=now)
