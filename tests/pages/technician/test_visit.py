"""A whole visit through a technician's screens: each shows the next step, and nothing that isn't his."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.pages.crew import Phone, enter, staff, technician, text
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import DRILL, Walk, begin, on_site
from tests.world import (
    AWAY,
    HOME,
    PROOFS,
    UNLOCK,
    active,
    body,
    find_active_assignment,
    kinds,
    lines,
)
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseState, ProofKind
from yinuo.case.reads import get_case, list_proofs
from yinuo.outlet.reads import list_technicians
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import accept_price, decline_price, judge_promise
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.actions import accept_destructive, give_photo_consent
from yinuo.work.visit.facts import Step, VisitState
from yinuo.work.visit.models import OpeningForm

pytestmark = pytest.mark.django_db(transaction=True)

HERE = {"lat": str(HOME.lat), "lng": str(HOME.lng)}
THERE = {"lat": str(AWAY.lat), "lng": str(AWAY.lng)}
FOUND = {"symptom": "把手转不动", "cause": "锁栓卡住", "proof": "手感与读数已请客户看过"}
OVER = {"action_taken": "润滑并校正锁栓", "safety_note": "不要用力摔门", "has_explained_all": "on"}


def code_of(phone: Phone) -> str:
    return reads.get_arrival_signs(phone.visit_id).arrival_code


def arrive(phone: Phone) -> None:
    phone.do("leave")
    phone.do("knock", **HERE)
    phone.do("code", code=code_of(phone), **HERE)


def to_quote(phone: Phone) -> None:
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" not in phone.look():
        prove(phone)
    phone.do("ownership")
    phone.do("diagnosis", **FOUND)


def prove(phone: Phone) -> None:
    """See each proof that the screen asks for, the first way of each."""
    while "/ownership/" not in (screen := phone.look()):
        found = re.search(r'name="kind" value="(\w+)"', screen)
        assert found is not None
        seen = PROOFS[ProofKind(found.group(1))]
        said = {"last4": seen.last4, "party_name": seen.party_name} | {
            "party_contact": seen.party_contact
        }
        phone.do(
            "proof",
            kind=seen.kind.value,
            document=seen.document_kind.value,
            name_matches="yes",
            **{name: value for name, value in said.items() if value},
        )


def finish_at(screen: str) -> str:
    found = re.search(r'<option value="(20[^"]+)"', screen)
    assert found is not None
    return found.group(1)


def quote(phone: Phone, picks: dict[str, int], **fields: Any) -> None:
    at = finish_at(phone.look())
    chosen = {f"q-{code}": str(count) for code, count in picks.items()}
    phone.do("quote", finish_at=at, **chosen, **fields)


def customer_accepts(phone: Phone, version: int = 1) -> None:
    phone.walk.say(accept_price, version=version)
    clock.move(phone.walk.now)


def close(phone: Phone, total_fen: int) -> None:
    phone.do("statement")
    phone.do("payment", paid_fen=total_fen, method="company_code")
    phone.do("finish")


def test_a_repair_goes_from_leaving_to_finishing_one_step_after_the_other() -> None:
    phone = Phone(begin())
    arrive(phone)
    assert body(phone.walk.case, "visit.arrival.confirmed")["by"] == "code"
    to_quote(phone)
    quote(phone, {"VISIT": 1, "INSPECT": 1, "R-BOLT": 1, "P-BOLT": 1})
    assert "等客户决定" in phone.look()
    customer_accepts(phone)
    phone.do("start")
    phone.do("part", part="P-BOLT", serial="x-1", fault_proof="齿轮断齿", was_shown_sealed="on")
    wanted = reads.get_tests(phone.visit_id)
    phone.do("test", is_door_open="on", passed=list(wanted.tests), locks_fitted=wanted.locks)
    phone.do("old-parts", choice="left_with_customer")
    phone.do("hand-over", **OVER)
    due = reads.get_statement(phone.visit_id).total_fen
    close(phone, due)

    assert phone.state is VisitState.FINISHED
    assert get_case(phone.walk.case.id).state is CaseState.WAITING_FOR_CUSTOMER
    assert body(phone.walk.case, "visit.payment.recorded")["paid_fen"] == due == 22800
    assert [part.serial for part in reads.list_parts(phone.visit_id)] == ["X-1"]
    assert "已完成" in phone.look()


def test_an_unlock_waits_for_every_proof_and_for_the_customers_own_consent() -> None:
    """ID-03, ID-04, ID-14, ID-15, ID-16, ID-20."""
    phone = Phone(begin(UNLOCK))
    arrive(phone)
    phone.do("price-list")
    phone.do("adult")
    assert phone.send("ownership").status_code == 409
    assert phone.send("diagnosis", **FOUND).status_code == 409
    prove(phone)
    assert len(list_proofs(phone.walk.case.id)) >= 2
    phone.do("ownership")
    phone.do("diagnosis", **FOUND)
    quote(
        phone,
        {"VISIT": 1, "INSPECT": 1, "OPEN-FORCE": 1},
        is_destructive="on",
        damage=DRILL.damage,
        new_lock="P-LOCK",
        protection_left=DRILL.protection_left,
    )
    customer_accepts(phone)
    assert "单独同意破坏性作业" in phone.look()
    assert phone.send("start").status_code == 409
    phone.walk.say(accept_destructive)
    clock.move(phone.walk.now)
    assert body(phone.walk.case, "visit.destructive.accepted")["new_lock_fen"] == 26800
    phone.do("start")
    assert phone.send("opening", method="destructive", contents="yes").status_code == 400
    phone.do("opening", method="destructive", is_owner_present="on", contents="yes")
    assert phone.send("new-code", is_set_by_owner="on", tries=2).status_code == 400
    phone.do("new-code", is_set_by_owner="on", tries=3)
    wanted = reads.get_tests(phone.visit_id)
    phone.do("test", is_door_open="on", passed=list(wanted.tests), locks_fitted=wanted.locks)
    phone.do("hand-over", **OVER)
    close(phone, reads.get_statement(phone.visit_id).total_fen)
    assert phone.state is VisitState.FINISHED
    assert OpeningForm.objects.filter(visit_id=phone.visit_id).exists()


def test_a_proof_that_may_stand_for_two_items_has_its_own_fields_under_each() -> None:
    phone = Phone(on_site(UNLOCK))
    phone.do("price-list")
    phone.do("adult")
    ids = re.findall(r' id="([^"]+)"', phone.look())
    assert len(ids) == len(set(ids))
    answer = phone.send("proof", kind="guarantor", document="id_card", party_name="担保人")
    assert answer.status_code == 400
    screen = answer.content.decode()
    assert screen.count('value="担保人"') == 1
    assert "请填证件号最后四位" in screen
    assert list_proofs(phone.walk.case.id) == ()
    assert phone.send("proof", kind="nonsense").status_code == 400


def test_a_proof_keeps_four_characters_and_never_a_whole_number() -> None:
    """ID-03."""
    phone = Phone(on_site(UNLOCK))
    phone.do("price-list")
    phone.do("adult")
    whole = {"kind": "identity", "document": "id_card", "name_matches": "yes"}
    assert phone.send("proof", **whole, last4="370100199001010000").status_code == 400
    assert list_proofs(phone.walk.case.id) == ()
    phone.do("proof", **whole, last4="000x")
    assert [seen.kind for seen in list_proofs(phone.walk.case.id)] == [ProofKind.IDENTITY]


def test_the_screen_never_shows_the_code_or_the_customers_number() -> None:
    phone = Phone(begin())
    for task in ("leave", "knock"):
        screen = phone.look()
        assert code_of(phone) not in re.sub(r'value="[^"]*"|datetime="[^"]*"', "", screen)
        assert "19900000001" not in screen
        assert "customer@example.org" not in screen
        assert reads.get_arrival_signs(phone.visit_id).badge_word in screen
        phone.do(task, **HERE)


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_locks_it() -> None:
    phone = Phone(begin())
    phone.do("leave")
    wrong = "0000"
    for left in (4, 3, 2, 1):
        answer = phone.send("code", code=wrong, **HERE)
        assert answer.status_code == 409
        assert f"还可以试 {left} 次" in text(answer)
    assert "已经锁定" in text(phone.send("code", code=wrong, **HERE))
    assert "已经锁定" in text(phone.send("code", code=code_of(phone), **HERE))
    assert phone.visit.is_code_locked
    assert phone.visit.arrived_at is None


def test_a_code_from_afar_or_from_nowhere_is_not_checked_and_counts_no_try() -> None:
    phone = Phone(begin())
    phone.do("leave")
    assert "没有收到您的位置" in text(phone.send("code", code=code_of(phone)))
    assert "离客户家还远" in text(phone.send("code", code=code_of(phone), **THERE))
    assert phone.visit.arrived_at is None
    assert kinds(phone.walk.case, "visit.code") == ["visit.code.refused"] * 2
    phone.do("code", code=code_of(phone), **HERE)


def test_the_place_reported_within_fifteen_minutes_stands_in_for_a_missing_one() -> None:
    phone = Phone(begin())
    phone.do("leave")
    phone.do("knock", **HERE)
    phone.do("code", code=code_of(phone))
    assert phone.state is VisitState.ON_SITE


def test_an_older_place_proves_nothing() -> None:
    phone = Phone(begin())
    phone.do("leave")
    phone.do("knock", **HERE)
    clock.move(phone.walk.now + timedelta(minutes=16))
    assert "没有收到您的位置" in text(phone.send("code", code=code_of(phone)))


@pytest.mark.parametrize("typed", ["12", "12345", "abcd", "１２３", "", "1" * 10_000])
def test_what_is_no_code_counts_no_try(typed: str) -> None:
    phone = Phone(begin())
    phone.do("leave")
    assert phone.send("code", code=typed, **HERE).status_code == 400
    assert kinds(phone.walk.case, "visit.code") == []


def test_a_code_typed_in_full_width_is_the_same_code() -> None:
    phone = Phone(begin())
    phone.do("leave")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code_of(phone))
    phone.do("code", code=wide, **HERE)
    assert phone.state is VisitState.ON_SITE


def test_a_step_sent_twice_counts_once() -> None:
    phone = Phone(begin())
    key = str(uuid.uuid4())
    assert phone.send("leave", key).status_code == 302
    assert phone.send("leave", key).status_code == 302
    assert kinds(phone.walk.case, "visit.travel") == ["visit.travel.started"]
    phone = Phone(phone.walk.arrive(), phone.client)
    key = str(uuid.uuid4())
    assert phone.send("price-list", key).status_code == 302
    assert phone.send("price-list", key).status_code == 302
    again = phone.send("price-list")
    assert again.status_code == 409
    assert "还没到这一步" in text(again)
    assert kinds(phone.walk.case, "visit.pricelist") == ["visit.pricelist.shown"]


def test_the_same_key_with_other_words_changes_nothing() -> None:
    phone = Phone(on_site())
    for task in ("price-list", "adult", "ownership"):
        if task != "ownership" or "/ownership/" in phone.look():
            phone.do(task)
    key = str(uuid.uuid4())
    assert phone.send("diagnosis", key, **FOUND).status_code == 302
    answer = phone.send("diagnosis", key, **(FOUND | {"cause": "别的"}))
    assert answer.status_code == 409
    assert len(kinds(phone.walk.case, "visit.diagnosis")) == 1


def test_a_refused_form_keeps_what_was_typed() -> None:
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    answer = phone.send("diagnosis", symptom="按键没有反应", cause="", proof="电压只有 3.1 伏")
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "按键没有反应" in said
    assert "电压只有 3.1 伏" in said
    assert "请填写这一项" in said
    assert "10000" in text(phone.send("diagnosis", **(FOUND | {"cause": "长" * 10_000})))


def test_a_customers_code_in_a_diagnosis_is_masked() -> None:
    """IN-11."""
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    phone.do("diagnosis", **(FOUND | {"cause": "客户说密码是 482913"}))
    steps = {step.step: step.body for step in reads.list_steps(phone.visit_id)}
    assert "482913" not in str(steps)


def test_a_quote_holds_nothing_but_lines_of_the_list_and_their_prices() -> None:
    """QT-02: a price that is sent along is not even read."""
    phone = Phone(on_site())
    to_quote(phone)
    at = finish_at(phone.look())
    answer = phone.send("quote", finish_at=at, **{"q-VISIT": "0"})
    assert answer.status_code == 400
    assert "价目表" in text(answer)
    assert phone.send("quote", finish_at=at, **{"q-VISIT": "100"}).status_code == 400
    phone.do("quote", finish_at=at, total_fen="1", **{"q-VISIT": "1", "price-VISIT": "1"})
    made = reads.find_quote(phone.visit_id)
    assert made is not None
    assert made.total_fen == 5000


def test_a_preview_shows_the_sum_and_keeps_nothing() -> None:
    phone = Phone(on_site())
    to_quote(phone)
    at = finish_at(phone.look())
    answer = phone.send("quote", finish_at=at, preview="1", **{"q-VISIT": "1", "q-R-BOLT": "2"})
    assert answer.status_code == 200
    assert "¥170" in text(answer)
    assert reads.find_quote(phone.visit_id) is None


def test_a_declined_quote_leads_to_the_bill_of_what_was_disclosed() -> None:
    """QT-10."""
    phone = Phone(on_site())
    to_quote(phone)
    quote(phone, {"VISIT": 1, "INSPECT": 1, "R-BOLT": 1})
    phone.walk.say(decline_price, version=1)
    clock.move(phone.walk.now)
    assert "¥80" in text(phone.client.get(phone.path))
    close(phone, 8000)
    assert phone.state is VisitState.FINISHED


def test_another_amount_than_the_accepted_one_is_not_taken() -> None:
    """QT-02, QT-06, QT-07: the bill comes first, in six groups, and only its sum is paid."""
    phone = Phone(on_site().to(Step.STATEMENT))
    screen = phone.look()
    for group in ("上门费", "检测费", "维修费", "材料费", "配件费", "夜间费"):
        assert group in screen
    assert phone.send("payment", paid_fen=14000, method="cash").status_code == 409
    phone.do("statement")
    due = reads.get_statement(phone.visit_id).total_fen
    answer = phone.send("payment", paid_fen=due + 100, method="cash")
    assert answer.status_code == 409
    assert "金额和客户接受的不一致" in text(answer)
    assert kinds(phone.walk.case, "visit.payment") == []


def test_more_work_needs_a_new_version_that_the_customer_accepts() -> None:
    """QT-09."""
    phone = Phone(on_site())
    to_quote(phone)
    quote(phone, {"VISIT": 1, "INSPECT": 1, "R-BOLT": 1})
    customer_accepts(phone)
    phone.do("start")
    first = {"VISIT": 1, "INSPECT": 1, "R-BOLT": 1}
    at = finish_at(phone.look())
    less = phone.send("quote", finish_at=at, **{"q-VISIT": "1", "q-P-BOLT": "1"})
    assert "客户已接受的全部项目" in text(less)
    quote(phone, first | {"P-BOLT": 1})
    assert phone.send("test").status_code in {400, 409}
    customer_accepts(phone, 2)
    fitted = {"part": "P-BOLT", "fault_proof": "断齿", "was_shown_sealed": "on"}
    assert "请填新件上的编号" in text(phone.send("part", **fitted))
    phone.do("part", serial="A-7", **fitted)
    assert reads.get_statement(phone.visit_id).total_fen == 22800


def test_photos_are_locked_with_the_reason_until_the_customer_agrees() -> None:
    """WK-06."""
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    assert "客户还没有同意拍照" in phone.look()
    refused = phone.send("photo", kind="fault", photo=upload(jpeg()))
    assert refused.status_code == 403
    phone.walk.say(give_photo_consent, wording="1")
    clock.move(phone.walk.now)
    phone.do("photo", kind="fault", photo=upload(jpeg()))
    assert len(reads.list_photos(phone.visit_id)) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"no photo at all", "不是可用的照片"), (b"x" * 50_000_000, "超过 20 MB"), (b"", "空的")],
    ids=["text", "50 MB", "nothing"],
)
def test_a_file_that_is_no_photo_gets_a_clear_answer_and_loses_nothing(
    data: bytes, says: str
) -> None:
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    phone.walk.say(give_photo_consent, wording="1")
    clock.move(phone.walk.now)
    answer = phone.send("photo", kind="part", photo=upload(data))
    assert answer.status_code in {400, 413}
    assert says in text(answer)
    assert re.search(r'value="part"[^>]*checked', answer.content.decode())
    assert reads.list_photos(phone.visit_id) == ()


def test_a_visit_stops_at_any_step_for_a_reason_and_frees_nobody_from_the_record() -> None:
    """ID-18, AR-10."""
    phone = Phone(on_site())
    assert "110" in phone.look()
    phone.do("stop", reason="minor_alone", note="只有孩子在家")
    assert phone.state is VisitState.STOPPED
    assert body(phone.walk.case, "visit.stopped")["reason"] == "nobody_there"
    assert "孩子" not in str([line.body for line in lines(phone.walk.case)])
    assert "已停止" in phone.look()


def test_a_technician_who_cannot_go_gives_the_job_back_and_sees_the_case_no_more() -> None:
    walk = begin()
    phone = Phone(walk)
    answer = phone.send("decline", reason="breakdown")
    assert answer.status_code == 302
    assert answer["Location"] == "/t/"
    assert find_active_assignment(phone.visit.technician_id) is None
    assert active(walk.case) == []
    screen = phone.look()
    assert "已改派" in screen
    assert "示范路" not in screen
    assert "还没有" not in text(phone.send("leave"))


def test_somebody_elses_visit_is_not_found() -> None:
    walk = begin()
    other = technician(next(iter(others(walk))), "other")
    assert other.get(f"/t/visit/{walk.visit_id}/").status_code == 404
    answer = other.post(f"/t/visit/{walk.visit_id}/leave/", {"key": str(uuid.uuid4())})
    assert answer.status_code == 404
    assert walk.facts.state is VisitState.PLANNED
    assert other.get(f"/t/visit/{uuid.uuid4()}/").status_code == 404


def others(walk: Walk) -> list[uuid.UUID]:
    return [
        one.id
        for one in list_technicians(walk.case.company_id)
        if one.id != walk.facts.technician_id
    ]


def test_a_login_without_a_badge_is_told_what_to_do() -> None:
    walk = begin()
    client = enter(staff(StaffRole.TECHNICIAN))
    answer = client.get("/t/")
    assert answer.status_code == 403
    assert "还没有关联工牌" in text(answer)
    assert client.get(f"/t/visit/{walk.visit_id}/").status_code == 403


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.MANAGER])
def test_nobody_but_the_technician_works_on_a_visit(role: StaffRole) -> None:
    walk = begin()
    client = enter(staff(role))
    answer = client.post(f"/t/visit/{walk.visit_id}/leave/", {"key": str(uuid.uuid4())})
    assert answer.status_code == 403
    assert walk.facts.state is VisitState.PLANNED


def test_who_is_not_logged_in_is_sent_to_the_login_and_back() -> None:
    walk = begin()
    answer = Client().get(f"/t/visit/{walk.visit_id}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/login/?next=/t/visit/{walk.visit_id}/"


def test_a_case_closes_for_the_technician_a_day_after_its_end() -> None:
    """PD-06."""
    phone = Phone(on_site())
    phone.do("stop", reason="customer_ends")
    assert "示范路" in phone.look()
    clock.move(phone.walk.now + timedelta(hours=24, minutes=2))
    screen = phone.look()
    assert "示范路" not in screen
    assert phone.walk.case.number in screen


def test_the_running_visit_stands_first_and_the_past_is_paged() -> None:
    phone = Phone(begin())
    said = text(phone.client.get("/t/"))
    assert phone.walk.case.number in said
    assert "示范路" not in said
    assert phone.client.get("/t/?before=nonsense").status_code == 200
    assert "现在没有派给您的单" not in said


def test_a_technician_without_a_visit_reads_what_will_appear() -> None:
    walk = begin()
    client = technician(others(walk)[0], "idle")
    assert "现在没有派给您的单" in text(client.get("/t/"))


def test_the_arrival_through_the_screen_keeps_the_promise() -> None:
    phone = Phone(begin())
    arrive(phone)
    promise = find_promise(phone.walk.case.id, PromiseKind.ARRIVE)
    assert promise is not None
    judged = perform(
        judge_promise, actor=Actor.system("judge"), now=clock.now(), promise_id=promise.id
    )
    assert judged.state is PromiseState.KEPT


def upload(data: bytes) -> Any:
    return SimpleUploadedFile("photo.jpg", data, "image/jpeg")
