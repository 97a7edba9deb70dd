"""A whole visit through a technician's screens: each shows the next step, and nothing that isn't his."""

from __future__ import annotations

import pytest

from tests.pages.crew import Phone, text
from tests.pages.technician.steps import (
    FOUND,
    NAMED,
    OVER,
    arrive,
    close,
    customer_accepts,
    prove,
    quote,
    to_quote,
)
from tests.work.visit.walk import DRILL, begin, on_site
from tests.world import (
    UNLOCK,
    body,
    lines,
)
from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case, list_proofs
from yinuo.store import clock
from yinuo.work.visit import reads
from yinuo.work.visit.actions import accept_destructive
from yinuo.work.visit.facts import NoSignature, SignRole, VisitState
from yinuo.work.visit.models import OpeningForm

pytestmark = pytest.mark.django_db(transaction=True)


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
    unsigned = {name: said for name, said in OVER.items() if name != "sign-asker"}
    refused = phone.send("hand-over", **unsigned)
    assert refused.status_code == 400
    assert "客户签字 · 请在框里签字" in text(refused)
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
    quote_drilling(phone)
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
    hand_over_to_all(phone)
    close(phone, reads.get_statement(phone.visit_id).total_fen)
    assert phone.state is VisitState.FINISHED
    assert OpeningForm.objects.filter(visit_id=phone.visit_id).exists()


def quote_drilling(phone: Phone) -> None:
    """With what it will damage, the new lock and what is left of the protection."""
    quote(
        phone,
        {"VISIT": 1, "INSPECT": 1, "OPEN-FORCE": 1},
        is_destructive="on",
        damage=DRILL.damage,
        new_lock="P-LOCK",
        protection_left=DRILL.protection_left,
    )


def hand_over_to_all(phone: Phone) -> None:
    """ID-07: both sides and the witness sign, or it is said why one doesn't."""
    assert phone.send("hand-over", **OVER).status_code == 400
    others = {"sign-technician": NAMED, "unsigned-witness": "not_there"}
    phone.do("hand-over", **OVER, **others)
    signed = {one.role: one.reason for one in reads.list_signatures(phone.visit_id)}
    assert signed == dict.fromkeys(SignRole) | {SignRole.WITNESS: NoSignature.NOT_THERE}


def test_a_visit_stops_at_any_step_for_a_reason_and_frees_nobody_from_the_record() -> None:
    """ID-18, AR-10."""
    phone = Phone(on_site())
    assert "110" in phone.look()
    phone.do("stop", reason="minor_alone", note="只有孩子在家")
    assert phone.state is VisitState.STOPPED
    assert body(phone.walk.case, "visit.stopped")["reason"] == "nobody_there"
    assert "孩子" not in str([line.body for line in lines(phone.walk.case)])
    assert "已停止" in phone.look()
