"""The company's own pages, side by side: each is offered to those who may open it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from yinuo.pages.frame.navigation import NavLink
from yinuo.people.facts import ScopeKind, StaffFacts, Verb
from yinuo.people.reads import is_allowed

_PAGES = (
    ("company:cases", _("今天"), Verb.SEE_BOARD),
    ("company:list", _("全部单子"), Verb.SEE_CASE),
    ("company:figures", _("数字"), Verb.SEE_FIGURES),
    ("company:staff", _("员工"), Verb.ADD_STAFF),
    ("company:chat", _("员工群"), Verb.ADD_STAFF),
    ("company:imports", _("导入导出"), Verb.IMPORT_OUTLETS),
    ("company:stickers", _("产品贴纸"), Verb.IMPORT_OUTLETS),
    ("company:fakes", _("真假"), Verb.GUARD),
    ("company:looks", _("谁看过"), Verb.SEE_LOOKS),
)
_HEAD_OFFICE = frozenset({"company:chat", "company:imports", "company:fakes"})
"""Pages about the whole company, closed to whoever sees a part of it."""


def company_nav(staff: StaffFacts, here: str) -> tuple[NavLink, ...]:
    """What `company/parts/nav.html` takes as `company_nav`; `here` is the name of the page itself."""
    is_head = staff.scope.kind is ScopeKind.COMPANY
    return tuple(
        NavLink(reverse(name), str(text), name == here)
        for name, text, verb in _PAGES
        if is_allowed(staff.role, verb) and (is_head or name not in _HEAD_OFFICE)
    )


def export_path(staff: StaffFacts, list: str, /, **cut: str) -> str:
    """Where a list is written out as a file, cut as here; empty for somebody who may not have it."""
    if not is_allowed(staff.role, Verb.SEE_FIGURES):
        return ""
    return f"{reverse('company:exports')}?{urlencode({**cut, 'list': list})}"
