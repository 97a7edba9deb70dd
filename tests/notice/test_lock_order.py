"""Senders and those who write about a case or a person never wait for each other in a ring."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.beside import Beside
from tests.world import NOW, found_company, open_case
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.intake.actions import forget_person
from yinuo.notice.actions import settle
from yinuo.notice.facts import NoticeState, Outcome
from yinuo.notice.models import Notice, Subscription
from yinuo.record.actions import hold_chain
from yinuo.store.ids import new_id
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
ACTOR = Actor.system("test")


@pytest.fixture
def case(transactional_db: None) -> CaseFacts:
    return open_case(found_company())


def waiting(case: CaseFacts) -> Notice:
    row = Notice.objects.filter(subject=case.id, state=NoticeState.QUEUED.value).first()
    assert row is not None
    return row


def test_an_erasure_waits_for_a_sender_before_it_takes_the_cases_chain(case: CaseFacts) -> None:
    notice = waiting(case)
    with transaction.atomic():
        Notice.objects.select_for_update().get(id=notice.id)  # as a sender takes it
        erasure = Beside(
            lambda: perform(forget_person, actor=ACTOR, now=NOW, customer_id=case.customer_id)
        )
        hold_chain("case", case.id)  # and as it then writes how the notice ended
    erasure.end()


def test_a_browser_that_is_gone_is_dropped_after_the_cases_line(case: CaseFacts) -> None:
    notice, claim = waiting(case), new_id(NOW)
    Notice.objects.filter(id=notice.id).update(state=NoticeState.CLAIMED.value, claim=claim)
    browser = Subscription.objects.create(
        id=new_id(NOW),
        recipient_kind="customer",
        recipient=case.customer_id,
        endpoint="https://push.example.org/1",
        endpoint_index="x",
        p256dh="x",
        auth="x",
        made_at=NOW,
    )
    outcome = Outcome(error="push_refused", is_final=True, gone=(browser.id,))
    with transaction.atomic():
        hold_chain("case", case.id)
        sender = Beside(
            lambda: perform(
                settle, actor=ACTOR, now=NOW, notice_id=notice.id, claim=claim, outcome=outcome
            )
        )
        hold_chain("person", case.customer_id)
    sender.end()
    assert not Subscription.objects.filter(id=browser.id).exists()
