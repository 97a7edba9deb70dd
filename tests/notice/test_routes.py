"""Which way a notice goes, and what becomes of the ways that stand by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.notice.cast import CASE, NOON, Postbox, add_customer, do, hire, lines, queue
from yinuo.notice import actions, reads
from yinuo.notice.channel import Channel, Refused
from yinuo.notice.facts import (
    OPTIONAL,
    ChannelKind,
    Message,
    NoticeState,
    Purpose,
    Receipt,
    RecipientKind,
)
from yinuo.notice.models import Notice
from yinuo.notice.routes import RECEIPT_PATIENCE, ROUTES, Route, choose_ways
from yinuo.notice.sender import deliver_due
from yinuo.record.reads import list_events

SMS, EMAIL, PUSH = ChannelKind.SMS, ChannelKind.EMAIL, ChannelKind.PUSH
PROOF: dict[str, Any] = {"template": "case.proof.needed", "params": {"number": "AN-1001"}}
WARNED: dict[str, Any] = {
    "template": "promise.warned",
    "params": {"number": "AN-1001", "share_percent": 50},
}
database = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def mail_and_sms(settings: Settings) -> None:
    settings.YINUO_SMS = "smpp"


def refuse(message: Message) -> Receipt:
    raise Refused("no")


def take_note(message: Message) -> Receipt:
    return Receipt("1", is_delivered=False)


def ways(now: datetime = NOON, **says: Callable[[Message], Receipt]) -> dict[ChannelKind, Channel]:
    """Send what is due by postboxes that answer as told; the postboxes."""
    channels: dict[ChannelKind, Channel] = {
        kind: Postbox(says.get(kind.value)) for kind in (SMS, EMAIL)
    }
    deliver_due(lambda: now, channels=channels)
    return channels


def states() -> dict[str, str]:
    """How each way stands."""
    return dict(Notice.objects.values_list("channel", "state"))


def test_safety_goes_all_ways_at_once_and_everything_else_one_after_the_other() -> None:
    for (reader, purpose), route in ROUTES.items():
        if reader is RecipientKind.CUSTOMER:
            is_together = len(route.together) > 1
            assert is_together is (purpose is Purpose.SAFETY)
            assert {*route.together, *route.then} == {SMS, EMAIL}
            assert not set(route.together) & set(route.then)


SETS = st.frozensets(st.sampled_from(list(ChannelKind)))


@given(st.sampled_from(sorted(ROUTES)), SETS, SETS, SETS)
def test_no_way_is_taken_that_is_unknown_unwanted_or_named_twice(
    key: tuple[RecipientKind, Purpose],
    known: frozenset[ChannelKind],
    installed: frozenset[ChannelKind],
    unwanted: frozenset[ChannelKind],
) -> None:
    chosen = choose_ways(ROUTES[key], known=known, installed=installed, unwanted=unwanted)
    taken = (*chosen.together, *chosen.then, *chosen.beside)
    assert len(taken) == len(set(taken))
    assert set(taken) <= known - unwanted
    route = ROUTES[key]
    possible = {*route.together, *route.then} & known & installed - unwanted
    assert bool(chosen.together) or not possible


def test_a_way_that_is_not_installed_waits_only_where_there_is_no_other() -> None:
    route = Route((SMS,), (EMAIL,))
    none: frozenset[ChannelKind] = frozenset()
    both = frozenset({SMS, EMAIL})
    by_mail = choose_ways(route, known=both, installed=frozenset({EMAIL}), unwanted=none)
    assert (by_mail.together, by_mail.then) == ((EMAIL,), ())
    waiting = choose_ways(route, known=frozenset({SMS}), installed=none, unwanted=none)
    assert waiting.together == (SMS,)


@database
def test_the_same_words_go_one_way_where_they_arrive() -> None:
    queue(**PROOF)
    assert states() == {"sms": "queued", "email": "spare"}
    channels = ways()
    assert states() == {"sms": "delivered"}
    assert channels[EMAIL].messages == []  # type: ignore[attr-defined]
    assert [kind for kind, _ in lines()] == ["notice.delivered"]


@database
def test_a_way_that_failed_for_good_calls_the_next_and_both_are_on_the_record() -> None:
    queue(**PROOF)
    ways(sms=refuse)
    assert states() == {"sms": "failed", "email": "delivered"}
    assert [(kind, body["channel"]) for kind, body in lines()] == [
        ("notice.failed", "sms"),
        ("notice.delivered", "email"),
    ]
    assert reads.count_delivered(CASE, "promise.made") == 1


@database
def test_a_text_without_its_receipt_takes_the_next_way_after_an_hour() -> None:
    queue(**PROOF)
    ways(sms=take_note)
    assert states() == {"sms": "sent", "email": "spare"}
    ways(NOON + RECEIPT_PATIENCE - timedelta(seconds=1))
    assert states()["email"] == "spare"
    ways(NOON + RECEIPT_PATIENCE)
    assert states() == {"sms": "sent", "email": "delivered"}


@database
def test_who_comes_to_the_door_is_said_all_ways_and_counts_once() -> None:
    queue()
    ways()
    assert states() == {"sms": "delivered", "email": "delivered"}
    assert reads.count_delivered(CASE, "promise.made") == 1


@database
def test_what_is_withdrawn_takes_its_spares_along() -> None:
    queue(**PROOF)
    assert do(actions.withdraw, subject=CASE, event="promise.made") == 1
    assert states() == {"sms": "withdrawn"}


@database
def test_staff_get_mail_and_no_sms() -> None:
    params = {"number": "AN-1001", "due_at": NOON}
    queue(recipient_staff=hire().id, template="visit.assigned", params=params)
    assert states() == {"email": "queued"}


@database
def test_what_a_customer_does_without_is_not_queued_and_says_so() -> None:
    customer = add_customer()
    off = [(Purpose.PROGRESS, SMS), (Purpose.PROGRESS, EMAIL)]
    assert do(actions.choose_notices, customer_id=customer.id, off=off) is True
    assert do(actions.choose_notices, customer_id=customer.id, off=off) is False
    notice = queue(recipient_customer=customer.id, **WARNED)
    assert (notice.state, notice.error) == (NoticeState.WITHDRAWN, "opted_out")
    line = list_events("person", customer.id)[-1]
    assert (line.kind, line.body["off"]) == (
        "notice.choice.made",
        ["progress.email", "progress.sms"],
    )


@database
def test_one_way_done_without_leaves_the_other() -> None:
    customer = add_customer()
    do(actions.choose_notices, customer_id=customer.id, off=[(Purpose.PROGRESS, SMS)])
    queue(recipient_customer=customer.id, **WARNED)
    assert states() == {"email": "queued"}


@database
def test_a_choice_made_after_queueing_is_asked_about_at_sending() -> None:
    customer = add_customer()
    queue(recipient_customer=customer.id, **WARNED)
    do(actions.choose_notices, customer_id=customer.id, off=[(Purpose.PROGRESS, SMS)])
    ways()
    assert states() == {"sms": "withdrawn", "email": "delivered"}


@database
def test_nobody_can_do_without_safety_security_or_what_was_agreed() -> None:
    customer = add_customer()
    wanted = [(purpose, channel) for purpose in Purpose for channel in ChannelKind]
    do(actions.choose_notices, customer_id=customer.id, off=wanted)
    assert {purpose for purpose, _ in reads.list_choices(customer.id)} == set(OPTIONAL)
    assert queue(recipient_customer=customer.id).state is NoticeState.QUEUED
    assert queue(recipient_customer=customer.id, event="2", **PROOF).state is NoticeState.QUEUED


@database
def test_erasing_somebody_forgets_choices_and_browsers_too() -> None:
    customer = add_customer()
    do(actions.choose_notices, customer_id=customer.id, off=[(Purpose.PROGRESS, SMS)])
    queue(recipient_customer=customer.id, **PROOF)
    forgotten = do(actions.forget_recipient, customer_id=customer.id, subjects=[CASE])
    assert forgotten == 1
    assert states() == {"sms": "withdrawn"}
    assert reads.list_choices(customer.id) == frozenset()
