"""Tests of customers, their addresses and consents, and of erasure."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.people.cast import DESK, NOW, add_customer, do, lines
from yinuo.base.errors import NotFound
from yinuo.base.point import Point
from yinuo.people import actions, reads
from yinuo.people.facts import (
    AddressFacts,
    ContactKind,
    NameTooLong,
    PhoneNotValid,
    PointSource,
    Purpose,
)
from yinuo.people.models import Address, Contact, Customer
from yinuo.people.retention import CustomersToErase
from yinuo.people.rules import KEEP_FOR
from yinuo.record.reads import list_events
from yinuo.record.rules import commitment
from yinuo.store.perform import OutsideTransaction

pytestmark = pytest.mark.django_db
DOOR = Point(30.2741, 120.1551)


def add_address(
    customer_id: UUID, text: str = "幸福路88号3单元201", **changes: Any
) -> AddressFacts:
    given: dict[str, Any] = {
        "customer_id": customer_id,
        "text": text,
        "division_code": "330106",
        "town_code": None,
        "point": DOOR,
        "radius_m": 3000,
        "source": PointSource.COUNTY,
    }
    address: AddressFacts = do(actions.add_address, **(given | changes))
    return address


def test_a_new_customer_is_added_with_a_record_line_that_names_nobody() -> None:
    customer = add_customer()
    assert customer.is_new
    assert (customer.phone, customer.email) == ("19900000001", "wang@example.org")
    (event,) = list_events("person", customer.id)
    assert event.kind == "people.customer.added"
    salt = reads.get_salt(customer.id)
    assert salt is not None
    assert event.body["phone"] == commitment(salt, "19900000001")
    assert "19900000001" not in str(event.body)
    assert "王" not in str(event.body)


def test_the_same_pair_is_the_same_customer_under_the_name_already_known() -> None:
    first = add_customer()
    again = add_customer(name="李先生", phone="+86 199-0000-0001", email="Wang@EXAMPLE.org")
    assert again.id == first.id
    assert (again.name, again.is_new) == ("王女士", False)
    assert lines(first.id) == ["people.customer.added"]


def test_a_stranger_who_types_a_known_phone_gets_nothing_of_its_owner() -> None:
    owner = add_customer()
    stranger = add_customer(name="陌生人", email="stranger@example.net")
    nameless = add_customer(email=None)
    assert len({owner.id, stranger.id, nameless.id}) == 3
    assert reads.get_contact(owner.id, ContactKind.EMAIL) == "wang@example.org"
    assert reads.get_contact(stranger.id, ContactKind.EMAIL) == "stranger@example.net"
    assert reads.get_contact(nameless.id, ContactKind.EMAIL) is None


def test_who_somebody_is_stands_encrypted_in_the_database() -> None:
    customer = add_customer()
    add_address(customer.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(t::text, ' ') FROM (SELECT row(c.*)::text AS t FROM people_customer c"
            " UNION ALL SELECT row(k.*)::text FROM people_contact k"
            " UNION ALL SELECT row(a.*)::text FROM people_address a) AS everything"
        )
        (stored,) = cursor.fetchone()
    for secret in ("王女士", "19900000001", "wang@example.org", "幸福路"):
        assert secret not in stored


def test_in_12_nothing_is_kept_of_a_person_but_what_a_case_needs() -> None:
    """Who, how to reach them, where, in which language; each has a use."""
    about = {field.name for table in (Customer, Contact, Address) for field in table._meta.fields}
    plumbing = {"id", "customer", "created_at", "keep_until", "erased_at", "salt"}
    indexes = {"identity_index", "value_index", "text_index"}
    place = {"text", "division_code", "town_code", "lat", "lng", "radius_m", "source"}
    assert about - plumbing - indexes - place == {
        *("name", "kind", "value", "language"),
    }


def test_what_is_not_valid_adds_nobody() -> None:
    with pytest.raises(PhoneNotValid):
        add_customer(phone="12345")
    with pytest.raises(NameTooLong):
        add_customer(name="王" * 10_000)
    assert not Customer.objects.exists()


def test_an_action_outside_the_front_door_is_refused() -> None:
    connection.in_atomic_block, kept = False, connection.in_atomic_block
    try:
        with pytest.raises(OutsideTransaction):
            actions.erase_customer(customer_id=uuid4(), reason="asked", actor=DESK, now=NOW)
    finally:
        connection.in_atomic_block = kept


def test_the_same_address_is_kept_once_and_takes_the_surer_point() -> None:
    customer = add_customer()
    first = add_address(customer.id)
    door = Point(30.2750, 120.1560)
    surer = add_address(
        customer.id, "幸福路８８号 3单元201", point=door, radius_m=20, source=PointSource.DEVICE
    )
    assert surer.id == first.id
    assert (surer.point, surer.radius_m, surer.source) == (door, 20, PointSource.DEVICE)
    less_sure = add_address(customer.id, radius_m=5, source=PointSource.TOWN)
    assert less_sure.point == door
    assert lines(customer.id)[1:] == ["people.address.added", "people.address.placed"]


def test_an_earlier_visit_tells_the_door_of_an_address() -> None:
    customer, neighbour = add_customer(), add_customer(phone="19900000002")
    address = add_address(customer.id)
    assert reads.find_visited_address("330106", "幸福路88号3单元201") is None
    do(
        actions.place_address,
        address_id=address.id,
        point=Point(30.2760, 120.1570),
        radius_m=15,
        source=PointSource.VISIT,
    )
    add_address(neighbour.id)
    found = reads.find_visited_address("330106", "幸福路 88 号 3 单元 201")
    assert found is not None
    assert found.point == Point(30.2760, 120.1570)
    assert reads.find_visited_address("330105", "幸福路88号3单元201") is None


def test_in_11_an_address_with_a_code_in_it_is_stored_masked() -> None:
    address = add_address(add_customer().id, "幸福路88号，门禁密码2580#")
    assert reads.get_address(address.id).text == "幸福路88号，门禁密码＊＊＊"


def test_pd_09_a_consent_is_given_once_withdrawn_easily_and_stands_alone() -> None:
    customer = add_customer()
    given: dict[str, Any] = {"customer_id": customer.id, "wording": "2026-11"}
    do(actions.give_consent, purpose=Purpose.LOCATION, **given)
    do(actions.give_consent, purpose=Purpose.LOCATION, **given)
    do(actions.give_consent, purpose=Purpose.PHOTOS, **given)
    later = NOW + timedelta(hours=1)
    do(actions.withdraw_consent, now=later, customer_id=customer.id, purpose=Purpose.LOCATION)
    do(actions.withdraw_consent, now=later, customer_id=customer.id, purpose=Purpose.LOCATION)
    assert reads.has_consent(customer.id, Purpose.LOCATION, NOW)
    assert not reads.has_consent(customer.id, Purpose.LOCATION, later)
    assert reads.has_consent(customer.id, Purpose.PHOTOS, later)
    assert not reads.has_consent(customer.id, Purpose.COMMERCIAL, later)
    assert lines(customer.id)[1:] == ["people.consent.given"] * 2 + ["people.consent.withdrawn"]


def test_erasure_leaves_an_id_and_a_chain_that_says_nothing_of_the_person() -> None:
    customer = add_customer()
    address = add_address(customer.id, town_code="330106001")
    link = do(actions.issue_link, customer_id=customer.id, case_id=uuid4())
    for _ in range(2):
        do(actions.erase_customer, customer_id=customer.id, reason="asked")
    erased = reads.get_customer(customer.id)
    assert (erased.name, erased.phone, erased.email, erased.is_erased) == ("", "", None, True)
    assert reads.get_salt(customer.id) is None
    assert not Contact.objects.filter(customer_id=customer.id).exists()
    left = reads.get_address(address.id)
    assert (left.text, left.town_code, left.point) == ("", None, Point(30.3, 120.2))
    with pytest.raises(NotFound):
        reads.open_link(link.token, NOW)
    assert lines(customer.id)[-1] == "people.customer.erased"
    assert lines(customer.id).count("people.customer.erased") == 1


def test_after_erasure_the_same_pair_is_somebody_new() -> None:
    gone = add_customer()
    do(actions.erase_customer, customer_id=gone.id, reason="asked")
    assert add_customer().id != gone.id
    with pytest.raises(NotFound):
        add_address(gone.id)


def test_pd_02_data_goes_by_itself_three_years_after_the_last_request() -> None:
    idle, active = add_customer(), add_customer(phone="19900000002")
    source = CustomersToErase()
    assert source.find_due(NOW + KEEP_FOR - timedelta(seconds=1), 10) == []
    add_customer(now=NOW + timedelta(days=100), phone="19900000002")
    due_at = NOW + KEEP_FOR
    assert source.find_due(due_at, 10) == [idle.id]
    for _ in range(2):  # a second watch finds nothing to do
        source.handle(idle.id, due_at)
    source.handle(active.id, due_at)
    assert reads.get_customer(idle.id).is_erased
    assert not reads.get_customer(active.id).is_erased
    assert list_events("person", idle.id)[-1].body == {"reason": "kept_long_enough"}
    assert source.find_due(due_at, 10) == []


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_one_customer() -> None:
    found, barrier = [], threading.Barrier(4)

    def ask() -> None:
        barrier.wait()
        found.append(add_customer())
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({customer.id for customer in found}) == 1
    assert sum(customer.is_new for customer in found) == 1
    assert lines(found[0].id) == ["people.customer.added"]
