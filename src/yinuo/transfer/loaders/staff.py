"""Lines of the staff: login, name, role, scope; never a password, which each sets by a link for the first
login."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yinuo.base.errors import YinuoError
from yinuo.outlet.actions import add_login, check_scope, place_staff
from yinuo.outlet.reads import find_technician_by_badge, find_technician_of_staff
from yinuo.people.facts import Scope, StaffFacts, StaffRole
from yinuo.people.reads import find_staff
from yinuo.transfer.facts import Fault, Line, Outcome, Verdict
from yinuo.work.dispatch.actions import change_work

from .loader import Seen, Setting, read_values, refuse, repeats


@dataclass(frozen=True, slots=True)
class _Wanted:
    values: dict[str, Any]
    known: StaffFacts | None


class StaffList:
    """Somebody who is known keeps name and e-mail; role and scope follow the file, and nobody leaves by not
    standing in it."""

    at_once = 20

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._lines: Seen[str] = Seen()

    def recall(self, lines: Sequence[Line]) -> None:
        """The user names of earlier lines."""
        for line in lines:
            self._lines.first(line.text("username"), line.number)

    def undo(self) -> None:
        """The user names of the last look."""
        self._lines.undo()

    def look(self, lines: Sequence[Line], now: datetime) -> list[Verdict]:
        """Who is new, and whose role or scope changes."""
        del now
        self._lines.settle()
        return [self._look(line) for line in lines]

    def write(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        """One after the other, each as on the page of the staff."""
        for verdict in verdicts:
            if verdict.wanted is not None:
                self._write(verdict.wanted, now)

    def _look(self, line: Line) -> Verdict:
        values, faults = read_values(self._setting.kind, line, self._setting.options)
        if faults:
            return refuse(line, *faults)
        earlier = self._lines.first(values["username"], line.number)
        known = find_staff(values["username"])
        wrong = [repeats(earlier, "username")] if earlier != line.number else []
        wrong += _wrong(values, known)
        if str(self._setting.actor) == (f"staff:{known.id}" if known else ""):
            wrong.append(
                Fault("username", "是您自己，请别的经理来改", "is yourself; ask another manager")
            )
        if wrong:
            return refuse(line, *wrong)
        if known is None:
            return Verdict(line.number, Outcome.CREATED, wanted=_Wanted(values, None))
        is_same = (known.role, known.scope) == (values["role"], values["scope"] or known.scope)
        is_same = is_same and _badge_of(known) == values["badge"]
        if is_same:
            return Verdict(line.number, Outcome.SAME)
        return Verdict(line.number, Outcome.UPDATED, wanted=_Wanted(values, known))

    def _write(self, wanted: _Wanted, now: datetime) -> None:
        values, actor = wanted.values, self._setting.actor
        technician = find_technician_by_badge(values["badge"]) if values["badge"] else None
        if wanted.known is None:
            add_login(
                username=values["username"],
                name=values["name"],
                role=values["role"],
                password=None,
                email=values["email"],
                technician_id=technician.id if technician else None,
                scope=values["scope"] or Scope(),
                actor=actor,
                now=now,
            )
            return
        known = wanted.known
        if known.role is not values["role"] or _badge_of(known) != values["badge"]:
            change_work(
                staff_id=known.id,
                role=values["role"],
                technician_id=technician.id if technician else None,
                actor=actor,
                now=now,
            )
        scope = values["scope"] or known.scope  # a blank cell gives nobody more than he has
        if known.scope != scope:
            place_staff(staff_id=known.id, scope=scope, actor=actor, now=now)


def _wrong(values: dict[str, Any], known: StaffFacts | None) -> list[Fault]:
    faults = []
    if known is not None and not known.is_active:
        faults.append(
            Fault(
                "username",
                "已经离职，登录名不再用，请换一个",
                "has left, and the user name stays theirs; choose another",
            )
        )
    is_technician = values["role"] is StaffRole.TECHNICIAN
    if is_technician != bool(values["badge"]):
        zh, en = (
            "师傅要填工牌号，别的角色不填",
            "is for technicians, and every technician needs one",
        )
        faults.append(Fault("badge", zh, en))
    elif is_technician:
        faults += _wrong_badge(values["badge"], known)
    try:
        check_scope(values["scope"] or Scope())
    except YinuoError as error:
        faults.append(Fault("scope", error.zh, error.en))
    return faults


def _wrong_badge(badge: str, known: StaffFacts | None) -> list[Fault]:
    technician = find_technician_by_badge(badge)
    if technician is None:
        zh = f"没有工牌号 {badge} 的在职师傅，请先导入师傅名单"
        return [
            Fault("badge", zh, f"no active technician has the badge {badge}; import them first")
        ]
    if technician.staff_id not in (None, known.id if known else None):
        zh = f"工牌号 {badge} 已经有别的登录名"
        return [Fault("badge", zh, f"the badge {badge} has another login already")]
    return []


def _badge_of(known: StaffFacts) -> str | None:
    technician = find_technician_of_staff(known.id)
    return technician.badge_no if technician else None
