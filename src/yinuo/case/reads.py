"""What other rooms may ask about cases; facts, never rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum, TextField
from django.db.models.functions import Cast, Right

from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.store.look import seen_once

from . import rules
from .facts import (
    CaseFacts,
    CaseFilter,
    CaseKind,
    CasePage,
    CaseState,
    CaseUnknown,
    DecisionAbout,
    DecisionFacts,
    NoteFacts,
    ProofFacts,
    ProofKind,
    ProofNeeds,
    ProofState,
    RatingFacts,
)
from .models import Case, Decision, Note, Proof, Rating, Saying

_PAGE = 50
_NUMBER_DIGITS = 8
_OWN_NUMBER = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


@seen_once
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


def list_case_ids(customer_id: UUID) -> tuple[UUID, ...]:
    """The ids of all of a customer's cases, newest first."""
    rows = Case.objects.filter(customer_id=customer_id).order_by("-id")
    return tuple(rows.values_list("id", flat=True))


def find_cases(wanted: CaseFilter, *, limit: int = _PAGE) -> CasePage:
    """A page of the cases that a filter lets through, newest first."""
    rows = Case.objects.filter(**lookups(wanted)).order_by("-id")
    found = list(rows[: limit + 1])
    cases = tuple(row.to_facts() for row in found[:limit])
    return CasePage(cases, cases[-1].id if len(found) > limit else None)


def lookups(wanted: CaseFilter, of: str = "") -> dict[str, Any]:
    """What a filter asks of the columns of a case; `of` is the way to the case from another room's rows."""
    asked = {
        "outlet_id__in": wanted.outlet_ids,
        "state": wanted.state,
        "fault_id": wanted.fault_id or None,
        "opened_at__gte": wanted.opened_from,
        "opened_at__lt": wanted.opened_before,
        "id__lt": wanted.before,
    }
    return {f"{of}{name}": value for name, value in asked.items() if value is not None}


def map_cases(ids: Collection[UUID]) -> dict[UUID, CaseFacts]:
    """These cases by id, in one query; an id that is none of a case is left out."""
    return {row.id: row.to_facts() for row in Case.objects.filter(id__in=ids)}


def find_by_number(number: str) -> tuple[CaseFacts, ...]:
    """The cases with this short number, however it is written, or with this number in another system: one as
    a rule, none for no number at all."""
    reference = number[:41].strip()
    if not reference:  # a missing reference would be that of every case of our own
        return ()
    elsewhere = Case.objects.filter(reference=reference).order_by("-id")[:10]
    found = {case.id: case for case in (*_numbered(number), *(row.to_facts() for row in elsewhere))}
    return tuple(found.values())


def map_by_reference(company_id: UUID, references: Collection[str]) -> dict[str, CaseFacts]:
    """A company's cases by their number in another system, or else by our own as we write it."""
    rows = Case.objects.filter(company_id=company_id, reference__in=references)
    found = {str(row.reference): row.to_facts() for row in rows}
    ours = {one for one in references if one not in found and _OWN_NUMBER.fullmatch(one)}
    if ours:
        digits = {one.replace("-", "").lower(): one for one in ours}
        numbered = Case.objects.filter(company_id=company_id).annotate(
            number=Right(Cast("id", TextField()), _NUMBER_DIGITS)
        )
        for row in numbered.filter(number__in=digits):
            found[digits[row.number]] = row.to_facts()
    return found


def list_customers_of_outlets(
    outlet_ids: Collection[UUID], *, after: UUID | None = None, limit: int = 500
) -> tuple[UUID, ...]:
    """The customers of cases of these outlets, each once, by id; `after` is the last one seen."""
    rows = Case.objects.filter(outlet_id__in=outlet_ids)
    if after is not None:
        rows = rows.filter(customer_id__gt=after)
    ids = rows.order_by("customer_id").values_list("customer_id", flat=True).distinct()
    return tuple(ids[:limit])


def map_open_duplicates(indexes: Collection[str], since: datetime) -> dict[str, CaseFacts]:
    """The newest live case of each of these indexes opened at or after `since`, in one query."""
    rows = Case.objects.filter(
        duplicate_index__in=indexes, opened_at__gte=since, state__in=sorted(rules.LIVE)
    )
    return {row.duplicate_index: row.to_facts() for row in rows.order_by("opened_at")}


