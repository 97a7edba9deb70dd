"""Addresses of the company's pages."""

from django.urls import path

from . import case, cases, figures

app_name = "company"
urlpatterns = [
    path("", cases.show, name="cases"),
    path("case/<uuid:case_id>/", case.show, name="case"),
    path("case/<uuid:case_id>/photo/<uuid:photo_id>.jpg", case.show_photo, name="photo"),
    path("figures/", figures.show, name="figures"),
]
