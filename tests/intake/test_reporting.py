"""Reports: each answer there is, what is kept of them, and what never gets in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import (
    HOME,
    NOW,
    REPORT,
    WEB,
    after,
    decide,
    found_company,
    kinds,
    lines,
    open_case,
    send,
)
from yinuo.case.facts import Door, Urgency
from yinuo.case.reads import count_cases, get_case, list_sayings
from yinuo.engines.rulebook import PromiseKind
from yinuo.intake.facts import AnswerKind, ReportInvalid
from yinuo.intake.models import Request
from yinuo.intake.reads import preview
from yinuo.notice.reads import list_notices
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffRole
from yinuo.promise.reads import list_promises
from yinuo.store.perform import perform
from yinuo.work.dispatch.reads import find_job_of_case

pytestmark = pytest.mark.django_db(transaction=True)


MOST_STATEMENTS = 60  # BEGIN, COMMIT and the stored answer among them


class TestPromised:
    """The usual answer."""

    def test_it_is_a_case_a_promise_a_job_and_notices_in_one(self) -> None:
        answer = send(found_company())
        assert answer.kind is AnswerKind.PROMISED
        assert answer.case_id is not None
        (promise,) = list_promises(answer.case_id)
        assert answer.due_at == promise.due_at == after(30)
        job = find_job_of_case(answer.case_id)
        assert job is not None
        assert (job.deadline_at, job.point) == (promise.due_at, HOME)
        sent = {notice.template for notice in list_notices(answer.case_id)}
        assert "promise.made" in sent

    def test_the_record_says_what_the_customer_had_before_the_eyes(self) -> None:
        case = open_case(found_company())
        received = lines(case, "intake.request.received")[0].body
        assert received["notice_version"] == "2026-11"
        assert received["price_list_version"] == "2026-01-01"

    def test_sent_again_with_the_same_key_nothing_is_double(self) -> None:
        company = found_company()
        first = send(company, key="k1")
        assert send(company, key="k1", now=after(1)) == first
        assert (count_cases(), Request.objects.count()) == (1, 1)

    def test_nobody_on_shift_is_said_and_a_manager_told(self) -> None:
        company = found_company()
        perform(
            add_staff,
            actor=WEB,
            now=NOW,
            username="jingli",
            name="经理",
            role=StaffRole.MANAGER,
            password="a-long-enough-word",
            email="jingli@staff.invalid",
        )
        answer = send(company, now=NOW + timedelta(days=60))
        assert (answer.kind, answer.due_at) == (AnswerKind.NO_TIME, None)
        assert answer.case_id is not None
        case = get_case(answer.case_id)
        assert "intake.nobody.can_come" in kinds(case)
        (promise,) = list_promises(case.id)
        assert promise.kind is PromiseKind.CALL_BACK  # nobody can be promised to come, a call can
        assert "case.unpromised" in {notice.template for notice in list_notices(case.id)}
        assert find_job_of_case(case.id) is not None


class TestInvalid:
    """Fields that can't be taken."""

    def test_all_errors_are_named_at_once_and_nothing_is_written(self) -> None:
        company = found_company()
        with pytest.raises(ReportInvalid) as raised:
            send(
                company,
                name="名" * 10_000,
                phone="12345",
                email="not-an-address",
                address=" ",
                fault_id="SF-99",
                words="字" * 2001,
            )
        fields = [error.field for error in raised.value.errors]
        assert fields == ["address", "phone", "name", "email", "fault", "words"]
        assert all(error.zh and error.en for error in raised.value.errors)
        assert not Request.objects.exists()

    def test_an_address_of_thousands_of_characters_is_one_of_them(self) -> None:
        with pytest.raises(ReportInvalid) as raised:
            send(found_company(), address="济南市市中区" + "路" * 5000)
        assert [error.field for error in raised.value.errors] == ["address"]


