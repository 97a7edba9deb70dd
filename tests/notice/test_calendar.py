"""The calendar entry that goes with a mail: asked for, moved, called off, always the same one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from icalendar import Calendar

from tests.notice.cast import CASE, NOON, add_customer, by_mail, queue
from yinuo.config import wiring
from yinuo.notice import truth
from yinuo.notice.adapters.folder import FolderChannel
from yinuo.notice.facts import Appointment, AppointmentState
from yinuo.notice.sender import deliver_due

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = Appointment(AppointmentState.PLANNED, NOON, NOON + timedelta(hours=2))
MOVED = Appointment(AppointmentState.PLANNED, NOON + timedelta(days=1), NOON + timedelta(days=2))
CALLED_OFF = Appointment(AppointmentState.CALLED_OFF)
OVER = Appointment(AppointmentState.OVER)


class Diary:
    """Stands for the rooms above, which know when the visit is."""

    def __init__(self) -> None:
        self.says = FIRST

    def find(self, case_id: UUID, now: datetime) -> Appointment:
        assert case_id == CASE
        return self.says


@pytest.fixture
def diary() -> Iterator[Diary]:
    diary = Diary()
    truth.connect(checks={}, find_appointment=diary.find)
    yield diary
    wiring.connect()


class Mailbox:
    """Sends what is queued into a folder and reads it there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._customer = add_customer().id
        self._count = 0

    def tell(self) -> EmailMessage:
        self._count += 1
        now = NOON + timedelta(minutes=self._count)
        queue(now, recipient_customer=self._customer, event=f"promise.made.{self._count}")
        deliver_due(lambda: now, channels=by_mail(FolderChannel(self._folder)))
        (file,) = self._folder.iterdir()
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        file.unlink()
        assert isinstance(mail, EmailMessage)
        return mail


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


def entry(mail: EmailMessage) -> tuple[str, Calendar] | None:
    """The METHOD of the part's type and the calendar in it."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return None
    (part,) = parts
    method = part["Content-Type"].params["method"]
    return method, Calendar.from_ical(part.get_content())


def read(mail: EmailMessage) -> tuple[str, str, int, datetime, datetime, str]:
    found = entry(mail)
    assert found is not None
    method, calendar = found
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == method
    starts_at, ends_at = event.decoded("dtstart"), event.decoded("dtend")
    sequence = int(str(event["SEQUENCE"]))
    return method, str(event["UID"]), sequence, starts_at, ends_at, str(event["STATUS"])


def test_the_mail_of_a_promise_brings_the_visit_into_the_calendar(
    diary: Diary, mailbox: Mailbox
) -> None:
    mail = mailbox.tell()
    method, uid, sequence, starts_at, ends_at, status = read(mail)
    assert (method, sequence, status) == ("REQUEST", 0, "CONFIRMED")
    assert uid.startswith(f"{CASE}@")
    assert (starts_at, ends_at) == (FIRST.starts_at, FIRST.ends_at)
    found = entry(mail)
    assert found is not None
    (event,) = found[1].walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:wang@example.org"
    assert mail.get_body(("plain",)) is not None


def test_a_visit_that_moves_keeps_its_entry_and_raises_its_number(
    diary: Diary, mailbox: Mailbox
) -> None:
    first = read(mailbox.tell())
    again = read(mailbox.tell())
    diary.says = MOVED
    moved = read(mailbox.tell())
    assert first[1] == again[1] == moved[1]
    assert [first[2], again[2], moved[2]] == [0, 0, 1]
    assert (moved[0], moved[3]) == ("REQUEST", MOVED.starts_at)


def test_a_visit_that_is_called_off_is_struck_out_once(diary: Diary, mailbox: Mailbox) -> None:
    uid = read(mailbox.tell())[1]
    diary.says = CALLED_OFF
    method, same, sequence, _, _, status = read(mailbox.tell())
    assert (method, same, sequence, status) == ("CANCEL", uid, 1, "CANCELLED")
    assert read(mailbox.tell())[2] == 1
    diary.says = MOVED
    assert read(mailbox.tell())[:3] == ("REQUEST", uid, 2)


def test_what_never_stood_in_a_calendar_or_is_over_is_left_alone(
    diary: Diary, mailbox: Mailbox
) -> None:
    for diary.says in (CALLED_OFF, OVER):
        assert entry(mailbox.tell()) is None
    diary.says = FIRST
    mailbox.tell()
    diary.says = OVER
    assert entry(mailbox.tell()) is None
