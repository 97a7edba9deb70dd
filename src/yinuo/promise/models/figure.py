"""Tables of the daily roll-up: what the figures of a day or a month are, and which days changed since."""

from __future__ import annotations

from django.db import models


class Figure(models.Model):
    """How the promises of one kind that were decided in a day or a month came out, cut one way or not at all:
    of the whole company, or of one outlet.

    Nothing here is known only here: the roll-up's `rebuild` makes it all again from the promises.
    """

    outlet = models.ForeignKey(
        "outlet.Outlet", models.CASCADE, related_name="+", null=True, db_index=False
    )  # null: the whole company
    starts_on = models.DateField()
    is_month = models.BooleanField()
    kind = models.CharField(max_length=12)
    by = models.CharField(max_length=8)  # a `By`, or empty: all of the kind
    key = models.CharField(max_length=36)
    kept = models.PositiveIntegerField()
    broken = models.PositiveIntegerField()
    released = models.PositiveIntegerField()
    quoted_us = models.BigIntegerField()  # sums over those that were kept, in microseconds
    actual_us = models.BigIntegerField()
    priced = models.PositiveIntegerField()
    accepted_fen = models.PositiveBigIntegerField()
    paid_fen = models.PositiveBigIntegerField()
    above = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_month", "starts_on", "outlet", "kind", "by", "key"],
                name="figure_one_of_each",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.kind} {self.by} {self.key}"


class FigureMark(models.Model):
    """A day whose promises changed after its figures were added up.

    The database's trigger on promises writes one for every change, so that no writer can forget it: while a
    mark is there the day is counted from its promises. Each change has a row of its own, because nobody may
    wait for another, and because who adds up takes away just those marks whose changes he has seen.
    """

    id = models.UUIDField(primary_key=True)
    day = models.DateField()
    add_up_at = models.DateTimeField()  # never before the day is over

    class Meta:
        indexes = [
            models.Index(fields=["day"], name="figure_mark_day"),
            models.Index(fields=["add_up_at", "day"], name="figure_mark_due"),
        ]

    def __str__(self) -> str:
        return str(self.day)
