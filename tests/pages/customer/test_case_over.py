"""How a case ends on its page: fixed by the customer's word, a dispute settled by a tap."""

from __future__ import annotations

import pytest

from tests.pages.asker import holder_of
from tests.work.visit.walk import begin as begin_visit
from tests.work.visit.walk import on_site
from yinuo.case.actions import dispute_case
from yinuo.case.facts import CaseState, DisputeAbout
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_again
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_fixed_is_the_customers_word_and_ends_the_case() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    assert "fixed" in asker.offers(walk.case)
    asker.tap(walk.case, "fixed")
    said = asker.look(walk.case)
    assert "已完成" in said
    assert "fixed" not in asker.offers(walk.case)


def test_fixed_is_asked_only_once_the_work_is_over() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    walk.say(come_again, words="又卡住了")
    assert "修好了吗" not in asker.look(walk.case)
    assert asker.tap(walk.case, "fixed").status_code == 409
    assert get_case(walk.case.id).state is CaseState.OPEN


def test_a_dispute_is_ended_by_a_tap_once_nobody_is_to_come() -> None:
    walk = begin_visit()
    walk.say(dispute_case, words="一直没人来", about=DisputeAbout.ARRIVAL)
    asker = holder_of(walk.case, walk.now)
    assert "settled" not in asker.offers(walk.case)
    assert "取消上门" in asker.look(walk.case)
    walk.arrive().finish()
    clock.move(walk.now)
    assert "settled" in asker.offers(walk.case)
    assert asker.tap(walk.case, "settled").status_code == 302
    assert "客户说问题已经解决" in asker.look(walk.case)
    assert get_case(walk.case.id).state is CaseState.DONE
