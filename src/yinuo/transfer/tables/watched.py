"""Lists that head office keeps an eye on: calls at the desk, who looked at whose data, false hotlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from yinuo.case.reads import map_cases
from yinuo.genuine.facts import FakeEntry
from yinuo.genuine.reads import list_fakes
from yinuo.intake.call import CallFacts
from yinuo.intake.callers import list_calls
from yinuo.people.facts import LookFacts
from yinuo.people.reads import list_looks_by, map_staff
from yinuo.transfer.guard import Value

from .table import Ask, Table, local, pages

_AT_ONCE = 500
_CALLS_ZH = ("来电", "接听", "结束", "结果", "来自", "号码", "接线员", "单号")
_CALLS_EN = ("Arrived", "Taken", "Ended", "Ending", "Came by", "Number", "Agent", "Case")
_LOOKS_ZH = ("时间", "用户名", "角色", "看了什么", "原因", "单号")
_LOOKS_EN = ("At", "User name", "Role", "What", "Reason", "Case")
_FAKES_ZH = ("号码或网址", "种类", "状态", "举报次数", "最早", "最近", "处理", "平台")
_FAKES_EN = ("Number or site", "Kind", "State", "Reports", "First", "Last", "Decided", "Platform")


def calls(ask: Ask) -> Table:
    """The calls of the last ninety days, the newest first; their numbers stay masked in every file."""
    headings = _CALLS_EN if ask.is_english else _CALLS_ZH
    return Table("Calls" if ask.is_english else "来电", headings, _call_rows(ask))


def _call_rows(ask: Ask) -> Iterator[Sequence[Value]]:
    def read(last: CallFacts | None) -> Sequence[CallFacts]:
        before = (last.arrived_at, last.id) if last else None
        return list_calls(ask.company_id, before=before, limit=_AT_ONCE)

    for page in pages(read):
        names = _names({call.staff_id for call in page if call.staff_id})
        numbers = _numbers({call.case_id for call in page if call.case_id})
        for call in page:
            yield (
                local(call.arrived_at),
                local(call.taken_at),
                local(call.ended_at),
                call.ending.value if call.ending else "",
                call.source.value,
                call.masked,
                names.get(call.staff_id, "") if call.staff_id else "",
                numbers.get(call.case_id, "") if call.case_id else "",
            )


def looks(ask: Ask) -> Table:
    """Who of the staff looked at whose data and why, the newest first; whose it was is the case's number."""
    headings = _LOOKS_EN if ask.is_english else _LOOKS_ZH
    return Table("Looks" if ask.is_english else "谁看过", headings, _look_rows(ask))


def _look_rows(ask: Ask) -> Iterator[Sequence[Value]]:
    def read(last: LookFacts | None) -> Sequence[LookFacts]:
        return list_looks_by(ask.staff_id, before=last.id if last else None, limit=_AT_ONCE)

    for page in pages(read):
        names = _names({look.staff_id for look in page})
        numbers = _numbers({look.case_id for look in page if look.case_id})
        for look in page:
            yield (
                local(look.looked_at),
                names.get(look.staff_id, ""),
                look.role.value,
                look.kind.value,
                look.reason.value,
                numbers.get(look.case_id, "") if look.case_id else "",
            )


def fakes(ask: Ask) -> Table:
    """The register of false numbers and sites, the newest first; nobody's report stands in it."""
    headings = _FAKES_EN if ask.is_english else _FAKES_ZH
    return Table("False hotlines" if ask.is_english else "假热线", headings, _fake_rows())


def _fake_rows() -> Iterator[Sequence[Value]]:
    def read(last: FakeEntry | None) -> Sequence[FakeEntry]:
        return list_fakes(before=last.id if last else None, limit=_AT_ONCE).entries

    for page in pages(read):
        for entry in page:
            yield (
                entry.value,
                entry.kind.value,
                entry.state.value,
                entry.reports,
                local(entry.first_at),
                local(entry.last_at),
                local(entry.decided_at),
                entry.platform,
            )


def _names(staff_ids: set[UUID]) -> dict[UUID, str]:
    return {id: one.username for id, one in map_staff(staff_ids).items()}


def _numbers(case_ids: set[UUID]) -> dict[UUID, str]:
    return {id: case.number for id, case in map_cases(case_ids).items()}
