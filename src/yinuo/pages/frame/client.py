"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The peer, or, where that is a trusted proxy, the last one named before it that is none.

    Each proxy adds at the end of the header whom it heard from, so what a client wrote into it itself stands
    before that and is never believed. Trusted are the networks of YINUO_TRUSTED_PROXIES.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    if not _is_trusted(peer):
        return peer
    for named in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        address = named.strip()
        if not _is_address(address):
            return peer
        if not _is_trusted(address):
            return address
        peer = address
    return peer


def is_from_here(request: HttpRequest) -> bool:
    """Whether it comes from this very machine: an operator's own tool, or a proxy that doesn't say for whom.

    Behind such a proxy all customers would count as one, and the first busy hour would shut them all out.
    """
    address = client_address(request)
    return _is_address(address) and ip_address(address).is_loopback


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str) -> bool:
    if not _is_address(address):
        return False
    return any(ip_address(address) in network for network in settings.YINUO_TRUSTED_PROXIES)
