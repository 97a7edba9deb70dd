"""The staff's chat groups: what concerns a whole team is said there, without a word about a customer."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.notice.actions import add_team, remove_team
from yinuo.notice.reads import list_teams
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform

from .nav import company_nav
from .numbers import whole_company


class TeamForm(forms.Form):
    """A group to tell."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("群的名字"), max_length=40, error_messages={"required": _("请填群的名字。")}
    )
    region = forms.CharField(
        label=_("管哪里"),
        max_length=6,
        required=False,
        help_text=_("区划代码的开头：37 是山东，3701 是济南；不填就是全公司。"),
        validators=[RegexValidator(r"^\d{2}(\d{2}(\d{2})?)?$", _("请填 2、4 或 6 位数字。"))],
    )
    url = forms.CharField(
        label=_("机器人的地址"),
        max_length=500,
        help_text=_("例如 dingtalk://…、feishu://…、wecombot://…；只用来发，保存后不再显示。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请填机器人的地址。")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.ADD_STAFF)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The groups there are, and the form for another one."""
    whole_company(staff)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            perform(
                add_team,
                actor=Actor.staff(staff.id),
                now=clock.now(),
                key=sent_key(request),
                **form.cleaned_data,
            )
            return redirect("company:chat")
        except YinuoError as error:
            form.add_error("url", error.text(language()))
    context = {
        "company_nav": company_nav(staff, "company:chat"),
        "form": form,
        "teams": list_teams(),
        "key": fresh_key(),
    }
    return render(request, "company/chat.html", context, status=400 if form.errors else 200)


@require_POST
@for_staff(Verb.ADD_STAFF)
def remove(request: HttpRequest, staff: StaffFacts, team_id: UUID) -> HttpResponseBase:
    """Tell this group nothing any more."""
    whole_company(staff)
    perform(
        remove_team,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        team_id=team_id,
    )
    return redirect("company:chat")
