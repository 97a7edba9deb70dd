"""A company, an outlet, a customer and a case of theirs, made through the rooms that own them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.actions import open_case
from yinuo.case.facts import (
    CaseFacts,
    CaseKind,
    Channel,
    DocumentKind,
    Door,
    Level,
    NewCase,
    OwnerKind,
    ProofKind,
    SeenProof,
    Urgency,
)
from yinuo.engines.rulebook import load
from yinuo.outlet.actions import publish_rulebook
from yinuo.outlet.models import Company, Outlet
from yinuo.people.actions import add_address, find_or_add_customer
from yinuo.people.facts import PointSource
from yinuo.record.reads import list_events
from yinuo.store.ids import new_id
from yinuo.store.perform import perform

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
ID_CARD = SeenProof(ProofKind.IDENTITY, DocumentKind.ID_CARD, True, last4="123X")
REGION = "510100"
WEB = Actor.system("web")
TECHNICIAN = Actor.technician(UUID(int=5))
HOME = Point(30.6574, 104.0657)
RULES = files("yinuo.demo").joinpath("company/rulebook.yaml").read_text()
RULEBOOK_ID = load(RULES).rulebook_id


def add_company(now: datetime = NOW) -> Company:
    """A company with the demo's rulebook."""
    company = Company.objects.create(
        id=new_id(now),
        code="anno",
        name_zh="安诺",
        name_en="Anno",
        hotline="4000000000",
        sector="safe",
        created_at=now,
    )
    perform(publish_rulebook, actor=WEB, now=now, company_id=company.id, text=RULES)
    return company


def add_outlet(company: Company, now: datetime = NOW) -> Outlet:
    """An outlet of the company, open round the clock."""
    return Outlet.objects.create(
        id=new_id(now),
        company=company,
        code="CD-1",
        name_zh="安诺成都一店",
        name_en="Anno Chengdu 1",
        address="测试路 1 号",
        division_code="510104",
        region=REGION,
        lat=HOME.lat,
        lng=HOME.lng,
        open_from=time(0),
        open_to=time(0),
        authorised_from=date(2025, 1, 1),
        created_at=now,
    )


def new_case(company: Company, outlet: Outlet | None = None, **changes: Any) -> NewCase:
    """What a customer with an invented number reports; customer and address are added."""
    customer = perform(
        find_or_add_customer,
        actor=WEB,
        now=NOW,
        name="测试客户",
        phone=changes.pop("phone", "19900000001"),
        email=changes.pop("email", "customer@example.org"),
        language="zh-hans",
    )
    address = perform(
        add_address,
        actor=WEB,
        now=NOW,
        customer_id=customer.id,
        text="测试小区 3 栋 2 单元 501",
        division_code="510104",
        town_code=None,
        point=HOME,
        radius_m=30,
        source=PointSource.MAP,
    )
    terms: dict[str, Any] = {
        "company_id": company.id,
        "customer_id": customer.id,
        "address_id": address.id,
        "kind": CaseKind.FAULT,
        "fault_id": "SF-01",
        "level": Level.L0,
        "door": Door.SHUT,
        "owner_kind": OwnerKind.SELF,
        "urgency": Urgency.NORMAL,
        "channel": Channel.WEB,
        "words": "按键没有反应",
        "region": REGION,
        "division_code": "510104",
        "town_code": None,
        "point": HOME,
        "radius_m": 30.0,
        "point_source": PointSource.MAP,
        "rulebook_id": RULEBOOK_ID,
        "unit_id": None,
        "language": "zh-hans",
        "duplicate_index": "d" * 64,
        "outlet_id": outlet.id if outlet else None,
    }
    return NewCase(**(terms | changes))


def add_case(now: datetime = NOW, company: Company | None = None, **changes: Any) -> CaseFacts:
    """An open case of a new company, or of the one given."""
    company = company or add_company()
    return perform(open_case, actor=WEB, now=now, new=new_case(company, **changes))


def customer_of(case: CaseFacts) -> Actor:
    """The case's customer as an actor."""
    return Actor.customer(case.customer_id)


def lines(case: CaseFacts) -> list[str]:
    """The kinds of a case's lines, in order."""
    return [event.kind for event in list_events("case", case.id)]


def last_body(case: CaseFacts) -> dict[str, Any]:
    """What the newest line of a case says."""
    return list_events("case", case.id)[-1].body
