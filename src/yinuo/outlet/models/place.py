"""Tables of outlets, their credentials and the ground they cover."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.outlet.facts import CredentialFacts, CredentialKind

from .company import Company


class Outlet(models.Model):
    """A place from which technicians set out."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    division_code = models.CharField(max_length=6)
    region = models.CharField(max_length=6)
    lat = models.FloatField()
    lng = models.FloatField()
    open_from = models.TimeField()
    open_to = models.TimeField()  # the same as open_from: round the clock
    licence_no = models.CharField(max_length=40, blank=True)
    authorised_from = models.DateField()
    authorised_to = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "code"], name="outlet_once"),
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lng__gte=-180, lng__lte=180),
                name="outlet_on_earth",
            ),
        ]
        indexes = [models.Index(fields=["region"], name="outlet_region")]

    def __str__(self) -> str:
        return self.code


class Credential(models.Model):
    """A police permit or filing that lets an outlet open locks (ID-01)."""

    id = models.UUIDField(primary_key=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=60)
    authority = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outlet", "kind", "number"], name="credential_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CredentialKind]),
                name="credential_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def to_facts(self) -> CredentialFacts:
        """The credential as a plain value."""
        return CredentialFacts(
            CredentialKind(self.kind),
            self.number,
            self.authority,
            self.valid_from,
            self.valid_to,
        )


class ServiceArea(models.Model):
    """A division, or one town of it, that an outlet serves; the lower priority number comes first. With
    hours, it is first choice only in them (22:00 to 08:00: at night)."""

    id = models.UUIDField(primary_key=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="+")
    division_code = models.CharField(max_length=6)
    town_code = models.CharField(max_length=9, null=True)
    priority = models.PositiveSmallIntegerField(default=1)
    open_from = models.TimeField(null=True)
    open_to = models.TimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["outlet", "division_code", "town_code"],
                nulls_distinct=False,
                name="area_once",
            ),
            models.CheckConstraint(
                condition=Q(open_from__isnull=True, open_to__isnull=True)
                | Q(open_from__isnull=False, open_to__isnull=False),
                name="area_hours",
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="area_division")]

    def __str__(self) -> str:
        return self.town_code or self.division_code
