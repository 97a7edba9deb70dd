"""What a customer wants to be told of, and how: nudges here, the calendar, and what he does without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound, YinuoError
from yinuo.case.facts import CaseFacts
from yinuo.notice.actions import choose_notices, stop_purpose
from yinuo.notice.facts import OPTIONAL, ChannelKind, Purpose, RecipientKind
from yinuo.notice.reads import find_calendar_file, has_device, list_choices
from yinuo.pages.frame.limits import limited
from yinuo.pages.frame.push import push_offer, take_subscription
from yinuo.people.reads import find_masked_contact, open_link
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import actor_of, for_customer, for_whole_customer, fresh_key, sent_key, show_error

PURPOSES: Mapping[Purpose, Promise] = {
    Purpose.PROGRESS: _("进行中的消息：承诺用去了多少时间、重复报修已合并"),
    Purpose.REMINDER: _("上门前的提醒：前一天、前两小时"),
    Purpose.AFTERWARDS: _("完成以后：凭据可以下载了"),
}
WAYS: Mapping[ChannelKind, Promise] = {
    ChannelKind.SMS: _("短信"),
    ChannelKind.EMAIL: _("邮件"),
    ChannelKind.PUSH: _("浏览器提示"),
}


class NoticesForm(forms.Form):
    """A row of boxes for each purpose: ticked is wanted."""

    use_required_attribute = False

    def __init__(self, data: Any, ways: Mapping[ChannelKind, str], wanted: Any) -> None:
        super().__init__(data)
        for purpose in OPTIONAL:
            self.fields[purpose.value] = forms.MultipleChoiceField(
                label=str(PURPOSES[purpose]),
                required=False,
                choices=[(way.value, words) for way, words in ways.items()],
                initial=[way.value for way in ways if (purpose, way) in wanted],
                widget=forms.CheckboxSelectMultiple,
            )


@for_whole_customer
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The choices as they stand, and changing them."""
    ways = _ways(case)
    off = list_choices(case.customer_id)
    wanted = {(purpose, way) for purpose in OPTIONAL for way in ways} - off
    form = NoticesForm(request.POST or None, ways, wanted)
    is_saved = False
    if request.method == "POST" and form.is_valid():
        kept_off = {pair for pair in off if pair[1] not in ways}  # what isn't shown isn't changed
        now_off = {
            (purpose, way)
            for purpose in OPTIONAL
            for way in ways
            if way.value not in form.cleaned_data[purpose.value]
        }
        perform(
            choose_notices,
            actor=actor_of(case),
            now=clock.now(),
            key=sent_key(request),
            customer_id=case.customer_id,
            off=sorted(kept_off | now_off),
        )
        is_saved = True
    return render(request, "customer/notices.html", _context(case, form, is_saved=is_saved))


def _context(case: CaseFacts, form: NoticesForm, *, is_saved: bool) -> dict[str, Any]:
    return {
        "case": case,
        "form": form,
        "is_saved": is_saved,
        "key": fresh_key(),
        "push": push_offer(reverse("case-push", args=[case.id]), about=case.number),
        "push_is_on": has_device(RecipientKind.CUSTOMER, case.customer_id),
        "push_page": reverse("case", args=[case.id]),
        "has_calendar": _calendar_of(case) is not None,
    }


def _ways(case: CaseFacts) -> dict[ChannelKind, str]:
    """The ways by which this customer can be reached at all."""
    contact = find_masked_contact(case.customer_id)
    known = {
        ChannelKind.SMS: contact.phone,
        ChannelKind.EMAIL: contact.email,
        ChannelKind.PUSH: has_device(RecipientKind.CUSTOMER, case.customer_id),
    }
    return {way: str(WAYS[way]) for way, is_known in known.items() if is_known}


@for_whole_customer
@require_POST
def push(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """This browser says yes or no to nudges."""
    return take_subscription(request, RecipientKind.CUSTOMER, case.customer_id, actor_of(case))


@for_customer
@require_safe
def calendar(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The visit as a file for any calendar."""
    content = _calendar_of(case)
    if content is None:
        raise NotFound
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer["Content-Disposition"] = f'attachment; filename="{case.number}.ics"'
    return answer


def _calendar_of(case: CaseFacts) -> bytes | None:
    title = gettext("上门服务，单号 %(number)s") % {"number": case.number}
    return find_calendar_file(case.id, title=title, language=case.language, now=clock.now())


@never_cache
@csrf_exempt  # a mail program posts here, with no page and no cookie (RFC 8058); the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@limited("link", methods=("GET", "POST"))
def stop(request: HttpRequest, token: str, purpose: str) -> HttpResponseBase:
    """Do without one purpose by mail, in one step. Reading the page changes nothing: what opens links by
    itself, as mail filters do, unsubscribes nobody."""
    if purpose not in {optional.value for optional in OPTIONAL}:
        raise Http404
    try:
        link = open_link(token, clock.now())
        if request.method == "POST":
            perform(
                stop_purpose,
                actor=Actor.customer(link.customer_id),
                now=clock.now(),
                customer_id=link.customer_id,
                purpose=Purpose(purpose),
                channel=ChannelKind.EMAIL,
            )
    except YinuoError as error:
        return show_error(request, error)
    context = {
        "purpose": PURPOSES[Purpose(purpose)],
        "is_done": request.method == "POST",
        "choices_path": reverse("link-notices", args=[token]),
    }
    answer = render(request, "customer/notices_off.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
