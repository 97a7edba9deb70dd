"""Parts, photos and opening forms: what proves the work."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yinuo.store.fields import EncryptedJSONField, EncryptedTextField
from yinuo.work.visit.facts import (
    MethodClass,
    NoSignature,
    OpeningFormFacts,
    PartFacts,
    PhotoFacts,
    PhotoKind,
    SignatureFacts,
    SignPaper,
    SignRole,
)

from .visit import Visit, choices


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
    kind = models.CharField(max_length=8, choices=choices(PhotoKind))
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

    def to_facts(self) -> OpeningFormFacts:
        """The form as a plain value, without ids of people."""
        return OpeningFormFacts(
            visit_id=self.visit_id,
            method=MethodClass(self.method_class),
            permit_number=self.permit_number,
            technician_badge=self.body["technician_badge"],
            proof_kinds=tuple(self.proof_kinds),
            is_owner_present=self.body["owner_present"],
            has_owner_confirmed_contents=self.body["contents_confirmed"],
            new_code_tries=self.body["new_code_tries"],
            written_at=self.written_at,
            kept_until=self.retained_until,
        )


class Signature(models.Model):
    """A signature on the phone, as lines of points, or the reason why there is none. Written once; the lines
    go with their person, the commitment in the record stays."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="signatures")
    paper = models.CharField(max_length=10, choices=choices(SignPaper))
    version = models.PositiveSmallIntegerField(default=0)  # of the quote that was accepted by it
    role = models.CharField(max_length=10, choices=choices(SignRole))
    strokes = EncryptedJSONField(null=True)
    reason = models.CharField(max_length=12, choices=choices(NoSignature), default="")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "paper", "version", "role"], name="signature_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.paper} {self.role}"

    def to_facts(self) -> SignatureFacts:
        """The signature as a plain value."""
        lines = ((tuple(point) for point in line) for line in self.strokes or ())
        return SignatureFacts(
            paper=SignPaper(self.paper),
            role=SignRole(self.role),
            strokes=tuple(tuple((x, y) for x, y in line) for line in lines),
            reason=NoSignature(self.reason) if self.reason else None,
            signed_at=self.signed_at,
        )
