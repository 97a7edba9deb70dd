"""A promise's time: its deadline and its warnings, pauses not counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from yinuo.engines.rulebook import Rung
from yinuo.promise.facts import PauseFacts, PromiseFacts, PromiseState

SETTLE = timedelta(seconds=1)
"""How long after a deadline the watch looks: a line written just before it may commit just after it.
The verdict carries the deadline all the same."""

MOST_PAUSED = timedelta(days=30)
"""The longest pause that may be agreed at once."""


def instant_after(starts_at: datetime, length: timedelta, pauses: Sequence[PauseFacts]) -> datetime:
    """The earliest instant at which `length` has passed since `starts_at`, pauses not counted.

    Overlapping pauses count once; a pause that begins when the time is already up changes nothing.
    """
    cursor, left = starts_at, length
    for pause in sorted(pauses, key=lambda pause: pause.starts_at):
        begins_at = max(pause.starts_at, cursor)
        if begins_at - cursor >= left:
            break
        if pause.ends_at > begins_at:
            left -= begins_at - cursor
            cursor = pause.ends_at
    return cursor + left


def effective_due(made_at: datetime, due_at: datetime, pauses: Sequence[PauseFacts]) -> datetime:
    """The deadline that counts: `due_at` moved by the pauses that the customer agreed to."""
    return instant_after(made_at, due_at - made_at, pauses)


def agreed_start(first_at: datetime | None, pauses: Sequence[PauseFacts]) -> datetime | None:
    """Before when nobody comes: as agreed with the newest pause that stands, else with the promise itself."""
    agreed = [p for p in pauses if p.ends_at > p.starts_at and p.not_before_at is not None]
    newest = max(agreed, key=lambda pause: (pause.consent_at, pause.starts_at), default=None)
    return newest.not_before_at if newest else first_at


def start_ahead(promise: PromiseFacts, now: datetime) -> datetime | None:
    """The agreed start of a promise, where that lies ahead and leaves time before the deadline."""
    at = promise.not_before_at
    return at if at is not None and now < at < promise.deadline_at else None


def time_left(promise: PromiseFacts, now: datetime) -> timedelta:
    """How much of the promised time is left on the clock at `now`: what lies before the deadline, pauses not
    counted. Negative once the deadline has passed."""
    left, cursor = promise.deadline_at - now, now
    for pause in sorted(promise.pauses, key=lambda pause: pause.starts_at):
        begins_at = max(pause.starts_at, cursor)
        if begins_at < min(pause.ends_at, promise.deadline_at):
            left -= pause.ends_at - begins_at
            cursor = pause.ends_at
    return left


def pause_until(promise: PromiseFacts, deadline_at: datetime, now: datetime) -> datetime:
    """Until when the clock must stand still from `now` on, for the promise to fall due at `deadline_at`; not
    before `now`, since time that has passed isn't given back."""
    return max(now, deadline_at - time_left(promise, now))


def rung_times(
    made_at: datetime, due_at: datetime, ladder: Sequence[Rung], pauses: Sequence[PauseFacts]
) -> tuple[datetime, ...]:
    """When each step of the ladder is reached, in the promise's own unpaused time."""
    length = due_at - made_at
    return tuple(instant_after(made_at, length * rung.share, pauses) for rung in ladder)


def first_look(made_at: datetime, due_at: datetime, ladder: Sequence[Rung]) -> datetime:
    """When to look at a new promise for the first time: at its first warning, or its deadline."""
    times = rung_times(made_at, due_at, ladder, ())
    return min((*times, due_at)) + SETTLE


def may_pause(promise: PromiseFacts, pause: PauseFacts, now: datetime) -> bool:
    """Whether a pause may be agreed: on a running promise, from now or later but before the deadline,
    with an end that is no further than MOST_PAUSED away, so that no promise is paused to death."""
    return (
        promise.state is PromiseState.RUNNING
        and pause.consent_at <= now <= pause.starts_at < promise.deadline_at
        and timedelta() < pause.ends_at - pause.starts_at <= MOST_PAUSED
    )
