"""A customer's contact points: masked on every page of the staff, whole after a reason that is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts
from yinuo.pages.frame.words import LOOK_REASONS
from yinuo.people.actions import note_look, show_contact
from yinuo.people.facts import CustomerFacts, LookReason, MaskedContact, StaffFacts, Verb
from yinuo.people.reads import find_masked_contact, has_looked, is_allowed
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import case_in_scope, for_staff

REASONS = tuple(reason for reason in LookReason if reason is not LookReason.HANDLE)
"""What somebody may give as a reason to see a whole number."""


class ReasonMissing(YinuoError):
    """A number was asked for without a reason."""

    code = "reason_missing"
    zh = "没有显示号码：请先选一个原因。客户能看到谁在什么时候、为什么查看过。"
    en = "The number was not shown: choose a reason first. The customer can see who looked, when and why."


@dataclass(frozen=True, slots=True)
class ContactPart:
    """What `staff/parts/contact.html` takes as `contact`."""

    case_id: UUID
    masked: MaskedContact

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """The reasons to choose from, in the reader's language."""
        return [(reason.value, str(LOOK_REASONS[reason])) for reason in REASONS]


def contact_part(staff: StaffFacts, case: CaseFacts) -> ContactPart | None:
    """The part's `contact` for a page about a case; None for a role that never reaches customers."""
    if not is_allowed(staff.role, Verb.SEE_CONTACT):
        return None
    return ContactPart(case.id, find_masked_contact(case.customer_id))


def note_page_look(staff: StaffFacts, case: CaseFacts) -> None:
    """Put on the record that this page shows somebody of the staff a name or an address.

    Once a day for a customer: where today's look is written down, this is one read and no write.
    """
    _note(staff, case.customer_id, case.id)


def note_people_looks(
    staff: StaffFacts, customers: Iterable[CustomerFacts], cases: Iterable[CaseFacts]
) -> None:
    """The same for a page that shows several people: for each by the newest of `cases`, newest first, that is
    theirs."""
    newest = {case.customer_id: case.id for case in reversed(tuple(cases))}
    for customer_id in sorted(customer.id for customer in customers):
        _note(staff, customer_id, newest.get(customer_id))


def _note(staff: StaffFacts, customer_id: UUID, case_id: UUID | None) -> None:
    now = clock.now()
    if not has_looked(staff.id, customer_id, now):
        actor = Actor.staff(staff.id)
        perform(note_look, actor=actor, now=now, customer_id=customer_id, case_id=case_id)


@require_POST
@for_staff(Verb.SEE_CONTACT)
def show(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The whole number and e-mail of a case's customer: the part alone where the page swaps it in."""
    case = case_in_scope(staff, case_id)
    try:
        reason = LookReason(request.POST.get("reason", ""))
    except ValueError:
        raise ReasonMissing from None
    if reason not in REASONS:
        raise ReasonMissing
    shown = perform(
        show_contact,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        customer_id=case.customer_id,
        case_id=case.id,
        reason=reason,
    )
    is_part = request.headers.get("HX-Request") == "true"
    template = "staff/parts/contact_shown.html" if is_part else "staff/contact.html"
    return render(request, template, {"case": case, "shown": shown})
