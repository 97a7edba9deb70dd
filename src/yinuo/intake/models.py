"""Tables of intake: every request and every call, kept as it came in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.people.rules import mask_phone
from yinuo.store.fields import EncryptedJSONField, EncryptedTextField

from .call import CallEnding, CallFacts, CallSource, CallState
from .facts import AnswerKind


class Request(models.Model):
    """A request word for word, codes masked; also where no case came of it."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey("outlet.Company", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("case.Case", on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8)
    form = EncryptedJSONField()
    outcome = models.CharField(max_length=16, choices=[(k.value, k.value) for k in AnswerKind])
    received_at = models.DateTimeField()
    purge_at = models.DateTimeField(null=True)  # only where no case came of it (PD-02)

    class Meta:
        indexes = [
            models.Index(fields=["case"], name="request_of_case"),
            models.Index(fields=["outcome", "received_at"], name="request_by_outcome"),
            models.Index(
                fields=["purge_at"], condition=Q(purge_at__isnull=False), name="request_to_purge"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.outcome}"


class Call(models.Model):
    """Somebody who rang, until an agent has said how it ended; kept for ninety days."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey("outlet.Company", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=[(s.value, s.value) for s in CallSource])
    phone = EncryptedTextField(null=True)  # null: withheld, or erased
    phone_index = models.CharField(max_length=64, null=True)
    provider_index = models.CharField(max_length=64, null=True, unique=True)
    """A digest of the phone system's own id, which may hold a number."""
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in CallState])
    staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    form = EncryptedJSONField(null=True)  # what was typed so far, for whoever takes over (IN-04)
    arrived_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    rung_off_at = models.DateTimeField(null=True)  # as the phone system says
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(
        max_length=12, null=True, choices=[(e.value, e.value) for e in CallEnding]
    )
    case = models.ForeignKey(
        "case.Case", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    purge_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="call_ended_whole",
                condition=Q(state="ended", ended_at__isnull=False, ending__isnull=False)
                | (~Q(state="ended") & Q(ended_at__isnull=True, ending__isnull=True)),
            ),
            models.CheckConstraint(
                name="call_taken_by_somebody",
                condition=~Q(state="taken") | Q(staff__isnull=False, taken_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["arrived_at", "id"], condition=~Q(state="ended"), name="call_open"
            ),
            models.Index(fields=["phone_index", "-arrived_at"], name="call_by_phone"),
            models.Index(fields=["staff"], condition=Q(state="taken"), name="call_in_hand"),
            models.Index(fields=["purge_at"], name="call_to_purge"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    def to_facts(self) -> CallFacts:
        """The call as a plain value, its number masked."""
        return CallFacts(
            id=self.id,
            company_id=self.company_id,
            state=CallState(self.state),
            source=CallSource(self.source),
            masked=mask_phone(self.phone) if self.phone else "",
            staff_id=self.staff_id,
            arrived_at=self.arrived_at,
            taken_at=self.taken_at,
            ended_at=self.ended_at,
            ending=CallEnding(self.ending) if self.ending else None,
            case_id=self.case_id,
            rung_off_at=self.rung_off_at,
        )
