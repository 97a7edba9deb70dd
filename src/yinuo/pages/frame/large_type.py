"""The large-type switch: a plain form that sets a cookie, so that it works on every phone."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "yinuo_size"
_YEAR_SECONDS = 365 * 24 * 3600


def is_large(request: HttpRequest) -> bool:
    """Whether this browser asked for large type."""
    return request.COOKIES.get(COOKIE) == "large"


@require_POST
def set_large_type(request: HttpRequest) -> HttpResponse:
    """Remember the size for a year and go back to the page; anything but `large` is the normal size."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(wanted if is_ours else "/")
    if request.POST.get("size") == "large":
        response.set_cookie(
            COOKIE,
            "large",
            max_age=_YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
