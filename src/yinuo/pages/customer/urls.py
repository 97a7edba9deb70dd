"""Addresses of the customer's pages."""

from django.urls import path

from . import (
    case,
    ending,
    erasing,
    later,
    link,
    notices,
    onsite,
    person,
    phoning,
    quote,
    receipt,
    report,
    verbs,
)

urlpatterns = [
    path("report/", report.report, name="report"),
    path("c/<str:token>", link.follow, name="link"),
    path("c/<str:token>/notices/", link.follow, {"to": "case-notices"}, name="link-notices"),
    path("c/<str:token>/notices/off/<slug:purpose>/", notices.stop, name="link-notices-off"),
    path("call-me/", phoning.call_me, name="call-me"),
    path("find/", link.find, name="find"),
    path("case/<uuid:case_id>/", case.show, name="case"),
    path("case/<uuid:case_id>/now/", case.show_now, name="case-now"),
    path("case/<uuid:case_id>/do/<slug:verb>/", verbs.do, name="case-do"),
    path("case/<uuid:case_id>/photo/<uuid:photo_id>.jpg", onsite.show_photo, name="case-photo"),
    path(
        "case/<uuid:case_id>/crew/<uuid:technician_id>.jpg",
        person.photo,
        name="case-crew-photo",
    ),
    path("case/<uuid:case_id>/person/<slug:word>/", person.say, name="case-person"),
    path("case/<uuid:case_id>/quote/", quote.show, name="case-quote"),
    path("case/<uuid:case_id>/later/", later.later, name="case-later"),
    path("case/<uuid:case_id>/notices/", notices.choose, name="case-notices"),
    path("case/<uuid:case_id>/push/", notices.push, name="case-push"),
    path("case/<uuid:case_id>/visit.ics", notices.calendar, name="case-calendar"),
    path("case/<uuid:case_id>/link/", link.renew, name="case-link"),
    path("case/<uuid:case_id>/cancel/", ending.cancel, name="case-cancel"),
    path("case/<uuid:case_id>/dispute/", ending.dispute, name="case-dispute"),
    path("case/<uuid:case_id>/erase/", erasing.erase, name="case-erase"),
    path("case/<uuid:case_id>/receipt/", receipt.show, name="case-receipt"),
    path("case/<uuid:case_id>/receipt.json", receipt.download, name="case-receipt-file"),
]
