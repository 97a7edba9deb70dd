"""The list of the staff, in the words in which they are imported; no password, ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yinuo.outlet.reads import list_sheet
from yinuo.people.facts import Scope, StaffFacts
from yinuo.people.reads import list_staff
from yinuo.people.rules import mask_email
from yinuo.transfer.facts import FileKind
from yinuo.transfer.guard import Value

from .table import Ask, Table, headings_of

_NAMES = ("username", "name", "role", "scope", "email", "badge")


def staff(ask: Ask) -> Table:
    """Everybody who can log in."""
    headings = headings_of(FileKind.STAFF, _NAMES, is_english=ask.is_english)
    return Table("Staff" if ask.is_english else "员工", headings, _rows(ask))


def _rows(ask: Ask) -> Iterator[Sequence[Value]]:
    lines = list_sheet(ask.company_id, "technicians")
    badges = {line["login"]: line["badge_no"] for line in lines if line["login"]}
    for one in list_staff():
        badge = badges.get(one.username, "")
        yield (
            one.username,
            one.name,
            one.role.value,
            scope_text(one.scope),
            _email(one, is_whole=ask.is_whole),
            badge,
        )


def scope_text(scope: Scope) -> str:
    """A scope as it is written in a file."""
    return f"{scope.kind.value}:{','.join(scope.codes)}" if scope.codes else scope.kind.value


def _email(one: StaffFacts, *, is_whole: bool) -> str:
    if not one.email:
        return ""
    return one.email if is_whole else mask_email(one.email)
