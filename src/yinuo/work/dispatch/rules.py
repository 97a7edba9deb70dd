"""Pure decisions of dispatch: what is left of a shift, and what speaks against a choice made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yinuo.base.period import Period
from yinuo.engines.routing import Bar

from .facts import Caution, TechnicianPause

MOST_PAUSE_MINUTES = 24 * 60
_LATE = 0.5
"""Above this probability of being late a choice by hand has to be confirmed: more likely late than not."""
_OF_BAR = {Bar.OFF_SHIFT: Caution.OFF_SHIFT, Bar.SHIFT_ENDS: Caution.SHIFT_ENDS}
_OF_DETAIL = {caution.value: caution for caution in Caution}


def duty_left(shift: Period, pauses: Iterable[TechnicianPause], at: datetime) -> Period | None:
    """The stretch of a shift in which somebody can be planned: a pause that runs at `at` moves its start, a
    pause to come ends it, so that nothing is planned across it. None where nothing is left."""
    starts_at, ends_at = shift.starts_at, shift.ends_at
    for pause in sorted(pauses, key=lambda pause: pause.starts_at):
        if pause.ends_at <= max(at, starts_at) or pause.starts_at >= pause.ends_at:
            continue
        if pause.starts_at <= max(at, starts_at):
            starts_at = pause.ends_at
        else:
            ends_at = min(ends_at, pause.starts_at)
            break
    return Period(starts_at, ends_at) if starts_at < ends_at else None


def cautions_of(bar: Bar | None, detail: str, standing: str, p_late: float) -> tuple[Caution, ...]:
    """What may be overruled, from how the engine appraised somebody."""
    found: list[Caution] = []
    if bar in _OF_BAR:
        found.append(_OF_BAR[bar])
    if detail in _OF_DETAIL:
        found.append(_OF_DETAIL[detail])
    if standing == "off" and Caution.OFF_SHIFT not in found:
        found.append(Caution.OFF_SHIFT)
    if p_late > _LATE:
        found.append(Caution.LATE)
    return tuple(found)


def may_pause(starts_in_minutes: int, minutes: int) -> bool:
    """Whether a pause is one: not in the past, and neither empty nor put off or lasting for days."""
    return 0 <= starts_in_minutes <= MOST_PAUSE_MINUTES and 0 < minutes <= MOST_PAUSE_MINUTES
