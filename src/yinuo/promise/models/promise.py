"""Tables of the promise room: what was promised, paused and credited."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yinuo.promise.facts import (
    PauseFacts,
    PauseReason,
    PromiseFacts,
    PromiseKind,
    PromiseState,
    RemedyFacts,
    Rung,
    Teller,
)
from yinuo.promise.rules import agreed_start, effective_due

from .quote import Quote

_KINDS = [kind.value for kind in PromiseKind]
_STATES = [state.value for state in PromiseState]


class Promise(models.Model):
    """A promise: its terms never change after it is made; state and verdict are written once."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey("case.Case", models.PROTECT, related_name="+")
    quote = models.OneToOneField(Quote, models.PROTECT, related_name="promise", null=True)
    outlet = models.ForeignKey(
        "outlet.Outlet", models.PROTECT, related_name="+", null=True, db_index=False
    )  # the case's, for the figures
    origin_case_id = models.UUIDField(
        null=True
    )  # where it was made, if its case was joined to this one
    customer = models.ForeignKey(
        "people.Customer", models.PROTECT, related_name="+", null=True, db_index=False
    )  # to whom it was made, where that isn't this case's own
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in _KINDS])
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    not_before_at = models.DateTimeField(null=True)  # agreed when it was made: nobody comes earlier
    within_minutes = models.PositiveIntegerField(null=True)
    quoted_p = models.FloatField(null=True)
    at_most_fen = models.PositiveBigIntegerField(null=True)
    paid_fen = models.PositiveBigIntegerField(null=True)  # what decided a price
    visit_id = models.UUIDField(null=True)  # whose itemised quote a price stands on
    quote_version = models.PositiveIntegerField(null=True)
    keeps_when = ArrayField(models.CharField(max_length=60))
    weak = ArrayField(models.CharField(max_length=60), default=list)
    weak_after_minutes = models.PositiveIntegerField()
    credit_fen = models.PositiveIntegerField()
    refund_excess = models.BooleanField(default=False)
    refund_excess_up_to_fen = models.PositiveIntegerField(default=0)
    ladder_shares = ArrayField(models.FloatField(), default=list)
    ladder_tell = ArrayField(models.CharField(max_length=80), default=list)  # comma-separated
    rung = models.PositiveSmallIntegerField(default=0)
    rulebook_id = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=[(state, state) for state in _STATES])
    verdict_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    evidence_seq = models.PositiveIntegerField(null=True)
    look_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_KINDS), name="promise_kind"),
            models.CheckConstraint(condition=Q(due_at__gt=F("made_at")), name="promise_forward"),
            models.CheckConstraint(
                condition=Q(
                    state="running",
                    verdict_at__isnull=True,
                    judged_at__isnull=True,
                    look_at__isnull=False,
                )
                | Q(
                    state__in=["kept", "broken", "released"],
                    verdict_at__isnull=False,
                    judged_at__isnull=False,
                    look_at__isnull=True,
                ),
                name="promise_verdict_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept") | Q(evidence_seq__isnull=False),
                name="promise_kept_by_evidence",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | Q(state="kept"),
                name="promise_corrected_is_kept",
            ),
            models.CheckConstraint(
                condition=~Q(kind="price")
                | Q(at_most_fen__isnull=False, visit_id__isnull=False, quote_version__isnull=False),
                name="promise_price_has_terms",
            ),
            models.UniqueConstraint(
                fields=["visit_id", "quote_version"],
                condition=Q(kind="price"),
                name="promise_one_per_price",
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_at", "id"], name="promise_look", condition=Q(state="running")
            ),
            models.Index(fields=["region", "case"], name="promise_by_case"),
            models.Index(fields=["region", "kind", "made_at"], name="promise_by_kind"),
            models.Index(
                fields=["verdict_at", "id"],
                include=[
                    *("kind", "state", "outlet", "made_at", "due_at", "quoted_p"),
                    *("at_most_fen", "paid_fen"),
                ],
                name="promise_verdict",
                condition=Q(verdict_at__isnull=False),
            ),
            models.Index(
                fields=["outlet", "verdict_at"],
                include=[
                    *("kind", "state", "made_at", "due_at", "quoted_p"),
                    *("at_most_fen", "paid_fen"),
                ],
                name="promise_outlet_verdict",
                condition=Q(verdict_at__isnull=False),
            ),
            models.Index(fields=["state", "-case"], name="promise_by_state"),
            models.Index(fields=["due_at", "id"], name="promise_due", condition=Q(state="running")),
            models.Index(
                fields=["due_at", "id"],
                name="promise_call_back",
                condition=Q(state="running", kind="call_back"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} due {self.due_at}"

    def to_facts(self, *, is_new: bool = False) -> PromiseFacts:
        """The promise with its pauses and so its effective deadline; reads them unless there can't be any."""
        pauses = () if is_new else tuple(pause.to_facts() for pause in self.pauses.all())
        return PromiseFacts(
            id=self.id,
            region=self.region,
            case_id=self.case_id,
            kind=PromiseKind(self.kind),
            state=PromiseState(self.state),
            made_at=self.made_at,
            due_at=self.due_at,
            deadline_at=effective_due(self.made_at, self.due_at, pauses),
            within_minutes=self.within_minutes,
            quoted_p=self.quoted_p,
            at_most_fen=self.at_most_fen,
            visit_id=self.visit_id,
            quote_version=self.quote_version,
            keeps_when=tuple(self.keeps_when),
            weak=tuple(self.weak),
            weak_after_minutes=self.weak_after_minutes,
            credit_fen=self.credit_fen,
            refund_excess=self.refund_excess,
            refund_excess_up_to_fen=self.refund_excess_up_to_fen,
            ladder=tuple(
                Rung(share, tuple(map(Teller, filter(None, tell.split(",")))))
                for share, tell in zip(self.ladder_shares, self.ladder_tell, strict=True)
            ),
            rung=self.rung,
            pauses=pauses,
            verdict_at=self.verdict_at,
            judged_at=self.judged_at,
            corrected_at=self.corrected_at,
            evidence_seq=self.evidence_seq,
            look_at=self.look_at,
            rulebook_id=self.rulebook_id,
            customer_id=self.customer_id,
            is_carried=self.origin_case_id is not None,
            not_before_at=agreed_start(self.not_before_at, pauses),
        )


class Pause(models.Model):
    """A stretch in which the clock stands still: a row, so that no deadline is ever edited."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in PauseReason])
    consent_at = models.DateTimeField()
    is_through_staff = models.BooleanField(default=False)  # agreed to by phone
    not_before_at = models.DateTimeField(null=True)  # agreed with it: nobody comes earlier

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="pause_forward"),
            models.CheckConstraint(
                condition=Q(consent_at__lte=F("starts_at")), name="pause_agreed_before"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at} to {self.ends_at}"

    def to_facts(self) -> PauseFacts:
        """The pause as a plain value."""
        return PauseFacts(
            self.starts_at,
            self.ends_at,
            PauseReason(self.reason),
            self.consent_at,
            self.not_before_at,
        )


class Remedy(models.Model):
    """What was credited for a broken promise: one row at most, never taken back."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    promise = models.OneToOneField(Promise, models.PROTECT, related_name="remedy")
    outlet = models.ForeignKey(
        "outlet.Outlet", models.PROTECT, related_name="+", null=True, db_index=False
    )  # the promise's, for the figures
    customer = models.ForeignKey("people.Customer", models.PROTECT, related_name="+")
    fen = models.PositiveBigIntegerField()
    excess_fen = models.PositiveBigIntegerField()
    beyond_fen = models.PositiveBigIntegerField(default=0)  # claimed besides, not credited
    paid_at = models.DateTimeField()
    granted_fen = models.PositiveBigIntegerField(null=True)  # of beyond_fen, by a manager
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(granted_fen__isnull=True, answered_at__isnull=True)
                | Q(granted_fen__lte=F("beyond_fen"), answered_at__isnull=False),
                name="remedy_answered_whole",
            )
        ]
        indexes = [
            models.Index(fields=["paid_at"], name="remedy_paid"),
            models.Index(
                fields=["outlet", "paid_at"],
                include=["fen", "excess_fen", "granted_fen"],
                name="remedy_of_outlet",
            ),
            models.Index(
                fields=["paid_at"],
                name="remedy_waits",
                condition=Q(beyond_fen__gt=0, answered_at__isnull=True),
            ),
            models.Index(fields=["customer"], name="remedy_by_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.fen} + {self.excess_fen} fen"

    def to_facts(self) -> RemedyFacts:
        """The remedy as a plain value."""
        return RemedyFacts(
            promise_id=self.promise_id,
            customer_id=self.customer_id,
            fen=self.fen,
            excess_fen=self.excess_fen,
            beyond_fen=self.beyond_fen,
            paid_at=self.paid_at,
            granted_fen=self.granted_fen,
            answered_at=self.answered_at,
        )
