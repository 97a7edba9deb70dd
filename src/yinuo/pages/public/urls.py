"""Addresses of the public pages."""

from django.urls import path

from . import outlets, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("plans/", pages.plans, name="plans"),
    path("genuine/", pages.genuine, name="genuine"),
    path("tariff/", pages.tariff, name="tariff"),
    path("outlets/", outlets.outlets, name="outlets"),
    path("record-key/", pages.record_key, name="record-key"),
    path("privacy/", pages.privacy, name="privacy"),
]
