"""Every address of the URLconf is a page with examples, a file, or only sent to; nothing is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.exhibits import NOBODY, Exhibits
from yinuo.work.visit.reads import list_photos

from .customer import CUSTOMER
from .public import PUBLIC
from .staff import STAFF

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EXAMPLES = [*PUBLIC, *CUSTOMER, *STAFF]
FILES = ("health", "case-receipt-file")
PHOTOS = {
    "case-photo": ("case_id", "customer of done"),
    "technician:photo": ("visit_id", "technician of done"),
    "company:photo": ("case_id", "manager"),
}
ONLY_SENT_TO = ("large-type", "case-do", "technician:do", "logout", "sms-hook")


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
    assert set(routes()) == shown | set(FILES) | set(PHOTOS) | set(ONLY_SENT_TO)
    assert shown.isdisjoint(ONLY_SENT_TO)
    ids = [example.id for example in EXAMPLES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ONLY_SENT_TO)
def test_what_is_only_sent_to_shows_no_page(world: Exhibits, name: str) -> None:
    wanted = {"sms-hook": ["http"], "case-do": [NOBODY, "here"], "technician:do": [NOBODY, "code"]}
    client = Client()
    client.cookies["sessionid"] = world.sessions["customer of running"]
    if name == "case-do":
        wanted[name][0] = str(world.case("running").id)
    assert client.get(reverse(name, args=wanted.get(name, []))).status_code == 405


@pytest.mark.parametrize("name", FILES)
def test_what_is_for_machines_is_json(world: Exhibits, name: str) -> None:
    client = Client()
    client.cookies["sessionid"] = world.sessions["customer of done"]
    args = [world.case("done").id] if name == "case-receipt-file" else []
    answer = client.get(reverse(name, args=args))
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)


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
