"""Random people with random histories, some of them erased: nothing of theirs is left anywhere, all of
the others'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk
from tests.world import NOW, REPORT, UNLOCK, WEB, customer_of, decide, found_company, send
from yinuo.base.actor import Actor
from yinuo.case.actions import confirm_fixed
from yinuo.case.facts import CaseState, DocumentKind, ProofKind, SeenProof, WithdrawReason
from yinuo.case.reads import get_case, list_case_ids, map_cases
from yinuo.intake.actions import erase_person, forget_contact, renew_link, withdraw_case
from yinuo.intake.facts import AnswerKind
from yinuo.notice.actions import send_recovery_codes
from yinuo.people.actions import issue_link
from yinuo.people.facts import EraseReason
from yinuo.people.reads import get_customer
from yinuo.record.reads import check_chains
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import PhotoKind

from .marks import Searcher
from .places import decrypted_texts, stored_texts

pytestmark = pytest.mark.django_db(transaction=True)
_NAMES = "欧阳司马上官诸葛东方皇甫尉迟公羊"
_numbers = count(1)


@dataclass
class Person:
    """Somebody invented; every value of theirs is theirs alone."""

    number: int
    now: datetime
    ids: set[UUID] = field(default_factory=set)

    @property
    def name(self) -> str:
        return f"{_NAMES[self.number % 14]}测试人{self.number:04d}"

    @property
    def phone(self) -> str:
        return f"1987{self.number:07d}"

    @property
    def email(self) -> str:
        return f"nobody.{self.number:05d}@example.org"

    @property
    def street(self) -> str:
        return f"隐名路{self.number + 1000}号"

    def said(self, of_what: str) -> str:
        return f"{of_what}话语{self.number:05d}"

    @property
    def values(self) -> list[str]:
        said = ("报修", "证人", "诊断", "停工")
        return [self.name, self.phone, self.email, self.street, *map(self.said, said)]


def report(person: Person, company_id: UUID, **changes: Any) -> UUID | None:
    """They report a fault by the web page, which keeps the answer under a key."""
    answer = send(
        company_id,
        replace(changes.pop("report", REPORT)),
        person.now,
        key=f"key-{next(_numbers)}",
        **{
            "name": person.name,
            "phone": person.phone,
            "email": person.email,
            "address": f"山东省济南市市中区{person.street} 3 栋",
            "words": person.said("报修"),
        }
        | changes,
    )
    if answer.customer_id is not None:
        person.ids.add(answer.customer_id)
    person.now += timedelta(hours=2)
    return answer.case_id if answer.kind is AnswerKind.PROMISED else None


def changes_mind(person: Person, company_id: UUID) -> None:
    case_id = report(person, company_id)
    if case_id is not None:
        _browse(person, case_id)
        customer = customer_of(get_case(case_id))
        why = WithdrawReason.SOLVED
        perform(withdraw_case, actor=customer, now=person.now, case_id=case_id, reason=why, key="w")


def _browse(person: Person, case_id: UUID) -> None:
    """Their phone opens the link, and has it renewed."""
    case = get_case(case_id)
    link = perform(
        issue_link, actor=WEB, now=person.now, customer_id=case.customer_id, case_id=case_id
    )
    clock.move(person.now, speed=0)
    assert Client().get(f"/c/{link.token}").status_code == 302
    perform(renew_link, actor=customer_of(case), now=person.now, case_id=case_id, key="renew")


def is_visited(person: Person, company_id: UUID) -> None:
    """Somebody comes, sees proofs, takes photos, writes down what was wrong; all ends well."""
    now = person.now
    case_id = report(person, company_id, report=UNLOCK)
    if case_id is None:
        return
    decide(now)
    walk = Walk(get_case(case_id), now=now)
    walk.arrive()
    walk.say(visit.give_photo_consent, wording="photo-1")
    walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    witness = SeenProof(
        ProofKind.WITNESS,
        DocumentKind.PROPERTY_OFFICE,
        True,
        None,
        person.said("证人"),
        person.phone,
    )
    walk.act(visit.see_proof, proof=witness)
    walk.finish()
    walk.say(confirm_fixed)
    person.now = max(person.now, walk.now)


def asks_where_nobody_comes(person: Person, company_id: UUID) -> None:
    report(person, company_id, address=f"西藏阿里地区札达县{person.street}")


def loses_the_link(person: Person, company_id: UUID) -> None:
    report(person, company_id, address=f"西藏阿里地区札达县{person.street}")
    key = f"find-{person.number}"
    perform(send_recovery_codes, actor=WEB, now=person.now, contact=person.phone, key=key)


HISTORIES: dict[str, Callable[[Person, UUID], None]] = {
    "changes mind": changes_mind,
    "is visited": is_visited,
    "nobody comes": asks_where_nobody_comes,
    "loses link": loses_the_link,
}
people = st.lists(
    st.tuples(st.lists(st.sampled_from(sorted(HISTORIES)), min_size=1, max_size=3), st.booleans()),
    min_size=2,
    max_size=4,
)


@given(people)
@settings(
    max_examples=4,
    deadline=None,
    phases=[
        Phase.generate
    ],  # a smaller world is found faster by hand than by half an hour of tries
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_pd_02_of_the_erased_nothing_is_left_anywhere_and_of_the_others_everything(
    company: UUID, lives: list[tuple[list[str], bool]]
) -> None:
    gone: list[Person] = []
    there: list[Person] = []
    for number, (history, is_erased) in enumerate(lives):
        person = Person(next(_numbers), NOW + timedelta(days=number))
        for event in history:
            HISTORIES[event](person, company)
        (gone if is_erased else there).append(person)
    for person in gone:
        _erase(person)
    stored = list(stored_texts())
    opened = list(decrypted_texts())
    everybody = Searcher(value for person in (*gone, *there) for value in person.values)
    assert not [found for place in stored for found in everybody.search(*place)]
    erased = Searcher(value for person in gone for value in person.values) if gone else None
    if erased is not None:
        assert not [found for place in opened for found in erased.search(*place)]
    for person in there:
        if person.ids:
            kept = Searcher([person.name, person.phone])
            assert {found.what for place in opened for found in kept.search(*place)} == {
                person.name,
                person.phone,
            }
    assert check_chains().broken == ()


@pytest.fixture
def company(transactional_db: None) -> UUID:
    return found_company()


def _erase(person: Person) -> None:
    for id in person.ids:
        _end_what_runs(id)
        perform(
            erase_person,
            actor=Actor.system("command"),
            now=person.now + timedelta(days=1),
            customer_id=id,
            reason=EraseReason.ASKED,
        )
        assert get_customer(id).is_erased
    for contact in (person.phone, person.email):
        command = Actor.system("command")
        perform(forget_contact, actor=command, now=person.now, contact=contact)


def _end_what_runs(customer_id: UUID) -> None:
    for case in map_cases(list_case_ids(customer_id)).values():
        assert case.state is not CaseState.OPEN
