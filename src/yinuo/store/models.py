"""Tables of the store: idempotency, timers, the moved clock, the watch's pulse."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .fields import EncryptedTextField


class Outcome(models.Model):
    """What an action answered to a keyed request, so that a retry gets the same answer."""

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    answer = EncryptedTextField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="outcome_once")]
        indexes = [models.Index(fields=["made_at"], name="outcome_age")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class Timer(models.Model):
    """Something to be done at a time, one per kind and subject."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    due_at = models.DateTimeField()
    rings_at = models.DateTimeField()  # due_at, or later after a handler failed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="timer_one")]
        indexes = [models.Index(fields=["rings_at"], name="timer_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.due_at:%Y-%m-%dT%H:%M:%SZ}"


class MovedClock(models.Model):
    """Where the clock of a test or a demo stands; at most one row."""

    id = models.SmallIntegerField(primary_key=True)
    anchor_real = models.DateTimeField()
    anchor_at = models.DateTimeField()
    speed = models.FloatField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="clock_is_one")]

    def __str__(self) -> str:
        return f"{self.anchor_at} x {self.speed}"


class Pulse(models.Model):
    """The last sign of life of a process that must not stop, such as a watch."""

    name = models.CharField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=20)
    beat_at = models.DateTimeField()
    settled = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at}"


class WatchGap(models.Model):
    """A stretch in which nobody watched; figures name it."""

    id = models.UUIDField(primary_key=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["starts_at"], name="gap_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="gap_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} to {self.ends_at}"


class Trouble(models.Model):
    """A due row that could not be handled: kept until it is, so that nothing fails in silence."""

    source = models.CharField(max_length=40)
    subject = models.UUIDField()
    error = models.CharField(max_length=200)  # the error's class and place, never its data
    failures = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "subject"], name="trouble_one")]

    def __str__(self) -> str:
        return f"{self.source} {self.subject} x{self.failures}"


class Asked(models.Model):
    """How often something was asked for from one place within a stretch of time; see limits.py."""

    purpose = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # from then on it counts for nothing
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "who", "starts_at"], name="asked_once")
        ]
        indexes = [models.Index(fields=["ends_at"], name="asked_past")]

    def __str__(self) -> str:
        return f"{self.purpose} x{self.count}"
