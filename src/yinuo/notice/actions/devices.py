"""Browsers that ask to be told when there is news, and those that went away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.notice.adapters.hosts import check_public
from yinuo.notice.facts import RecipientKind
from yinuo.notice.models import Subscription
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action
from yinuo.store.secrecy import blind_index

_CHAINS = {RecipientKind.CUSTOMER.value: "person", RecipientKind.STAFF.value: "staff"}
_PURPOSE = "push endpoint"


@action
def add_device(
    *,
    reader: RecipientKind,
    recipient: UUID,
    endpoint: str,
    p256dh: str,
    auth: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Nudge this browser whenever there is news for the reader; its id, the same for the same browser.

    Raises AddressNotAllowed for an endpoint that isn't a push service on the public internet.
    """
    check_public(endpoint)
    row = Subscription(
        id=new_id(now),
        recipient_kind=reader.value,
        recipient=recipient,
        endpoint=endpoint,
        endpoint_index=blind_index(_PURPOSE, endpoint),
        p256dh=p256dh,
        auth=auth,
        made_at=now,
    )
    if not insert_if_new(row):
        return _renew(row)
    _note(row, "notice.device.added", {"device": str(row.id)}, actor, now)
    return row.id


def _renew(row: Subscription) -> UUID:
    """The same browser again, perhaps with fresh keys."""
    known = Subscription.objects.filter(
        endpoint_index=row.endpoint_index,
        recipient_kind=row.recipient_kind,
        recipient=row.recipient,
    )
    known.update(p256dh=row.p256dh, auth=row.auth)
    return known.values_list("id", flat=True)[0]


@action
def remove_device(
    *, reader: RecipientKind, recipient: UUID, endpoint: str, actor: Actor, now: datetime
) -> bool:
    """Nudge this browser no longer; whether it was known."""
    rows = Subscription.objects.filter(
        endpoint_index=blind_index(_PURPOSE, endpoint),
        recipient_kind=reader.value,
        recipient=recipient,
    )
    return _remove(list(rows.select_for_update()), "asked", actor, now)


def drop_devices(ids: Collection[UUID], actor: Actor, now: datetime) -> None:
    """Forget browsers of which their push service says that they are no more."""
    if ids:
        rows = Subscription.objects.filter(id__in=ids).order_by("id").select_for_update()
        _remove(list(rows), "gone", actor, now)


@action
def forget_devices_of_staff(*, staff_id: UUID, actor: Actor, now: datetime) -> None:
    """Delete every browser of a member of staff who has left or is erased; the line about it is that of the
    leaving, or of the erasure."""
    del actor, now
    kind = RecipientKind.STAFF.value
    Subscription.objects.filter(recipient_kind=kind, recipient=staff_id).delete()


def _remove(rows: list[Subscription], reason: str, actor: Actor, now: datetime) -> bool:
    for row in rows:
        body = {"device": str(row.id), "reason": reason}
        row.delete()
        _note(row, "notice.device.removed", body, actor, now)
    return bool(rows)


def _note(row: Subscription, kind: str, body: dict[str, str], actor: Actor, now: datetime) -> None:
    append(
        subject_kind=_CHAINS[row.recipient_kind],
        subject=row.recipient,
        kind=kind,
        body=body,
        actor=actor,
        now=now,
    )
