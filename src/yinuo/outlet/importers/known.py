"""What the rows of a file may refer to: the company's outlets, technicians and models by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.outlet.models import Model, Outlet, Technician
from yinuo.outlet.sheets import Refused

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """One import: whose company, by whom, when; and the rows that it may name, read once."""

    company_id: UUID
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The local day of the import."""
        return local_date(self.now)

    def outlet(self, code: str) -> Outlet:
        """The outlet with this code, or Refused."""
        return _known(self._outlets, code, "网点", "outlet")

    def outlets(self) -> Iterable[Outlet]:
        """All outlets of the company."""
        return self._outlets.values()

    def technician(self, badge_no: str) -> Technician:
        """The technician with this badge number, the outlet at hand, or Refused."""
        return _known(self._technicians, badge_no, "工号", "badge number")

    def model(self, code: str) -> Model:
        """The product model with this code, or Refused."""
        return _known(self._models, code, "型号", "model")

    @cached_property
    def _outlets(self) -> dict[str, Outlet]:
        return {row.code: row for row in Outlet.objects.filter(company_id=self.company_id)}

    @cached_property
    def _technicians(self) -> dict[str, Technician]:
        rows = Technician.objects.filter(outlet__company_id=self.company_id)
        return {row.badge_no: row for row in rows.select_related("outlet")}

    @cached_property
    def _models(self) -> dict[str, Model]:
        return {row.code: row for row in Model.objects.filter(company_id=self.company_id)}


def _known(rows: Mapping[str, T], code: str, zh: str, en: str) -> T:
    if code not in rows:
        raise Refused(f"没有{zh} {code}，请先导入它", f"there is no {en} {code}; import it first")
    return rows[code]
