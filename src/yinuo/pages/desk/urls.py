"""Addresses of the desk; no address holds a number."""

from django.urls import path

from . import home, incoming

app_name = "desk"
urlpatterns = [
    path("", home.show, name="home"),
    path("calls/", home.show_calls, name="calls"),
    path("typed/", home.type_in, name="typed"),
    path("incoming/", incoming.receive, name="incoming"),
    path("mine/", home.show_mine, name="mine"),
]
