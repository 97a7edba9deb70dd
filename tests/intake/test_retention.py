"""Requests don't stay for ever: not those of nobody's case, not those of an erased person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.work.visit.walk import USUAL, on_site
from tests.world import NOW, WATCH, found_company, job_of, open_case, send
from yinuo.base.point import Point
from yinuo.case.reads import get_case
from yinuo.config.wiring import due_sources
from yinuo.intake.models import Request
from yinuo.people.actions import erase_customer
from yinuo.record.reads import list_events
from yinuo.store.models import Trouble
from yinuo.store.perform import perform
from yinuo.store.watch import run_due
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import Step, StopReason
from yinuo.work.visit.models import Part, Visit
from yinuo.work.visit.reads import list_steps

pytestmark = pytest.mark.django_db(transaction=True)


def test_PD_02_a_request_without_a_case_goes_after_ninety_days() -> None:
    company = found_company()
    send(company, address="在家里")
    open_case(company)
    run_due(due_sources(), NOW + timedelta(days=89))
    assert Request.objects.filter(case=None).exists()
    run_due(due_sources(), NOW + timedelta(days=91))
    assert not Request.objects.filter(case=None).exists()
    assert Request.objects.count() == 1


def test_PD_02_an_erased_persons_requests_go_with_them() -> None:
    company = found_company()
    case = open_case(company)
    send(company, now=NOW + timedelta(minutes=1), words="怎么还没来")
    other = open_case(company, phone="19900000002", address="济南市市中区示范路 9 号")
    perform(erase_customer, actor=WATCH, now=NOW, customer_id=case.customer_id, reason="asked")
    run_due(due_sources(), NOW)
    assert list(Request.objects.values_list("case_id", flat=True)) == [other.id]


def test_PD_02_of_an_erased_persons_home_no_door_no_words_and_no_picture_are_left() -> None:
    walk = on_site(lines=(*USUAL, ("P-BOLT", 1))).finish()
    case = walk.case
    before = list_events("case", case.id)
    perform(erase_customer, actor=WATCH, now=walk.now, customer_id=case.customer_id, reason="asked")
    run_due(due_sources(), walk.now)
    left, job = get_case(case.id), job_of(case)
    assert (left.point, left.town_code) == (Point(36.7, 117.0), None)
    assert (job.point, job.radius_m) == (left.point, left.radius_m)
    assert not left.has_door_point
    told = {step.step: step.body for step in list_steps(walk.visit_id)}
    assert told[Step.DIAGNOSIS] == told[Step.HAND_OVER] == {}
    assert told[Step.PAYMENT] != {}  # sums stay
    assert Part.objects.get().fault_proof == ""
    assert list_events("case", case.id)[: len(before)] == before


def test_PD_02_the_note_of_a_stopped_visit_goes_too() -> None:
    walk = on_site()
    walk.act(visit.stop_visit, reason=StopReason.DANGER, note="屋里漏气")
    perform(
        erase_customer, actor=WATCH, now=walk.now, customer_id=walk.case.customer_id, reason="asked"
    )
    run_due(due_sources(), walk.now)
    assert Visit.objects.get().stop_note is None


def test_PD_02_what_fails_once_is_forgotten_at_the_next_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = open_case(found_company())

    def fail(**_: object) -> None:
        raise OSError

    perform(erase_customer, actor=WATCH, now=NOW, customer_id=case.customer_id, reason="asked")
    with monkeypatch.context() as failing:
        failing.setattr("yinuo.intake.jobs.forget_person", fail)
        run_due(due_sources(), NOW)
    assert Request.objects.exists()
    assert Trouble.objects.get().source == "timers"
    run_due(due_sources(), NOW + timedelta(minutes=1))
    assert not Request.objects.exists()
    assert not Trouble.objects.exists()
