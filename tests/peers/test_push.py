"""Web push against a service that checks who posts, and browsers that decrypt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from tests.notice.cast import CASE, NOON, PROMISE, Postbox, add_customer, do, queue
from tests.peers.push_service import Browser, PushService
from yinuo.notice.actions import add_device, remove_device
from yinuo.notice.adapters import open_channels
from yinuo.notice.adapters.hosts import AddressNotAllowed
from yinuo.notice.adapters.push import public_key_text
from yinuo.notice.facts import ChannelKind, NoticeState, RecipientKind
from yinuo.notice.models import Notice, Subscription
from yinuo.notice.reads import count_delivered, has_device
from yinuo.notice.sender import deliver_due
from yinuo.record.reads import list_events
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS, settings.EMAIL_HOST = "smtp", "", "here"
    settings.YINUO_PRIVATE_HOSTS = True
    service = PushService(public_key_text())
    yield service
    service.peer.stop()


@pytest.fixture
def customer() -> UUID:
    return add_customer().id


def subscribe(service: PushService, customer: UUID, name: str = "one") -> Browser:
    browser = service.subscribe(name)
    do(
        add_device,
        reader=RecipientKind.CUSTOMER,
        recipient=customer,
        endpoint=service.endpoint(browser),
        **browser.keys,
    )
    return browser


def send(minutes: float = 0) -> Notice:
    """One look of the sender, mail going to a postbox; the nudge's row."""
    channels = {**open_channels(), ChannelKind.EMAIL: Postbox()}
    deliver_due(lambda: NOON + timedelta(minutes=minutes), channels=channels)
    return Notice.objects.get(channel=ChannelKind.PUSH)


def test_a_browser_is_nudged_and_reads_nothing_of_what_it_is_about(
    service: PushService, customer: UUID
) -> None:
    browser = subscribe(service, customer)
    queue(recipient_customer=customer)
    assert send().state == NoticeState.DELIVERED
    (nudge,) = browser.nudges
    assert nudge == {"title": "一诺 AN-1001", "body": "有新的进展", "about": "AN-1001"}
    (request,) = service.peer.requests
    assert int(request.headers["ttl"]) > 0
    assert request.headers["urgency"] == "high"
    assert 0 < len(request.headers["topic"]) <= 32
    assert b"AN-1001" not in request.body


def test_a_nudge_is_no_notice_that_counts(service: PushService, customer: UUID) -> None:
    subscribe(service, customer)
    queue(recipient_customer=customer)
    send()
    assert count_delivered(CASE, "promise.made") == 1  # the mail


def test_every_browser_of_a_reader_is_nudged(service: PushService, customer: UUID) -> None:
    browsers = [subscribe(service, customer, name) for name in ("phone", "desk")]
    queue(recipient_customer=customer)
    send()
    assert [len(browser.nudges) for browser in browsers] == [1, 1]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    service: PushService, customer: UUID, status: int
) -> None:
    subscribe(service, customer)
    queue(recipient_customer=customer)
    service.moods = [status]
    assert (send().state, send().error) == (NoticeState.FAILED, "refused")
    assert not has_device(RecipientKind.CUSTOMER, customer)
    line = list_events("person", customer)[-1]
    assert (line.kind, line.body["reason"]) == ("notice.device.removed", "gone")
    queue(recipient_customer=customer, event="another")
    assert Notice.objects.filter(channel=ChannelKind.PUSH).count() == 1  # nobody to nudge any more


@pytest.mark.parametrize(("status", "seconds"), [(429, 90), (503, 90), (500, 30)])
def test_a_busy_service_is_asked_again_when_it_says(
    service: PushService, customer: UUID, status: int, seconds: int
) -> None:
    browser = subscribe(service, customer)
    queue(recipient_customer=customer)
    service.moods = [status]
    nudge = send()
    assert (nudge.state, nudge.error) == (NoticeState.QUEUED, f"push_{status}")
    assert nudge.due_at is not None
    assert nudge.due_at >= NOON + timedelta(seconds=seconds)
    assert send(10).state == NoticeState.DELIVERED
    assert len(browser.nudges) == 1
    topics = {request.headers["topic"] for request in service.peer.requests}
    assert len(topics) == 1  # a service that has the first copy still replaces it


def test_a_date_is_understood_where_a_service_answers_with_one(
    service: PushService, customer: UUID
) -> None:
    subscribe(service, customer)
    queue(recipient_customer=customer)
    later = clock.real_now() + timedelta(minutes=30)
    service.retry_after, service.moods = format_datetime(later, usegmt=True), [503]
    due_at = send().due_at
    assert due_at is not None
    assert due_at >= NOON + timedelta(minutes=29)


def test_too_large_is_final(service: PushService, customer: UUID) -> None:
    subscribe(service, customer)
    queue(recipient_customer=customer)
    service.moods = [413]
    assert send().state == NoticeState.FAILED
    assert has_device(RecipientKind.CUSTOMER, customer)


def test_one_browser_of_two_that_is_gone_does_not_stop_the_other(
    service: PushService, customer: UUID
) -> None:
    subscribe(service, customer, "gone")
    there = subscribe(service, customer, "there")
    queue(recipient_customer=customer)
    service.moods = [410]
    assert send().state == NoticeState.DELIVERED
    assert len(there.nudges) == 1
    assert Subscription.objects.count() == 1


def test_a_service_that_is_away_delays(service: PushService, customer: UUID) -> None:
    subscribe(service, customer)
    queue(recipient_customer=customer)
    service.peer.stop()
    assert send().state == NoticeState.QUEUED


def test_the_same_browser_twice_is_one_and_can_be_taken_away(
    service: PushService, customer: UUID
) -> None:
    browser = subscribe(service, customer)
    again: dict[str, Any] = {"reader": RecipientKind.CUSTOMER, "recipient": customer}
    do(add_device, endpoint=service.endpoint(browser), **browser.keys, **again)
    assert Subscription.objects.count() == 1
    assert do(remove_device, endpoint=service.endpoint(browser), **again) is True
    assert do(remove_device, endpoint=service.endpoint(browser), **again) is False
    queue(recipient_customer=customer, params=PROMISE)
    assert not Notice.objects.filter(channel=ChannelKind.PUSH).exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://10.0.0.5/x",
        "https://localhost/x",
        "https://printer.local/x",
        "https://push.example.org:8443/x",
        "https://user@push.example.org/x",
        "ftp://push.example.org/x",
        "https://push.example.org:port/x",
    ],
)
def test_an_endpoint_inside_our_own_network_is_refused(
    settings: Settings, customer: UUID, endpoint: str
) -> None:
    settings.YINUO_PRIVATE_HOSTS = False
    with pytest.raises(AddressNotAllowed):
        do(
            add_device,
            reader=RecipientKind.CUSTOMER,
            recipient=customer,
            endpoint=endpoint,
            p256dh="k",
            auth="a",
        )


def test_a_name_that_leads_into_our_own_network_is_never_connected_to(
    service: PushService, customer: UUID, settings: Settings
) -> None:
    subscribe(service, customer)
    queue(recipient_customer=customer)
    settings.YINUO_PRIVATE_HOSTS = False
    assert (send().state, send().error) == (NoticeState.QUEUED, "address")
    assert service.peer.requests == []
