"""Login and logout of the company's people, with one lockout for guesses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinuo.base.actor import Actor
from yinuo.pages.frame.client import client_address
from yinuo.people.actions import claim_login, end_login, refuse_login, settle_login
from yinuo.people.facts import StaffRole
from yinuo.people.reads import get_staff
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import home_of

_DOOR = Actor.system("login")
_LOCKED = "locked"
SHIFT_SECONDS = 12 * 3600
"""A technician's phone stays logged in for a shift; he can't type a password at a customer's door."""
OFFICE_SECONDS = 4 * 3600
"""A screen in an office, which others walk past."""


class LoginForm(AuthenticationForm):
    """User name and password; each try is claimed before the password is looked at."""

    error_messages = {
        "invalid_login": _("用户名或密码不对，没有登录。请核对后再试；忘了密码请找您的主管重设。"),
        "inactive": _("用户名或密码不对，没有登录。请核对后再试；忘了密码请找您的主管重设。"),
        _LOCKED: _("密码输错次数太多，登录已暂停。请在 %(until)s 之后再试，或找您的主管重设密码。"),
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
        """Claim a try, check the password, and settle how it came out."""
        username = self.cleaned_data.get("username")
        if username is None or "password" not in self.cleaned_data:
            return self.cleaned_data
        now = clock.now()
        self._claim(username, now)
        try:
            cleaned = super().clean()
        except ValidationError:
            perform(refuse_login, actor=_DOOR, now=now, username=username)
            raise
        user = self.get_user()
        assert user is not None
        actor = Actor.staff(user.pk)
        perform(settle_login, actor=actor, now=now, staff_id=user.pk, username=username)
        return cleaned

    def is_locked(self) -> bool:
        """Whether the form was refused before the password was looked at."""
        return self.has_error("__all__", _LOCKED)

    def _claim(self, username: str, now: datetime) -> None:
        assert self.request is not None
        claim = perform(
            claim_login,
            actor=_DOOR,
            now=now,
            username=username,
            address=client_address(self.request),
        )
        if not claim.may_try:
            until = f"{localtime(claim.wait_until):%H:%M}"
            raise ValidationError(
                self.error_messages[_LOCKED], code=_LOCKED, params={"until": until}
            )


class Login(LoginView):
    """The login page; afterwards the page that was asked for, or the first one of the role."""

    template_name = "staff/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """The first page of the person's role."""
        return resolve_url(home_of(self._role()))

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Log in for as long as the role asks for."""
        response = super().form_valid(form)
        is_technician = self._role() is StaffRole.TECHNICIAN
        self.request.session.set_expiry(SHIFT_SECONDS if is_technician else OFFICE_SECONDS)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The form again, the user name kept, with a status that a machine understands too."""
        response = super().form_invalid(form)
        is_locked = isinstance(form, LoginForm) and form.is_locked()
        response.status_code = 429 if is_locked else 400
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The title too."""
        return super().get_context_data(**kwargs) | {"title": gettext("员工登录")}

    def _role(self) -> StaffRole:
        assert self.request.user.pk is not None
        return get_staff(self.request.user.pk).role


class Logout(LogoutView):
    """Ends the session, by POST only, and writes that down."""

    next_page = "login"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log out; without a session nothing is written."""
        if request.user.is_authenticated:
            staff_id = request.user.pk
            perform(end_login, actor=Actor.staff(staff_id), now=clock.now(), staff_id=staff_id)
        return super().post(request, *args, **kwargs)
