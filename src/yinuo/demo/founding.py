"""Founds the demo company: loads its files as a real company would, and gives one login for each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.outlet.actions import add_login, import_rows, publish_rulebook
from yinuo.outlet.facts import CompanyFacts, RowOutcome
from yinuo.outlet.reads import find_company, list_technicians
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.reads import find_staff
from yinuo.store.perform import perform

from .company import RULEBOOK, company_files

CITY = "370100"  # 济南: forty-five technicians, so that a whole day can be shown
PASSWORD = "yinuo-demo"  # noqa: S105 - printed by the demo, and good for nothing else
ACTOR = Actor.system("import")

EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Login:
    """A login that the demo prints: the role, its page, and what part of the company it sees."""

    role: str
    name: str
    page: str
    username: str
    password: str
    scope: Scope = EVERYWHERE

    @property
    def sees(self) -> str:
        """The part of the company, in words; "" for all of it."""
        return f"({self.scope.kind.value} {' '.join(self.scope.codes)})" if self.scope.codes else ""


_REGION = Scope(ScopeKind.REGION, (CITY[:2],))
_OUTLET = Scope(ScopeKind.OUTLET, (f"AN{CITY}",))
LOGINS = (
    Login("desk", "演示接单员", "/desk/", "jiedan", PASSWORD),
    Login("dispatcher", "演示调度", "/board/", "diaodu", PASSWORD),
    Login("technician", "演示师傅", "/t/", "shifu", PASSWORD),
    Login("manager", "演示经理", "/company/", "jingli", PASSWORD),
    Login("manager", "演示区域经理", "/company/", "quyu", PASSWORD, _REGION),
    Login("manager", "演示网点经理", "/company/", "wangdian", PASSWORD, _OUTLET),
)


_BADGE = f"AN{CITY}-99"
_ON_CALL = (
    f"""\
badge_no,outlet,name_zh,name_en,skills,home_lat,home_lng,no_record_checked_date,no_record_valid_to
{_BADGE},AN{CITY},金师傅,Master Jin,safe_care;safe_carry;safe_electronics;safe_lock;safe_network,\
36.66470,117.07280,{{checked}},{{valid_to}}
""",
    f"""\
badge_no,days,starts,ends
{_BADGE},1-7,00:00,12:00
{_BADGE},1-7,12:00,00:00
""",
)
"""Two files as a company would load them: the technician of the demo's login, and shifts around the clock."""


class FoundingFailed(RuntimeError):
    """A line of the demo company's own files was refused: the files and the rules have drifted apart."""


def found_company(now: datetime, say: Callable[[str], None]) -> CompanyFacts:
    """Load the company's files, if that hasn't been done; then only name the company."""
    known = find_company()
    if known is not None and list_technicians(known.id, CITY):
        return known
    for file in company_files(local_date(now)):
        if file.name == RULEBOOK:
            _publish(file.data, now)
            continue
        report = perform(import_rows, actor=ACTOR, now=now, data=file.data)
        refused = report.count(RowOutcome.REFUSED)
        say(f"{file.name}: {len(report.rows)} lines")
        if refused:
            first = next(row for row in report.rows if row.outcome is RowOutcome.REFUSED)
            raise FoundingFailed(f"{file.name}:{first.number}: {first.en}")
    company = find_company()
    if company is None:
        raise FoundingFailed("the files name no company")
    return company


def _publish(data: bytes, now: datetime) -> None:
    company = find_company()
    if company is None:
        raise FoundingFailed("the rulebook came before its company")
    perform(publish_rulebook, actor=ACTOR, now=now, company_id=company.id, text=data.decode())


def give_logins(company: CompanyFacts, now: datetime) -> None:
    """One login for each role, where they aren't there yet."""
    for login in LOGINS:
        if find_staff(login.username) is None:
            _give(login, company, now)


def _give(login: Login, company: CompanyFacts, now: datetime) -> None:
    role = StaffRole(login.role)
    is_technician = role is StaffRole.TECHNICIAN
    perform(
        add_login,
        actor=ACTOR,
        now=now,
        username=login.username,
        name=login.name,
        role=role,
        password=login.password,
        email=f"{login.username}@staff.invalid",
        technician_id=_hire(company, now) if is_technician else None,
        scope=login.scope,
    )


def _hire(company: CompanyFacts, now: datetime) -> UUID:
    """A technician who is on duty whenever somebody looks at the demo, and lives where its example is."""
    day = local_date(now)
    for table in _ON_CALL:
        data = table.format(checked=day, valid_to=day + timedelta(days=365)).encode()
        report = perform(import_rows, actor=ACTOR, now=now, data=data)
        if report.count(RowOutcome.REFUSED):
            raise FoundingFailed(report.rows[0].en)
    return next(one.id for one in list_technicians(company.id, CITY) if one.badge_no == _BADGE)
