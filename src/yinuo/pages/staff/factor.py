"""The second factor at the login: the code that is asked for, and setting one up before anything else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.outlet.reads import find_company
from yinuo.pages.frame.language import language
from yinuo.pages.frame.qr import qr_svg
from yinuo.people.actions import (
    begin_factor,
    confirm_factor,
    enter_code,
    trust_device,
)
from yinuo.people.facts import CodeResult, StaffFacts
from yinuo.people.logins import has_factor
from yinuo.people.reads import get_staff
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import home_of
from .login import LOCKED, claim, refuse
from .session import enter, held, is_in, keep_device, leave, note_factor, wanted_page

_WORDS = {
    CodeResult.WRONG: _("验证码不对。请看验证器里现在显示的六位数；手机时间要准。"),
    CodeResult.USED: _("这个码已经用过了。请等验证器换出下一个再填。"),
}


class CodeInput(forms.PasswordInput):
    """Readable while one types, empty when the form is shown again: an unused code is still good."""

    input_type = "text"


class CodeForm(forms.Form):
    """Six digits of an authenticator app, or a backup code."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        help_text=_("验证器里的六位数，或者一个备用码。"),
        widget=CodeInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    trust = forms.BooleanField(
        label=_("这台设备 30 天内不再问（只在自己的设备上勾选）"), required=False
    )


class FirstCodeForm(forms.Form):
    """The first six digits of an app that has just been told."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("验证器里的六位数"),
        max_length=20,
        widget=CodeInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """The second half of a login: a code of the app, or one from the paper."""
    staff = held(request)
    if staff is None or not has_factor(staff.id):
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_right(request, form, staff):
        wanted = wanted_page(request) or home_of(staff.role)
        enter(request, staff, has_factor=True)
        response = redirect(wanted)
        if form.cleaned_data["trust"]:
            actor = Actor.staff(staff.id)
            token = perform(trust_device, actor=actor, now=clock.now(), staff_id=staff.id)
            keep_device(response, token)
        return response
    return render(request, "staff/code.html", {"form": form}, status=_status(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Set a second factor up: tell the app, enter its first code, take the backup codes down."""
    is_logged_in = request.user.is_authenticated
    staff = _find_staff(request)
    if staff is None:
        return redirect("login")
    if has_factor(staff.id):
        return redirect("account" if is_logged_in else "login")
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = _confirm(request, form, staff)
        if codes:
            wanted = wanted_page(request) or home_of(staff.role)
            if is_logged_in:
                note_factor(request)
            else:
                enter(request, staff, has_factor=True)
            return render(request, "staff/backup_codes.html", {"codes": codes, "wanted": wanted})
    return render(request, "staff/enrol.html", _offer(staff, form), status=_status(form))


def _find_staff(request: HttpRequest) -> StaffFacts | None:
    """Who is in, or whose password was right a moment ago."""
    staff_id = request.user.pk
    if staff_id is None:
        return held(request)
    staff = get_staff(staff_id)
    if is_in(request, staff):
        return staff
    leave(request)
    return None


def _offer(staff: StaffFacts, form: forms.Form) -> dict[str, Any]:
    company = find_company()
    issuer = company.name_en if company and language().startswith("en") else ""
    issuer = issuer or (company.name_zh if company else "Yinuo")
    offer = perform(
        begin_factor,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        staff_id=staff.id,
        issuer=issuer,
    )
    groups = [offer.secret[at : at + 4] for at in range(0, len(offer.secret), 4)]
    return {
        "form": form,
        "qr": qr_svg(offer.uri, str(_("给验证器扫的二维码"))),
        "groups": groups,
    }


def _is_right(request: HttpRequest, form: forms.Form, staff: StaffFacts) -> bool:
    """Claim a try, look at the code, and say on the form why it wasn't taken."""
    now = clock.now()
    try:
        claim(request, staff.username, now)
    except ValidationError as shut:
        form.add_error(None, shut)
        return False
    result = perform(
        enter_code,
        actor=Actor.staff(staff.id),
        now=now,
        staff_id=staff.id,
        code=form.cleaned_data["code"],
        code_at=clock.real_now(),
    )
    return _settle(form, staff, result)


def _confirm(request: HttpRequest, form: forms.Form, staff: StaffFacts) -> tuple[str, ...]:
    """The same for the first code of all; the backup codes if it was right."""
    now = clock.now()
    try:
        claim(request, staff.username, now)
    except ValidationError as shut:
        form.add_error(None, shut)
        return ()
    outcome = perform(
        confirm_factor,
        actor=Actor.staff(staff.id),
        now=now,
        staff_id=staff.id,
        code=form.cleaned_data["code"],
        code_at=clock.real_now(),
    )
    return outcome.codes if _settle(form, staff, outcome.result) else ()


def _settle(form: forms.Form, staff: StaffFacts, result: CodeResult) -> bool:
    if result is CodeResult.RIGHT:
        return True
    refuse(staff.username, clock.now())
    form.add_error("code", _WORDS[result])
    return False


def _status(form: forms.Form) -> int:
    if form.has_error("__all__", LOCKED):
        return 429
    return 400 if form.errors else 200
