"""Addresses of login and logout, of one's own login, and of a customer's whole contact data."""

from django.urls import path

from . import account, contact, factor, first, push
from .login import Login, log_out

urlpatterns = [
    path("login/", Login.as_view(), name="login"),
    path("login/first/<str:token>/", first.show, name="login-first"),
    path("login/code/", factor.ask_code, name="login-code"),
    path("login/enrol/", factor.enrol, name="login-enrol"),
    path("logout/", log_out, name="logout"),
    path("account/", account.show, name="account"),
    path("account/backup-codes/", account.renew_codes, name="account-codes"),
    path("account/forget-devices/", account.forget, name="account-forget"),
    path("account/end-others/", account.end_others, name="account-end-others"),
    path("account/end/<uuid:login_id>/", account.end, name="account-end"),
    path("account/push/", push.take, name="staff-push"),
    path("contact/<uuid:case_id>/", contact.show, name="contact"),
]
