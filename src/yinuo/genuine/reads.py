"""What others may ask the genuine room: is this ours, the signed list, the register, what was checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings

from yinuo.base.local_time import local_date
from yinuo.engines import tlog
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import find_technician_by_badge, get_company, is_on_shift
from yinuo.store import keys
from yinuo.store.secrecy import decrypt_bytes

from . import calls, rules
from .facts import (
    Alarm,
    Answer,
    AskedText,
    CallAnswer,
    FakeEntry,
    FakePage,
    FakeReport,
    FakeState,
    FakeUnknown,
    NumberUse,
    OfficialNumber,
    TextKind,
    Verdict,
    Why,
)
from .indexes import fake_index
from .models import Alarm as AlarmRow
from .models import CheckCount
from .models import FakeEntry as EntryRow
from .models import FakeReport as ReportRow
from .models import OfficialNumber as NumberRow

NUMBERS = "numbers"
"""The kind of the signed statement that holds the list."""


def list_numbers(company: CompanyFacts, now: datetime) -> tuple[OfficialNumber, ...]:
    """The company's numbers, sites and senders by use, ended ones too.

    The hotline, this site and the sender of its mail are on the list without being typed in: they are what
    the software itself shows and uses.
    """
    rows = NumberRow.objects.filter(company_id=company.id).order_by("use", "-valid_from", "value")
    written = [row.to_facts() for row in rows[:500]]
    return (*(one for one in _own(company, now) if not _is_among(one, written)), *written)


def is_official(asked: AskedText, company_id: UUID, now: datetime) -> bool:
    """Whether a text names something of the company's that is in use."""
    numbers = list_numbers(get_company(company_id), now)
    return rules.judge(asked, numbers, local_date(now), is_fake=False).answer is Answer.OURS


def build_numbers_file(company: CompanyFacts, now: datetime) -> bytes:
    """The list as a signed file, for whoever wants to keep or pass on what is ours (CM-03)."""
    content = {
        "company": company.code,
        "numbers": [
            {
                "use": one.use.value,
                "value": one.value,
                "owner": one.owner,
                "valid_from": one.valid_from.isoformat(),
                "valid_to": one.valid_to.isoformat() if one.valid_to else None,
            }
            for one in list_numbers(company, now)
        ],
    }
    return tlog.build_statement(NUMBERS, settings.YINUO_LOG_NAME, now, content, keys.record_key())


def check_text(text: str, company: CompanyFacts, now: datetime) -> Verdict:
    """Whether a number, site, sender or badge number is ours (CM-03, AR-06), in the three answers."""
    asked = rules.read_text(text)
    if asked.kind is TextKind.BADGE:
        return _check_badge_no(asked, now)
    fake = EntryRow.objects.filter(value_index=fake_index(asked), state__in=rules.PUBLIC)
    numbers = list_numbers(company, now)
    return rules.judge(asked, numbers, local_date(now), is_fake=fake.exists())


def check_call(
    text: str, at: datetime, case_ids: Collection[UUID], company: CompanyFacts, now: datetime
) -> CallAnswer:
    """Whether a call that somebody had at a time, from the number it showed, was ours.

    Records are looked at only for cases that the one who asks may see anyway; a stranger, who may see
    none, learns nothing about anybody. A number on the list alone proves no call, since what a
    phone shows can be forged; and that a call is missing proves nothing without a line that knows them all.
    """
    known = [call for case_id in case_ids for call in calls.list_calls(case_id)]
    if any(rules.is_near(at, call) for call in known):
        return CallAnswer.CALLED
    if case_ids and calls.knows_all(at):
        return CallAnswer.NOT_CALLED
    answer = check_text(text, company, now).answer if text.strip() else Answer.UNSURE
    return {
        Answer.OURS: CallAnswer.OUR_NUMBER,
        Answer.NOT_OURS: CallAnswer.NOT_OUR_NUMBER,
        Answer.UNSURE: CallAnswer.UNSURE,
    }[answer]


