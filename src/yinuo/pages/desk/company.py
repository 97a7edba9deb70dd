"""Whose desk it is: the one company of this installation, and what of it an agent may see."""

from __future__ import annotations

from django.conf import settings

from yinuo.base.errors import NotFound
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import find_company


class NotFounded(NotFound):
    """There is no company yet."""

    code = "not_founded"
    zh = "公司还没有导入网点、价目和规则，接单台还不能用。"
    en = "The company has no outlets, prices and rules yet, so the desk can't be used."


def the_company() -> CompanyFacts:
    """The company; raises NotFounded before there is one."""
    company = find_company(settings.YINUO_COMPANY or None)
    if company is None:
        raise NotFounded
    return company
