"""Second factors: begun, confirmed by a code, each code once, ten codes on paper, reset, trusted browsers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.pages.crew import staff
from tests.world import NOW
from yinuo.base.actor import Actor
from yinuo.people import actions, login_rules, logins
from yinuo.people.facts import CodeResult, FactorMissing, FactorRunning, StaffRole
from yinuo.people.models import BackupCode, SecondFactor, TrustedDevice
from yinuo.record.reads import list_events
from yinuo.store.perform import perform


@pytest.fixture
def staff_id(transactional_db: None) -> UUID:
    return staff(StaffRole.DESK).id


def do(action: Any, staff_id: UUID, **more: Any) -> Any:
    return perform(action, actor=Actor.staff(staff_id), now=NOW, staff_id=staff_id, **more)


def code(secret: str, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))


def set_up(staff_id: UUID) -> tuple[str, tuple[str, ...]]:
    """A confirmed factor: its secret and the codes on paper."""
    secret = do(actions.begin_factor, staff_id, issuer="安诺").secret
    outcome = do(actions.confirm_factor, staff_id, code=code(secret), code_at=NOW)
    assert outcome.result is CodeResult.RIGHT
    return secret, outcome.codes


def enter(staff_id: UUID, typed: str, seconds: int = 0) -> CodeResult:
    at = NOW + timedelta(seconds=seconds)
    result: CodeResult = do(actions.enter_code, staff_id, code=typed, code_at=at)
    return result


def lines(staff_id: UUID) -> list[str]:
    return [event.kind.removeprefix("people.staff.") for event in list_events("staff", staff_id)]


def test_it_counts_only_once_a_code_of_it_was_entered(staff_id: UUID) -> None:
    offer = do(actions.begin_factor, staff_id, issuer="安诺")
    assert offer.uri.startswith("otpauth://totp/")
    assert do(actions.begin_factor, staff_id, issuer="安诺") == offer  # a page opened twice
    assert not logins.has_factor(staff_id)
    wrong = do(actions.confirm_factor, staff_id, code="000000", code_at=NOW)
    assert (wrong.result, wrong.codes) == (CodeResult.WRONG, ())
    assert not logins.has_factor(staff_id)
    _, codes = set_up(staff_id)
    assert logins.has_factor(staff_id)
    assert len(set(codes)) == 10
    assert lines(staff_id) == ["added", "factor.begun", "factor.confirmed"]
    with pytest.raises(FactorRunning):
        do(actions.begin_factor, staff_id, issuer="安诺")


def test_a_code_works_once_and_never_an_older_one_after_it(staff_id: UUID) -> None:
    secret, _ = set_up(staff_id)
    assert enter(staff_id, code(secret)) is CodeResult.USED  # it confirmed the factor
    assert enter(staff_id, code(secret, 30), 30) is CodeResult.RIGHT
    assert enter(staff_id, code(secret, 30), 30) is CodeResult.USED
    assert enter(staff_id, code(secret), 30) is CodeResult.USED


@pytest.mark.parametrize(
    ("off_seconds", "is_right"), [(-30, True), (30, True), (-60, False), (60, False)]
)
def test_a_phone_may_be_one_step_off_and_no_more(
    staff_id: UUID, off_seconds: int, is_right: bool
) -> None:
    secret, _ = set_up(staff_id)
    typed = code(secret, 3600 + off_seconds)
    assert (enter(staff_id, typed, 3600) is CodeResult.RIGHT) == is_right


def test_a_code_on_paper_works_once_however_it_is_typed(staff_id: UUID) -> None:
    _, codes = set_up(staff_id)
    assert enter(staff_id, codes[0].lower().replace("-", " ")) is CodeResult.RIGHT
    assert enter(staff_id, codes[0]) is CodeResult.USED
    factor = logins.find_factor(staff_id)
    assert factor is not None
    assert factor.codes_left == 9
    used = list_events("staff", staff_id)[-1]
    assert (used.kind, used.body) == ("people.staff.backup.used", {"left": 9})
    new = do(actions.renew_backup_codes, staff_id)
    assert enter(staff_id, codes[1]) is CodeResult.WRONG
    assert enter(staff_id, new[0]) is CodeResult.RIGHT


def test_the_tables_hold_neither_secret_nor_codes_in_the_clear(staff_id: UUID) -> None:
    secret, codes = set_up(staff_id)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT secret FROM {SecondFactor._meta.db_table}")  # noqa: S608
        (stored,) = cursor.fetchone()
    assert secret not in stored
    hashes = set(BackupCode.objects.values_list("code_hash", flat=True))
    assert hashes.isdisjoint({*codes, *(one.replace("-", "") for one in codes)})
    assert {len(one) for one in hashes} == {64}


def test_a_reset_takes_everything_and_ends_every_login(staff_id: UUID) -> None:
    set_up(staff_id)
    token = do(actions.trust_device, staff_id)
    login_id = do(actions.begin_login, staff_id, device="", lasts=timedelta(hours=4))
    assert logins.is_trusted(staff_id, token, NOW)
    do(actions.reset_factor, staff_id)
    assert not logins.has_factor(staff_id)
    assert not logins.is_trusted(staff_id, token, NOW)
    assert logins.find_login(login_id, staff_id) is None
    assert lines(staff_id)[-2:] == ["factor.reset", "sessions.ended"]
    with pytest.raises(FactorMissing):
        do(actions.reset_factor, staff_id)
    with pytest.raises(FactorMissing):
        do(actions.enter_code, staff_id, code="123456", code_at=NOW)


def test_a_browser_is_trusted_for_thirty_days_for_one_person_and_can_be_forgotten(
    staff_id: UUID,
) -> None:
    token = do(actions.trust_device, staff_id)
    assert token not in TrustedDevice.objects.get().token_hash
    assert not logins.is_trusted(staff(StaffRole.MANAGER).id, token, NOW)
    assert logins.is_trusted(staff_id, token, NOW + timedelta(days=29))
    assert not logins.is_trusted(staff_id, token, NOW + timedelta(days=30))
    assert do(actions.forget_devices, staff_id) == 1
    assert not logins.is_trusted(staff_id, token, NOW)


@pytest.mark.parametrize(
    ("action", "more"),
    [
        (actions.change_password, {"password": "another-long-one"}),
        (actions.change_role, {"role": StaffRole.DISPATCHER}),
        (actions.deactivate_staff, {}),
    ],
)
def test_a_new_password_or_role_and_leaving_end_every_login_and_trust(
    staff_id: UUID, action: Any, more: dict[str, Any]
) -> None:
    token = do(actions.trust_device, staff_id)
    login_id = do(actions.begin_login, staff_id, device="", lasts=timedelta(hours=4))
    do(action, staff_id, **more)
    assert logins.find_login(login_id, staff_id) is None
    assert not logins.is_trusted(staff_id, token, NOW)
    assert lines(staff_id)[-1] == "sessions.ended"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_only_if_it_reads_as_one(typed: str) -> None:
    step = login_rules.matching_step({1: "123456", 2: "654321"}, typed)
    assert step in (None, 1, 2)
    login_rules.normalise_backup_code(typed)


def test_a_code_typed_with_a_space_or_in_full_width_is_taken() -> None:
    assert login_rules.matching_step({7: "123456"}, " 123 ４５６ ") == 7


def test_a_secret_that_nobody_confirmed_is_drawn_anew_after_ten_minutes(staff_id: UUID) -> None:
    def offered(minutes: float) -> str:
        now, actor = NOW + timedelta(minutes=minutes), Actor.staff(staff_id)
        offer = perform(
            actions.begin_factor, actor=actor, now=now, staff_id=staff_id, issuer="安诺"
        )
        return offer.secret

    seen = offered(0)
    assert offered(10) == seen
    assert offered(11) != seen
    assert lines(staff_id) == ["added", "factor.begun", "factor.begun"]
