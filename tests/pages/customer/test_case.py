"""The promise page: the time, who comes, what is needed, what may be tapped, and how it came out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from tests.pages.asker import begin, holder_of
from tests.pages.crew import text
from tests.work.visit.walk import begin as begin_visit
from tests.work.visit.walk import on_site
from tests.world import HOME, UNLOCK, WATCH, after
from yinuo.case.facts import CaseFacts
from yinuo.outlet.models import Shift
from yinuo.pages.live.ticket import read_ticket
from yinuo.promise.actions import judge_promise
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, find_remedy
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.facts import Step

pytestmark = pytest.mark.django_db(transaction=True)


def judge(case: CaseFacts, kind: PromiseKind, minutes: float) -> PromiseState:
    """Let the watch look at a promise so many minutes after the story began."""
    made = find_promise(case.id, kind)
    assert made is not None
    return perform(judge_promise, actor=WATCH, now=after(minutes), promise_id=made.id).state


def test_the_page_shows_the_promised_time_in_a_form_that_machines_read_too() -> None:
    asker = begin()
    case = asker.report()
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    shown = asker.client.get(f"/case/{case.id}/").content.decode()
    assert f"{promise.due_at + timedelta(hours=8):%H:%M} 前到您家" in asker.look(case)
    times = {datetime.fromisoformat(at) for at in re.findall(r'datetime="([^"]+)"', shown)}
    assert promise.due_at.replace(microsecond=0) in times


def promised_minutes(case: CaseFacts) -> float:
    """How long after the report the promise of a case falls due."""
    made = find_promise(case.id, PromiseKind.ARRIVE)
    assert made is not None
    return (made.due_at - made.made_at).total_seconds() / 60


def test_a_later_time_says_that_it_is_the_honest_one() -> None:
    """One customer after the other, until the crew can't keep the usual time for one more."""
    asker = begin()
    where = {"lat": str(HOME.lat), "lng": str(HOME.lng), "fault": "", "other_fault": "SF-03"}
    first = asker.report(**where)
    assert promised_minutes(first) == 30
    assert "最早说得准的时间" not in asker.look(first)
    for nth in range(1, 15):
        door = f"济南市市中区示范路 {200 + nth} 号"
        case = asker.report(**where, phone=f"199000002{nth:02d}", address=door)
        if promised_minutes(case) > 31:
            assert "30 分钟内赶不到" in asker.look(case)
            assert "最早说得准的时间" in asker.look(case)
            return
    pytest.fail("the crew never ran out")


def test_word_and_code_stand_there_before_the_arrival_and_never_after() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, walk.now)
    signs = reads.get_arrival_signs(walk.visit_id)
    shown = asker.client.get(f"/case/{walk.case.id}/").content.decode()
    assert f"见面口令 {signs.badge_word}" in shown
    assert f"到达码 {' '.join(signs.arrival_code)}" in shown
    walk.arrive()
    clock.move(walk.now)
    later = asker.client.get(f"/case/{walk.case.id}/").content.decode()
    assert signs.badge_word not in re.sub(r"<[^>]+>", "", later)
    assert f"到达码 {' '.join(signs.arrival_code)}" not in later


def test_who_comes_is_named_with_the_badge_and_why() -> None:
    walk = begin_visit()
    said = holder_of(walk.case, walk.now).look(walk.case)
    assert re.search(r"AN370100-\d\d", said)
    assert "为什么是这位师傅" in said
    assert "会修这类问题" in said


def test_he_is_here_keeps_the_promise_by_the_customers_own_word() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, walk.now)
    assert "here" in asker.offers(walk.case)
    assert asker.tap(walk.case, "here").status_code == 302
    assert judge(walk.case, PromiseKind.ARRIVE, 1) is PromiseState.KEPT
    assert "守约" in asker.look(walk.case)
    assert "here" not in asker.offers(walk.case)


def test_a_double_tap_counts_once() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, walk.now)
    assert asker.tap(walk.case, "here", key="one").status_code == 302
    assert asker.tap(walk.case, "here", key="one").status_code == 302
    assert asker.tap(walk.case, "here", key="two").status_code == 302
    said = asker.look(walk.case)
    assert said.count("到达已确认") == 1


def test_nobody_is_here_can_be_said_once_a_technician_claims_to_stand_there() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, walk.now)
    assert "nobody" not in asker.offers(walk.case)
    walk.act(visit.start_travel)
    walk.act(visit.knock, point=None, photo=None)
    assert "nobody" in asker.offers(walk.case)
    assert asker.tap(walk.case, "nobody").status_code == 302
    assert "客户说没有人到" in asker.look(walk.case)


def test_a_broken_promise_says_so_and_what_was_credited_without_being_asked() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, after(120))
    assert judge(walk.case, PromiseKind.ARRIVE, 120) is PromiseState.BROKEN
    promise = find_promise(walk.case.id, PromiseKind.ARRIVE)
    assert promise is not None
    assert find_remedy(promise.id) is not None
    said = asker.look(walk.case)
    assert "没有守约，是我们的错" in said
    assert "¥20 已自动记入您的账户" in said


def test_the_live_part_is_the_same_as_the_pages_and_carries_a_ticket_for_this_case() -> None:
    asker = begin()
    case = asker.report()
    part = asker.client.get(f"/case/{case.id}/now/").content.decode()
    assert "<html" not in part
    ticket = re.search(r'data-ticket="([^"]+)"', part)
    assert ticket
    assert read_ticket(ticket[1]) == case.id
    assert "前到您家" in asker.look(case, "now/")


