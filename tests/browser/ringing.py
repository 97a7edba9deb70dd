"""The desk's part of the world: an agent with calls in hand and waiting, and two cases that were joined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from tests.pages.crew import enter, staff
from tests.world import IMPORT, REPORT, open_case
from yinuo.base.actor import Actor
from yinuo.case.actions import note_case, take_case
from yinuo.case.facts import MergeReason
from yinuo.intake.actions import ask_call_back, merge_cases, receive_call, type_number
from yinuo.people.facts import ContactKind, StaffRole
from yinuo.people.reads import get_contact
from yinuo.store.perform import perform

if TYPE_CHECKING:
    from .exhibits import Exhibits

NOBODYS = "19900000777"
"""A number that nobody gave."""


def add(world: Exhibits) -> None:
    """Put the desk into the world, at the instant at which it stands."""
    agent = staff(StaffRole.DESK)
    actor = Actor.staff(agent.id)
    world.sessions["desk"] = enter(agent).cookies["sessionid"].value
    numbers = {"known": "long ago", "of running": "running", "of done": "done"}
    for name, case in numbers.items():
        phone = get_contact(world.case(case).customer_id, ContactKind.PHONE)
        world.links[f"call {name}"] = str(_type(world, actor, phone or ""))
    world.links["call unknown"] = str(_type(world, actor, NOBODYS))
    world.links["call waiting"] = str(_ring(world))
    _work(world, actor)


def _type(world: Exhibits, actor: Actor, phone: str) -> UUID:
    call = perform(
        type_number, actor=actor, now=world.now, company_id=world.company_id, phone=phone
    )
    return call.id


def _ring(world: Exhibits) -> UUID:
    call = perform(
        receive_call,
        actor=IMPORT,
        now=world.now,
        company_id=world.company_id,
        provider_id="call-1",
        phone="anonymous",
        staff_id=None,
    )
    return call.id


def _work(world: Exhibits, actor: Actor) -> None:
    """The agent sees a case through, promises a call and joins two cases."""
    now = world.now
    phone = get_contact(world.case("running").customer_id, ContactKind.PHONE)
    same = replace(REPORT, phone=phone or "", address="山东省济南市市中区示范路 998 号")
    open_case(world.company_id, same, now)
    mine, twin, again = (world.case(name).id for name in ("quoted", "twin", "twin again"))
    perform(take_case, actor=actor, now=now, case_id=mine)
    perform(note_case, actor=actor, now=now, case_id=mine, words="客户下午都在家")
    perform(ask_call_back, actor=actor, now=now, case_id=world.case("running").id)
    perform(
        merge_cases,
        actor=actor,
        now=now,
        case_id=twin,
        other_id=again,
        reason=MergeReason.SAME_HOME,
        number_read_out=world.case("twin again").number,
    )
