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

_NOT_OPEN_STATUS = 503


def for_company(
    view: Callable[[HttpRequest, CompanyFacts], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Hand the view the company; a fresh installation answers that nothing can be reported yet."""

    @functools.wraps(view)
    def served(request: HttpRequest) -> HttpResponse:
        company = find_company(settings.YINUO_COMPANY or None)
        return _not_open(request) if company is None else view(request, company)

    return served


def with_rules(
    view: Callable[[HttpRequest, CompanyFacts], HttpResponse],
) -> Callable[[HttpRequest, CompanyFacts], HttpResponse]:
    """Answer the same while the company has no rules in force: nothing could be promised."""

    @functools.wraps(view)
    def served(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
        try:
            get_rulebook(company.id, clock.now())
        except RulebookMissing:
            return _not_open(request)
        return view(request, company)

    return served


def _not_open(request: HttpRequest) -> HttpResponse:
    context = {
        "title": gettext("还没有开始服务"),
        "text": gettext(
            "公司还没有导入网点、价目和规则，现在不能报修。什么都没有记录，请稍后再来。"
        ),
    }
    return render(request, "error.html", context, status=_NOT_OPEN_STATUS)
