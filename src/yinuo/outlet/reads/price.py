"""Prices that apply, and warranty decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from yinuo.base.local_time import local_date
from yinuo.outlet import rules, warranty
from yinuo.outlet.facts import (
    CompanyUnknown,
    ModelFacts,
    PricedLine,
    TariffLineFacts,
    WarrantyFacts,
)
from yinuo.outlet.models import Model, TariffLine, WarrantyRule
from yinuo.people.facts import UnitFacts

from .company import find_company
from .kept import kept
from .place import get_outlet


def list_tariff(
    company_id: UUID, outlet_id: UUID | None, at: datetime
) -> tuple[TariffLineFacts, ...]:
    """The price list at an instant, in the order of a bill's groups, then by code.

    An outlet's own line takes the place of the company's of the same code; of several versions the
    one with the latest first day holds. It is the only source of prices for every page (QT-05).
    """
    return _tariff_of(company_id, outlet_id, local_date(at))


@kept
def _tariff_of(company_id: UUID, outlet_id: UUID | None, day: date) -> tuple[TariffLineFacts, ...]:
    rows = TariffLine.objects.filter(
        Q(outlet__isnull=True) | Q(outlet_id=outlet_id) if outlet_id else Q(outlet__isnull=True),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        company_id=company_id,
        valid_from__lte=day,
    )
    chosen: dict[str, TariffLine] = {}
    for row in sorted(rows, key=lambda row: (row.outlet_id is not None, row.valid_from)):
        chosen[row.code] = row
    order = {group: index for index, group in enumerate(rules.BILL_ORDER)}
    facts = [row.to_facts() for row in chosen.values()]
    return tuple(sorted(facts, key=lambda line: (order[line.group], line.code)))


def tariff_for(
    outlet_id: UUID,
    codes: Iterable[str],
    at: datetime,
    *,
    night: bool | None = None,
    in_warranty: bool = False,
) -> tuple[PricedLine, ...]:
    """The named lines as they apply at an outlet at an instant; night lines are added where it is
    night.

    `night` None asks the list's own hours. Under warranty, lines charged out of warranty only come
    with a price of 0 (QT-15). Raises TariffLineUnknown for a code on no list, OutletUnknown.
    """
    outlet = get_outlet(outlet_id)
    tariff = list_tariff(outlet.company_id, outlet_id, at)
    is_night = rules.is_night(tariff, at) if night is None else night
    return rules.price_lines(tariff, codes, night=is_night, in_warranty=in_warranty)


def warranty_of(
    unit: UnitFacts | None,
    at: datetime,
    *,
    company_id: UUID | None = None,
    repair_days: int = 0,
) -> WarrantyFacts:
    """Whether a unit is in warranty at an instant, with the evidence and the reason (AF-09, AF-13,
    AF-14).

    `unit` None is a serial number that isn't on file. `company_id` may be left out where there is
    only one company. `repair_days` are days spent in repair, which don't count (AF-06). A model
    that isn't on file has no written promise, so the six months of law remain. Raises
    CompanyUnknown.
    """
    if unit is None:
        return warranty.unknown_unit()
    if company_id is None:
        company = find_company()
        if company is None:
            raise CompanyUnknown
        company_id = company.id
    model = Model.objects.filter(company_id=company_id, code=unit.model).first()
    promises = WarrantyRule.objects.filter(
        Q(model__isnull=True) | Q(model=model) if model else Q(model__isnull=True),
        company_id=company_id,
    )
    return warranty.decide(
        warranty.UnitDates(
            unit.sold_at_date, unit.installed_date, unit.registered_date, unit.made_date
        ),
        [warranty.WrittenPromise(row.months, row.sold_from, row.sold_to) for row in promises],
        model.warranty_months if model else 0,
        local_date(at),
        repair_days=repair_days,
    )


@kept
def list_models(company_id: UUID) -> tuple[ModelFacts, ...]:
    """The company's models by code."""
    rows = Model.objects.filter(company_id=company_id).order_by("code")
    return tuple(row.to_facts() for row in rows)


def find_model(company_id: UUID, code: str) -> ModelFacts | None:
    """The product model with this code, None if the company has none."""
    row = Model.objects.filter(company_id=company_id, code=code).first()
    return row.to_facts() if row else None
