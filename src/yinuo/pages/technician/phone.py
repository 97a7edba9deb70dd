"""What makes the pages an app on the phone: its manifest, its worker, and who is logged in on it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.outlet.reads import find_company
from yinuo.pages.frame.language import language
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb

from .scene import technician_of

SHELL = (
    *("yinuo/yinuo.css", "yinuo/icons.svg", "yinuo/favicon.svg", "yinuo/page.js"),
    *("yinuo/countdown.js", "yinuo/live.js", "yinuo/position.js", "vendor/htmx-4.0.1.min.js"),
    *("technician/technician.css", "technician/app.js", "technician/bill.js"),
    *("technician/forms.js", "technician/keep.js", "technician/leave.js", "technician/logout.js"),
    *("technician/offline.js", "technician/outbox.js", "technician/photo.js"),
    *("technician/plan.js", "technician/sender.js", "technician/sign.js", "technician/status.js"),
    *("technician/worker.js", "vendor/signature_pad-5.1.4.min.js"),
)
"""What every page of the app is made of beside its own text; a browser test holds it against what a page asks
for."""


@cache
def version() -> str:
    """A name for this deployment of the app: another as soon as a byte of it changes."""
    digest = hashlib.sha256()
    for name in SHELL:
        path = finders.find(name)
        if path is None:
            raise FileNotFoundError(name)
        digest.update(Path(path).read_bytes())
    for page in sorted((Path(__file__).parents[1] / "templates").rglob("*.html")):
        digest.update(page.read_bytes())
    return digest.hexdigest()[:16]


@require_safe
@never_cache
def show_worker(request: HttpRequest) -> HttpResponse:
    """The worker's first lines: which deployment this is, and what belongs to it. The rest is a file."""
    context: dict[str, Any] = {
        "version": version(),
        "scope": reverse("technician:visits"),
        "shell": [static(name) for name in SHELL],
    }
    answer = render(request, "technician/worker.js", context, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = context["scope"]
    return answer


@require_safe
def show_manifest(request: HttpRequest) -> JsonResponse:
    """Name, icons and first page of the app that a phone installs."""
    company = find_company(settings.YINUO_COMPANY or None)
    name = (company.name_en if language().startswith("en") else company.name_zh) if company else ""
    start = reverse("technician:visits")
    return JsonResponse(
        {
            "name": f"{name} · {gettext('师傅')}" if name else gettext("师傅"),
            "short_name": name or gettext("师傅"),
            "id": start,
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "lang": "en" if language().startswith("en") else "zh-CN",
            "background_color": "#f6f4ee",
            "theme_color": "#f6f4ee",
            "icons": [
                {"src": static(f"technician/{name}"), "sizes": size, "type": "image/png", **purpose}
                for name, size, purpose in _ICONS
            ],
        },
        content_type="application/manifest+json",
    )


_ICONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("icon-192.png", "192x192", {}),
    ("icon-512.png", "512x512", {}),
    ("icon-maskable-512.png", "512x512", {"purpose": "maskable"}),
)


@require_safe
@for_staff(Verb.WORK_VISIT, own=True)
def show_session(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Whose phone this is now, and the token that a page from hours ago sends with its steps."""
    technician = technician_of(staff)
    return JsonResponse({"who": str(technician.id), "csrf": get_token(request)})
