"""What others may ask the record: a subject's lines, evidence by kind, receipts, and whether chains hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import groupby
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from yinuo.engines import tlog
from yinuo.store import keys

from .facts import BrokenChain, ChainCheck, EventFacts
from .kinds import get_kind
from .models import Chain, Event


def list_events(subject_kind: str, subject: UUID) -> tuple[EventFacts, ...]:
    """All lines of a subject, oldest first."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject=subject).order_by("seq")
    return tuple(row.to_facts() for row in rows)


def find_events(subject_kind: str, subject: UUID, kinds: Collection[str]) -> tuple[EventFacts, ...]:
    """The lines of a subject that are of one of these kinds, oldest first."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject=subject, kind__in=kinds)
    return tuple(row.to_facts() for row in rows.order_by("seq"))


def count_events(kind: str | None = None) -> int:
    """How many lines there are, of one kind or of all."""
    rows = Event.objects.all() if kind is None else Event.objects.filter(kind=kind)
    return rows.count()


def describe(event: EventFacts, language: str) -> str:
    """What a line says in the reader's language."""
    return get_kind(event.kind).text(language, event.body)


def get_public_key() -> str:
    """The public half of the signing key, as it is published: `yinuo-key-v1:…`."""
    return tlog.format_key(keys.record_key().public_key())


def build_receipt(subject_kind: str, subject: UUID, now: datetime) -> bytes:
    """The receipt of a subject's whole chain. Raises `tlog.ReceiptRefused` if the chain doesn't hold."""
    chain = Chain.objects.get(subject_kind=subject_kind, subject=subject)
    rows = Event.objects.filter(subject_kind=subject_kind, subject=subject).order_by("seq")
    events = [_tlog_event(row) for row in rows]
    private = keys.record_key()
    return tlog.build_receipt(settings.YINUO_LOG_NAME, now, events, _tlog_head(chain), private)


def check_chains(on_progress: Callable[[int], None] | None = None) -> ChainCheck:
    """Check every chain against its signed head, reading all events once; memory holds one chain.

    A head without its events, events without a head, and a head that our key didn't sign are findings too.
    """
    public = keys.record_key().public_key()
    broken: list[BrokenChain] = []
    seen: set[tuple[str, UUID]] = set()
    count = 0
    for (kind, subject), events in _all_chains():
        seen.add((kind, subject))
        count += len(events)
        head = Chain.objects.filter(subject_kind=kind, subject=subject).first()
        finding = _find_fault(events, head, public)
        if finding is not None:
            broken.append(BrokenChain(kind, subject, *finding))
        if on_progress is not None:
            on_progress(count)
    broken += [
        BrokenChain(chain.subject_kind, chain.subject, 1, "events_missing")
        for chain in Chain.objects.filter(seq__gt=0).order_by("id").iterator()
        if (chain.subject_kind, chain.subject) not in seen
    ]
    return ChainCheck(chains=len(seen), events=count, broken=tuple(broken))


def find_fault(subject_kind: str, subject: UUID) -> BrokenChain | None:
    """Where the chain of one subject doesn't hold against its signed head; None where it does."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject=subject).order_by("seq")
    chain = Chain.objects.filter(subject_kind=subject_kind, subject=subject).first()
    public = keys.record_key().public_key()
    finding = _find_fault([_tlog_event(row) for row in rows], chain, public)
    return BrokenChain(subject_kind, subject, *finding) if finding else None


def _all_chains() -> Iterator[tuple[tuple[str, UUID], list[tlog.Event]]]:
    rows = Event.objects.order_by("subject_kind", "subject", "seq").iterator(chunk_size=2000)
    for key, group in groupby(rows, key=lambda row: (row.subject_kind, row.subject)):
        yield key, [_tlog_event(row) for row in group]


def _find_fault(
    events: list[tlog.Event], chain: Chain | None, public: Ed25519PublicKey
) -> tuple[int, str] | None:
    if chain is None:
        return 1, "head_missing"
    head = _tlog_head(chain)
    report = tlog.verify_chain(events, head)
    if report.fault is not None:
        return report.broken_seq or 0, report.fault.value
    if not tlog.verify_head(public, head):
        return chain.seq, "head_not_signed_by_us"
    return None


def _tlog_event(row: Event) -> tlog.Event:
    return tlog.Event(
        subject_kind=row.subject_kind,
        subject=str(row.subject),
        seq=row.seq,
        kind=row.kind,
        at=tlog.format_at(row.at),
        actor=row.actor,
        body=row.body,
        region=row.region,
        prev=row.prev,
        hash=row.hash,
    )


def _tlog_head(chain: Chain) -> tlog.Head:
    return tlog.Head(
        subject_kind=chain.subject_kind,
        subject=str(chain.subject),
        seq=chain.seq,
        hash=chain.hash,
        key_id=chain.key_id,
        signature=chain.signature,
    )
