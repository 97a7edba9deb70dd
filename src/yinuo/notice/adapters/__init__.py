"""The channels there are, by the installation's setting."""

from __future__ import annotations

from django.conf import settings

from yinuo.notice.channel import Channel

from .folder import FolderChannel
from .smtp import SmtpChannel


def find_channel() -> Channel | None:
    """The channel that YINUO_NOTICE_CHANNEL names; ValueError for a name that is none.

    `smtp` is None as long as no mail server is named; `folder` writes files and sends nothing to anybody.
    """
    if settings.YINUO_NOTICE_CHANNEL == "smtp":
        return SmtpChannel() if settings.EMAIL_HOST else None
    if settings.YINUO_NOTICE_CHANNEL == "folder":
        return FolderChannel()
    raise ValueError(f"no channel is called {settings.YINUO_NOTICE_CHANNEL!r}: folder or smtp")
