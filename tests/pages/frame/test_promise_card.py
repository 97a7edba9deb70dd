"""Where a promise stands on its rail, and which of its states a card shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.rulebook import PromiseKind
from yinuo.pages.frame.promise_card import PromiseCard, promise_card
from yinuo.promise.facts import PromiseFacts, PromiseState, RemedyFacts

NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)
ID = UUID(int=7)


def minutes(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


def make(
    *,
    made: float = -13,
    due: float = 17,
    eta: float | None = 11,
    state: PromiseState = PromiseState.RUNNING,
    verdict: float | None = None,
    paid_fen: int | None = None,
) -> PromiseCard:
    promise = PromiseFacts(
        id=ID,
        region="370100",
        case_id=ID,
        kind=PromiseKind.ARRIVE,
        state=state,
        made_at=minutes(made),
        due_at=minutes(due - 5),
        deadline_at=minutes(due),
        within_minutes=30,
        quoted_p=0.95,
        at_most_fen=None,
        visit_id=None,
        quote_version=None,
        keeps_when=(),
        weak=(),
        weak_after_minutes=1440,
        credit_fen=2000,
        refund_excess=False,
        refund_excess_up_to_fen=0,
        ladder=(),
        rung=0,
        pauses=(),
        verdict_at=None if verdict is None else minutes(verdict),
        judged_at=None,
        corrected_at=None,
        evidence_seq=None,
        look_at=None,
        rulebook_id="r",
    )
    remedy = RemedyFacts(ID, ID, paid_fen, 0, 0, NOW) if paid_fen is not None else None
    eta_at = None if eta is None else minutes(eta)
    return promise_card(promise, now=NOW, eta_at=eta_at, remedy=remedy)


def test_a_card_counts_to_the_deadline_after_pauses() -> None:
    assert make().due_at == minutes(17)


def test_the_rail_ends_at_the_deadline_while_the_technician_is_in_time() -> None:
    card = make()
    assert card.ends_at == minutes(17)
    assert card.at_now.x == "43.3%"
    assert card.at_eta is not None
    assert card.at_eta.x == "80.0%"
    assert (card.is_late, card.spare_minutes, card.late_minutes) == (False, 6, 0)


def test_the_rail_grows_to_a_late_arrival_and_marks_the_deadline_on_it() -> None:
    card = make(eta=23)
    assert card.ends_at == minutes(23)
    assert card.at_due.x == "83.3%"
    assert (card.is_late, card.spare_minutes, card.late_minutes) == (True, 0, 6)


def test_a_label_near_an_end_leans_inwards() -> None:
    assert make(made=0, due=30).at_now.anchor == "start"
    assert make(made=-15, due=15, eta=None).at_now.anchor == "middle"
    assert make(made=-29, due=1, eta=None).at_now.anchor == "end"


def test_a_later_time_than_the_usual_is_called_so_and_half_a_minute_is_not() -> None:
    assert make(made=-10, due=60).is_honest_later
    assert not make(made=-13, due=17.5).is_honest_later


def test_past_due_without_a_verdict_is_neither_kept_nor_broken() -> None:
    card = make(made=-31, due=-1, eta=4)
    assert (card.is_overdue, card.is_kept, card.is_broken) == (True, False, False)
    assert card.left_minutes == 0


def test_a_kept_promise_says_how_early_by_the_evidence_not_the_forecast() -> None:
    card = make(made=-40, due=-10, eta=-11, state=PromiseState.KEPT, verdict=-18)
    assert card.is_kept
    assert card.spare_minutes == 8


def test_a_broken_promise_shows_what_was_paid() -> None:
    card = make(made=-34, due=-4, eta=5, state=PromiseState.BROKEN, verdict=-4, paid_fen=2000)
    assert (card.is_broken, card.paid_fen, card.is_overdue) == (True, 2000, False)


@given(
    made=st.floats(-500, 0),
    due=st.floats(-400, 500),
    eta=st.none() | st.floats(-400, 900),
)
def test_every_mark_stays_on_the_rail(made: float, due: float, eta: float | None) -> None:
    card = make(made=made, due=max(made, due), eta=eta)
    marks = [card.at_now, card.at_due, *([card.at_eta] if card.at_eta else [])]
    assert all(0 <= mark.percent <= 100 for mark in marks)
    assert card.left_minutes >= 0


def test_the_rail_of_a_broken_promise_ends_at_its_deadline_though_somebody_is_still_coming() -> (
    None
):
    card = make(state=PromiseState.BROKEN, due=17, eta=60, verdict=17)
    assert card.ends_at == card.due_at
    assert card.at_now.percent == 100
