"""Too many requests from one place are answered in words, with when to come again, and others are served."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.pages.crew import text
from tests.world import NOW, found_company
from yinuo.pages.frame.client import client_address, is_from_here
from yinuo.pages.frame.limits import LIMITS
from yinuo.store import clock
from yinuo.store.models import Asked
from yinuo.store.secrecy import blind_index

pytestmark = pytest.mark.django_db(transaction=True)


def ask(address: str) -> Any:
    return Client(REMOTE_ADDR=address).post("/find/", {"contact": "nobody@example.org"})


def test_the_one_too_many_reads_when_to_come_again_and_the_neighbour_is_served() -> None:
    found_company()
    clock.move(NOW, speed=0)
    most = LIMITS["find"].most
    assert {ask("192.0.2.7").status_code for _ in range(most)} == {200}
    refused = ask("192.0.2.7")
    assert refused.status_code == 429
    assert "请在 09:00 之后再试" in text(refused)
    assert refused["Retry-After"] == "3600"
    assert ask("192.0.2.8").status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get("/find/").status_code == 200  # looking costs nothing
    clock.move(NOW + timedelta(hours=2), speed=0)
    assert ask("192.0.2.7").status_code == 200


def test_the_machine_itself_is_not_counted() -> None:
    found_company()
    clock.move(NOW, speed=0)
    answers = {ask("127.0.0.1").status_code for _ in range(LIMITS["find"].most + 1)}
    assert answers == {200}


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "203.0.113.5", "192.0.2.7"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 10.0.0.2", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, rubbish", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "203.0.113.5", ""),
    ],
)
def test_only_what_a_trusted_proxy_says_is_believed(
    settings: Settings, peer: str, forwarded: str, address: str
) -> None:
    settings.YINUO_TRUSTED_PROXIES = [*settings.YINUO_TRUSTED_PROXIES, ip_network("10.0.0.0/24")]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == address
    assert is_from_here(request) == (address == "127.0.0.1")


def test_machines_that_tell_us_something_are_counted_before_their_signature_is_read() -> None:
    found_company()
    clock.move(NOW, speed=0)
    most = LIMITS["hook"].most
    Asked.objects.create(
        purpose="hook",
        who=blind_index("limit.hook", "192.0.2.7"),
        starts_at=NOW,
        ends_at=NOW + timedelta(minutes=2),
        count=most,
    )
    machine = Client(REMOTE_ADDR="192.0.2.7")
    assert machine.post("/hooks/sms/http/", {}).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.8").post("/hooks/sms/http/", {}).status_code != 429
