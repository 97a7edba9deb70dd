"""Writes the register of false hotlines: what people report, and how somebody of the company settles it."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime
from uuid import UUID

from django.db.models import F

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.genuine import facts, reads, rules
from yinuo.genuine.indexes import fake_index
from yinuo.genuine.models import FakeEntry, FakeReport
from yinuo.people.rules import mask_codes
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action
from yinuo.store.picture import clean
from yinuo.store.secrecy import encrypt_bytes

WORDS_LIMIT = 1000
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@action
def report_fake(*, report: facts.NewReport, actor: Actor, now: datetime) -> str:
    """Take a report of a number or address that isn't ours but says so; its number, for asking later.

    Nothing of it is public before a person has confirmed it. Codes in the words are masked before they are
    kept. Raises NumberNotValid for a text that names none, PhotoTooLarge, PhotoUnreadable.
    """
    asked = rules.read_text(report.text)
    if asked.kind is facts.TextKind.UNREADABLE:
        raise facts.NumberNotValid
    entry = _find_or_add(asked, now)
    words = mask_codes(report.words.strip()[:WORDS_LIMIT])
    kept = {"words": words, "contact": report.contact.strip()[:120]}
    shown = clean(report.picture).data if report.picture else None
    salt = secrets.token_hex(16)
    row = FakeReport.objects.create(
        id=new_id(now),
        entry=entry,
        number=_new_number(now),
        seen=report.seen.value,
        asked_for=[one.value for one in report.asked_for],
        loss_fen=report.loss_fen,
        body={**kept, "salt": salt},
        picture=encrypt_bytes(shown) if shown else None,
        reported_at=now,
        purge_at=now + rules.REPORTS_KEPT_FOR,
    )
    FakeEntry.objects.filter(id=entry.id).update(reports=F("reports") + 1, last_at=now)
    evidence = _digest(salt, asked, kept, shown)
    _note(
        entry.id,
        "genuine.fake.reported",
        {"report": row.number, "evidence": evidence, "kind": asked.kind.value},
        actor,
        now,
    )
    return row.number


@action
def move_fake(
    *,
    entry_id: UUID,
    to: facts.FakeState,
    company_id: UUID,
    platform: str = "",
    actor: Actor,
    now: datetime,
) -> facts.FakeEntry:
    """Settle an entry: confirmed by a person, refuted, its removal asked of a platform, or removed (CM-05).

    Raises FakeUnknown, FakeStateWrong, and NumberIsOfficial for confirming what is ours.
    """
    row = FakeEntry.objects.select_for_update().filter(id=entry_id).first()
    if row is None:
        raise facts.FakeUnknown
    before = facts.FakeState(row.state)
    if not rules.may_move(before, to):
        raise facts.FakeStateWrong
    asked = facts.AskedText(facts.TextKind(row.kind), row.value)
    if to in rules.PUBLIC and reads.is_official(asked, company_id, now):
        raise facts.NumberIsOfficial
    row.state, row.decided_at = to.value, now
    row.platform = platform.strip()[:60] or row.platform
    row.save(update_fields=["state", "decided_at", "platform"])
    body = {"before": before.value, "after": to.value}
    _note(row.id, "genuine.fake.moved", body, actor, now)
    return row.to_facts()


def _find_or_add(asked: facts.AskedText, now: datetime) -> FakeEntry:
    entry = FakeEntry(
        id=new_id(now),
        kind=asked.kind.value,
        value=asked.value,
        value_index=fake_index(asked),
        state=facts.FakeState.REPORTED.value,
        reports=0,
        first_at=now,
        last_at=now,
    )
    if insert_if_new(entry):
        return entry
    return FakeEntry.objects.get(value_index=entry.value_index)


def _new_number(now: datetime) -> str:
    """A number that nobody guesses: its day, and eight letters."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"F{local_date(now):%y%m%d}-{drawn[:4]}-{drawn[4:]}"


def _digest(salt: str, asked: facts.AskedText, kept: dict[str, str], shown: bytes | None) -> str:
    """A salted digest of what was reported: it proves what was there, and says nothing without the salt."""
    told = json.dumps([asked.kind, asked.value, kept["words"]], ensure_ascii=False)
    return hashlib.sha256(salt.encode() + told.encode() + (shown or b"")).hexdigest()


def _note(entry_id: UUID, kind: str, body: dict[str, str], actor: Actor, now: datetime) -> None:
    append(subject_kind="fake", subject=entry_id, kind=kind, body=body, actor=actor, now=now)
