"""What phones have sent of their outboxes: one row a step, for good, so that none is done twice."""

from __future__ import annotations

from django.db import models

from yinuo.store.fields import EncryptedJSONField
from yinuo.work.visit.facts import SentFacts

from .visit import Visit


class SentStep(models.Model):
    """A step that came out of a phone's outbox and was handled. `outbox` is that phone's row of steps for
    this visit, numbered from one without a gap.

    The store keeps the answer to a key for a week; a phone may lie in a drawer for longer.
    """

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="sent")
    outbox = models.UUIDField()
    seq = models.PositiveSmallIntegerField()
    key = models.UUIDField()
    task = models.CharField(max_length=16)
    said_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    refusal = EncryptedJSONField(null=True)  # what was answered, unless it was done: a wrong code

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "key"], name="sent_once"),
            models.UniqueConstraint(fields=["visit", "outbox", "seq"], name="sent_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.seq} {self.task}"

    def to_facts(self) -> SentFacts:
        """The row as a plain value."""
        said = self.refusal or {}
        return SentFacts(
            task=self.task,
            seq=self.seq,
            refused_zh=said.get("zh"),
            refused_en=said.get("en"),
        )
