"""Lines of products: serial number, model, the dates that prove a warranty, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.outlet.reads import list_models
from yinuo.people.actions import register_units
from yinuo.people.facts import NewCustomer, NewUnit, UnitFacts
from yinuo.people.known import find_holders, find_known, map_units_by_serial
from yinuo.transfer.facts import Fault, Line, Outcome, Verdict

from .loader import Seen, Setting, read_values, refuse, repeats

_DATES = ("sold_date", "installed_date", "registered_date")


class Products:
    """A blank cell says nothing and never takes a known date or owner away."""

    at_once = 500

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._models = {model.code for model in list_models(setting.company_id)}
        self._lines: Seen[str] = Seen()

    def recall(self, lines: Sequence[Line]) -> None:
        """The serial numbers of earlier lines."""
        for line in lines:
            values, faults = read_values(self._setting.kind, line, self._setting.options)
            if not faults:
                self._lines.first(values["serial"], line.number)

    def undo(self) -> None:
        """The serial numbers of the last look."""
        self._lines.undo()

    def look(self, lines: Sequence[Line], now: datetime) -> list[Verdict]:
        """New ones, those of which something differs, and the rest."""
        del now
        self._lines.settle()
        read = [
            (line, *read_values(self._setting.kind, line, self._setting.options)) for line in lines
        ]
        serials = {values["serial"] for _, values, faults in read if not faults}
        stored = map_units_by_serial(serials)
        owners = _Owners([values for _, values, faults in read if not faults])
        return [
            refuse(line, *faults) if faults else self._settle(line, values, stored, owners)
            for line, values, faults in read
        ]

    def write(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        """All of them at once."""
        units = [verdict.wanted for verdict in verdicts if verdict.wanted is not None]
        register_units(units=units, actor=self._setting.actor, now=now)

    def _settle(
        self, line: Line, values: dict[str, Any], stored: dict[str, UnitFacts], owners: _Owners
    ) -> Verdict:
        faults = self._wrong(line, values)
        if faults:
            return refuse(line, *faults)
        owner_id, notes = owners.find(values)
        unit = NewUnit(
            serial=values["serial"],
            model=values["model"],
            sold_at_date=values["sold_date"],
            installed_date=values["installed_date"],
            registered_date=values["registered_date"],
            made_date=values["made_date"],
            owner_id=owner_id,
        )
        outcome = _outcome(stored.get(unit.serial), unit)
        wanted = unit if outcome is not Outcome.SAME else None
        return Verdict(line.number, outcome, notes, wanted)

    def _wrong(self, line: Line, values: dict[str, Any]) -> list[Fault]:
        faults = []
        earlier = self._lines.first(values["serial"], line.number)
        if earlier != line.number:
            faults.append(repeats(earlier, "serial"))
        if values["model"] not in self._models:
            code = values["model"]
            zh = f"没有型号 {code}，请先导入型号表"
            faults.append(Fault("model", zh, f"there is no model {code}; import the models first"))
        made = values["made_date"]
        later = [name for name in _DATES if made and values[name] and values[name] < made]
        faults += [Fault(name, "早于生产日", "is before the day it was made") for name in later]
        return faults


class _Owners:
    """Whose the products of some lines are: the customer with the phone, and the e-mail if there is one."""

    def __init__(self, lines: Sequence[dict[str, Any]]) -> None:
        self._by_phone = find_holders({values["phone"] for values in lines if values["phone"]})
        pairs = [(v["phone"], v["email"]) for v in lines if v["phone"] and v["email"]]
        people = [NewCustomer("", phone, email) for phone, email in pairs]
        self._by_pair = {pairs[at]: id for at, id in find_known(people).items()}

    def find(self, values: dict[str, Any]) -> tuple[UUID | None, tuple[Fault, ...]]:
        """Who it is; else None, and what to know of that."""
        phone, email = values["phone"], values["email"]
        if not phone:
            return None, ()
        if email:
            found = self._by_pair.get((phone, email))
            return (found, ()) if found else (None, (_NO_OWNER,))
        holders = self._by_phone.get(phone, ())
        if len(holders) == 1:
            return holders[0], ()
        return None, (_NO_OWNER if not holders else _SEVERAL,)


_NO_OWNER = Fault(
    "phone",
    "没有这位客户，产品照样登记，没有归到谁名下。先导入客户，再导入一次产品就会归上",
    "is nobody's who is known: the product is taken without an owner. Import the customers, then the "
    "products again",
)
_SEVERAL = Fault(
    "phone",
    "有几位客户留了这个电话，产品照样登记，没有归到谁名下。加上邮箱一列就能分清",
    "was given by several customers: the product is taken without an owner. A column with the e-mail tells "
    "them apart",
)


def _outcome(found: UnitFacts | None, unit: NewUnit) -> Outcome:
    if found is None:
        return Outcome.CREATED
    names = ("model", "sold_at_date", "installed_date", "registered_date", "made_date", "owner_id")
    is_same = all(getattr(unit, name) in (None, getattr(found, name)) for name in names)
    return Outcome.SAME if is_same else Outcome.UPDATED
