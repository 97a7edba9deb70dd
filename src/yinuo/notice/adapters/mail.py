"""A message as an e-mail."""

from __future__ import annotations

from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage

from yinuo.notice.facts import Message


def build_mail(message: Message) -> EmailMessage:
    """The e-mail of a message.

    Message-ID and Date come from the notice, not from the moment: a mail that is sent again because
    nobody knew whether it had arrived is the same mail, and a mailbox shows it once.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.id}@{domain}>",
            "Date": format_datetime(message.made_at),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers, please
        },
    )
