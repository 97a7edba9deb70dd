"""What other rooms may ask about cases; facts, never rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import get_rulebook_by_id

from . import rules
from .facts import (
    CaseFacts,
    CasePage,
    CaseState,
    CaseUnknown,
    ProofFacts,
    ProofKind,
    ProofNeeds,
    ProofState,
)
from .models import Case, Proof, Saying

_PAGE = 50


def get_case(case_id: UUID) -> CaseFacts:
    """The case; raises CaseUnknown if there is none."""
    row = Case.objects.filter(id=case_id).first()
    if row is None:
        raise CaseUnknown
    return row.to_facts()


def find_open_duplicate(duplicate_index: str, since: datetime) -> CaseFacts | None:
    """The newest live case of the same phone, place and kind opened at or after `since`, or None.

    Call it under the zone's lock: two reports at once otherwise both find nothing.
    """
    rows = Case.objects.filter(
        duplicate_index=duplicate_index, opened_at__gte=since, state__in=sorted(rules.LIVE)
    )
    row = rows.order_by("-opened_at").first()
    return row.to_facts() if row else None


def list_cases(
    *,
    region: str | None = None,
    state: CaseState | None = None,
    customer_id: UUID | None = None,
    before: UUID | None = None,
    limit: int = _PAGE,
) -> CasePage:
    """A page of cases, newest first, narrowed by what is given; `before` continues an earlier page."""
    rows = Case.objects.order_by("-id")
    wanted = {"region": region, "state": state, "customer_id": customer_id, "id__lt": before}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    found = list(rows[: limit + 1])
    cases = tuple(row.to_facts() for row in found[:limit])
    return CasePage(cases, cases[-1].id if len(found) > limit else None)


def list_all_cases() -> Iterator[CaseFacts]:
    """Every case, oldest first: for an audit or an export, not for a page."""
    for row in Case.objects.order_by("id").iterator(chunk_size=200):
        yield row.to_facts()


def list_proofs(case_id: UUID) -> tuple[ProofFacts, ...]:
    """The proofs seen for a case, oldest first."""
    rows = Proof.objects.filter(case_id=case_id).order_by("seen_at", "id")
    return tuple(row.to_facts() for row in rows)


def list_sayings(case_id: UUID) -> tuple[str, ...]:
    """What the customer said after the case was opened, oldest first; erased words are left out."""
    rows = Saying.objects.filter(case_id=case_id).order_by("said_at", "id")
    return tuple(row.words for row in rows if row.words)


def get_proof_state(case_id: UUID) -> ProofState:
    """Which proofs the case's level, its owner and its place ask for, and which are missing.

    The place's rules are those of the case's own rulebook on the day it was opened, local time.
    """
    case = get_case(case_id)
    book = get_rulebook_by_id(case.rulebook_id).rulebook
    day = case.opened_at.astimezone(ZoneInfo(book.timezone)).date()
    place = rulebooks.place_rules(book, case.division_code, day)
    by_level = rulebooks.proofs_needed(book, case.level, case.owner_kind)
    needed = rules.proofs_needed(by_level, case.level, case.owner_kind, place.witness)
    return rules.proof_state(case.level, needed, list_proofs(case_id), place.witness)


def get_proof_needs(kind: ProofKind) -> ProofNeeds:
    """What has to be said of a proof of this kind."""
    return rules.needs_of(kind)


def count_cases(*, since: datetime | None = None) -> int:
    """How many cases there are, or were opened at or after `since`."""
    rows = Case.objects.all() if since is None else Case.objects.filter(opened_at__gte=since)
    return rows.count()