def _numbered(number: str) -> tuple[CaseFacts, ...]:
    digits = re.sub(r"[^0-9a-f]", "", unicodedata.normalize("NFKC", number[:40]).lower())
    if len(digits) != _NUMBER_DIGITS:
        return ()
    rows = Case.objects.annotate(number=Right(Cast("id", TextField()), _NUMBER_DIGITS))
    return tuple(row.to_facts() for row in rows.filter(number=digits).order_by("-id")[:10])


def list_decisions(case_id: UUID) -> tuple[DecisionFacts, ...]:
    """What managers decided on a case, oldest first."""
    rows = Decision.objects.filter(case_id=case_id).order_by("decided_at", "id")
    return tuple(row.to_facts() for row in rows)


def sum_granted_fen(*, customer_id: UUID | None = None, case_id: UUID | None = None) -> int:
    """What managers granted in disputes, in fen; refunds that waited stand with their promise's remedy."""
    rows = Decision.objects.filter(about=DecisionAbout.DISPUTE)
    wanted = {"case__customer_id": customer_id, "case_id": case_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return rows.aggregate(fen=Sum("fen"))["fen"] or 0


def list_all_cases() -> Iterator[CaseFacts]:
    """Every case, oldest first: for an audit or an export, not for a page."""
    for row in Case.objects.order_by("id").iterator(chunk_size=200):
        yield row.to_facts()


@seen_once
def list_proofs(case_id: UUID) -> tuple[ProofFacts, ...]:
    """The proofs seen for a case, oldest first."""
    rows = Proof.objects.filter(case_id=case_id).order_by("seen_at", "id")
    return tuple(row.to_facts() for row in rows)


def list_sayings(case_id: UUID) -> tuple[str, ...]:
    """What the customer said after the case was opened, oldest first; erased words are left out."""
    rows = Saying.objects.filter(case_id=case_id).order_by("said_at", "id")
    return tuple(row.words for row in rows if row.words)


def list_notes(case_id: UUID) -> tuple[NoteFacts, ...]:
    """What the staff wrote for each other about a case, newest first; erased ones are left out."""
    rows = Note.objects.filter(case_id=case_id).order_by("-written_at", "-id")
    return tuple(row.to_facts() for row in rows if row.words)


def find_rating(case_id: UUID) -> RatingFacts | None:
    """The customer's one answer at the end, also where he declined; None while it wasn't given."""
    row = Rating.objects.filter(case_id=case_id).first()
    return row.to_facts() if row else None


def find_reporter(case_id: UUID) -> str | None:
    """Who reported a case for its customer (AC-10); None where the customer did himself, and once erased."""
    return Case.objects.values_list("reporter", flat=True).get(id=case_id)


def list_owned(
    owner_id: UUID, *, before: UUID | None = None, limit: int = _PAGE
) -> tuple[CaseFacts, ...]:
    """The live cases that somebody of the staff sees through, newest first."""
    rows = Case.objects.filter(owner_id=owner_id, state__in=sorted(rules.LIVE)).order_by("-id")
    rows = rows if before is None else rows.filter(id__lt=before)
    return tuple(row.to_facts() for row in rows[:limit])


def list_joined(case_id: UUID) -> tuple[CaseFacts, ...]:
    """The cases that were found to be the same as this one and ended in it, oldest first."""
    rows = Case.objects.filter(joined_to_id=case_id).order_by("id")
    return tuple(row.to_facts() for row in rows)


def list_cases_of(customer_ids: Collection[UUID], *, limit: int = _PAGE) -> tuple[CaseFacts, ...]:
    """The newest cases of several customers, in one query."""
    rows = Case.objects.filter(customer_id__in=customer_ids).order_by("-id")
    return tuple(row.to_facts() for row in rows[:limit])


def list_open_cases_of(customer_id: UUID, kind: CaseKind) -> tuple[CaseFacts, ...]:
    """A customer's open cases of one kind, the newest first."""
    rows = Case.objects.filter(customer_id=customer_id, kind=kind, state=CaseState.OPEN)
    return tuple(row.to_facts() for row in rows.order_by("-id"))


def list_disputed_unowned(
    *, outlet_ids: Collection[UUID] | None = None, limit: int = _PAGE
) -> tuple[CaseFacts, ...]:
    """Disputed cases that nobody sees through yet, those that wait longest in front."""
    rows = Case.objects.filter(state=CaseState.DISPUTED, owner_id=None)
    if outlet_ids is not None:
        rows = rows.filter(outlet_id__in=outlet_ids)
    return tuple(row.to_facts() for row in rows.order_by("disputed_at", "id")[:limit])


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
