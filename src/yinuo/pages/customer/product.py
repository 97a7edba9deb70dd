"""The product that a sticker named, as the report page shows it: model, number, warranty, never an owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yinuo.outlet.facts import CompanyFacts, WarrantyFacts
from yinuo.outlet.reads import find_model, warranty_of
from yinuo.pages.frame.language import language
from yinuo.people.facts import UnitFacts
from yinuo.people.stickers import find_unit_of_sticker


@dataclass(frozen=True, slots=True)
class Product:
    """What `customer/parts/product.html` takes as `product`."""

    unit: UnitFacts
    name: str
    warranty: WarrantyFacts


def find_product(token: str, company: CompanyFacts, now: datetime) -> Product | None:
    """The product of a sticker's token; None without one, or for one that isn't ours."""
    unit = find_unit_of_sticker(token) if token else None
    if unit is None:
        return None
    model = find_model(company.id, unit.model)
    is_english = language().startswith("en")
    name = (model.name_en if is_english else model.name_zh) if model else unit.model
    return Product(unit, name, warranty_of(unit, now, company_id=company.id))
