"""The staff's ways between the parts of their work: each role sees the entries that it may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yinuo.people.facts import Access, StaffRole, Verb
from yinuo.people.reads import is_allowed


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the work: the name of its first address, its words, and what one must be allowed to do.

    `is_own` means that the right is only to what is one's own, as a technician's visits are.
    """

    url_name: str
    text: Promise
    verb: Verb
    is_own: bool = False


ENTRIES = (
    Entry("technician:visits", _("我的上门"), Verb.WORK_VISIT, is_own=True),
    Entry("desk:home", _("接单台"), Verb.OPEN_CASE),
    Entry("board:board", _("调度台"), Verb.SEE_BOARD),
    Entry("company:cases", _("公司"), Verb.SEE_BOARD),
)
"""In the order in which they are shown; each part of the work adds its own."""


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry as it is shown; `is_here` on the pages of that part."""

    path: str
    text: str
    is_here: bool


def staff_links(request: HttpRequest) -> tuple[NavLink, ...]:
    """The entries for whoever is logged in, none for a customer."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    role = StaffRole(user.role)
    allowed = [e for e in ENTRIES if is_allowed(role, e.verb, access=Access(is_own=e.is_own))]
    found = [(path, str(entry.text)) for entry in allowed if (path := _find_path(entry.url_name))]
    here = max((p for p, _text in found if request.path.startswith(p)), key=len, default="")
    return tuple(NavLink(path, text, path == here) for path, text in found)


def _find_path(name: str) -> str:
    """The entry's address; empty in a process that doesn't have its pages."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
