"""Writes second factors: begun, confirmed by a code, used, and reset; and the devices that were trusted."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

import pyotp

from yinuo.base.actor import Actor
from yinuo.people import login_rules as rules
from yinuo.people.facts import (
    CodeResult,
    FactorConfirmation,
    FactorMissing,
    FactorOffer,
    FactorRunning,
)
from yinuo.people.indexes import backup_index
from yinuo.people.models import BackupCode, SecondFactor, Staff, TrustedDevice
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.store.secrecy import new_token, token_hash

from .line import note
from .sessions import end_logins

FACTOR_OFFERED_FOR = timedelta(minutes=10)
"""As long as a login waits for its code."""


@action
def begin_factor(*, staff_id: UUID, issuer: str, actor: Actor, now: datetime) -> FactorOffer:
    """What to tell an authenticator app; nothing counts before a code of it was entered.

    Asked again within `FACTOR_OFFERED_FOR`, it tells the same, so that a page that is opened twice doesn't
    cut off the app that was told first; later the secret is drawn anew, so that who looked once with the
    password alone doesn't hold the factor that its owner confirms some day.

    Raises FactorRunning where one is confirmed: that one is reset, not replaced.
    """
    username = Staff.objects.select_for_update().values_list("username", flat=True).get(id=staff_id)
    factor = SecondFactor.objects.filter(staff_id=staff_id).first()
    if factor is None:
        factor = SecondFactor.objects.create(
            staff_id=staff_id, secret=pyotp.random_base32(), begun_at=now
        )
        note("staff", staff_id, "people.staff.factor.begun", actor=actor, now=now)
    if factor.confirmed_at is not None:
        raise FactorRunning
    if now - factor.begun_at > FACTOR_OFFERED_FOR:
        factor.secret, factor.begun_at = pyotp.random_base32(), now
        factor.save(update_fields=["secret", "begun_at"])
        note("staff", staff_id, "people.staff.factor.begun", actor=actor, now=now)
    uri = pyotp.TOTP(factor.secret).provisioning_uri(name=username, issuer_name=issuer)
    return FactorOffer(factor.secret, uri)


@action
def confirm_factor(
    *, staff_id: UUID, code: str, code_at: datetime, actor: Actor, now: datetime
) -> FactorConfirmation:
    """Enter the first code: a right one makes the factor count and gives ten backup codes, told once.

    `code_at` is the machine's own time, by which authenticator apps count: a demo's clock may be moved.
    Raises FactorMissing, FactorRunning.
    """
    factor = _take(staff_id)
    if factor.confirmed_at is not None:
        raise FactorRunning
    step = rules.matching_step(_codes_near(factor.secret, code_at), code)
    if step is None:
        return FactorConfirmation(CodeResult.WRONG)
    factor.confirmed_at, factor.used_step = now, step
    factor.save(update_fields=["confirmed_at", "used_step"])
    note("staff", staff_id, "people.staff.factor.confirmed", actor=actor, now=now)
    return FactorConfirmation(CodeResult.RIGHT, _make_codes(staff_id, now))


@action
def enter_code(
    *, staff_id: UUID, code: str, code_at: datetime, actor: Actor, now: datetime
) -> CodeResult:
    """Whether this is a code of the confirmed factor, or a backup code that wasn't used. Each works once.

    A wrong one is an answer and no error; `claim_login` has counted it before. Raises FactorMissing.
    """
    factor = _take(staff_id)
    if factor.confirmed_at is None:
        raise FactorMissing
    step = rules.matching_step(_codes_near(factor.secret, code_at), code)
    if step is not None:
        if step <= factor.used_step:
            return CodeResult.USED
        factor.used_step = step
        factor.save(update_fields=["used_step"])
        return CodeResult.RIGHT
    return _enter_backup(staff_id, code, actor, now)


def _enter_backup(staff_id: UUID, code: str, actor: Actor, now: datetime) -> CodeResult:
    index = backup_index(staff_id, rules.normalise_backup_code(code))
    row = BackupCode.objects.filter(staff_id=staff_id, code_hash=index).first()
    if row is None:
        return CodeResult.WRONG
    if row.used_at is not None:
        return CodeResult.USED
    row.used_at = now
    row.save(update_fields=["used_at"])
    left = BackupCode.objects.filter(staff_id=staff_id, used_at=None).count()
    note("staff", staff_id, "people.staff.backup.used", actor=actor, now=now, left=left)
    return CodeResult.RIGHT


@action
def renew_backup_codes(*, staff_id: UUID, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Ten new backup codes, told once; those before are void. Raises FactorMissing."""
    if _take(staff_id).confirmed_at is None:
        raise FactorMissing
    note("staff", staff_id, "people.staff.backup.renewed", actor=actor, now=now)
    return _make_codes(staff_id, now)


@action
def reset_factor(*, staff_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a second factor away, for somebody who lost it: every device and every login of theirs ends.

    Whoever logs in next with the password is asked to set a new one up. Raises FactorMissing.
    """
    _take(staff_id).delete()
    BackupCode.objects.filter(staff_id=staff_id).delete()
    note("staff", staff_id, "people.staff.factor.reset", actor=actor, now=now)
    end_logins(staff_id=staff_id, actor=actor, now=now)


@action
def trust_device(*, staff_id: UUID, actor: Actor, now: datetime) -> str:
    """A token by which this browser isn't asked for a code for thirty days; told here and never again."""
    token = new_token()
    TrustedDevice.objects.create(
        id=new_id(now),
        staff_id=staff_id,
        token_hash=token_hash(token),
        trusted_at=now,
        purge_at=now + rules.TRUSTED_FOR,
    )
    note("staff", staff_id, "people.staff.device.trusted", actor=actor, now=now)
    return token


@action
def forget_devices(*, staff_id: UUID, actor: Actor, now: datetime) -> int:
    """Ask for a code again at every browser; how many were trusted."""
    count, _ = TrustedDevice.objects.filter(staff_id=staff_id).delete()
    if count:
        note("staff", staff_id, "people.staff.devices.forgotten", actor=actor, now=now, count=count)
    return count


def _take(staff_id: UUID) -> SecondFactor:
    """The row, held: two requests with one code must not both be let in."""
    factor = SecondFactor.objects.select_for_update().filter(staff_id=staff_id).first()
    if factor is None:
        raise FactorMissing
    return factor


def _codes_near(secret: str, at: datetime) -> dict[int, str]:
    """The codes that count at an instant, by their step: its own, and one before and after for clocks that
    are off (RFC 6238, 5.2)."""
    generator = pyotp.TOTP(secret)
    now = int(at.timestamp()) // generator.interval
    return {step: generator.generate_otp(step) for step in (now - 1, now, now + 1)}


def _make_codes(staff_id: UUID, now: datetime) -> tuple[str, ...]:
    BackupCode.objects.filter(staff_id=staff_id).delete()
    letters = rules.BACKUP_LETTERS
    drawn = {"".join(secrets.choice(letters) for _ in range(10)) for _ in range(10)}
    codes = tuple(f"{code[:5]}-{code[5:]}" for code in sorted(drawn))
    BackupCode.objects.bulk_create(
        BackupCode(
            id=new_id(now),
            staff_id=staff_id,
            code_hash=backup_index(staff_id, rules.normalise_backup_code(code)),
            made_at=now,
        )
        for code in codes
    )
    return codes
