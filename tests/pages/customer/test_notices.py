"""What a customer chooses to be told: the page, the one step of a mail program, nudges, the calendar file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings

from tests.pages.asker import Asker, begin
from tests.pages.crew import text
from tests.world import after
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.notice.facts import ChannelKind, Purpose, RecipientKind
from yinuo.notice.reads import has_device, list_choices
from yinuo.people.actions import issue_link
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.record.reads import list_events
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
ALL = {purpose: ["sms", "email"] for purpose in ("progress", "reminder", "afterwards")}
SUBSCRIPTION = {
    "endpoint": "https://push.example.org/one",
    "keys": {"p256dh": "key", "auth": "secret"},
}


@pytest.fixture
def asker() -> Asker:
    return begin()


@pytest.fixture
def case(asker: Asker) -> CaseFacts:
    return asker.report()


def token_of(case: CaseFacts) -> str:
    link = perform(
        issue_link,
        actor=Actor.system("test"),
        now=after(0),
        customer_id=case.customer_id,
        case_id=case.id,
    )
    return link.token


def test_the_case_leads_to_the_choices_and_all_are_wanted_at_first(
    asker: Asker, case: CaseFacts
) -> None:
    assert f"/case/{case.id}/notices/" in asker.client.get(f"/case/{case.id}/").content.decode()
    page = asker.client.get(f"/case/{case.id}/notices/").content.decode()
    assert page.count(" checked") == 6
    assert "谁上门" in page


def test_what_is_not_ticked_is_done_without_and_can_be_taken_back(
    asker: Asker, case: CaseFacts
) -> None:
    path = f"/case/{case.id}/notices/"
    answer = asker.client.post(path, {**ALL, "reminder": ["email"], "key": "a"})
    assert "已按您选的保存" in text(answer)
    assert list_choices(case.customer_id) == {(Purpose.REMINDER, ChannelKind.SMS)}
    asker.client.post(path, {**ALL, "reminder": ["email"], "key": "a"})
    kinds = [line.kind for line in list_events("person", case.customer_id)]
    assert kinds.count("notice.choice.made") == 1
    asker.client.post(path, {**ALL, "key": "b"})
    assert list_choices(case.customer_id) == frozenset()


def test_a_strangers_browser_chooses_for_nobody(case: CaseFacts) -> None:
    for path in ("notices/", "push/"):
        answer = Client().post(f"/case/{case.id}/{path}", {"key": "a"})
        assert answer.status_code == 404
    assert Client().get(f"/case/{case.id}/visit.ics").status_code == 404
    assert list_choices(case.customer_id) == frozenset()


def test_a_mail_program_unsubscribes_with_one_post_and_no_cookie(case: CaseFacts) -> None:
    path = f"/c/{token_of(case)}/notices/off/reminder/"
    program = Client(enforce_csrf_checks=True)
    answer = program.post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert list_choices(case.customer_id) == {(Purpose.REMINDER, ChannelKind.EMAIL)}
    assert program.get(f"/case/{case.id}/").status_code == 404  # it opened nothing else
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_filter_that_opens_every_link_unsubscribes_nobody(case: CaseFacts) -> None:
    path = f"/c/{token_of(case)}/notices/off/reminder/"
    assert "不再发这类邮件？" in text(Client().get(path))
    assert list_choices(case.customer_id) == frozenset()


@pytest.mark.parametrize("purpose", ["safety", "security", "service", "nonsense"])
def test_what_has_to_be_said_can_not_be_unsubscribed(case: CaseFacts, purpose: str) -> None:
    answer = Client().post(f"/c/{token_of(case)}/notices/off/{purpose}/")
    assert answer.status_code == 404
    assert list_choices(case.customer_id) == frozenset()


def test_a_link_that_is_none_unsubscribes_nobody(case: CaseFacts) -> None:
    assert Client().post("/c/no-such-token/notices/off/reminder/").status_code == 404
    assert list_choices(case.customer_id) == frozenset()


def test_the_link_to_the_choices_lets_in_and_leaves_the_address(case: CaseFacts) -> None:
    answer = Client().get(f"/c/{token_of(case)}/notices/", follow=True)
    assert answer.redirect_chain == [(f"/case/{case.id}/notices/", 302)]


def send(asker: Asker, case: CaseFacts, body: Any) -> Any:
    path = f"/case/{case.id}/push/"
    content = body if isinstance(body, str) else json.dumps(body)
    return asker.client.post(path, content, content_type="application/json")


def test_a_browser_turns_nudges_on_and_off(asker: Asker, case: CaseFacts) -> None:
    assert send(asker, case, SUBSCRIPTION).json() == {"on": True}
    assert has_device(RecipientKind.CUSTOMER, case.customer_id)
    page = asker.client.get(f"/case/{case.id}/notices/").content.decode()
    assert "data-is-on" in page
    assert page.count('value="push"') == 3
    off = {"endpoint": SUBSCRIPTION["endpoint"], "off": True}
    assert send(asker, case, off).json() == {"on": False}
    assert not has_device(RecipientKind.CUSTOMER, case.customer_id)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"endpoint": 1, "off": true}', json.dumps({**SUBSCRIPTION, "keys": None})],
)
def test_what_is_no_subscription_is_refused(asker: Asker, case: CaseFacts, body: str) -> None:
    assert send(asker, case, body).status_code == 400
    assert not has_device(RecipientKind.CUSTOMER, case.customer_id)


def test_an_endpoint_in_our_own_network_is_refused_in_words(
    asker: Asker, case: CaseFacts, settings: Settings
) -> None:
    settings.YINUO_PRIVATE_HOSTS = False
    answer = send(asker, case, {**SUBSCRIPTION, "endpoint": "https://10.0.0.1/x"})
    assert answer.status_code == 400
    assert "只接受公网" in answer.json()["error"]


def test_the_calendar_file_holds_the_promised_visit(asker: Asker, case: CaseFacts) -> None:
    answer = asker.client.get(f"/case/{case.id}/visit.ics")
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    assert event.decoded("dtend") == promise.deadline_at.replace(microsecond=0)
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event
    assert f'filename="{case.number}.ics"' in answer["Content-Disposition"]
