"""Tables of shapes: borders of divisions that an operator brought, and areas drawn by hand."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .company import Company
from .place import Outlet


class Border(models.Model):
    """The border of a division (6 digits) or town (9), as well-known binary in WGS-84; `source` is the
    operator's own word for where it comes from and what allows its use."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=9)
    shape = models.BinaryField()
    source = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="border_once")]

    def __str__(self) -> str:
        return self.code


class DrawnArea(models.Model):
    """An area that somebody drew on a map for an outlet, as well-known binary in WGS-84; the lower
    priority number comes first, hours as those of a service area."""

    id = models.UUIDField(primary_key=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    shape = models.BinaryField()
    priority = models.PositiveSmallIntegerField()
    open_from = models.TimeField(null=True)
    open_to = models.TimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outlet", "name"], name="drawn_area_once"),
            models.CheckConstraint(
                condition=Q(open_from__isnull=True, open_to__isnull=True)
                | Q(open_from__isnull=False, open_to__isnull=False),
                name="drawn_area_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.name
