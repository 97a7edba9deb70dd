"""Which addresses given to us from outside may be posted to: nothing inside our own network (SSRF)."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

from yinuo.base.errors import YinuoError


class AddressNotAllowed(YinuoError):
    """An address that isn't a public https service."""

    code = "address_not_allowed"
    status = 400
    zh = "这个地址不能用：只接受公网上的 https 服务。没有保存任何内容，请检查后重新填写。"
    en = (
        "This address can't be used: only public https services are. Nothing was saved; please check it and "
        "enter it again."
    )


def check_public(url: str) -> None:
    """Raise AddressNotAllowed unless this is https to a named host on its usual port.

    What the name leads to is looked at when something is sent: see `resolve`.
    """
    parts = urlsplit(url)
    try:
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise AddressNotAllowed from None
    if settings.YINUO_PRIVATE_HOSTS:
        is_fine = parts.scheme in ("http", "https") and bool(host)
    else:
        is_fine = parts.scheme == "https" and port in (None, 443) and _is_public_name(host)
    if not is_fine or parts.username is not None or len(url) > 2000:
        raise AddressNotAllowed


def resolve(host: str, port: int) -> str:
    """The address to connect to; AddressNotAllowed where a name leads into a private network, OSError where
    it leads nowhere. Connecting to what was looked at, and not to the name, leaves no time to change it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not settings.YINUO_PRIVATE_HOSTS and not all(map(_is_global, addresses)):
        raise AddressNotAllowed
    return addresses[0]


def _is_public_name(host: str) -> bool:
    if "." not in host or host.endswith(
        (".local", ".internal", ".localhost", ".lan", ".home.arpa")
    ):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def _is_global(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not ip.is_multicast
