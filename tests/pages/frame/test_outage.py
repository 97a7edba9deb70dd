"""While the database is away a page says so, keeps nothing it did not take, and asks for nothing itself."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from yinuo.pages.frame import outage


def _answer(path: str, error: Exception) -> HttpResponse:
    request: HttpRequest = RequestFactory().post(path)
    try:
        raise error
    except type(error):
        return outage.handle(request)


def test_a_database_that_is_away_is_a_503_that_says_when_to_come_back() -> None:
    response = _answer("/report/", OperationalError("gone"))
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "没有收下" in response.content.decode()
    assert "gone" not in response.content.decode()


def test_anything_else_is_a_500_in_the_readers_language() -> None:
    response = _answer("/en/report/", ValueError("Zhang-19900000001"))
    assert response.status_code == 500
    assert "sent twice, it counts once" in response.content.decode()
    assert "19900000001" not in response.content.decode()


@pytest.mark.django_db
def test_the_pages_answer_so_when_their_database_cannot_be_reached() -> None:
    client = Client(raise_request_exception=False)
    connection.close()
    host = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        response = client.get("/find/")
    finally:
        connection.settings_dict["HOST"] = host
        connection.close()
    assert response.status_code == 503
