"""Tables of visits. Steps, photos, parts, payments and opening forms are only ever added."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinuo.store.fields import EncryptedJSONField, EncryptedTextField

from .facts import (
    ENDED,
    Destructive,
    ItemQuoteFacts,
    MethodClass,
    PartFacts,
    PaymentMethod,
    PhotoFacts,
    PhotoKind,
    QuoteLineFacts,
    QuoteState,
    Step,
    StepFacts,
    VisitFacts,
    VisitState,
)


def _choices(
    kind: type[VisitState | QuoteState | Step | PhotoKind | PaymentMethod],
) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in kind]


class Visit(models.Model):
    """One technician's way to one case. Job and assignment are plain ids: dispatch stands above this room."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey("case.Case", on_delete=models.PROTECT, related_name="+")
    job_id = models.UUIDField()
    assignment_id = models.UUIDField()
    technician = models.ForeignKey("outlet.Technician", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    seat = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=_choices(VisitState))
    arrival_code = EncryptedTextField()
    badge_word = EncryptedTextField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField()
    on_way_at = models.DateTimeField(null=True)
    knocked_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=24, default="")
    stop_note = EncryptedTextField(null=True)
    photo_consent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment_id"], name="visit_of_assignment"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in VisitState]), name="visit_state_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False, state__in=[s.value for s in ENDED])
                | Q(ended_at__isnull=True) & ~Q(state__in=[s.value for s in ENDED]),
                name="visit_ended_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "case"], name="visit_of_case"),
            models.Index(fields=["technician", "-id"], name="visit_of_technician"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    def to_facts(self) -> VisitFacts:
        """The visit as a plain value, without its codes."""
        return VisitFacts(
            id=self.id,
            region=self.region,
            case_id=self.case_id,
            job_id=self.job_id,
            technician_id=self.technician_id,
            seat=self.seat,
            state=VisitState(self.state),
            planned_at=self.planned_at,
            on_way_at=self.on_way_at,
            knocked_at=self.knocked_at,
            arrived_at=self.arrived_at,
            ended_at=self.ended_at,
            is_code_locked=self.locked_at is not None,
            unit_id=self.unit_id,
        )


class VisitStep(models.Model):
    """A step that was done; its texts are encrypted, their codes masked before."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=_choices(Step))
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    body = EncryptedJSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "seq"], name="step_one"),
            models.UniqueConstraint(fields=["visit", "step"], name="step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.seq} {self.step}"

    def to_facts(self) -> StepFacts:
        """The step as a plain value."""
        return StepFacts(Step(self.step), self.seq, self.at, self.device_at, self.body)


class ItemQuote(models.Model):
    """An itemised quote; decided once, never edited: more work needs a new version."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="quotes")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=_choices(QuoteState))
    total_fen = models.PositiveIntegerField()
    disclosed_fen = models.PositiveIntegerField()
    in_warranty = models.BooleanField()
    warranty_zh = models.TextField()
    warranty_en = models.TextField()
    finish_by = models.DateTimeField()
    destructive = EncryptedJSONField(null=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "version"], name="quote_version_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(state="proposed"), name="quote_one_open"
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(state="accepted"), name="quote_one_accepted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} v{self.version} {self.state}"

    def to_facts(self) -> ItemQuoteFacts:
        """The quote with its lines; reads the lines."""
        return ItemQuoteFacts(
            visit_id=self.visit_id,
            case_id=self.visit.case_id,
            version=self.version,
            state=QuoteState(self.state),
            lines=tuple(line.to_facts() for line in self.lines.order_by("position")),
            total_fen=self.total_fen,
            disclosed_fen=self.disclosed_fen,
            in_warranty=self.in_warranty,
            warranty_zh=self.warranty_zh,
            warranty_en=self.warranty_en,
            finish_by=self.finish_by,
            destructive=Destructive(**self.destructive) if self.destructive else None,
            proposed_at=self.proposed_at,
            decided_at=self.decided_at,
        )


class QuoteLine(models.Model):
    """A priced line of a quote; the amount is checked by the database."""

    id = models.UUIDField(primary_key=True)
    quote = models.ForeignKey(ItemQuote, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    group = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    unit_price_fen = models.PositiveIntegerField()
    quantity = models.PositiveSmallIntegerField()
    amount_fen = models.PositiveIntegerField()
    in_warranty = models.BooleanField()
    part_condition = models.CharField(max_length=12, null=True)
    maker = models.CharField(max_length=80, default="")
    part_no = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "position"], name="line_one"),
            models.UniqueConstraint(fields=["quote", "code"], name="line_code_once"),
            models.CheckConstraint(
                condition=Q(amount_fen=F("unit_price_fen") * F("quantity")), name="line_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} x{self.quantity}"

    def to_facts(self) -> QuoteLineFacts:
        """The line as a plain value."""
        return QuoteLineFacts(
            code=self.code,
            group=self.group,
            name_zh=self.name_zh,
            name_en=self.name_en,
            unit_price_fen=self.unit_price_fen,
            quantity=self.quantity,
            amount_fen=self.amount_fen,
            in_warranty=self.in_warranty,
            part_condition=self.part_condition,
            maker=self.maker,
            part_no=self.part_no,
        )


class Part(models.Model):
    """A part that was fitted."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    quantity = models.PositiveSmallIntegerField()
    maker = models.CharField(max_length=80)
    serial = models.CharField(max_length=40)
    condition = models.CharField(max_length=12)
    fault_proof = EncryptedTextField()
    fitted_at = models.DateTimeField()
    warranted_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.serial}"

    def to_facts(self) -> PartFacts:
        """The part as a plain value."""
        return PartFacts(
            code=self.code,
            name_zh=self.name_zh,
            name_en=self.name_en,
            quantity=self.quantity,
            maker=self.maker,
            serial=self.serial,
            condition=self.condition,
            warranted_until=self.warranted_until,
        )


class Photo(models.Model):
    """A photo, re-encoded without its metadata and encrypted."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    kind = models.CharField(max_length=8, choices=_choices(PhotoKind))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    token = models.BinaryField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.visit_id} {self.kind}"

    def to_facts(self) -> PhotoFacts:
        """The photo as a plain value, without its bytes."""
        return PhotoFacts(
            self.id, PhotoKind(self.kind), self.sha256, self.taken_at, self.width, self.height
        )


class Payment(models.Model):
    """What the technician recorded as paid, and what the customer says was paid."""

    visit = models.OneToOneField(
        Visit, on_delete=models.PROTECT, primary_key=True, related_name="payment"
    )
    at_most_fen = models.PositiveIntegerField()
    recorded_fen = models.PositiveIntegerField(null=True)
    method = models.CharField(max_length=16, choices=_choices(PaymentMethod), null=True)
    recorded_at = models.DateTimeField(null=True)
    confirmed_fen = models.PositiveIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_fen__isnull=True) | Q(recorded_fen__lte=F("at_most_fen")),
                name="payment_not_above",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.recorded_fen} of {self.at_most_fen}"


class OpeningForm(models.Model):
    """The form of an opening (ID-07): written once, kept until its day; a trigger refuses changes."""

    visit = models.OneToOneField(
        Visit, on_delete=models.PROTECT, primary_key=True, related_name="opening_form"
    )
    method_class = models.CharField(
        max_length=16, choices=[(m.value, m.value) for m in MethodClass]
    )
    permit_number = models.CharField(max_length=60)
    proof_kinds = ArrayField(models.CharField(max_length=20))
    body = EncryptedJSONField()
    written_at = models.DateTimeField()
    retained_until = models.DateField()

    def __str__(self) -> str:
        return f"{self.visit_id} {self.method_class}"
