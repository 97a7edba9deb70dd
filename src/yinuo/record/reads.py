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
from yinuo.store.look import seen_once

from .facts import BrokenChain, ChainCheck, EventFacts, HeadFacts
from .kinds import get_kind
from .models import Chain, Event

_READINGS = 3


@seen_once
def list_events(subject_kind: str, subject: UUID) -> tuple[EventFacts, ...]:
    """All lines of a subject, oldest first."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject=subject).order_by("seq")
    return tuple(row.to_facts() for row in rows)


def find_events(subject_kind: str, subject: UUID, kinds: Collection[str]) -> tuple[EventFacts, ...]:
    """The lines of a subject that are of one of these kinds, oldest first."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject=subject, kind__in=kinds)
    return tuple(row.to_facts() for row in rows.order_by("seq"))


def list_newest_events(
    subject_kind: str, subject: UUID, kind: str, *, before: int | None = None, limit: int
) -> tuple[EventFacts, ...]:
    """Lines of one kind of a subject, the newest first; `before` is the number of the last one seen."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject=subject, kind=kind)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return tuple(row.to_facts() for row in rows.order_by("-seq")[:limit])


def count_events(kind: str | None = None) -> int:
    """How many lines there are, of one kind or of all."""
    rows = Event.objects.all() if kind is None else Event.objects.filter(kind=kind)
    return rows.count()


def describe(event: EventFacts, language: str) -> str:
    """What a line says in the reader's language."""
    return get_kind(event.kind).text(language, event.body)


def get_head(subject_kind: str, subject: UUID) -> HeadFacts:
    """The last line of a subject's chain; number 0 and no hash where nothing was written of it yet."""
    chain = Chain.objects.filter(subject_kind=subject_kind, subject=subject).first()
    return HeadFacts(chain.seq, chain.hash) if chain else HeadFacts(0, "")


def get_public_key() -> str:
    """The public half of the signing key, as it is published: `yinuo-key-v1:…`."""
    return tlog.format_key(keys.record_key().public_key())


def build_receipt(subject_kind: str, subject: UUID, now: datetime) -> bytes:
    """The receipt of a subject's whole chain. Raises `tlog.ReceiptRefused` if the chain doesn't hold."""
    events, chain = _read_whole(subject_kind, subject)
    if chain is None:
        raise Chain.DoesNotExist
    private = keys.record_key()
    return tlog.build_receipt(settings.YINUO_LOG_NAME, now, events, _tlog_head(chain), private)


def check_chains(on_progress: Callable[[int], None] | None = None) -> ChainCheck:
    """Check every chain against its signed head, reading all events once; memory holds one chain.

    A head without its events, events without a head, and a head that our key didn't sign are findings too.
    What looks broken is looked at once more by itself: lines are written while this reads.
    """
    public = keys.record_key().public_key()
    suspects: list[tuple[str, UUID]] = []
    seen: set[tuple[str, UUID]] = set()
    count = 0
    for (kind, subject), events in _all_chains():
        seen.add((kind, subject))
        count += len(events)
        head = Chain.objects.filter(subject_kind=kind, subject=subject).first()
        if _find_fault(events, head, public) is not None:
            suspects.append((kind, subject))
        if on_progress is not None:
            on_progress(count)
    heads = Chain.objects.filter(seq__gt=0).order_by("id").values_list("subject_kind", "subject")
    suspects += [head for head in heads.iterator() if head not in seen]
    findings = (find_fault(*suspect) for suspect in suspects)
    broken = tuple(finding for finding in findings if finding is not None)
    return ChainCheck(chains=len(seen), events=count, broken=broken)


def find_fault(subject_kind: str, subject: UUID) -> BrokenChain | None:
    """Where the chain of one subject doesn't hold against its signed head; None where it does."""
    events, chain = _read_whole(subject_kind, subject)
    if chain is not None and chain.seq and not events:
        return BrokenChain(subject_kind, subject, 1, "events_missing")
    finding = _find_fault(events, chain, keys.record_key().public_key())
    return BrokenChain(subject_kind, subject, *finding) if finding else None


def _read_whole(subject_kind: str, subject: UUID) -> tuple[list[tlog.Event], Chain | None]:
    """A chain's events and its head as of one instant.

    Two queries see two instants: a line written between them makes a whole chain look broken. Where the two
    disagree both are read again; what is really damaged disagrees every time.
    """
    of_subject = {"subject_kind": subject_kind, "subject": subject}
    for reading in range(1, _READINGS + 1):
        chain = Chain.objects.filter(**of_subject).first()
        rows = Event.objects.filter(**of_subject).order_by("seq")
        events = [_tlog_event(row) for row in rows]
        is_whole = chain is not None and len(events) == chain.seq
        if is_whole or reading == _READINGS:
            return events, chain
    raise AssertionError("at least one reading")


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
