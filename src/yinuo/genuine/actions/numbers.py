"""Writes the list of official numbers: an entry is added and ended, never changed."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.genuine import facts, rules
from yinuo.genuine.models import OfficialNumber
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action


@action
def add_number(
    *,
    company_id: UUID,
    use: facts.NumberUse,
    text: str,
    owner: str,
    note: tuple[str, str],
    valid_from: date,
    actor: Actor,
    now: datetime,
) -> facts.OfficialNumber:
    """Put a number, site or sender on the list; `note` says in Chinese and English what it is for.

    Raises NumberNotValid, and NumberListed where the same one runs for the same use.
    """
    row = OfficialNumber(
        id=new_id(now),
        company_id=company_id,
        use=use.value,
        value=rules.normal_value(use, text),
        shown=" ".join(text.split())[:320],
        owner=owner.strip(),
        note_zh=note[0].strip(),
        note_en=note[1].strip(),
        valid_from=valid_from,
        added_at=now,
    )
    if not insert_if_new(row):
        raise facts.NumberListed
    _note(row, "genuine.number.added", {}, actor, now)
    return row.to_facts()


@action
def end_number(*, company_id: UUID, number_id: UUID, actor: Actor, now: datetime) -> None:
    """End an entry with the day before today, at the earliest its own first; from then on it isn't ours.

    Raises NumberUnknown; one that has ended stays as it is.
    """
    rows = OfficialNumber.objects.select_for_update().filter(id=number_id, company_id=company_id)
    row = rows.first()
    if row is None:
        raise facts.NumberUnknown
    if row.valid_to is not None:
        return
    today = local_date(now)
    row.valid_to = max(row.valid_from, date.fromordinal(today.toordinal() - 1))
    row.save(update_fields=["valid_to"])
    more = {"valid_to": row.valid_to.isoformat()}
    _note(row, "genuine.number.ended", more, actor, now)


def _note(
    row: OfficialNumber, kind: str, more: dict[str, str], actor: Actor, now: datetime
) -> None:
    """The record holds the digest of use and value: a phone number is never in it in plain."""
    digest = hashlib.sha256(f"{row.use}\0{row.value}".encode()).hexdigest()
    append(
        subject_kind="company",
        subject=row.company_id,
        kind=kind,
        body={"use": row.use, "sha256": digest, **more},
        actor=actor,
        now=now,
    )
