"""All addresses of the pages; Chinese at the root, English under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from yinuo.pages.public.pages import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yinuo.pages.frame.urls")),
    path("", include("yinuo.api.urls")),
    path("health", health, name="health"),
    *i18n_patterns(
        path("", include("yinuo.pages.public.urls")),
        path("", include("yinuo.pages.customer.urls")),
        path("", include("yinuo.pages.staff.urls")),
        path("t/", include("yinuo.pages.technician.urls")),
        path("board/", include("yinuo.pages.board.urls")),
        path("company/", include("yinuo.pages.company.urls")),
        path("desk/", include("yinuo.pages.desk.urls")),
        prefix_default_language=False,
    ),
]
handler500 = "yinuo.pages.frame.outage.handle"
