"""The table of intake: every request, kept as it came in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.store.fields import EncryptedJSONField

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
