"""The company's people at their screens: a login for the technician of a visit, and one for each role."""

from __future__ import annotations

import re
import uuid
from typing import Any
from uuid import UUID

from django.test import Client

from tests.work.visit.walk import Walk
from tests.world import IMPORT, NOW
from yinuo.outlet.actions import give_login
from yinuo.people.actions import add_staff
from yinuo.people.facts import Scope, StaffFacts, StaffRole
from yinuo.people.models import Staff
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.facts import VisitFacts, VisitState
from yinuo.work.visit.reads import get_visit

PASSWORD = "rope-lantern-42"
EVERYWHERE = Scope()


def staff(role: StaffRole, username: str | None = None, scope: Scope = EVERYWHERE) -> StaffFacts:
    """A member of staff with the password of all of them."""
    return perform(
        add_staff,
        actor=IMPORT,
        now=NOW,
        username=username or role.value,
        name="测试员工",
        role=role,
        password=PASSWORD,
        scope=scope,
    )


def enter(facts: StaffFacts, *, is_strict: bool = False) -> Client:
    """A browser in which this person is logged in."""
    client = Client(enforce_csrf_checks=is_strict)
    client.force_login(Staff.objects.get(id=facts.id))
    return client


def technician(technician_id: UUID, username: str = "shifu") -> Client:
    """A browser in which this technician is logged in."""
    facts = staff(StaffRole.TECHNICIAN, username)
    perform(give_login, actor=IMPORT, now=NOW, technician_id=technician_id, staff_id=facts.id)
    return enter(facts)


class Phone:
    """A technician's phone at one visit: it looks, and sends what the screen offers."""

    def __init__(self, walk: Walk, client: Client | None = None) -> None:
        self.walk = walk
        self.visit_id = walk.visit_id
        self.client = client or technician(self.visit.technician_id)
        clock.move(walk.now)

    @property
    def visit(self) -> VisitFacts:
        return get_visit(self.visit_id)

    @property
    def state(self) -> VisitState:
        return self.visit.state

    @property
    def path(self) -> str:
        return f"/t/visit/{self.visit_id}/"

    def look(self) -> str:
        """The screen's text."""
        answer = self.client.get(self.path)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def send(self, task: str, key: str | None = None, **fields: Any) -> Any:
        """Send a form, under a new key unless one is given."""
        return self.client.post(f"{self.path}{task}/", {"key": key or str(uuid.uuid4()), **fields})

    def do(self, task: str, **fields: Any) -> None:
        """Send a form that the screen offers; it must be taken."""
        assert f"/{task}/" in "".join(re.findall(r'action="([^"]+)"', self.look())), task
        answer = self.send(task, **fields)
        assert answer.status_code == 302, text(answer)


def text(answer: Any) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
