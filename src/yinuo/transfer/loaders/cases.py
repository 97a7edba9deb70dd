"""Lines of open cases: each becomes a real one, with the place found, the fault understood, and the promise
that was given, if any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yinuo.base.point import Point
from yinuo.case.facts import CaseKind, Channel, Door, OwnerKind
from yinuo.case.reads import map_by_reference, map_open_duplicates
from yinuo.engines import rulebook as rulebooks
from yinuo.intake import rules
from yinuo.intake.actions import CaseElsewhere, take_over_cases
from yinuo.intake.actions.promising import Matter
from yinuo.intake.actions.reporting import duplicate_index
from yinuo.intake.draft import SURE, find_faults
from yinuo.intake.facts import FaultReport
from yinuo.intake.place import Place, coverage_of
from yinuo.outlet.facts import Coverage, CoverageStatus
from yinuo.outlet.reads import get_rulebook, one_revision
from yinuo.people.rules import mask_codes
from yinuo.promise.facts import PromiseKind
from yinuo.transfer.facts import Fault, Line, Outcome, Verdict

from .loader import Seen, Setting, read_values, refuse, repeats
from .placing import places_of

UNKNOWN = frozenset({"不明", "未知", "不清楚", "不知道", "unknown", "?", "？"})


@dataclass(frozen=True, slots=True)
class _Read:
    """A line whose cells could be taken, as if it had been reported."""

    line: Line
    values: dict[str, Any]
    fault: rulebooks.FaultRule
    report: FaultReport


class Cases:
    """The number elsewhere makes a case the same: one that is here already isn't touched, since here it has
    gone on."""

    at_once = 100

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._lines: Seen[str] = Seen()
        self._doors: Seen[str] = Seen()
        self._book: rulebooks.Rulebook | None = None

    def recall(self, lines: Sequence[Line]) -> None:
        """The numbers of earlier lines."""
        for line in lines:
            self._lines.first(line.text("number"), line.number)

    def undo(self) -> None:
        """The numbers and doors of the last look."""
        self._lines.undo()
        self._doors.undo()

    @one_revision()
    def look(self, lines: Sequence[Line], now: datetime) -> list[Verdict]:
        """Which are new; what was opened here by another way is named, and not opened twice."""
        self._lines.settle()
        self._doors.settle()
        self._book = get_rulebook(self._setting.company_id, now).rulebook
        read = self._understand_all([self._read(line) for line in lines], now)
        known = map_by_reference(self._setting.company_id, {line.text("number") for line in lines})
        within = self._book.windows.duplicate_within
        indexes = {
            verdict.number: duplicate_index(verdict.wanted.matter)
            for verdict in read
            if verdict.wanted is not None
        }
        twins = map_open_duplicates(set(indexes.values()), now - within)
        verdicts = []
        for line, verdict in zip(lines, read, strict=True):
            if verdict.wanted is None:
                verdicts.append(verdict)
            elif line.text("number") in known:
                verdicts.append(Verdict(line.number, Outcome.SAME))
            elif (twin := twins.get(indexes[line.number])) is not None:
                verdicts.append(refuse(line, _twin(twin.number, twin.reference)))
            else:
                verdicts.append(self._first(line, verdict, indexes[line.number]))
        return verdicts

    def write(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        """Open them, in the order of the file."""
        take_over_cases(
            cases=[verdict.wanted for verdict in verdicts if verdict.wanted is not None],
            tell_customers=self._setting.options.tell_customers,
            actor=self._setting.actor,
            now=now,
        )

    def _first(self, line: Line, verdict: Verdict, index: str) -> Verdict:
        """The line, unless an earlier one of the file is about the same phone, door and kind."""
        earlier = self._doors.first(index, line.number)
        if earlier == line.number:
            return verdict
        return refuse(
            line,
            Fault(
                "",
                f"与第 {earlier} 行同一电话、同一地址、同一类问题，一件事只开一单。请在原系统合并后再导入",
                f"is about the same phone, address and kind of trouble as line {earlier}, and one trouble is "
                "one case. Join them in the system they come from and import again",
            ),
        )

    def _read(self, line: Line) -> _Read | Verdict:
        """The line's values and the fault that it names; refused where a cell can't be taken."""
        values, faults = read_values(self._setting.kind, line, self._setting.options)
        found = list(faults)
        if values["number"]:
            earlier = self._lines.first(values["number"], line.number)
            if earlier != line.number:
                found.append(repeats(earlier, "number"))
        if _is_backwards(values):
            zh = "不晚于约定最早上门的时间"
            found.append(Fault("promised_by", zh, "isn't after the time before which nobody comes"))
        fault = self._fault(values) if values["fault"] else None
        if isinstance(fault, Fault):
            found.append(fault)
        if found or fault is None or isinstance(fault, Fault):
            return refuse(line, *found)
        return _Read(line, values, fault, _report(values, fault))

    def _understand_all(self, read: Sequence[_Read | Verdict], now: datetime) -> list[Verdict]:
        """Where each is and who serves that; the places of all of them are looked for together."""
        reports = [one.report for one in read if isinstance(one, _Read)]
        places = iter(places_of("address", reports))
        served: dict[tuple[str, str | None, Point, int], Coverage] = {}
        return [
            self._understand(one, next(places), served, now) if isinstance(one, _Read) else one
            for one in read
        ]

    def _understand(
        self,
        one: _Read,
        place: Place | Fault,
        served: dict[tuple[str, str | None, Point, int], Coverage],
        now: datetime,
    ) -> Verdict:
        """What the line stands for; `served` remembers who serves the places of the lines before."""
        assert self._book is not None
        if isinstance(place, Fault):
            return refuse(one.line, place)
        company_id, values = self._setting.company_id, one.values
        where = place.division_code, place.town_code, place.point, place.radius_m
        coverage = served.get(where) or coverage_of(place, company_id, now)
        served[where] = coverage
        if coverage.status is not CoverageStatus.COVERED:
            return refuse(one.line, _NOT_COVERED)
        kind = CaseKind(rulebooks.kind_of(one.fault, door=one.report.door))
        calls_first = rules.call_first(one.fault, one.report.words, self._book)
        outlet = coverage.outlets[0]
        matter = Matter(
            company_id, one.report, self._book, one.fault, kind, place, outlet, calls_first
        )
        times = values["reported_at"], values["promised_by"], values["visit_from"]
        has_terms = any(
            rule.kind == PromiseKind.ARRIVE for rule in rulebooks.promises_for(self._book, kind)
        )
        notes = (
            *_notes(values, now, has_terms=has_terms),
            *_unsure_note(values, one.fault),
        )
        wanted = CaseElsewhere(values["number"], matter, *times)
        return Verdict(one.line.number, Outcome.CREATED, notes, wanted)

    def _fault(self, values: dict[str, Any]) -> rulebooks.FaultRule | Fault:
        """The fault of a code or a name, else of what the words surely mean."""
        assert self._book is not None
        faults, text = self._book.case_kinds, values["fault"].strip()
        for fault in faults:
            if text.casefold() in (fault.id.casefold(), fault.name.zh, fault.name.en.casefold()):
                return fault
        said = f"{'' if text in UNKNOWN else text} {values['words'] or ''}".strip()
        hits = find_faults(said, faults) if said else ()
        by_id = {fault.id: fault for fault in faults}
        if hits and hits[0].score >= SURE:
            return by_id[hits[0].fault_id]
        if text.casefold() in UNKNOWN:
            unsure = _unsure(self._book)
            if unsure is not None:
                return unsure
        named = "、".join(f"{by_id[hit.fault_id].name.zh}（{hit.fault_id}）" for hit in hits[:3])
        listed = ", ".join(f"{by_id[hit.fault_id].name.en} ({hit.fault_id})" for hit in hits[:3])
        return Fault(
            "fault",
            f"看不出是哪一种故障{f'，可能是：{named}' if named else ''}。请填故障编号，或者写“不明”",
            f"names no fault that is sure{f'; perhaps {listed}' if listed else ''}. Give its code, or write "
            "unknown",
        )


def _is_backwards(values: dict[str, Any]) -> bool:
    first, last = values["visit_from"], values["promised_by"]
    return first is not None and last is not None and last <= first


def _report(values: dict[str, Any], fault: rulebooks.FaultRule) -> FaultReport:
    """The line as if it had been reported, with what the customer said in one text."""
    said = [values["fault"], values["words"] or ""]
    known = {fault.id.casefold(), fault.name.zh, fault.name.en.casefold(), *UNKNOWN}
    words = "；".join(part for part in said if part and part.casefold() not in known)
    return FaultReport(
        address=values["address"],
        phone=values["phone"],
        name=values["name"],
        fault_id=fault.id,
        email=values["email"] or "",
        division=values["division"] or "",
        door=values["door"] or Door.UNKNOWN,
        owner_kind=values["owner"] or OwnerKind.UNKNOWN,
        serial=values["serial"] or "",
        words=mask_codes(words)[: rules.WORDS_LIMIT],
        channel=Channel.FILE,
        is_detail_asked=True,
    )


def _unsure(book: rulebooks.Rulebook) -> rulebooks.FaultRule | None:
    """What a case is opened as whose fault nobody knows: a visit by one person to look at the safe, for which
    its owner need prove the least."""
    plain = [f for f in book.case_kinds if f.crew == 1 and f.level <= "L1" and not f.call_first]
    visits = [fault for fault in plain if fault.kind is CaseKind.VISIT]
    return next(iter([*visits, *plain]), None)


def _notes(values: dict[str, Any], now: datetime, *, has_terms: bool) -> tuple[Fault, ...]:
    promised_by = values["promised_by"]
    if promised_by is None or (promised_by > now and has_terms):
        return ()
    if promised_by > now:
        return (_NO_TERMS,)
    return (
        Fault(
            "promised_by",
            "承诺的时间已经过了：单子照样接过来，但不补写承诺，也不算守约。请尽快联系客户",
            "is past: the case is taken over without a promise, and nothing counts as kept. Please call the "
            "customer soon",
        ),
    )


def _unsure_note(values: dict[str, Any], fault: rulebooks.FaultRule) -> tuple[Fault, ...]:
    if values["fault"].strip().casefold() not in UNKNOWN or values["words"]:
        return ()
    return (
        Fault(
            "fault",
            f"故障不明：先登记为“{fault.name.zh}”，师傅到场检查",
            f"isn't known: opened as “{fault.name.en}”, for the technician to look",
        ),
    )


def _twin(number: str, reference: str | None) -> Fault:
    zh = f"与已有的单子 {number}{f'（原单号 {reference}）' if reference else ''}是同一件事"
    en = f"is the same trouble as case {number}{f' (number {reference})' if reference else ''}"
    return Fault("", f"{zh}，没有再开一单", f"{en}, so no second one is opened")


_NO_TERMS = Fault(
    "promised_by",
    "规则里这一类不作到达承诺：单子按这个时间安排，但没有写成承诺",
    "isn't promised for this kind by the rulebook: the case is planned by this time, without a promise",
)
_NOT_COVERED = Fault(
    "address",
    "不在任何网点的服务区域里，没有人能去。请先导入服务区域，或在原系统里办完",
    "lies in no outlet's service area, so nobody could come. Import the area first, or end the case where it "
    "is",
)
