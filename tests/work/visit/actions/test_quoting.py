"""Quotes: lines of the price list, decided on by the customer before the work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.work.visit.walk import BOARD, DRILL, DRILLED, OPENING, on_site, price_promises
from tests.world import UNLOCK, body, kinds
from yinuo.base.errors import YinuoError
from yinuo.promise.actions import accept_price, decline_price
from yinuo.promise.facts import PromiseState
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.actions import (
    accept_destructive,
    show_statement,
    start_work,
)
from yinuo.work.visit.errors import (
    FieldMissing,
    LineNotOnList,
    PartNotAccepted,
    QuoteLocked,
    QuoteStale,
    StepNotYet,
)
from yinuo.work.visit.facts import QuoteState, Step, WantedLine

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_quote_is_its_lines_and_their_sum_and_is_promised_when_accepted() -> None:
    walk = on_site().to(Step.QUOTE)
    quote = walk.propose()
    assert [(line.code, line.amount_fen) for line in quote.lines] == [
        ("VISIT", 5000),
        ("INSPECT", 3000),
        ("R-BOLT", 6000),
    ]
    assert (quote.total_fen, quote.disclosed_fen, quote.version) == (14000, 8000, 1)
    assert price_promises(walk) == []
    walk.accept()
    assert price_promises(walk) == [(PromiseState.RUNNING, 14000)]
    assert body(walk.case, "visit.quote.accepted") == {"version": 1, "total_fen": 14000}


def test_accepted_twice_it_counts_and_is_promised_once() -> None:
    walk = on_site().to(Step.QUOTE)
    walk.propose()
    walk.accept()
    walk.accept()
    assert kinds(walk.case).count("visit.quote.accepted") == 1
    assert len(price_promises(walk)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (("GIFT", 1),),
        (("VISIT", 0),),
        (("VISIT", -1),),
        (("VISIT", 100),),
        (("VISIT", 60), ("VISIT", 60)),
        (("VISIT", 1), ("GIFT", 1)),
        (("NIGHT", 1),),
        (("VISIT", 2), ("R-BOLT", 1)),
    ],
    ids=[
        "empty",
        "invented",
        "none",
        "negative",
        "many",
        "many-in-two",
        "one-invented",
        "by-day",
        "visit-twice",
    ],
)
def test_what_is_not_on_the_price_list_is_no_quote(lines: tuple[tuple[str, int], ...]) -> None:
    walk = on_site().to(Step.QUOTE)
    wanted = tuple(WantedLine(*line) for line in lines)
    with pytest.raises(YinuoError):
        walk.act(visit.propose_quote, lines=wanted, finish_by=walk.now + timedelta(hours=2))
    assert reads.find_quote(walk.visit_id) is None
    assert "visit.quote.proposed" not in kinds(walk.case)


def test_a_quote_names_a_finish_that_is_still_to_come() -> None:
    walk = on_site().to(Step.QUOTE)
    with pytest.raises(FieldMissing):
        walk.propose(finish_minutes=-5)


def test_only_one_quote_is_open_at_a_time() -> None:
    walk = on_site().to(Step.QUOTE)
    walk.propose()
    with pytest.raises(QuoteLocked):
        walk.propose()


def test_deciding_on_another_version_than_the_newest_changes_nothing() -> None:
    walk = on_site().to(Step.QUOTE)
    walk.propose()
    for action in (accept_price, decline_price):
        with pytest.raises(QuoteStale):
            walk.say(action, version=2)
    newest = reads.find_quote(walk.visit_id)
    assert newest is not None
    assert newest.state is QuoteState.PROPOSED


def test_a_decided_quote_can_not_be_decided_the_other_way() -> None:
    walk = on_site().to(Step.QUOTE)
    walk.propose()
    walk.accept()
    with pytest.raises(QuoteLocked):
        walk.decline()
    assert price_promises(walk) == [(PromiseState.RUNNING, 14000)]


class TestASecondVersion:
    """More work was found while working."""

    def test_it_holds_all_that_was_accepted(self) -> None:
        walk = on_site().to(Step.WORK)
        walk.do(Step.WORK)
        for lines in ((("VISIT", 1), ("R-HANDLE", 1)), (("R-HANDLE", 1),)):
            with pytest.raises(LineNotOnList):
                walk.propose(*lines)
        quote = walk.propose(*walk.lines, ("R-HANDLE", 1))
        assert [line.code for line in quote.lines] == ["VISIT", "INSPECT", "R-BOLT", "R-HANDLE"]
        assert (quote.version, quote.total_fen) == (2, 19000)

    def test_while_it_waits_the_work_stands_still(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        walk.act(start_work)
        walk.propose(*BOARD, ("R-HANDLE", 1))
        assert reads.get_next_step(walk.visit_id) is Step.QUOTE
        with pytest.raises(PartNotAccepted):
            walk.fit("P-BOARD")
        with pytest.raises(StepNotYet):
            walk.do(Step.TEST)
        walk.accept(2)
        walk.fit("P-BOARD")
        walk.do(Step.TEST)

    def test_accepted_it_replaces_the_promised_price(self) -> None:
        walk = on_site().to(Step.WORK)
        walk.do(Step.WORK)
        walk.propose(*walk.lines, ("R-HANDLE", 1))
        walk.accept(2)
        assert price_promises(walk) == [
            (PromiseState.RELEASED, 14000),
            (PromiseState.RUNNING, 19000),
        ]
        states = [quote.state for quote in reads.list_quotes(walk.visit_id)]
        assert states == [QuoteState.SUPERSEDED, QuoteState.ACCEPTED]

    def test_declined_it_leaves_the_accepted_one_in_force(self) -> None:
        walk = on_site().to(Step.WORK)
        walk.do(Step.WORK)
        walk.propose(*walk.lines, ("R-HANDLE", 1))
        walk.decline(2)
        assert price_promises(walk) == [(PromiseState.RUNNING, 14000)]
        walk.finish()
        assert reads.get_payment(walk.visit_id).recorded_fen == 14000

    def test_after_the_test_there_is_none(self) -> None:
        walk = on_site().to(Step.HAND_OVER)
        with pytest.raises(StepNotYet):
            walk.propose(*walk.lines, ("R-HANDLE", 1))

    def test_what_was_consented_to_destroy_stands_in_it_unchanged(self) -> None:
        walk = on_site(UNLOCK, lines=OPENING, destructive=DRILL).to(Step.WORK)
        walk.act(start_work)
        assert "visit.destructive.accepted" in kinds(walk.case)
        with pytest.raises(QuoteLocked):
            walk.propose(*OPENING, ("R-LOCK", 1), destructive=replace(DRILL, damage="更多"))
        quote = walk.propose(*OPENING, ("R-LOCK", 1))
        assert quote.destructive == DRILLED


class TestDeclined:
    """The customer says no to the first quote."""

    def test_only_what_was_disclosed_is_stated_and_paid(self) -> None:
        walk = on_site().to(Step.QUOTE)
        walk.propose()
        walk.decline()
        assert reads.get_next_step(walk.visit_id) is Step.STATEMENT
        statement = walk.act(show_statement)
        assert [line.code for line in statement.lines] == ["VISIT", "INSPECT"]
        assert (statement.total_fen, statement.is_declined) == (8000, True)
        walk.finish()
        assert reads.get_payment(walk.visit_id).recorded_fen == 8000

    def test_no_work_can_start_and_no_other_quote_be_pressed(self) -> None:
        walk = on_site().to(Step.QUOTE)
        walk.propose()
        walk.decline()
        with pytest.raises(StepNotYet):
            walk.act(start_work)
        with pytest.raises(StepNotYet):
            walk.propose()


class TestParts:
    """What is fitted was accepted, and what was not fitted is not charged."""

    def test_a_part_beyond_the_quote_is_refused(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        with pytest.raises(PartNotAccepted):
            walk.fit("P-BOARD")
        walk.act(start_work)
        for code, quantity in (("P-LOCK", 1), ("P-BOARD", 2), ("P-BOARD", 0), ("R-BOARD", 1)):
            with pytest.raises(PartNotAccepted):
                walk.fit(code, quantity)
        walk.fit("P-BOARD")
        with pytest.raises(PartNotAccepted):
            walk.fit("P-BOARD")

    def test_a_part_needs_its_proof_its_number_and_its_sealed_package(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        walk.act(start_work)
        for lacking in ({"fault_proof": " "}, {"serial": ""}, {"was_shown_sealed": False}):
            with pytest.raises(FieldMissing):
                walk.fit("P-BOARD", **lacking)
        assert reads.list_parts(walk.visit_id) == ()

    def test_old_parts_are_asked_about_only_where_parts_were_fitted(self) -> None:
        walk = on_site(lines=BOARD).to(Step.OLD_PARTS)
        assert [part.code for part in reads.list_parts(walk.visit_id)] == ["P-BOARD"]


def test_destruction_waits_for_its_own_consent() -> None:
    walk = on_site(UNLOCK, lines=OPENING, destructive=DRILL).to(Step.DESTRUCTIVE)
    with pytest.raises(StepNotYet):
        walk.act(start_work)
    walk.say(accept_destructive)
    walk.act(start_work)
    assert body(walk.case, "visit.destructive.accepted") == {"new_lock_fen": DRILLED.new_lock_fen}


def test_ID_14_the_new_lock_is_a_part_on_the_list_at_its_price_there() -> None:
    walk = on_site(UNLOCK, lines=OPENING).to(Step.QUOTE)
    for code in ("R-LOCK", "GIFT"):
        with pytest.raises(YinuoError):
            walk.propose(*OPENING, destructive=replace(DRILL, new_lock_code=code))
    without = walk.propose(*OPENING, destructive=replace(DRILL, new_lock_code=None)).destructive
    assert without is not None
    assert without.new_lock_fen == 0
