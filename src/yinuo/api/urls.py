"""Addresses for other machines; outside the language prefix, since they say nothing in any language."""

from django.urls import path

from . import sms

urlpatterns = [path("hooks/sms/<slug:provider>/", sms.take, name="sms-hook")]
