"""Tables of technicians, their certificates and their hours."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateTimeRangeField,
    RangeOperators,
)
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from yinuo.outlet.facts import CertificateKind

from .place import Outlet


class Technician(models.Model):
    """Somebody who goes out; the full name and login are in people, here only what a customer may
    see."""

    id = models.UUIDField(primary_key=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    staff = models.OneToOneField(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    badge_no = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40)
    skills = ArrayField(models.CharField(max_length=40))
    home_lat = models.FloatField()
    home_lng = models.FloatField()
    no_record_checked_date = models.DateField(null=True)
    no_record_valid_to = models.DateField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.badge_no


class Certificate(models.Model):
    """A state certificate for dangerous work (AR-04); `valid_to` is its last day."""

    id = models.UUIDField(primary_key=True)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    valid_to = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["technician", "kind", "number"], name="certificate_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CertificateKind]),
                name="certificate_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ShiftPattern(models.Model):
    """Hours that come back every week; shifts are written from it some days ahead."""

    id = models.UUIDField(primary_key=True)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+")
    days = ArrayField(models.PositiveSmallIntegerField())  # ISO weekdays, ascending
    starts = models.TimeField()
    ends = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["technician", "days", "starts", "ends", "valid_from"],
                name="pattern_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} {self.starts}-{self.ends}"


class Shift(models.Model):
    """A stretch on duty; no technician can be in two at once, the database sees to it."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+")
    pattern = models.ForeignKey(ShiftPattern, null=True, on_delete=models.PROTECT, related_name="+")
    period = DateTimeRangeField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [GistIndex(fields=["region", "period"], name="shift_on_duty")]
        constraints = [
            ExclusionConstraint(
                name="shift_one_at_a_time",
                expressions=[
                    ("technician", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(
                    period__isempty=False,
                    period__lower_inf=False,
                    period__upper_inf=False,
                ),
                name="shift_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.period}"
