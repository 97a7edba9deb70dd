"""What a technician may do now, and where each deed leads: for the screen, and for the phone's plan ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yinuo.case.facts import DocumentKind, ProofKind
from yinuo.case.rules import needs_of, with_proof
from yinuo.work.visit.facts import (
    ENDED,
    Deed,
    Moment,
    Progress,
    Standing,
    Step,
    VisitState,
    Wait,
    When,
)

from .steps import moment_of

_BY_STATE = {
    VisitState.PLANNED: (Deed.LEAVE, Deed.LATE, Deed.DECLINE),
    VisitState.ON_THE_WAY: (Deed.KNOCK, Deed.CODE, Deed.LATE, Deed.DECLINE),
    VisitState.AT_DOOR: (Deed.CODE, Deed.KNOCK),
}
_BY_STEP: Mapping[Step, Deed] = {
    Step.PRICE_LIST: Deed.PRICE_LIST,
    Step.ADULT: Deed.ADULT,
    Step.OWNERSHIP: Deed.OWNERSHIP,
    Step.DIAGNOSIS: Deed.DIAGNOSIS,
    Step.QUOTE: Deed.QUOTE,
    Step.WORK: Deed.START,
    Step.OPENING: Deed.OPENING,
    Step.NEW_CODE: Deed.NEW_CODE,
    Step.TEST: Deed.TEST,
    Step.FIXING: Deed.FIXING,
    Step.OLD_PARTS: Deed.OLD_PARTS,
    Step.HAND_OVER: Deed.HAND_OVER,
    Step.STATEMENT: Deed.STATEMENT,
    Step.PAYMENT: Deed.PAYMENT,
    Step.FINISH: Deed.FINISH,
}
_STEP_OF = {deed: step for step, deed in _BY_STEP.items()}
_PHOTO_STEPS = (Step.DIAGNOSIS, Step.QUOTE, Step.WORK, Step.TEST, Step.FIXING, Step.HAND_OVER)
_REACHES = {
    Deed.LEAVE: VisitState.ON_THE_WAY,
    Deed.KNOCK: VisitState.AT_DOOR,
    Deed.FINISH: VisitState.FINISHED,
    Deed.STOP: VisitState.STOPPED,
}


def deeds_at(here: Standing) -> tuple[Deed, ...]:
    """What may be done now, the next step first; nothing once the visit has ended."""
    state = here.progress.state
    if state in ENDED:
        return ()
    if state is VisitState.ON_SITE:
        passing = (Deed.GIVE_LEAD,) if here.may_give_lead else ()
        return (*_on_site(here), *passing, Deed.STOP)
    return _BY_STATE[state] if here.is_other_at_work else (*_BY_STATE[state], Deed.STOP)


def wait_at(here: Standing) -> Wait | None:
    """Whom the work waits for: the customer, who decides on a quote or on drilling, or the second of two."""
    moment = _moment(here)
    if moment.is_quote_open or moment.next_step is Step.DESTRUCTIVE:
        return Wait.CUSTOMER
    return Wait.PARTNER if moment.waits_for_crew else None


def ways_from(here: Standing, deed: Deed) -> tuple[tuple[When, Standing], ...]:
    """Where the visit stands after a deed, by what its form says; of these the first that fits is meant.

    A code counts as right here: whether it was, the server says when it hears of it.
    """
    if deed is Deed.PROOF:
        return _after_proof(here)
    if deed is Deed.QUOTE:
        plain = here.progress.accepted_version is None
        drilling: When = (("is_destructive", "on"),)
        return ((drilling, _quoted(here, is_plain=False)), ((), _quoted(here, is_plain=plain)))
    if deed is Deed.STATEMENT:
        nothing_due = _done(_done(here, Step.STATEMENT), Step.PAYMENT)
        return (((("due", "0"),), nothing_due), ((), _done(here, Step.STATEMENT)))
    return (((), _after(here, deed)),)


def _on_site(here: Standing) -> tuple[Deed, ...]:
    moment = _moment(here)
    deeds = [] if moment.next_step is None else _turn(here, moment, moment.next_step)
    if moment.next_step is Step.DIAGNOSIS and moment.may_read_serial:
        deeds.append(Deed.SERIAL)
    if moment.may_fit_parts:
        deeds.append(Deed.PART)
    if moment.next_step in _PHOTO_STEPS:
        deeds.append(Deed.PHOTO)
    if moment.may_propose and Deed.QUOTE not in deeds:
        deeds.append(Deed.QUOTE)
    return tuple(deeds)


def _turn(here: Standing, moment: Moment, step: Step) -> list[Deed]:
    """The deed whose turn it is; none where it is the customer's, or the second technician's."""
    if moment.is_quote_open:
        return [Deed.ACCEPT_HERE] if here.is_open_plain else []
    if moment.waits_for_crew or step is Step.DESTRUCTIVE:
        return []
    if step is Step.OWNERSHIP and not moment.is_proven:
        return [Deed.PROOF]
    return [_BY_STEP[step]]


def _moment(here: Standing) -> Moment:
    return moment_of(here.progress, has_consent=here.has_photo_consent, has_quotes=here.has_quotes)


def _after(here: Standing, deed: Deed) -> Standing:
    progress = here.progress
    if deed in _REACHES:
        return _with(here, replace(progress, state=_REACHES[deed]))
    if deed is Deed.CODE:
        there = progress.crew_there + 1
        return _with(here, replace(progress, state=VisitState.ON_SITE, crew_there=there))
    if deed is Deed.PART:
        return _with(here, replace(progress, has_parts=True))
    if deed is Deed.ACCEPT_HERE:
        version = progress.open_version
        accepted = replace(progress, accepted_version=version, open_version=None)
        return _done(replace(here, progress=accepted, is_open_plain=False), Step.QUOTE)
    return _done(here, _STEP_OF[deed]) if deed in _STEP_OF else here


def _after_proof(here: Standing) -> tuple[tuple[When, Standing], ...]:
    """One way for each kind and document that would count, and one for a proof that doesn't."""
    kinds = dict.fromkeys(kind for item in here.proof.missing for kind in item)
    counting = ((kind, document) for kind in kinds for document in needs_of(kind).documents)
    ways = tuple(_seen(here, kind, document) for kind, document in counting)
    return (*ways, ((), here))


def _seen(here: Standing, kind: ProofKind, document: DocumentKind) -> tuple[When, Standing]:
    proof = with_proof(here.proof, kind, document)
    is_proven = here.progress.is_proven or proof.is_complete
    when = (("kind", kind.value), ("document", document.value), ("name_matches", "yes"))
    then = replace(here, proof=proof, progress=replace(here.progress, is_proven=is_proven))
    return when, then


def _quoted(here: Standing, *, is_plain: bool) -> Standing:
    version = (here.progress.accepted_version or 0) + 1
    progress = replace(here.progress, open_version=version)
    return replace(here, progress=progress, has_quotes=True, is_open_plain=is_plain)


def _done(here: Standing, step: Step) -> Standing:
    return _with(here, replace(here.progress, done=here.progress.done | {step}))


def _with(here: Standing, progress: Progress) -> Standing:
    return replace(here, progress=progress)
