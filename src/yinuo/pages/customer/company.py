"""Whose pages these are: views that need the company get it, and before there is one a page says so."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from yinuo.outlet.facts import CompanyFacts, RulebookMissing
from yinuo.outlet.reads import find_company, get_rulebook
from yinuo.store import clock

_NOT_OPEN = 503


def for_company(
    view: Callable[[HttpRequest, CompanyFacts], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Hand the view the company; before it has rules, nothing can be promised and so nothing reported."""

    @functools.wraps(view)
    def served(request: HttpRequest) -> HttpResponse:
        company = find_company(settings.YINUO_COMPANY or None)
        if company is None or not _has_rules(company):
            context = {
                "title": gettext("还没有开始服务"),
                "text": gettext(
                    "公司还没有导入网点、价目和规则，现在不能报修。什么都没有记录，请稍后再来。"
                ),
            }
            return render(request, "error.html", context, status=_NOT_OPEN)
        return view(request, company)

    return served


def _has_rules(company: CompanyFacts) -> bool:
    try:
        get_rulebook(company.id, clock.now())
    except RulebookMissing:
        return False
    return True
