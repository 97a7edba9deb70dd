"""What the pages of verification have to show: a photo on a badge, a false hotline, half a login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from tests.pages.crew import PASSWORD, staff
from tests.work.visit.pictures import jpeg
from tests.world import WATCH, WEB
from yinuo.base.actor import Actor
from yinuo.genuine.actions import add_badge_photo, move_fake, report_fake
from yinuo.genuine.facts import AskedFor, FakeState, NewReport, Seen
from yinuo.genuine.reads import list_fakes, list_reports
from yinuo.people.actions import begin_factor
from yinuo.people.facts import StaffRole
from yinuo.people.models import SecondFactor
from yinuo.store import clock
from yinuo.store.perform import perform

if TYPE_CHECKING:
    from .exhibits import Exhibits

FALSE = ("400-812-3123", "anno-repair.example.org")


def add(world: Exhibits) -> None:
    """Put all of it into the world; its addresses stand among the links."""
    for name in ("running", "at the door"):
        perform(
            add_badge_photo,
            actor=WATCH,
            now=world.now,
            technician_id=world.walks[name].facts.technician_id,
            picture=jpeg(480, 480),
        )
    for text in FALSE:
        told = NewReport(
            text=text,
            seen=Seen.SEARCH,
            asked_for=(AskedFor.PREPAYMENT, AskedFor.CODE),
            loss_fen=20000,
            words="说是总部，要先付 200 元",
            contact="19900000009",
            picture=jpeg(),
        )
        world.links["fake report"] = perform(report_fake, actor=WEB, now=world.now, report=told)
    confirmed, reported = list_fakes().entries
    world.links |= {"fake": str(reported.id), "fake confirmed": str(confirmed.id)}
    world.links["fake picture"] = str(list_reports(reported.id)[0].id)
    perform(
        move_fake,
        actor=WATCH,
        now=world.now,
        entry_id=confirmed.id,
        to=FakeState.CONFIRMED,
        company_id=world.company_id,
    )
    _half_in(world)


def _half_in(world: Exhibits) -> None:
    """Somebody whose password was right and whose code is still to come, and somebody with a factor."""
    facts = staff(StaffRole.DESK, "careful")
    actor = Actor.staff(facts.id)
    perform(begin_factor, actor=actor, now=world.now, staff_id=facts.id, issuer="Anno")
    SecondFactor.objects.filter(staff_id=facts.id).update(confirmed_at=world.now)
    client = Client()
    clock.move(world.now, speed=0)
    answer = client.post("/login/", {"username": "careful", "password": PASSWORD})
    assert answer["Location"] == "/login/code/"
    world.sessions["half in"] = client.cookies["sessionid"].value
