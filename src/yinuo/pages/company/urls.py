"""Addresses of the company's pages."""

from django.urls import path

from . import (
    badges,
    case,
    case_list,
    cases,
    chat,
    decide,
    erasing,
    fakes,
    figure_cases,
    figure_words,
    figures,
    looks,
    numbers,
    staff,
    stickers,
)

app_name = "company"
urlpatterns = [
    path("", cases.show, name="cases"),
    path("cases/", case_list.show, name="list"),
    path("case/<uuid:case_id>/", case.show, name="case"),
    path("case/<uuid:case_id>/decide/", decide.show, name="decide"),
    path("case/<uuid:case_id>/erase/", erasing.show, name="erase"),
    path("case/<uuid:case_id>/photo/<uuid:photo_id>.jpg", case.show_photo, name="photo"),
    path("figures/", figures.show, name="figures"),
    path("figures/words/", figure_words.show, name="figure-words"),
    path("figures/<slug:figure>/", figure_cases.show, name="figure"),
    path("staff/", staff.show, name="staff"),
    path("staff/add/", staff.add, name="staff-add"),
    path("staff/<uuid:staff_id>/", staff.member, name="member"),
    path("chat/", chat.show, name="chat"),
    path("chat/<uuid:team_id>/remove/", chat.remove, name="chat-remove"),
    path("stickers/", stickers.show, name="stickers"),
    path("looks/", looks.show, name="looks"),
    path("numbers/", numbers.show, name="numbers"),
    path("numbers/<uuid:number_id>/end/", numbers.end, name="number-end"),
    path("fakes/", fakes.show, name="fakes"),
    path("fakes/<uuid:entry_id>/", fakes.entry, name="fake"),
    path("fakes/<uuid:entry_id>/<uuid:report_id>.jpg", fakes.picture, name="fake-picture"),
    path("badges/", badges.show, name="badges"),
    path("badges/<uuid:technician_id>/", badges.member, name="badge"),
    path("badges/<uuid:technician_id>/photo.jpg", badges.photo, name="badge-photo"),
]
