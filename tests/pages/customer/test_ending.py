"""Taking a request back, saying that something is wrong, and having somebody else come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.asker import Asker, begin, holder_of
from tests.pages.crew import text
from tests.work.visit.walk import begin as begin_visit
from tests.work.visit.walk import on_site
from tests.world import kinds
from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case, list_sayings
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, list_promises
from yinuo.store import clock
from yinuo.work.dispatch.facts import JobState
from yinuo.work.dispatch.reads import find_job_of_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_AR_11_the_page_says_what_cancelling_costs_before_it_is_done() -> None:
    asker = begin()
    case = asker.report()
    assert "不收任何费用" in asker.look(case, "cancel/")
    assert get_case(case.id).state is CaseState.OPEN


def test_cancelling_releases_the_promise_and_sends_nobody() -> None:
    asker = begin()
    case = asker.report()
    answer = asker.client.post(f"/case/{case.id}/cancel/", {"reason": "solved", "key": "k"})
    assert answer.status_code == 302
    assert get_case(case.id).state is CaseState.WITHDRAWN
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    job = find_job_of_case(case.id)
    assert promise is not None
    assert job is not None
    assert promise.state is PromiseState.RELEASED
    assert job.state is JobState.CANCELLED
    said = asker.look(case)
    assert "已按您的要求取消" in said
    assert "取消上门" not in said


def test_cancelling_twice_by_a_double_tap_is_one_cancellation() -> None:
    asker = begin()
    case = asker.report()
    sent = {"reason": "price", "key": "k"}
    assert [asker.client.post(f"/case/{case.id}/cancel/", sent).status_code for _ in "ab"] == [
        302
    ] * 2
    assert kinds(case).count("case.withdrawn") == 1


def test_cancelling_without_a_reason_asks_for_one_and_cancels_nothing() -> None:
    asker = begin()
    case = asker.report()
    for reason in ("", "because"):
        answer = asker.client.post(f"/case/{case.id}/cancel/", {"reason": reason, "key": "k"})
        assert "还差一点" in text(answer)
    assert get_case(case.id).state is CaseState.OPEN


def test_cancelling_is_too_late_once_the_technician_is_at_work() -> None:
    walk = on_site()
    asker = holder_of(walk.case, walk.now)
    assert "取消上门" not in asker.look(walk.case)
    sent = {"reason": "other", "key": "k"}
    answer = asker.client.post(f"/case/{walk.case.id}/cancel/", sent)
    assert answer.status_code == 409
    assert "不接受报价" in text(answer)
    assert get_case(walk.case.id).state is CaseState.OPEN


def dispute(asker: Asker, case_id: object, about: str, words: str = "", **fields: str) -> object:
    """Open the form and send it, as a browser does with what the form carries."""
    page = asker.client.get(f"/case/{case_id}/dispute/").content.decode()
    again = {"is_again": "True"} if 'name="is_again" value="True"' in page else {}
    sent = {"about": about, "words": words, "key": "k", **again, **fields}
    return asker.client.post(f"/case/{case_id}/dispute/", sent)


def test_a_dispute_keeps_the_words_and_masks_a_code_in_them() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    dispute(asker, walk.case.id, "conduct", "他问我密码 482913，还大声")
    assert get_case(walk.case.id).state is CaseState.DISPUTED
    said = " ".join(list_sayings(walk.case.id))
    assert "还大声" in said
    assert "482913" not in said
    assert "您提出了异议" in asker.look(walk.case)


def test_not_fixed_brings_somebody_again_with_a_promise_of_their_own() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    dispute(asker, walk.case.id, "work", "把手又卡住了")
    case = get_case(walk.case.id)
    assert (case.state, case.reopened) == (CaseState.OPEN, 1)
    arrivals = [p for p in list_promises(case.id) if p.kind is PromiseKind.ARRIVE]
    assert len(arrivals) == 2
    assert arrivals[-1].state is PromiseState.RUNNING


def test_not_fixed_tapped_twice_brings_one_technician() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    sent = {"about": "work", "words": "又坏了", "key": "k", "is_again": "True"}
    for _ in range(2):
        assert asker.client.post(f"/case/{walk.case.id}/dispute/", sent).status_code == 302
    assert get_case(walk.case.id).reopened == 1
    again = asker.client.post(f"/case/{walk.case.id}/dispute/", sent | {"key": "other"})
    assert again.status_code == 409
    assert "又坏了" in again.content.decode()
    assert get_case(walk.case.id).reopened == 1


def test_before_anybody_came_a_dispute_sends_no_second_technician() -> None:
    asker = begin()
    case = asker.report()
    dispute(asker, case.id, "work", "怎么还没好")
    assert kinds(case).count("promise.made") == 1
    assert get_case(case.id).state is CaseState.DISPUTED


def test_a_dispute_about_the_arrival_takes_a_knock_its_weight() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, walk.now)
    dispute(asker, walk.case.id, "arrival", "没有人来过")
    assert "case.disputed" in kinds(walk.case)


def test_a_dispute_without_saying_about_what_keeps_the_words() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    answer = asker.client.post(
        f"/case/{walk.case.id}/dispute/", {"about": "", "words": "我的话还在吗", "key": "k"}
    )
    assert "我的话还在吗" in answer.content.decode()
    assert get_case(walk.case.id).state is not CaseState.DISPUTED


def test_a_dispute_that_comes_too_late_is_told_so_and_keeps_the_words() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    asker.tap(walk.case, "fixed")
    clock.move(walk.now + timedelta(days=400))
    late = holder_of(walk.case, walk.now + timedelta(days=400))
    answer = late.client.post(
        f"/case/{walk.case.id}/dispute/", {"about": "price", "words": "想起来了", "key": "k"}
    )
    assert answer.status_code == 409
    assert "结束已久" in text(answer)
    assert "想起来了" in answer.content.decode()
