"""The work order on paper: what was promised, what was done, who signed, and what to check it against."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yinuo.case.reads import get_proof_state, list_proofs
from yinuo.pages.frame.qr import qr_svg
from yinuo.pages.frame.slip import slip_of
from yinuo.pages.frame.words import SIGNERS
from yinuo.pages.staff.contact import note_page_look
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.pages.technician.words import DOCUMENTS, PROOFS, STEPS
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import find_masked_contact
from yinuo.record.facts import HeadFacts
from yinuo.record.reads import get_head
from yinuo.store import clock
from yinuo.work.visit.facts import SignRole

from .words import CASE_STATES


@require_safe
@for_staff(Verb.SEE_CASE)
def show(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The paper as far as the case has come: lines to sign on before the visit, what was signed after it.

    It shows name and address, which is put on the record, and the phone number masked. Its code leads to the
    public key and carries the number and hash of the record's last line, as `yinuo receipt verify` shows it.
    """
    case = case_in_scope(staff, case_id)
    note_page_look(staff, case)
    slip, proof, head = slip_of(case), get_proof_state(case.id), get_head("case", case.id)
    context = {
        **slip,
        "state": CASE_STATES[case.state],
        "masked": find_masked_contact(case.customer_id),
        "needed": [[PROOFS[kind] for kind in item] for item in proof.needed],
        "proofs": [
            (PROOFS[one.kind], DOCUMENTS[one.document_kind], one) for one in list_proofs(case.id)
        ],
        "done": [(STEPS[step.step], step) for step in slip.get("steps", ())],
        "signers": [SIGNERS[role] for role in _to_sign(is_proof_needed=bool(proof.needed))],
        "head": head,
        "code": qr_svg(_check_address(head), gettext("核验这一单的记录")),
        "now": clock.now(),
    }
    return render(request, "company/work_order.html", context)


def _to_sign(*, is_proof_needed: bool) -> tuple[SignRole, ...]:
    """Whose lines a paper has before anybody signed: all three where a lock may be opened (ID-07)."""
    return tuple(SignRole) if is_proof_needed else (SignRole.ASKER, SignRole.TECHNICIAN)


def _check_address(head: HeadFacts) -> str:
    """The page of the public key; what is behind the # stays on the phone that scans it."""
    return f"{settings.YINUO_PUBLIC_URL}{reverse('record-key')}#{head.seq}-{head.hash}"
