"""What each figure counts and what it doesn't, in words: on its list, and on one page for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb

from .nav import company_nav

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure's name, what it counts, and what it leaves out."""

    title: _StrPromise
    counts: _StrPromise
    leaves_out: _StrPromise


DEFINITIONS: Mapping[str, Definition] = {
    "promises": Definition(
        _("承诺兑现"),
        _("所选日期里有了结果的承诺，按判定的时刻算在哪一天。兑现率 = 兑现 ÷（兑现 + 违约）。"),
        _("进行中的不算；客户自己免除的不算进分母。违约后被独立记录更正的算兑现，赔付不收回。"),
    ),
    "quoted": Definition(
        _("报出的时间"),
        _("上门承诺报出的分钟数，从报修到最迟到达。实际分钟数从报修到有证据的到达，只算兑现的。"),
        _("没有报出时间的报修不算；客户要求晚来的，分钟数仍按最初报的算。"),
    ),
    "tenth": Definition(
        _("报得准不准"),
        _("报价时算出的准时把握，每一成一行：说九成把握的，应当九成兑现。"),
        _("没有报把握的承诺不算。"),
    ),
    "above-price": Definition(
        _("实付超过接受的价格"),
        _("客户接受的价格里，付款记录或客户确认的实付高于接受价的。"),
        _("还没有付款记录的不算；被新报价取代的旧价格不算。"),
    ),
    "remedies": Definition(
        _("赔付"),
        _("所选日期里自动记入客户账户的赔付和退还的多付，一个承诺最多一笔。"),
        _("经理另外答应的退款单列，不在这个数里。"),
    ),
    "refunds": Definition(
        _("等答复的退款"),
        _("客户说多付、但超出自动退还上限的部分，经理还没有答复的，不论哪天提出。"),
        _("已经答复的不算，不论同意还是不同意。"),
    ),
    "came-again": Definition(
        _("一次修好"),
        _("所选日期里完成的单子中，没有再报未修好、也没有一次上门中途停止的，算一次修好。"),
        _("取消的、还没有完成的、有异议未了的不算。"),
    ),
    "repeats": Definition(
        _("30 天内又报修"),
        _("所选日期里新开的单子中，同一台产品、或同一电话同一地点同类问题，30 天内报过修的。"),
        _("前一单被客户取消的不算；重复提交并入同一单的不算。"),
    ),
    "disputed": Definition(
        _("异议"),
        _("所选日期里客户最近一次提出异议的单子，以及实付待核对的单子，不论后来怎么了结。"),
        _("同一单提出几次只算一次，算在最近一次那天。"),
    ),
}


@require_safe
@for_staff(Verb.SEE_FIGURES)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """All definitions on one page."""
    context = {
        "definitions": list(DEFINITIONS.items()),
        "company_nav": company_nav(staff, "company:figures"),
    }
    return render(request, "company/figure_words.html", context)
