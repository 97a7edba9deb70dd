"""Tables of companies and their published rulebooks."""

from __future__ import annotations

from django.db import models

from yinuo.outlet.facts import CompanyFacts


class Company(models.Model):
    """A company that makes promises to its customers."""

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    hotline = models.CharField(max_length=40)
    sector = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code

    def to_facts(self) -> CompanyFacts:
        """The company as a plain value."""
        return CompanyFacts(
            self.id, self.code, self.name_zh, self.name_en, self.hotline, self.sector
        )


class Revision(models.Model):
    """A number that moves on with every change to the company's own tables, by whomever (triggers see to it).

    Who has read those tables at a number need not read them again while it stands. One row.
    """

    id = models.SmallIntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="revision_is_one")]

    def __str__(self) -> str:
        return str(self.number)


class RulebookVersion(models.Model):
    """A published rulebook, never changed: cases keep the version they began under."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    rulebook_id = models.CharField(max_length=64)
    text = models.TextField()
    valid_from = models.DateField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "rulebook_id"], name="rulebook_once"),
        ]
        indexes = [
            models.Index(
                fields=["company", "-valid_from", "-published_at"],
                name="rulebook_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rulebook_id[:12]} from {self.valid_from}"
