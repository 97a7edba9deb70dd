"""Pure decisions about notices: when one may go out, when to try again, how its text reads."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from string import Formatter

from yinuo.base.local_time import ZONE, date_text, local_date
from yinuo.base.money import Fen, format_yuan

from .facts import Both, ChannelKind, Param, Params, ParamsMissing

QUIET_FROM, QUIET_TO = time(21, 0), time(8, 0)
"""No notice that can wait goes out in these hours (CM-08)."""
LEASE = timedelta(minutes=3)
"""How long a sender may hold a notice; past it another one takes over. Longer than the longest talk: with a
mail server a dozen exchanges (greeting to QUIT), each of which ends after EMAIL_TIMEOUT (10 s); with an SMS
gateway or push services, what `adapters` bounds by TALK_SECONDS."""
_BACKOFF = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
REMIND_BEFORE = (timedelta(days=1), timedelta(hours=2))
"""How long before a visit its customer is reminded (AR-03)."""
_REMIND_AFTER = timedelta(hours=1)  # nobody needs reminding of what was said within the hour
_LEAD = timedelta(minutes=30)  # before the quiet hours begin: time for a try or two
_LOTS = 1000
_LONGEST_WAIT = timedelta(hours=6)
_BREAKS = re.compile(r"[\u0000-\u001f\u007f-\u009f\u2028\u2029]+")
_VALUE_LIMIT = 200


def earliest_at(wanted_at: datetime, *, is_urgent: bool) -> datetime:
    """The first moment at or after `wanted_at` at which a notice may go out: outside quiet hours
    unless it is urgent."""
    local = wanted_at.astimezone(ZONE)
    if is_urgent or QUIET_TO <= local.time() < QUIET_FROM:
        return wanted_at
    day = local.date() if local.time() < QUIET_TO else local.date() + timedelta(days=1)
    return datetime.combine(day, QUIET_TO, tzinfo=ZONE).astimezone(wanted_at.tzinfo)


def next_try_at(
    attempts: int,
    now: datetime,
    expires_at: datetime | None,
    *,
    lot: int = 0,
    wait: timedelta | None = None,
) -> datetime | None:
    """When to try again after `attempts` tries failed for now; None once it isn't worth while.

    Each wait is drawn out by up to a fifth by the notice's own `lot`, so that what failed together doesn't
    come back together; it is never shorter than what the peer asked for (`wait`).
    """
    if attempts > len(_BACKOFF):
        return None
    drawn_out = _BACKOFF[attempts - 1] * (1 + lot % _LOTS / _LOTS / 5)
    at = now + max(drawn_out, min(wait or timedelta(0), _LONGEST_WAIT))
    return None if expires_at is not None and at >= expires_at else at


def is_left_at_that(channel: ChannelKind, doubts: int) -> bool:
    """Whether a talk that may have gone through is not begun again: an SMS that was handed over twice, each
    time without an answer, may lie on the phone twice already. Mail carries its own Message-ID and a push
    its topic, by which a twin is dropped, so they are sent until somebody answers."""
    return channel is ChannelKind.SMS and doubts >= 2


def reminder_times(starts_at: datetime, now: datetime) -> tuple[datetime, ...]:
    """When to remind of a visit that begins at `starts_at`: a day before and two hours before (AR-03), as far
    as that is still to come. What would ring in quiet hours rings before them, since after them may be too
    late; two that fall together are one."""
    wanted = (starts_at - before for before in REMIND_BEFORE)
    times = {_before_quiet(at) for at in wanted}
    return tuple(sorted(at for at in times if at >= now + _REMIND_AFTER))


def _before_quiet(at: datetime) -> datetime:
    local = at.astimezone(ZONE)
    if QUIET_TO <= local.time() < QUIET_FROM:
        return at
    day = local.date() if local.time() >= QUIET_FROM else local.date() - timedelta(days=1)
    last = datetime.combine(day, QUIET_FROM, tzinfo=ZONE) - _LEAD
    return last.astimezone(at.tzinfo)


def names_in(text: str) -> frozenset[str]:
    """The values that a text needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def choose_params(needed: frozenset[str], given: Params) -> dict[str, Param]:
    """The given values that are needed, and no other: what isn't said isn't kept. ParamsMissing."""
    missing = needed - given.keys()
    if missing:
        raise ParamsMissing(f"missing: {', '.join(sorted(missing))}")
    return {name: given[name] for name in sorted(needed)}


def fill(text: str, params: Params, *, language: str) -> str:
    """The text with its values: `…_at` as a local time, `…_fen` as an amount, others as they are.

    Line breaks in a value become spaces, so that none can start a header or a line of its own.
    """
    spoken = {name: say(name, value, language) for name, value in params.items()}
    return text.format_map(spoken)


def say(name: str, value: Param, language: str) -> str:
    """One value as it reads in a text."""
    if isinstance(value, Both):
        value = value.en if language == "en" else value.zh
    if isinstance(value, datetime):
        return f"{date_text(local_date(value), language, with_year=False)} {value.astimezone(ZONE):%H:%M}"
    if isinstance(value, int) and name.endswith("_fen"):
        return format_yuan(Fen(value))
    return _BREAKS.sub(" ", str(value))[:_VALUE_LIMIT]
