"""Tables of dispatch. The database has the last word: one active job per technician, one person per seat."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateTimeRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q

from yinuo.base.point import Point
from yinuo.store.fields import EncryptedTextField

from .facts import (
    LIVE,
    AssignmentFacts,
    EndReason,
    HandKind,
    HandReason,
    InterventionFacts,
    JobFacts,
    JobState,
    PauseReason,
    PositionFacts,
    PositionSource,
    TechnicianPause,
)


class Zone(models.Model):
    """A dispatch zone, and when to look at it next."""

    region = models.CharField(primary_key=True, max_length=6)
    watch_id = models.UUIDField(unique=True)  # the watch knows rows by uuid
    decide_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["decide_at"], condition=Q(decide_at__isnull=False), name="zone_next"
            )
        ]

    def __str__(self) -> str:
        return self.region


class Job(models.Model):
    """Work that somebody must go to."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    case = models.ForeignKey("case.Case", on_delete=models.PROTECT, related_name="+")
    case_kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in JobState])
    skills = ArrayField(models.CharField(max_length=40))
    crew = models.PositiveSmallIntegerField()
    service_minutes = models.PositiveIntegerField()
    lat = models.FloatField()
    lng = models.FloatField()
    radius_m = models.FloatField()
    deadline_at = models.DateTimeField()
    not_before_at = models.DateTimeField(null=True)  # nobody comes earlier: the customer asked so
    promised_p = models.FloatField(null=True)
    created_at = models.DateTimeField()
    reason = models.JSONField(null=True)  # why nobody could be sent, at the last look

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=[s.value for s in LIVE]),
                name="job_one_live_per_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in JobState]), name="job_state_known"
            ),
            models.CheckConstraint(condition=Q(crew__gte=1, crew__lte=2), name="job_crew"),
        ]
        indexes = [
            models.Index(fields=["region", "state"], name="job_of_zone"),
            models.Index(fields=["case"], name="job_of_case"),
            models.Index(
                fields=["deadline_at", "id"],
                name="job_live",
                condition=Q(state__in=[s.value for s in LIVE]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    def to_facts(self) -> JobFacts:
        """The job as a plain value."""
        return JobFacts(
            id=self.id,
            region=self.region,
            case_id=self.case_id,
            state=JobState(self.state),
            skills=frozenset(self.skills),
            crew=self.crew,
            service_minutes=self.service_minutes,
            point=Point(self.lat, self.lng),
            radius_m=self.radius_m,
            deadline_at=self.deadline_at,
            created_at=self.created_at,
            not_before_at=self.not_before_at,
        )


class Assignment(models.Model):
    """A technician for a seat of a job, with everything that the choice rested on."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="assignments")
    seat = models.PositiveSmallIntegerField()
    technician = models.ForeignKey("outlet.Technician", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    eta = models.DateTimeField()
    p_late = models.FloatField()
    reason = models.JSONField()
    is_by_hand = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(
        max_length=12, null=True, choices=[(r.value, r.value) for r in EndReason]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["technician"], condition=Q(ended_at=None), name="one_job_per_technician"
            ),
            models.UniqueConstraint(
                fields=["job", "seat"], condition=Q(ended_at=None), name="one_technician_per_seat"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason=None)
                | Q(ended_at__isnull=False, end_reason__isnull=False),
                name="assignment_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["region"], condition=Q(ended_at=None), name="assignment_active")
        ]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.seat} {self.technician_id}"

    def to_facts(self) -> AssignmentFacts:
        """The assignment as a plain value; reads the job."""
        return AssignmentFacts(
            id=self.id,
            job_id=self.job_id,
            case_id=self.job.case_id,
            technician_id=self.technician_id,
            seat=self.seat,
            made_at=self.made_at,
            eta=self.eta,
            p_late=self.p_late,
            ended_at=self.ended_at,
            end_reason=EndReason(self.end_reason) if self.end_reason else None,
            is_by_hand=self.is_by_hand,
        )


class Intervention(models.Model):
    """What a dispatcher did by hand, and why; who it was stands in the record. The words may name somebody,
    so they are encrypted, and deleted when the case's customer is erased."""

    id = models.UUIDField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="interventions")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in HandKind])
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in HandReason])
    words = EncryptedTextField(null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job_id} {self.kind}"

    def to_facts(self) -> InterventionFacts:
        """The intervention as a plain value; reads the job and the assignment."""
        return InterventionFacts(
            case_id=self.job.case_id,
            technician_id=self.assignment.technician_id,
            kind=HandKind(self.kind),
            reason=HandReason(self.reason),
            words=self.words or "",
            made_at=self.made_at,
        )


class Pause(models.Model):
    """A stretch in which a technician is sent nowhere; resuming ends it early. One that was resumed before
    it began is empty and stands in nobody's way."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6)
    technician = models.ForeignKey("outlet.Technician", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=12, choices=[(r.value, r.value) for r in PauseReason])
    keeps_work = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="pause_one_at_a_time",
                expressions=[
                    ("technician", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="pause_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["region", "ends_at"], name="pause_of_zone")]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.starts_at} {self.ends_at}"

    def to_facts(self) -> TechnicianPause:
        """The pause as a plain value."""
        return TechnicianPause(
            id=self.id,
            technician_id=self.technician_id,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            reason=PauseReason(self.reason),
            keeps_work=self.keeps_work,
        )


class Position(models.Model):
    """Where a technician was last, on duty; one row each, and no track is kept (PD-05)."""

    technician = models.OneToOneField(
        "outlet.Technician", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    lat = models.FloatField()
    lng = models.FloatField()
    seen_at = models.DateTimeField()
    source = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=[s.value for s in PositionSource]), name="position_source"
            )
        ]
        indexes = [models.Index(fields=["seen_at"], name="position_seen")]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.seen_at}"

    def to_facts(self) -> PositionFacts:
        """The position as a plain value."""
        point = Point(self.lat, self.lng)
        return PositionFacts(point, self.seen_at, PositionSource(self.source))
