"""A customer's own erasure: told first, confirmed with the number that was given, and the browser is out."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import NOW, WEB, customer_of, found_company, open_case
from yinuo.case.facts import CaseFacts, WithdrawReason
from yinuo.intake.actions import withdraw_case
from yinuo.people.actions import issue_link
from yinuo.people.reads import get_customer
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def let_in(case: CaseFacts) -> Client:
    clock.move(NOW, speed=0)
    link = perform(issue_link, actor=WEB, now=NOW, customer_id=case.customer_id, case_id=case.id)
    client = Client()
    assert client.get(f"/c/{link.token}").status_code == 302
    return client


def a_case_that_is_over() -> CaseFacts:
    case = open_case(found_company())
    reason = WithdrawReason.SOLVED
    perform(withdraw_case, actor=customer_of(case), now=NOW, case_id=case.id, reason=reason)
    return case


def test_pd_02_with_the_number_that_was_given_everything_goes_and_the_browser_is_out() -> None:
    case = a_case_that_is_over()
    client = let_in(case)
    path = f"/case/{case.id}/erase/"
    assert "会留下，但不再知道是谁" in client.get(path).content.decode()
    done = client.post(path, {"contact": "199 0000 0001", "key": "once"})
    assert "资料已删除" in done.content.decode()
    assert get_customer(case.customer_id).is_erased
    line = list_events("person", case.customer_id)[-1]
    assert (line.kind, line.actor) == ("people.customer.erased", f"customer:{case.customer_id}")
    assert client.get(f"/case/{case.id}/").status_code == 404
    assert client.post(path, {"contact": "199 0000 0001", "key": "once"}).status_code == 404


def test_whoever_only_has_the_link_erases_nobody() -> None:
    case = a_case_that_is_over()
    refused = let_in(case).post(f"/case/{case.id}/erase/", {"contact": "19900000009"})
    assert refused.status_code == 400
    assert "什么都没有删除" in refused.content.decode()
    assert not get_customer(case.customer_id).is_erased


def test_while_somebody_is_to_come_the_page_says_what_to_do_first() -> None:
    case = open_case(found_company())
    client = let_in(case)
    page = client.get(f"/case/{case.id}/erase/").content.decode()
    assert case.number in page
    assert "永久删除" not in page
    refused = client.post(f"/case/{case.id}/erase/", {"contact": "19900000001"})
    assert refused.status_code == 409
    assert not get_customer(case.customer_id).is_erased
