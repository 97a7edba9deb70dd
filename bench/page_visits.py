"""Which addresses are opened, found by themselves: every route's examples, and the filters and pages they
link."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import reverse

from tests.browser.exhibits import NOBODY, Exhibits
from tests.browser.routes.test_urlconf import (
    CALENDARS,
    EXAMPLES,
    FILES,
    ONLY_SENT_TO,
    OTHER_PICTURES,
    PHOTOS,
    SCRIPTS,
    WORKBOOKS,
    routes,
)
from yinuo.base.local_time import local_date
from yinuo.genuine.badges import issue_badge
from yinuo.work.visit.reads import list_photos

_LINK = re.compile(r'href="([^"]*\?[^"]*)"')
_DEEPEST = 6  # pages followed one after the other: by then a page that counts its way is slow
_MOST_LINKS = 60  # of one page's filters
_NOT_MEASURED = {"bench-peer": "the peer itself: its figure stands at the end"}
"""Routes that are left out, each with the reason."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An address as somebody opens it."""

    route: str
    path: str
    session: str = ""
    then: str = ""
    """What was followed to come here: a filter, or further pages."""


def examples(world: Exhibits) -> Iterator[Visit]:
    """Each route with each of its examples, once an address and a visitor."""
    seen = set()
    for example in EXAMPLES:
        try:
            path = example.path(world)
        except KeyError as missing:
            print(f"NOT IN THIS WORLD, which --fresh makes anew: {missing}", file=sys.stderr)
            continue
        visit = Visit(example.route, path, world.sessions.get(example.who, ""), example.state)
        if (visit.path, visit.session) not in seen:
            seen.add((visit.path, visit.session))
            yield visit
    yield from _files(world)
    yield from _years(world)


def _files(world: Exhibits) -> Iterator[Visit]:
    done = world.walks["done"]
    (photo,) = list_photos(done.visit_id)[:1]
    for name, (of_what, who) in PHOTOS.items():
        id = done.visit_id if of_what == "visit_id" else done.case.id
        path = reverse(name, kwargs={of_what: id, "photo_id": photo.id})
        yield Visit(name, path, world.sessions[who])
    for name in FILES:
        args = [done.case.id] if name == "case-receipt-file" else []
        yield Visit(name, reverse(name, args=args), world.sessions.get(FILES[name], ""))
    running = world.walks["running"]
    technician = running.facts.technician_id
    of_pictures: dict[str, list[object]] = {
        "case-crew-photo": [running.case.id, technician],
        "genuine-photo": [technician],
        "company:fake-picture": [world.links["fake"], world.links["fake picture"]],
        "company:badge-photo": [technician],
    }
    for name, who in OTHER_PICTURES.items():
        session = world.sessions[who] if who else _scanned(world)
        yield Visit(name, reverse(name, args=of_pictures[name]), session)
    for name, who in CALENDARS.items():
        yield Visit(name, reverse(name, args=[running.case.id]), world.sessions[who])
    for name, who in WORKBOOKS.items():
        path = reverse(name, args=[world.links.get("import done", NOBODY)])
        yield Visit(name, path, world.sessions[who])
    for name in SCRIPTS:
        yield Visit(name, reverse(name))


def _years(world: Exhibits) -> Iterator[Visit]:
    """A whole year's figures, of the company and of a province."""
    last = local_date(world.now)
    days = f"?period=days&since={last - timedelta(days=365)}&until={last}"
    for who in ("manager", "manager of a province"):
        path = reverse("company:figures") + days
        yield Visit("company:figures", path, world.sessions[who], f"a year, {who}")


def _scanned(world: Exhibits) -> str:
    """The session of whoever has just scanned a true badge."""
    client = Client()
    token, _until = issue_badge(world.walks["running"].visit_id, world.now)
    client.post("/genuine/b", {"token": token})
    return client.cookies["sessionid"].value


def without_example(visits: list[Visit]) -> dict[str, str]:
    """Routes that nobody opens here, each with the reason: the footer of the table names them."""
    left = set(routes()) - {visit.route for visit in visits}
    sent_to = dict.fromkeys(ONLY_SENT_TO, "answers only what is sent to it")
    reasons = sent_to | _NOT_MEASURED
    return {name: reasons.get(name, "NO EXAMPLE") for name in sorted(left)}


def links_of(visit: Visit, client: Client) -> Iterator[Visit]:
    """The page's own filters and orders, and its further pages a few deep."""
    known = {visit.path}
    for link in _own_links(visit, client)[:_MOST_LINKS]:
        if link not in known:
            known.add(link)
            yield Visit(visit.route, link, visit.session, urlsplit(link).query)
    deep = visit
    for number in range(2, _DEEPEST + 1):
        onward = _next_page(deep, client)
        if onward is None:
            return
        deep = Visit(visit.route, onward, visit.session, f"page {number}")
    yield deep


def _own_links(visit: Visit, client: Client) -> list[str]:
    """Links of the page to itself with another query."""
    body = _body(visit, client)
    found = (urljoin(visit.path, unescape(link)) for link in _LINK.findall(body))
    path = urlsplit(visit.path).path
    return list(dict.fromkeys(link for link in found if urlsplit(link).path == path))


def _next_page(visit: Visit, client: Client) -> str | None:
    found = re.search(r'<a[^>]*rel="next"[^>]*>', _body(visit, client))
    link = re.search(r'href="([^"]+)"', found.group()) if found else None
    return urljoin(visit.path, unescape(link.group(1))) if link else None


def _body(visit: Visit, client: Client) -> str:
    if visit.session:
        client.cookies["sessionid"] = visit.session
    else:
        client.cookies.pop("sessionid", None)
    answer = client.get(visit.path)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page and not answer.streaming else ""


__all__ = ["NOBODY", "Visit", "examples", "links_of", "without_example"]
