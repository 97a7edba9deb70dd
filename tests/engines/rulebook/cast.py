"""A small rulebook with one of each thing, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest

import yinuo
from yinuo.engines.rulebook import Fault, FaultRule, RulebookInvalid, get_fault, load

DEMO = Path(yinuo.__file__).parent / "demo" / "company" / "rulebook.yaml"
DEMO_TEXT = DEMO.read_text(encoding="utf-8")

SMALL = """\
rulebook: 1
company: {id: tiny, name: {zh: 小店, en: Tiny}, sector: safes}
timezone: Asia/Shanghai
currency: CNY
valid_from: 2026-01-01
windows:
  duplicate_within: PT12H
  confirmation_within: P7D
  quote_expires: PT60S
  weak_after: PT24H
  link_days: 30
  dispute_days: 30
  arrival_radius_m: 200
  code_tries: 5
promises:
  - kind: arrive
    for: [fault]
    within: PT30M
    clock: elapsed
    quote_at_least: 0.9
    keeps_when: [visit.arrival.confirmed]
    weak: [visit.arrival.knocked]
    ladder:
      - {at: 0.5, tell: [dispatcher]}
      - {at: 1.0, tell: [customer]}
    remedy: {credit: 2000}
ownership:
  from_level: L2
  raises: {organisation: L3, heir: L3, second_hand: L3, tenant: L3, unknown: L3}
proofs:
  - {from: L2, any_of: [identity]}
  - {from: L2, any_of: [ownership, organisation]}
  - {from: L2, any_of: [inheritance], only_for: [heir]}
case_kinds:
  - id: SF-02
    kind: fault
    kind_if_shut: unlock
    name: {zh: 没电, en: No power}
    says: {zh: 灯不亮, en: No lamp}
    level: L1
    level_if_shut: L2
    level_if_owner: {organisation: L3}
    crew: 1
    crew_max: 2
    skills: [safe_lock]
    minutes: {min: 20, max: 41}
    urgency: normal
    call_first: {numbers: ['110'], say: {zh: 先拨 110, en: Call 110 first}}
    self_help: {zh: 换电池, en: Change the cells}
    tariff: [VISIT]
places:
  - {code: '330000', from: 2026-01-01, warranty_repair_days: 7}
"""


def spoil(old: str, new: str) -> str:
    """The small rulebook with one thing written otherwise; that it is there is made sure of."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def faults_of(text: str) -> tuple[Fault, ...]:
    """The faults for which a text is refused; the test fails if it isn't."""
    with pytest.raises(RulebookInvalid) as caught:
        load(text)
    return caught.value.errors


def fault(fault_id: str) -> FaultRule:
    """A fault of the demo company's catalogue."""
    return get_fault(load(DEMO_TEXT), fault_id)
