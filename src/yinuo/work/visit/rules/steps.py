"""The order of work on site (WK-01): find the fault, show it, quote, consent, work, test, hand over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yinuo.work.visit.facts import Moment, Progress, Step, VisitState


@dataclass(frozen=True, slots=True)
class _Rule:
    step: Step
    applies: Callable[[Progress], bool] = lambda progress: True


def _is_worked_on(progress: Progress) -> bool:
    """A declined quote ends the work but not the visit: what was disclosed is stated and paid."""
    return not progress.is_declined


def _is_opened(progress: Progress) -> bool:
    return progress.is_unlock and not progress.is_declined


_ORDER = (
    _Rule(Step.PRICE_LIST),
    _Rule(Step.ADULT),
    _Rule(Step.OWNERSHIP),
    _Rule(Step.DIAGNOSIS),
    _Rule(Step.QUOTE),
    _Rule(Step.DESTRUCTIVE, lambda p: p.is_destructive and not p.is_declined),
    _Rule(Step.WORK, _is_worked_on),
    _Rule(Step.OPENING, _is_opened),
    _Rule(Step.NEW_CODE, _is_opened),
    _Rule(Step.TEST, _is_worked_on),
    _Rule(Step.FIXING, lambda p: p.needs_fixing and not p.is_declined),
    _Rule(Step.OLD_PARTS, lambda p: p.has_parts),
    _Rule(Step.HAND_OVER, _is_worked_on),
    _Rule(Step.STATEMENT),
    _Rule(Step.PAYMENT),
    _Rule(Step.FINISH),
)
_STEPS = tuple(rule.step for rule in _ORDER)
_AFTER_WORK = frozenset(_STEPS[_STEPS.index(Step.WORK) + 1 :])


def steps_of(progress: Progress) -> tuple[Step, ...]:
    """The steps that this visit has, in order."""
    return tuple(rule.step for rule in _ORDER if rule.applies(progress))


def next_step(progress: Progress) -> Step | None:
    """The one step whose turn it is; None unless somebody is on site and something is left to do.

    While a new quote waits for the customer the work stands still, so nothing but the quote is next (QT-09).
    """
    if progress.state != VisitState.ON_SITE:
        return None
    if progress.open_version is not None:
        return Step.QUOTE
    return next((step for step in steps_of(progress) if step not in progress.done), None)


def may_do(progress: Progress, step: Step) -> bool:
    """Whether a step may be done now: it is its turn, ownership only where it is proven (ID-20), and the work
    of two only by two."""
    if step == Step.OWNERSHIP and not progress.is_proven:
        return False
    return next_step(progress) == step and not waits_for_crew(progress)


def waits_for_crew(progress: Progress) -> bool:
    """Whether the work can't start before the second of two is there. What comes before it, from the price
    list to the quote, whoever came first does alone."""
    is_alone = progress.crew_there < progress.crew_wanted
    return is_alone and next_step(progress) == Step.WORK


def moment_of(progress: Progress, *, has_consent: bool, has_quotes: bool) -> Moment:
    """What may be done at a visit with this progress; `has_consent`: the customer agrees to photos,
    `has_quotes`: a price was named, after which no serial number changes it."""
    return Moment(
        next_step=next_step(progress),
        waits_for_crew=waits_for_crew(progress),
        is_proven=progress.is_proven,
        is_quote_open=progress.open_version is not None,
        has_photo_consent=has_consent,
        may_propose=may_propose(progress),
        may_fit_parts=may_fit_parts(progress),
        may_photograph=may_photograph(progress, has_consent=has_consent),
        may_read_serial=progress.state == VisitState.ON_SITE and not has_quotes,
    )


def may_propose(progress: Progress) -> bool:
    """Whether a quote may be proposed: at its turn, or during the work before it is tested (QT-09)."""
    if progress.open_version is not None or progress.is_declined:
        return False
    is_turn = next_step(progress) == Step.QUOTE
    is_working = Step.WORK in progress.done and not progress.done & _AFTER_WORK
    return progress.state == VisitState.ON_SITE and (is_turn or is_working)


def may_fit_parts(progress: Progress) -> bool:
    """Whether parts may be fitted: between the start of the work and its test, no quote being open."""
    is_working = Step.WORK in progress.done and Step.TEST not in progress.done
    return progress.state == VisitState.ON_SITE and is_working and progress.open_version is None


def may_photograph(progress: Progress, *, has_consent: bool) -> bool:
    """Whether a photo inside may be taken (WK-06), never around the opening of a safe (ID-15)."""
    if progress.state != VisitState.ON_SITE or not has_consent:
        return False
    return next_step(progress) not in (Step.OPENING, Step.NEW_CODE)
