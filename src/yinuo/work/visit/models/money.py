"""Itemised quotes and payments."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yinuo.store.fields import EncryptedJSONField
from yinuo.work.visit.facts import (
    Destructive,
    ItemQuoteFacts,
    PaymentFacts,
    PaymentMethod,
    QuoteLineFacts,
    QuoteState,
)

from .visit import Visit, choices


class ItemQuote(models.Model):
    """An itemised quote; decided once, never edited: more work needs a new version."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="quotes")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=choices(QuoteState))
    total_fen = models.PositiveIntegerField()
    disclosed_fen = models.PositiveIntegerField()
    in_warranty = models.BooleanField()
    warranty_zh = models.TextField()
    warranty_en = models.TextField()
    finish_by = models.DateTimeField()
    destructive = EncryptedJSONField(null=True)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    is_signed_here = models.BooleanField(default=False)  # on the technician's phone

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

    def to_facts(self, *, has_lines: bool = True) -> ItemQuoteFacts:
        """The quote; reads its lines, unless a list of many quotes does without."""
        if has_lines:
            models.prefetch_related_objects([self], "lines")  # once for a row: they never change
        return ItemQuoteFacts(
            visit_id=self.visit_id,
            case_id=self.visit.case_id,
            version=self.version,
            state=QuoteState(self.state),
            lines=tuple(
                line.to_facts() for line in sorted(self.lines.all(), key=lambda line: line.position)
            )
            if has_lines
            else (),
            total_fen=self.total_fen,
            disclosed_fen=self.disclosed_fen,
            in_warranty=self.in_warranty,
            warranty_zh=self.warranty_zh,
            warranty_en=self.warranty_en,
            finish_by=self.finish_by,
            destructive=Destructive(**self.destructive) if self.destructive else None,
            proposed_at=self.proposed_at,
            decided_at=self.decided_at,
            is_signed_here=self.is_signed_here,
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


class Payment(models.Model):
    """What the technician recorded as paid, and what the customer says was paid; of the decided version
    `quote_version`, so that a price is judged by its own payment."""

    visit = models.OneToOneField(
        Visit, on_delete=models.PROTECT, primary_key=True, related_name="payment"
    )
    quote_version = models.PositiveSmallIntegerField()
    at_most_fen = models.PositiveIntegerField()
    recorded_fen = models.PositiveIntegerField(null=True)
    method = models.CharField(max_length=16, choices=choices(PaymentMethod), null=True)
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

    def to_facts(self) -> PaymentFacts:
        """The payment as a plain value."""
        return PaymentFacts(
            visit_id=self.visit_id,
            at_most_fen=self.at_most_fen,
            recorded_fen=self.recorded_fen,
            method=PaymentMethod(self.method) if self.method else None,
            recorded_at=self.recorded_at,
            confirmed_fen=self.confirmed_fen,
            confirmed_at=self.confirmed_at,
        )
