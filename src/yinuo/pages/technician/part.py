"""The part of a technician's page that the app lives in: whose phone, which visit, and its words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.work.visit.facts import VisitFacts

KEPT_FOR = timedelta(hours=24)
"""How long a phone may show what it has kept since it last heard from us (PD-06)."""
KEEP_FOR = "X-Yinuo-Keep-For"
"""The header that says so of a page, in seconds: a phone counts them by its own clock, right or wrong."""


def phone_part(technician_id: UUID, visit: VisitFacts | None = None) -> dict[str, Any]:
    """What `technician/parts/phone.html` takes; `visit` is the one that the page is about."""
    return {
        "phone": {
            "who": technician_id,
            "visit": visit.id if visit else "",
            "keep": _to_keep(visit) if visit else None,
            "words": _words(),
        }
    }


def visits_to_keep(visits: list[VisitFacts]) -> list[dict[str, str]]:
    """Where the phone finds what it keeps of these visits."""
    return [_to_keep(visit) for visit in visits]


def _to_keep(visit: VisitFacts) -> dict[str, str]:
    return {
        "visit": str(visit.id),
        "path": reverse("technician:visit", args=[visit.id]),
        "offline": reverse("technician:offline", args=[visit.id]),
    }


def _words() -> dict[str, str]:
    """What the script says; `{count}` is how many steps are still to be sent."""
    return {
        "kept": _("已记下"),
        "offline": _("现在没有网络，照样能做：每一步先记在手机里，有网自动发出。"),
        "waiting": _("{count} 步已记下，等网络。不会丢，也不会发两次。"),
        "sending": _("正在发，还有 {count} 步。"),
        "refused": _("有一步需要您处理，后面的步骤先等着。"),
        "login": _("登录已过期，{count} 步都还在手机里。请重新登录，登录后自动发出。"),
        "other": _("这部手机上还有别人的 {count} 步没有发出。"),
        "full": _("没有记下：手机存不下了。请腾出空间再点一次，填的内容都还在。"),
        "kept_alone": _(
            "已记下，等网络。这一单没有存在手机里，下一步要等有网才能显示；已记下的不会丢。"
        ),
    }
