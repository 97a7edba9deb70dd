"""The addresses of the frame itself; outside the language prefix, since they have no words."""

from django.urls import path

from .large_type import set_large_type
from .push import worker

urlpatterns = [
    path("large-type/", set_large_type, name="large-type"),
    path("push-sw.js", worker, name="push-worker"),
]
