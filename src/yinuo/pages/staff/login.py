"""Login and logout of the company's people, with one lockout for guesses at passwords and at codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from yinuo.base.actor import Actor
from yinuo.pages.frame.client import client_address
from yinuo.people.actions import claim_login, refuse_login
from yinuo.people.logins import has_factor
from yinuo.people.reads import get_staff
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import home_of
from .session import enter, hold, is_known_device, leave, needs_factor

_DOOR = Actor.system("login")
LOCKED = "locked"
LOCKED_TEXT = _("密码或验证码输错次数太多，登录已暂停。请在 %(until)s 之后再试，或找您的主管重设。")


def claim(request: HttpRequest, username: str, now: datetime) -> None:
    """Count a try at a password or a code before it is looked at; ValidationError while the door is shut."""
    leave_to_try = perform(
        claim_login, actor=_DOOR, now=now, username=username, address=client_address(request)
    )
    if not leave_to_try.may_try:
        until = f"{localtime(leave_to_try.wait_until):%H:%M}"
        raise ValidationError(LOCKED_TEXT, code=LOCKED, params={"until": until})


def refuse(username: str, now: datetime) -> None:
    """The password or the code was wrong."""
    perform(refuse_login, actor=_DOOR, now=now, username=username)


class LoginForm(AuthenticationForm):
    """User name and password; each try is claimed before the password is looked at."""

    error_messages = {
        "invalid_login": _("用户名或密码不对，没有登录。请核对后再试；忘了密码请找您的主管重设。"),
        "inactive": _("用户名或密码不对，没有登录。请核对后再试；忘了密码请找您的主管重设。"),
    }
    username = forms.CharField(
        label=_("用户名"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"max_length": _("用户名最多 40 个字符。")},
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"max_length": _("密码最多 200 个字符。")},
    )

    def clean(self) -> dict[str, Any]:
        """Claim a try and check the password; it is settled when the code was right too."""
        username = self.cleaned_data.get("username")
        if username is None or "password" not in self.cleaned_data:
            return self.cleaned_data
        assert self.request is not None
        now = clock.now()
        claim(self.request, username, now)
        try:
            return super().clean()
        except ValidationError:
            refuse(username, now)
            raise


class Login(LoginView):
    """The login page; afterwards the code, and then the page that was asked for or the first of the role."""

    template_name = "staff/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """The first page of the person's role."""
        assert self.request.user.pk is not None
        return resolve_url(home_of(get_staff(self.request.user.pk).role))

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password was right: in at once, on to the code, or on to setting one up."""
        staff = get_staff(form.get_user().pk)
        is_on = has_factor(staff.id)
        if is_on and not is_known_device(self.request, staff.id):
            hold(self.request, staff.id, self.get_redirect_url())
            return redirect("login-code")
        if not is_on and needs_factor():
            hold(self.request, staff.id, self.get_redirect_url())
            return redirect("login-enrol")
        enter(self.request, staff, has_factor=is_on)
        return redirect(self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The form again, the user name kept, with a status that a machine understands too."""
        response = super().form_invalid(form)
        response.status_code = 429 if form.has_error("__all__", LOCKED) else 400
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The title, and whether a second factor is asked for here."""
        more = {"title": gettext("员工登录"), "needs_factor": needs_factor()}
        return super().get_context_data(**kwargs) | more


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End this browser's login, by POST only; without one nothing is written."""
    leave(request)
    return redirect("login")
