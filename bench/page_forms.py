"""The main things that are sent, each time as a new request of somebody new."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from itertools import count, cycle
from typing import Any

from django.test import Client

from tests.browser.exhibits import Exhibits
from yinuo.genuine.badges import issue_badge
from yinuo.outlet.reads import list_outlets
from yinuo.people.facts import Scope

CHAT = "王女士 09:12\n保险柜密码忘了\n济南市历下区示范路8号3栋501\n19900000123"
NOT_MEASURED = {
    "POST login": "its time is the password's hash, which is slow on purpose",
    "POST steps of a visit": "each wants a visit of its own, and the phone sends it unwatched",
}
"""What else is sent, each with the reason why it isn't measured."""
_CALLS = 40  # in hand before the clock runs; each becomes a case
_numbers = count(uuid.uuid4().int % 10_000_000)
Send = Callable[[], Any]


def _addresses() -> Iterator[str]:
    """Next door to one outlet after the other: reports come from everywhere, and no zone's line grows."""
    return cycle([f"{outlet.address} 3 栋 501" for outlet in list_outlets(Scope())])


def forms(world: Exhibits) -> Iterator[tuple[str, Send]]:
    """Every form by name, with what sends it once."""
    yield from _anybodys(world)
    yield from _customers(world)
    yield from _staffs(world)


def _anybodys(world: Exhibits) -> Iterator[tuple[str, Send]]:
    report = {
        "name": "测试客户",
        "other_fault": "SF-03",
        "owner": "self",
        "door": "open",
    }
    stranger, addresses = _sender(world, ""), _addresses()

    def scan() -> Any:
        token, _until = issue_badge(world.walks["running"].visit_id, world.now)
        return stranger("/genuine/b", token=token)

    typed = cycle(["鼓", "大", "泰州姜", "江苏泰州姜堰区罗", "济南市力下区", "琼海长坡", "里屯"])
    yield "suggest", lambda: stranger("/suggest/", text=next(typed))
    yield (
        "report",
        lambda: stranger("/report/", **report, address=next(addresses), phone=_phone(), asked="on"),
    )
    yield (
        "report preview",
        lambda: stranger(
            "/report/", **report, address=next(addresses), phone=_phone(), asked="on", preview="1"
        ),
    )
    yield "find", lambda: stranger("/find/", contact=_phone())
    yield "outlets", lambda: stranger("/outlets/", address="济南市市中区")
    yield "genuine", lambda: stranger("/genuine/", text="400-000-0000")
    yield "genuine badge", scan


def _customers(world: Exhibits) -> Iterator[tuple[str, Send]]:
    customer = _sender(world, "customer of running")
    case_id = world.walks["running"].case.id
    yield "case notices", lambda: customer(f"/case/{case_id}/notices/")


def _staffs(world: Exhibits) -> Iterator[tuple[str, Send]]:
    manager, agent = _sender(world, "manager"), _sender(world, "desk")
    told = {"typed": "灯亮把手", "name": "测试客户", "customer": "new"}
    addresses = _addresses()
    call = f"/desk/call/{world.links['call unknown']}/"

    def ring() -> Any:
        return agent("/desk/typed/", phone=_phone())

    fresh = iter([ring()["Location"] for _ in range(_CALLS)])
    done = world.walks["done"].case.id
    yield "contact", lambda: manager(f"/contact/{done}/", reason="call_back")
    yield "desk number", ring
    yield "desk ahead", lambda: agent(f"{call}ahead/", **told, address=next(addresses))
    yield "desk paste", lambda: agent("/desk/paste/", text=CHAT)
    yield "desk case", lambda: agent(f"{next(fresh)}new/", **told, address=next(addresses))


def _sender(world: Exhibits, who: str) -> Callable[..., Any]:
    """Sends forms in the session of somebody of the world, or of nobody; a new key each time."""

    def send(path: str, **fields: str) -> Any:
        client = Client(raise_request_exception=False)
        if who:
            client.cookies["sessionid"] = world.sessions[who]
        return client.post(path, {"key": str(uuid.uuid4()), **fields})

    return send


def _phone() -> str:
    return f"198{next(_numbers) % 100_000_000:08d}"
