"""Which way a notice goes: the published policy, as plain data, and the one function that reads it.

Customers, by what a text is for:

| purpose | at once | only if that failed | beside it |
|---|---|---|---|
| safety: who stands at the door, and when | SMS and mail | | push |
| security: links and codes | mail | SMS | |
| service, progress, reminder | SMS | mail | push |
| afterwards | mail | SMS | push |

Staff get mail, with a push beside it; a team's chat group gets what concerns the whole team. The same words
go two ways only where safety asks for it: elsewhere a way is tried when the one before it failed for good, or
was silent for `RECEIPT_PATIENCE`. A push says that there is news and no more, so it is no second copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta

from .facts import ChannelKind, Purpose, RecipientKind

RECEIPT_PATIENCE = timedelta(hours=1)
"""How long an SMS may go without its receipt before the next way is tried."""
_PUSH = (ChannelKind.PUSH,)


@dataclass(frozen=True, slots=True)
class Route:
    """`together` go out at once, each on its own; `then` one after the other, each for want of the others;
    `beside` whatever becomes of them."""

    together: tuple[ChannelKind, ...]
    then: tuple[ChannelKind, ...] = ()
    beside: tuple[ChannelKind, ...] = _PUSH


_SMS_FIRST = Route((ChannelKind.SMS,), (ChannelKind.EMAIL,))
ROUTES: Mapping[tuple[RecipientKind, Purpose], Route] = {
    (RecipientKind.CUSTOMER, Purpose.SAFETY): Route((ChannelKind.SMS, ChannelKind.EMAIL)),
    (RecipientKind.CUSTOMER, Purpose.SECURITY): Route(
        (ChannelKind.EMAIL,), (ChannelKind.SMS,), beside=()
    ),
    (RecipientKind.CUSTOMER, Purpose.SERVICE): _SMS_FIRST,
    (RecipientKind.CUSTOMER, Purpose.PROGRESS): _SMS_FIRST,
    (RecipientKind.CUSTOMER, Purpose.REMINDER): _SMS_FIRST,
    (RecipientKind.CUSTOMER, Purpose.AFTERWARDS): Route((ChannelKind.EMAIL,), (ChannelKind.SMS,)),
    **{(RecipientKind.STAFF, purpose): Route((ChannelKind.EMAIL,)) for purpose in Purpose},
    **{(RecipientKind.TEAM, purpose): Route((ChannelKind.CHAT,), beside=()) for purpose in Purpose},
}


def choose_ways(
    route: Route,
    *,
    known: AbstractSet[ChannelKind],
    installed: AbstractSet[ChannelKind],
    unwanted: AbstractSet[ChannelKind],
) -> Route:
    """The ways that a notice really takes: those by which its reader can be reached and wants to be.

    A way that isn't installed is chosen only where no other is: the notice then waits for it. Nothing in
    `together` means that there is no way at all.
    """
    reachable = known - unwanted
    ways = reachable & installed or reachable
    together = tuple(kind for kind in route.together if kind in ways)
    then = tuple(kind for kind in route.then if kind in ways)
    if not together:
        together, then = then[:1], then[1:]
    beside = tuple(kind for kind in route.beside if kind in reachable & installed)
    return Route(together, then, beside)
