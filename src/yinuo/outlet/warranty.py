"""The pure warranty decision: which paper it rests on, from when to when, and why."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .facts import WarrantyBasis, WarrantyEvidence, WarrantyFacts

SIX_MONTHS = 6
"""Months from receipt in which the seller must prove the absence of a defect (AF-09)."""

_EVIDENCE_ZH = {
    WarrantyEvidence.INVOICE: "购买凭证日期",
    WarrantyEvidence.INSTALLATION: "安装日期",
    WarrantyEvidence.REGISTRATION: "注册日期",
    WarrantyEvidence.PRODUCTION: "生产日期",
}
_EVIDENCE_EN = {
    WarrantyEvidence.INVOICE: "the purchase date",
    WarrantyEvidence.INSTALLATION: "the installation date",
    WarrantyEvidence.REGISTRATION: "the registration date",
    WarrantyEvidence.PRODUCTION: "the production date",
}


@dataclass(frozen=True, slots=True)
class UnitDates:
    """The dates known about a unit, each None if unknown."""

    sold_date: date | None = None
    installed_date: date | None = None
    registered_date: date | None = None
    made_date: date | None = None


@dataclass(frozen=True, slots=True)
class WrittenPromise:
    """A maker's written promise for units whose warranty began in a stretch of days, both
    included."""

    months: int
    sold_from: date
    sold_to: date | None


@dataclass(frozen=True, slots=True)
class _Decided:
    is_in: bool
    is_by_law: bool
    evidence: WarrantyEvidence
    start: date
    ends: date
    months: int
    repair_days: int


def add_months(day: date, months: int) -> date:
    """The day of the same number so many months later, or that month's last day (Civil Code art.
    202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def start_of(dates: UnitDates, today: date) -> tuple[date | None, WarrantyEvidence]:
    """The day the warranty starts and the paper for it (AF-13).

    The invoice decides where there is one. Without it the later of installation and registration
    counts, the better one for the customer; the production date only where nothing else is known.
    A date in the future proves nothing and is left out.
    """
    if dates.sold_date and dates.sold_date <= today:
        return dates.sold_date, WarrantyEvidence.INVOICE
    known = [
        (day, evidence)
        for day, evidence in (
            (dates.installed_date, WarrantyEvidence.INSTALLATION),
            (dates.registered_date, WarrantyEvidence.REGISTRATION),
        )
        if day and day <= today
    ]
    if known:
        return max(known, key=lambda pair: pair[0])
    if dates.made_date and dates.made_date <= today:
        return dates.made_date, WarrantyEvidence.PRODUCTION
    return None, WarrantyEvidence.NONE


def months_promised(promises: Sequence[WrittenPromise], model_months: int, start: date) -> int:
    """The longest written promise for units of that day; the model's own months where none is
    written."""
    months = [
        promise.months
        for promise in promises
        if promise.sold_from <= start and (promise.sold_to is None or start <= promise.sold_to)
    ]
    return max(months, default=model_months)


def decide(
    dates: UnitDates,
    promises: Sequence[WrittenPromise],
    model_months: int,
    today: date,
    *,
    repair_days: int = 0,
) -> WarrantyFacts:
    """Whether a known unit is in warranty today, with start, last day, evidence and reason.

    The maker's promise runs its months from the start, and days spent in repair are added (AF-06).
    Within six months of receipt the unit is treated as in warranty whatever the maker promised
    (AF-09).
    """
    start, evidence = start_of(dates, today)
    if start is None:
        return _no_date()
    months = months_promised(promises, model_months, start)
    promised_end = add_months(start, months) + timedelta(days=repair_days)
    law_end = add_months(start, SIX_MONTHS)
    by_promise = today <= promised_end
    is_in = by_promise or today <= law_end
    basis = WarrantyBasis.MAKER_PROMISE if by_promise else WarrantyBasis.SIX_MONTHS
    ends = max(promised_end, law_end)
    text_zh, text_en = _texts(
        _Decided(is_in, law_end > promised_end, evidence, start, ends, months, repair_days)
    )
    return WarrantyFacts(
        in_warranty=is_in,
        basis=basis if is_in else WarrantyBasis.ENDED,
        evidence=evidence,
        starts_date=start,
        ends_date=ends,
        months=months,
        text_zh=text_zh,
        text_en=text_en,
    )


def not_checked() -> WarrantyFacts:
    """The answer while nobody has read the serial number from the unit: nothing is known, so nothing is
    borne (QT-15)."""
    return _nothing_known(
        WarrantyBasis.NOT_CHECKED,
        "还没有核对保修：师傅没有读机身编号，下面按保修期外计价。请让师傅先读铭牌上的编号再报价。",
        (
            "The warranty was not checked: the serial number was not read from the unit, so these are the "
            "prices out of warranty. Ask the technician to read the plate before quoting."
        ),
    )


def unknown_unit() -> WarrantyFacts:
    """The decision about a serial number that no file of the company holds."""
    return _nothing_known(
        WarrantyBasis.UNIT_UNKNOWN,
        "没有查到这个序列号。出示购买凭证，师傅当场核对后按凭证日期算保修。",
        (
            "This serial number is not on file. Show your proof of purchase: the technician checks it on "
            "site, and the warranty counts from its date."
        ),
    )


def _no_date() -> WarrantyFacts:
    return _nothing_known(
        WarrantyBasis.NO_DATE,
        "查到了这台设备，但没有任何日期。出示购买凭证即可按凭证日期算保修。",
        "The unit is on file without any date. A proof of purchase settles the warranty.",
    )


def _nothing_known(basis: WarrantyBasis, text_zh: str, text_en: str) -> WarrantyFacts:
    return WarrantyFacts(
        in_warranty=False,
        basis=basis,
        evidence=WarrantyEvidence.NONE,
        starts_date=None,
        ends_date=None,
        months=0,
        text_zh=text_zh,
        text_en=text_en,
    )


def _texts(decided: _Decided) -> tuple[str, str]:
    """The decision in words, in both languages."""
    is_in, start, ends = decided.is_in, decided.start, decided.ends
    is_proven = decided.evidence is WarrantyEvidence.INVOICE
    repair = decided.repair_days
    zh = (
        f"{'在保修期内' if is_in else '已过保修期'}：按{_EVIDENCE_ZH[decided.evidence]} {start} 起算，"
        f"厂家承诺 {decided.months} 个月{f'，另加送修 {repair} 天' if repair else ''}，"
        f"{'依法至少保 6 个月，' if decided.is_by_law else ''}保到 {ends}（含当天）"
        f"{'' if is_proven else '；如有日期更晚的购买凭证，按购买凭证重新计算'}。"
    )
    en = (
        f"{'In' if is_in else 'Out of'} warranty: from {_EVIDENCE_EN[decided.evidence]}, {start}, "
        f"the maker's promise of {decided.months} months"
        f"{f' plus {repair} days in repair' if repair else ''}, "
        f"{'at least 6 months by law, ' if decided.is_by_law else ''}to {ends} inclusive."
        f"{'' if is_proven else ' A later proof of purchase would count instead.'}"
    )
    return zh, en
