"""The company's staff: who there is, who is new, and what each works as and may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound, YinuoError
from yinuo.outlet.actions import add_login, place_staff
from yinuo.outlet.reads import (
    covers,
    list_outlet_ids,
    list_outlets,
    list_region_codes,
    map_outlets_of_staff,
)
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.frame.words import ROLES
from yinuo.pages.staff.door import for_staff
from yinuo.people.actions import change_password, end_logins, reset_factor
from yinuo.people.facts import Scope, ScopeKind, StaffFacts, StaffRole, Verb
from yinuo.people.lists import Reach, list_staff_page, list_with_factor
from yinuo.people.reads import get_staff
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import change_work, leave_company

from .nav import company_nav, export_path
from .staff_forms import (
    AddForm,
    PasswordForm,
    RoleForm,
    ScopeForm,
    scope_text,
    scope_value,
)

_PAGE = 30


@require_safe
@for_staff(Verb.ADD_STAFF)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The list, by user name; `after` continues it."""
    after = request.GET.get("after", "")[:40]
    found = list_staff_page(_reach(staff.scope), after=after, limit=_PAGE + 1)
    people = found[:_PAGE]
    names = _outlet_names()
    safe = list_with_factor([one.id for one in people])
    path = reverse("company:staff")
    context = {
        "company_nav": company_nav(staff, "company:staff"),
        "export_path": export_path(staff, "staff"),
        "rows": [
            {
                "staff": one,
                "role": ROLES[one.role],
                "scope": scope_text(one.scope, names),
                "has_factor": one.id in safe,
            }
            for one in people
        ],
        "newer": path if after else "",
        "older": f"{path}?{urlencode({'after': people[-1].username})}"
        if len(found) > _PAGE
        else "",
    }
    return render(request, "company/staff.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.ADD_STAFF)
def add(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Somebody new, within the manager's own scope."""
    form = AddForm(request.POST or None, manager=staff)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            added = perform(
                add_login,
                actor=Actor.staff(staff.id),
                now=clock.now(),
                key=sent_key(request),
                username=typed["username"],
                name=typed["name"],
                role=StaffRole(typed["role"]),
                password=typed["password"],
                email=typed["email"] or None,
                technician_id=form.technician_id,
                scope=form.chosen(),
            )
        except YinuoError as error:
            form.add_error(None, error.text(language()))
        else:
            return redirect("company:member", added.id)
    context = {"form": form, "key": fresh_key()}
    return render(request, "company/staff_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.ADD_STAFF)
def member(request: HttpRequest, staff: StaffFacts, staff_id: UUID) -> HttpResponseBase:
    """One member of staff and what can be changed; `do` in what is sent says which form it was."""
    one = _member(staff, staff_id)
    forms_of = _forms(request, staff, one)
    error = ""
    if request.method == "POST":
        try:
            if _change(request, staff, one, forms_of):
                return redirect("company:member", one.id)
        except YinuoError as refused:
            error = refused.text(language())
    context = {
        "one": one,
        "role": ROLES[one.role],
        "scope": scope_text(one.scope, _outlet_names()),
        "has_factor": bool(list_with_factor([one.id])),
        "is_self": one.id == staff.id,
        "forms": forms_of,
        "error": error,
        "key": fresh_key(),
    }
    return render(request, "company/staff_member.html", context, status=409 if error else 200)


def _member(manager: StaffFacts, staff_id: UUID) -> StaffFacts:
    """Somebody whom the manager may see; NotFound for anybody else."""
    one = get_staff(staff_id)
    reach = _reach(manager.scope)
    if reach is None or one.id in reach.technicians:
        return one
    if one.role is not StaffRole.TECHNICIAN and covers(manager.scope, one.scope):
        return one
    raise NotFound


def _reach(scope: Scope) -> Reach | None:
    """Whom a manager of this scope sees among the staff."""
    outlet_ids = list_outlet_ids(scope)
    if outlet_ids is None:
        return None
    is_region = scope.kind is ScopeKind.REGION
    return Reach(
        outlet_codes=[outlet.code for outlet in list_outlets(scope)],
        region_codes=list_region_codes(scope) if is_region else (),
        technicians=frozenset(map_outlets_of_staff(outlet_ids)),
    )


def _forms(request: HttpRequest, manager: StaffFacts, one: StaffFacts) -> dict[str, forms.Form]:
    """The forms of the page; the one that was sent holds what was typed."""
    sent = request.POST.get("do", "")

    def data(name: str) -> Any:
        return request.POST if sent == name else None

    return {
        "role": RoleForm(data("role"), manager=manager, initial={"role": one.role.value}),
        "scope": ScopeForm(
            data("scope"), manager=manager, initial={"scope": scope_value(one.scope)}
        ),
        "password": PasswordForm(data("password")),
    }


def _change(
    request: HttpRequest, manager: StaffFacts, one: StaffFacts, forms_of: dict[str, forms.Form]
) -> bool:
    """Do what was sent; whether anything was done. Nobody takes rights from himself by mistake."""
    do = request.POST.get("do", "")
    form = forms_of.get(do)
    if form is not None and not form.is_valid():
        return False
    if one.id == manager.id and do in ("role", "scope", "leave"):
        raise YinuoError(
            zh="您不能改自己的角色、范围或停用自己，什么都没有改动。请别的经理来改。",
            en="You cannot change your own role or scope or close your own login; nothing was "
            "changed. Ask another manager.",
        )
    changes: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "end": (end_logins, {}),
        "factor": (reset_factor, {}),
        "leave": (leave_company, {}),
    }
    if isinstance(form, RoleForm):
        if not covers(manager.scope, one.scope):
            raise YinuoError(
                zh="没有改动：这个登录名看得比您多，只有总部的经理能改它的角色。",
                en="Nothing was changed: this login sees more than you do; only a manager of head office "
                "can change its role.",
            )
        role = StaffRole(form.cleaned_data["role"])
        changes["role"] = (change_work, {"role": role, "technician_id": form.technician_id})
    elif isinstance(form, ScopeForm):
        changes["scope"] = (place_staff, {"scope": form.chosen()})
    elif isinstance(form, PasswordForm):
        changes["password"] = (change_password, {"password": form.cleaned_data["password"]})
    if do not in changes:
        raise NotFound
    act, more = changes[do]
    perform(
        act,
        actor=Actor.staff(manager.id),
        now=clock.now(),
        key=sent_key(request),
        staff_id=one.id,
        **more,
    )
    return True


def _outlet_names() -> dict[str, str]:
    is_english = language().startswith("en")
    return {o.code: o.name_en if is_english else o.name_zh for o in list_outlets(Scope())}
