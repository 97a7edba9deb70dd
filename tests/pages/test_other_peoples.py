"""Nobody opens what is somebody else's: every address that names a thing, tried by everyone it isn't for.

The addresses come from the URLconf itself, so that one added tomorrow is tried too; each name of an id needs
a line here that says what it is. A stranger, another customer, another technician and staff of another outlet
get the login page, 403 or 404, to looking and to sending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.pages.asker import holder_of
from tests.pages.crew import PASSWORD, enter, staff, technician
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk, begin
from tests.world import AWAY, IMPORT, NOW, REPORT, WATCH, WEB, decide, open_case
from yinuo.genuine.actions import add_badge_photo, report_fake
from yinuo.genuine.facts import NewReport, Seen
from yinuo.genuine.reads import list_fakes, list_reports
from yinuo.intake.actions import receive_call
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import find_company
from yinuo.people.actions import add_staff
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.models import Login
from yinuo.people.reads import get_staff
from yinuo.record.reads import count_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import receive_book
from yinuo.transfer.facts import FileKind
from yinuo.transfer.reads import open_book
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import PhotoKind

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE = "AN110000"  # an outlet in another city


@dataclass
class Things:
    """One case with all that belongs to it, and everybody who has nothing to do with it."""

    walk: Walk
    photo_id: UUID
    report_id: UUID
    fake_id: UUID
    login_id: UUID
    staff_id: UUID
    call_id: UUID
    import_id: UUID
    strangers: dict[str, Client]


@pytest.fixture
def things(transactional_db: None) -> Things:
    walk = begin()
    walk.act(visit.start_travel)
    walk.say(visit.customer_says_here)
    walk.say(visit.give_photo_consent, wording="photo-1")
    photo = walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    perform(
        add_badge_photo,
        actor=WATCH,
        now=NOW,
        technician_id=walk.facts.technician_id,
        picture=jpeg(),
    )
    told = NewReport(text="400-812-3123", seen=Seen.SEARCH, picture=jpeg())
    perform(report_fake, actor=WEB, now=NOW, report=told)
    (entry,) = list_fakes().entries
    manager = staff(StaffRole.MANAGER, "owner")
    client = Client()
    client.post("/login/", {"username": "owner", "password": PASSWORD})
    clock.move(walk.now, speed=0)
    return Things(
        walk,
        photo.id,
        list_reports(entry.id)[0].id,
        entry.id,
        Login.objects.get(staff_id=manager.id).id,
        manager.id,
        _call(walk),
        _import(),
        _strangers(walk),
    )


def _call(walk: Walk) -> UUID:
    """The case's customer rings."""
    call = perform(
        receive_call,
        actor=WEB,
        now=walk.now,
        company_id=_company().id,
        provider_id="ring-1",
        phone="19900000001",
        staff_id=None,
    )
    return call.id


def _import() -> UUID:
    """A list of customers on its way in."""
    (one,) = perform(
        receive_book,
        actor=WEB,
        now=NOW,
        company_id=_company().id,
        staff_id=None,
        name="customers.csv",
        book=open_book("电话,称呼\n13800000001,测试\n".encode()),
        kind=FileKind.CUSTOMERS,
    )
    return one.id


def _company() -> CompanyFacts:
    company = find_company()
    assert company is not None
    return company


def _strangers(walk: Walk) -> dict[str, Client]:
    neighbour = replace(
        REPORT, phone="19900000002", address="山东省济南市市中区示范路 20 号", point=AWAY
    )
    other = open_case(_company().id, neighbour, walk.now)
    decide(walk.now)
    other_walk = Walk(other, now=walk.now)
    elsewhere = Scope(ScopeKind.OUTLET, (ELSEWHERE,))
    clients = {
        "nobody": Client(),
        "another customer": holder_of(other, walk.now).client,
        "another technician": technician(other_walk.facts.technician_id),
    }
    for role in (StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.MANAGER):
        facts = perform(
            add_staff,
            actor=IMPORT,
            now=NOW,
            username=f"far-{role}",
            name="测试员工",
            role=role,
            password=PASSWORD,
            scope=elsewhere,
        )
        clients[f"{role} elsewhere"] = enter(facts)
    return clients


