"""A dispute that is settled: by the customer's word, and not while somebody is to come."""

from __future__ import annotations

import pytest

from tests.work.visit.walk import Walk, begin, on_site
from tests.world import kinds
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import dispute_case
from yinuo.case.facts import CaseState, DisputeAbout
from yinuo.case.reads import get_case
from yinuo.intake.actions import settle_dispute
from yinuo.intake.facts import StillToCome
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def disputed(walk: Walk) -> Walk:
    walk.say(dispute_case, words="多收了钱", about=DisputeAbout.PRICE)
    return walk


def test_a_settled_dispute_ends_the_case_also_before_the_ended_visit_was_settled() -> None:
    walk = disputed(on_site().finish())
    walk.say(settle_dispute)
    assert get_case(walk.case.id).state is CaseState.DONE
    assert kinds(walk.case)[-1] == "case.dispute.settled"


@pytest.mark.parametrize("has_arrived", [False, True])
def test_nothing_ends_while_somebody_is_to_come_or_at_work(has_arrived: bool) -> None:
    walk = disputed(on_site() if has_arrived else begin())
    with pytest.raises(StillToCome):
        walk.say(settle_dispute)
    assert get_case(walk.case.id).state is CaseState.DISPUTED


def test_nobody_else_settles_it() -> None:
    walk = disputed(on_site().finish())
    stranger = Actor.customer(walk.case.company_id)
    with pytest.raises(NotAllowed):
        perform(settle_dispute, actor=stranger, now=walk.now, case_id=walk.case.id)
