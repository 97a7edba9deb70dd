"""What a sticker on a product opens: the report page, filled in for this product; or that it isn't ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.people.stickers import find_unit_of_sticker


@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the report page. A sticker that we didn't print says so, and how to reach us for certain:
    whoever glues false hotlines to safes may well print a QR code beside them (CM-03)."""
    if find_unit_of_sticker(token) is None:
        return render(request, "public/product_unknown.html", status=404)
    return redirect(f"{reverse('report')}?{urlencode({'product': token})}")
