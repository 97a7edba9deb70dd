"""Visits and their steps."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from yinuo.store.fields import EncryptedJSONField, EncryptedTextField
from yinuo.work.visit.facts import (
    ENDED,
    Step,
    StepFacts,
    StopCause,
    StopReason,
    VisitFacts,
    VisitState,
)
from yinuo.work.visit.rules.stopping import cause_of


def choices(
    kind: type[StrEnum],
) -> list[tuple[str, str]]:
    """The values of an enum as a model field wants them."""
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
    state = models.CharField(max_length=12, choices=choices(VisitState))
    arrival_code = EncryptedTextField()
    badge_word = EncryptedTextField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    eta_at = (
        models.DateTimeField()
    )  # as expected when the technician was chosen, or announced since
    on_way_at = models.DateTimeField(null=True)
    knocked_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=24, default="")
    stop_note = EncryptedTextField(null=True)
    photo_consent_at = models.DateTimeField(null=True)
    serial_read_at = models.DateTimeField(null=True)
    led_by = models.ForeignKey(
        "outlet.Technician", on_delete=models.PROTECT, null=True, related_name="+"
    )  # who leads since the one who came first handed the lead over

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
            models.Index(fields=["case"], name="visit_stopped", condition=Q(state="stopped")),
            models.Index(fields=["job_id"], name="visit_of_job"),
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
            assignment_id=self.assignment_id,
            technician_id=self.technician_id,
            seat=self.seat,
            state=VisitState(self.state),
            asked_at=self.asked_at,
            planned_at=self.planned_at,
            eta_at=self.eta_at,
            on_way_at=self.on_way_at,
            knocked_at=self.knocked_at,
            arrived_at=self.arrived_at,
            ended_at=self.ended_at,
            is_code_locked=self.locked_at is not None,
            unit_id=self.unit_id,
            is_serial_read=self.serial_read_at is not None,
            stop_cause=self._stop_cause(),
            leader_id=self.led_by_id or self.technician_id,
        )

    def _stop_cause(self) -> StopCause | None:
        is_stopped = self.state == VisitState.STOPPED
        return cause_of(StopReason(self.end_reason)) if is_stopped else None


class VisitStep(models.Model):
    """A step that was done; its texts are encrypted, their codes masked before."""

    id = models.UUIDField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="steps")
    seq = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=choices(Step))
    technician = models.ForeignKey(
        "outlet.Technician", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    body = EncryptedJSONField(null=True)  # null once its texts are erased

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "seq"], name="step_one"),
            models.UniqueConstraint(fields=["visit", "step"], name="step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.seq} {self.step}"

    def to_facts(self) -> StepFacts:
        """The step as a plain value."""
        return StepFacts(
            step=Step(self.step),
            seq=self.seq,
            at=self.at,
            device_at=self.device_at,
            body=self.body or {},
            technician_id=self.technician_id,
        )
