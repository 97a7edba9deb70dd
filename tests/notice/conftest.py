"""The notice room's tests have a mail server and nothing else, where they don't say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from yinuo.config import wiring
from yinuo.notice import truth
from yinuo.notice.facts import Appointment, AppointmentState


@pytest.fixture(autouse=True)
def only_mail(settings: Settings) -> None:
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS = "smtp", ""
    settings.EMAIL_HOST = "mail.example.org"


@pytest.fixture(autouse=True)
def nobody_above() -> Iterator[None]:
    """The cases of these tests are ids and no more: nobody above the room is asked about them."""
    over = Appointment(AppointmentState.OVER)
    truth.connect(checks={}, find_appointment=lambda case_id, now: over)
    yield
    wiring.connect()
