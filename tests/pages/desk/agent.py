"""An agent at the desk: types a number, talks, opens a case, does what a customer says."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.pages.crew import enter, staff, text
from tests.world import NOW
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.people.facts import StaffRole
from yinuo.store import clock

PHONE = "19900000001"
TYPED = {
    "typed": "灯亮把手",
    "address": "山东省济南市市中区示范路 18 号 3 栋 2 单元 501",
    "name": "测试客户",
    "customer": "new",
}


class Agent:
    """Somebody at a desk's screen, of any role."""

    def __init__(
        self, role: StaffRole = StaffRole.DESK, username: str | None = None, now: datetime = NOW
    ) -> None:
        self.facts = staff(role, username)
        self.actor = Actor.staff(self.facts.id)
        self.client = enter(self.facts)
        clock.move(now)

    def send(self, path: str, key: str | None = None, **fields: Any) -> Any:
        """Send a form of a page, under a new key unless one is given."""
        return self.client.post(path, {"key": key or str(uuid.uuid4()), **fields})

    def look(self, path: str) -> str:
        """What a page says."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, text(answer))
        return text(answer)

    def ring(self, phone: str = PHONE) -> UUID:
        """Type the number of whoever is on the line; the call."""
        answer = self.send("/desk/typed/", phone=phone)
        assert answer.status_code == 302, text(answer)
        return id_in(answer["Location"])

    def open(self, call_id: UUID | None = None, **changes: Any) -> CaseFacts:
        """Open a case on a call, typed well but for the changes."""
        answer = self.send(f"/desk/call/{call_id or self.ring()}/new/", **{**TYPED, **changes})
        assert answer.status_code == 302, text(answer)
        return get_case(id_in(answer["Location"]))


def id_in(address: str) -> UUID:
    """The id that an address leads to."""
    found = re.search(r"/([0-9a-f]{8}-[0-9a-f-]{27})/", address)
    assert found, address
    return UUID(found[1])
