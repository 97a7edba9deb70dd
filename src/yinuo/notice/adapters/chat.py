"""A line in a staff chat group, through Apprise: one address of a bot for each group."""

from __future__ import annotations

from urllib.parse import urlsplit

import apprise
from django.conf import settings

from yinuo.notice.channel import Refused, Unreachable
from yinuo.notice.facts import Message, Receipt

from .hosts import AddressNotAllowed, check_public

_NAMED = frozenset(
    {
        *("dingtalk", "feishu", "lark", "wecombot", "slack", "msteams", "workflows", "discord"),
        *("tgram", "gchat", "zulip", "rocket", "rockets", "mattermost", "mmost", "mmosts"),
    }
)
"""Services of which the address alone says where it goes. The rest of what Apprise knows (files, local buses,
programs, other people's mail) is none of a chat group's business."""
_HOSTED = frozenset({"jsons", "rockets", "mmosts"})  # at a host that the address names
_PRIVATE = frozenset({"json", "rocket", "mmost", "mattermost"})  # the same without TLS: tests only


def service_of(url: str) -> str:
    """Which service an address is for. Raises AddressNotAllowed for one that isn't offered, can't be read, or
    leads into our own network."""
    service = urlsplit(url).scheme.lower()
    if service in _HOSTED | _PRIVATE:
        if service in _PRIVATE and not settings.YINUO_PRIVATE_HOSTS:
            raise AddressNotAllowed
        _check_host(url)
    elif service not in _NAMED:
        raise AddressNotAllowed
    if apprise.Apprise.instantiate(url) is None:
        raise AddressNotAllowed
    return service


def _check_host(url: str) -> None:
    parts = urlsplit(url)
    scheme = "http" if settings.YINUO_PRIVATE_HOSTS else "https"
    host = parts.netloc.rsplit("@", 1)[-1]
    check_public(f"{scheme}://{host}/")


class ChatChannel:
    """Posts to a group. Apprise says yes or no and not why, so a no is tried again as long as it may help."""

    def send(self, message: Message) -> Receipt:
        """Post one line and the way to the case."""
        try:
            service_of(message.to)
        except AddressNotAllowed as error:
            raise Refused("chat_address") from error
        bot = apprise.Apprise()
        bot.add(message.to)
        if not bot.notify(title=message.subject, body=message.body):
            raise Unreachable("chat")
        return Receipt(reference=f"{message.id}", is_delivered=True)

    def close(self) -> None:
        """Nothing stays open."""
