"""Reminders of a visit that lies ahead, from the promise to what goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import NOW, customer_of, found_company, open_case
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.intake.actions import come_later, come_now
from yinuo.intake.actions.reminding import remind
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.notice.facts import ChannelKind, NoticeFacts, NoticeState
from yinuo.notice.reads import list_notices
from yinuo.notice.sender import deliver_due
from yinuo.promise.facts import PromiseFacts, PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case() -> CaseFacts:
    return open_case(found_company())


def reminders(case: CaseFacts, *states: NoticeState) -> list[NoticeFacts]:
    """The reminders by SMS, the first way of their route; mail stands by for them."""
    return [
        row
        for row in list_notices(case.id)
        if row.template.startswith("visit.reminder") and row.channel is ChannelKind.SMS
        if row.state in (states or NoticeState)
    ]


def agree_to_the_latest(case: CaseFacts) -> PromiseFacts:
    promise = find_movable_promise(case, NOW)
    assert promise is not None
    latest = list_later_times(case, promise, NOW)[-1]
    return perform(
        come_later,
        actor=customer_of(case),
        now=NOW,
        case_id=case.id,
        from_at=latest.from_at,
        due_at=latest.due_at,
    )


def ahead(case: CaseFacts, days: float) -> PromiseFacts:
    """Remind of the promise as if it were so many days away."""
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    from_at = NOW + timedelta(days=days)
    perform(_remind, actor=customer_of(case), now=NOW, case=case, promise=promise, from_at=from_at)
    return promise


def _remind(
    *, case: CaseFacts, promise: PromiseFacts, from_at: object, actor: Actor, now: object
) -> None:
    remind(case, promise, from_at=from_at, actor=actor, now=now)  # type: ignore[arg-type]


def test_who_comes_within_the_half_hour_is_not_reminded_of(case: CaseFacts) -> None:
    assert reminders(case) == []


def test_AR_03_a_visit_that_lies_ahead_is_reminded_of_a_day_and_two_hours_before(
    case: CaseFacts,
) -> None:
    ahead(case, days=3.2)
    starts_at = NOW + timedelta(days=3.2)
    wanted = [starts_at - timedelta(days=1), starts_at - timedelta(hours=2)]
    assert [row.send_after for row in reminders(case)] == wanted


def test_AR_03_a_visit_that_moved_is_reminded_of_by_its_new_time_alone(case: CaseFacts) -> None:
    agree_to_the_latest(case)
    (first,) = reminders(case, NoticeState.QUEUED)
    perform(come_now, actor=customer_of(case), now=NOW, case_id=case.id)
    assert reminders(case, NoticeState.QUEUED) == []
    deliver_due(lambda: first.send_after)
    assert {row.state for row in reminders(case)} == {NoticeState.WITHDRAWN}


def test_a_reminder_goes_out_if_the_visit_still_stands(case: CaseFacts) -> None:
    agree_to_the_latest(case)
    (row,) = reminders(case, NoticeState.QUEUED)
    deliver_due(lambda: row.send_after)
    assert {row.state for row in reminders(case)} == {NoticeState.DELIVERED}


def test_a_reminder_of_what_is_not_so_any_more_is_not_sent(case: CaseFacts) -> None:
    ahead(case, days=2.2)  # the job itself says nothing of such a time
    first, *_ = reminders(case)
    deliver_due(lambda: first.send_after)
    (ended,) = reminders(case, NoticeState.WITHDRAWN)
    assert ended.error == "not_true"
