"""Which addresses are opened, found by themselves: every route's examples, and the filters and pages they
link."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import reverse

from tests.browser.exhibits import NOBODY, Exhibits
from tests.browser.routes.test_urlconf import EXAMPLES, FILES, ONLY_SENT_TO, PHOTOS, routes
from yinuo.work.visit.reads import list_photos

_LINK = re.compile(r'href="([^"]*\?[^"]*)"')
_DEEPEST = 6  # pages followed one after the other: by then a page that counts its way is slow
_MOST_LINKS = 60  # of one page's filters


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


def _files(world: Exhibits) -> Iterator[Visit]:
    done = world.walks["done"]
    (photo,) = list_photos(done.visit_id)[:1]
    for name, (of_what, who) in PHOTOS.items():
        id = done.visit_id if of_what == "visit_id" else done.case.id
        path = reverse(name, kwargs={of_what: id, "photo_id": photo.id})
        yield Visit(name, path, world.sessions[who])
    for name in FILES:
        args = [done.case.id] if name == "case-receipt-file" else []
        yield Visit(name, reverse(name, args=args), world.sessions["customer of done"])


def without_example(visits: list[Visit]) -> set[str]:
    """Routes that nobody opens here; there should be none but those that are only sent to."""
    return set(routes()) - {visit.route for visit in visits} - set(ONLY_SENT_TO)


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
