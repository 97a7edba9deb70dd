"""Tests of queueing, withdrawing and settling notices."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.notice.cast import CASE, NOON, PROMISE, REGION, add_customer, do, hire, lines, queue, row
from yinuo.notice import actions, reads
from yinuo.notice.facts import (
    Claimed,
    NoticeFacts,
    NoticeState,
    Outcome,
    ParamsMissing,
    Receipt,
    RecipientKind,
    TemplateUnknown,
)
from yinuo.notice.models import Notice
from yinuo.notice.rules import LEASE
from yinuo.people.actions import begin_recovery, erase_customer
from yinuo.people.models import Link
from yinuo.people.reads import open_link
from yinuo.record.reads import list_events

pytestmark = pytest.mark.django_db
DELIVERED = Outcome(receipt=Receipt("250 ok", is_delivered=True))


def claim(now: datetime = NOON) -> tuple[Claimed, ...]:
    """Everything that is due, taken one by one as a sender does."""
    claimed = []
    while (taken := do(actions.take_due, now=now)) is not None:
        claimed += [taken.claimed] if taken.claimed else []
    return tuple(claimed)


def settle(claimed: Claimed, outcome: Outcome, now: datetime = NOON) -> NoticeFacts | None:
    settled: NoticeFacts | None = do(
        actions.settle, now=now, notice_id=claimed.id, claim=claimed.claim, outcome=outcome
    )
    return settled


def test_a_notice_is_queued_once_for_each_event_and_recipient() -> None:
    customer = add_customer()
    first = queue(recipient_customer=customer.id)
    again = queue(recipient_customer=customer.id, params=PROMISE | {"number": "other"})
    assert again == first
    assert Link.objects.count() == 1
    assert queue(recipient_customer=customer.id, event="promise.made.2").id != first.id


def test_what_a_notice_says_stands_encrypted() -> None:
    queue(params=PROMISE | {"number": "AN-7777"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT row(n.*)::text FROM notice_notice n")
        (stored,) = cursor.fetchone()
    assert "AN-7777" not in stored
    assert "/c/" not in stored


def test_the_link_in_a_notice_opens_the_case_it_is_about() -> None:
    customer = add_customer(language="en")
    queue(recipient_customer=customer.id)
    (claimed,) = claim()
    (url,) = [word for word in claimed.message.body.split() if "/c/" in word]
    assert "/en/c/" in url
    link = open_link(url.rsplit("/", 1)[-1], NOON)
    assert (link.customer_id, link.case_id) == (customer.id, CASE)


def test_a_message_is_written_in_the_reader_s_language_and_local_time() -> None:
    queue(recipient_customer=add_customer().id)
    queue(recipient_customer=add_customer(phone="19900000002", language="en").id)
    chinese, english = (claimed.message for claimed in claim())
    assert "单号 AN-1001：我们承诺 11月22日 12:30 前到" in chinese.subject
    assert "绝不索要密码" in chinese.body
    assert "by 22 Nov 12:30" in english.subject
    assert chinese.to == "wang@example.org"


def test_without_a_way_to_reach_somebody_a_notice_fails_at_once_and_says_so() -> None:
    customer = add_customer(phone="0531-55500001", email=None)
    notice = queue(recipient_customer=customer.id)
    assert (notice.state, notice.error) == (NoticeState.FAILED, "no_contact")
    ((kind, body),) = lines()
    assert kind == "notice.failed"
    assert body == {
        "event": "promise.made",
        "template": "promise.made",
        "channel": "sms",
        "to": "customer",
        "error": "no_contact",
    }
    assert not Link.objects.exists()
    assert row(notice).params is None


def test_staff_are_written_to_at_their_own_address_while_they_work_here() -> None:
    staff, gone = hire(), hire(username="tech2", email=None)
    told = queue(recipient_staff=staff.id, template="visit.assigned", event="visit.assigned:1")
    assert told.recipient_kind is RecipientKind.STAFF
    (claimed,) = claim()
    assert claimed.message.to == "chen@example.org"
    assert "派给您单号 AN-1001" in claimed.message.body
    unreachable = queue(
        recipient_staff=gone.id, template="visit.assigned", event="visit.assigned:1"
    )
    assert unreachable.error == "no_contact"


def test_a_wrong_call_queues_nothing() -> None:
    customer, staff = add_customer(), hire()
    for changes, error in (
        ({"template": "no.such.text"}, TemplateUnknown),
        ({"params": {"number": "1"}}, ParamsMissing),
        ({"recipient_staff": staff.id}, ValueError),
        ({"recipient_customer": None}, ValueError),
    ):
        with pytest.raises(error):
            queue(**({"recipient_customer": customer.id} | changes))
    assert not Notice.objects.exists()


def test_cm_08_a_question_that_can_wait_is_asked_in_the_morning() -> None:
    evening = NOON + timedelta(hours=10)  # 22:00
    queue(evening, template="case.confirm", event="case.confirm.1", params={})
    assert claim(evening) == ()
    assert len(claim(NOON + timedelta(hours=20))) == 1  # 08:00


def test_a_delivered_notice_is_on_the_case_s_record_and_its_words_are_shredded() -> None:
    notice = queue()
    (claimed,) = claim()
    later = NOON + timedelta(seconds=3)
    settled = settle(claimed, DELIVERED, later)
    assert settled is not None
    assert (settled.state, settled.settled_at) == (NoticeState.DELIVERED, later)
    assert row(notice).params is None
    (event,) = list_events("case", CASE)
    assert (event.kind, event.region, event.at) == ("notice.delivered", REGION, later)
    assert reads.count_delivered(CASE, "promise.made") == 1
    assert reads.count_delivered(CASE, "promise") == 1
    assert reads.count_delivered(CASE, "prom") == 0
    assert [found.id for found in reads.list_notices(CASE)] == [notice.id]


def test_a_notice_that_was_only_handed_over_is_not_delivered() -> None:
    queue()
    (claimed,) = claim()
    settled = settle(claimed, Outcome(receipt=Receipt("queued", is_delivered=False)))
    assert settled is not None
    assert settled.state is NoticeState.SENT
    assert reads.count_delivered(CASE, "promise.made") == 0


def test_a_final_refusal_ends_a_notice() -> None:
    queue()
    (claimed,) = claim()
    settled = settle(claimed, Outcome(error="smtp_550", is_final=True))
    assert settled is not None
    assert (settled.state, settled.error) == (NoticeState.FAILED, "refused")
    assert [kind for kind, _ in lines()] == ["notice.failed"]


def test_a_busy_peer_is_tried_again_until_the_tries_are_used_up() -> None:
    queue()
    now, tries = NOON, 0
    while batch := claim(now):
        tries += 1
        settle(batch[0], Outcome(error="smtp_451"), now)
        now += timedelta(days=1)
    assert tries == 9
    (notice,) = reads.list_notices(CASE)
    assert (notice.state, notice.error) == (NoticeState.FAILED, "gave_up")
    assert [kind for kind, _ in lines()] == ["notice.failed"]


def test_a_retry_waits_for_its_time() -> None:
    queue()
    settle(claim()[0], Outcome(error="smtp_451"))
    assert claim(NOON + timedelta(seconds=29)) == ()
    (again,) = claim(NOON + timedelta(seconds=36))  # a fifth more at most
    assert again.message.id == reads.list_notices(CASE)[0].id


def test_a_sender_that_vanished_is_replaced_after_its_lease_and_can_settle_no_more() -> None:
    queue()
    (lost,) = claim()
    assert claim(NOON + LEASE - timedelta(seconds=1)) == ()
    (held,) = claim(NOON + LEASE)
    assert held.id == lost.id
    assert settle(lost, DELIVERED) is None
    assert settle(held, DELIVERED) is not None
    assert settle(held, DELIVERED) is None
    assert len(lines()) == 1


def test_a_notice_past_its_use_expires_unsent() -> None:
    queue(expires_at=NOON + timedelta(minutes=30))
    assert claim(NOON + timedelta(minutes=30)) == ()
    assert [kind for kind, _ in lines()] == ["notice.expired"]


def test_what_is_withdrawn_never_goes_out() -> None:
    customer = add_customer()
    for event in ("case.confirm.1", "case.confirm.2", "case.confirmation"):
        queue(recipient_customer=customer.id, event=event, template="case.confirm", params={})
    assert do(actions.withdraw, subject=CASE, event="case.confirm") == 2
    assert do(actions.withdraw, subject=uuid4(), event="case.confirmation") == 0
    assert len(claim()) == 1
    assert do(actions.withdraw, subject=CASE, event="case.confirmation") == 0  # a sender holds it
    assert [kind for kind, _ in lines()] == ["notice.withdrawn"] * 2


def test_somebody_erased_meanwhile_is_not_written_to() -> None:
    customer = add_customer()
    notice = queue(recipient_customer=customer.id)
    do(erase_customer, customer_id=customer.id, reason="asked")
    assert claim() == ()
    assert row(notice).error == "no_contact"


def test_a_recovery_code_goes_to_the_customer_s_own_address_and_into_no_record() -> None:
    customer = add_customer()
    (letter,) = do(begin_recovery, now=NOON, contact="19900000001").letters
    queue(
        subject=customer.id,
        subject_kind="person",
        event=f"recovery.code:{letter.recovery_id}",
        template="recovery.code",
        params={"code": letter.code, "until_at": letter.expires_at},
        recipient_customer=letter.customer_id,
        expires_at=letter.expires_at,
        region=None,
    )
    (claimed,) = claim()
    settle(claimed, DELIVERED)
    assert claimed.message.to == "wang@example.org"
    assert letter.code in claimed.message.body
    assert "11月22日 12:10" in claimed.message.body
    told = list_events("person", customer.id)
    assert told[-1].kind == "notice.delivered"
    assert letter.code not in str([event.body for event in told])
