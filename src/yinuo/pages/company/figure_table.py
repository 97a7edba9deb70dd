"""The figures as the lines of a file: every number that their page shows, and all outlets and regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from yinuo.pages.frame.words import promise_name
from yinuo.people.facts import StaffFacts
from yinuo.promise.facts import PromiseKind
from yinuo.promise.figures import By, Tallies, Tally, count_overdue, tally_promises, tally_remedies
from yinuo.store import clock
from yinuo.transfer.tables import FigureLine
from yinuo.work.visit.figures import tally_cases

from .figures import add_up_regions
from .period import FigureRange, PeriodForm, range_of, region_name
from .rows import outlet_names
from .words import QUOTED, TENTHS, WEEKDAYS

_SHORT = min(QUOTED)


def figure_lines(request: HttpRequest, staff: StaffFacts) -> tuple[FigureLine, ...]:
    """The lines, of the days and the part of the company that an address names, as on the page."""
    now = clock.now()
    form = PeriodForm(request.GET or {"period": "7"}, staff=staff)
    wanted = range_of(form, staff, now)
    days = f"{wanted.first_date.isoformat()} – {wanted.last_date.isoformat()}"
    found = tally_promises(wanted.span)
    return (
        FigureLine(_("时间"), days),
        FigureLine(_("按时到达"), _("逾期未判"), count=count_overdue(now, wanted.span)),
        *_of_promises(found),
        *_around(wanted, found),
    )


def _of_promises(found: Tallies) -> Iterator[FigureLine]:
    """The tables of the page, with every row of each."""
    of, names = found.arrivals, outlet_names()
    regions = add_up_regions(of[By.OUTLET])
    tables: tuple[tuple[str, Mapping[Any, Tally], Mapping[Any, object]], ...] = (
        (_("按种类"), found.kinds, {kind: promise_name(PromiseKind(kind)) for kind in found.kinds}),
        (_("按网点（到达）"), of[By.OUTLET], names),
        (_("按区域（到达）"), regions, {code: region_name(code) for code in regions}),
        (
            _("按报修的钟点（到达）"),
            of[By.HOUR],
            {hour: f"{hour:02}:00" for hour in range(24)},
        ),
        (_("按星期（到达）"), of[By.WEEKDAY], WEEKDAYS),
        (_("报出的时间"), of[By.QUOTED], QUOTED),
        (_("报得准不准"), of[By.TENTH], TENTHS),
    )
    for caption, tallies, words in tables:
        order = [
            *(key for key in words if key in tallies),
            *(key for key in tallies if key not in words),
        ]
        for key in order:
            yield FigureLine(caption, str(words.get(key, "—")), tally=tallies[key])


def _around(wanted: FigureRange, found: Tallies) -> Iterator[FigureLine]:
    """What was credited, paid, repaired twice, repeated and disputed."""
    cases, remedies, prices = tally_cases(wanted.span), tally_remedies(wanted.span), found.prices
    arrive = found.kinds.get(PromiseKind.ARRIVE, Tally())
    short = found.arrivals[By.QUOTED].get(_SHORT, Tally())
    yield FigureLine(
        _("报得长不长"), _("报 30 分钟以内的占"), count=short.decided, whole=arrive.decided
    )
    credited = _("赔付")
    yield FigureLine(credited, _("已赔笔数"), count=remedies.count)
    yield FigureLine(credited, _cny(_("已赔金额")), count=remedies.fen / 100)
    yield FigureLine(credited, _cny(_("经理另外答应的退款")), count=remedies.granted_fen / 100)
    yield FigureLine(credited, _("等答复的退款"), count=remedies.waiting)
    yield FigureLine(credited, _cny(_("等答复的退款")), count=remedies.waiting_fen / 100)
    repaired, once = _("修得怎么样"), cases.done - cases.came_again
    yield FigureLine(repaired, _("一次修好"), count=once, whole=cases.done)
    yield FigureLine(repaired, _("又去了一次的"), count=cases.came_again)
    yield FigureLine(repaired, _("30 天内又报修"), count=cases.repeats, whole=cases.opened)
    yield FigureLine(repaired, _("异议"), count=cases.disputed)
    paid = _("接受的价格和实付")
    yield FigureLine(paid, _cny(_("接受的")), count=prices.accepted_fen / 100)
    yield FigureLine(paid, _cny(_("实付的")), count=prices.paid_fen / 100)
    yield FigureLine(paid, _("实付超过接受的价格"), count=prices.above, whole=prices.count)


def _cny(words: str) -> str:
    return f"{words} (CNY)"
