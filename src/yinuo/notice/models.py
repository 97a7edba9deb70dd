"""The outbox: one row for each notice to one recipient by one channel; and what the ways out need to know."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.store.fields import EncryptedJSONField, EncryptedTextField

from .facts import (
    ENDED,
    ChannelKind,
    Device,
    NoticeFacts,
    NoticeState,
    PartState,
    Purpose,
    RecipientKind,
    TeamFacts,
)

_OPEN = [NoticeState.QUEUED.value, NoticeState.CLAIMED.value]


class Notice(models.Model):
    """A message that is to go out, or went. Ids are plain: what it is about stands above this room."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=6, null=True)  # only where the subject is a case
    subject_kind = models.CharField(max_length=16)
    subject = models.UUIDField()
    event = models.CharField(max_length=120)
    recipient_kind = models.CharField(max_length=8)
    recipient = models.UUIDField()
    channel = models.CharField(max_length=8)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=8)
    params = EncryptedJSONField(null=True)  # null once nothing more is tried
    state = models.CharField(max_length=10)
    send_after = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # the next try, or the end of a sender's hold
    look_at = models.DateTimeField(null=True)  # when the watch calls a sender for it
    claim = models.UUIDField(null=True)
    rank = models.PositiveSmallIntegerField(default=0)  # 0 goes out; a spare waits for its turn
    doubts = models.PositiveSmallIntegerField(default=0)  # talks of which nobody knows the end
    provider_ref = models.CharField(max_length=120, default="")
    error = models.CharField(max_length=40, default="")
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "event", "recipient", "channel"], name="notice_one"
            ),
            models.CheckConstraint(
                name="notice_state",
                condition=Q(state__in=[state.value for state in NoticeState]),
            ),
            models.CheckConstraint(
                name="notice_open_or_settled",
                condition=Q(
                    state__in=_OPEN,
                    due_at__isnull=False,
                    look_at__isnull=False,
                    params__isnull=False,
                    settled_at=None,
                )
                | Q(state=NoticeState.SPARE.value, params__isnull=False, settled_at=None)
                | Q(
                    state__in=[state.value for state in ENDED],
                    due_at=None,
                    look_at=None,
                    params=None,
                    settled_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="notice_claimed_by_one",
                condition=Q(state=NoticeState.CLAIMED.value, claim__isnull=False)
                | ~Q(state=NoticeState.CLAIMED.value) & Q(claim=None),
            ),
        ]
        indexes = [
            # By channel first: what waits for a way that isn't installed must not be read at each look.
            models.Index(
                fields=["channel", "due_at"],
                name="notice_due_by",
                condition=Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["channel", "look_at"],
                name="notice_look_by",
                condition=Q(look_at__isnull=False),
            ),
            models.Index(fields=["recipient", "created_at"], name="notice_to"),
        ]

    def __str__(self) -> str:
        return f"notice {self.id} {self.event} {self.state}"

    def to_facts(self) -> NoticeFacts:
        """The notice as a plain value, without its words."""
        return NoticeFacts(
            id=self.id,
            subject=self.subject,
            event=self.event,
            recipient_kind=RecipientKind(self.recipient_kind),
            recipient=self.recipient,
            channel=ChannelKind(self.channel),
            template=self.template,
            state=NoticeState(self.state),
            attempts=self.attempts,
            error=self.error,
            send_after=self.send_after,
            settled_at=self.settled_at,
        )


class Part(models.Model):
    """One part of a text at an SMS gateway, by the gateway's own number. A report may come before the answer
    that names the number, so a part may be known before its notice is."""

    id = models.UUIDField(primary_key=True)
    gateway = models.CharField(max_length=8)
    reference = models.CharField(max_length=80)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.CASCADE, related_name="parts")
    state = models.CharField(max_length=10)
    error = models.CharField(max_length=40, default="")
    sent_at = models.DateTimeField()
    asked = models.PositiveSmallIntegerField(default=0)
    ask_at = models.DateTimeField(null=True)  # when the gateway is asked, where it can be

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "reference"], name="part_one"),
            models.CheckConstraint(
                name="part_state", condition=Q(state__in=[state.value for state in PartState])
            ),
        ]
        indexes = [
            models.Index(fields=["ask_at"], name="part_to_ask", condition=Q(ask_at__isnull=False)),
            models.Index(fields=["sent_at"], name="part_by_age"),
        ]

    def __str__(self) -> str:
        return f"part {self.reference} {self.state}"


class Subscription(models.Model):
    """A browser that asked to be told when there is news (Push API)."""

    id = models.UUIDField(primary_key=True)
    recipient_kind = models.CharField(max_length=8)
    recipient = models.UUIDField()
    endpoint = EncryptedTextField()
    endpoint_index = models.CharField(max_length=64)
    p256dh = EncryptedTextField()
    auth = EncryptedTextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint_index", "recipient_kind", "recipient"], name="subscription_one"
            )
        ]
        indexes = [models.Index(fields=["recipient"], name="subscription_of")]

    def __str__(self) -> str:
        return f"subscription {self.id} of {self.recipient_kind} {self.recipient}"

    def to_facts(self) -> Device:
        """The browser as a channel needs it."""
        return Device(self.id, self.endpoint, self.p256dh, self.auth)


class OptOut(models.Model):
    """A purpose that a customer does without, by one way."""

    id = models.UUIDField(primary_key=True)
    customer = models.UUIDField()
    purpose = models.CharField(max_length=12)
    channel = models.CharField(max_length=8)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "purpose", "channel"], name="opt_out_one"),
            models.CheckConstraint(
                name="opt_out_purpose",
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.channel} off for {self.customer}"


class CalendarEntry(models.Model):
    """What a customer's calendar was last told of the visit to a case."""

    subject = models.UUIDField(primary_key=True)
    sequence = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar entry of {self.subject}, edition {self.sequence}"


class Team(models.Model):
    """A chat group of the staff; its address lets anybody post there, so it is kept encrypted."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=40)
    region = models.CharField(max_length=6, default="")  # zones whose code begins so; empty: all
    url = EncryptedTextField()
    service = models.CharField(max_length=20)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region"], name="team_of", condition=Q(is_active=True))]

    def __str__(self) -> str:
        return f"team {self.id} ({self.service})"

    def to_facts(self) -> TeamFacts:
        """The group without its address."""
        return TeamFacts(self.id, self.name, self.region, self.service, self.is_active)
