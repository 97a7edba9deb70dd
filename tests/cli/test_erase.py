"""`yinuo erase`: says what goes and what stays, takes no number as an argument, refuses what runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.world import NOW, customer_of, found_company, open_case
from yinuo.case.facts import CaseFacts, WithdrawReason
from yinuo.intake.actions import withdraw_case
from yinuo.people.reads import get_customer
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def erase(*arguments: str, typed: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        (sys.executable, "-m", "yinuo.cli", "erase", *arguments),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def a_case_that_is_over() -> CaseFacts:
    case = open_case(found_company())
    reason = WithdrawReason.SOLVED
    perform(withdraw_case, actor=customer_of(case), now=NOW, case_id=case.id, reason=reason)
    return case


def test_a_number_read_from_a_pipe_is_erased_and_what_stays_is_said() -> None:
    case = a_case_that_is_over()
    done = erase("--yes", typed="199 0000 0001\n")
    assert "goes    name, phone, e-mail, 1 address(es), 1 request(s)" in done.stdout
    assert "stays   cases (1)" in done.stdout
    assert "erased 1 customer(s); 2 chains verify" in done.stdout
    assert "backups" in done.stdout
    assert "19900000001" not in done.stdout + done.stderr
    assert get_customer(case.customer_id).is_erased
    assert "went, too" in erase("--yes", typed="199 0000 0001\n").stdout


def test_without_a_yes_and_with_a_number_as_argument_nothing_is_erased() -> None:
    case = a_case_that_is_over()
    assert "add --yes" in erase(str(case.customer_id), code=1).stderr
    assert "history" in erase("19900000001", "--yes", code=1).stderr
    assert "not both" in erase(str(case.customer_id), "--staff", "anna", code=2).stderr
    assert not get_customer(case.customer_id).is_erased


def test_a_case_that_runs_is_named_and_nothing_goes() -> None:
    case = open_case(found_company())
    assert case.number in erase(str(case.customer_id), "--yes", code=1).stderr
    assert not get_customer(case.customer_id).is_erased
