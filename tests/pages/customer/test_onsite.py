"""After a stop: what happened, what comes next, and what the customer may do about it."""

from __future__ import annotations

from decimal import Decimal
from html import unescape

import pytest

from tests.pages.asker import Asker, holder_of
from tests.pages.crew import text
from tests.work.visit.walk import Walk, begin, on_site
from tests.world import WATCH, decide, kinds
from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case
from yinuo.promise.actions import judge_case
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import list_promises
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.actions import stop_visit
from yinuo.work.visit.facts import PaymentMethod, Step, StopReason

pytestmark = pytest.mark.django_db(transaction=True)


def stopped(walk: Walk, reason: StopReason = StopReason.PART_MISSING, **charge: object) -> Asker:
    """The customer's browser after the visit was stopped."""
    walk.act(stop_visit, reason=reason, **charge)
    return holder_of(walk.case, walk.now)


def test_the_page_says_why_in_plain_words_and_what_comes_next() -> None:
    walk = on_site()
    asker = stopped(walk)
    said = asker.look(walk.case)
    assert "这次上门停止了" in said
    assert "缺少要换的配件" in said
    assert "经理已收到通知" in said
    assert "again" in asker.offers(walk.case)
    assert "不修了，取消" in said


def test_a_suspicion_is_not_told_and_nobody_is_sent_by_a_tap() -> None:
    """ID-18."""
    walk = on_site()
    asker = stopped(walk, StopReason.CRIME_SIGNS)
    said = asker.look(walk.case)
    assert "安全或法律的原因" in said
    assert "犯罪" not in said
    assert "again" not in asker.offers(walk.case)
    answer = asker.tap(walk.case, "again")
    assert answer.status_code == 409
    assert "经理先核实" in text(answer)


def test_one_tap_sends_somebody_again_however_often_it_is_sent() -> None:
    walk = on_site()
    asker = stopped(walk)
    for _ in range(2):
        assert asker.tap(walk.case, "again", "one-key").status_code == 302
    arrivals = [p for p in list_promises(walk.case.id) if p.kind is PromiseKind.ARRIVE]
    assert [p.state for p in arrivals][1:] == [PromiseState.RUNNING]
    assert "again" not in asker.offers(walk.case)
    assert "缺少要换的配件" not in asker.look(walk.case)
    decide(walk.now)
    assert "开门前，请核对" in asker.look(walk.case)


def test_the_case_can_be_taken_back_or_disputed() -> None:
    walk = on_site()
    asker = stopped(walk)
    page = asker.client.get(f"/case/{walk.case.id}/dispute/").content.decode()
    assert 'name="is_again" value="False"' in page
    sent = {"key": "d", "about": "work", "words": "白跑一趟", "is_again": "False"}
    assert asker.client.post(f"/case/{walk.case.id}/dispute/", sent).status_code == 302
    assert get_case(walk.case.id).state is CaseState.DISPUTED
    assert "intake.again.asked" not in kinds(walk.case)
    other = on_site(
        company_id=walk.case.company_id, phone="19900000002", address="济南市市中区示范路 90 号"
    )
    asker = stopped(other)
    path = f"/case/{other.case.id}/cancel/"
    assert asker.client.post(path, {"key": "c", "reason": "other"}).status_code == 302
    assert get_case(other.case.id).state is CaseState.WITHDRAWN


def test_nothing_paid_is_said_with_one_tap_also_while_somebody_else_comes() -> None:
    walk = on_site().to(Step.WORK)
    asker = stopped(walk)
    assert "我没有付钱" in asker.look(walk.case)
    asker.tap(walk.case, "again")
    decide(walk.now)
    assert "我没有付钱" in asker.look(walk.case)
    answer = asker.tap(walk.case, "paid", paid="0", visit=str(walk.visit_id))
    assert answer.status_code == 302
    assert reads.get_payment(walk.visit_id).confirmed_fen == 0
    assert "我没有付钱" not in asker.look(walk.case)


