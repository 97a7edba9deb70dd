"""Tables of the record: a chain per subject, and its events, which nobody may change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .facts import EventFacts


class Chain(models.Model):
    """The head of one subject's chain: the last event's number and hash, signed."""

    subject_kind = models.CharField(max_length=16)
    subject = models.UUIDField()
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject"], name="chain_one"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject} {self.seq}"


class Event(models.Model):
    """One line of the record; the application's database role can insert it and no more."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6, null=True)  # only where the subject is a case
    subject_kind = models.CharField(max_length=16)
    subject = models.UUIDField()
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    body = models.JSONField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject", "seq"], name="event_one"),
        ]
        indexes = [
            models.Index(fields=["region", "kind", "at"], name="event_by_kind"),
            # A company's chain is the longest of all, and pages show one kind of it, newest first.
            models.Index(
                fields=["subject", "kind", "-seq"],
                name="event_of_company",
                condition=Q(subject_kind="company"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject} {self.seq} {self.kind}"

    def to_facts(self) -> EventFacts:
        """The event as a plain value."""
        return EventFacts(
            subject_kind=self.subject_kind,
            subject=self.subject,
            seq=self.seq,
            kind=self.kind,
            at=self.at,
            actor=self.actor,
            body=self.body,
            region=self.region,
            prev=self.prev,
            hash=self.hash,
        )
