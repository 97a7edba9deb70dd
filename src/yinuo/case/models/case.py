"""Tables of cases and of what their customers said."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Right

from yinuo.base.point import Point
from yinuo.case.facts import (
    CaseFacts,
    CaseKind,
    CaseState,
    Channel,
    Door,
    Level,
    OwnerKind,
    Urgency,
)
from yinuo.case.rules import LIVE, short_number
from yinuo.people.facts import PointSource
from yinuo.store.fields import EncryptedTextField


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """An enum's members as a field takes them."""
    return [(kind.value, kind.value) for kind in kinds]


def _one_of(field: str, kinds: type[StrEnum]) -> models.CheckConstraint:
    """The database refuses a value that its enum doesn't know."""
    values = [kind.value for kind in kinds]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"case_{field}")


class Case(models.Model):
    """One request and where it stands; place and parties are fixed when it is opened, but that a position may
    be taken back."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    company = models.ForeignKey("outlet.Company", models.PROTECT, related_name="+")
    customer = models.ForeignKey("people.Customer", models.PROTECT, related_name="+")
    address = models.ForeignKey("people.Address", models.PROTECT, related_name="+", null=True)
    outlet = models.ForeignKey("outlet.Outlet", models.PROTECT, related_name="+", null=True)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=16, choices=choices(CaseKind))
    fault_id = models.CharField(max_length=16)
    level = models.CharField(max_length=2, choices=choices(Level))
    door = models.CharField(max_length=8, choices=choices(Door))
    owner_kind = models.CharField(max_length=16, choices=choices(OwnerKind))
    urgency = models.CharField(max_length=10, choices=choices(Urgency))
    channel = models.CharField(max_length=8, choices=choices(Channel))
    words = EncryptedTextField(null=True)  # codes masked; null once erased
    division_code = models.CharField(max_length=6)
    town_code = models.CharField(max_length=12, null=True)
    lat = models.FloatField()
    lng = models.FloatField()
    radius_m = models.FloatField()
    point_source = models.CharField(max_length=8, choices=choices(PointSource))
    state = models.CharField(max_length=24, choices=choices(CaseState))
    rulebook_id = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    duplicate_index = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    confirm_by = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened = models.PositiveIntegerField(default=0)
    disputed_at = models.DateTimeField(null=True)
    follows_id = models.UUIDField(null=True)
    owner = models.ForeignKey(
        "people.Staff", models.PROTECT, related_name="+", null=True, db_index=False
    )  # of the staff, who sees it through
    joined_to = models.ForeignKey(
        "self", models.PROTECT, related_name="joined", null=True, db_index=False
    )
    reporter = EncryptedTextField(null=True)  # who reported for the customer (AC-10)
    reference = models.CharField(max_length=40, null=True)  # its number in another system

    class Meta:
        constraints = [
            _one_of("kind", CaseKind),
            _one_of("level", Level),
            _one_of("state", CaseState),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "withdrawn", "stopped", "joined"])
                | Q(closed_at__isnull=False),
                name="case_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting_for_customer") | Q(confirm_by__isnull=False),
                name="case_waiting_has_limit",
            ),
            models.CheckConstraint(
                condition=Q(state="joined", joined_to__isnull=False)
                | (~Q(state="joined") & Q(joined_to__isnull=True)),
                name="case_joined_to_one",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="case_closed_after_opened",
            ),
            models.UniqueConstraint(
                fields=["reference", "company"],
                condition=Q(reference__isnull=False),
                name="case_one_of_reference",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state", "-id"], name="case_by_region"),
            models.Index(fields=["customer", "-id"], name="case_by_customer"),
            models.Index(
                fields=["duplicate_index", "-opened_at"],
                name="case_duplicate",
                condition=Q(state__in=sorted(LIVE)),
            ),
            models.Index(fields=["duplicate_index", "-opened_at"], name="case_same_place"),
            models.Index(fields=["unit", "-opened_at"], name="case_same_unit"),
            models.Index(fields=["state", "-id"], name="case_by_state"),
            models.Index(fields=["outlet", "-id"], name="case_by_outlet"),
            models.Index(fields=["fault_id", "-id"], name="case_by_fault"),
            models.Index(fields=["opened_at"], include=["outlet"], name="case_opened"),
            models.Index(
                fields=["closed_at"],
                include=["outlet", "state", "reopened"],
                name="case_closed",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["disputed_at"],
                name="case_disputed",
                condition=Q(disputed_at__isnull=False),
            ),
            models.Index(
                fields=["owner", "-id"], name="case_of_owner", condition=Q(state__in=sorted(LIVE))
            ),
            models.Index(
                fields=["joined_to"], name="case_joined", condition=Q(joined_to__isnull=False)
            ),
            models.Index(Right(Cast("id", models.TextField()), 8), name="case_number"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fault_id} {self.region} {self.state}"

    def to_facts(self) -> CaseFacts:
        """The case as a plain value."""
        return CaseFacts(
            id=self.id,
            number=short_number(str(self.id)),
            region=self.region,
            company_id=self.company_id,
            customer_id=self.customer_id,
            address_id=self.address_id,
            outlet_id=self.outlet_id,
            unit_id=self.unit_id,
            kind=CaseKind(self.kind),
            fault_id=self.fault_id,
            level=Level(self.level),
            door=Door(self.door),
            owner_kind=OwnerKind(self.owner_kind),
            urgency=Urgency(self.urgency),
            channel=Channel(self.channel),
            words=self.words,
            division_code=self.division_code,
            town_code=self.town_code,
            point=Point(self.lat, self.lng),
            radius_m=self.radius_m,
            point_source=PointSource(self.point_source),
            state=CaseState(self.state),
            rulebook_id=self.rulebook_id,
            language=self.language,
            opened_at=self.opened_at,
            confirm_by=self.confirm_by,
            closed_at=self.closed_at,
            reopened=self.reopened,
            disputed_at=self.disputed_at,
            follows_id=self.follows_id,
            owner_id=self.owner_id,
            joined_to_id=self.joined_to_id,
            is_reported_for=self.reporter is not None,
            reference=self.reference,
        )


class Saying(models.Model):
    """Words that came to a case after it was opened: a repeated request, a dispute; codes masked."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey(Case, models.CASCADE, related_name="sayings")
    occasion = models.CharField(max_length=16)  # joined, disputed
    words = EncryptedTextField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "case", "said_at"], name="saying_by_case")]

    def __str__(self) -> str:
        return f"{self.occasion} {self.said_at}"
