"""Reads the windows and the promises of a rulebook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from .facts import PromiseRule, Remedy, Rung, Windows
from .section import Section
from .words import CaseKind, Clock, PromiseKind, Teller

_RECORD_KIND = re.compile(r"[a-z]+(\.[a-z_]+){1,3}")
_DAY = timedelta(days=1)
_REFUND_UP_TO_FEN = 10_000
"""What is given back on the customer's word alone where the rulebook says nothing: 100 yuan (QT-02)."""
_MOST_QUOTE = timedelta(seconds=60)
"""A quote holds its technician, so it can't stand longer than this (house rule 10)."""


def read_windows(section: Section) -> Windows:
    """The windows; every one must be there, so that no default hides in the code."""
    windows = Windows(
        duplicate_within=section.duration("duplicate_within", 30 * _DAY),
        confirmation_within=section.duration("confirmation_within", 90 * _DAY),
        quote_expires=section.duration("quote_expires", _MOST_QUOTE),
        weak_after=section.duration("weak_after", 7 * _DAY),
        link_days=section.whole("link_days", 1, 365),
        dispute_days=section.whole("dispute_days", 7, 3650),
        arrival_radius_m=section.whole("arrival_radius_m", 50, 2000),
        code_tries=section.whole("code_tries", 3, 10),
    )
    section.done()
    return windows


def read_promises(sections: Sequence[Section]) -> tuple[PromiseRule, ...]:
    """The promises; two of one kind for one kind of case would contradict each other."""
    promises: list[PromiseRule] = []
    taken: set[tuple[PromiseKind, CaseKind]] = set()
    for section in sections:
        before = section.faults.count
        rule = _read_promise(section)
        pairs = {(rule.kind, case_kind) for case_kind in rule.case_kinds}
        if taken & pairs and section.faults.count == before:
            zh, en = "同一类事已有这种承诺", "such a promise for this kind of case is there already"
            section.fault("for", zh, en)
        taken |= pairs
        promises.append(rule)
    return tuple(promises)


def _read_promise(section: Section) -> PromiseRule:
    kind = section.choice("kind", PromiseKind)
    rule = PromiseRule(
        kind=kind,
        case_kinds=section.choices("for", CaseKind),
        within=section.duration("within", 90 * _DAY),
        clock=section.choice("clock", Clock),
        quote_at_least=_read_threshold(section, kind),
        keeps_when=section.codes("keeps_when", _RECORD_KIND),
        weak=section.codes("weak", _RECORD_KIND) if section.has("weak") else (),
        ladder=_read_ladder(section),
        remedy=_read_remedy(section, kind),
    )
    section.done()
    if set(rule.weak) & set(rule.keeps_when):
        zh, en = "同一凭据不能既强又弱", "a record kind can't be both strong and weak"
        section.fault("weak", zh, en)
    return rule


def _read_threshold(section: Section, kind: PromiseKind) -> float | None:
    if kind is PromiseKind.ARRIVE:
        return section.share("quote_at_least")
    return None  # only arrival is quoted; elsewhere the key is unknown


def _read_ladder(section: Section) -> tuple[Rung, ...]:
    rungs = []
    for inner in section.sections("ladder"):
        rungs.append(Rung(inner.share("at"), inner.choices("tell", Teller)))
        inner.done()
    shares = [rung.share for rung in rungs]
    if shares and (sorted(set(shares)) != shares or shares[-1] != 1):
        section.fault(
            "ladder",
            "要从早到晚排列，最后一级的 at 为 1.0",
            "must rise from step to step and end with at: 1.0",
        )
    return tuple(rungs)


def _read_remedy(section: Section, kind: PromiseKind) -> Remedy:
    before = section.faults.count
    inner = section.section("remedy")
    credit_fen = inner.fen("credit")
    excess = kind is PromiseKind.PRICE and inner.flag("refund_excess", default=False)
    up_to_fen = _read_refund_up_to(inner) if excess else 0
    inner.done()
    if credit_fen == 0 and not excess and section.faults.count == before:
        zh, en = "违约必须有补偿", "a broken promise must pay something"
        section.fault("remedy", zh, en)
    return Remedy(credit_fen, excess, up_to_fen)


def _read_refund_up_to(remedy: Section) -> int:
    key = "refund_excess_up_to_fen"
    return remedy.fen(key) if remedy.has(key) else _REFUND_UP_TO_FEN
