"""The large-type switch: a cookie, and back to the page it was used on."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_large_type_is_remembered_and_undone() -> None:
    client = Client()
    answer = client.post("/large-type/", {"size": "large", "next": "/login/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/login/?a=1")
    assert 'data-size="large"' in client.get("/login/").content.decode()
    client.post("/large-type/", {"size": "normal", "next": "/login/"})
    assert "data-size" not in client.get("/login/").content.decode()


@pytest.mark.parametrize("away", ["https://elsewhere.invalid/", "//elsewhere.invalid", ""])
def test_the_switch_leads_nowhere_else(away: str) -> None:
    answer = Client().post("/large-type/", {"size": "large", "next": away})
    assert answer["Location"] == "/"


def test_a_link_can_t_switch() -> None:
    assert Client().get("/large-type/?size=large").status_code == 405
