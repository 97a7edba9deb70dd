"""The register of false hotlines (CM-05): what was reported, settled by a person; checks and alarms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.reads import map_cases
from yinuo.genuine.actions import move_fake
from yinuo.genuine.facts import AlarmKind, FakeEntry, FakeState, TextKind
from yinuo.genuine.reads import (
    count_checks,
    get_fake,
    get_report_picture,
    list_alarms,
    list_fakes,
    list_reports,
    next_states,
)
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.frame.photos import photo_response
from yinuo.pages.frame.typed import id_in
from yinuo.pages.public.words import ASKED_FOR, FAKE_STATES, SEEN
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform

from .nav import company_nav, export_path
from .numbers import the_company, whole_company

KINDS = {
    TextKind.PHONE: _("电话"),
    TextKind.WEBSITE: _("网站"),
    TextKind.MAIL: _("邮箱"),
    TextKind.BADGE: _("工号"),
}
ALARMS = {
    AlarmKind.FORGED_BADGE: _("有人扫到了假工牌"),
    AlarmKind.OTHER_PERSON: _("客户说来的不是照片上的人"),
}
CHECKS = {"text": _("查号码"), "badge": _("扫工牌"), "call": _("查来电")}
MOVES = {
    FakeState.CONFIRMED: _("核实了：是假的"),
    FakeState.REFUTED: _("核实了：不是假的"),
    FakeState.REMOVAL_ASKED: _("已要求平台下架"),
    FakeState.REMOVED: _("平台已下架"),
}


@require_safe
@for_staff(Verb.GUARD)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The entries, the newest first, of one state or of all; before them what is urgent."""
    whole_company(staff)
    state = _state(request.GET.get("state", ""))
    page = list_fakes(state, before=id_in(request.GET.get("before", "")))
    path = reverse("company:fakes")
    wanted = {"state": state.value} if state else {}
    older = {**wanted, "before": str(page.next_before)} if page.next_before else {}
    context = {
        "company_nav": company_nav(staff, "company:fakes"),
        "export_path": export_path(staff, "fakes"),
        "rows": [_row(entry) for entry in page.entries],
        "states": [(one.value, FAKE_STATES[one][0], one is state) for one in FakeState],
        "older": f"{path}?{urlencode(older)}" if older else "",
        "newer": f"{path}?{urlencode(wanted)}" if request.GET.get("before") else "",
        **_alarms(),
        **_checks(),
    }
    return render(request, "company/fakes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.GUARD)
def entry(request: HttpRequest, staff: StaffFacts, entry_id: UUID) -> HttpResponseBase:
    """One entry: what people told of it, where it may go, and the letter to a platform."""
    whole_company(staff)
    error = ""
    if request.method == "POST":
        try:
            _move(request, staff, entry_id)
            return redirect("company:fake", entry_id)
        except YinuoError as refused:
            error = refused.text(language())
    found = get_fake(entry_id)
    reports = list_reports(entry_id)
    context = {
        "entry": found,
        **_row(found),
        "reports": [
            {
                "report": one,
                "seen": SEEN[one.seen],
                "asked_for": [ASKED_FOR[ask] for ask in one.asked_for if ask in ASKED_FOR],
            }
            for one in reports
        ],
        "moves": [(one.value, MOVES[one]) for one in next_states(found)],
        "letter": _letter(found) if found.state is FakeState.CONFIRMED else "",
        "error": error,
        "key": fresh_key(),
    }
    return render(request, "company/fake.html", context, status=409 if error else 200)


@require_safe
@for_staff(Verb.GUARD)
def picture(
    request: HttpRequest, staff: StaffFacts, entry_id: UUID, report_id: UUID
) -> HttpResponseBase:
    """The screenshot of a report."""
    whole_company(staff)
    return photo_response(get_report_picture(entry_id, report_id))


def _move(request: HttpRequest, staff: StaffFacts, entry_id: UUID) -> None:
    to = _state(request.POST.get("to", ""))
    if to is None:
        raise YinuoError
    perform(
        move_fake,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        entry_id=entry_id,
        to=to,
        company_id=the_company().id,
        platform=request.POST.get("platform", ""),
    )


def _row(found: FakeEntry) -> dict[str, Any]:
    words, kind = FAKE_STATES[found.state]
    return {"entry": found, "of_kind": KINDS[found.kind], "state": words, "kind": kind}


def _alarms() -> dict[str, Any]:
    alarms = list_alarms()
    cases = map_cases({one.case_id for one in alarms if one.case_id})
    return {
        "alarms": [
            {
                "alarm": one,
                "words": ALARMS[one.kind],
                "case": cases.get(one.case_id) if one.case_id else None,
            }
            for one in alarms
        ]
    }


def _checks() -> dict[str, Any]:
    """How often each thing was checked in the last thirty days, and how often it wasn't ours."""
    counts = count_checks(clock.now())
    bad = {"fake", "forged", "other_case", "not_on_job", "left", "not_called"}
    rows = []
    for what, words in CHECKS.items():
        of_this = {outcome: n for (one, outcome), n in counts.items() if one == what}
        wrong = sum(n for outcome, n in of_this.items() if outcome in bad)
        rows.append((words, sum(of_this.values()), wrong))
    return {"checks": rows}


def _letter(found: FakeEntry) -> str:
    """What to send to the platform on which it stands."""
    company = the_company()
    name = company.name_en if language().startswith("en") else company.name_zh
    return gettext(
        "贵平台上有人以“%(name)s”的名义发布下列号码或网址，它不属于本公司，经本公司核实为假冒：\n\n"
        "%(value)s\n\n"
        "至今收到 %(count)d 次举报。请依据《反电信网络诈骗法》和贵平台的规则"
        "尽快删除、屏蔽，并保存发布者信息备查。本公司的官方号码名单：%(numbers)s\n\n%(name)s"
    ) % {
        "name": name,
        "value": found.value,
        "count": found.reports,
        "numbers": _numbers_url(),
    }


def _numbers_url() -> str:
    return f"{settings.YINUO_PUBLIC_URL}{reverse('genuine-numbers')}"


def _state(text: str) -> FakeState | None:
    return next((state for state in FakeState if state.value == text), None)