def test_a_charge_within_the_bill_is_confirmed_as_usual() -> None:
    walk = on_site().to(Step.WORK)
    asker = stopped(walk, charged_fen=8000, method=PaymentMethod.CASH)
    said = asker.look(walk.case)
    assert "¥80" in said
    assert "我没有付钱" not in said
    paid = str(Decimal(8000) / 100)
    assert asker.tap(walk.case, "paid", paid=paid, visit=str(walk.visit_id)).status_code == 302
    assert reads.get_payment(walk.visit_id).confirmed_fen == 8000


@pytest.mark.parametrize("named", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_amount_about_no_visit_of_the_case_is_not_taken(named: str) -> None:
    walk = on_site().to(Step.WORK)
    asker = stopped(walk)
    clock.move(walk.now)
    assert asker.tap(walk.case, "paid", paid="0", visit=named).status_code in {404, 409}
    assert reads.get_payment(walk.visit_id).confirmed_fen is None


def test_QT_02_a_claim_far_above_the_bill_is_told_plainly() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    sent = {"key": "p", "paid": "500000", "visit": str(walk.visit_id)}
    assert asker.client.post(f"/case/{walk.case.id}/do/paid/", sent).status_code == 302
    perform(judge_case, actor=WATCH, now=clock.now(), case_id=walk.case.id)
    assert "¥100 已退；其余 ¥499,760 由经理核对后答复。" in asker.look(walk.case)


def test_another_sum_under_another_key_is_answered_with_the_way_to_a_dispute() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    path, visit = f"/case/{walk.case.id}/do/paid/", str(walk.visit_id)
    asker.client.post(path, {"key": "a", "paid": "12", "visit": visit})
    assert asker.client.post(path, {"key": "b", "paid": "12", "visit": visit}).status_code == 302
    answer = asker.client.post(path, {"key": "c", "paid": "140", "visit": visit})
    assert answer.status_code == 409
    assert "您已确认付了 ¥12；若不对，请提出异议。" in text(answer)
    assert f"/case/{walk.case.id}/dispute/" in answer.content.decode()


def test_a_locked_code_is_not_told_any_more() -> None:
    walk = begin()
    asker = holder_of(walk.case, walk.now)
    code = reads.get_arrival_signs(walk.visit_id).arrival_code
    assert " ".join(code) in asker.client.get(f"/case/{walk.case.id}/").content.decode()
    for _ in range(5):
        walk.code(walk.wrong_code())
    page = asker.client.get(f"/case/{walk.case.id}/").content.decode()
    assert " ".join(code) not in page
    assert "再告诉他这四位到达码" not in page
    assert "已锁定" in page
    assert "here" in asker.offers(walk.case)


def test_the_customer_reads_why_he_comes_and_nothing_of_colleagues_or_costs() -> None:
    walk = begin()
    asker = holder_of(walk.case, walk.now)
    for prefix, word in (("", "会修这类问题"), ("/en", "has the skill")):
        said = asker.look(walk.case, prefix=prefix)
        assert word in said
        for hidden in ("代价", "迟到风险", "其次是", "ahead of", "% risk"):
            assert hidden not in said


def test_pages_of_a_case_answer_head() -> None:
    walk = begin()
    asker = holder_of(walk.case, walk.now)
    for page in ("", "now/", "receipt/", "cancel/", "dispute/"):
        assert asker.client.head(f"/case/{walk.case.id}/{page}").status_code == 200, page
    for path in ("/report/", "/"):
        assert asker.client.head(path).status_code == 200, path


def test_an_english_page_says_how_the_badge_word_sounds() -> None:
    walk = begin()
    asker = holder_of(walk.case, walk.now)
    pinyin = reads.get_arrival_signs(walk.visit_id).badge_pinyin
    assert pinyin
    page = asker.client.get(f"/en/case/{walk.case.id}/").content.decode()
    assert unescape(page).count(f"<b>{pinyin}</b>") == 1
    assert f"<b>{pinyin}</b>" not in unescape(
        asker.client.get(f"/case/{walk.case.id}/").content.decode()
    )
