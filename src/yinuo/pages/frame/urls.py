"""The one address of the frame itself; outside the language prefix, since it has no words."""

from django.urls import path

from .large_type import set_large_type

urlpatterns = [path("large-type/", set_large_type, name="large-type")]
