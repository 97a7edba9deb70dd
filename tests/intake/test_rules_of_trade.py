"""Rules of law and trade that hold when a request comes in, each by its number in docs/rules.md."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.work.visit.walk import begin
from tests.world import NOW, REPORT, found_company, kinds, lines, open_case, send
from yinuo.case.facts import CaseState, Urgency, WithdrawReason
from yinuo.case.reads import get_case
from yinuo.intake.actions import withdraw_case
from yinuo.intake.models import Request
from yinuo.intake.reads import preview
from yinuo.promise.facts import PromiseState
from yinuo.promise.reads import get_credit_fen, list_promises
from yinuo.work.visit.reads import get_payment

pytestmark = pytest.mark.django_db(transaction=True)
NEEDED = {
    "address": "where somebody has to go",
    "phone": "how to reach the customer",
    "email": "how to write to the customer, if given",
    "name": "whom to ask for at the door",
    "words": "what is wrong, in the customer's words",
    "serial": "which product, for its warranty",
    "fault": "what is wrong",
    "division": "which of several places is meant",
    "door": "whether it is an opening",
    "owner": "which proofs the level asks for",
    "language": "in which language to answer",
}
"""Every field that is kept of a request, with its reason."""


def test_IN_11_no_field_asks_for_a_code_and_words_that_hold_one_are_masked() -> None:
    send(found_company(), words="密码 739184 打不开，验证码 4471 也试了")
    form = Request.objects.get().form
    assert not {"code", "password", "pin"} & form.keys()
    assert "739184" not in form["words"]
    assert "4471" not in form["words"]


def test_IN_12_only_what_the_case_needs_is_kept() -> None:
    send(found_company())
    assert Request.objects.get().form.keys() <= NEEDED.keys()


def test_IN_13_PD_01_the_versions_that_the_customer_saw_are_on_the_record() -> None:
    case = open_case(found_company())
    (line,) = lines(case, "intake.request.received")
    assert line.body == {
        "channel": "web",
        "notice_version": "2026-11",
        "price_list_version": "2026-01-01",
    }


def test_IN_17_danger_to_life_is_answered_with_the_numbers_first() -> None:
    answer = send(found_company(), words="孩子被困在柜子里面")
    assert answer.call_first is not None
    assert answer.call_first.numbers
    assert answer.call_first.zh
    assert answer.call_first.en
    assert answer.case_id is not None
    assert get_case(answer.case_id).urgency is Urgency.EMERGENCY


def test_QT_01_the_lines_that_may_apply_are_shown_before_anything_is_sent() -> None:
    seen = preview(REPORT, found_company(), NOW)
    codes = [line.code for line in seen.lines]
    assert codes[:2] == ["VISIT", "INSPECT"]
    assert any(code.startswith("R-") for code in codes)
    assert all(line.price_fen >= 0 and line.unit_zh and line.unit_en for line in seen.lines)


@pytest.mark.parametrize(("hours", "night"), [(0, False), (15, True)])
def test_QT_03_night_stands_among_the_lines_when_it_applies(hours: float, *, night: bool) -> None:
    seen = preview(REPORT, found_company(), NOW + timedelta(hours=hours))
    assert ("NIGHT" in {line.code for line in seen.lines}) is night
    assert seen.is_night is night


def test_QT_04_a_visit_fee_never_stands_without_what_it_leaves_out_and_the_usual_total() -> None:
    seen = preview(REPORT, found_company(), NOW)
    (fee,) = [line for line in seen.lines if line.code == "VISIT"]
    assert "另计" in fee.note_zh
    assert "extra" in fee.note_en
    assert seen.usual_fen is not None
    least, most = seen.usual_fen
    assert fee.price_fen < least < most


def test_AR_11_before_the_work_a_case_is_withdrawn_free_of_charge() -> None:
    walk = begin()
    walk.say(withdraw_case, reason=WithdrawReason.OTHER)
    assert get_case(walk.case.id).state is CaseState.WITHDRAWN
    assert [promise.state for promise in list_promises(walk.case.id)] == [PromiseState.RELEASED]
    assert get_payment(walk.visit_id).recorded_fen is None
    assert get_credit_fen(walk.case.customer_id) == 0
    assert "visit.called_off" in kinds(walk.case)
