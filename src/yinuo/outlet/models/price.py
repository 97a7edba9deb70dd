"""Tables of the tariff, product models and written warranty promises."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinuo.outlet.facts import ModelFacts, PartCondition, TariffGroup, TariffLineFacts
from yinuo.outlet.warranty import add_months

from .company import Company
from .place import Outlet

PARTS_MONTHS = 60
"""Months after a model's end for which its maker supplies parts (AF-12)."""


class TariffLine(models.Model):
    """A published price with its conditions, from its first to its last day."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    outlet = models.ForeignKey(Outlet, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    group = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    price_fen = models.PositiveIntegerField()
    unit_zh = models.CharField(max_length=20)
    unit_en = models.CharField(max_length=20)
    out_of_warranty = models.BooleanField()
    night_from = models.TimeField(null=True)
    night_to = models.TimeField(null=True)
    maker = models.CharField(max_length=80, blank=True)
    part_no = models.CharField(max_length=60, blank=True)
    part_condition = models.CharField(max_length=12, blank=True)
    note_zh = models.CharField(max_length=200, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "outlet", "code", "valid_from"],
                nulls_distinct=False,
                name="tariff_once",
            ),
            models.CheckConstraint(
                condition=Q(group__in=[kind.value for kind in TariffGroup]),
                name="tariff_group",
            ),
            models.CheckConstraint(
                condition=Q(part_condition="")
                | Q(
                    group=TariffGroup.PART.value,
                    part_condition__in=[kind.value for kind in PartCondition],
                ),
                name="tariff_part",
            ),
            models.CheckConstraint(
                condition=Q(night_from__isnull=True, night_to__isnull=True)
                | Q(night_from__isnull=False, night_to__isnull=False),
                name="tariff_night_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.price_fen}"

    def to_facts(self) -> TariffLineFacts:
        """The line as a plain value."""
        return TariffLineFacts(
            code=self.code,
            group=TariffGroup(self.group),
            name_zh=self.name_zh,
            name_en=self.name_en,
            price_fen=self.price_fen,
            unit_zh=self.unit_zh,
            unit_en=self.unit_en,
            night=self.night_from is not None,
            out_of_warranty=self.out_of_warranty,
            night_from=self.night_from,
            night_to=self.night_to,
            maker=self.maker,
            part_no=self.part_no,
            part_condition=PartCondition(self.part_condition) if self.part_condition else None,
            note_zh=self.note_zh,
            note_en=self.note_en,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


class Model(models.Model):
    """A product model with the maker's present promise for new units."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    grade = models.CharField(max_length=20)
    weight_kg = models.PositiveIntegerField()
    locks = models.PositiveSmallIntegerField()
    warranty_months = models.PositiveSmallIntegerField()
    discontinued_date = models.DateField(null=True)
    tests = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="model_once")]

    def __str__(self) -> str:
        return self.code

    def to_facts(self) -> ModelFacts:
        """The model as a plain value; parts are promised for five years after its end (AF-12)."""
        ended = self.discontinued_date
        return ModelFacts(
            code=self.code,
            name_zh=self.name_zh,
            name_en=self.name_en,
            grade=self.grade,
            weight_kg=self.weight_kg,
            locks=self.locks,
            warranty_months=self.warranty_months,
            discontinued_date=ended,
            parts_until_date=add_months(ended, PARTS_MONTHS) if ended else None,
            tests=tuple(self.tests),
        )


class WarrantyRule(models.Model):
    """A written warranty promise for units sold in a stretch of days; it binds for them for good
    (AF-14)."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    model = models.ForeignKey(Model, null=True, on_delete=models.PROTECT, related_name="+")
    sold_from = models.DateField()
    sold_to = models.DateField(null=True)
    months = models.PositiveSmallIntegerField()
    text_zh = models.CharField(max_length=300)
    text_en = models.CharField(max_length=400)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "model", "sold_from"],
                nulls_distinct=False,
                name="warranty_once",
            ),
            models.CheckConstraint(
                condition=Q(sold_to__isnull=True) | Q(sold_to__gte=F("sold_from")),
                name="warranty_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} months from {self.sold_from}"
