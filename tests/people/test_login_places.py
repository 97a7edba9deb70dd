"""Guesses are counted by place: whoever may choose any address of a /64 is one."""

from __future__ import annotations

import pytest

from tests.world import NOW
from yinuo.base.actor import Actor
from yinuo.people.actions import claim_login
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def may_try(number: int, address: str) -> bool:
    name = f"somebody-{number}"
    actor = Actor.system("login")
    return perform(claim_login, actor=actor, now=NOW, username=name, address=address).may_try


def test_addresses_of_one_network_of_a_customer_share_twenty_tries() -> None:
    assert all(may_try(number, f"2001:db8:1:2::{number:x}") for number in range(1, 21))
    assert not may_try(21, "2001:db8:1:2:ffff::1")
    assert may_try(22, "2001:db8:1:3::1")
