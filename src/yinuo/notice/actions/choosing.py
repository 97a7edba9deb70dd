"""What a customer does without: by purpose and by way, on a page, in one step, or with a word by SMS."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.notice.facts import OPTIONAL, OPTIONAL_CHANNELS, ChannelKind, Purpose
from yinuo.notice.models import OptOut
from yinuo.people.reads import list_customers_by_phone
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.perform import action

STOP_WORDS = frozenset({"t", "td", "r", "退订", "拒收", "stop", "unsubscribe"})
"""What somebody answers to be left in peace: the usual words of the trade."""

_ALL = frozenset((purpose, channel) for purpose in OPTIONAL for channel in OPTIONAL_CHANNELS)


@action
def choose_notices(
    *,
    customer_id: UUID,
    off: Collection[tuple[Purpose, ChannelKind]],
    actor: Actor,
    now: datetime,
) -> bool:
    """Do without exactly these of what can be done without; whether that changes anything.

    Pairs that nobody can do without are ignored. What is queued already is asked about when it is sent.
    """
    wanted = _ALL.intersection(off)
    rows = OptOut.objects.select_for_update().filter(customer=customer_id)
    known = {(Purpose(row.purpose), ChannelKind(row.channel)): row for row in rows}
    if wanted == known.keys():
        return False
    for pair, row in known.items():
        if pair not in wanted:
            row.delete()
    OptOut.objects.bulk_create(
        [
            OptOut(
                id=new_id(now),
                customer=customer_id,
                purpose=purpose.value,
                channel=channel.value,
                made_at=now,
            )
            for purpose, channel in sorted(wanted - known.keys())
        ],
        ignore_conflicts=True,
    )
    append(
        subject_kind="person",
        subject=customer_id,
        kind="notice.choice.made",
        body={"off": [f"{purpose}.{channel}" for purpose, channel in sorted(wanted)]},
        actor=actor,
        now=now,
    )
    return True


@action
def stop_purpose(
    *, customer_id: UUID, purpose: Purpose, channel: ChannelKind, actor: Actor, now: datetime
) -> bool:
    """Do without one purpose by one way, in one step (RFC 8058); whether that changes anything."""
    return choose_notices(
        customer_id=customer_id,
        off={*_off(customer_id), (purpose, channel)},
        actor=actor,
        now=now,
    )


@action
def stop_by_word(*, phone: str, words: str, actor: Actor, now: datetime) -> int:
    """An answer by SMS: where it is the word for it, everybody of this number gets no more of what they can
    do without by SMS; how many that changes. Raises PhoneNotValid for what can't be a number."""
    if words.strip().strip("。.!！").lower() not in STOP_WORDS:
        return 0
    pairs = {(purpose, ChannelKind.SMS) for purpose in OPTIONAL}
    holders = list_customers_by_phone(phone)
    return sum(
        choose_notices(
            customer_id=holder.id,
            off=_off(holder.id) | pairs,
            actor=actor,
            now=now,
        )
        for holder in sorted(holders, key=lambda holder: holder.id)
    )


def _off(customer_id: UUID) -> set[tuple[Purpose, ChannelKind]]:
    rows = OptOut.objects.filter(customer=customer_id).values_list("purpose", "channel")
    return {(Purpose(purpose), ChannelKind(channel)) for purpose, channel in rows}
