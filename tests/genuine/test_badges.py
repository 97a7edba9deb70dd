"""Badges: a token is checked by anybody, true only while its visit stands, and says whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk, on_site
from tests.world import AWAY, IMPORT, NOW, REPORT, WATCH, decide, kinds, open_case
from yinuo.base.actor import Actor
from yinuo.genuine import badge_token, badges
from yinuo.genuine.actions import add_badge_photo, confirm_person, deny_person, remove_badge_photo
from yinuo.genuine.facts import AlarmKind, BadgeOutcome
from yinuo.genuine.models import BadgePhoto
from yinuo.genuine.reads import list_alarms
from yinuo.outlet.actions import retire_technician
from yinuo.outlet.reads import find_company, get_technician
from yinuo.record.reads import list_events
from yinuo.store.keys import badge_key
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import StopReason

BADGE = badge_token.Badge("AN370100-01", uuid4(), NOW)
KEY = Ed25519PrivateKey.generate()


def test_AR_06_a_token_says_what_was_signed_and_nothing_else() -> None:
    token = badge_token.issue(KEY, BADGE)
    assert badge_token.read(KEY.public_key(), token) == BADGE
    assert len(token) < 140  # a QR code that a phone reads at arm's length
    assert badge_token.read(Ed25519PrivateKey.generate().public_key(), token) is None


def test_a_token_with_any_letter_changed_is_forged() -> None:
    token = badge_token.issue(KEY, BADGE)
    for at in range(len(token) - 1):  # of the last letter some bits are padding
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert badge_token.read(KEY.public_key(), changed) is None


@given(st.text(max_size=300))
def test_any_text_is_no_token_and_no_failure(text: str) -> None:
    assert badge_token.read(KEY.public_key(), text) is None
    badge_token.claim_of(text)


@pytest.fixture
def walk(transactional_db: None) -> Walk:
    return on_site()


def outcome(walk: Walk, token: str, *, minutes: int = 0, mine: bool = True) -> BadgeOutcome:
    case_ids = [walk.case.id] if mine else []
    return badges.check_badge(token, case_ids, walk.now + timedelta(minutes=minutes)).outcome


def test_AR_06_the_customer_reads_that_it_is_the_one_sent_to_him(walk: Walk) -> None:
    token, until = badges.issue_badge(walk.visit_id, walk.now)
    assert until == walk.now + badge_token.LIFE
    verdict = badges.check_badge(token, [walk.case.id], walk.now)
    assert verdict.outcome is BadgeOutcome.YOURS
    assert verdict.technician_id == walk.facts.technician_id
    assert outcome(walk, token, mine=False) is BadgeOutcome.OURS


def test_AR_06_a_badge_of_another_case_old_or_forged_says_so(walk: Walk) -> None:
    technician = get_technician(walk.facts.technician_id)
    token, _ = badges.issue_badge(walk.visit_id, walk.now)
    assert outcome(walk, token, minutes=121) is BadgeOutcome.EXPIRED
    assert outcome(walk, token[:-9] + "AAAAAAAAA") is BadgeOutcome.FORGED
    other = badge_token.Badge(technician.badge_no, uuid4(), walk.now + timedelta(hours=1))
    from_elsewhere = badge_token.issue(badge_key(), other)
    assert outcome(walk, from_elsewhere) is BadgeOutcome.NOT_ON_JOB


def test_AR_06_a_true_badge_for_another_customer_is_not_for_this_one(walk: Walk) -> None:
    neighbour = replace(
        REPORT, phone="19900000002", address="山东省济南市市中区示范路 20 号", point=AWAY
    )
    company = find_company()
    assert company is not None
    case = open_case(company.id, neighbour, walk.now)
    decide(walk.now)
    other = Walk(case, now=walk.now)
    token, _ = badges.issue_badge(other.visit_id, walk.now)
    assert outcome(walk, token) is BadgeOutcome.OTHER_CASE
    both = [walk.case.id, case.id]
    assert badges.check_badge(token, both, walk.now).outcome is BadgeOutcome.YOURS


def test_a_badge_ends_with_its_visit_and_with_its_technicians_work(walk: Walk) -> None:
    token, _ = badges.issue_badge(walk.visit_id, walk.now)
    walk.act(visit.stop_visit, reason=StopReason.CUSTOMER_ENDS)
    assert outcome(walk, token) is BadgeOutcome.NOT_ON_JOB
    perform(retire_technician, actor=IMPORT, now=walk.now, technician_id=walk.facts.technician_id)
    assert outcome(walk, token) is BadgeOutcome.LEFT


def test_a_forged_badge_names_whom_it_imitates_only_if_he_is_ours(walk: Walk) -> None:
    technician = get_technician(walk.facts.technician_id)
    forged = badge_token.issue(KEY, badge_token.Badge(technician.badge_no, uuid4(), walk.now))
    assert badges.claimed_badge(forged) == technician.badge_no
    made_up = badge_token.issue(KEY, badge_token.Badge("NOBODY-99", uuid4(), walk.now))
    assert badges.claimed_badge(made_up) == ""


def test_ID_09_a_photo_is_kept_small_encrypted_and_on_the_record(walk: Walk) -> None:
    technician_id = walk.facts.technician_id
    photo = perform(
        add_badge_photo,
        actor=WATCH,
        now=walk.now,
        technician_id=technician_id,
        picture=jpeg(2000, 1000),
    )
    data = badges.get_photo_bytes(technician_id)
    assert data is not None
    assert data.startswith(b"\xff\xd8")
    assert bytes(BadgePhoto.objects.get().token) != data
    line = list_events("technician", technician_id)[-1]
    assert (line.kind, line.body) == ("genuine.photo.added", {"sha256": photo.sha256})
    perform(remove_badge_photo, actor=WATCH, now=walk.now, technician_id=technician_id)
    assert badges.find_photo(technician_id) is None
    assert list_events("technician", technician_id)[-1].kind == "genuine.photo.removed"


def test_ID_09_the_customer_says_who_stands_there_and_a_manager_hears_of_a_stranger(
    walk: Walk,
) -> None:
    customer = Actor.customer(walk.case.customer_id)
    perform(confirm_person, actor=customer, now=walk.now, visit_id=walk.visit_id)
    assert kinds(walk.case)[-1] == "genuine.person.confirmed"
    assert list_alarms() == ()
    perform(deny_person, actor=customer, now=walk.now, visit_id=walk.visit_id)
    assert kinds(walk.case)[-1] == "genuine.person.denied"
    (alarm,) = list_alarms()
    assert (alarm.kind, alarm.case_id) == (AlarmKind.OTHER_PERSON, walk.case.id)
