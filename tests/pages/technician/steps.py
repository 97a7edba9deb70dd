"""The steps of a visit as its technician types them on his screens."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.pages.crew import Phone
from tests.work.visit.walk import NAME, Walk
from tests.world import (
    AWAY,
    HOME,
    PROOFS,
)
from yinuo.case.facts import ProofKind
from yinuo.outlet.reads import list_technicians
from yinuo.promise.actions import accept_price
from yinuo.store import clock
from yinuo.work.visit import reads

HERE = {"lat": str(HOME.lat), "lng": str(HOME.lng)}
THERE = {"lat": str(AWAY.lat), "lng": str(AWAY.lng)}
FOUND = {"symptom": "把手转不动", "cause": "锁栓卡住", "proof": "手感与读数已请客户看过"}
NAMED = json.dumps(NAME)
OVER = {
    "action_taken": "润滑并校正锁栓",
    "safety_note": "不要用力摔门",
    "has_explained_all": "on",
    "is_place_protected": "on",
    "is_left_clean": "on",
    "sign-asker": NAMED,
}
"""A hand-over that the customer signs."""


def code_of(phone: Phone) -> str:
    """The customer's code."""
    return reads.get_arrival_signs(phone.visit_id).arrival_code


def arrive(phone: Phone) -> None:
    """To the customer's side of the door."""
    phone.do("leave")
    phone.do("knock", **HERE)
    phone.do("code", code=code_of(phone), **HERE)


def to_quote(phone: Phone) -> None:
    """From the door to where a quote is made."""
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" not in phone.look():
        prove(phone)
    phone.do("ownership")
    phone.do("diagnosis", **FOUND)


def prove(phone: Phone) -> None:
    """See each proof that the screen asks for, the first way of each."""
    while "/ownership/" not in (screen := phone.look()):
        found = re.search(r'name="kind" value="(\w+)"', screen)
        assert found is not None
        seen = PROOFS[ProofKind(found.group(1))]
        said = {"last4": seen.last4, "party_name": seen.party_name} | {
            "party_contact": seen.party_contact
        }
        phone.do(
            "proof",
            kind=seen.kind.value,
            document=seen.document_kind.value,
            name_matches="yes",
            **{name: value for name, value in said.items() if value},
        )


def finish_at(screen: str) -> str:
    """The first time that the form offers."""
    found = re.search(r'<option value="(20[^"]+)"', screen)
    assert found is not None
    return found.group(1)


def quote(phone: Phone, picks: dict[str, int], **fields: Any) -> None:
    """Propose these lines."""
    at = finish_at(phone.look())
    chosen = {f"q-{code}": str(count) for code, count in picks.items()}
    phone.do("quote", finish_at=at, **chosen, **fields)


def customer_accepts(phone: Phone, version: int = 1) -> None:
    """By his own page."""
    phone.walk.say(accept_price, version=version)
    clock.move(phone.walk.now)


def close(phone: Phone, total_fen: int) -> None:
    """From the bill to the end."""
    phone.do("statement")
    phone.do("payment", paid_fen=total_fen, method="company_code")
    phone.do("finish")


def upload(data: bytes) -> Any:
    """A file as a phone sends it."""
    return SimpleUploadedFile("photo.jpg", data, "image/jpeg")


def others(walk: Walk) -> list[uuid.UUID]:
    """Technicians of the company who are not on this visit."""
    return [
        one.id
        for one in list_technicians(walk.case.company_id)
        if one.id != walk.facts.technician_id
    ]
