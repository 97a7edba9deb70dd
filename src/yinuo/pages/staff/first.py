"""The first login: whoever holds the link sets a password, and then logs in with it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.pages.frame.language import language
from yinuo.pages.frame.limits import limited
from yinuo.people.actions import accept_invite
from yinuo.people.facts import InviteOver
from yinuo.people.invites import find_invited
from yinuo.store import clock
from yinuo.store.perform import perform

SHORTEST_PASSWORD = 10


class FirstForm(forms.Form):
    """A password, twice."""

    use_required_attribute = False
    password = forms.CharField(
        label=_("设一个密码"),
        min_length=SHORTEST_PASSWORD,
        max_length=200,
        strip=False,
        help_text=_("至少 10 个字符，只有您自己知道。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一遍"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, str]:
        """Both are the same."""
        typed = super().clean() or {}
        if typed.get("password") and typed.get("password") != typed.get("again"):
            self.add_error("again", _("两次输入的不一样，没有设置。请再输一遍。"))
        return typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("link")
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The form; sent, on to the login page."""
    found = find_invited(token, clock.now())
    if found is None:
        over = InviteOver()
        said = {"error": over.text(language())}
        return render(request, "staff/error.html", said, status=over.status)
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            perform(
                accept_invite,
                actor=Actor.staff(found.id),
                now=clock.now(),
                token=token,
                password=form.cleaned_data["password"],
            )
        except YinuoError as error:
            form.add_error(None, error.text(language()))
        else:
            return redirect("login")
    context = {"form": form, "one": found}
    return render(request, "staff/first.html", context, status=400 if form.errors else 200)
