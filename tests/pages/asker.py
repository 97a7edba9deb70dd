"""A customer at a browser: types a report, opens a link, taps what the pages offer."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.test import Client

from tests.pages.crew import text
from tests.world import NOW, found_company
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.people.actions import issue_link
from yinuo.store import clock
from yinuo.store.perform import perform

TYPED = {
    "address": "山东省济南市市中区示范路 18 号 3 栋 2 单元 501",
    "phone": "19900000001",
    "name": "测试客户",
    "email": "customer@example.org",
    "fault": "SF-05",
    "door": "open",
    "owner": "self",
    "asked": "on",
}


@dataclass
class Asker:
    """One browser; `is_strict` makes it meet the check against forged forms, as a real one does."""

    is_strict: bool = False
    now: datetime = NOW
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(enforce_csrf_checks=self.is_strict)
        clock.move(self.now)

    def send(self, key: str | None = None, **changes: str) -> Any:
        """Send the report form, typed well but for the changes."""
        return self.client.post("/report/", {**TYPED, "key": key or str(uuid.uuid4()), **changes})

    def report(self, **changes: str) -> CaseFacts:
        """The same, answered with a case of one's own."""
        answer = self.send(**changes)
        assert answer.status_code == 302, text(answer)
        return get_case(case_in(answer["Location"]))

    def open(self, case: CaseFacts) -> Any:
        """Open the link of a notice to this case."""
        link = perform(
            issue_link,
            actor=Actor.system("notice"),
            now=self.now,
            customer_id=case.customer_id,
            case_id=case.id,
        )
        return self.client.get(f"/c/{link.token}")

    def look(self, case: CaseFacts, page: str = "", *, prefix: str = "") -> str:
        """What a page of the case says."""
        answer = self.client.get(f"{prefix}/case/{case.id}/{page}")
        assert answer.status_code == 200, answer.status_code
        return text(answer)

    def tap(self, case: CaseFacts, verb: str, key: str | None = None, **fields: Any) -> Any:
        """Send one of the case page's one-button forms."""
        sent = {"key": key or str(uuid.uuid4()), **fields}
        return self.client.post(f"/case/{case.id}/do/{verb}/", sent)

    def offers(self, case: CaseFacts, page: str = "") -> set[str]:
        """The verbs of the forms that a page of the case shows."""
        shown = self.client.get(f"/case/{case.id}/{page}").content.decode()
        return set(re.findall(rf"/case/{case.id}/do/([a-z-]+)/", shown))


def begin(now: datetime = NOW) -> Asker:
    """A browser in front of a company that has just been founded."""
    found_company()
    return Asker(now=now)


def holder_of(case: CaseFacts, now: datetime = NOW) -> Asker:
    """A browser that has opened the link to a case."""
    asker = Asker(now=now)
    assert asker.open(case).status_code == 302
    return asker


def case_in(address: str) -> UUID:
    """The case that an address leads to."""
    found = re.search(r"/case/([0-9a-f-]{36})/", address)
    assert found, address
    return UUID(found[1])


def value_of(answer: Any, name: str) -> str:
    """What stands in a text field of a page, with its marks unescaped by hand where a test needs them."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', answer.content.decode())
    return found[1] if found else ""


def ask(typed: str, client: Client | None = None) -> str:
    """What the page says of a number, link or badge that somebody wants to have checked."""
    return text((client or Client()).post("/genuine/", {"text": typed}))
