"""Tables of the daily roll-up of cases: what the figures of a day or a month are, and which days changed."""

from __future__ import annotations

from django.db import models


class Figure(models.Model):
    """Cases opened, disputed and done in a day or a month: of the whole company, or of one outlet.

    Nothing here is known only here: the roll-up's `rebuild` makes it all again from cases and visits.
    """

    outlet = models.ForeignKey(
        "outlet.Outlet", models.CASCADE, related_name="+", null=True, db_index=False
    )  # null: the whole company
    starts_on = models.DateField()
    is_month = models.BooleanField()
    opened = models.PositiveIntegerField()
    repeats = models.PositiveIntegerField()
    disputed = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    came_again = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_month", "starts_on", "outlet"],
                name="visit_figure_one_of_each",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.outlet_id}"


class FigureMark(models.Model):
    """A day whose cases changed after its figures were added up (see promise.FigureMark)."""

    id = models.UUIDField(primary_key=True)
    day = models.DateField()
    add_up_at = models.DateTimeField()  # never before the day is over

    class Meta:
        indexes = [
            models.Index(fields=["day"], name="visit_figure_mark_day"),
            models.Index(fields=["add_up_at", "day"], name="visit_figure_mark_due"),
        ]

    def __str__(self) -> str:
        return str(self.day)
