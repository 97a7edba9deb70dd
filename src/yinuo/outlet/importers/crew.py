"""Rows of technicians and their certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.merge import Merge, Target, Wanted, by_identity, merge
from yinuo.outlet.models import Certificate, Technician
from yinuo.outlet.sheets import Refused, Row
from yinuo.people import reads as people
from yinuo.people.facts import StaffRole
from yinuo.record import actions as record

from .known import Scope


@dataclass(slots=True)
class Crew:
    """The technicians of a file, and the logins that it gives them: each has a line on its login's chain, by
    which an erasure finds who worked under it."""

    scope: Scope
    technicians: Merge
    before: Mapping[UUID, UUID | None]

    @property
    def outcomes(self) -> dict[int, RowOutcome]:
        """What becomes of each line."""
        return self.technicians.outcomes

    @property
    def refused(self) -> dict[int, Refused]:
        """The lines that can't be taken."""
        return self.technicians.refused

    def write(self) -> None:
        """Write the technicians, and a line for each login that was given or taken back."""
        self.technicians.write()
        moved = self._moved()
        with record.gather(self.scope.now):
            record.hold_chains("staff", {staff_id for staff_id, _, _ in moved})
            for staff_id, kind, technician_id in moved:
                record.append(
                    subject_kind="staff",
                    subject=staff_id,
                    kind=kind,
                    body={"technician": str(technician_id)},
                    actor=self.scope.actor,
                    now=self.scope.now,
                )

    def _moved(self) -> list[tuple[UUID, str, UUID]]:
        """Each login that changed hands: what became of it, and whose it is or was."""
        moved = []
        for row in (*self.technicians.create, *self.technicians.update):
            assert isinstance(row, Technician)
            known = self.before.get(row.id)
            if row.staff_id != known:
                if known is not None:
                    moved.append((known, "outlet.login.taken", row.id))
                if row.staff_id is not None:
                    moved.append((row.staff_id, "outlet.login.given", row.id))
        return moved


def compare_technicians(scope: Scope, rows: Sequence[Row]) -> Crew:
    """Technicians are told apart by their badge number, which is unique among all companies.

    A technician changes outlets only inside the dispatch zone, since running shifts carry the zone.
    """
    taken = _badges_of_others(scope, [row["badge_no"] for row in rows])

    def wanted(row: Row) -> Wanted:
        badge = row["badge_no"]
        if badge in taken:
            raise Refused(
                f"工号 {badge} 已属于另一家公司", f"badge {badge} belongs to another company"
            )
        outlet = scope.outlet(row["outlet"])
        values = {
            "outlet_id": outlet.id,
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "skills": list(row["skills"]),
            "home_lat": row["home_lat"],
            "home_lng": row["home_lng"],
            "no_record_checked_date": row["no_record_checked_date"],
            "no_record_valid_to": row["no_record_valid_to"],
            "is_active": row["active"],
        }
        if row["login"]:  # a blank leaves the login that the technician has
            values["staff_id"] = _staff_id(logins, row["login"])
        return Wanted((badge,), {"badge_no": badge}, values)

    logins = {staff.username: staff.id for staff in people.list_staff(StaffRole.TECHNICIAN)}
    regions = {outlet.id: outlet.region for outlet in scope.outlets()}

    def may_update(found: Technician, want: Wanted) -> None:
        if regions[found.outlet_id] != regions[want.values["outlet_id"]]:
            raise Refused(
                "师傅不能调到另一个派单区，请用新工号",
                "a technician can't move to another dispatch zone; use a new badge number",
            )

    there = list(Technician.objects.filter(outlet__company_id=scope.company_id))
    before = {row.id: row.staff_id for row in there}
    stored = by_identity(there, "badge_no")
    return Crew(
        scope, merge(Target(Technician, stored, wanted, may_update), rows, scope.now), before
    )


def compare_certificates(scope: Scope, rows: Sequence[Row]) -> Merge:
    """State certificates (AR-04)."""

    def wanted(row: Row) -> Wanted:
        technician = scope.technician(row["badge_no"])
        kind, number = row["certificate"].value, row["number"]
        return Wanted(
            (technician.id, kind, number),
            {"technician": technician, "kind": kind, "number": number},
            {"valid_to": row["valid_to"]},
        )

    there = Certificate.objects.filter(technician__outlet__company_id=scope.company_id)
    stored = by_identity(there, "technician_id", "kind", "number")
    return merge(Target(Certificate, stored, wanted), rows, scope.now)


def _badges_of_others(scope: Scope, badges: Sequence[str]) -> set[str]:
    others = Technician.objects.filter(badge_no__in=badges)
    return set(
        others.exclude(outlet__company_id=scope.company_id).values_list("badge_no", flat=True)
    )


def _staff_id(logins: Mapping[str, UUID], login: str) -> UUID:
    if login not in logins:
        raise Refused(
            f"没有登录名为 {login} 的师傅，请先建登录",
            f"no technician has the login {login}; add the login first",
        )
    return logins[login]
