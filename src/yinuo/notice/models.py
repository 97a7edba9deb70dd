"""The outbox: one row for each notice to one recipient by one channel."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yinuo.store.fields import EncryptedJSONField

from .facts import ENDED, ChannelKind, NoticeFacts, NoticeState, RecipientKind

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
            models.Index(fields=["due_at"], name="notice_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["look_at"], name="notice_look", condition=Q(look_at__isnull=False)
            ),
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
