"""Pure decisions about coverage, who may be sent, and which price applies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yinuo.base.local_time import ZONE
from yinuo.base.period import Period
from yinuo.base.point import Point, distance_m

from .facts import (
    UNLOCK,
    Bar,
    BarReason,
    CertificateKind,
    CredentialFacts,
    CredentialKind,
    OutletFacts,
    PricedLine,
    TariffGroup,
    TariffLineFacts,
    TariffLineUnknown,
)

CERTIFICATE_FOR_SKILL = {
    "electrical": CertificateKind.ELECTRICAL,
    "height": CertificateKind.HEIGHT,
    "welding": CertificateKind.WELDING,
    "refrigeration": CertificateKind.REFRIGERATION,
    "dangerous_goods": CertificateKind.DANGEROUS_GOODS,
}
"""Skills whose work the law allows only with a state certificate (AR-04)."""

BILL_ORDER = (
    TariffGroup.VISIT,
    TariffGroup.NIGHT,
    TariffGroup.INSPECTION,
    TariffGroup.REPAIR,
    TariffGroup.MATERIAL,
    TariffGroup.PART,
)
"""The groups in the order in which a price list and a bill show them (QT-07)."""

RECORD_CHECK_DAYS = 366
"""A "no such record" proof is renewed every year (ID-02)."""


def is_valid_on(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies between a first and a last day, both included, None meaning open."""
    return (first is None or first <= day) and (last is None or day <= last)


def city_code_of(code: str) -> str:
    """The code of the whole city of a county code: an area entered by it covers every county
    inside."""
    return f"{code[:4]}00"


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A service area as a rule needs it; `town_code` None means the whole division."""

    outlet: OutletFacts
    division_code: str
    town_code: str | None
    priority: int
    open_from: time | None = None
    open_to: time | None = None

    def is_open(self, moment: time) -> bool:
        """Whether it has no hours, or a time of day lies in them."""
        if self.open_from is None or self.open_to is None or self.open_from == self.open_to:
            return True
        return is_between(moment, self.open_from, self.open_to)


def areas_that_cover(
    areas: Iterable[AreaRow], division_code: str, town_code: str | None
) -> tuple[AreaRow, ...]:
    """The areas that contain a place: its town, its whole county, or the whole city around it."""
    whole = {division_code, city_code_of(division_code)}
    return tuple(
        area
        for area in areas
        if (area.town_code is None and area.division_code in whole)
        or (
            area.town_code is not None
            and area.division_code == division_code
            and area.town_code == town_code
        )
    )


def order_outlets(
    areas: Sequence[AreaRow], point: Point | None, moment: time
) -> tuple[OutletFacts, ...]:
    """Outlets of these areas, each once: those whose area's hours it is, then by the company's priority,
    then the nearest, then by code. One out of its hours still serves where nobody else does."""
    ranked = sorted(
        areas,
        key=lambda area: (
            not area.is_open(moment),
            area.priority,
            distance_m(area.outlet.point, point) if point else 0.0,
            area.outlet.code,
        ),
    )
    return tuple({area.outlet.id: area.outlet for area in ranked}.values())


def may_open_locks(
    licence_no: str, credentials: Iterable[CredentialFacts], wanted: str, day: date
) -> BarReason | None:
    """None if an outlet may open locks in a place that wants `permit`, `filing` or `none` (ID-01).

    Where a filing is enough a permit, granted by the same police, is enough too; not the other way
    round.
    """
    if not licence_no:
        return BarReason.NO_BUSINESS_LICENCE
    if wanted == "none":
        return None
    accepted = {CredentialKind.PERMIT}
    if wanted == "filing":
        accepted.add(CredentialKind.FILING)
    held = {c.kind for c in credentials if is_valid_on(day, c.valid_from, c.valid_to)}
    return None if held & accepted else BarReason.NO_OPENING_CREDENTIAL


def is_record_clear(checked: date | None, valid_to: date | None, day: date) -> bool:
    """Whether the proof of no lock-opening crime is there and under a year old (ID-02)."""
    if checked is None or checked > day:
        return False
    last = valid_to or checked + timedelta(days=RECORD_CHECK_DAYS)
    return day <= min(last, checked + timedelta(days=RECORD_CHECK_DAYS))


def bars_for(
    *,
    opening: BarReason | None,
    is_record_clear: bool,
    is_authorised: bool,
    skills: Iterable[str],
    certificates: Iterable[CertificateKind],
) -> tuple[Bar, ...]:
    """Everything that stands against sending a technician, each with the work that it concerns."""
    held = set(certificates)
    bars: list[Bar] = []
    if not is_authorised:
        bars.append(Bar(BarReason.NOT_AUTHORISED))
    if opening is not None:
        bars.append(Bar(opening, case_kind=UNLOCK))
    if not is_record_clear:
        bars.append(Bar(BarReason.NO_RECORD_CHECK, case_kind=UNLOCK))
    bars.extend(
        Bar(BarReason.NO_CERTIFICATE, skill=skill)
        for skill in sorted(skills)
        if skill in CERTIFICATE_FOR_SKILL and CERTIFICATE_FOR_SKILL[skill] not in held
    )
    return tuple(bars)


def joined_shift(shifts: Iterable[Period], at: datetime) -> Period | None:
    """The stretch on duty that holds `at`, or else the next one; shifts that touch count as one."""
    joined: Period | None = None
    for shift in sorted(shifts, key=lambda period: period.starts_at):
        if shift.ends_at <= at:
            continue
        if joined is None:
            joined = shift
        elif shift.starts_at <= joined.ends_at:
            joined = Period(joined.starts_at, max(joined.ends_at, shift.ends_at))
        else:
            break
    return joined


def is_between(moment: time, first: time, end: time) -> bool:
    """Whether a time of day lies in [first, end), where end <= first means past midnight."""
    if first < end:
        return first <= moment < end
    return moment >= first or moment < end


def is_night(tariff: Iterable[TariffLineFacts], at: datetime) -> bool:
    """Whether the night lines of a tariff apply at an instant: their hours stand on the list
    (QT-03)."""
    moment = at.astimezone(ZONE).time()
    return any(
        is_between(moment, line.night_from, line.night_to)
        for line in tariff
        if line.night and line.night_from is not None and line.night_to is not None
    )


def price_lines(
    tariff: Sequence[TariffLineFacts],
    codes: Iterable[str],
    *,
    night: bool,
    in_warranty: bool,
) -> tuple[PricedLine, ...]:
    """The named lines as they apply, in the order asked for, the night lines added where it is
    night.

    Nothing about the customer enters but the warranty (QT-13). Under warranty a line that is
    marked "out of warranty only" stays on the list with a price of zero (QT-15). Raises
    TariffLineUnknown for a code that is on no list.
    """
    by_code = {line.code: line for line in tariff}
    wanted = list(dict.fromkeys(codes))
    unknown = [code for code in wanted if code not in by_code]
    if unknown:
        raise TariffLineUnknown(
            zh=f"价目表上没有：{'、'.join(unknown)}，不能收费。请从价目表里选。",
            en=f"Not on the price list, so not to be charged: {', '.join(unknown)}.",
        )
    chosen = [by_code[code] for code in wanted if night or not by_code[code].night]
    if night:
        chosen.extend(line for line in tariff if line.night and line.code not in wanted)
    return tuple(_priced(line, in_warranty=in_warranty) for line in chosen)


def _priced(line: TariffLineFacts, *, in_warranty: bool) -> PricedLine:
    is_free = in_warranty and line.out_of_warranty
    return PricedLine(line, 0 if is_free else line.price_fen, is_free)