def test_an_open_page_hears_of_everything_that_waits_for_the_customers_word() -> None:
    """What appears while the page is open stands in the live part, or is led to from it."""
    walk = on_site().to(Step.QUOTE)
    asker = holder_of(walk.case, walk.now)
    assert "同意拍照" in asker.look(walk.case, "now/")
    walk.propose()
    assert "看报价并决定" in asker.look(walk.case, "now/")
    walk.accept()
    walk.to(Step.FINISH)
    part = asker.client.get(f"/case/{walk.case.id}/now/").content.decode()
    assert f'href="/case/{walk.case.id}/?ask=paid#paid"' in part
    assert 'id="paid"' in asker.client.get(f"/case/{walk.case.id}/?ask=paid").content.decode()
    walk.do(Step.FINISH)
    assert "修好了吗" in asker.look(walk.case, "now/")


def test_case_pages_are_kept_by_no_cache_and_no_search_engine() -> None:
    asker = begin()
    case = asker.report()
    for page in ("", "now/", "receipt/", "cancel/", "dispute/"):
        answer = asker.client.get(f"/case/{case.id}/{page}")
        assert "no-store" in answer["Cache-Control"], page
    assert 'content="noindex"' in asker.client.get(f"/case/{case.id}/").content.decode()


def test_what_must_be_shown_before_an_opening_is_named_beforehand() -> None:
    walk = begin_visit(UNLOCK)
    said = holder_of(walk.case, walk.now).look(walk.case)
    for part in ("开锁前请备好", "身份证件", "权属证明", "见证人", "不拍照、不复印、不留存"):
        assert part in said


def test_photos_are_agreed_to_and_taken_back_with_one_tap_each() -> None:
    walk = on_site()
    asker = holder_of(walk.case, walk.now)
    assert asker.offers(walk.case) & {"photos", "no-photos"} == {"photos"}
    asker.tap(walk.case, "photos")
    assert reads.has_photo_consent(walk.visit_id)
    assert asker.offers(walk.case) & {"photos", "no-photos"} == {"no-photos"}
    asker.tap(walk.case, "no-photos")
    assert not reads.has_photo_consent(walk.visit_id)


def test_the_customer_says_what_was_paid_and_too_much_comes_back() -> None:
    walk = on_site().to(Step.FINISH)
    asker = holder_of(walk.case, walk.now)
    due = reads.get_statement(walk.visit_id).total_fen
    assert "paid" in asker.offers(walk.case)
    assert (
        asker.tap(
            walk.case, "paid", visit=str(walk.visit_id), paid=f"￥{due / 100 + 50:.2f} 元"
        ).status_code
        == 302
    )
    assert reads.get_payment(walk.visit_id).confirmed_fen == due + 5000
    assert judge(walk.case, PromiseKind.PRICE, 60) is PromiseState.BROKEN
    promise = find_promise(walk.case.id, PromiseKind.PRICE)
    assert promise is not None
    remedy = find_remedy(promise.id)
    assert remedy is not None
    assert remedy.excess_fen == 5000
    assert "您账户里有" in asker.look(walk.case)
    assert "paid" not in asker.offers(walk.case)


@pytest.mark.parametrize("typed", ["", "一百", "1e9", "-5", "1.005", "NaN", "9" * 40])
def test_an_amount_that_is_none_is_asked_again_with_what_was_typed(typed: str) -> None:
    walk = on_site().to(Step.FINISH)
    asker = holder_of(walk.case, walk.now)
    answer = asker.tap(walk.case, "paid", paid=typed)
    assert answer.status_code == 400
    assert "请填实际付的金额" in text(answer)
    assert f'value="{typed}"' in answer.content.decode()
    assert reads.get_payment(walk.visit_id).confirmed_at is None


def test_every_promise_of_the_case_stands_on_its_page() -> None:
    walk = on_site().to(Step.WORK)
    asker = holder_of(walk.case, walk.now)
    total = reads.get_statement(walk.visit_id).total_fen
    said = asker.look(walk.case)
    assert "我们承诺，师傅" in said
    assert f"最多付 ¥{total // 100}" in said
    assert "计时中" in said[said.index("最多付") :]


def test_something_that_is_not_offered_is_not_found() -> None:
    asker = begin()
    case = asker.report()
    assert asker.tap(case, "burn").status_code == 404
    assert asker.client.get(f"/case/{case.id}/do/here/").status_code == 405


def test_a_tap_at_the_wrong_moment_says_that_nothing_was_changed() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    answer = asker.tap(walk.case, "here")
    assert answer.status_code in (404, 409)
    assert f'href="/case/{walk.case.id}/"' in answer.content.decode()


def test_nobody_can_come_is_said_and_no_time_is_made_up() -> None:
    asker = begin()
    Shift.objects.all().delete()  # nobody is on duty, today or later
    case = asker.report()
    assert find_promise(case.id, PromiseKind.ARRIVE) is None
    said = asker.look(case)
    assert "现在还给不出时间" in said
    assert "前到您家" not in said


def test_the_page_speaks_english_to_english_readers() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, walk.now)
    said = asker.look(walk.case, prefix="/en")
    assert "badge" in said.lower()
    rest = re.sub(r"[^一-鿿]", "", said.replace("中文", ""))
    word = reads.get_arrival_signs(walk.visit_id).badge_word
    assert set(rest) <= set(word), rest


def test_progress_tells_each_step_with_its_time() -> None:
    walk = begin_visit()
    walk.act(visit.start_travel)
    said = holder_of(walk.case, walk.now).look(walk.case)
    for part in ("报修已收到", "已安排师傅上门", "师傅出发了", "08:00"):
        assert part in said