FILLED: dict[str, Callable[[Things], object]] = {
    "case_id": lambda t: t.walk.case.id,
    "visit_id": lambda t: t.walk.visit_id,
    "job_id": lambda t: t.walk.facts.job_id,
    "photo_id": lambda t: t.photo_id,
    "technician_id": lambda t: t.walk.facts.technician_id,
    "entry_id": lambda t: t.fake_id,
    "report_id": lambda t: t.report_id,
    "login_id": lambda t: t.login_id,
    "staff_id": lambda t: t.staff_id,
    "call_id": lambda t: t.call_id,
    "import_id": lambda t: t.import_id,
    "team_id": lambda t: t.fake_id,  # of nothing, the same
    "number_id": lambda t: t.fake_id,  # of nothing: who may end a number may end any
    "verb": lambda t: "here",
    "task": lambda t: "price-list",
    "word": lambda t: "yes",
}
"""What the gaps of addresses are filled with: the ids of what belongs to the one case."""
REFUSED = (403, 404, 405)


def routes() -> dict[str, tuple[str, ...]]:
    """Every address that has an id in it, with the names of its gaps."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            kinds = {name: type(one).__name__ for name, one in pattern.pattern.converters.items()}
            if "UUIDConverter" in kinds.values():
                yield f"{space}{pattern.name}", tuple(kinds)


def is_refused(answer: Any) -> bool:
    """Whether somebody was kept out: told so, or sent to the login."""
    return answer.status_code in REFUSED or (
        answer.status_code == 302 and answer["Location"].startswith("/login/")
    )


def is_everybodys(path: str, who: str) -> bool:
    """A call that rings is for every agent to take; its page shows cases of one's own scope alone."""
    return path.startswith("/desk/call/") and who in ("desk elsewhere", "dispatcher elsewhere")


def _paths(things: Things) -> list[str]:
    return [
        reverse(route, kwargs={name: FILLED[name](things) for name in names})
        for route, names in routes().items()
    ]


def test_nobody_opens_or_changes_what_is_somebody_elses(things: Things) -> None:
    before = count_events()
    let_in = [
        f"{who}: {answer.request['REQUEST_METHOD']} {path} {answer.status_code}"
        for path in _paths(things)
        for who, client in things.strangers.items()
        if not is_everybodys(path, who)
        for answer in (client.get(path), client.post(path, {"key": "an-attack"}))
        if not is_refused(answer)
    ]
    assert let_in == []
    assert count_events() == before


def test_the_same_addresses_open_for_whom_they_are(things: Things) -> None:
    """Else the test above could pass because nothing opens for anybody."""
    case_id, visit_id = things.walk.case.id, things.walk.visit_id
    customer = holder_of(things.walk.case, things.walk.now).client
    worker = technician(things.walk.facts.technician_id, "own")
    manager = enter(staff(StaffRole.MANAGER))
    for client, path in (
        (customer, f"/case/{case_id}/"),
        (customer, f"/case/{case_id}/photo/{things.photo_id}.jpg"),
        (worker, f"/t/visit/{visit_id}/"),
        (worker, f"/t/visit/{visit_id}/badge/"),
        (manager, f"/company/case/{case_id}/"),
        (manager, f"/company/fakes/{things.fake_id}/"),
        (manager, f"/company/staff/{things.staff_id}/"),
    ):
        assert client.get(path).status_code == 200, path


def test_a_form_from_another_site_is_refused_also_with_every_cookie(things: Things) -> None:
    asker = holder_of(things.walk.case, things.walk.now)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = asker.client.cookies
    path = f"/case/{things.walk.case.id}/cancel/"
    page = strict.get(path).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    fields = {"csrfmiddlewaretoken": token[1], "key": "x"}
    foreign = strict.post(path, fields, headers={"Origin": "https://evil.example.org"})
    assert foreign.status_code == 403
    assert strict.post(path, {"key": "x"}).status_code == 403


def test_a_host_that_is_none_of_ours_gets_nothing_made_of_its_name(things: Things) -> None:
    answer = Client().get("/", headers={"Host": "evil.example.org"})
    assert answer.status_code == 400
    assert b"evil.example.org" not in answer.content


def test_more_fields_than_a_form_shows_change_nothing(things: Things) -> None:
    before = count_events()
    desk = staff(StaffRole.DESK, "plain")
    client = enter(desk)
    more = {"role": "manager", "staff_id": str(things.staff_id), "is_active": "false"}
    assert client.post("/account/forget-devices/", more).status_code == 302
    assert client.post("/account/end-others/", more).status_code == 302
    assert get_staff(desk.id).role is StaffRole.DESK
    assert Login.objects.get(id=things.login_id).ended_at is None
    assert count_events() == before + 1  # that the member of staff was added


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "javascript:1"],
)
def test_no_next_leads_to_a_stranger(things: Things, wanted: str) -> None:
    for path, fields in (
        ("/login/", {"username": "owner", "password": PASSWORD}),
        ("/large-type/", {"size": "large"}),
    ):
        answer = Client().post(path, {**fields, "next": wanted})
        assert answer.status_code == 302
        assert "evil" not in answer["Location"]
        assert "javascript" not in answer["Location"]
