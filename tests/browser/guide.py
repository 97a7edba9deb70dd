"""The style guide's views: every shared part in every state, on pages that only tests can reach."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yinuo.pages.frame.picks import picks_of

from . import samples

FAULTS = [
    ("keypad", "按键没反应"),
    ("battery", "没电，打不开"),
    ("code", "密码忘了"),
    ("handle", "把手松了"),
    ("key", "钥匙断在里面"),
    ("other", "说不清楚"),
]
ICONS = {
    "keypad": "keypad",
    "battery": "battery",
    "code": "lock",
    "handle": "handle",
    "key": "key",
    "other": "dots",
}
WHEN = [("now", "现在，越快越好"), ("later", "约个时间")]


class GuideForm(forms.Form):
    """One field of every sort."""

    fault = forms.ChoiceField(label="哪里不好用？", choices=FAULTS, widget=forms.RadioSelect)
    when = forms.ChoiceField(label="什么时候上门？", choices=WHEN, widget=forms.RadioSelect)
    place = forms.ChoiceField(
        label="是哪一个？",
        choices=[("1", "山东省济南市历下区"), ("2", "山东省济南市历城区")],
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label="地址",
        max_length=200,
        help_text="写到门牌号，师傅好找。",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    phone = forms.RegexField(
        regex=r"^1\d{10}$",
        label="手机号",
        error_messages={"invalid": "这不像一个手机号：要 11 位数字。"},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    words = forms.CharField(label="想多说一句", required=False, widget=forms.Textarea)
    photo = forms.FileField(label="拍张照片", required=False, help_text="不要拍到保险柜里面。")
    agreed = forms.BooleanField(label="我看过收费标准和隐私说明。")


def show_parts(request: HttpRequest) -> HttpResponse:
    """Everything that is shown, not filled in."""
    context = _samples() | {"title": "样张"}
    return render(request, "guide/parts.html", context)


def show_form(request: HttpRequest) -> HttpResponse:
    """A form, empty or sent back with its errors."""
    form = GuideForm(request.POST) if request.method == "POST" else GuideForm()
    status = 400 if form.is_bound and not form.is_valid() else 200
    hints = {"now": "提交后马上告诉您最迟几点到", "later": "今天 18:00 起可约"}
    context = {
        "form": form,
        "title": "报修",
        "faults": picks_of(form["fault"], icons=ICONS),
        "when": picks_of(form["when"], icons={"now": "bolt", "later": "calendar"}, hints=hints),
    }
    return render(request, "guide/form.html", context, status=status)


def show_sheet(request: HttpRequest) -> HttpResponse:
    """A receipt."""
    return render(request, "guide/sheet.html", _samples() | {"title": "服务凭单"})


def show_live(request: HttpRequest) -> HttpResponse:
    """A live part: the page around it, or the part alone when htmx asks for it."""
    seen = int(request.COOKIES.get("looks", "0")) + 1
    context = {
        "title": "进度",
        "looks": seen,
        "ticket": f"ticket-{seen}",
        "now": samples.NOW,
        "card": samples.card(),
        "stream_url": request.GET.get("stream", ""),
        "is_part": "HX-Request" in request.headers,
    }
    response = render(request, "guide/live.html", context)
    response.set_cookie("looks", str(seen))
    return response


def refused(request: HttpRequest) -> HttpResponse:
    """An error in words."""
    context = {"title": "没有办成", "text": "到达码不对，还可以试 4 次。您填的内容都还在。"}
    return render(request, "error.html", context | {"back": "/", "back_text": "返回"}, status=409)


def broken(request: HttpRequest) -> HttpResponse:
    """A page with a mistake in it that nobody foresaw."""
    raise ZeroDivisionError


def away(request: HttpRequest) -> HttpResponse:
    """A page that finds the database gone."""
    raise OperationalError


def _samples() -> dict[str, Any]:
    return {
        "now": samples.NOW,
        "cards": samples.cards(),
        "steps": samples.steps(),
        "lines": samples.tariff(),
        "quote": samples.quote(),
        "rows": [
            ("单号", "20261122-0417"),
            ("地址", "历下区某路 7 号"),
            ("保修到", "2029年11月21日"),
        ],
        "kinds": ["ok", "warn", "bad", "run", ""],
    }
