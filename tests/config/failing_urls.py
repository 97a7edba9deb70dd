"""One address that fails in a way that no page foresaw."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("", fail, name="fail")]
handler500 = "yinuo.pages.frame.outage.handle"
