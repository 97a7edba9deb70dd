"""One world in which every page has something to show: cases at each stage, and who may see them.

Built once for all tests that only look; the clock stands still at the end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.pages.crew import enter, staff
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import DRILL, USUAL, Walk
from tests.world import (
    CREW_OF_TWO,
    HOME,
    IMPORT,
    NOW,
    REPORT,
    UNLOCK,
    WEB,
    active,
    decide,
    found_company,
    job_of,
    open_case,
)
from yinuo.base.point import Point
from yinuo.case.actions import confirm_fixed, dispute_case
from yinuo.case.facts import CaseFacts, DisputeAbout, WithdrawReason
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_later, withdraw_case
from yinuo.intake.facts import FaultReport
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.outlet.actions import give_login
from yinuo.people.actions import issue_link
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import MethodClass, PhotoKind, Step, StopReason

from . import genuine, moving, ringing
from .aside import a_day_aside

MORNING = NOW + timedelta(days=2)
PAST_DUE = MORNING + timedelta(minutes=44)
PARTS = (*USUAL, ("P-BOLT", 1))
FORCE = (("VISIT", 1), ("INSPECT", 1), ("OPEN-FORCE", 1), ("P-LOCK", 1))
CREW = 45  # enough on shift for all of these at once
OLD_LINK_DAYS = 1
NOBODY = "00000000-0000-7000-8000-000000000000"


@dataclass
class Exhibits:
    """The world's cases by name, and the cookies of those who may look at them."""

    company_id: UUID
    now: datetime = MORNING
    walks: dict[str, Walk] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    crew: dict[UUID, str] = field(default_factory=dict)
    number: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def case(self, name: str) -> CaseFacts:
        """The case as it stands."""
        return get_case(self.walks[name].case.id)

    def start(self, name: str, report: FaultReport = REPORT, **fields: Any) -> Walk:
        """A case at a door of its own, from a phone of its own, its technician chosen."""
        number = next(self.number)
        own = replace(
            report,
            phone=f"199{number:08d}",
            address=f"山东省济南市市中区示范路 {100 + number} 号 3 栋 2 单元 501",
            point=_door(number),
        )
        case = open_case(self.company_id, own, self.now)
        self.now = _decided(case, self.now)
        walk = Walk(get_case(case.id), now=self.now, **fields)
        self.walks[name] = walk
        self._let_customer_in(name, walk)
        return walk

    def start_on_site(self, name: str, report: FaultReport = REPORT, **fields: Any) -> Walk:
        """The same, with the technician arrived."""
        walk = self.start(name, report, **fields)
        walk.act(visit.start_travel)
        walk.say(visit.customer_says_here)
        return walk

    def let_technician_in(self, name: str) -> None:
        """A login for the technician of a case, known as `technician of <case>`; one for all of his cases."""
        technician_id = self.walks[name].facts.technician_id
        if technician_id not in self.crew:
            facts = staff(StaffRole.TECHNICIAN, f"shifu{next(self.number)}")
            perform(
                give_login, actor=IMPORT, now=NOW, technician_id=technician_id, staff_id=facts.id
            )
            self.crew[technician_id] = _cookie(enter(facts))
        self.sessions[f"technician of {name}"] = self.crew[technician_id]

    def _let_customer_in(self, name: str, walk: Walk) -> None:
        link = perform(
            issue_link,
            actor=WEB,
            now=walk.now,
            customer_id=walk.case.customer_id,
            case_id=walk.case.id,
        )
        self.links[name] = link.token
        clock.move(walk.now, speed=0)
        client = Client()
        assert client.get(f"/c/{link.token}").status_code == 302
        self.sessions[f"customer of {name}"] = _cookie(client)


