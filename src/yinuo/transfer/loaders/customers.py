"""Lines of customers: whoever gave the same phone and e-mail is the same (docs/decisions/0006), and may have
several addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.intake.facts import FaultReport
from yinuo.people.actions import add_addresses, add_customers
from yinuo.people.facts import NewAddress, NewCustomer
from yinuo.people.known import find_known, find_known_addresses
from yinuo.people.rules import address_key
from yinuo.transfer.facts import Fault, Line, Outcome, Verdict

from .loader import Seen, Setting, read_values, refuse
from .placing import place_of

_ADDRESSES = ("address", "address2", "address3")
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Somebody, and those of his addresses that aren't known."""

    person: NewCustomer
    addresses: tuple[NewAddress, ...]


class Customers:
    """Consents are never read from a file: what somebody agreed to elsewhere says nothing here (PD-09)."""

    at_once = 500

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._people: Seen[tuple[str, str]] = Seen()
        self._homes: Seen[tuple[tuple[str, str], str, str]] = Seen()

    def recall(self, lines: Sequence[Line]) -> None:
        """Whoever was taken is in the database by now."""

    def undo(self) -> None:
        """The people and addresses of the last look."""
        self._people.undo()
        self._homes.undo()

    def look(self, lines: Sequence[Line], now: datetime) -> list[Verdict]:
        """New ones, known ones with another address, and known ones about whom there is nothing new."""
        del now
        self._people.settle()
        self._homes.settle()
        read = [self._read(line) for line in lines]
        wanted = [one.wanted for one in read if isinstance(one.wanted, _Wanted)]
        ids = find_known([one.person for one in wanted])
        verdicts: list[Verdict] = []
        homes = self._known_homes(wanted, ids)
        at = 0
        for one in read:
            if not isinstance(one.wanted, _Wanted):
                verdicts.append(one)
                continue
            verdicts.append(self._settle(one, is_known=at in ids, homes=homes[at]))
            at += 1
        return verdicts

    def write(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        """The people first, then where they live."""
        actor = self._setting.actor
        wanted: list[_Wanted] = [v.wanted for v in verdicts if v.wanted is not None]
        ids = add_customers(people=[one.person for one in wanted], actor=actor, now=now)
        homes = [
            replace(home, customer_id=id)
            for id, one in zip(ids, wanted, strict=True)
            for home in one.addresses
        ]
        add_addresses(addresses=homes, actor=actor, now=now)

    def _read(self, line: Line) -> Verdict:
        values, faults = read_values(self._setting.kind, line, self._setting.options)
        if faults:
            return refuse(line, *faults)
        person = NewCustomer(
            values["name"], values["phone"], values["email"], values["language"] or "zh-hans"
        )
        homes, wrong = [], []
        for column, text in _texts(values):
            found = place_of(column, _report(person, text, values["division"] or ""))
            if isinstance(found, Fault):
                wrong.append(found)
            else:
                known = NewAddress(
                    customer_id=_NOBODY,
                    text=text,
                    division_code=found.division_code,
                    town_code=found.town_code,
                    point=found.point,
                    radius_m=found.radius_m,
                    source=found.source,
                )
                homes.append(known)
        if wrong:
            return refuse(line, *wrong)
        return Verdict(line.number, Outcome.SAME, wanted=_Wanted(person, tuple(homes)))

    def _known_homes(self, wanted: Sequence[_Wanted], ids: dict[int, UUID]) -> list[frozenset[int]]:
        """For each of these, which of his addresses he has already."""
        asked = [
            (at, no, replace(home, customer_id=ids[at]))
            for at, one in enumerate(wanted)
            if at in ids
            for no, home in enumerate(one.addresses)
        ]
        known = find_known_addresses([home for _, _, home in asked])
        found: list[set[int]] = [set() for _ in wanted]
        for place in known:
            at, no, _ = asked[place]
            found[at].add(no)
        return [frozenset(numbers) for numbers in found]

    def _settle(self, one: Verdict, *, is_known: bool, homes: frozenset[int]) -> Verdict:
        person, addresses = one.wanted.person, one.wanted.addresses
        who = person.phone, (person.email or "").casefold()
        new: dict[object, NewAddress] = {}
        for at, home in enumerate(addresses):
            where = who, home.division_code, address_key(home.text)
            if at not in homes and self._homes.first(where, one.number) == one.number:
                new.setdefault(where, home)
        fresh = tuple(new.values())
        is_known = is_known or self._people.first(who, one.number) != one.number
        if is_known and not fresh:
            return Verdict(one.number, Outcome.SAME)
        outcome = Outcome.UPDATED if is_known else Outcome.CREATED
        return Verdict(one.number, outcome, wanted=_Wanted(person, fresh))


def _texts(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for column in _ADDRESSES:
        if values[column]:
            yield column, values[column]


def _report(person: NewCustomer, address: str, division: str) -> FaultReport:
    return FaultReport(
        address=address, phone=person.phone, name=person.name, fault_id="", division=division
    )
