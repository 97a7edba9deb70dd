"""The ways out that there are, by the installation's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings

from yinuo.notice.channel import Channel
from yinuo.notice.facts import ChannelKind

from .chat import ChatChannel
from .folder import FolderChannel
from .push import PushChannel
from .smpp import SmppChannel
from .sms_http import HttpSmsChannel
from .smtp import SmtpChannel

_MAKERS: Mapping[ChannelKind, Callable[[], Channel]] = {
    ChannelKind.EMAIL: SmtpChannel,
    ChannelKind.PUSH: PushChannel,
    ChannelKind.CHAT: ChatChannel,
}
_SMS_MAKERS: Mapping[str, Callable[[], Channel]] = {
    "smpp": SmppChannel,
    "http": HttpSmsChannel,
}
TALK_SECONDS = 120
"""The longest that one `send` may last; `rules.LEASE` is longer."""


def installed_ways() -> frozenset[ChannelKind]:
    """The ways by which something can go out here.

    `YINUO_NOTICE_CHANNEL=folder` writes files for all of them and sends nothing to anybody. Otherwise mail
    needs a server and SMS a gateway; a push or a line in a chat group needs nothing but its address.
    """
    if settings.YINUO_NOTICE_CHANNEL == "folder":
        return frozenset(ChannelKind)
    ways = {ChannelKind.PUSH, ChannelKind.CHAT}
    if settings.EMAIL_HOST:
        ways.add(ChannelKind.EMAIL)
    if settings.YINUO_SMS:
        ways.add(ChannelKind.SMS)
    return frozenset(ways)


def open_channels() -> Mapping[ChannelKind, Channel]:
    """A channel for each installed way; close them after use. Nothing is connected before the first send."""
    if settings.YINUO_NOTICE_CHANNEL == "folder":
        return dict.fromkeys(ChannelKind, FolderChannel())
    makers = {**_MAKERS, ChannelKind.SMS: _SMS_MAKERS.get(settings.YINUO_SMS, FolderChannel)}
    return {kind: makers[kind]() for kind in installed_ways()}
