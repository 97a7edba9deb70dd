"""What each technician carries in the van."""

from __future__ import annotations

from django.db import models

from yinuo.outlet.facts import VanPartFacts

from .crew import Technician


class VanPart(models.Model):
    """How many of one part or material of the price list a technician has with him."""

    id = models.UUIDField(primary_key=True)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    count = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["technician", "code"], name="van_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.code} x{self.count}"

    def to_facts(self) -> VanPartFacts:
        """The row as a plain value."""
        return VanPartFacts(self.code, self.count)
