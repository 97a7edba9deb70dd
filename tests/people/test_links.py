"""Tests of links and of the codes by which a lost one is had again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.people.cast import NOW, add_customer, do, lines
from yinuo.people import actions, reads
from yinuo.people.facts import (
    IssuedLink,
    LinkExpired,
    LinkFacts,
    LinkUnknown,
    RecoveryLetter,
    RecoveryOutcome,
    RecoveryResult,
    RecoveryStart,
)
from yinuo.people.models import Link, RecoveryCode
from yinuo.people.retention import DUE_SOURCES
from yinuo.people.rules import LINK_KEEP_FOR

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def issue(customer_id: UUID, case_id: UUID | None = None) -> IssuedLink:
    link: IssuedLink = do(actions.issue_link, customer_id=customer_id, case_id=case_id or uuid4())
    return link


def begin(contact: str, now: datetime = NOW) -> tuple[RecoveryLetter, ...]:
    start: RecoveryStart = do(actions.begin_recovery, contact=contact, now=now)
    return start.letters


def finish(contact: str, code: str, now: datetime = NOW) -> RecoveryOutcome:
    outcome: RecoveryOutcome = do(actions.finish_recovery, contact=contact, code=code, now=now)
    return outcome


def test_a_link_opens_one_case_for_thirty_days() -> None:
    customer, case_id = add_customer(), uuid4()
    link = issue(customer.id, case_id)
    end = NOW + timedelta(days=30)
    assert link.expires_at == end
    assert reads.open_link(link.token, end - SECOND) == LinkFacts(customer.id, case_id, end)
    with pytest.raises(LinkExpired):
        reads.open_link(link.token, end)
    assert lines(customer.id)[-1] == "people.link.issued"


def test_only_the_digest_of_a_token_is_stored() -> None:
    link = issue(add_customer().id)
    (row,) = Link.objects.values()
    assert link.token not in str(row)


def test_a_foreign_or_broken_token_opens_nothing() -> None:
    link = issue(add_customer().id)
    for token in ("", "x", link.token[:-1], link.token + "=", "密码" * 500):
        with pytest.raises(LinkUnknown):
            reads.open_link(token, NOW)


def test_calling_back_the_links_of_a_case_leaves_other_cases_open() -> None:
    customer, case_id = add_customer(), uuid4()
    tokens = [issue(customer.id, case_id).token for _ in range(2)]
    other = issue(customer.id)
    for revoked in (2, 0):
        found = do(actions.revoke_links, customer_id=customer.id, case_id=case_id)
        assert found == revoked
    for token in tokens:
        with pytest.raises(LinkUnknown):
            reads.open_link(token, NOW)
    assert reads.open_link(other.token, NOW).customer_id == customer.id
    assert lines(customer.id).count("people.link.revoked") == 2


def test_a_lost_link_is_recovered_by_a_code_to_the_known_email() -> None:
    customer = add_customer()
    for contact in ("199 0000 0001", "WANG@example.org"):
        (letter,) = begin(contact)
        assert letter.customer_id == customer.id
        outcome = finish(contact, letter.code)
        assert (outcome.result, outcome.customer_ids) == (RecoveryResult.OPENED, (customer.id,))
        assert finish(contact, letter.code).result is RecoveryResult.LOCKED  # once
    assert lines(customer.id)[1:] == ["people.recovery.sent", "people.recovery.opened"] * 2


def test_the_answer_is_the_same_for_unknown_people_and_texts_that_are_none() -> None:
    add_customer(email=None)
    for contact in ("19900000009", "nobody@example.org", "", "???", "9" * 10_000, "19900000001"):
        assert begin(contact) == ()
        assert finish(contact, "000000").result is RecoveryResult.LOCKED


def test_a_code_opens_only_the_customer_whose_email_got_it() -> None:
    owner = add_customer()
    stranger = add_customer(email="stranger@example.net")
    letters = {letter.customer_id: letter.code for letter in begin("19900000001")}
    assert letters.keys() == {owner.id, stranger.id}
    outcome = finish("19900000001", letters[stranger.id])
    assert outcome.customer_ids == (stranger.id,)


def test_five_wrong_codes_kill_the_right_one() -> None:
    add_customer()
    (letter,) = begin("19900000001")
    wrong = f"{(int(letter.code) + 1) % 1_000_000:06}"
    results = [finish("19900000001", wrong).result for _ in range(5)]
    assert results == [RecoveryResult.WRONG] * 4 + [RecoveryResult.LOCKED]
    assert finish("19900000001", letter.code).result is RecoveryResult.LOCKED


def test_a_code_dies_after_ten_minutes() -> None:
    add_customer()
    (letter,) = begin("19900000001")
    late = NOW + timedelta(minutes=10)
    assert finish("19900000001", letter.code, late).result is RecoveryResult.LOCKED


def test_nobody_is_flooded_with_codes() -> None:
    add_customer()
    minutes = [0, 0.5, 1, 2, 3, 4, 5, 59, 61]
    sent = [len(begin("19900000001", NOW + timedelta(minutes=minute))) for minute in minutes]
    assert sent == [1, 0, 1, 1, 1, 1, 0, 0, 1]


def test_pd_02_dead_links_and_codes_are_purged() -> None:
    link = issue(add_customer().id)
    begin("19900000001")
    late = link.expires_at + LINK_KEEP_FOR
    with pytest.raises(LinkExpired):
        reads.open_link(link.token, late - SECOND)
    sources = {source.name: source for source in DUE_SOURCES}
    for source in (sources["people.links"], sources["people.recovery"]):
        (id,) = source.find_due(late, 10)
        source.handle(id, NOW)  # not yet: nothing happens
        assert source.find_due(late, 10) == [id]
        source.handle(id, late)
        assert source.find_due(late, 10) == []
    assert not Link.objects.exists()
    assert not RecoveryCode.objects.exists()
