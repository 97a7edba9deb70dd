"""The order of steps: whatever a visit is like, exactly one step is next, and stopping needs none of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from yinuo.work.visit.facts import Progress, Step, VisitState
from yinuo.work.visit.rules.steps import (
    may_do,
    may_fit_parts,
    may_photograph,
    may_propose,
    next_step,
    steps_of,
    waits_for_crew,
)

FRESH = Progress(
    state=VisitState.ON_SITE,
    done=frozenset(),
    is_unlock=False,
    needs_fixing=False,
    has_parts=False,
    is_proven=True,
    accepted_version=None,
    open_version=None,
    is_declined=False,
    is_destructive=False,
    due_fen=None,
    crew_wanted=1,
    crew_there=1,
)
KINDS = st.builds(
    Progress,
    state=st.just(VisitState.ON_SITE),
    done=st.just(frozenset[Step]()),
    is_unlock=st.booleans(),
    needs_fixing=st.booleans(),
    has_parts=st.booleans(),
    is_proven=st.just(True),
    accepted_version=st.none(),
    open_version=st.none(),
    is_declined=st.booleans(),
    is_destructive=st.booleans(),
    due_fen=st.none(),
    crew_wanted=st.just(1),
    crew_there=st.just(1),
)


def walked(progress: Progress, steps: int) -> Progress:
    """The progress after so many of its steps."""
    return replace(progress, done=frozenset(steps_of(progress)[:steps]))


@given(progress=KINDS, steps=st.integers(0, 16))
def test_WK_01_from_any_reachable_state_only_the_one_next_step_is_accepted(
    progress: Progress, steps: int
) -> None:
    here = walked(progress, steps)
    accepted = [step for step in Step if may_do(here, step)]
    order = steps_of(progress)
    assert accepted == list(order[steps : steps + 1])


@given(progress=KINDS)
def test_every_visit_ends_with_statement_payment_and_finish(progress: Progress) -> None:
    assert steps_of(progress)[-3:] == (Step.STATEMENT, Step.PAYMENT, Step.FINISH)


@given(progress=KINDS, steps=st.integers(0, 16))
def test_no_work_comes_before_the_quote_nor_payment_before_the_statement(
    progress: Progress, steps: int
) -> None:
    done = walked(progress, steps).done
    for later, earlier in (
        (Step.WORK, {Step.PRICE_LIST, Step.ADULT, Step.OWNERSHIP, Step.DIAGNOSIS, Step.QUOTE}),
        (Step.OPENING, {Step.OWNERSHIP, Step.QUOTE, Step.WORK}),
        (Step.PAYMENT, {Step.STATEMENT}),
        (Step.FINISH, {Step.PAYMENT}),
    ):
        if later in done:
            assert earlier <= done


@given(progress=KINDS, steps=st.integers(0, 16), proven=st.booleans())
def test_ID_20_the_gate_of_ownership_opens_only_with_its_proofs(
    progress: Progress, steps: int, proven: bool
) -> None:
    here = replace(walked(progress, steps), is_proven=proven)
    if may_do(here, Step.OWNERSHIP):
        assert proven


@given(progress=KINDS, steps=st.integers(0, 16), state=st.sampled_from(VisitState))
def test_nothing_is_done_but_on_site(progress: Progress, steps: int, state: VisitState) -> None:
    elsewhere = replace(walked(progress, steps), state=state)
    if state is not VisitState.ON_SITE:
        assert next_step(elsewhere) is None
        assert not may_photograph(elsewhere, has_consent=True)
        assert not may_propose(elsewhere)
        assert not may_fit_parts(elsewhere)


@given(progress=KINDS, steps=st.integers(0, 16))
def test_work_for_two_starts_only_when_both_are_there(progress: Progress, steps: int) -> None:
    alone = replace(walked(progress, steps), crew_wanted=2)
    both = replace(alone, crew_there=2)
    step = next_step(alone)
    assert step is next_step(both)
    if step is not None and may_do(both, step):
        assert may_do(alone, step) is (step is not Step.WORK)
    assert waits_for_crew(alone) is (step is Step.WORK)
    assert not waits_for_crew(both)


@given(progress=KINDS, steps=st.integers(0, 16))
def test_QT_09_while_a_quote_waits_everything_else_does(progress: Progress, steps: int) -> None:
    here = replace(walked(progress, steps), open_version=2)
    assert next_step(here) is Step.QUOTE
    assert not may_propose(here)
    assert not may_fit_parts(here)


@given(progress=KINDS, steps=st.integers(0, 16))
def test_ID_15_nothing_is_photographed_while_a_safe_is_opened(
    progress: Progress, steps: int
) -> None:
    here = walked(progress, steps)
    if next_step(here) in (Step.OPENING, Step.NEW_CODE):
        assert not may_photograph(here, has_consent=True)
    assert not may_photograph(here, has_consent=False)


def test_a_declined_quote_leaves_only_the_bill() -> None:
    declined = replace(FRESH, is_declined=True)
    assert steps_of(declined)[5:] == (Step.STATEMENT, Step.PAYMENT, Step.FINISH)
    assert not may_propose(replace(declined, done=frozenset(steps_of(declined)[:5])))


def test_parts_are_fitted_between_start_and_test() -> None:
    order = steps_of(FRESH)
    fits = [step for n, step in enumerate(order) if may_fit_parts(walked(FRESH, n))]
    assert fits == [Step.TEST]
