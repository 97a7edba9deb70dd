"""The stream process's one address."""

from django.urls import path

from yinuo.pages.live.stream import stream

urlpatterns = [path("stream/", stream, name="stream")]
