"""What follows from a rulebook for one case: its promises, its ownership level, its place's rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from .errors import FaultUnknown
from .facts import FaultRule, PlaceRule, PlaceRules, PromiseRule, ProofRule, Rulebook
from .words import CaseKind, Door, Level, Opening, OwnerKind, ProofKind, Question, Witness

T = TypeVar("T")

STRICT = PlaceRules(
    opening=Opening.PERMIT,
    witness=Witness.PROPERTY,
    form_months=36,
    warranty_repair_days=5,
    repair_warranty_days=30,
)
"""What holds where no rule of a place says otherwise: the strictest that is known of any place
(ID-01, ID-05, AF-07), and three years for the opening form (ID-07)."""


def promises_for(rulebook: Rulebook, case_kind: CaseKind | str) -> tuple[PromiseRule, ...]:
    """The promises made for every case of this kind, in the rulebook's order."""
    return tuple(rule for rule in rulebook.promises if case_kind in rule.case_kinds)


def due_at(rule: PromiseRule, clock_start: datetime) -> datetime:
    """When the promise falls due if its clock starts at this aware instant and is never paused."""
    return clock_start + rule.within


def get_fault(rulebook: Rulebook, fault_id: str) -> FaultRule:
    """The fault with this id; FaultUnknown if the catalogue has none."""
    for fault in rulebook.case_kinds:
        if fault.id == fault_id:
            return fault
    raise FaultUnknown(fault_id)


def kind_of(fault: FaultRule, *, door: Door | str) -> CaseKind:
    """The kind of case a fault makes: a repair behind a shut door may be an opening.

    As long as nobody knows whether the door is open, it counts as shut.
    """
    if fault.kind_if_shut is not None and Door(door) is not Door.OPEN:
        return fault.kind_if_shut
    return fault.kind


def level_of(fault: FaultRule, *, door: Door | str, owner: OwnerKind | str) -> Level:
    """The ownership level (ID-20): of all conditions that hold, the highest counts.

    What isn't known counts as what asks for most; `open_questions` says what is worth asking.
    """
    owner = OwnerKind(owner)
    levels = [fault.level]
    if fault.level_if_shut is not None and Door(door) is not Door.OPEN:
        levels.append(fault.level_if_shut)
    if owner is OwnerKind.UNKNOWN:
        levels.extend(fault.level_if_owner.values())
    elif owner in fault.level_if_owner:
        levels.append(fault.level_if_owner[owner])
    level = max(levels)
    if level >= fault.ownership.from_level:
        level = max(level, fault.ownership.raises.get(owner, level))
    return level


def open_questions(
    fault: FaultRule, *, door: Door | str, owner: OwnerKind | str
) -> tuple[Question, ...]:
    """What to ask the customer, because the answer can still lower the level or change the kind of case."""
    questions = []
    if Door(door) is Door.UNKNOWN:
        shut, open_ = level_of(fault, door=Door.SHUT, owner=owner), Door.OPEN
        opened = level_of(fault, door=open_, owner=owner)
        if shut != opened or kind_of(fault, door=Door.SHUT) != kind_of(fault, door=open_):
            questions.append(Question.DOOR)
    if OwnerKind(owner) is OwnerKind.UNKNOWN:
        known = {level_of(fault, door=door, owner=kind) for kind in OwnerKind}
        if len(known) > 1:
            questions.append(Question.OWNER)
    return tuple(questions)


def proofs_needed(
    rulebook: Rulebook, level: Level | str, owner: OwnerKind | str
) -> tuple[tuple[ProofKind, ...], ...]:
    """What must have been seen before work starts at this level; of each item any one kind will do.

    A witness that the place asks for (`PlaceRules.witness`) comes on top.
    """
    return proofs_at(rulebook.proofs, Level(level), OwnerKind(owner))


def proofs_at(
    proofs: Iterable[ProofRule], level: Level, owner: OwnerKind
) -> tuple[tuple[ProofKind, ...], ...]:
    """The items of the proof rules that hold at this level for this owner."""
    return tuple(
        rule.any_of
        for rule in proofs
        if rule.from_level <= level <= rule.to_level and owner in rule.owners
    )


def place_rules(rulebook: Rulebook, division_code: str, on: date) -> PlaceRules:
    """What holds at a place on a day.

    Of each rule the one counts that is said for the longest prefix of the code, then the latest that is in
    force on that day; what no rule says is strict.
    """
    holding = [
        place
        for place in rulebook.places
        if division_code.startswith(place.prefix) and place.from_date <= on
    ]
    nearest: list[PlaceRule] = sorted(
        holding, key=lambda place: (len(place.prefix), place.from_date), reverse=True
    )
    return PlaceRules(
        opening=_first((place.opening for place in nearest), STRICT.opening),
        witness=_first((place.witness for place in nearest), STRICT.witness),
        form_months=_first((place.form_months for place in nearest), STRICT.form_months),
        warranty_repair_days=_first(
            (place.warranty_repair_days for place in nearest), STRICT.warranty_repair_days
        ),
        repair_warranty_days=_first(
            (place.repair_warranty_days for place in nearest), STRICT.repair_warranty_days
        ),
    )


def _first(said: Iterable[T | None], strict: T) -> T:
    return next((value for value in said if value is not None), strict)