class TestTwice:
    """The same caller about the same door."""

    def test_it_joins_its_case_and_the_asker_learns_only_the_time(self) -> None:
        company = found_company()
        case = open_case(company)
        answer = send(company, now=after(5), words="怎么还没来")
        assert answer.kind is AnswerKind.JOINED
        assert (answer.case_id, answer.customer_id) == (None, None)
        assert answer.due_at == after(30)
        assert count_cases() == 1
        assert list_sayings(case.id) == ("怎么还没来",)
        assert len(list_promises(case.id)) == 1
        joined = Request.objects.get(outcome=AnswerKind.JOINED)
        assert joined.case_id == case.id
        assert any(n.template == "case.joined" for n in list_notices(case.id))

    @pytest.mark.parametrize(
        "address",
        [
            "济南市市中区示范路18号3栋2单元501室",
            "山东省济南市市中区示范路１８号３栋２单元５０１",
            "山东济南市中区 示范路 18 号，3 栋 2 单元 0501",
        ],
    )
    def test_however_the_door_is_written(self, address: str) -> None:
        company = found_company()
        open_case(company)
        assert send(company, now=after(5), address=address).kind is AnswerKind.JOINED

    @pytest.mark.parametrize(
        "changes",
        [
            {"address": "山东省济南市市中区示范路 18 号 3 栋 2 单元 502"},
            {"phone": "19900000002"},
            {"fault_id": "SF-27", "door": Door.SHUT},
        ],
        ids=["next-door", "another-phone", "another-kind"],
    )
    def test_another_door_phone_or_kind_is_another_case(self, changes: dict[str, Any]) -> None:
        company = found_company()
        open_case(company)
        assert send(company, now=after(5), **changes).kind is AnswerKind.PROMISED
        assert count_cases() == 2

    def test_after_the_window_it_is_a_new_case(self) -> None:
        company = found_company()
        open_case(company)
        answer = send(company, now=NOW + timedelta(hours=12, minutes=1))
        assert answer.kind is not AnswerKind.JOINED


class TestDanger:
    """A life, a fire or a thief comes before everything."""

    @pytest.mark.parametrize(
        ("words", "numbers"),
        [
            ("孩子被锁在保险柜里面了", ("119", "110")),
            ("我家猫钻进柜子里关在里面了", ("119", "110")),
            ("贼可能还在屋里", ("110",)),
        ],
    )
    def test_the_words_say_whom_to_call_first_and_the_case_is_an_emergency(
        self, words: str, numbers: tuple[str, ...]
    ) -> None:
        answer = send(found_company(), words=words)
        assert answer.call_first is not None
        assert set(numbers) & set(answer.call_first.numbers)
        assert answer.case_id is not None
        case = get_case(answer.case_id)
        assert case.urgency is Urgency.EMERGENCY
        assert "intake.emergency.told" in kinds(case)

    def test_also_where_the_place_has_to_be_asked_back(self) -> None:
        answer = send(found_company(), words="老人被困在里面", address="市中区")
        assert answer.kind is AnswerKind.ASKS_PLACE
        assert answer.call_first is not None

    @pytest.mark.parametrize("words", ["钥匙锁在柜子里了", "灯亮，把手转不动", ""])
    def test_a_thing_shut_in_is_no_life_in_danger(self, words: str) -> None:
        assert send(found_company(), words=words).call_first is None


def test_a_preview_writes_nothing_and_quotes_the_same_time() -> None:
    company = found_company()
    seen = preview(REPORT, company, NOW)
    assert seen.arrive_by == after(30)
    assert seen.outlet_zh == "安诺济南服务站"
    assert not Request.objects.exists()
    assert count_cases() == 0
    assert send(company).due_at == seen.arrive_by


def test_an_intake_stays_within_its_statements() -> None:
    """The figure that bounds intakes a second: each statement is a round trip to the database under the
    zone's lock. It is a ceiling: whoever lowers the number lowers it here."""
    company = found_company()
    send(company, phone="19900000002", address="济南市市中区示范路 9 号")  # fills the caches
    with CaptureQueriesContext(connection) as queries:
        answer = send(company, now=after(1), key="k")
    assert answer.kind is AnswerKind.PROMISED
    assert len(queries) <= MOST_STATEMENTS, [q["sql"][:110] for q in queries]


def test_decided_in_the_order_of_need_the_second_caller_is_not_promised_the_same_technician() -> (
    None
):
    company = found_company(crew=1)
    assert send(company).kind is AnswerKind.PROMISED
    second = send(company, phone="19900000002", address="济南市市中区示范路 9 号")
    assert second.due_at is None or second.due_at > after(30)
    decide()
