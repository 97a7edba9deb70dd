"""Tables of what is seen and decided in a case: proofs, and a manager's decisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.case.facts import (
    DecisionAbout,
    DecisionFacts,
    DecisionKind,
    DocumentKind,
    ProofFacts,
    ProofKind,
)
from yinuo.store.fields import EncryptedTextField

from .case import Case, choices


class Decision(models.Model):
    """What a manager decided and told the customer; written once."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    about = models.CharField(max_length=8, choices=choices(DecisionAbout))
    kind = models.CharField(max_length=12, choices=choices(DecisionKind))
    words = EncryptedTextField(null=True)  # codes masked; null once erased
    fen = models.PositiveBigIntegerField(null=True)
    promise_id = models.UUIDField(null=True)
    decided_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise_id"],
                condition=Q(promise_id__isnull=False),
                name="decision_one_per_refund",
            ),
            models.CheckConstraint(
                condition=~Q(about="refund") | Q(promise_id__isnull=False, fen__isnull=False),
                name="decision_refund_whole",
            ),
        ]
        indexes = [models.Index(fields=["case", "decided_at"], name="decision_by_case")]

    def __str__(self) -> str:
        return f"{self.about} {self.kind} {self.decided_at}"

    def to_facts(self) -> DecisionFacts:
        """The decision as a plain value."""
        return DecisionFacts(
            id=self.id,
            case_id=self.case_id,
            about=DecisionAbout(self.about),
            kind=DecisionKind(self.kind),
            words=self.words or "",
            fen=self.fen,
            promise_id=self.promise_id,
            decided_at=self.decided_at,
        )


class Proof(models.Model):
    """A proof recorded as seen: never a copy of it, never a whole number."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey(Case, models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=16, choices=choices(ProofKind))
    document_kind = models.CharField(max_length=20, choices=choices(DocumentKind))
    name_matches = models.BooleanField()
    last4 = EncryptedTextField(null=True)
    party_name = EncryptedTextField(null=True)
    party_contact = EncryptedTextField(null=True)
    checker = models.CharField(max_length=80)  # the actor who looked at it
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ProofKind]), name="proof_kind"
            ),
        ]
        indexes = [models.Index(fields=["region", "case", "seen_at"], name="proof_by_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_kind}"

    def to_facts(self) -> ProofFacts:
        """The proof without the people it names."""
        return ProofFacts(
            id=self.id,
            case_id=self.case_id,
            kind=ProofKind(self.kind),
            document_kind=DocumentKind(self.document_kind),
            name_matches=self.name_matches,
            checker=self.checker,
            seen_at=self.seen_at,
        )
