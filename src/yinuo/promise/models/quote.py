"""The table of arrival times as they were offered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yinuo.promise.facts import QuoteFacts


class Quote(models.Model):
    """An arrival time as it was offered; good for a minute, for one promise."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey("case.Case", models.PROTECT, related_name="+", null=True)
    outlet = models.ForeignKey("outlet.Outlet", models.PROTECT, related_name="+")
    technician = models.ForeignKey("outlet.Technician", models.PROTECT, related_name="+", null=True)
    within_minutes = models.PositiveIntegerField()
    p_on_time = models.FloatField()
    eta = models.DateTimeField(null=True)
    honest_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # null: nobody can come, nothing is offered
    radius_m = models.FloatField()
    quoted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(p_on_time__gte=0, p_on_time__lte=1), name="quote_p_is_share"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True)
                | (Q(used_at__lt=F("expires_at")) & Q(due_at__isnull=False)),
                name="quote_used_in_time",
            ),
        ]
        indexes = [models.Index(fields=["region", "quoted_at"], name="quote_by_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.due_at} p={self.p_on_time:.2f}"

    def to_facts(self) -> QuoteFacts:
        """The quote as a plain value."""
        return QuoteFacts(
            id=self.id,
            region=self.region,
            case_id=self.case_id,
            outlet_id=self.outlet_id,
            technician_id=self.technician_id,
            within_minutes=self.within_minutes,
            p_on_time=self.p_on_time,
            eta=self.eta,
            honest_at=self.honest_at,
            due_at=self.due_at,
            radius_m=self.radius_m,
            quoted_at=self.quoted_at,
            expires_at=self.expires_at,
            used_at=self.used_at,
        )
