"""Addresses of the company's pages."""

from django.urls import path

from . import case, case_list, cases, decide, figure_cases, figure_words, figures

app_name = "company"
urlpatterns = [
    path("", cases.show, name="cases"),
    path("cases/", case_list.show, name="list"),
    path("case/<uuid:case_id>/", case.show, name="case"),
    path("case/<uuid:case_id>/decide/", decide.show, name="decide"),
    path("case/<uuid:case_id>/photo/<uuid:photo_id>.jpg", case.show_photo, name="photo"),
    path("figures/", figures.show, name="figures"),
    path("figures/words/", figure_words.show, name="figure-words"),
    path("figures/<slug:figure>/", figure_cases.show, name="figure"),
]
