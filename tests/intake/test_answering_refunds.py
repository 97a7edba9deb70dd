"""A manager answers the part of a refund that waits: all, some or nothing of it, once, and it is told."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages.crew import enter, staff, text
from tests.work.visit.walk import Walk, on_site
from tests.world import WEB
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed, NotFound
from yinuo.case.facts import DecisionAbout, DecisionKind
from yinuo.case.reads import list_decisions
from yinuo.intake.actions import answer_refund
from yinuo.notice.reads import list_notices
from yinuo.people.actions import issue_link
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import judge_case
from yinuo.promise.errors import RefundAnswered, RefundTooMuch
from yinuo.promise.facts import RemedyFacts
from yinuo.promise.reads import get_credit_fen, list_remedies
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "我们核对了付款记录和报价单。"
JUDGE = Actor.system("judge")
BEYOND_FEN = 40000


def overpaid() -> Walk:
    """A customer says that he paid far more than he accepted: 100 yuan came back, 400 wait."""
    walk = on_site().finish()
    paid = 14000 + 10000 + BEYOND_FEN
    walk.say(visit.customer_confirms_price, paid_fen=paid)
    perform(judge_case, actor=JUDGE, now=walk.now, case_id=walk.case.id)
    clock.move(walk.now)
    return walk


def waiting(walk: Walk) -> RemedyFacts:
    """The claim that is, or was, to be answered."""
    (remedy,) = (one for one in list_remedies(walk.case.id) if one.beyond_fen)
    return remedy


def manager() -> Actor:
    return Actor.staff(staff(StaffRole.MANAGER).id)


def answer(walk: Walk, actor: Actor, fen: int, key: str | None = None) -> None:
    perform(
        answer_refund,
        actor=actor,
        now=walk.now,
        key=key,
        case_id=walk.case.id,
        promise_id=waiting(walk).promise_id,
        fen=fen,
        words=WHY,
    )


def customers_page(walk: Walk) -> str:
    """What the customer reads on his own page, through his own link."""
    link = perform(
        issue_link,
        actor=WEB,
        now=walk.now,
        customer_id=walk.case.customer_id,
        case_id=walk.case.id,
    )
    client = Client()
    assert client.get(f"/c/{link.token}").status_code == 302
    return text(client.get(f"/case/{walk.case.id}/"))


@pytest.mark.parametrize(
    ("fen", "kind"),
    [
        (BEYOND_FEN, DecisionKind.GRANT),
        (12345, DecisionKind.GRANT),
        (0, DecisionKind.REFUSE),
    ],
)
def test_all_some_or_nothing_is_granted_and_stands_in_claim_decision_record_and_notice(
    fen: int, kind: DecisionKind
) -> None:
    walk = overpaid()
    assert (waiting(walk).beyond_fen, waiting(walk).answered_at) == (BEYOND_FEN, None)
    boss = manager()
    answer(walk, boss, fen)
    remedy = waiting(walk)
    assert (remedy.granted_fen, remedy.answered_at) == (fen, walk.now)
    assert get_credit_fen(walk.case.customer_id) == 5000 + 10000 + fen
    (made,) = list_decisions(walk.case.id)
    assert (made.about, made.kind, made.words) == (DecisionAbout.REFUND, kind, WHY)
    assert (made.fen, made.promise_id) == (fen, remedy.promise_id)
    (line,) = [e for e in list_events("case", walk.case.id) if e.kind == "promise.refund.answered"]
    assert line.actor == str(boss)
    assert (line.body["granted_fen"], line.body["beyond_fen"]) == (fen, BEYOND_FEN)
    assert "decision.refund" in {notice.template for notice in list_notices(walk.case.id)}


@pytest.mark.parametrize("second", [0, 12345, BEYOND_FEN])
def test_a_claim_is_answered_once_whatever_the_second_answer_says(second: int) -> None:
    walk = overpaid()
    boss = manager()
    answer(walk, boss, 12345)
    with pytest.raises(RefundAnswered):
        answer(walk, boss, second)
    assert waiting(walk).granted_fen == 12345
    assert len(list_decisions(walk.case.id)) == 1


def test_the_same_send_credits_once() -> None:
    walk = overpaid()
    boss = manager()
    for _ in range(2):
        answer(walk, boss, BEYOND_FEN, key="one")
    kinds = [event.kind for event in list_events("case", walk.case.id)]
    assert kinds.count("promise.refund.answered") == kinds.count("case.decided") == 1


@pytest.mark.parametrize("fen", [BEYOND_FEN + 1, -1])
def test_no_more_is_granted_than_waits_and_no_less_than_nothing(fen: int) -> None:
    walk = overpaid()
    with pytest.raises(RefundTooMuch):
        answer(walk, manager(), fen)
    assert waiting(walk).answered_at is None
    assert list_decisions(walk.case.id) == ()


def test_where_nothing_waits_there_is_nothing_to_answer() -> None:
    walk = on_site()
    with pytest.raises(NotFound):
        perform(
            answer_refund,
            actor=manager(),
            now=walk.now,
            case_id=walk.case.id,
            promise_id=walk.case.id,
            fen=0,
            words=WHY,
        )


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.TECHNICIAN])
def test_nobody_but_a_manager_answers(role: StaffRole) -> None:
    walk = overpaid()
    for actor in (Actor.staff(staff(role).id), Actor.customer(walk.case.customer_id)):
        with pytest.raises(NotAllowed):
            answer(walk, actor, BEYOND_FEN)
    assert waiting(walk).answered_at is None


@pytest.mark.parametrize(("fen", "said"), [(BEYOND_FEN, "¥400"), (12345, "¥123.45"), (0, WHY)])
def test_the_customer_reads_the_answer_on_the_cases_page(fen: int, said: str) -> None:
    walk = overpaid()
    answer(walk, manager(), fen)
    page = customers_page(walk)
    assert WHY in page
    assert said in page


def test_the_manager_sees_the_claim_among_the_figures_until_it_is_answered() -> None:
    walk = overpaid()
    boss = staff(StaffRole.MANAGER)
    client = enter(boss)
    assert walk.case.number in text(client.get("/company/figures/refunds/"))
    answer(walk, Actor.staff(boss.id), 0)
    assert walk.case.number not in text(client.get("/company/figures/refunds/"))
