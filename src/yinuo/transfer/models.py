"""Tables of imports: each table on its way in, what there is to say of its lines, and how columns are
called."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.store.fields import EncryptedJSONField, EncryptedTextField

from .facts import (
    Fault,
    FileKind,
    ImportFacts,
    ImportState,
    LineFacts,
    Options,
    Outcome,
)

_AT_WORK = (ImportState.CHECKING.value, ImportState.RUNNING.value)


class Import(models.Model):
    """A table on its way in: its file, encrypted, how far it is, and what came of it.

    Whoever works through it moves `position` and `beat_at` in the transaction of each batch, so that after a
    kill the next one goes on behind the last line that was taken. `run` tells its batches from those of a
    worker that still reads the file for an earlier look, perhaps with other columns.
    """

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey("outlet.Company", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey(
        "people.Staff", models.PROTECT, related_name="+", null=True, db_index=False
    )  # None: by the command line
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in FileKind])
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ImportState])
    name = EncryptedTextField()  # of the file
    title = EncryptedTextField()  # of the sheet in it
    data = models.BinaryField(null=True)  # the file under the field key; null once it was dropped
    digest = models.CharField(max_length=64)
    sheet_at = models.PositiveSmallIntegerField()  # which of the file's tables
    headings = EncryptedJSONField()
    samples = EncryptedJSONField()
    columns = models.JSONField()
    tell_customers = models.BooleanField(default=False)
    digits_are_whole = models.BooleanField(default=False)
    lines = models.PositiveIntegerField()
    run = models.PositiveIntegerField(default=0)  # how often its lines were begun anew
    position = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    noted = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    purge_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in FileKind]), name="import_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ImportState]), name="import_state"
            ),
            models.CheckConstraint(
                condition=Q(position__lte=models.F("lines")), name="import_within_file"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_AT_WORK) | Q(data__isnull=False, beat_at__isnull=False),
                name="import_at_work_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-id"], name="import_by_company"),
            models.Index(
                fields=["beat_at"], name="import_at_work", condition=Q(state__in=_AT_WORK)
            ),
            models.Index(
                fields=["purge_at"], name="import_to_purge", condition=Q(purge_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.position}/{self.lines}"

    def to_facts(self) -> ImportFacts:
        """The import as a plain value, without its file."""
        return ImportFacts(
            id=self.id,
            company_id=self.company_id,
            staff_id=self.staff_id,
            kind=FileKind(self.kind),
            state=ImportState(self.state),
            name=self.name,
            title=self.title,
            headings=tuple(self.headings),
            columns=tuple(self.columns),
            samples=tuple(tuple(row) for row in self.samples),
            options=Options(self.tell_customers, self.digits_are_whole),
            lines=self.lines,
            run=self.run,
            position=self.position,
            created=self.created,
            updated=self.updated,
            same=self.same,
            refused=self.refused,
            noted=self.noted,
            created_at=self.created_at,
            finished_at=self.finished_at,
            has_file=self.data is not None,
        )


class ImportLine(models.Model):
    """A line of which there is something to say: why it isn't taken, or what to know of it."""

    id = models.UUIDField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="said", db_index=False)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Outcome])
    faults = EncryptedJSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="import_line_once"),
        ]
        indexes = [models.Index(fields=["of", "outcome", "number"], name="import_line_by_outcome")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"

    def to_facts(self) -> LineFacts:
        """The line as a plain value."""
        faults = tuple(Fault(**fault) for fault in self.faults)
        return LineFacts(self.number, Outcome(self.outcome), faults)


class Mapping(models.Model):
    """Which column each heading of a table means, as somebody of the company confirmed it."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey("outlet.Company", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in FileKind])
    headings_index = models.CharField(max_length=64)
    columns = EncryptedJSONField()
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "headings_index"], name="mapping_one_of_headings"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.headings_index[:8]}"
