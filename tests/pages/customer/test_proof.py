"""What concerns all that somebody ever reported needs more than a number that many people know."""

from __future__ import annotations

import pytest

from tests.pages.asker import Asker
from tests.pages.crew import text
from tests.world import found_company
from yinuo.notice.facts import RecipientKind
from yinuo.notice.reads import has_device
from yinuo.people.reads import get_customer

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER_ALONE = {"email": ""}
KEYS = {"endpoint": "https://push.example.org/1", "p256dh": "BA", "auth": "AA"}


def two_of_one_number() -> tuple[Asker, Asker]:
    found_company()
    return Asker(), Asker()


def test_whoever_types_a_known_number_in_reaches_his_own_case_and_nothing_else() -> None:
    owner, stranger = two_of_one_number()
    first = owner.report(**NUMBER_ALONE)
    second = stranger.report(**NUMBER_ALONE, address="山东省济南市市中区示范路 20 号")
    assert second.customer_id == first.customer_id
    assert stranger.client.get(f"/case/{second.id}/").status_code == 200
    for page in ("erase", "notices", "link"):
        refused = stranger.client.get(f"/case/{second.id}/{page}/")
        assert refused.status_code == 403, page
        assert "找回我的报修" in text(refused)
    sent = stranger.client.post(f"/case/{second.id}/erase/", {"contact": "19900000001", "key": "e"})
    assert sent.status_code == 403
    assert not get_customer(first.customer_id).is_erased
    assert stranger.client.post(f"/case/{second.id}/push/", KEYS).status_code == 403
    assert not has_device(RecipientKind.CUSTOMER, first.customer_id)


def test_with_the_link_that_was_sent_the_same_pages_open() -> None:
    owner, stranger = two_of_one_number()
    first = owner.report(**NUMBER_ALONE)
    second = stranger.report(**NUMBER_ALONE, address="山东省济南市市中区示范路 20 号")
    assert owner.client.get(f"/case/{first.id}/notices/").status_code == 403
    owner.open(second)
    for page in ("erase", "notices", "link"):
        assert owner.client.get(f"/case/{second.id}/{page}/").status_code == 200, page


def test_somebody_new_needs_no_proof_for_what_is_his_alone() -> None:
    owner, _ = two_of_one_number()
    case = owner.report(**NUMBER_ALONE)
    for page in ("erase", "notices", "link"):
        assert owner.client.get(f"/case/{case.id}/{page}/").status_code == 200, page
