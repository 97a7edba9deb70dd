"""Tables of the genuine room: official numbers, false ones and who reported them, photos, checks, alarms."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinuo.outlet.models import Company, Technician
from yinuo.store.fields import EncryptedJSONField, EncryptedTextField

from . import facts


def _one_of(enum: type[Any], field: str, name: str) -> models.CheckConstraint:
    """The database refuses a value that isn't a member of the enum."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [member.value for member in enum]}), name=name
    )


class OfficialNumber(models.Model):
    """A number, site or sender of the company; an ended one stays, to say that it was ours."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=10)
    value = models.CharField(max_length=320)  # normal form
    shown = models.CharField(max_length=320)
    owner = models.CharField(max_length=80)  # in whose name it is registered (CM-07)
    note_zh = models.CharField(max_length=120)
    note_en = models.CharField(max_length=160)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "use", "value"],
                condition=Q(valid_to=None),
                name="number_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="number_forward",
            ),
            _one_of(facts.NumberUse, "use", "number_use"),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.shown}"

    def to_facts(self) -> facts.OfficialNumber:
        """The entry as a plain value."""
        return facts.OfficialNumber(
            id=self.id,
            use=facts.NumberUse(self.use),
            value=self.value,
            shown=self.shown,
            owner=self.owner,
            note_zh=self.note_zh,
            note_en=self.note_en,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


class FakeEntry(models.Model):
    """A number or address that is said to be false. Encrypted: it may be somebody's own, until a person has
    looked."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10)
    value = EncryptedTextField()
    value_index = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=14)
    reports = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    platform = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            _one_of(facts.FakeState, "state", "fake_state"),
            _one_of(facts.TextKind, "kind", "fake_kind"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="fake_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def to_facts(self) -> facts.FakeEntry:
        """The entry as a plain value."""
        return facts.FakeEntry(
            id=self.id,
            kind=facts.TextKind(self.kind),
            value=self.value,
            state=facts.FakeState(self.state),
            reports=self.reports,
            first_at=self.first_at,
            last_at=self.last_at,
            decided_at=self.decided_at,
            platform=self.platform,
        )


class FakeReport(models.Model):
    """What somebody reported of it; words, contact and picture are encrypted, and go after their time."""

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(FakeEntry, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, unique=True)
    seen = models.CharField(max_length=8)
    asked_for = ArrayField(models.CharField(max_length=16))
    loss_fen = models.BigIntegerField()
    body = EncryptedJSONField()  # words, contact, and the salt of the record's digest
    picture = models.BinaryField(null=True)
    reported_at = models.DateTimeField()
    purge_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(loss_fen__gte=0), name="fake_loss"),
            _one_of(facts.Seen, "seen", "fake_seen"),
        ]
        indexes = [
            models.Index(fields=["entry", "-id"], name="fake_report_by_entry"),
            models.Index(fields=["purge_at"], name="fake_report_to_purge"),
        ]

    def __str__(self) -> str:
        return self.number

    def to_facts(self) -> facts.FakeReport:
        """The report as a plain value."""
        return facts.FakeReport(
            id=self.id,
            number=self.number,
            seen=facts.Seen(self.seen),
            asked_for=tuple(facts.AskedFor(one) for one in self.asked_for),
            loss_fen=self.loss_fen,
            words=self.body["words"],
            contact=self.body["contact"],
            has_picture=self.picture is not None,
            reported_at=self.reported_at,
        )


class BadgePhoto(models.Model):
    """A technician's photo, re-encoded and encrypted (ID-09)."""

    technician = models.OneToOneField(
        Technician, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    token = models.BinaryField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"photo of {self.technician_id}"

    def to_facts(self) -> facts.BadgePhoto:
        """That there is one, without its bytes."""
        return facts.BadgePhoto(self.technician_id, self.sha256, self.added_at)


class CheckCount(models.Model):
    """How often something was checked on a day and what came of it; nothing of who asked."""

    day = models.DateField()
    what = models.CharField(max_length=10)
    outcome = models.CharField(max_length=16)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "what", "outcome"], name="check_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.what} {self.outcome} x{self.count}"


class Alarm(models.Model):
    """A forged badge, or somebody at the door who isn't the one on the photo."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=14)
    badge_no = models.CharField(max_length=40)
    case_id = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    purge_at = models.DateTimeField()

    class Meta:
        constraints = [_one_of(facts.AlarmKind, "kind", "alarm_kind")]
        indexes = [models.Index(fields=["purge_at"], name="alarm_to_purge")]

    def __str__(self) -> str:
        return f"{self.kind} {self.raised_at}"

    def to_facts(self) -> facts.Alarm:
        """The alarm as a plain value."""
        kind = facts.AlarmKind(self.kind)
        return facts.Alarm(self.id, kind, self.badge_no, self.case_id, self.raised_at)