def _door(number: int) -> Point:
    """Doors a mile apart, towards where the crew is: nobody waits for a colleague to be free next door."""
    return Point(HOME.lat + 0.01 * (number // 5 - 1), HOME.lng - 0.018 * (number % 5))


def _decided(case: CaseFacts, now: datetime) -> datetime:
    """Let dispatch look, once a minute, until it has chosen somebody; when that was."""
    for minutes in range(6):
        at = now + timedelta(minutes=minutes)
        decide(at)
        if active(case):
            return at
    raise AssertionError(f"nobody was chosen: {job_of(case)}")


def _cookie(client: Client) -> str:
    return client.cookies["sessionid"].value


def build() -> Exhibits:
    """The world, as it stands at last."""
    world = Exhibits(found_company(CREW))
    _days_ago(world)
    _this_morning(world)
    with a_day_aside(MORNING + timedelta(minutes=43)) as day:
        day.pass_to(PAST_DUE)
    _just_now(world)
    for role in (StaffRole.MANAGER, StaffRole.DISPATCHER):
        world.sessions[role.value] = _cookie(enter(staff(role)))
    genuine.add(world)
    ringing.add(world)
    moving.add(world)
    world.sessions["no badge"] = _cookie(enter(staff(StaffRole.TECHNICIAN, "newcomer")))
    clock.move(world.now, speed=0)
    return world


def _days_ago(world: Exhibits) -> None:
    """What ended so long ago that its technician may no longer see whose it was."""
    world.now = NOW
    walk = world.start_on_site("long ago").finish()
    walk.say(visit.customer_confirms_price, paid_fen=14000)
    walk.say(confirm_fixed)
    world.now = MORNING


def _this_morning(world: Exhibits) -> None:
    """What ended, or should have, before the day was half an hour old."""
    world.start("broken")
    world.start_on_site("waiting", lines=PARTS).finish()
    done = world.start_on_site("done", lines=PARTS)
    done.say(visit.give_photo_consent, wording="photo-1")
    done.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    done.finish()
    done.say(visit.customer_confirms_price, paid_fen=22800)
    done.say(confirm_fixed)
    withdrawn = world.start("withdrawn")
    withdrawn.say(withdraw_case, reason=WithdrawReason.SOLVED)
    stopped = world.start_on_site("stopped")
    stopped.act(visit.stop_visit, reason=StopReason.DANGER)
    disputed = world.start_on_site("disputed", lines=PARTS).finish()
    disputed.say(dispute_case, about=DisputeAbout.CONDUCT, words="说好带鞋套，没有带")
    _expired_link(world, done)


def _expired_link(world: Exhibits, walk: Walk) -> None:
    link = perform(
        issue_link,
        actor=WEB,
        now=NOW,
        days=OLD_LINK_DAYS,
        customer_id=walk.case.customer_id,
        case_id=walk.case.id,
    )
    world.links["expired"] = link.token


def _just_now(world: Exhibits) -> None:
    """What is under way."""
    world.now = PAST_DUE
    world.start("running")
    world.start_on_site("quoted", lines=PARTS).to(Step.QUOTE).propose(*PARTS)
    world.start_on_site("on site", lines=PARTS).to(Step.TEST)
    again = world.start_on_site("quoted again", lines=PARTS).to(Step.TEST)
    again.propose(*PARTS, ("R-HANDLE", 1))
    by_force = {"lines": FORCE, "destructive": DRILL, "method": MethodClass.DESTRUCTIVE}
    world.start_on_site("destructive", UNLOCK, **by_force).to(Step.DESTRUCTIVE)
    world.start("unlock", UNLOCK)
    world.start("twin")
    world.start("twin again")
    world.start("pair", CREW_OF_TWO, seat=2)
    _postpone(world.start("later"))
    world.start(
        "leaked"
    )  # its session ends where its link is renewed, so it is nobody else's example
    at_door = world.start("at the door")
    at_door.act(visit.start_travel)
    at_door.act(visit.knock, point=None, photo=None)
    world.now = max(walk.now for walk in world.walks.values())
    for name in ("running", "waiting", "done", "pair", "long ago"):
        world.let_technician_in(name)


def _postpone(walk: Walk) -> None:
    """The customer isn't ready and has somebody come later."""
    promise = find_movable_promise(walk.case, walk.now)
    assert promise is not None
    later = list_later_times(walk.case, promise, walk.now)[0]
    walk.say(come_later, from_at=later.from_at, due_at=later.due_at)


@contextmanager
def served() -> Iterator[str]:
    """The pages on a port of this machine, for longer than one test."""
    server = LiveServer("127.0.0.1:0")
    try:
        yield server.url
    finally:
        server.stop()


def empty_database() -> None:
    """As a test with a database of its own leaves it."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
