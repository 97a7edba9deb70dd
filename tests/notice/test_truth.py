"""Still true? Asked of every text that can grow old, when its time has come."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.notice.cast import CASE, NOON, Postbox, by_mail, lines, queue, row
from yinuo.config import wiring
from yinuo.notice import truth
from yinuo.notice.facts import Appointment, AppointmentState, NoticeState, RecipientKind
from yinuo.notice.sender import deliver_due
from yinuo.notice.templates import CUSTOMER_NOTICES, STAFF_NOTICES
from yinuo.promise.standing import CHECKS


@pytest.fixture
def asked() -> Iterator[list[truth.Question]]:
    questions: list[truth.Question] = []

    def check(question: truth.Question) -> bool:
        questions.append(question)
        return False

    over = Appointment(AppointmentState.OVER)
    truth.connect(checks={"promise.made": check}, find_appointment=lambda case, now: over)
    yield questions
    wiring.connect()


@pytest.mark.django_db(transaction=True)
def test_what_is_not_true_any_more_is_taken_back_when_its_time_comes(
    asked: list[truth.Question],
) -> None:
    notice, postbox = queue(), Postbox()
    assert asked == []
    deliver_due(lambda: NOON, channels=by_mail(postbox))
    assert postbox.messages == []
    (question,) = asked
    assert (question.subject, question.event) == (CASE, "promise.made")
    assert question.values["number"] == "AN-1001"
    assert question.reader is RecipientKind.CUSTOMER
    assert (row(notice).state, row(notice).error) == (NoticeState.WITHDRAWN, "not_true")
    assert [kind for kind, _ in lines()] == ["notice.withdrawn"]


def test_every_text_that_tells_of_what_is_still_to_come_is_asked_about() -> None:
    texts = CUSTOMER_NOTICES | STAFF_NOTICES
    assert CHECKS.keys() <= texts.keys()
    to_come = {name for name, text in texts.items() if {"due_at", "eta_at", "from_at"} & text.needs}
    assert to_come <= CHECKS.keys()
