"""Tables of what the desk writes to a case: notes for colleagues, and the customer's one rating."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.case.facts import NoteFacts, RatingFacts
from yinuo.store.fields import EncryptedTextField

from .case import Case


class Note(models.Model):
    """What somebody of the staff wrote for colleagues; codes masked."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    words = EncryptedTextField(null=True)  # null once erased
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "written_at"], name="note_by_case")]

    def __str__(self) -> str:
        return f"note {self.written_at}"

    def to_facts(self) -> NoteFacts:
        """The note as a plain value."""
        return NoteFacts(self.id, self.staff_id, self.words or "", self.written_at)


class Rating(models.Model):
    """The customer's answer to the one question at the end (IN-19); written once, never changed (AF-17)."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.OneToOneField(Case, models.PROTECT, related_name="rating")
    outlet = models.ForeignKey("outlet.Outlet", models.PROTECT, related_name="+", null=True)
    stars = models.PositiveSmallIntegerField(null=True)  # null: the customer didn't want to
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__gte=1, stars__lte=5),
                name="rating_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stars or 'declined'} {self.given_at}"

    def to_facts(self) -> RatingFacts:
        """The rating as a plain value."""
        return RatingFacts(self.case_id, self.stars, self.given_at)
