"""Mail by SMTP: Django's backend, one connection a message, and a clear word on what a failure means."""

from __future__ import annotations

import contextlib
import smtplib

from django.core.mail.backends.smtp import EmailBackend

from yinuo.notice.channel import Refused, Unreachable
from yinuo.notice.facts import Message, Receipt

from .mail import build_mail


class SmtpChannel:
    """Hands messages to the relay of the EMAIL_* settings; what the relay accepts is delivered."""

    def send(self, message: Message) -> Receipt:
        """Send one message over a connection of its own.

        Refused: the peer said a final no to this recipient or this message. Unreachable: everything
        else, a wrong login or sender included, since that is ours to mend and the notice is still due.
        """
        mail = build_mail(message)
        connection = EmailBackend(fail_silently=False)
        try:
            connection.open()
            connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            raise _judge(max(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPDataError as error:
            raise _judge(error.smtp_code) from error
        except smtplib.SMTPResponseException as error:
            raise Unreachable(f"smtp_{error.smtp_code}") from error
        except UnicodeError as error:
            raise Refused("address") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(type(error).__name__) from error
        finally:
            _hang_up(connection)
        return Receipt(reference=f"{message.id}", is_delivered=True)

    def close(self) -> None:
        """Nothing stays open between two messages."""


def _judge(code: int) -> Refused | Unreachable:
    """RFC 5321, 4.2.1: 5xx is final, 4xx is for now."""
    return Refused(f"smtp_{code}") if code >= 500 else Unreachable(f"smtp_{code}")


def _hang_up(connection: EmailBackend) -> None:
    """Close; a peer that hangs up first, after it took the message, has taken it all the same."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        connection.close()
