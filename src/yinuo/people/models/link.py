"""Tables of what lets a customer in: links to a case, and the codes by which a lost one is had again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yinuo.people.facts import LinkFacts

from .customer import Customer


class Link(models.Model):
    """A capability: who holds the token may see one case; only the token's digest is kept."""

    id = models.UUIDField(primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    case_id = models.UUIDField()  # a plain id: cases stand above people
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    purge_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="link_forward")
        ]
        indexes = [
            models.Index(fields=["case_id"], name="link_by_case"),
            models.Index(fields=["purge_at"], name="link_to_purge"),
        ]

    def __str__(self) -> str:
        return f"link {self.id}"

    def to_facts(self) -> LinkFacts:
        """What the link opens."""
        return LinkFacts(self.customer_id, self.case_id, self.expires_at)


class RecoveryCode(models.Model):
    """A code sent to a customer's own e-mail, so that a lost link can be had again."""

    id = models.UUIDField(primary_key=True)
    asked_index = models.CharField(max_length=64)  # of the contact that was typed
    sent_index = models.CharField(max_length=64)  # of the e-mail that the code went to
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    purge_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["asked_index", "sent_at"], name="recovery_by_contact"),
            models.Index(fields=["purge_at"], name="recovery_to_purge"),
        ]

    def __str__(self) -> str:
        return f"recovery {self.id}"
