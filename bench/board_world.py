"""The city that the board's benchmark looks at: fifty technicians on shift, thirty jobs, all of it moving."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.core.management import call_command
from django.test import Client

from bench.world import draw_report, pick_zones
from tests.faults.found import load_company
from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.intake.actions import report_fault
from yinuo.intake.facts import FaultReport
from yinuo.outlet.models import Outlet, Shift, Technician
from yinuo.outlet.reads import find_company
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffRole
from yinuo.people.models import Staff
from yinuo.store import clock
from yinuo.store.ids import new_id
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import (
    decide_zone,
    pause_technician,
    report_position,
    resume_technician,
)
from yinuo.work.dispatch.facts import PauseReason
from yinuo.work.dispatch.models import Job

TECHNICIANS, JOBS = 50, 30
_SYSTEM = Actor.system("bench")


@dataclass
class City:
    """The crew of the city, and where each is; `step` moves some and changes something now and then."""

    region: str
    crew: list[UUID]
    points: dict[UUID, Point]
    rng: random.Random = field(default_factory=lambda: random.Random(7))
    steps: int = 0
    is_paused: bool = False

    def step(self) -> None:
        """A fifth of the crew reports where it is; at every twentieth step somebody is paused or resumed."""
        now = clock.now()
        for id in self.rng.sample(self.crew, len(self.crew) // 5):
            self._move(id, now)
        self.steps += 1
        if self.steps % 20 == 0:
            self._pause_or_resume(now)

    def _move(self, id: UUID, now: datetime) -> None:
        at = self.points[id]
        self.points[id] = Point(
            at.lat + self.rng.gauss(0, 0.0004), at.lng + self.rng.gauss(0, 0.0004)
        )
        perform(
            report_position,
            actor=Actor.technician(id),
            now=now,
            technician_id=id,
            point=self.points[id],
        )

    def _pause_or_resume(self, now: datetime) -> None:
        who = {"actor": _SYSTEM, "now": now, "technician_id": self.crew[-1]}
        if self.is_paused:
            perform(resume_technician, **who)
        else:
            pause = {"starts_in_minutes": 0, "minutes": 60, "reason": PauseReason.BREAK}
            perform(pause_technician, **who, **pause, keeps_work=True)
        self.is_paused = not self.is_paused


def build_city() -> tuple[City, str]:
    """The city, and the session of a dispatcher; the clock runs as the machine's does."""
    call_command("migrate", database="owner", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    zone = pick_zones()[0]
    others = [each.outlet for each in pick_zones()[1:4]]
    load_company(zone.outlet, *others)
    clock.move(clock.real_now(), speed=1)
    crew = _put_on_shift(zone.region)
    points = {id: Point(zone.lat, zone.lng) for id in crew}
    city = City(zone.region, crew, points)
    for id in crew:
        city.points[id] = Point(
            zone.lat + city.rng.gauss(0, 0.05), zone.lng + city.rng.gauss(0, 0.06)
        )
        city._move(id, clock.now())
    company = find_company()
    assert company is not None
    for number in range(JOBS * 3):
        _report(company.id, draw_report(zone, number + 1))
        if Job.objects.count() >= JOBS:
            break
    perform(decide_zone, actor=_SYSTEM, now=clock.now(), region=zone.region)
    print(f"{len(crew)} technicians, {Job.objects.count()} jobs", file=sys.stderr)
    return city, session_of("dispatcher")


def _put_on_shift(region: str) -> list[UUID]:
    """The first fifty technicians work in the one city, all day long."""
    now = clock.now()
    Shift.objects.all().delete()
    outlet = Outlet.objects.filter(region=region).order_by("code")[0]
    ids = list(Technician.objects.order_by("badge_no").values_list("id", flat=True)[:TECHNICIANS])
    Technician.objects.filter(id__in=ids).update(
        outlet=outlet, skills=sorted({s for row in Technician.objects.all() for s in row.skills})
    )
    for id in ids:
        Shift.objects.create(
            id=new_id(now),
            region=region,
            technician_id=id,
            period=(now - timedelta(hours=1), now + timedelta(hours=10)),
            created_at=now,
        )
    return ids


def _report(company_id: UUID, form: dict[str, object]) -> None:
    perform(
        report_fault,
        actor=Actor.system("web"),
        now=clock.now(),
        report=msgspec.convert(form, FaultReport),
        company_id=company_id,
    )


def session_of(role: str) -> str:
    """The session of somebody of the staff who works as this."""
    perform(
        add_staff,
        actor=_SYSTEM,
        now=clock.now(),
        username=role,
        name="bench",
        role=StaffRole(role),
        password="rope-lantern-42",
    )
    client = Client()
    client.force_login(Staff.objects.get(username=role))
    return client.cookies["sessionid"].value
