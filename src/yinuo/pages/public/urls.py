"""Addresses of the public pages."""

from django.urls import path

from . import badge, call, fake, genuine, outlets, pages, product, suggest

urlpatterns = [
    path("", pages.home, name="home"),
    path("plans/", pages.plans, name="plans"),
    path("genuine/", genuine.check, name="genuine"),
    path("genuine/b", badge.show, name="genuine-badge"),
    path("genuine/photo/<uuid:technician_id>.jpg", badge.photo, name="genuine-photo"),
    path("genuine/call/", call.ask, name="genuine-call"),
    path("genuine/numbers/", genuine.numbers, name="genuine-numbers"),
    path("genuine/numbers.json", genuine.numbers_file, name="genuine-numbers-file"),
    path("genuine/report/", fake.report, name="genuine-report"),
    path("genuine/report/<str:number>/", fake.state, name="genuine-report-state"),
    path("p/<str:token>", product.show, name="product"),
    path("tariff/", pages.tariff, name="tariff"),
    path("outlets/", outlets.outlets, name="outlets"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("record-key/", pages.record_key, name="record-key"),
    path("privacy/", pages.privacy, name="privacy"),
]
