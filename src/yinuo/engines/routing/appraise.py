"""What each technician would mean for one seat: for a person who decides, and wants to see everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from yinuo.engines.routing.calls import gather
from yinuo.engines.routing.facts import Request, State
from yinuo.engines.routing.fleet import muster
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.reason import Bar, Candidate, Excluded, Outcome, Reason, Rule
from yinuo.engines.routing.reasons import candidate_at
from yinuo.engines.routing.score import BARS, FREE_TO_GO, Scorer
from yinuo.engines.routing.travel import Travel


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One technician for one seat. `bar` says why the engine would not send him, None where it would;
    `detail` is the reason code of one who is barred by name. The figures are there either way."""

    candidate: Candidate
    bar: Bar | None
    detail: str


def appraise(
    state: State, request: Request, now: datetime, travel: Travel, params: Params
) -> tuple[Appraisal, ...]:
    """Everybody of the state for this one seat, as if nothing else waited: those who can come first, the
    cheapest first, then the others by arrival.

    What is under way counts: who is busy comes after the visit in hand. The request need not be part of the
    state, and a seat that somebody has already may be asked about.
    """
    if not state.technicians:
        return ()
    fleet, calls = muster(state, now, params), gather((request,), now)
    scorer = Scorer(now, travel, params)
    scores = scorer.score(fleet, calls)
    told = dict(request.barred_reasons)
    found = []
    for column, id in enumerate(fleet.ids):
        code = int(scores.bar[0, column])
        bar = None if code == FREE_TO_GO else BARS[code]
        candidate = candidate_at(scorer, fleet, scores, (0, column), None)
        candidate = replace(candidate, total=sum(astuple(candidate.terms)))
        found.append(Appraisal(candidate, bar, told.get(id, "") if bar is Bar.BARRED else ""))
    return tuple(sorted(found, key=_order))


def reason_by_hand(
    request: Request, appraisals: Sequence[Appraisal], technician_id: str, params: Params
) -> Reason:
    """The reason of a choice that a person made: the chosen one beside those whom the engine would weigh.

    Raises StopIteration for a technician who wasn't appraised.
    """
    chosen = next(a for a in appraisals if a.candidate.technician_id == technician_id)
    able = [a.candidate for a in appraisals if a.bar is None]
    others = [candidate for candidate in able if candidate.technician_id != technician_id]
    kept = others[: params.candidates_kept]
    if others:
        nearest = min(others, key=lambda candidate: candidate.travel_minutes)
        kept = kept if nearest in kept else [*kept, nearest]
    barred = Counter((a.bar, a.detail) for a in appraisals if a.bar and a is not chosen)
    return Reason(
        request_id=request.id,
        seat=request.seat,
        rule=Rule.BY_HAND,
        outcome=Outcome.GOES,
        chosen=chosen.candidate,
        others=tuple(kept),
        candidates=len(able),
        excluded=tuple(
            Excluded(bar, detail, count)
            for (bar, detail), count in sorted(barred.items(), key=lambda item: _rank(*item[0]))
        ),
    )


def _rank(bar: Bar, detail: str) -> tuple[int, str]:
    return BARS.index(bar), detail


def _order(appraisal: Appraisal) -> tuple[bool, float, str]:
    candidate = appraisal.candidate
    by = candidate.minutes if appraisal.bar else candidate.total
    return appraisal.bar is not None, by, candidate.technician_id
