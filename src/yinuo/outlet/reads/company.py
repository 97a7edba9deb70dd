"""Companies, and the rulebook that is in force."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from yinuo.base.local_time import local_date
from yinuo.engines import rulebook as engine
from yinuo.outlet.facts import CompanyFacts, CompanyUnknown, RulebookFacts, RulebookMissing
from yinuo.outlet.models import Company, RulebookVersion

from .kept import kept


@kept
def get_company(company_id: UUID) -> CompanyFacts:
    """The company; CompanyUnknown if there is none with this id."""
    row = Company.objects.filter(id=company_id).first()
    if row is None:
        raise CompanyUnknown
    return row.to_facts()


@kept
def find_company(code: str | None = None) -> CompanyFacts | None:
    """The company with this code; without a code the only one there is, None if there are none or
    several."""
    rows = Company.objects.filter(code=code) if code else Company.objects.all()
    found = list(rows.order_by("code")[:2])
    return found[0].to_facts() if len(found) == 1 else None


def get_rulebook(company_id: UUID, at: datetime) -> RulebookFacts:
    """The rules in force at an instant: published by then, in force on that local day, the latest
    of those.

    Raises RulebookMissing where there is none.
    """
    day = local_date(at)
    for rulebook_id, valid_from, published_at in _versions(company_id):
        if published_at <= at and valid_from <= day:
            return get_rulebook_by_id(rulebook_id)
    raise RulebookMissing


@kept
def _versions(company_id: UUID) -> tuple[tuple[str, date, datetime], ...]:
    """Id, first day and publication of each version, the latest in front."""
    rows = RulebookVersion.objects.filter(company_id=company_id)
    latest = rows.order_by("-valid_from", "-published_at")
    return tuple(latest.values_list("rulebook_id", "valid_from", "published_at"))


@lru_cache(maxsize=64)
def get_rulebook_by_id(rulebook_id: str) -> RulebookFacts:
    """A published version, parsed once for each process: a version never changes.

    Raises RulebookMissing for an id that nobody published.
    """
    row = RulebookVersion.objects.filter(rulebook_id=rulebook_id).order_by("published_at").first()
    if row is None:
        raise RulebookMissing
    return RulebookFacts(rulebook_id, row.valid_from, row.published_at, engine.load(row.text))
