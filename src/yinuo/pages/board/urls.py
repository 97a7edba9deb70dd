"""Addresses of the board."""

from django.urls import path

from . import board, job, technician

app_name = "board"
urlpatterns = [
    path("", board.show, name="board"),
    path("now/", board.show_now, name="now"),
    path("job/<uuid:job_id>/", job.show, name="job"),
    path("job/<uuid:job_id>/send/", job.send, name="send"),
    path("job/<uuid:job_id>/back/", job.back, name="back"),
    path("technician/<uuid:technician_id>/", technician.show, name="technician"),
    path("technician/<uuid:technician_id>/pause/", technician.pause, name="pause"),
    path("technician/<uuid:technician_id>/resume/", technician.resume, name="resume"),
]
