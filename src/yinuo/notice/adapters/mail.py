"""A message as an e-mail."""

from __future__ import annotations

from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from yinuo.notice.facts import Message

from .calendar import build_invite, method_of


def build_mail(message: Message) -> EmailMultiAlternatives:
    """The e-mail of a message, with its calendar entry and its way to do without, where it has them.

    Message-ID and Date come from the notice, not from the moment: a mail that is sent again because
    nobody knew whether it had arrived is the same mail, and a mailbox shows it once.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.id}@{domain}>",
            "Date": format_datetime(message.made_at),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers, please
            **_unsubscribe(message),
        },
    )
    if message.invite is not None:
        entry = build_invite(message.invite, message.to).decode()
        mail.attach_alternative(entry, f"text/calendar; method={method_of(message.invite)}")
    return mail


def _unsubscribe(message: Message) -> dict[str, str]:
    """RFC 8058: a mail program stops them with one POST, and asks nobody."""
    if not message.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{message.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
