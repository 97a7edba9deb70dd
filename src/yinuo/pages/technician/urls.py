"""Addresses of a technician's pages."""

from django.urls import path

from . import badge, visit, visits

app_name = "technician"
urlpatterns = [
    path("", visits.show, name="visits"),
    path("visit/<uuid:visit_id>/", visit.show, name="visit"),
    path("visit/<uuid:visit_id>/now/", visit.show_now, name="now"),
    path("visit/<uuid:visit_id>/photo/<uuid:photo_id>.jpg", visit.show_photo, name="photo"),
    path("visit/<uuid:visit_id>/badge/", badge.show, name="badge"),
    path("visit/<uuid:visit_id>/<slug:task>/", visit.do, name="do"),
]
