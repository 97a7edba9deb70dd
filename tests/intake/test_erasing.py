"""Tests of erasing a person: what stands in the way, what goes, what stays, and who may ask for it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.world import NOW, WEB, customer_of, found_company, open_case, send
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed, NotFound
from yinuo.case.facts import CaseFacts, WithdrawReason
from yinuo.case.models import Case
from yinuo.engines import tlog
from yinuo.intake.actions import erase_myself, erase_person, withdraw_case
from yinuo.intake.facts import NotTheContact, PersonBusy
from yinuo.intake.models import Request
from yinuo.notice.models import Notice
from yinuo.people.actions import add_staff, issue_link
from yinuo.people.facts import EraseReason, LinkUnknown, StaffRole
from yinuo.people.models import RecoveryCode
from yinuo.people.reads import get_customer, get_salt, open_link
from yinuo.record.reads import build_receipt, check_chains, list_events
from yinuo.store import keys
from yinuo.store.models import Outcome
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("command")
LATER = NOW + timedelta(hours=3)


def withdrawn_case(company_id: UUID) -> CaseFacts:
    case = open_case(company_id, key="first-report")
    perform(
        withdraw_case,
        actor=customer_of(case),
        now=NOW,
        case_id=case.id,
        reason=WithdrawReason.SOLVED,
    )
    return case


def erase(case: CaseFacts, actor: Actor = OPERATOR) -> None:
    perform(
        erase_person,
        actor=actor,
        now=LATER,
        customer_id=case.customer_id,
        reason=EraseReason.ASKED,
    )


def test_while_a_case_runs_nothing_is_erased_and_its_number_is_said() -> None:
    case = open_case(found_company())
    with pytest.raises(PersonBusy) as refused:
        erase(case)
    assert case.number in refused.value.en
    assert get_customer(case.customer_id).phone == "19900000001"


def test_everything_of_the_person_goes_and_every_chain_still_verifies() -> None:
    case = withdrawn_case(found_company())
    before = len(list_events("case", case.id))
    link = perform(issue_link, actor=WEB, now=NOW, customer_id=case.customer_id, case_id=case.id)
    erase(case)
    gone = get_customer(case.customer_id)
    assert (gone.name, gone.phone, gone.email, gone.is_erased) == ("", "", None, True)
    assert get_salt(case.customer_id) is None
    with pytest.raises(LinkUnknown):
        open_link(link.token, LATER)
    assert Case.objects.get(id=case.id).words is None
    assert not Request.objects.exists()
    assert not Outcome.objects.exists()
    assert not Notice.objects.filter(recipient=case.customer_id, params__isnull=False).exists()
    assert not RecoveryCode.objects.exists()
    assert len(list_events("case", case.id)) >= before
    assert check_chains().broken == ()
    last = list_events("person", case.customer_id)[-1]
    assert (last.kind, last.body) == ("people.customer.erased", {"reason": "asked"})


def test_a_receipt_given_before_still_verifies() -> None:
    case = withdrawn_case(found_company())
    receipt = build_receipt("case", case.id, NOW)
    erase(case)
    assert tlog.verify_receipt(receipt, keys.record_key().public_key()).ok


def test_a_request_of_which_no_case_came_goes_by_phone_and_e_mail() -> None:
    company_id = found_company()
    case = withdrawn_case(company_id)
    send(company_id, address="西藏阿里地区札达县", phone="+86 199-0000-0001", email="")
    send(company_id, address="西藏阿里地区札达县", phone="19900000002", email="other@example.org")
    assert Request.objects.filter(case=None).count() == 2
    erase(case)
    (left,) = Request.objects.all()
    assert left.form["phone"] == "19900000002"


def test_erasing_twice_changes_nothing_and_an_unknown_person_is_said() -> None:
    case = withdrawn_case(found_company())
    erase(case)
    lines = len(list_events("person", case.customer_id))
    erase(case)
    assert len(list_events("person", case.customer_id)) == lines
    with pytest.raises(NotFound):
        perform(
            erase_person, actor=OPERATOR, now=NOW, customer_id=case.id, reason=EraseReason.ASKED
        )


def test_the_same_person_who_asks_again_is_somebody_new() -> None:
    company_id = found_company()
    case = withdrawn_case(company_id)
    erase(case)
    again = open_case(company_id, now=LATER)
    assert again.customer_id != case.customer_id


def test_only_the_person_a_manager_and_the_operator_may_ask() -> None:
    case = withdrawn_case(found_company())
    roles = {
        role: perform(
            add_staff, actor=OPERATOR, now=NOW, username=role.value, name="测试员工", role=role
        )
        for role in (StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.MANAGER)
    }
    strangers = [Actor.customer(case.id), Actor.technician(case.id)]
    strangers += [Actor.staff(roles[role].id) for role in (StaffRole.DESK, StaffRole.DISPATCHER)]
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            erase(case, stranger)
    erase(case, Actor.staff(roles[StaffRole.MANAGER].id))
    assert get_customer(case.customer_id).is_erased


def test_the_customer_confirms_with_the_number_that_was_given() -> None:
    case = withdrawn_case(found_company())
    mine = {"actor": customer_of(case), "now": LATER, "customer_id": case.customer_id}
    for wrong in ("19900000009", "", "someone@example.org"):
        with pytest.raises(NotTheContact):
            perform(erase_myself, contact=wrong, **mine)  # type: ignore[arg-type]
    perform(erase_myself, contact="+86 199 0000 0001", **mine)  # type: ignore[arg-type]
    assert get_customer(case.customer_id).is_erased
