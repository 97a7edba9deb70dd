"""Rows of the tariff, of product models and of written warranty promises."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.outlet.merge import Merge, Target, Wanted, by_identity, merge
from yinuo.outlet.models import Model, TariffLine, WarrantyRule
from yinuo.outlet.sheets import Refused, Row

from .known import Scope

_TARIFF_VALUES = (
    "name_zh",
    "name_en",
    "price_fen",
    "unit_zh",
    "unit_en",
    "out_of_warranty",
    "night_from",
    "night_to",
    "maker",
    "part_no",
    "note_zh",
    "note_en",
    "valid_to",
)
_BINDING = ("price_fen", "group", "out_of_warranty", "night_from", "night_to", "part_condition")


def compare_tariff(scope: Scope, rows: Sequence[Row]) -> Merge:
    """Price lines by code, outlet and first day; a price that is in force is never changed in
    place.

    A customer may have read it (QT-01, QT-02): a new price is a new line with a later first day.
    """

    def wanted(row: Row) -> Wanted:
        outlet = scope.outlet(row["outlet"]) if row["outlet"] else None
        condition = row["part_condition"]
        values = {name: row[name] for name in _TARIFF_VALUES} | {
            "group": row["group"].value,
            "part_condition": condition.value if condition else "",
        }
        fixed = {
            "company_id": scope.company_id,
            "outlet": outlet,
            "code": row["line"],
            "valid_from": row["valid_from"],
        }
        outlet_id = outlet.id if outlet else None
        return Wanted((row["line"], outlet_id, row["valid_from"]), fixed, values)

    def may_update(found: TariffLine, want: Wanted) -> None:
        is_binding = any(getattr(found, name) != want.values[name] for name in _BINDING)
        if is_binding and found.valid_from <= scope.today:
            raise Refused(
                f"自 {found.valid_from} 起生效的价格已经公布，不能改；请另起一行，写新的生效日",
                f"the price in force since {found.valid_from} is published and can't be changed; "
                "add a line with a later first day",
            )

    there = TariffLine.objects.filter(company_id=scope.company_id)
    stored = by_identity(there, "code", "outlet_id", "valid_from")
    return merge(Target(TariffLine, stored, wanted, may_update), rows, scope.now)


def compare_models(scope: Scope, rows: Sequence[Row]) -> Merge:
    """Product models by code."""
    plain = ("name_zh", "name_en", "grade", "weight_kg", "locks", "warranty_months")

    def wanted(row: Row) -> Wanted:
        values = {name: row[name] for name in (*plain, "discontinued_date")}
        values["tests"] = list(row["tests"])
        return Wanted(
            (row["model"],), {"company_id": scope.company_id, "code": row["model"]}, values
        )

    stored = by_identity(Model.objects.filter(company_id=scope.company_id), "code")
    return merge(Target(Model, stored, wanted), rows, scope.now)


def compare_warranty(scope: Scope, rows: Sequence[Row]) -> Merge:
    """Written promises by model and first day of sale; one that has been given is never
    shortened."""

    def wanted(row: Row) -> Wanted:
        model = scope.model(row["model"]) if row["model"] else None
        fixed = {
            "company_id": scope.company_id,
            "model": model,
            "sold_from": row["sold_from"],
        }
        values = {name: row[name] for name in ("sold_to", "months", "text_zh", "text_en")}
        return Wanted((model.id if model else None, row["sold_from"]), fixed, values)

    def may_update(found: WarrantyRule, want: Wanted) -> None:
        if found.sold_from <= scope.today and want.values["months"] < found.months:
            raise Refused(
                f"已经承诺 {found.months} 个月，不能缩短；只能给以后售出的另写一行",
                f"{found.months} months were promised and can't be shortened; write a new line for "
                "units sold later",
            )

    there = WarrantyRule.objects.filter(company_id=scope.company_id)
    return merge(
        Target(WarrantyRule, by_identity(there, "model_id", "sold_from"), wanted, may_update),
        rows,
        scope.now,
    )
