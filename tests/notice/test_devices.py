"""Browsers of the staff: nudged while they work here, and forgotten with the login."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import Settings

from tests.notice.cast import NOON, do, hire
from yinuo.config.wiring import timer_handlers
from yinuo.notice.actions import add_device
from yinuo.notice.facts import RecipientKind
from yinuo.notice.reads import has_device
from yinuo.people.actions import deactivate_staff
from yinuo.people.facts import StaffRole
from yinuo.store.timer import Timers
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)


def subscribe(staff_id: UUID) -> None:
    do(
        add_device,
        reader=RecipientKind.STAFF,
        recipient=staff_id,
        endpoint=f"https://192.0.2.1/push/{staff_id}",
        p256dh="key",
        auth="secret",
    )


def is_kept(staff_id: UUID) -> bool:
    return has_device(RecipientKind.STAFF, staff_id)


def test_the_browsers_of_somebody_who_leaves_go_with_the_login(settings: Settings) -> None:
    settings.YINUO_PRIVATE_HOSTS = True
    leaver = hire(username="left", email="left@example.org", role=StaffRole.DESK)
    stays = hire(username="stays", email="stays@example.org", role=StaffRole.DESK)
    for one in (leaver, stays):
        subscribe(one.id)
    do(deactivate_staff, now=NOON, staff_id=leaver.id)
    run_due((Timers(timer_handlers),), NOON + timedelta(seconds=1))
    assert not is_kept(leaver.id)
    assert is_kept(stays.id)
