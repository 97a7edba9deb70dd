"""The customer takes the device's position back: it goes, and the case goes on by its address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case import actions as cases
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case, list_cases
from yinuo.people.actions import withdraw_consent
from yinuo.people.facts import PointSource, Purpose
from yinuo.people.reads import get_address
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch import actions as dispatch


@action
def withdraw_position(*, case_id: UUID, actor: Actor, now: datetime) -> int:
    """No position of the customer's device is used any more, in this case or another (PD-05, PD-09); in how
    many cases one was. The service goes on. Raises NotAllowed for anybody else."""
    case = get_case(case_id)
    if not case.is_customer(actor):
        raise NotAllowed
    located = [case for case in _cases_of(case.customer_id) if _has_position(case)]
    for region in sorted({case.region for case in located}):
        lock_zone(region)  # before any row of a case, in the order in which dispatch takes them
    for each in located:
        _forget(each, actor, now)
    # Last: a visit holds its case's chain when it issues a link on the person's.
    withdraw_consent(customer_id=case.customer_id, purpose=Purpose.LOCATION, actor=actor, now=now)
    return len(located)


def _forget(case: CaseFacts, actor: Actor, now: datetime) -> None:
    """The address has a point of its own, in which the device's never was."""
    assert case.address_id is not None
    known = get_address(case.address_id)
    point, radius_m = known.point, known.radius_m
    cases.forget_position(
        case_id=case.id, point=point, radius_m=radius_m, source=known.source, actor=actor, now=now
    )
    dispatch.forget_position(case_id=case.id, point=point, radius_m=radius_m, actor=actor, now=now)


def _has_position(case: CaseFacts) -> bool:
    return case.point_source is PointSource.DEVICE and case.address_id is not None


def _cases_of(customer_id: UUID) -> Iterator[CaseFacts]:
    page = list_cases(customer_id=customer_id)
    yield from page.cases
    while page.next_before is not None:
        page = list_cases(customer_id=customer_id, before=page.next_before)
        yield from page.cases
