"""Addresses of login and logout, and of a customer's whole contact data."""

from django.urls import path

from . import contact
from .login import Login, Logout

urlpatterns = [
    path("login/", Login.as_view(), name="login"),
    path("logout/", Logout.as_view(), name="logout"),
    path("contact/<uuid:case_id>/", contact.show, name="contact"),
]
