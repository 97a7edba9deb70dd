"""The channels there are, by the installation's setting."""

from __future__ import annotations

from django.conf import settings

from yinuo.notice.channel import Channel

from .folder import FolderChannel
from .smtp import SmtpChannel


def get_channel() -> Channel:
    """The channel that YINUO_NOTICE_CHANNEL names: `folder` (files, for a look) or `smtp`."""
    if settings.YINUO_NOTICE_CHANNEL == "smtp":
        return SmtpChannel()
    if settings.YINUO_NOTICE_CHANNEL == "folder":
        return FolderChannel()
    raise ValueError(f"no channel is called {settings.YINUO_NOTICE_CHANNEL!r}: folder or smtp")