def list_fakes(
    state: FakeState | None = None, *, before: UUID | None = None, limit: int = 30
) -> FakePage:
    """A page of the register, the newest first, of one state or of all; `before` continues another."""
    rows = EntryRow.objects.order_by("-id")
    wanted = {"state": state.value if state else None, "id__lt": before}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    found = [row.to_facts() for row in rows[: limit + 1]]
    entries = tuple(found[:limit])
    return FakePage(entries, entries[-1].id if len(found) > limit else None)


def get_fake(entry_id: UUID) -> FakeEntry:
    """One entry of the register. Raises FakeUnknown."""
    row = EntryRow.objects.filter(id=entry_id).first()
    if row is None:
        raise FakeUnknown
    return row.to_facts()


def list_reports(entry_id: UUID, *, limit: int = 50) -> tuple[FakeReport, ...]:
    """What people reported of an entry, the newest first."""
    rows = ReportRow.objects.filter(entry_id=entry_id).order_by("-id")
    return tuple(row.to_facts() for row in rows[:limit])


def get_report_picture(entry_id: UUID, report_id: UUID) -> bytes:
    """The screenshot of a report, a clean JPEG. Raises FakeUnknown."""
    row = ReportRow.objects.filter(id=report_id, entry_id=entry_id, picture__isnull=False).first()
    if row is None or row.picture is None:
        raise FakeUnknown
    return decrypt_bytes(bytes(row.picture))


def get_report_state(number: str) -> FakeState:
    """Where the entry of a report stands, for whoever holds the report's number. Raises FakeUnknown."""
    wanted = number.strip().upper()[:20]
    row = ReportRow.objects.filter(number=wanted).select_related("entry").first()
    if row is None:
        raise FakeUnknown
    return FakeState(row.entry.state)


def list_alarms(*, limit: int = 30) -> tuple[Alarm, ...]:
    """Forged badges and persons who weren't the ones sent, the newest first."""
    return tuple(row.to_facts() for row in AlarmRow.objects.order_by("-id")[:limit])


def count_checks(now: datetime, *, days: int = 30) -> dict[tuple[str, str], int]:
    """How often each thing was checked within so many days, by what and outcome."""
    since = local_date(now) - timedelta(days=days)
    counts: dict[tuple[str, str], int] = {}
    for what, outcome, count in CheckCount.objects.filter(day__gt=since).values_list(
        "what", "outcome", "count"
    ):
        counts[what, outcome] = counts.get((what, outcome), 0) + count
    return counts


def next_states(entry: FakeEntry) -> Sequence[FakeState]:
    """Where an entry may go from where it stands."""
    return tuple(rules.moves_from(entry.state))


def _own(company: CompanyFacts, now: datetime) -> list[OfficialNumber]:
    """What the software itself shows and uses: its hotline, its address, the sender of its mail."""
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    told = (
        (NumberUse.HOTLINE, company.hotline),
        (NumberUse.WEBSITE, settings.YINUO_PUBLIC_URL),
        (NumberUse.MAIL, sender),
    )
    blank = OfficialNumber(
        None, NumberUse.HOTLINE, "", "", company.name_zh, "", "", local_date(now), None
    )
    read = [(use, text, rules.read_text(text)) for use, text in told]
    return [
        replace(blank, use=use, value=asked.value, shown=text)
        for use, text, asked in read
        if rules.is_of_use(asked.kind, use)
    ]


def _is_among(own: OfficialNumber, written: Sequence[OfficialNumber]) -> bool:
    return any((one.use, one.value) == (own.use, own.value) for one in written)


def _check_badge_no(asked: AskedText, now: datetime) -> Verdict:
    technician = find_technician_by_badge(asked.value)
    if technician is None:
        return Verdict(Answer.NOT_OURS, Why.BADGE_UNKNOWN, asked)
    why = Why.BADGE_ON_SHIFT if is_on_shift(technician.id, now) else Why.BADGE_OFF_SHIFT
    answer = Answer.OURS if why is Why.BADGE_ON_SHIFT else Answer.UNSURE
    return Verdict(answer, why, asked, badge_no=technician.badge_no, outlet_id=technician.outlet_id)
