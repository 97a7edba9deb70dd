"""Reports: each answer there is, what is kept of them, and what never gets in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import (
    AWAY,
    HOME,
    NOW,
    REPORT,
    UNLOCK,
    WEB,
    after,
    decide,
    found_company,
    kinds,
    lines,
    open_case,
    send,
)
from yinuo.base.point import Point, distance_m
from yinuo.case.facts import Door, OwnerKind, Urgency
from yinuo.case.reads import count_cases, get_case, list_sayings
from yinuo.intake.facts import Answer, AnswerKind, ReportInvalid
from yinuo.intake.models import Request
from yinuo.intake.reads import preview
from yinuo.notice.reads import list_notices
from yinuo.people.actions import add_staff
from yinuo.people.facts import PointSource, Purpose, StaffRole
from yinuo.people.models import Customer
from yinuo.people.reads import has_consent
from yinuo.promise.reads import list_promises
from yinuo.store.perform import perform
from yinuo.work.dispatch.reads import find_job_of_case

pytestmark = pytest.mark.django_db(transaction=True)
MOST_STATEMENTS = 60  # BEGIN, COMMIT and the stored answer among them


def only_request(answer: Answer) -> Request:
    """The one request kept, which became no case."""
    row = Request.objects.get()
    assert (row.outcome, row.case_id) == (answer.kind, None)
    assert count_cases() == 0
    assert not Customer.objects.exists()
    return row


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
        assert list_promises(case.id) == ()
        assert "case.unpromised" in {notice.template for notice in list_notices(case.id)}
        assert find_job_of_case(case.id) is not None


class TestAskedBack:
    """What has to be asked before it can be a case."""

    def test_a_district_name_of_many_cities_is_asked_with_its_cities(self) -> None:
        answer = send(found_company(), address="市中区示范路 18 号")
        assert answer.kind is AnswerKind.ASKS_PLACE
        assert {choice.code for choice in answer.choices} >= {"370103", "511102"}
        assert only_request(answer).form["address"] == "市中区示范路 18 号"

    def test_the_choice_settles_it(self) -> None:
        answer = send(found_company(), address="市中区示范路 18 号", division="370103")
        assert answer.kind is AnswerKind.PROMISED

    def test_a_made_up_choice_is_worth_nothing(self) -> None:
        answer = send(found_company(), address="市中区示范路 18 号", division="999999")
        assert answer.kind is AnswerKind.ASKS_PLACE

    @pytest.mark.parametrize(
        ("address", "kind"),
        [
            ("青岛市市南区香港中路10号", AnswerKind.NOT_COVERED),
            ("朝阳区建国路 8 号", AnswerKind.ASKS_PLACE),
            ("济南市", AnswerKind.ASKS_DISTRICT),
            ("示范路 8 号", AnswerKind.PLACE_UNKNOWN),
        ],
    )
    def test_a_choice_that_this_address_never_gave_is_worth_nothing(
        self, address: str, kind: AnswerKind
    ) -> None:
        division = "370602" if address == "济南市" else "370102"
        answer = send(found_company(), address=address, division=division, point=None)
        assert answer.kind is kind
        only_request(answer)

    def test_a_city_alone_is_asked_with_its_districts_and_the_choice_settles_it(self) -> None:
        company = found_company()
        answer = send(company, address="济南市示范路 8 号")
        assert answer.kind is AnswerKind.ASKS_DISTRICT
        assert len(answer.choices) == 12
        assert ("370102", "山东省济南市历下区") in {(c.code, c.name) for c in answer.choices}
        chosen = open_case(company, address="济南市示范路 8 号", division="370102")
        assert chosen.division_code == "370102"

    def test_a_province_alone_is_asked_for_the_district_without_a_list_of_hundreds(self) -> None:
        answer = send(found_company(), address="山东省")
        assert (answer.kind, answer.choices) == (AnswerKind.ASKS_DISTRICT, ())

    def test_a_city_that_has_no_districts_is_a_place(self) -> None:
        answer = send(found_company(), address="东莞市示范路 8 号", point=None)
        assert answer.kind is AnswerKind.NOT_COVERED

    @pytest.mark.parametrize("address", ["在家里", "London, Baker Street 221", "？？？"])
    def test_no_place_we_know_is_said(self, address: str) -> None:
        answer = send(found_company(), address=address)
        assert answer.kind is AnswerKind.PLACE_UNKNOWN
        only_request(answer)

    def test_two_places_in_one_text_are_not_guessed_between(self) -> None:
        answer = send(found_company(), address="济南市市中区示范路，或者济南市槐荫区经十路")
        assert answer.kind in (AnswerKind.ASKS_PLACE, AnswerKind.PLACE_UNKNOWN)
        only_request(answer)

    def test_whose_safe_it_is_is_asked_once_where_it_matters(self) -> None:
        company = found_company()
        unsure: dict[str, Any] = {"door": Door.UNKNOWN, "owner_kind": OwnerKind.UNKNOWN}
        answer = send(company, UNLOCK, **unsure, is_detail_asked=False)
        assert answer.kind is AnswerKind.ASKS_DETAIL
        assert answer.questions
        only_request(answer)
        again = send(company, UNLOCK, **unsure)
        assert again.case_id is not None
        assert (
            get_case(again.case_id).level == "L3"
        )  # whoever doesn't say is taken to need the most


class TestNotCovered:
    """A place without an outlet."""

    def test_the_nearest_outlet_and_its_distance_are_told(self) -> None:
        answer = send(
            found_company(), address="北京市朝阳区示范路 1 号", point=None, point_source=None
        )
        assert answer.kind is AnswerKind.NOT_COVERED
        assert answer.nearest is not None
        assert answer.nearest.name_zh == "安诺济南服务站"
        assert 300 < (answer.nearest.distance_km or 0) < 450
        only_request(answer)


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


class TestWhere:
    """The point, best source first."""

    @pytest.mark.parametrize(
        ("changes", "source", "radius"),
        [
            ({"point_source": PointSource.DEVICE}, PointSource.DEVICE, 30),
            ({"point_source": PointSource.MAP}, PointSource.MAP, 50),
            ({"point": None, "point_source": None}, PointSource.COUNTY, 4000),
        ],
    )
    def test_it_says_how_sure_it_is(
        self, changes: dict[str, Any], source: PointSource, radius: int
    ) -> None:
        case = open_case(found_company(), **changes)
        assert (case.point_source, case.radius_m) == (source, radius)

    def test_a_town_in_the_text_is_nearer_than_its_county(self) -> None:
        address = "山东省济南市市中区党家街道示范路 18 号"
        case = open_case(found_company(), address=address, point=None, point_source=None)
        assert (case.point_source, case.radius_m) == (PointSource.TOWN, 2000)

    @pytest.mark.parametrize(
        "point",
        [Point(39.9042, 116.4074), Point(0, 0), Point(48.8566, 2.3522)],
        ids=["another-city", "nowhere", "abroad"],
    )
    @pytest.mark.parametrize("source", [PointSource.DEVICE, PointSource.MAP])
    def test_a_position_far_from_the_address_is_not_its_point(
        self, point: Point, source: PointSource
    ) -> None:
        case = open_case(found_company(), point=point, point_source=source)
        assert (case.point_source, case.division_code) == (PointSource.COUNTY, "370103")
        assert distance_m(case.point, HOME) < 10_000
        assert not has_consent(case.customer_id, Purpose.LOCATION, NOW)
        assert kinds(case).count("intake.position.elsewhere") == 1

    def test_of_a_position_at_the_address_nothing_of_the_kind_is_said(self) -> None:
        assert "intake.position.elsewhere" not in kinds(open_case(found_company()))

    def test_a_claimed_source_without_device_or_map_is_not_believed(self) -> None:
        case = open_case(found_company(), point=AWAY, point_source=PointSource.VISIT)
        assert case.point_source is PointSource.COUNTY


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
