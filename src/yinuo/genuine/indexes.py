"""Blind indexes of the genuine room: the digests by which encrypted values are found."""

from __future__ import annotations

from yinuo.store.secrecy import blind_index

from .facts import AskedText


def fake_index(asked: AskedText) -> str:
    """Of a number or address of the register."""
    return blind_index("genuine.fake", f"{asked.kind}\0{asked.value}")
