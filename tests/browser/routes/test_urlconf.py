"""Every address of the URLconf is a page with examples, a file, or only sent to; nothing is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.exhibits import NOBODY, Exhibits
from yinuo.genuine.badges import issue_badge
from yinuo.work.visit.reads import list_photos

from .customer import CUSTOMER
from .public import PUBLIC
from .staff import STAFF

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EXAMPLES = [*PUBLIC, *CUSTOMER, *STAFF]
FILES = {
    "health": "",
    "case-receipt-file": "customer of done",
    "genuine-numbers-file": "",
    "board:now": "dispatcher",
    "technician:manifest": "",
    "technician:session": "technician of running",
}
"""What a machine reads, and who has to be logged in for it."""
PHOTOS = {
    "case-photo": ("case_id", "customer of done"),
    "technician:photo": ("visit_id", "technician of done"),
    "company:photo": ("case_id", "manager"),
}
OTHER_PICTURES = {
    "case-crew-photo": "customer of running",
    "genuine-photo": "",
    "company:fake-picture": "manager",
    "company:badge-photo": "manager",
}
WORKBOOKS = {"company:import-reasons": "manager"}
SCRIPTS = ("push-worker", "technician:worker")
CALENDARS = {"case-calendar": "customer of running"}
ONLY_SENT_TO = (
    "large-type",
    "contact",
    "case-push",
    "staff-push",
    "company:chat-remove",
    "case-do",
    "technician:do",
    "logout",
    "sms-hook",
    "account-codes",
    "account-forget",
    "account-end-others",
    "account-end",
    "suggest",
    "case-person",
    "desk:typed",
    "desk:incoming",
    "desk:ahead",
    "desk:call-do",
    "desk:case-do",
    "company:number-end",
    "board:send",
    "board:back",
    "board:pause",
    "board:resume",
)


def routes() -> dict[str, str]:
    """The name of every address in the URLconf, its patterns' names joined as `reverse` takes them."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], space: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, pattern.pattern
            yield f"{space}{pattern.name}", str(pattern.pattern)


def test_no_address_is_without_an_example() -> None:
    shown = {example.route for example in EXAMPLES}
    pictures = set(PHOTOS) | set(OTHER_PICTURES)
    others = set(FILES) | set(SCRIPTS) | set(CALENDARS) | set(WORKBOOKS)
    assert set(routes()) == shown | others | pictures | set(ONLY_SENT_TO)
    assert shown.isdisjoint(ONLY_SENT_TO)
    ids = [example.id for example in EXAMPLES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ONLY_SENT_TO)
def test_what_is_only_sent_to_shows_no_page(world: Exhibits, name: str) -> None:
    wanted = {
        "sms-hook": ["http"],
        "contact": [NOBODY],
        "case-do": [NOBODY, "here"],
        "technician:do": [NOBODY, "code"],
        "case-person": [NOBODY, "yes"],
        "desk:ahead": [NOBODY],
        "desk:call-do": [NOBODY, "take"],
        "desk:case-do": [NOBODY, "take"],
        "account-end": [NOBODY],
        "company:number-end": [NOBODY],
        "company:chat-remove": [NOBODY],
        "case-push": [NOBODY],
        **{f"board:{verb}": [NOBODY] for verb in ("send", "back", "pause", "resume")},
    }
    client = Client()
    client.cookies["sessionid"] = world.sessions["customer of running"]
    if name in ("case-do", "case-person", "case-push"):
        wanted[name][0] = str(world.case("running").id)
    assert client.get(reverse(name, args=wanted.get(name, []))).status_code == 405


@pytest.mark.parametrize("name", FILES)
def test_what_is_for_machines_is_json(world: Exhibits, name: str) -> None:
    client = Client()
    client.cookies["sessionid"] = world.sessions.get(FILES[name], "")
    args = [world.case("done").id] if name == "case-receipt-file" else []
    answer = client.get(reverse(name, args=args))
    assert answer["Content-Type"] in ("application/json", "application/manifest+json")
    assert json.loads(answer.content)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_worker_is_a_script(name: str) -> None:
    answer = Client().get(reverse(name))
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "text/javascript")


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_file_is_one_and_only_for_who_may_see_it(world: Exhibits, name: str) -> None:
    path = reverse(name, args=[world.case("running").id])
    client = Client()
    assert client.get(path).status_code == 404
    client.cookies["sessionid"] = world.sessions[CALENDARS[name]]
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in answer.content


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_is_one_and_only_for_who_may_see_it(world: Exhibits, name: str) -> None:
    path = reverse(name, args=[world.links["import done"]])
    client = Client()
    assert client.get(path).status_code == 302
    client.cookies["sessionid"] = world.sessions[WORKBOOKS[name]]
    answer = client.get(path)
    assert "spreadsheetml" in answer["Content-Type"]
    assert b"".join(answer).startswith(b"PK")


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_is_a_picture_and_only_for_who_may_see_it(world: Exhibits, name: str) -> None:
    of_what, who = PHOTOS[name]
    walk = world.walks["done"]
    (photo,) = list_photos(walk.visit_id)
    owner = {"case_id": walk.case.id, "visit_id": walk.visit_id}[of_what]
    path = reverse(name, kwargs={of_what: owner, "photo_id": photo.id})
    client = Client()
    assert client.get(path).status_code in (302, 404)
    client.cookies["sessionid"] = world.sessions[who]
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


@pytest.mark.parametrize("name", OTHER_PICTURES)
def test_a_face_or_a_screenshot_is_only_for_who_may_see_it(world: Exhibits, name: str) -> None:
    walk = world.walks["running"]
    of_route: dict[str, list[object]] = {
        "case-crew-photo": [walk.case.id, walk.facts.technician_id],
        "genuine-photo": [walk.facts.technician_id],
        "company:fake-picture": [world.links["fake"], world.links["fake picture"]],
        "company:badge-photo": [walk.facts.technician_id],
    }
    path = reverse(name, args=of_route[name])
    client = Client()
    assert client.get(path).status_code in (302, 404)
    if OTHER_PICTURES[name]:
        client.cookies["sessionid"] = world.sessions[OTHER_PICTURES[name]]
    else:  # whoever has just scanned a true badge
        client.post("/genuine/b", {"token": issue_badge(walk.visit_id, world.now)[0]})
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
