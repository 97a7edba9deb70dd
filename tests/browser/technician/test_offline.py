"""A whole job without a connection: every step is kept, the screen goes on, and all arrives in order."""

from __future__ import annotations

import pytest

from tests.browser.technician.hand import Hand
from tests.work.visit.walk import price_promises
from tests.world import body, kinds
from yinuo.promise.facts import PromiseState
from yinuo.work.visit import reads
from yinuo.work.visit.facts import Step, VisitState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_whole_job_is_done_without_a_connection_and_arrives_in_order(hand: Hand) -> None:
    hand.offline()
    hand.arrive()
    hand.says("先出示价目表")
    hand.find()
    hand.says("按价目表最多")
    hand.quote()
    hand.says("等客户决定")
    hand.sign_for_quote()
    hand.page.goto(f"{hand.site}{hand.path}")  # the page is closed and opened again
    hand.says("开始作业")
    hand.tap("开始作业")
    hand.test()
    hand.hand_over()
    hand.says("¥140")
    hand.close()
    hand.says("这一单的步骤都记下了")
    assert set(hand.states()) == {"kept"}
    assert reads.get_visit(hand.visit_id).state is VisitState.PLANNED

    hand.offline(is_off=False)
    hand.says("上门完成了")
    hand.waits_for_nothing()
    visit = reads.get_visit(hand.visit_id)
    assert visit.state is VisitState.FINISHED
    steps = [step.step for step in reads.list_steps(hand.visit_id)]
    assert steps == sorted(steps, key=list(Step).index)
    assert all(
        step.device_at for step in reads.list_steps(hand.visit_id) if step.step is not Step.QUOTE
    )
    assert body(hand.walk.case, "visit.quote.accepted") == {
        "version": 1,
        "total_fen": 14000,
        "by": "signature",
    }
    assert price_promises(hand.walk) == [(PromiseState.RUNNING, 14000)]
    assert kinds(hand.walk.case).count("visit.signed") == 2
