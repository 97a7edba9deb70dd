"""Addresses of a technician's pages."""

from django.urls import path

from . import badge, offline, phone, visit, visits

app_name = "technician"
urlpatterns = [
    path("", visits.show, name="visits"),
    path("sw.js", phone.show_worker, name="worker"),
    path("app.webmanifest", phone.show_manifest, name="manifest"),
    path("session/", phone.show_session, name="session"),
    path("visit/<uuid:visit_id>/", visit.show, name="visit"),
    path("visit/<uuid:visit_id>/now/", visit.show_now, name="now"),
    path("visit/<uuid:visit_id>/offline/", offline.show, name="offline"),
    path("visit/<uuid:visit_id>/photo/<uuid:photo_id>.jpg", visit.show_photo, name="photo"),
    path("visit/<uuid:visit_id>/badge/", badge.show, name="badge"),
    path("visit/<uuid:visit_id>/<slug:task>/", visit.do, name="do"),
]
